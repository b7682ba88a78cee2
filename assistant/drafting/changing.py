"""The change from last year's figure to this year's, in words: ，同比增长8.7%; only of figures in one unit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.reading import figures

_TENTH = Decimal("0.1")
_ABSOLUTE = ("分", "天", "分钟")
_MOST = Decimal(300)  # percent beyond which a rate says less than the two figures


def changed(now: str, last: str) -> str:
    """The change between two figures as written, with a comma before it; empty where none is to be said."""
    one, other = _only(now), _only(last)
    if one is None or other is None or one.kind is not other.kind or one.unit != other.unit:
        return ""
    new, old = one.value or Decimal(0), other.value or Decimal(0)
    if "‰" in now:
        return ""
    if one.kind is Kind.PERCENT:
        return (
            f"，{'提高' if new > old else '下降'}{abs(new - old).normalize():f}个百分点"
            if new != old
            else "，与上年持平"
        )
    if one.kind is not Kind.QUANTITY or not one.unit:
        return ""
    if new == old or not old:
        return "，与上年持平" if new == old else ""
    if one.unit in _ABSOLUTE:
        return f"，{'增加' if new > old else '减少'}{_count(abs(new - old))}{one.unit}"
    rate = ((new - old) / old * 100).quantize(_TENTH, ROUND_HALF_UP)
    if min(new, old) < 10 or not rate or abs(rate) > _MOST:
        return f"，{'增加' if new > old else '减少'}{_count(abs(new - old))}{one.unit}" if _plain(one, other) else ""
    return f"，同比{'增长' if rate > 0 else '下降'}{abs(rate).normalize():f}%"


def completed(done: str, target: str, name: str = "完成率") -> str:
    """How much of a target is done, with a comma before it: ，完成率99.1%; empty where the two are in different units."""
    one, other = _only(done), _only(target)
    if one is None or other is None or one.kind is not Kind.QUANTITY or one.unit != other.unit or not other.value:
        return ""
    rate = ((one.value or Decimal(0)) / other.value * 100).quantize(_TENTH, ROUND_HALF_UP)
    return f"，{name}{rate.normalize():f}%" if 0 < rate < _MOST else ""


def _plain(one: Mention, other: Mention) -> bool:
    return not any(word in f"{one.text}{other.text}" for word in "万亿千百十.")


def _count(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _only(text: str) -> Mention | None:
    found = figures(text)
    if (
        len(found) != 1
        or found[0].text != text
        or found[0].qualifier is not Qualifier.EXACT
        or found[0].high is not None
    ):
        return None
    return found[0]
