"""Equations: 停车 12.3+13.8=26.1, 利润 486.0-267.0=219.0. The words before them name the result, not what goes into it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.figures.bare import is_bare, like, own_scale, shown_scale
from assistant.figures.mentions import Kind
from assistant.figures.placing import Place

_SIGN = re.compile(r"[^0-9=＝，,。；;\n]{0,8}\s*[+＋\-－−×*][^0-9=＝，,。；;\n]{0,8}")
_DATED = re.compile(r"[0-9]{1,2}月份?|[1-4]季度")
_EQUALS = re.compile(r"[^0-9=＝，,。；;\n]{0,4}\s*[=＝]\s*")


def equations(text: str, found: Sequence[Place]) -> Sequence[Place]:
    """The figures, the result of each equation with the words before its first operand, which loses them."""
    if "=" not in text and "＝" not in text:
        return found
    result = list(found)
    counted = [at for at, place in enumerate(found) if place.mention.kind is Kind.QUANTITY]
    for i in range(1, len(counted)):
        at = counted[i]
        if not _EQUALS.fullmatch(text, found[counted[i - 1]].mention.end, found[at].mention.start):
            continue
        first = i - 1
        while first > 0 and _adds(text, found[counted[first - 1]], found[counted[first]]):
            first -= 1
        if first == i - 1:
            continue
        _scaled(result, counted[first:i], at)
        named = result[counted[first]]
        result[at] = replace(result[at], before=named.before, lead=named.lead, head=named.head)
        lead = named.lead.rstrip("：: 　")  # which names the result
        result[counted[first]] = replace(named, mention=result[counted[first]].mention, before="", lead=lead)
    return result


def _adds(text: str, one: Place, other: Place) -> bool:
    """Whether only a sign and a few words, or the name of a month or quarter, stand between two operands."""
    return bool(_SIGN.fullmatch(_DATED.sub("", text[one.mention.end : other.mention.start])))


def _scaled(result: list[Place], parts: Sequence[int], last: int) -> None:
    """4.2+5.1+4.9+6.8=21万件: bare operands that add up to it count as their result does."""
    total, operands = result[last].mention, [result[k].mention for k in parts]
    if not total.unit and shown_scale(total) == 1:
        return
    added = sum((m.value or Decimal(0) for m in operands), Decimal(0))
    if all(is_bare(m) and not own_scale(m) for m in operands) and added * shown_scale(total) == total.value:
        for k in parts:
            result[k] = replace(result[k], mention=like(result[k].mention, total))
