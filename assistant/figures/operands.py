"""What a figure may be reckoned from: the notes' figures that the draft rests on, and what the draft itself has reckoned."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Protocol

from assistant.figures.attempts import alike_measure, plain_total
from assistant.figures.bare import is_bare, own_scale
from assistant.figures.firsts import Firsts, Key, Operand, counts
from assistant.figures.likeness import likeness
from assistant.figures.mentions import Kind
from assistant.figures.record import Noted, Record, may_be_people
from assistant.figures.units import canonical
from assistant.figures.verdicts import Source

MOST = 60  # operands that are tried with one another
BACK = 20  # figures before one in its paragraph that a sum may take up
LATELY = 6  # wholes of shares told before that another share may be of
COUNTERPART = 0.3
_COMPARED = re.compile("多年|常年|去年|上年|上届|同期|同比|上学期")
_AGAINST = re.compile("[比较超]|多于|少于|高于|低于|欠|差")
_NORM = re.compile("多年|常年|均值|历年")
_GREW = re.compile("增|长|升|提高|降|减|涨|落|偏")
_Span = tuple[int, int]
_Line = tuple[str, int]


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

    @property
    def formula(self) -> str:
        """The arithmetic in words."""
        ...


class Told:
    """The draft's figures in order, each with the figure of the notes that it rests on, or with what it was reckoned from.

    All that the notes state is told first; what is reckoned is told as the draft is gone through from beginning to end.
    """

    def __init__(self, notes: Record) -> None:
        self._notes = notes
        self._turn = 0
        self._reckoned: dict[int, tuple[Source, ...]] = {}
        self._sums: dict[int, Noted] = {}
        self._wholes: dict[int, Noted] = {}
        self._lines: dict[_Span, _Rows] = defaultdict(_Rows)
        self._sentences: dict[_Span, _Rows] = defaultdict(_Rows)
        self._words: dict[str, list[Operand]] = defaultdict(list)
        self._firsts: dict[str | _Span, Firsts] = {}
        self._rested: dict[_Span, Mapping[Key, Operand]] = {}
        self._of_lines: dict[_Line, Sequence[Operand]] = {}
        self._year_before: dict[_Span, Mapping[Key, Operand]] = {}
        self._renamed: dict[int, tuple[Noted, Noted]] = {}
        self._gains: dict[int, Reckoned] = {}

    def gain(self, figure: Noted) -> Reckoned | None:
        """What arithmetic gave for a figure of the draft."""
        return self._gains.get(id(figure))

    def rests(self, figure: Noted, sources: Sequence[Source]) -> None:
        """Remember that ``figure`` rests on the first of ``sources``."""
        n = self._notes.at(sources[0].document, sources[0].start) if sources else None
        if n is not None:
            self._turn += 1
            self._tell(figure, Operand(n, self._turn, figure))

    def gained(self, figure: Noted, reckoned: Reckoned) -> None:
        """Remember a figure that arithmetic gave, so that later ones may rest on it (平均班额 on the sum of the classes)."""
        self._gains[id(figure)] = reckoned
        if reckoned.exact is not None:
            mention = replace(figure.mention, value=reckoned.exact)
            own = replace(figure, place=replace(figure.place, mention=mention))
            self._reckoned[id(own)] = reckoned.sources
            if "＋" in reckoned.formula and "－" not in reckoned.formula and "÷" not in reckoned.formula:
                self._sums[id(own)] = own
            if len(reckoned.sources) == 2 and reckoned.formula.endswith("×100%＝") and "－" not in reckoned.formula:
                whole = self._notes.at(reckoned.sources[1].document, reckoned.sources[1].start)
                self._wholes.update({id(whole): whole} if whole else {})
            self._turn += 1
            self._tell(figure, Operand(own, self._turn))

    def _tell(self, figure: Noted, operand: Operand) -> None:
        start = figure.mention.start
        self._lines[figure.place.line].add(start, operand)
        self._sentences[figure.place.sentence].add(start, operand)
        for word in figure.words:
            self._words[word].append(operand)

    def sources(self, operands: Iterable[Noted]) -> tuple[Source, ...]:
        """The places in the notes of the operands, of a reckoned one those that it came from."""
        found: dict[Source, None] = {}
        for n in operands:
            found.update(dict.fromkeys(self._reckoned.get(id(n)) or (n.source(),)))
        return tuple(found)

    def after(self, figure: Noted, *, paragraph: bool = False) -> list[Noted]:
        """What the draft states after a figure in its sentence, or paragraph, in the draft's order (合计128万元，其中…)."""
        rows = self._lines[figure.place.line] if paragraph else self._sentences[figure.place.sentence]
        at = bisect_right(rows.starts, figure.mention.start)
        return [operand.noted for operand in rows.operands[at : at + BACK]]

    def totals(self) -> list[Noted]:
        """The sums of counts that the draft has told so far, in its order."""
        return list(self._sums.values())

    def sums_before(self, figure: Noted) -> list[tuple[Noted, tuple[Noted, ...]]]:
        """The sums that the paragraph has told before a figure, the last first, with their parts in the notes."""
        found = []
        for n in reversed(self.before(figure)):
            if id(n) in self._sums:
                parts = [self._notes.at(s.document, s.start) for s in self._reckoned[id(n)]]
                found.append((n, tuple(part for part in parts if part is not None)))
        return found

    def lines_of(self, n: Noted) -> set[_Line]:
        """The lines of the notes that a figure told rests on."""
        sources = self._reckoned.get(id(n))
        if sources is None:
            return {n.line}
        return {m.line for s in sources if (m := self._notes.at(s.document, s.start)) is not None}

    def wholes(self) -> list[Noted]:
        """The figures of the notes that the last shares told were reckoned from."""
        return list(self._wholes.values())[-LATELY:]

    def before(self, figure: Noted) -> list[Noted]:
        """What the draft states before a figure in its paragraph, in the draft's order."""
        rows = self._lines[figure.place.line]
        at = bisect_left(rows.starts, figure.mention.start)
        return [operand.noted for operand in rows.operands[max(0, at - BACK) : at]]

    def pool(self, figure: Noted, alike: Iterable[int]) -> list[Noted]:
        """The figures that may be operands: of the lines that this sentence rests on, of those alike, and of its paragraph.

        ``alike`` are the positions of the notes' figures that are most like the figure.
        """
        sentence, line = figure.place.sentence, figure.place.line
        found: dict[Key, Operand] = {}
        said = f"{figure.place.head}{figure.place.before}"
        if _COMPARED.search(said) or (figure.mention.kind is Kind.PERCENT and _GREW.search(said)):
            found.update(self._counterparts(sentence))
        if figure.mention.kind is Kind.PERCENT or _AGAINST.search(said):
            found.update(self._plain_totals_beside(sentence))
        if _NORM.search(said):
            _update(found, {operand.key: operand for operand in self._norms(figure)})
        rows = self._lines[line]
        _update(found, self._first(line, rows.operands).upto(bisect_left(rows.starts, figure.mention.start)))
        for word in figure.words:
            if told := self._words.get(word):
                _update(found, self._first(word, told).upto(len(told)))
        for key, operand in self._rested_on(sentence).items():
            found.setdefault(key, operand)
        for beside in dict.fromkeys([self._notes.figures[at].line for at in alike]):
            for operand in self._of_line(beside):
                found.setdefault(operand.key, operand)
        units = self._told_units(found.values())
        pool = [self._measured(found[key].noted, units.get(found[key].n.line)) for key in sorted(found)[:MOST]]
        return [self._as_people(n) for n in pool] if figure.measure == "人" else pool

    def _first(self, where: str | _Span, rows: Sequence[Operand]) -> Firsts:
        if where not in self._firsts:
            self._firsts[where] = Firsts(rows, MOST)
        return self._firsts[where]

    def _rested_on(self, sentence: _Span) -> Mapping[Key, Operand]:
        """The first figures of the lines of the notes that a sentence of the draft rests on."""
        if sentence not in self._rested:
            lines = dict.fromkeys([operand.n.line for operand in self._stated(sentence)])
            found = {operand.key: operand for line in lines for operand in self._of_line(line)}
            self._rested[sentence] = {key: found[key] for key in sorted(found)[:MOST]}
        return self._rested[sentence]

    def _of_line(self, line: _Line) -> Sequence[Operand]:
        """The first figures of a line of the notes."""
        if line not in self._of_lines:
            counting = islice(filter(counts, self._notes.lines[line]), MOST)
            self._of_lines[line] = [Operand(n) for n in counting]
        return self._of_lines[line]

    def _counterparts(self, sentence: _Span) -> Mapping[Key, Operand]:
        """Last year's figures of what a sentence tells (上年 入伍36人 大学生26人)."""
        if sentence not in self._year_before:
            found: dict[Key, Operand] = {}
            for told in self._stated(sentence):
                more = (Operand(n, told.turn) for n in _year_before(told.noted, self._notes))
                _update(found, {operand.key: operand for operand in more})
                below = (Operand(n, told.turn) for n in self._notes.below(told.n) if n.place.period == "last")
                _update(found, {operand.key: operand for operand in below})
            for told in self._sentences[sentence].operands:
                for source in self._reckoned.get(id(told.n), ())[:1]:
                    n = self._notes.at(source.document, source.start)
                    then = (*self._notes.below(n), *_year_before(n, self._notes)) if n else ()
                    _update(found, {operand.key: operand for operand in (Operand(m, told.turn) for m in then)})
            self._year_before[sentence] = found
        return self._year_before[sentence]

    def _plain_totals_beside(self, sentence: _Span) -> dict[Key, Operand]:
        """Last year's total and this year's aim, named no further, for the sums that a sentence tells."""
        sums = [told for told in self._sentences[sentence].operands if id(told.n) in self._sums]
        plain = _plain_totals(self._notes) if sums else ()
        beside = (
            Operand(self._counted_as(n, told.n), told.turn) for told in sums for n in plain if alike_measure(n, told.n)
        )
        return {operand.key: operand for operand in beside}

    def _norms(self, figure: Noted) -> list[Operand]:
        """What the notes give for an average of many years, a bare one in the unit of the sum that is set against it."""
        norms = islice((n for n in self._notes.figures if _NORM.search(n.place.lead[-8:] + n.place.before)), BACK)
        sums = self.sums_before(figure)
        return [Operand(self._counted_as(n, sums[0][0]) if sums else n) for n in norms]

    def _counted_as(self, n: Noted, total: Noted) -> Noted:
        """A bare total of the notes in the unit of the draft's sum."""
        return self._in_unit(n, total.mention.unit) if is_bare(n.mention) and not own_scale(n.mention) else n

    def _stated(self, sentence: _Span) -> list[Operand]:
        """What a sentence tells out of the notes."""
        return [operand for operand in self._sentences[sentence].operands if id(operand.n) not in self._reckoned]

    def _told_units(self, operands: Iterable[Operand]) -> dict[_Line, str]:
        """The measures of many units that the draft gives bare figures of the notes, by their lines (实有38742 told as 38742亩)."""
        bare = [o for o in operands if o.n.document and is_bare(o.n.mention)]
        return {o.n.line: unit for o in bare if (unit := o.noted.mention.unit) and canonical(unit)[1] != 1}

    def _measured(self, n: Noted, told: str | None = None) -> Noted:
        """A bare figure counted as all others of its line are, where that is in a measure of many units (5600亩，任务5500)."""
        if not is_bare(n.mention) or not n.document:
            return n
        if told and not own_scale(n.mention):
            return self._in_unit(n, told)
        line = [m.mention for m in self._notes.lines[n.line] if m.mention.kind is Kind.QUANTITY]
        units = {mention.unit for mention in line if mention.unit or own_scale(mention)}  # 理赔128.4万 is no land
        if len(units) != 1 or canonical(unit := units.pop())[1] == 1:
            return n
        return self._in_unit(n, unit)

    def _in_unit(self, n: Noted, unit: str) -> Noted:
        if id(n) not in self._renamed:
            self._renamed[id(n)] = n, replace(n, place=replace(n.place, mention=replace(n.mention, unit=unit)))
        return self._renamed[id(n)][1]

    def _as_people(self, n: Noted) -> Noted:
        """护理员17个 among people: counted in 人."""
        if n.mention.unit != "个" or not may_be_people(n):
            return n
        if id(n) not in self._renamed:
            own = replace(n, place=replace(n.place, mention=replace(n.mention, unit="人")))
            self._renamed[id(n)] = n, own  # the first keeps its id from being given away
        return self._renamed[id(n)][1]


