"""Sums down a list: what its lines give by one name (1 卫生院 概算860万 / 2 管网 概算1240万 / 3 村史馆 概算150万)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from assistant.figures.attempts import Asked, Attempt, in_measure
from assistant.figures.mentions import Kind
from assistant.figures.periods import EARLIER
from assistant.figures.record import Noted, Record
from assistant.figures.sums import sum_of

FEWEST, LONGEST = 2, 40  # lines of a list
_LABEL = 4  # characters of a name at most


def list_sums(asked: Asked, pool: Sequence[Noted], notes: Record) -> Iterator[Attempt]:
    """概算总额2250万元: the figures of one name, one a line, all together; the wording must have the name."""
    said = asked.figure.place.head + asked.figure.place.before
    for name in dict.fromkeys(_name(n) for n in pool if n.document):
        column = _columns(notes).get(name, ())
        if len(name) > 1 and name in said and FEWEST <= len(column) <= LONGEST:
            parts = [n for n in column if in_measure(n, asked.mention, asked.figure.measure)]
            if len(parts) == len(column):
                yield from sum_of(asked, parts)


@lru_cache(maxsize=8)
def _columns(notes: Record) -> Mapping[str, tuple[Noted, ...]]:
    """The figures of this year by their names, of each line the first, where several lines have one."""
    found: dict[str, dict[tuple[str, int], Noted]] = {}
    for n in notes.figures:
        if n.mention.kind is Kind.QUANTITY and n.place.period not in EARLIER and (name := _name(n)):
            found.setdefault(name, {}).setdefault(n.line, n)
    return {name: tuple(lines.values()) for name, lines in found.items() if len(lines) >= FEWEST}


def _name(n: Noted) -> str:
    """The Chinese words just before a figure of no table."""
    return "" if n.place.label else re.sub(r"[^\u4e00-\u9fff]", "", n.place.before)[-_LABEL:]
