"""Attempts at an arithmetic reading of a figure, and what every kind of them needs: what is asked, operands by their size."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.figures.agreement import allowed, rounded
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.periods import EARLIER
from assistant.figures.record import Noted
from assistant.figures.units import COUNTERS, canonical

_ONE_IN_TALK = (
    {"台", "辆"},
    {"户", "户次"},
    {"人", "人次"},
    {"台车", "台"},
    {"度", "℃"},
    {"批", "批次"},
    {"件", "件次"},
    {"人", "个人"},
)
_PEOPLE = frozenset({"人", "名", "位", "个人"})
_PLAIN_TOTAL = re.compile(
    r"^(?:[去今上]年|全年|年度|年初|[\s：:]|总的?)*(?:总数|总共|一共|合计|总计|总量|总的|(?P<aim>(?:[\u4e00-\u9fff]{0,4}(?:给|下达?|定|分解?|压)的?)?(?:目标|任务|计划|指标)))(?:是|为|数|定的?|了|[\s：:])*$"
)
HUNDRED = Decimal(100)
_SLACK = 1e-9  # how far floats may be off where they only find the candidates


@dataclass(frozen=True, slots=True)
class Attempt:
    """One candidate: its exact result in the draft figure's unit, its formula, its operands, how sure the operands are."""

    result: Decimal
    formula: str
    operands: tuple[Noted, ...]
    sure: float = 0.0


class Asked:
    """A figure that arithmetic is to give: the words that ask for it, and the results that would give it."""

    __slots__ = ("_high", "_low", "factor", "figure", "high", "low", "mention", "wording")

    def __init__(self, figure: Noted, wording: str) -> None:
        self.figure = figure
        self.wording = wording
        self.mention = figure.mention
        self.factor = canonical(self.mention.unit)[1]  # results are in the figure's own unit
        value = self.mention.value if self.mention.value is not None else Decimal(0)
        if self.mention.qualifier is Qualifier.EXACT:
            self._low, self._high = value - self.mention.quantum / 2, value + self.mention.quantum / 2
        else:
            span = allowed(self.mention)
            self._low, self._high = span.low, span.high
        self.low = float(self._low) - _SLACK * abs(float(self._low)) - _SLACK
        self.high = float(self._high) + _SLACK * abs(float(self._high)) + _SLACK

    def base_of(self, n: Noted) -> Decimal:
        """The value of an operand in the unit that measures are compared in; a bare one counts as the figure does."""
        bare = self.factor != 1 and not n.mention.unit and n.mention.kind is Kind.QUANTITY and bool(self.mention.unit)
        return n.base * self.factor if bare else n.base

    def given_by(self, result: Decimal) -> bool:
        """Whether a result, rounded as the figure shows it (or within its qualifier), is the figure."""
        if not self._low <= result <= self._high:
            return False
        if self.mention.qualifier is not Qualifier.EXACT:
            return True
        value = self.mention.value or Decimal(0)
        if self.mention.kind is Kind.MULTIPLE:
            value = rounded(value, self.mention.quantum)  # 三分之一
        return rounded(result, self.mention.quantum) == value

    def may_be(self, result: float, size: float = 0.0) -> bool:
        """Whether a result reckoned in floats may give the figure; ``size`` is the greatest number that went into it."""
        return self.low - size * _SLACK <= result <= self.high + size * _SLACK


class Shelf:
    """Operands by size, to find those that fit without trying them all; answers are positions in the pool, ascending."""

    __slots__ = ("_places", "_sizes", "below_zero", "pool")

    def __init__(self, pool: Sequence[Noted]) -> None:
        rows = sorted([(n.size, i) for i, n in enumerate(pool)])
        self.pool = pool
        self.below_zero = bool(rows) and rows[0][0] < 0
        self._sizes = [size for size, _ in rows]
        self._places = [i for _, i in rows]

    def between(self, low: float, high: float) -> list[int]:
        """The operands from ``low`` to ``high``, about."""
        first = bisect_left(self._sizes, low - _SLACK * abs(low))
        last = bisect_right(self._sizes, high + _SLACK * abs(high))
        return sorted(self._places[first:last])

    def under(self, a: Noted, low: float, high: float) -> Iterable[int]:
        """What ``a`` may be divided by to give ``low`` to ``high``; all operands where signs would have to be weighed."""
        if self.below_zero or low <= 0:
            return range(len(self.pool))
        return self.between(a.size / high, a.size / low) if a.size > 0 else ()