class _Rows:
    """What a stretch of the draft tells, in its order."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.operands: list[Operand] = []

    def add(self, start: int, operand: Operand) -> None:
        """Put in what is told at ``start``, after what was told there before."""
        at = bisect_right(self.starts, start)
        self.starts.insert(at, start)
        self.operands.insert(at, operand)


def _update(found: dict[Key, Operand], more: Mapping[Key, Operand]) -> None:
    """Of two readings of one figure the one told last stands."""
    for key, operand in more.items():
        if key not in found or found[key].turn <= operand.turn:
            found[key] = operand


@lru_cache(maxsize=8)
def _plain_totals(notes: Record) -> tuple[Noted, ...]:
    """Last year's totals and this year's aims that say of nothing in particular what they are (去年总数4210, 今年目标4400)."""
    return tuple(
        n
        for n in notes.figures
        if n.mention.kind is Kind.QUANTITY
        and not n.place.label
        and (said := plain_total(n))
        and (n.place.period == "last" or said["aim"])
    )


def _year_before(n: Noted, notes: Record) -> list[Noted]:
    """Last year's figures of the same thing, wherever the notes put them."""
    own = notes.weights.weighed(n.thing)
    alike = notes.lookup.alike(own.telling(), BACK)
    return [
        m
        for at in alike
        if (m := notes.figures[at]).place.period == "last"
        and m.measure == n.measure
        and counts(m)
        and likeness(own, notes.weighed[at]) >= COUNTERPART
    ]
