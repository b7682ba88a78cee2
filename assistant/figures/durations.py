"""Durations: the days between two dates, both counted in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from assistant.figures.attempts import Attempt
from assistant.figures.record import Noted


def durations(pool: Sequence[Noted]) -> Iterator[Attempt]:
    """The days of every span of dates (8月4日至15日: 12天)."""
    for n in pool:
        ends = n.mention.date.split("/")
        if len(ends) == 2 and all(re.fullmatch(r"(?:[0-9]{4}|-)-[0-9]{2}-[0-9]{2}", end) for end in ends):
            first, last = (_day(end) for end in ends)
            if first and last and last >= first:
                yield Attempt(Decimal((last - first).days + 1), f"{n.mention.text}，首尾计入＝", (n,), 0.6)


def _day(form: str) -> date | None:
    year, month, day = re.fullmatch(r"([0-9]{4}|-)-([0-9]{2})-([0-9]{2})", form).groups()  # type: ignore[union-attr]
    try:
        return date(2023 if year == "-" else int(year), int(month), int(day))
    except ValueError:
        return None
