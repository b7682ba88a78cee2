"""Bare figures: those without a unit, and how they are read in the unit and scale that their surroundings give."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from assistant.figures.mentions import Kind, Mention
from assistant.figures.numerals import scale_of
from assistant.figures.patterns import unit as unit_pattern

_OWN = re.compile("[万亿]")
_SPOKEN = re.compile(r"[一二两三四五六七八九十百千零点]+([万亿])[^一-九十百千万亿]{0,3}")
_SHOWN = re.compile(r"[0-9.]\s?([十百千万亿]+)")
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SCALES = {Decimal(10**n) for n in (1, 2, 3, 4, 8)}
_NO_QUANTITY = {"%": Kind.PERCENT, "﹪": Kind.PERCENT, "‰": Kind.PERCENT, "个百分点": Kind.POINTS, "倍": Kind.MULTIPLE}


def is_bare(mention: Mention) -> bool:
    """Whether a figure is a number alone, without a unit."""
    return mention.kind is Kind.QUANTITY and not mention.unit


def own_scale(mention: Mention) -> bool:
    """Whether a figure says 万 or 亿 itself, so that it takes no scale over."""
    return bool(_OWN.search(mention.text))


def in_unit(mention: Mention, unit: str, scale: Decimal = Decimal(1)) -> Mention:
    """A bare figure with the unit and scale that its surroundings give it."""
    value = mention.value if mention.value is not None else Decimal(0)
    kind = _NO_QUANTITY.get(unit, mention.kind)
    return replace(mention, kind=kind, unit=unit, value=value * scale, quantum=mention.quantum * scale)


def scaled(mention: Mention, unit: str, scale: Decimal) -> Mention:
    """The same, but a figure which says 万 or 亿 itself keeps to that."""
    return in_unit(mention, unit, Decimal(1) if own_scale(mention) else scale)


def like(mention: Mention, full: Mention) -> Mention:
    """A bare figure in the unit and scale of a full one; any other as it is."""
    return scaled(mention, full.unit, shown_scale(full)) if is_bare(mention) else mention


def known_unit(scale: str, unit: str) -> tuple[str, Decimal] | None:
    """A unit given apart from its figures with its scale (万, 元); None where it is no unit."""
    known = unit_pattern().fullmatch(unit)
    return (unit, scale_of(scale)) if known or unit in ("%", "﹪", "‰", "倍") else None


def shown_scale(mention: Mention) -> Decimal:
    """The scale that a figure is written in, or that was given for it: 10000 for 28.6万元."""
    if words := _SHOWN.search(mention.text):
        return scale_of(words[1])
    if spoken := _SPOKEN.fullmatch(mention.text):
        return scale_of(spoken[1])
    digits = _DIGITS.fullmatch(mention.text)
    if digits is None or not mention.value or not Decimal(digits[0]):
        return Decimal(1)
    times = mention.value / Decimal(digits[0])
    return times if times in _SCALES else Decimal(1)
