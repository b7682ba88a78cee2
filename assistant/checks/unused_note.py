"""A figure of the notes that the draft leaves out (``figures.md`` §3); offsets are in the notes."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.case import Case, bigrams
from assistant.figures.mentions import Kind
from assistant.figures.record import Noted, may_be_people
from assistant.findings import Finding, Severity

KIND = "unused-note"
_PEOPLE = frozenset({"个", "人", "名", "位"})


def check(case: Case) -> Iterator[Finding]:
    """One info for each figure of the notes that no figure of the draft rests on."""
    if case.record is None:
        return
    used = {(s.document, s.start) for figure in case.figures for s in figure.sources}
    told = [n for n in case.record.figures if (n.document, n.mention.start) in used]
    lines = {n.line for n in told}
    dates = {figure.mention.date for figure in case.figures if figure.mention.date}
    clocks = {(n.document, n.mention.start) for n in case.record.figures if n.mention.date.startswith("T")}
    for noted in case.record.figures:
        m = noted.mention
        if m.kind is Kind.DATE and any((noted.document, m.end + gap) in clocks for gap in range(3)):
            continue  # the day of a chat message, before its clock
        if (noted.document, m.start) in used or m.text.startswith("一") or (m.kind is Kind.DATE and m.date in dates):
            continue
        if m.date.startswith("T"):  # the clock of a chat message
            continue
        if m.kind is Kind.DATE and m.date.isdigit() and noted.line in lines:  # 22年131d, told as last year's
            continue
        if any(_same(noted, other) for other in told):  # the notes say it twice
            continue
        what = f"“{noted.label}”的" if noted.label else ""
        message = f"笔记里{what}{m.text}没有写进草稿，需要的话请补上。"
        yield Finding(KIND, Severity.INFO, m.start, m.end, m.text, message, "", (noted.source(),))


def _same(one: Noted, other: Noted) -> bool:
    units = {one.mention.unit, other.mention.unit}
    counted = len(units) == 1 or (units <= _PEOPLE and may_be_people(one) and may_be_people(other))
    return (
        one.mention.value == other.mention.value
        and counted
        and one.place.period == other.place.period
        and bool(bigrams(_named(one)) & bigrams(_named(other)))
    )


def _named(noted: Noted) -> str:
    return noted.label if len(noted.label) > 2 else f"{noted.label}{noted.place.lead[-24:]}"
