"""The writer that needs no model: the notes in plain sentences, and nothing beside them but the furniture of the genre."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.draft import Role, Section
from assistant.drafting import Assignment, revising
from assistant.drafting.layout import listed, sentence, work
from assistant.drafting.proving import proved
from assistant.drafting.repairing import Judge
from assistant.drafting.sentences import Entry, entries_of
from assistant.drafting.tracing import of_revised, receipts
from assistant.models.port import Watch
from assistant.outline import Outline
from assistant.receipts import Receipt, Written


class OfflineWriter:
    """Writes and revises sections without a model; the same assignment always gives the same text."""

    name = "离线"
    line = None
    spending = ""
    max_parallel = 1

    def begin(self, watch: Watch | None = None) -> OfflineWriter:  # noqa: ARG002 - it is done before it could be stopped
        """Return itself: it uses nothing and keeps nothing."""
        return self

    def write(self, assignment: Assignment) -> Iterator[str | Receipt]:
        """Yield the section's text, a paragraph a piece, then a receipt a sentence; furniture has none."""
        whole = written(assignment)
        yield from whole.text.splitlines(keepends=True)
        yield from whole.receipts

    def repair(self, assignment: Assignment, written: Written, judge: Judge) -> Written:  # noqa: ARG002 - it writes what the notes say
        """Return the section as it is: it says what the notes say."""
        return written

    def revise(self, assignment: Assignment, section: Section, instruction: str) -> Iterator[str | Receipt]:
        """Yield the section's new text and its receipts; raises ``InputError``, naming what works, where this needs a model."""
        text = revising.revised(assignment, section, instruction)
        yield text
        yield from of_revised(text, section, entries_of(assignment), assignment)


def written(assignment: Assignment) -> Written:
    """The section that the assignment plans, with its receipts."""
    entries = entries_of(assignment)
    text = "\n".join(proved(_paragraphs(assignment, entries), assignment))
    return Written(text, receipts(text, entries, assignment))


def _paragraphs(assignment: Assignment, entries: Sequence[Entry]) -> list[str]:
    plan = assignment.plan
    if plan.role is Role.OPENING:
        return [*(sentence(entry.with_label()) for entry in entries), opener(assignment.outline)]
    if plan.role is Role.CLOSING:
        return [sentence(entry.with_label()) for entry in entries]
    if not entries:
        return [f"【待补充：{plan.question or f'{plan.heading}这一部分笔记里没有，请补充'}？】".replace("？？", "？")]
    if plan.role is Role.WORK:
        return work(entries, plan.heading)
    if plan.role is Role.PROBLEMS:
        return listed(entries)
    time = entries[0].time or "下一步"
    return listed(entries, "" if plan.heading.endswith(f"{time}工作打算") else time, announce=True)


def opener(outline: Outline) -> str:
    """The opening sentence of the genre; it claims nothing."""
    period = outline.period or "今年以来"
    matter = "财务情况" if outline.kind == "volunteer-finance" else "主要工作情况"
    return f"现将{outline.unit}{period}{matter}汇报如下："
