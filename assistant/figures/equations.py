"""Equations: 停车 12.3+13.8=26.1, 利润 486.0-267.0=219.0. The words before them name the result, not what goes into it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.figures.mentions import Kind
from assistant.figures.placing import Place

_SIGN = re.compile(r"[^0-9=＝，,。；;\n]{0,8}\s*[+＋\-－−×*][^0-9=＝，,。；;\n]{0,8}")
_EQUALS = re.compile(r"[^0-9=＝，,。；;\n]{0,4}\s*[=＝]\s*")


def equations(text: str, found: Sequence[Place]) -> Sequence[Place]:
    """The figures, the result of each equation with the words before its first operand, which loses them."""
    if "=" not in text and "＝" not in text:
        return found
    result = list(found)
    for i in range(1, len(found)):
        if not _EQUALS.fullmatch(text, found[i - 1].mention.end, found[i].mention.start):
            continue
        first = i - 1
        while first > 0 and _SIGN.fullmatch(text, found[first - 1].mention.end, found[first].mention.start):
            first -= 1
        if first == i - 1 or any(p.mention.kind is not Kind.QUANTITY for p in found[first : i + 1]):
            continue
        named = found[first]
        result[i] = replace(result[i], before=named.before, lead=named.lead, head=named.head)
        result[first] = replace(result[first], before="")
    return result
