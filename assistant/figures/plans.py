"""Plans: what the notes only mean to do next year is no result of this one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.figures.mentions import Kind
from assistant.figures.record import Noted, Record
from assistant.figures.rulings import mismatched
from assistant.figures.verdicts import JudgedFigure, Status

_PLAN = re.compile(
    r"工作规划|下阶段|下学[期年]|今后|努力方向|明年|来年|下年|下一年|下一步|下步|计划|打算|目标|力争|争取|确保|将|拟|预计|思路|安排|展望"
)
_HEAD = re.compile(
    r"(?m)^(?:#{1,6}[ ]?)?(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]).{0,40}$"
)

_LABELLED = re.compile(
    r"(?m)^[ 　]*(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、])([^，。：:\n]{2,12})[。：:].+$"
)


def plan_spans(text: str) -> list[tuple[int, int]]:
    """The sections of a draft that are about plans, by their headings."""
    heads = [m for m in _HEAD.finditer(text) if text[m.end() - 1] not in "。；"]
    ends = [*(m.start() for m in heads[1:]), len(text)][: len(heads)]
    sections = [(m.start(), end) for m, end in zip(heads, ends, strict=True) if _PLAN.search(m[0])]
    return sections + [m.span() for m in _LABELLED.finditer(text) if _PLAN.search(m[1])]


def only_planned(
    figure: Noted, verdict: JudgedFigure, text: str, plans: Sequence[tuple[int, int]], notes: Record
) -> JudgedFigure:
    """The verdict, or that the notes only plan the figure for next year, where the draft tells it as done."""
    if verdict.status is not Status.SOURCED or figure.mention.kind is Kind.DATE:
        return verdict
    n = notes.at(verdict.sources[0].document, verdict.sources[0].start)
    start = figure.mention.start
    if n is None or n.place.period != "next" or any(a <= start < b for a, b in plans):
        return verdict
    if _PLAN.search(text, figure.place.sentence[0], figure.place.sentence[1]):
        return verdict
    return mismatched(figure, n, f"笔记里“{n.mention.text}”是明年的打算，不是已经做到的")
