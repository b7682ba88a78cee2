"""Whether a figure of a draft states a figure of the notes: value, rounding, qualifier, unit, date (``figures.md`` §2)."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from assistant.figures import dates
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.units import canonical, comparable, in_measure


class Agreement(StrEnum):
    """How a draft's figure stands to a figure of the notes."""

    YES = "yes"
    QUALIFIER = "qualifier"  # the number is there, its qualifier is untrue, added or dropped
    UNIT = "unit"  # the number is there, in a unit that measures something else
    NO = "no"

    __hash__ = str.__hash__  # in C, unlike that of enumerations


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that a figure allows, ``high`` itself only where ``closed``."""

    low: Decimal
    high: Decimal
    closed: bool

    def holds(self, other: Interval) -> bool:
        """Whether every value of ``other`` lies in this interval."""
        above = other.high < self.high or (other.high == self.high and (self.closed or not other.closed))
        return self.low <= other.low and above


def rounded(value: Decimal, quantum: Decimal) -> Decimal:
    """``value`` rounded half up to a multiple of ``quantum``."""
    return (value / quantum).quantize(Decimal(1), ROUND_HALF_UP) * quantum


def last_digit(value: Decimal, quantum: Decimal) -> Decimal:
    """The place value of the last non-zero digit of a figure as written: 8200 → 100, 36万 → 10000, 2.50 → 0.1."""
    if not value:
        return quantum
    place = quantum
    while value % (place * 10) == 0:
        place *= 10
    return place


def allowed(mention: Mention) -> Interval:
    """The values a quantity allows for, by its qualifier."""
    value = mention.value if mention.value is not None else Decimal(0)
    step = last_digit(value, mention.quantum)
    match mention.qualifier:
        case Qualifier.ABOUT:
            return Interval(value - step, value + step, closed=True)
        case Qualifier.UNDER:
            return Interval(value - step + step / 1000000, value, closed=False)
        case Qualifier.WITHIN:
            return Interval(value - step + step / 1000000, value, closed=True)
        case Qualifier.OVER:
            return Interval(value, value + step, closed=False)
        case Qualifier.MAGNITUDE:
            return Interval(value, value * 10, closed=False)
        case Qualifier.EXACT:
            return Interval(value, mention.high if mention.high is not None else value, closed=True)


def form(mention: Mention) -> Hashable:
    """What alone of a mention ``agreement`` looks at: mentions of one form agree with the same others."""
    m = mention
    words = m.text if m.kind in (Kind.ORDINAL, Kind.REFERENCE) else ""
    return m.kind, m.value, m.high, m.unit, m.qualifier, m.quantum, m.date, words


def agreement(draft: Mention, note: Mention) -> Agreement:
    """How ``draft`` stands to ``note``, whatever they count."""
    if draft.kind is Kind.DATE or note.kind is Kind.DATE:
        noted = note.date or (dates.dotted(note.text) if not note.unit else "")  # 6.28洪水转移
        return Agreement.YES if draft.kind is Kind.DATE and noted and date_in(draft.date, noted) else Agreement.NO
    if draft.kind is Kind.REFERENCE or note.kind is Kind.REFERENCE:
        same = draft.kind is note.kind and _code(draft.text) == _code(note.text)
        return Agreement.YES if same else Agreement.NO
    if draft.value is None or note.value is None:
        return Agreement.NO
    if not _same_measure(draft, note):
        return Agreement.UNIT if _bare_equal(draft, note) else Agreement.NO
    found = _values(draft, note)
    if found is Agreement.NO and draft.kind is note.kind is Kind.QUANTITY and _slipped(draft, note):
        return Agreement.UNIT
    return found


def _slipped(draft: Mention, note: Mention) -> bool:
    """The note's digits in another unit of the same measure, or without their 万: 2.54万公顷 for 2.54万亩, 83元 for 83万元."""
    one, other = _decimal(draft.value), _decimal(note.value)
    if one == other:
        return draft.unit != note.unit and bool(draft.unit and note.unit)
    if not one or not other or draft.high is not None or note.high is not None:
        return False
    large, small = max(one, other), min(one, other)
    return large in (small * 10**4, small * 10**8)


def _same_measure(draft: Mention, note: Mention) -> bool:
    quantities = draft.kind is note.kind is Kind.QUANTITY
    if quantities and (not draft.unit or not note.unit):
        return True
    if draft.kind is not note.kind:
        return False
    if draft.kind in (Kind.ORDINAL, Kind.MULTIPLE):
        return (
            draft.kind is not Kind.ORDINAL or _rank(draft) == _rank(note) or (not note.unit and _rank(draft) in _SERIES)
        )
    return comparable(draft.unit, note.unit)


_SERIES = ("届", "次", "批", "期", "轮")  # 校本教研第二、第三届


def _rank(mention: Mention) -> str:
    if mention.text.startswith("前"):
        return "前"
    return "" if mention.unit in ("", "名", "位") else mention.unit


def _bare_equal(draft: Mention, note: Mention) -> bool:
    if Kind.ORDINAL in (draft.kind, note.kind) and draft.kind is not note.kind:
        return False
    if {draft.kind, note.kind} & {Kind.MULTIPLE} and draft.kind is not note.kind:
        return draft.value == note.value and note.kind is not Kind.QUANTITY
    return draft.value == note.value and draft.high == note.high