def named_in(n: Noted, words: str) -> bool:
    """Whether the words name what the figure counts."""
    return any(piece in words for piece in n.words)


def one_thing(now: Noted, base: Noted) -> bool:
    """Whether two figures share a word beside them, or their line."""
    if now.place.line == base.place.line or not now.words.isdisjoint(base.words):
        return True
    if not now.document and (said := plain_total(base)) and said["aim"]:
        return True  # 今年目标4400, of the sum that the draft tells
    if base.name and now.name:
        return base.name == now.name  # 结2815 / 去年结2536
    return _below(now, base) or _below(base, now)


def plain_total(n: Noted) -> re.Match[str] | None:
    """What says that a figure is a total or an aim and of nothing in particular (去年总数4210, 今年目标4400)."""
    return _PLAIN_TOTAL.search(n.place.head + n.place.before)


def _below(now: Noted, base: Noted) -> bool:
    """一共280 / 去年306个: last year's figure, without a name of its own, in the line below this year's."""
    near = now.document == base.document and 0 <= base.place.line[0] - now.place.line[1] <= 1
    alike = now.measure == base.measure or not now.mention.unit or not base.mention.unit
    return near and alike and not base.name and base.place.period in EARLIER


def alike_measure(a: Noted, b: Noted) -> bool:
    """Whether two figures count in one measure; a bare figure of the notes goes with any."""
    if a.measure == b.measure or _loosely(a.mention, b.mention):
        return True
    units = {a.mention.unit, b.mention.unit}
    return "个" in units and not units.isdisjoint(_PEOPLE) and a.line == b.line  # 体检2846人, 去年是2610个


def in_measure(n: Noted, mention: Mention, measure: str) -> bool:
    """Whether an operand counts as the figure does (see ``alike_measure``)."""
    if n.measure == measure:
        return True
    return _loosely(n.mention, mention)


def _loosely(one: Mention, other: Mention) -> bool:
    """Whether one of two counts is bare, or in 个, which stands for the classifier of the other."""
    if one.kind is not other.kind or one.kind is not Kind.QUANTITY:
        return False
    if {one.unit, other.unit} in _ONE_IN_TALK:
        return True
    if not one.unit or not other.unit:
        return True
    return (one.unit == "个" and other.unit in COUNTERS) or (other.unit == "个" and one.unit in COUNTERS)


def goes_with(a: Noted, b: Noted, *, share: bool) -> bool:
    """Whether two operands may be reckoned with one another; with ``share`` they must be of one line or one thing."""
    if a is b or not b.base or not alike_measure(a, b):
        return False
    return not share or one_thing(a, b)


def ratios(
    asked: Asked, shelf: Shelf, formula: str, *, scale: int = 1, less: int = 0, share: bool = False
) -> Iterator[Attempt]:
    """Two figures of one measure, one out of the other: ``less`` so much, times ``scale``."""
    low, high = asked.low / scale + less, asked.high / scale + less
    for a in shelf.pool:
        for at in shelf.under(a, low, high):
            b = shelf.pool[at]
            if goes_with(a, b, share=share):
                result = (a.base - b.base * less) / b.base * scale
                yield Attempt(result, formula.format(a=a.mention.text, b=b.mention.text), (a, b))


def differences(asked: Asked, shelf: Shelf, *, share: bool = False, absolute: bool = False) -> Iterator[Attempt]:
    """Two figures of one measure, one less the other; ``absolute``: either way round."""
    low, high = asked.low * float(asked.factor), asked.high * float(asked.factor)
    for a in shelf.pool:
        found = shelf.between(a.size - high, a.size - low)
        if absolute:
            found = sorted({*found, *shelf.between(a.size + low, a.size + high)})
        for at in found:
            b = shelf.pool[at]
            if goes_with(a, b, share=share):
                result = (a.base - b.base) / asked.factor
                text = f"{a.mention.text}－{b.mention.text}＝"
                yield Attempt(abs(result) if absolute else result, text, (a, b))
