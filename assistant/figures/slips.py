"""Slips: figures at fault in a text's own arithmetic, and what every rule about them needs: base values and their slack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.units import canonical


@dataclass(frozen=True, slots=True)
class Slip:
    """Arithmetic that does not hold: the figure at fault with its span, the sum as it should be, and a message."""

    start: int
    end: int
    text: str
    message: str
    right: str
    operands: tuple[tuple[int, int], ...]


def base_of(mention: Mention) -> Decimal:
    """The value in the unit that its measure is compared in."""
    value = mention.value if mention.value is not None else Decimal(0)
    return round(value * canonical(mention.unit)[1], 6)


def slack_of(mention: Mention) -> Decimal:
    """By how much a figure may be off for its rounding.

    Half its last digit where it shows decimals or 万; all of it where it is qualified; a plain count is exact.
    """
    if mention.qualifier is not Qualifier.EXACT:
        return abs(base_of(mention))
    return Decimal(0) if mention.quantum == 1 else half_digit(mention)


def half_digit(mention: Mention) -> Decimal:
    """Half the place of the last digit shown."""
    return mention.quantum * canonical(mention.unit)[1] / 2


def shown_as(value: Decimal, like: Mention) -> str:
    """A base value written with the scale and the unit of another figure."""
    scale = next((w for w in ("亿", "万") if w in like.text), "")
    size = {"亿": Decimal(10**8), "万": Decimal(10**4), "": Decimal(1)}[scale]
    shown = round(value / canonical(like.unit)[1] / size, 6)
    return f"{shown.normalize():f}{scale}{like.unit if like.unit in like.text else ''}"


def one_measure(a: Mention, b: Mention) -> bool:
    """Whether two quantities count in one unit, or in units of one measure."""
    return a.kind is b.kind is Kind.QUANTITY and canonical(a.unit)[0] == canonical(b.unit)[0] and bool(a.unit)


def slip_of(total: Mention, parts: Sequence[Mention], message: str, right: str) -> Slip:
    """The slip of a figure that some others contradict."""
    return Slip(total.start, total.end, total.text, message, right, tuple((m.start, m.end) for m in parts))
