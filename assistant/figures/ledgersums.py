"""Sums over the months of a ledger: 上半年累计, 三季度共 (see ``ledgers``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.figures.attempts import Asked, Attempt, in_measure
from assistant.figures.mentions import Kind
from assistant.figures.record import Noted, Record
from assistant.figures.sums import sum_of

_MONTH = re.compile(r"(?:[0-9]{4}|-)-([0-9]{2})$")
_SPANS = (
    (re.compile("上半年|1[-—至到~]6月|前六个?月"), range(1, 7)),
    (re.compile("下半年|7[-—至到~]12月"), range(7, 13)),
    (re.compile("[一1]季度"), range(1, 4)),
    (re.compile("[二2]季度"), range(4, 7)),
    (re.compile("[三3]季度"), range(7, 10)),
    (re.compile("[四4]季度"), range(10, 13)),
)
_WHOLE_YEAR = range(1, 13)
FEWEST = 3


def ledger_sums(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """上半年累计: the months of a ledger that the wording names, added up; all of them where it names none."""
    months = next((span for said, span in _SPANS if said.search(asked.wording)), _WHOLE_YEAR)
    for rows in _rows(notes):
        parts = [n for month, n in rows if month in months]
        if len(parts) >= FEWEST and in_measure(parts[0], asked.mention, asked.figure.measure):
            yield from sum_of(asked, parts)


def span_sums(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """二季度警情470起: the same where the wording names the months, which is asking enough."""
    if asked.mention.kind is Kind.QUANTITY and any(said.search(asked.wording) for said, _ in _SPANS):
        yield from ledger_sums(asked, notes)


@lru_cache(maxsize=8)
def _rows(notes: Record) -> tuple[tuple[tuple[int, Noted], ...], ...]:
    """The figures that the notes give for one thing month by month."""
    found: dict[tuple[str, str], dict[int, Noted]] = {}
    for line in notes.lines.values():
        month = _MONTH.match(line[0].mention.date)
        if month is None or line[0].mention.kind is not Kind.DATE:
            continue
        for n in line[1:]:
            named = n.place.label[len(n.place.row) :] or n.place.before.strip()
            if n.mention.kind is Kind.QUANTITY and named:
                found.setdefault((n.measure, named), {}).setdefault(int(month[1]), n)
    return tuple(tuple(sorted(rows.items())) for rows in found.values() if len(rows) >= FEWEST)