def _values(draft: Mention, note: Mention) -> Agreement:
    factor = canonical(note.unit)[1] / canonical(draft.unit)[1] if draft.unit and note.unit else Decimal(1)
    low = _decimal(note.value) * factor
    high = note.high * factor if note.high is not None else None
    if draft.high is not None or high is not None:
        same = draft.high is not None and high is not None and draft.value == low and draft.high == high
        return _qualified(draft, note, Agreement.YES if same else Agreement.NO)
    if note.qualifier is Qualifier.EXACT:
        return _against_exact(draft, low)
    return _against_qualified(draft, note, low, factor)


def _against_exact(draft: Mention, low: Decimal) -> Agreement:
    """An exact note: rounding must be honest, a qualifier true and never put on the very figure."""
    value = _decimal(draft.value)
    if draft.qualifier is Qualifier.EXACT:
        if low != value and draft.quantum == 1 and draft.unit and not in_measure(draft.unit) and low % 1:
            return Agreement.NO  # 3个 are no rounding of 2.5
        if abs(low - value) > draft.quantum:  # so far apart they never round to one value
            return Agreement.NO
        return Agreement.YES if rounded(low, draft.quantum) == rounded(value, draft.quantum) else Agreement.NO
    if value == low:  # 约1300人 for 1300人: the qualifier was added
        return Agreement.QUALIFIER
    if allowed(draft).holds(Interval(low, low, closed=True)):
        return Agreement.YES
    return Agreement.QUALIFIER if _near(value, low, draft) else Agreement.NO


def _against_qualified(draft: Mention, note: Mention, low: Decimal, factor: Decimal) -> Agreement:
    """A qualified note: its qualifier stays, or a wider true one takes its place (8200余 → 8000余)."""
    value = _decimal(draft.value)
    if draft.qualifier is Qualifier.EXACT:
        return Agreement.QUALIFIER if value == low else Agreement.NO
    if value == low and _alike(draft.qualifier, note.qualifier):
        return Agreement.YES
    span = allowed(note)
    if allowed(draft).holds(Interval(span.low * factor, span.high * factor, span.closed)):
        return Agreement.YES
    return Agreement.QUALIFIER if value == low else Agreement.NO


def _near(value: Decimal, noted: Decimal, draft: Mention) -> bool:
    """An untrue qualifier on a figure that is recognisably the note's (近36万元 for 364212元)."""
    step = last_digit(value, draft.quantum)
    return step < abs(value) and rounded(noted, step) == value


def _alike(one: Qualifier, other: Qualifier) -> bool:
    return one is other or {one, other} == {Qualifier.UNDER, Qualifier.WITHIN}


def _qualified(draft: Mention, note: Mention, result: Agreement) -> Agreement:
    if result is Agreement.YES and not _alike(draft.qualifier, note.qualifier):
        return Agreement.QUALIFIER
    return result


def _decimal(value: Decimal | None) -> Decimal:
    return value if value is not None else Decimal(0)


def mistyped(draft: Mention, note: Mention) -> bool:
    """Whether a figure is another with one digit wrong, or two neighbours exchanged: 6845吨 for 6840吨."""
    if draft.value is None or note.value is None or draft.unit != note.unit:
        return False
    one, other = (f"{m.value.normalize():f}" for m in (draft, note) if m.value is not None)
    if len(one) != len(other) or len(one) < 2:
        return False
    off = [k for k in range(len(one)) if one[k] != other[k]]
    swapped = len(off) == 2 and off[1] == off[0] + 1 and one[off[0]] == other[off[1]] and one[off[1]] == other[off[0]]
    return len(off) == 1 or swapped


def _code(text: str) -> str:
    plain = re.sub(r"[\s〔〕［］\[\]（）()【】第]", "", text).upper()
    return re.sub(r"^[\u4e00-\u9fff]*?(?=[\u4e00-\u9fff]{0,3}[0-9]{4})", "", plain) if "号" in plain else plain


# dates


def date_in(draft: str, note: str) -> bool:
    """Whether the date of a draft is that of the notes, or a coarser true one (6月 for 6月15日, 8月 for 2024年8月4日)."""
    if draft == note:
        return True
    drafted, noted = draft.split("/"), note.split("/")
    if len(drafted) == 2:
        return len(noted) == 2 and all(date_in(d, n) for d, n in zip(drafted, noted, strict=True))
    if len(noted) == 2:
        return any(date_in(draft, n) for n in noted) and "-" not in draft.strip("-")
    return _point_in(draft, note)


def _point_in(draft: str, note: str) -> bool:
    d, n = _fields(draft), _fields(note)
    if d is None or n is None:
        return False
    return all(_field_in(name, value, n) for name, value in d.items()) and bool(d.keys() & n.keys() or "part" in d)


def _field_in(name: str, value: str, note: dict[str, str]) -> bool:
    if name == "year":
        return note.get("year", value) == value
    if name == "part" and "part" not in note:
        day = int(note.get("day", 0))
        return {
            "初": 1 <= day <= 10,
            "上旬": 1 <= day <= 10,
            "中旬": 11 <= day <= 20,
            "下旬": day > 20,
            "底": day > 20,
        }.get(value, False)
    return note.get(name) == value


def _fields(form: str) -> dict[str, str] | None:
    match = re.fullmatch(
        r"(?P<year>[0-9]{4}|-)?(?:-?(?P<quarter>Q[1-4]))?(?:-(?P<month>[0-9]{2}))?(?:-{1,2}(?P<day>[0-9]{2}))?(?:-(?P<part>[\u4e00-\u9fff]+))?",
        form,
    )
    if match is None:
        return {"whole": form}
    return {k: v for k, v in match.groupdict().items() if v and v != "-"}
