"""Drafting and revising in the background: a refresh of the page or a look at another one does not break them off.

A job works on a manuscript as it was, and lays its result into the manuscript as it is when the job ends.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace

import streamlit as st

from assistant.draft import Section
from assistant.manuscript import Manuscript, Revision, Speaker
from assistant.models.port import Watch
from assistant.outline import Outline
from assistant.revision import Trim
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
    can_stop: bool = False
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
            self.sections.append(step.done)
            self.text = ""
            self.spending = step.spending or self.spending
        else:
            self.heading = step.plan.heading
            self.text += step.piece

    def run(self, desk: Workspace, work: Callable[[], Manuscript], why: str) -> None:
        """Do the work and save its result; a failure is told in the report's chat."""
        try:
            desk.save(work(), why)
        except Exception as error:  # noqa: BLE001 - a thread has nobody to raise to
            self._tell(desk, sentence_for(error))
        finally:
            self._ended.set()

    def _tell(self, desk: Workspace, sentence: str) -> None:
        try:
            desk.save(desk.load(self.report).saying(Speaker.ASSISTANT, sentence), "没有做成")
        except Exception as error:  # noqa: BLE001 - the disk is gone; the log has it
            sentence_for(error)


class Board:
    """The jobs of this process, at most one a report."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._jobs: dict[str, Job] = {}

    def of(self, report: str) -> Job | None:
        """The running job of a report."""
        job = self._jobs.get(report)
        return None if job is None or job.ended else job

    def draft(self, desk: Workspace, writer: Writer, manuscript: Manuscript, *, can_stop: bool) -> Job:
        """Begin to plan and write the whole report."""
        job = Job(manuscript.id, "正在写草稿", can_stop=can_stop)
        return self._start(job, desk, lambda: _drafted(job, desk, writer, manuscript), "写出草稿")

    def revise(
        self, desk: Workspace, writer: Writer, manuscript: Manuscript, instruction: str, chosen: str | None
    ) -> Job:
        """Begin to change one section."""
        job = Job(manuscript.id, "正在改，其他部分不动", revising=True)
        return self._start(job, desk, lambda: _revised(desk, writer, manuscript, instruction, chosen), "改写一部分")

    def trim(self, desk: Workspace, writer: Writer, manuscript: Manuscript, section: str, what: Trim) -> Job:
        """Begin to take the padding, or what has no source, out of one section."""
        job = Job(manuscript.id, "正在删改，其他部分不动", revising=True)
        return self._start(job, desk, lambda: _trimmed(desk, writer, manuscript, section, what), "删改一部分")

    def _start(self, job: Job, desk: Workspace, work: Callable[[], Manuscript], why: str) -> Job:
        with self._guard:
            running = self.of(job.report)
            if running is not None:
                return running
            self._jobs = {name: j for name, j in self._jobs.items() if not j.ended} | {job.report: job}
            threading.Thread(target=job.run, args=(desk, work, why), daemon=True).start()
        return job


def _drafted(job: Job, desk: Workspace, writer: Writer, manuscript: Manuscript) -> Manuscript:
    outline = writer.plan(manuscript)
    job.outline = outline
    planned = replace(manuscript, outline=outline)
    troubles = []
    with closing(writer.draft(planned, job.watch)) as steps:  # type: ignore[type-var]
        for step in steps:
            job.note(step)
            if step.trouble:
                troubles.append(step.trouble)
    draft = writer.finished(outline, job.sections)
    done = replace(desk.load(manuscript.id), outline=outline, draft=draft, revision=None)
    told = f"草稿写好了，共{len(draft.sections)}个部分。要改哪里，直接说，例如“把第二部分压缩一下”。"
    for sentence in (*troubles, *([job.spending] if job.spending else []), told):
        done = done.saying(Speaker.ASSISTANT, sentence)
    return done


def _revised(
    desk: Workspace, writer: Writer, manuscript: Manuscript, instruction: str, chosen: str | None
) -> Manuscript:
    return _proposed(desk, manuscript, writer.revise(manuscript, instruction, chosen).revision)


def _trimmed(desk: Workspace, writer: Writer, manuscript: Manuscript, section: str, what: Trim) -> Manuscript:
    return _proposed(desk, manuscript, writer.trim(manuscript, section, what).revision)


def _proposed(desk: Workspace, manuscript: Manuscript, revision: Revision | None) -> Manuscript:
    """The report as it is now with the change, unless its section has changed meanwhile."""
    latest = desk.load(manuscript.id)
    name = revision.before.heading or "这一部分" if revision else ""
    if revision is None or latest.drafted().section(revision.before.id) != revision.before:
        return latest.saying(Speaker.ASSISTANT, f"改写“{name}”时它被改动过，这次的改写没有采用，请再说一遍。")
    if revision.after.text == revision.before.text:
        return latest.saying(Speaker.ASSISTANT, f"“{name}”照这样改没有变化，换个说法试试。")
    told = f"“{name}”改好了，右边划掉的是原文，标绿的是新写的。请点“保留”或“撤销”。"
    return replace(latest, revision=revision).saying(Speaker.ASSISTANT, told)


@st.cache_resource(show_spinner=False)
def board() -> Board:
    """The jobs of this process."""
    return Board()
