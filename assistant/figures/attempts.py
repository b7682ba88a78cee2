"""Attempts at an arithmetic reading of a figure, and what every kind of them needs: base values, measures, pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.figures.mentions import Kind, Mention
from assistant.figures.record import Noted, measure
from assistant.figures.units import canonical

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One candidate: its exact result in the draft figure's unit, its formula, its operands, how sure the operands are."""

    result: Decimal
    formula: str
    operands: tuple[Noted, ...]
    sure: float


def base_value(noted: Noted) -> Decimal:
    """The value in the unit that its measure is compared in; 0 where it has none."""
    m = noted.mention
    return (m.value if m.value is not None else Decimal(0)) * canonical(m.unit)[1]


def unit_factor(mention: Mention) -> Decimal:
    """What the figure's unit is in the unit that its measure is compared in."""
    return canonical(mention.unit)[1]


def named_in(n: Noted, words: str) -> bool:
    """Whether the words name what the figure counts."""
    return any(len(piece) > 1 and piece in words for piece in n.thing.near)


def one_thing(now: Noted, base: Noted) -> bool:
    """Whether two figures share a word beside them, or their line."""
    shared = set(now.thing.near) & set(base.thing.near)
    return any(len(piece) > 1 for piece in shared) or now.place.line == base.place.line


def alike_measure(a: Mention, b: Mention) -> bool:
    """Whether two figures count in one measure; a bare figure of the notes goes with any."""
    if a.kind is b.kind is Kind.QUANTITY and (not a.unit or not b.unit):
        return True
    return measure(a) == measure(b)


def ordered_pairs(pool: Sequence[Noted]) -> Iterator[tuple[Noted, Noted]]:
    """Every two figures of one measure, each way round."""
    for a in pool:
        for b in pool:
            if a is not b and alike_measure(a.mention, b.mention) and a.mention.kind in (Kind.QUANTITY, Kind.PERCENT):
                yield a, b


def pairs_of(
    pool: Sequence[Noted],
    result: Callable[[Decimal, Decimal], Decimal],
    formula: str,
    *,
    share: bool = False,
    base: Decimal = Decimal(1),
) -> Iterator[Attempt]:
    """Two figures of one measure; with ``share`` they must stand in one line or be one thing."""
    for a in pool:
        for b in pool:
            if a is b or not alike_measure(a.mention, b.mention) or not base_value(b):
                continue
            if share and not (a.place.line == b.place.line and a.document == b.document) and not one_thing(a, b):
                continue
            text = formula.format(a=a.mention.text, b=b.mention.text)
            yield Attempt(result(base_value(a), base_value(b)) / base, text, (a, b), 0.0)
