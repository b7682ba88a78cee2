"""Arithmetic over facts, exactly: the forms that a writer may use instead of typing a result.

Operands are facts of the notes, never results. What a form refuses, it refuses in words for the clerk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.figures.mentions import Kind
from assistant.figures.units import comparable, converted

NUMBERS = frozenset({Kind.QUANTITY, Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE})
MOST_DECIMALS = 6  # a sum that needs more comes from units that do not convert evenly
_INEXACT = re.compile(
    r"约|近|余|多|超|逾|过|不到|不足|不少于|不低于|至少|突破|左右|上下|以[上下内]|[上数几][十百千万]|[-—–~～至]"
)
_SCALED = re.compile(r"(万亿|[万亿])(?![0-9０-９])")
_SCALES = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}
_FALLING = ("万亿", "亿", "万")
_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")
_RELATIVE = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "本期": 0, "明年": 1}


class FormError(Exception):
    """A form cannot be computed; the message says why."""


@dataclass(frozen=True, slots=True)
class SlotFact:
    """A fact as a slot needs it: ``value`` is in ``unit``, 万 and 亿 multiplied out, or None if no number.

    ``figure_text`` is the figure as the note wrote it; ``what`` and ``period`` say what it counts and when.
    """

    id: str
    figure_text: str
    value: Decimal | None
    unit: str
    kind: Kind
    what: str = ""
    period: str = ""


def computed(form: str, facts: Sequence[SlotFact]) -> str:
    """Return the figure that ``form`` gives over these facts, unit and all (``35家``, ``11.1%``).

    Raises ``FormError`` for a form that does not exist or facts that it cannot take.
    """
    if form.lower() not in FORMS:
        raise FormError(f"没有“{form}”这种算式")
    pairwise, compute = FORMS[form.lower()]
    if pairwise and len(facts) != 2:
        raise FormError(f"{form} 要两条事实，这里有{len(facts)}条")
    if len(facts) < 2 or len({fact.id for fact in facts}) != len(facts):
        raise FormError("要写两条以上各不相同的事实")
    for fact in facts:
        _check_number(fact)
    _check_units(facts)
    try:
        return compute(facts)
    except ArithmeticError:
        raise FormError("数值太大或太小，算不出来") from None


def _check_number(fact: SlotFact) -> None:
    if fact.value is None or fact.kind not in NUMBERS:
        raise FormError(f"{fact.id}（{fact.figure_text}）不是可以计算的数")
    if _INEXACT.search(fact.figure_text):
        raise FormError(f"{fact.id}（{fact.figure_text}）不是确数，不能拿来计算")


def _check_units(facts: Sequence[SlotFact]) -> None:
    first = facts[0]
    for fact in facts[1:]:
        if not comparable(first.unit, fact.unit) or first.kind is not fact.kind:
            raise FormError(f"{first.id}（{first.figure_text}）和{fact.id}（{fact.figure_text}）单位不同，不能一起计算")


def _values(facts: Sequence[SlotFact]) -> list[Decimal]:
    """Return the values, all in the unit of the first fact."""
    into = facts[0].unit
    return [converted(fact.value, fact.unit, into) if fact.unit != into else fact.value
            for fact in facts if fact.value is not None]  # fmt: skip


def _sum(facts: Sequence[SlotFact]) -> str:
    return _like(facts, sum(_values(facts), Decimal(0)))


def _diff(facts: Sequence[SlotFact]) -> str:
    if facts[0].kind is Kind.PERCENT:
        raise FormError("两个百分数相差多少要用 points")
    first, second = _values(facts)
    if first == second:
        raise FormError("两个数相同，请直接写持平")
    return _like(facts, abs(first - second))


def _mean(facts: Sequence[SlotFact]) -> str:
    if facts[0].kind is not Kind.QUANTITY:
        raise FormError("百分数和倍数不能直接平均")
    values = _values(facts)
    scale = _scale_of(facts)
    return _like(facts, _rounded(sum(values, Decimal(0)) / len(values) / _SCALES[scale], 2) * _SCALES[scale])


def _growth(facts: Sequence[SlotFact]) -> str:
    if facts[0].kind is not Kind.QUANTITY:
        raise FormError("百分数的升降要用 points")
    now, before = _values(facts)
    later, earlier = (_year_of(fact.period) for fact in facts)
    if later and earlier and later[0] == earlier[0] and later[1] < earlier[1]:
        raise FormError("growth 要先写今年的事实，再写去年的")
    _check_base(facts[1], before)
    rate = _rounded(abs(now - before) / before * 100, 1)
    if not rate:
        raise FormError("两个数几乎相同，请直接写持平")
    return f"{_plain(rate)}%"


def _share(facts: Sequence[SlotFact]) -> str:
    part, whole = _values(facts)
    if part > whole:
        raise FormError(f"部分（{facts[0].figure_text}）大于整体（{facts[1].figure_text}）；要算完成率请用 rate")
    return _rate(facts)


def _rate(facts: Sequence[SlotFact]) -> str:
    part, whole = _values(facts)
    _check_base(facts[1], whole)
    rate = _rounded(part / whole * 100, 1)
    if part and not rate:
        raise FormError("结果不到0.1%，请不要用百分比来说")
    return f"{_plain(rate)}%"


def _ratio(facts: Sequence[SlotFact]) -> str:
    now, before = _values(facts)
    _check_base(facts[1], before)
    return f"{_plain(_rounded(now / before, 1))}倍"


def _points(facts: Sequence[SlotFact]) -> str:
    if facts[0].kind is not Kind.PERCENT:
        raise FormError("points 只用于两个百分数")
    first, second = (converted(value, facts[0].unit, "%") for value in _values(facts))
    if first == second:
        raise FormError("两个数相同，请直接写持平")
    return f"{_plain(abs(first - second))}个百分点"


FORMS: Mapping[str, tuple[bool, Callable[[Sequence[SlotFact]], str]]] = {
    "sum": (False, _sum),
    "diff": (True, _diff),
    "growth": (True, _growth),
    "share": (True, _share),
    "rate": (True, _rate),
    "ratio": (True, _ratio),
    "multiple": (True, _ratio),
    "mean": (False, _mean),
    "points": (True, _points),
}


def _check_base(fact: SlotFact, value: Decimal) -> None:
    if value <= 0:
        raise FormError(f"{fact.id}（{fact.figure_text}）不大于零，不能作比较的基数")


def _like(facts: Sequence[SlotFact], value: Decimal) -> str:
    """Write ``value`` in the facts' unit, with 万 or 亿 where all have one (the smaller) and it fits."""
    scale = next((s for s in _FALLING if _SCALES[s] <= _SCALES[_scale_of(facts)] and _SCALES[s] <= value), "")
    shown = value / _SCALES[scale]
    if shown != _rounded(shown, MOST_DECIMALS):
        raise FormError("单位之间换算不尽，请把结果写进笔记再引用")
    return f"{_plain(shown)}{scale}{_unit_of(facts)}"


def _scale_of(facts: Sequence[SlotFact]) -> str:
    found = [match[1] if (match := _SCALED.search(fact.figure_text)) else "" for fact in facts]
    return min(found, key=lambda scale: _SCALES[scale])


def _unit_of(facts: Sequence[SlotFact]) -> str:
    return "%" if facts[0].kind is Kind.PERCENT and facts[0].unit in {"﹪", "％"} else facts[0].unit


def _year_of(period: str) -> tuple[str, int] | None:
    """Return the year of a period and how it is told (2023年; 今年, 去年): only years told alike compare."""
    if found := _YEAR.search(period):
        return "calendar", int(found[1])
    return next((("relative", offset) for word, offset in _RELATIVE.items() if word in period), None)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _plain(value: Decimal) -> str:
    """Plain digits without trailing zeros: ``11.1``, ``12``, ``1200``."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
