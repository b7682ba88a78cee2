"""Drafting and revising in the background: a refresh of the page or a look at another one does not break them off.

A job works on a manuscript as it was, and lays its result into the manuscript as it is when the job ends.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace

import streamlit as st

from assistant.draft import Section
from assistant.errors import ModelError
from assistant.manuscript import Manuscript, Revision, Speaker
from assistant.models.port import Watch
from assistant.outline import Outline
from assistant.revision import Trim
from assistant.talking.request import Intent
from assistant.ui import talk
from assistant.ui.guard import sentence_for
from assistant.workspace import Workspace
from assistant.writer import Progress, Writer


@dataclass
class Job:
    """One piece of work on one report, watched by the page; ``ended`` comes after its result is saved."""

    report: str
    what: str
    outline: Outline | None = None
    sections: list[Section] = field(default_factory=list)
    heading: str = ""
    text: str = ""
    revising: bool = False
    stop_label: str = ""  # empty where there is nothing to stop
    spending: str = ""
    watch: Watch = field(default_factory=Watch)
    _ended: threading.Event = field(default_factory=threading.Event)

    @property
    def ended(self) -> bool:
        """Whether the result is saved."""
        return self._ended.is_set()

    @property
    def stopped(self) -> bool:
        """Whether the user has stopped the model."""
        return self.watch.stopped

    def wait(self, seconds: float) -> bool:
        """Wait a moment for quick work, so that the page need not be drawn twice."""
        return self._ended.wait(seconds)

    def note(self, step: Progress) -> None:
        """Take in one step of drafting."""
        if step.done is not None:
            known = {section.id: section for section in self.sections} | {step.done.id: step.done}
            self.sections, self.heading, self.text = list(known.values()), "", ""
            self.spending = step.spending or self.spending
            if len(known) == len(self.outline.plans if self.outline else known) and self.stop_label:
                self.what = "已写完，正在按核对意见改正个别句子"
        else:
            self.heading = step.plan.heading
            self.text += step.piece

    def run(self, desk: Workspace, writer: Writer, work: Work, why: str) -> None:
        """Do the work and save its result; a failure is told in the report's chat, and what it used of a model."""
        own = writer.begin(self.watch)
        try:
            desk.save(work(self, own), why)
        except Exception as error:  # noqa: BLE001 - a thread has nobody to raise to
            self._tell(desk, own, sentence_for(error))
        finally:
            self._ended.set()

    def _tell(self, desk: Workspace, own: Writer, sentence: str) -> None:
        try:
            desk.save(_spent(desk.load(self.report), own).saying(Speaker.ASSISTANT, sentence), "没有做成")
        except Exception as error:  # noqa: BLE001 - the disk is gone; the log has it
            sentence_for(error)


Work = Callable[[Job, Writer], Manuscript]  # with the writer for this piece of work


