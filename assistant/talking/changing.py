"""Changing facts by word of mouth: one fact is found, corrected or deleted, and its figure follows in every section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.errors import InputError
from assistant.facts import Fact, corrected
from assistant.findings import Report
from assistant.manuscript import Manuscript
from assistant.receipts import reworded
from assistant.talking.answering import fact_line, facts_about
from assistant.talking.reading import correction_in

_ABOUT = re.compile(
    r"不要了?|删掉|删除|删去|去掉|作废|不算|拿掉|取消|划掉|记错了?|错了|把|请|那条|这条|那个数|这个数|那个|这个|那行|笔记|刚才|加的|[，。！\s]"
)

_LINE = re.compile(r"[那这]条|[那这]行|笔记|加的")  # a whole line of the notes is meant, with every figure in it


@dataclass(frozen=True, slots=True)
class Changed:
    """The report after a change of facts, and what to tell: which sections follow, which are left to the user."""

    manuscript: Manuscript
    told: str


def with_correction(manuscript: Manuscript, report: Report, text: str) -> Changed:
    """Correct the one fact that the words mean; raises ``InputError`` where it is none or several."""
    wanted = correction_in(text)
    if wanted is None:
        raise InputError("没看出要改成多少。请写明，例如“建会不是2家是3家”。")
    fact = _only(manuscript, facts_about(manuscript, wanted.about or wanted.old, wanted.old), text)
    new = corrected(fact, figure=wanted.new)
    facts = tuple(new if f.id == fact.id else f for f in manuscript.facts)
    followed, at = _rewritten(manuscript, report, fact, wanted.new)
    where = f"已改到：{'、'.join(at)}。" if at else "草稿里没有照写这个数的地方。"
    return Changed(
        replace(followed, facts=facts),
        f"已把“{fact.label}”改为{wanted.new}。{where}由它算出的数如果标红，请一并核对；说“撤销”可以改回去。",
    )


def without_fact(manuscript: Manuscript, report: Report, text: str) -> Changed:
    """Delete the fact that the words mean, or all of a note line (那条); ``InputError`` where they mean none or several."""
    found = facts_about(manuscript, _ABOUT.sub("", text))
    if "刚才" in text and "加" in text and manuscript.notes.items:
        last = manuscript.notes.items[-1].document
        found = tuple(f for f in manuscript.facts if f.source and f.source.document == last)
    if _LINE.search(text) and found and len({_line_of(manuscript, f) for f in found}) == 1:
        at_line = _line_of(manuscript, found[0])
        gone = {f.id for f in manuscript.facts if _line_of(manuscript, f) == at_line}
    else:
        gone = {_only(manuscript, found, text).id}
    at = sorted({name for f in manuscript.facts if f.id in gone for name in _used(manuscript, report, f)})
    where = f"草稿里用到它的地方会标红，请删改：{'、'.join(at)}。" if at else "草稿里没有用到它。"
    names = "、".join(f.label for f in manuscript.facts if f.id in gone)
    kept = tuple(f for f in manuscript.facts if f.id not in gone)
    return Changed(replace(manuscript, facts=kept), f"不再用“{names}”。{where}说“撤销”可以恢复。")


def _only(manuscript: Manuscript, found: Sequence[Fact], text: str) -> Fact:
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"笔记里没找到“{text.strip()[:40]}”说的是哪个数。请说得全一些，或在“事实表”里直接改。")
    lines = "\n".join(fact_line(manuscript, fact) for fact in found[:6])
    raise InputError(f"有{len(found)}个数都像，没有动。请把事情说全，或在“事实表”里直接改：\n{lines}")


def _line_of(manuscript: Manuscript, fact: Fact) -> tuple[str, int]:
    """The line of the notes that a fact stands in; a fact of the user's own is a line to itself."""
    if fact.source is None:
        return fact.id, 0
    text = manuscript.notes.text_of(fact.source.document)
    return fact.source.document, text.count("\n", 0, fact.source.start)


def _stated_by(report: Report, fact: Fact) -> list[tuple[int, int, str]]:
    """Where the draft states a fact: judged by it, in the same digits."""
    if fact.source is None:
        return []
    key = (fact.source.document, fact.source.start, fact.source.end)
    return [
        (f.mention.start, f.mention.end, f.mention.text)
        for f in report.figures
        if any((s.document, s.start, s.end) == key for s in f.sources)
    ]


def _used(manuscript: Manuscript, report: Report, fact: Fact) -> list[str]:
    spans = list(manuscript.drafted().spans()) if manuscript.draft else []
    stated = _stated_by(report, fact)
    return [s.heading or "开头" for s, start, end in spans if any(start <= at < end for at, _, _ in stated)]


def _rewritten(manuscript: Manuscript, report: Report, fact: Fact, figure: str) -> tuple[Manuscript, list[str]]:
    """The draft with the fact's figure replaced wherever it is stated in the fact's own digits."""
    if manuscript.draft is None:
        return manuscript, []
    draft, names = manuscript.draft, []
    stated = [(a, b) for a, b, text in _stated_by(report, fact) if text == fact.figure]
    for section, start, end in list(draft.spans()):
        inside = sorted(((a, b) for a, b in stated if start <= a < end), reverse=True)
        body = start + len(section.rendered()) - len(section.text.strip("\n"))
        text = section.text.strip("\n")
        for a, b in (pair for pair in inside if pair[0] >= body):
            text = text[: a - body] + figure + text[b - body :]
        if text != section.text.strip("\n"):
            receipts = reworded(section.receipts, section.text, text)
            draft = draft.replacing(replace(section, text=text, receipts=receipts))
            names.append(section.heading or "开头")
    return replace(manuscript, draft=draft, revision=None if names else manuscript.revision), names
