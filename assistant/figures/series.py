"""Series in one line: one thing by quarters, months or places, its words before the first and its unit on the total.

收入 Q1 120 Q2 135 Q3 128 Q4 160 合计543万; 接诊 1月320 2月285 3月410 共1015人次.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.figures.bare import like, own_scale
from assistant.figures.mentions import Kind
from assistant.figures.placing import Place

_GAP = re.compile(r"[\s：:，,、/（(]*")
_TOTAL = re.compile(r"(?:合计|总计|共计|一共|总共|共|计|全年|累计)[：:是为]?\s*$")
FEWEST = 2


def series(text: str, found: Sequence[Place]) -> list[Place]:
    """The figures, those that stand alone after a date of their line with the words before the first date and the total's unit."""
    result = list(found)
    lines: dict[tuple[int, int], list[int]] = {}
    for i, place in enumerate(found):
        lines.setdefault(place.line, []).append(i)
    for line, here in lines.items():
        alone = [
            b
            for a, b in pairwise(here)
            if result[a].mention.kind is Kind.DATE
            and result[b].mention.kind is Kind.QUANTITY
            and _GAP.fullmatch(text, result[a].mention.end, result[b].mention.start)
        ]
        if len(alone) < FEWEST:
            continue
        words = text[line[0] : result[alone[0] - 1].mention.start].strip(" 　：:，,、\t-*•")
        if not re.fullmatch(r"[\u4e00-\u9fffA-Za-z]{1,12}", words):
            continue
        own = [i for i in here if i in alone or _TOTAL.search(text, line[0], result[i].mention.start)]
        full = next((result[i] for i in own if result[i].mention.unit or own_scale(result[i].mention)), None)
        for i in alone:
            known = full is not None and full.mention.kind is Kind.QUANTITY
            mention = like(result[i].mention, full.mention) if full and known else result[i].mention
            result[i] = replace(result[i], mention=mention, before=words)
        for i in here:
            if (
                i > alone[-1]
                and _TOTAL.search(text, line[0], result[i].mention.start)
                and len(result[i].before.strip()) < 4
            ):
                result[i] = replace(result[i], before=words + result[i].before)
    return result
