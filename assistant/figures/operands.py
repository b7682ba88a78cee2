"""What a figure may be reckoned from: the notes' figures that the draft rests on, and what the draft itself has reckoned."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import Protocol

from assistant.figures.firsts import Firsts, Key, Operand
from assistant.figures.mentions import Kind
from assistant.figures.record import Noted, Record, may_be_people
from assistant.figures.things import Thing, likeness
from assistant.figures.verdicts import Source

MOST = 60  # operands that are tried with one another
BACK = 20  # figures before one in its paragraph that a sum may take up
COUNTERPART = 0.3
_COMPARED = re.compile("去年|上年|上届|同期|同比|上学期")
_Span = tuple[int, int]
_Row = tuple[int, int, Noted]  # where it stands in the draft, in which turn it was told, what it is


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
    """The draft's figures in order, each with the figure of the notes that it rests on, or with what it was reckoned from.

    All that the notes state is told first; what is reckoned is told as the draft is gone through from beginning to end.
    """

    def __init__(self, notes: Record) -> None:
        self._notes = notes
        self._turn = 0
        self._reckoned: dict[int, tuple[Source, ...]] = {}
        self._by_line: dict[_Span, list[_Row]] = defaultdict(list)
        self._by_sentence: dict[_Span, list[_Row]] = defaultdict(list)
        self._by_word: dict[str, Firsts] = defaultdict(lambda: Firsts(MOST))
        self._lines_of: dict[_Span, tuple[tuple[str, int], ...]] = {}
        self._paragraph: tuple[_Span, int, Firsts] = ((-1, -1), 0, Firsts(MOST))
        self._year_before: dict[_Span, Mapping[Key, Operand]] = {}
        self._people: dict[int, tuple[Noted, Noted]] = {}

    def rests(self, figure: Noted, sources: Sequence[Source]) -> None:
        """Remember that ``figure`` rests on the first of ``sources``."""
        n = self._notes.at(sources[0].document, sources[0].start) if sources else None
        if n is not None:
            self._tell(figure, _as_told(figure, n))

    def gained(self, figure: Noted, reckoned: Reckoned) -> None:
        """Remember a figure that arithmetic gave, so that later ones may rest on it (平均班额 on the sum of the classes)."""
        if reckoned.exact is None:
            return
        mention = replace(figure.mention, value=reckoned.exact)
        own = replace(figure, place=replace(figure.place, mention=mention))
        self._reckoned[id(own)] = reckoned.sources
        self._tell(figure, own)

    def _tell(self, figure: Noted, n: Noted) -> None:
        self._turn += 1
        row = figure.mention.start, self._turn, n
        insort(self._by_line[figure.place.line], row)
        insort(self._by_sentence[figure.place.sentence], row)
        if _counts(n):
            for word in figure.words:
                self._by_word[word].add(_key(n), (self._turn, n))

    def sources(self, operands: Iterable[Noted]) -> tuple[Source, ...]:
        """The places in the notes of the operands, of a reckoned one those that it came from."""
        found: dict[Source, None] = {}
        for n in operands:
            found.update(dict.fromkeys(self._reckoned.get(id(n)) or (n.source(),)))
        return tuple(found)

    def after(self, figure: Noted) -> list[Noted]:
        """What the draft states after a figure in its sentence, in the draft's order (合计128万元，其中…)."""
        rows = self._by_sentence.get(figure.place.sentence, [])
        at = bisect_left(rows, (figure.mention.start + 1,))
        return [n for _, _, n in rows[at : at + BACK]]

    def before(self, figure: Noted) -> list[Noted]:
        """What the draft states before a figure in its paragraph, in the draft's order."""
        rows = self._by_line.get(figure.place.line, [])
        at = bisect_left(rows, (figure.mention.start,))
        return [n for _, _, n in rows[max(0, at - BACK) : at]]

    def pool(self, figure: Noted, alike: Iterable[int]) -> list[Noted]:
        """The figures that may be operands: of the lines that this sentence rests on, of those alike, and of its paragraph.

        ``alike`` are the positions of the notes' figures that are most like the figure.
        """
        found: dict[Key, Operand] = {}
        if _COMPARED.search(f"{figure.place.head}{figure.place.before}"):
            found.update(self._counterparts(figure.place.sentence))
        _update(found, self._told_before(figure).items)
        for word in figure.words:
            if word in self._by_word:
                _update(found, self._by_word[word].items)
        lines = dict.fromkeys(self._rested_on(figure.place.sentence))
        lines.update(dict.fromkeys(self._notes.figures[at].line for at in alike))
        for line in lines:
            for n in islice(filter(_counts, self._notes.lines[line]), MOST):
                found.setdefault(_key(n), (0, n))
        pool = [found[key][1] for key in sorted(found)[:MOST]]
        return [self._as_people(n) for n in pool] if figure.measure == "人" else pool

    def _told_before(self, figure: Noted) -> Firsts:
        """What the paragraph has told before a figure; quick where figures are asked for in order."""
        line, start = figure.place.line, figure.mention.start
        rows = self._by_line.get(line, [])
        before, done, firsts = self._paragraph
        if before != line or (done and rows[done - 1][0] >= start):
            done, firsts = 0, Firsts(MOST)
        while done < len(rows) and rows[done][0] < start:
            _, turn, n = rows[done]
            if _counts(n):
                firsts.add(_key(n), (turn, n))
            done += 1
        self._paragraph = line, done, firsts
        return firsts

    def _rested_on(self, sentence: _Span) -> tuple[tuple[str, int], ...]:
        """The lines of the notes that a sentence of the draft rests on."""
        if sentence not in self._lines_of:
            rows = sorted(self._by_sentence.get(sentence, []), key=lambda row: row[1])
            lines = dict.fromkeys(n.line for _, _, n in rows if id(n) not in self._reckoned)
            self._lines_of[sentence] = tuple(lines)
        return self._lines_of[sentence]

    def _counterparts(self, sentence: _Span) -> Mapping[Key, Operand]:
        """Last year's figures of what a sentence tells (上年 入伍36人 大学生26人)."""
        if sentence not in self._year_before:
            found: dict[Key, Operand] = {}
            for _, turn, n in self._by_sentence.get(sentence, []):
                if id(n) not in self._reckoned:
                    _update(found, {_key(m): (turn, m) for m in _year_before(n, self._notes)})
            self._year_before[sentence] = found
        return self._year_before[sentence]

    def _as_people(self, n: Noted) -> Noted:
        """护理员17个 among people: counted in 人."""
        if n.mention.unit != "个" or not may_be_people(n):
            return n
        if id(n) not in self._people:
            own = replace(n, place=replace(n.place, mention=replace(n.mention, unit="人")))
            self._people[id(n)] = n, own  # the first keeps its id from being given away
        return self._people[id(n)][1]


