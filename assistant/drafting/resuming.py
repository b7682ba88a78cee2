"""Going on where a model broke off: its whole sentences stay, and only what they have not told is told after them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Role
from assistant.drafting import Assignment
from assistant.drafting.offered import Offer
from assistant.drafting.offline import written
from assistant.facts import Fact
from assistant.noteforms import Form, blocks_of
from assistant.notes import NoteLine
from assistant.outline import numeral
from assistant.receipts import Receipt, Written

_END = re.compile(r"[。！？]|\n")
_MARK = re.compile(r"【[^】]*(?:】|$)")
_SUB_HEADING = re.compile(r"^（[一二三四五六七八九十]{1,3}）", re.MULTILINE)
_TOLD = 0.5  # of a line's pairs of characters, where it has no figure; a third is enough beside its figures
_TOLD_BESIDE_FIGURES = 0.3


def resumed(assignment: Assignment, arrived: str, receipts: Sequence[Receipt] = ()) -> Written:
    """Return the whole sentences that had arrived, byte for byte, and after them the rest of the section, written offline.

    A line of the notes counts as told where all its figures and enough of its words stand in what arrived. ``receipts``
    are those of what arrived; the rest brings its own.
    """
    kept = whole_sentences(arrived)
    if not kept:
        return written(assignment)
    left = _untold(assignment, kept)
    opening = left.plan.role is Role.OPENING
    if not left.plan.lines and not left.plan.facts and not opening:
        return Written(kept, (*receipts,))
    whole = written(left)
    rest = [text for text in whole.text.split("\n") if text not in kept and not (opening and "如下：" in kept)]
    text = "\n".join([kept, *_renumbered(rest, len(_SUB_HEADING.findall(kept)))])
    return Written(text, (*receipts, *whole.receipts))


def whole_sentences(text: str) -> str:
    """Return the text up to its last whole sentence; a sentence that ends inside a 【待补充：……？】 does not end there."""
    blank = _MARK.sub(lambda mark: "〇" * len(mark[0]), text)
    ends = [match.end() for match in _END.finditer(blank)]
    kept = text[: ends[-1]].rstrip("\n") if ends else ""
    lines = kept.split("\n")
    if _SUB_HEADING.match(lines[-1]) and not re.search(r"[。！？]", lines[-1]):
        lines.pop()  # a sub-heading with nothing under it yet
    return "\n".join(lines)


def _untold(assignment: Assignment, kept: str) -> Assignment:
    """The assignment with the lines and added facts that the kept text has not told."""
    offer, plan = Offer.of(assignment), assignment.plan
    facts = offer.facts
    now = {slot.id: slot.figure_text for slot in offer.slot_facts}
    lines: list[NoteLine] = []
    for block in blocks_of(assignment.notes):
        own = [line for line in block.lines if line in plan.lines]
        here = [f for f in facts if any(_holds(line, f) for line in own)]
        figures = [now[fact.id] for fact in here]
        is_content = block.form in (Form.ITEM, Form.TABLE)
        if own and is_content and not is_told("".join(line.text for line in own), figures, kept):
            lines += own
    added = [f for f in facts if f.source is None and now[f.id] not in kept]
    placed = [f for f in facts if any(_holds(line, f) for line in lines)]
    return replace(assignment, plan=replace(plan, lines=tuple(lines), facts=(*placed, *added)))


def _holds(line: NoteLine, fact: Fact) -> bool:
    source = fact.source
    return source is not None and source.document == line.document and line.start <= source.start < line.end


def is_told(line: str, figures: list[str], kept: str) -> bool:
    """Whether a text tells a line of the notes: all these figures of it, and enough of its words."""
    words = re.sub(r"[^\u4e00-\u9fff]+", " ", line)
    pairs = {run[i : i + 2] for run in words.split() for i in range(len(run) - 1)}
    share = sum(pair in kept for pair in pairs) / len(pairs) if pairs else 1.0
    if figures:
        return share >= _TOLD_BESIDE_FIGURES and all(figure in kept for figure in figures)
    return share >= _TOLD


def _renumbered(paragraphs_: list[str], before: int) -> list[str]:
    """Let the sub-headings（一）（二）go on from the ones that are there."""
    found, number = [], before
    for text in paragraphs_:
        if before and (mark := _SUB_HEADING.match(text)):
            number += 1
            text = f"（{numeral(number)}）{text[mark.end() :]}"  # noqa: PLW2901
        found.append(text)
    return found


__all__ = ["is_told", "resumed", "whole_sentences"]
