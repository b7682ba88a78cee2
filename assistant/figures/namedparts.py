"""Parts of a total that stands elsewhere: 二消里头：漂流412 索道265 文创143 add up to the 820 of the column 二消(万元)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.figures.bare import in_unit, shown_scale
from assistant.figures.mentions import Kind
from assistant.figures.placing import Place

_OF = re.compile(r"[\s\-*•]*([\u4e00-\u9fffA-Za-z]{2,8}?)(?:里头|里面|当中|其中|构成|组成|分类|里|中|分)?[：:]")
FEWEST = 2


def named_parts(text: str, found: Sequence[Place]) -> list[Place]:
    """The figures, bare ones that add up to a figure of the name their line begins with in its unit and scale."""
    result = list(found)
    lines: dict[tuple[int, int], list[int]] = {}
    for i, place in enumerate(found):
        if place.mention.kind is Kind.QUANTITY and not place.mention.unit and not place.label:
            lines.setdefault(place.line, []).append(i)
    wholes = _wholes(found) if lines else {}
    for line, bare in lines.items():
        head = _OF.match(text, line[0], line[1])
        if head is None or len(bare) < FEWEST:
            continue
        total = sum((found[i].mention.value or Decimal(0) for i in bare), Decimal(0))
        whole = next((p for p in wholes.get(total, ()) if p.line != line and head[1] in p.label + p.before), None)
        if whole is None:
            continue
        for i in bare:
            mention = in_unit(found[i].mention, whole.mention.unit, shown_scale(whole.mention))
            result[i] = replace(found[i], mention=mention, before=head[1] + found[i].before)
    return result


def _wholes(found: Sequence[Place]) -> dict[Decimal, list[Place]]:
    """The counts that have a unit, by their value as written and in full."""
    values: dict[Decimal, list[Place]] = {}
    for place in found:
        mention = place.mention
        if mention.kind is Kind.QUANTITY and mention.unit and mention.value:
            for value in {mention.value, mention.value / shown_scale(mention)}:
                values.setdefault(value, []).append(place)
    return values