class Board:
    """The jobs of this process, at most one a report."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._jobs: dict[str, Job] = {}

    def of(self, report: str) -> Job | None:
        """The running job of a report."""
        job = self._jobs.get(report)
        return None if job is None or job.ended else job

    def draft(self, desk: Workspace, writer: Writer, manuscript: Manuscript) -> Job:
        """Begin to plan and write the whole report."""
        job = Job(manuscript.id, "正在写草稿", stop_label="停下，其余用离线方式写完" if writer.has_model else "")
        return self._start(job, desk, writer, lambda job, own: _drafted(job, desk, own, manuscript), "写出草稿")

    def revise(
        self, desk: Workspace, writer: Writer, manuscript: Manuscript, instruction: str, chosen: str | None
    ) -> Job:
        """Begin to change one section."""
        job = Job(manuscript.id, "正在改，其他部分不动", revising=True, stop_label="停下" if writer.has_model else "")
        return self._start(
            job, desk, writer, lambda _, own: _revised(desk, own, manuscript, instruction, chosen), "改写一部分"
        )

    def trim(self, desk: Workspace, writer: Writer, manuscript: Manuscript, section: str, what: Trim) -> Job:
        """Begin to take the padding, or what has no source, out of one section."""
        stop = "停下，只删不改写" if writer.has_model else ""
        job = Job(manuscript.id, "正在删改，其他部分不动", revising=True, stop_label=stop)
        return self._start(
            job, desk, writer, lambda _, own: _trimmed(desk, own, manuscript, section, what), "删改一部分"
        )

    def hear(self, desk: Workspace, writer: Writer, manuscript: Manuscript, text: str, chosen: str | None) -> Job:
        """Begin to find out by the model what a message means, and do it; ``text`` stands in the chat already."""
        job = Job(manuscript.id, "正在看这句话要做什么", revising=True, stop_label="停下")
        return self._start(job, desk, writer, lambda _, own: _heard(desk, own, manuscript, text, chosen), "对话")

    def _start(self, job: Job, desk: Workspace, writer: Writer, work: Work, why: str) -> Job:
        with self._guard:
            running = self.of(job.report)
            if running is not None:
                return running
            self._jobs = {name: j for name, j in self._jobs.items() if not j.ended} | {job.report: job}
            threading.Thread(target=job.run, args=(desk, writer, work, why), daemon=True).start()
        return job


def _spent(manuscript: Manuscript, own: Writer) -> Manuscript:
    """The report with a word on what the model has used, if it has."""
    return manuscript.saying(Speaker.ASSISTANT, own.spending) if own.spending else manuscript


def _drafted(job: Job, desk: Workspace, own: Writer, manuscript: Manuscript) -> Manuscript:
    outline = own.plan(manuscript)
    job.outline = outline
    planned = replace(manuscript, outline=outline)
    troubles = []
    with closing(own.draft(planned, job.watch)) as steps:  # type: ignore[type-var]
        for step in steps:
            job.note(step)
            if step.trouble:
                troubles.append(step.trouble)
    draft = own.finished(outline, job.sections)
    done = replace(desk.load(manuscript.id), outline=outline, draft=draft, revision=None)
    told = f"草稿写好了，共{len(draft.sections)}个部分。要改哪里，直接说，例如“把第二部分压缩一下”。"
    if re.match(r"[0-9]{4}|年度|上半年", outline.title):
        told += f"笔记里没写明是哪个单位，标题可以这样补：“标题改成××镇{outline.title}”。"
    for sentence in (*troubles, *([job.spending] if job.spending else []), told):
        done = done.saying(Speaker.ASSISTANT, sentence)
    return done


def _heard(desk: Workspace, own: Writer, manuscript: Manuscript, text: str, chosen: str | None) -> Manuscript:
    try:
        request = own.understood(manuscript, text)
    except ModelError as error:
        return _spent(desk.load(manuscript.id), own).saying(Speaker.ASSISTANT, talk.not_understood(sentence_for(error)))
    latest = desk.load(manuscript.id)
    if request.intent is Intent.REVISE and latest.revision is None:
        return _revised(desk, own, latest, text, chosen)
    latest = _spent(latest, own)
    if request.intent is Intent.UNCLEAR:
        return latest.saying(Speaker.ASSISTANT, talk.ASKED_BACK)
    if request.intent is Intent.REVISE:
        return latest.saying(Speaker.ASSISTANT, talk.first_settle(latest))
    if request.intent is Intent.NOTES:
        latest, told = talk.with_note(own, latest, text)
    else:
        told = talk.answer(own, latest, request, own.check(latest))
    return latest.saying(Speaker.ASSISTANT, told)


def _revised(desk: Workspace, own: Writer, manuscript: Manuscript, instruction: str, chosen: str | None) -> Manuscript:
    return _proposed(desk, own, manuscript, own.revise(manuscript, instruction, chosen).revision)


def _trimmed(desk: Workspace, own: Writer, manuscript: Manuscript, section: str, what: Trim) -> Manuscript:
    return _proposed(desk, own, manuscript, own.trim(manuscript, section, what).revision)


def _proposed(desk: Workspace, own: Writer, manuscript: Manuscript, revision: Revision | None) -> Manuscript:
    """The report as it is now with the change, unless its section has changed meanwhile."""
    latest = _spent(desk.load(manuscript.id), own)
    name = revision.before.heading or "这一部分" if revision else ""
    if revision is None or latest.drafted().section(revision.before.id) != revision.before:
        return latest.saying(Speaker.ASSISTANT, f"改写“{name}”时它被改动过，这次的改写没有采用，请再说一遍。")
    if revision.after.text == revision.before.text:
        return latest.saying(Speaker.ASSISTANT, f"“{name}”照这样改没有变化，换个说法试试。")
    told = f"“{name}”改好了。{revision.remark}右边划掉的是原文，标绿的是新写的。请点“保留”或“撤销”。"
    return replace(latest, revision=revision).saying(Speaker.ASSISTANT, told)


@st.cache_resource(show_spinner=False)
def board() -> Board:
    """The jobs of this process."""
    return Board()
