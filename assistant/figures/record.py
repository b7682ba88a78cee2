"""The record: every figure of the notes with its place and its thing, ready for a draft to be judged by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.figures import dates
from assistant.figures.clauses import Place, located, places, thing
from assistant.figures.mentions import Kind, Mention
from assistant.figures.reading import read_ones
from assistant.figures.things import Thing, Weights, thing_of
from assistant.figures.units import canonical
from assistant.figures.verdicts import Origin, Source


@dataclass(frozen=True, slots=True)
class Noted:
    """A figure of the notes."""

    document: str
    place: Place
    thing: Thing
    label: str

    @property
    def mention(self) -> Mention:
        """The figure itself."""
        return self.place.mention

    def source(self) -> Source:
        """Its place as evidence."""
        m = self.mention
        return Source(Origin.NOTES, self.document, m.start, m.end, m.text)


@dataclass(frozen=True, slots=True)
class Record:
    """All figures of the notes, ready to judge by."""

    figures: tuple[Noted, ...]
    weights: Weights
    years: frozenset[int]
    by_measure: Mapping[str, tuple[Noted, ...]]
    lines: Mapping[tuple[str, int], tuple[Noted, ...]]


@lru_cache(maxsize=32)
def record(notes: tuple[tuple[str, str], ...], void: frozenset[tuple[str, int, int]] = frozenset()) -> Record:
    """The figures of the notes ``(document, text)``, without the ``void`` places."""
    found = [
        n
        for document, text in notes
        for n in noted(document, text)
        if (document, n.mention.start, n.mention.end) not in void
    ]
    by_measure: dict[str, list[Noted]] = defaultdict(list)
    lines: dict[tuple[str, int], list[Noted]] = defaultdict(list)
    years: set[int] = set()
    for n in found:
        by_measure[measure(n.mention)].append(n)
        lines[n.document, n.place.line[0]].append(n)
        if n.mention.kind is Kind.DATE and (year := dates.year(n.mention.date)):
            years.add(year)
    return Record(
        tuple(found),
        Weights(n.thing for n in found),
        frozenset(years | _relative_years(years, "\n".join(text for _, text in notes))),
        {key: tuple(group) for key, group in by_measure.items()},
        {key: tuple(group) for key, group in lines.items()},
    )


def measure(mention: Mention) -> str:
    """What kind of number it is, for finding competitors: figures of one measure may be mistaken for one another."""
    if mention.kind is Kind.QUANTITY:
        unit = canonical(mention.unit)[0]
        return "个" if unit in ("家", "户", "个") else unit
    return mention.kind.value


def _relative_years(years: set[int], text: str) -> set[int]:
    """The years that 去年, 明年 resolve to where the notes are dated."""
    if not years:
        return set()
    now = max(years)
    found = set()
    if re.search("去年|上年|同期", text):
        found.add(now - 1)
    if re.search("明年|下年|来年|下一步|打算", text):
        found.add(now + 1)
    return found


def noted(document: str, text: str) -> list[Noted]:
    """Every figure of a text with its thing, the 一次 and 一批 too."""
    ones = located(text, read_ones(text))
    every = sorted((*places(text), *ones), key=lambda p: p.mention.start)
    beside: dict[tuple[int, int], list[Mention]] = defaultdict(list)
    for place in every:
        beside[place.sentence].append(place.mention)
    return [Noted(document, p, thing_of(p, text, beside[p.sentence]), thing(p)) for p in every]