def _key(n: Noted) -> Key:
    return n.document, n.mention.start


def _counts(n: Noted) -> bool:
    """Whether it may be reckoned with at all."""
    return n.mention.value is not None or n.mention.kind is Kind.DATE


def _update(found: dict[Key, Operand], more: Mapping[Key, Operand]) -> None:
    """Of two readings of one figure the one told last stands."""
    for key, operand in more.items():
        if key not in found or found[key][0] <= operand[0]:
            found[key] = operand


def _as_told(figure: Noted, n: Noted) -> Noted:
    """The notes' figure in the draft's words too."""
    # 由63%提高到82%: the draft says which came first
    base = figure.place.period == "any" and not n.place.period
    place = replace(n.place, period="any") if base else n.place
    if n.mention.unit in ("", "个") and n.mention.kind is figure.mention.kind is Kind.QUANTITY:
        place = replace(place, mention=replace(n.mention, unit=figure.mention.unit))
    near = {**figure.thing.near, **n.thing.near}
    return replace(n, place=place, thing=Thing(near, {**figure.thing.wide, **n.thing.wide}))


def _year_before(n: Noted, notes: Record) -> list[Noted]:
    """Last year's figures of the same thing, wherever the notes put them."""
    own = notes.weights.weighed(n.thing)
    alike = notes.lookup.alike((*own.near, *own.wide[0]), BACK)
    return [
        m
        for at in alike
        if (m := notes.figures[at]).place.period == "last"
        and m.measure == n.measure
        and _counts(m)
        and likeness(own, notes.weighed[at]) >= COUNTERPART
    ]
