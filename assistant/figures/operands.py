"""What a figure may be reckoned from: the notes' figures that the draft rests on, and what the draft itself has reckoned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from assistant.figures.mentions import Kind
from assistant.figures.record import Noted, Record, may_be_people, measure
from assistant.figures.things import Thing, likeness
from assistant.figures.verdicts import Source

ALIKE = 0.05
MOST = 60  # operands that are tried with one another
BACK = 20  # figures before one in its paragraph that a sum may take up


_COMPARED = re.compile("去年|上年|上届|同期|同比|上学期")
COUNTERPART = 0.3


def _year_before(n: Noted, notes: Record) -> dict[tuple[str, int], Noted]:
    """Last year's figures of the same thing, wherever the notes put them (上年 入伍36人 大学生26人)."""
    own = notes.weights.weighed(n.thing)
    found = {}
    for at in notes.lookup.alike((*own.near, *own.wide[0]), BACK):
        m = notes.figures[at]
        if (
            m.place.period == "last"
            and measure(m.mention) == measure(n.mention)
            and likeness(own, notes.weighed[at]) >= COUNTERPART
        ):
            found[m.document, m.mention.start] = m
    return found


def _as_people(n: Noted) -> Noted:
    """护理员17个 among people: counted in 人."""
    if n.mention.unit != "个" or not may_be_people(n):
        return n
    return replace(n, place=replace(n.place, mention=replace(n.mention, unit="人")))


class Reckoned(Protocol):
    """What arithmetic gave: its unrounded result and the places in the notes it came from."""

    @property
    def exact(self) -> Decimal | None:
        """The unrounded result, in the figure's own unit."""
        ...

    @property
    def sources(self) -> tuple[Source, ...]:
        """The places in the notes."""
        ...


class Told:
    """The draft's figures in order, each with the figure of the notes that it rests on, or with what it was reckoned from."""

    def __init__(self) -> None:
        self._rests: list[tuple[Noted, Noted]] = []  # a figure of the draft, the notes' figure in the draft's words too
        self._reckoned: dict[int, tuple[Source, ...]] = {}

    def rests(self, figure: Noted, sources: Sequence[Source], notes: Record) -> None:
        """Remember that ``figure`` rests on the first of ``sources``."""
        n = notes.at(sources[0].document, sources[0].start) if sources else None
        if n is not None:
            near = {**figure.thing.near, **n.thing.near}
            base = (
                figure.place.period == "any" and not n.place.period
            )  # 由63%提高到82%: the draft says which came first
            place = replace(n.place, period="any") if base else n.place
            if n.mention.unit in ("", "个") and n.mention.kind is figure.mention.kind is Kind.QUANTITY:
                place = replace(place, mention=replace(n.mention, unit=figure.mention.unit))
            both = replace(n, place=place, thing=Thing(near, {**figure.thing.wide, **n.thing.wide}))
            self._rests.append((figure, both))

    def gained(self, figure: Noted, reckoned: Reckoned) -> None:
        """Remember a figure that arithmetic gave, so that later ones may rest on it (平均班额 on the sum of the classes)."""
        if reckoned.exact is None:
            return
        mention = replace(figure.mention, value=reckoned.exact)
        own = replace(figure, place=replace(figure.place, mention=mention))
        self._rests.append((figure, own))
        self._reckoned[id(own)] = reckoned.sources

    def sources(self, operands: Iterable[Noted]) -> tuple[Source, ...]:
        """The places in the notes of the operands, of a reckoned one those that it came from."""
        found: dict[Source, None] = {}
        for n in operands:
            found.update(dict.fromkeys(self._reckoned.get(id(n)) or (n.source(),)))
        return tuple(found)

    def after(self, figure: Noted) -> list[Noted]:
        """What the draft states after a figure in its sentence, in the draft's order (合计128万元，其中…)."""
        found = [
            (own.mention.start, n)
            for own, n in self._rests
            if own.place.sentence == figure.place.sentence and own.mention.start > figure.mention.start
        ]
        return [n for _, n in sorted(found, key=lambda pair: pair[0])][:BACK]

    def before(self, figure: Noted) -> list[Noted]:
        """What the draft states before a figure in its paragraph, in the draft's order."""
        found = [
            (own.mention.start, n)
            for own, n in self._rests
            if own.place.line == figure.place.line and own.mention.start < figure.mention.start
        ]
        return [n for _, n in sorted(found, key=lambda pair: pair[0])][-BACK:]

    def pool(self, figure: Noted, near: Sequence[int], notes: Record) -> list[Noted]:
        """The figures that may be operands: of the lines that this sentence rests on, of those alike, and of its paragraph."""
        found: dict[tuple[str, int], Noted] = {}
        lines: dict[tuple[str, int], None] = {}
        compared = bool(_COMPARED.search(f"{figure.place.head}{figure.place.before}"))
        named = {piece for piece in figure.thing.near if len(piece) > 1}
        for own, n in self._rests:
            here = own.place.line == figure.place.line
            if own.place.sentence == figure.place.sentence and id(n) not in self._reckoned:
                lines[n.line] = None
                if compared:
                    found.update(_year_before(n, notes))
            if (here and own.mention.start < figure.mention.start) or named & own.thing.near.keys():
                found[n.document, n.mention.start] = n
        mine = notes.weights.weighed(figure.thing)
        for at in near:
            if likeness(mine, notes.weighed[at]) >= ALIKE:
                lines[notes.figures[at].line] = None
        for line in lines:
            for n in notes.lines[line]:
                found.setdefault((n.document, n.mention.start), n)
        if measure(figure.mention) == "人":
            found = {key: _as_people(n) for key, n in found.items()}
        pool = [n for n in found.values() if n.mention.value is not None or n.mention.kind is Kind.DATE]
        return sorted(pool, key=lambda n: (n.document, n.mention.start))[:MOST]
