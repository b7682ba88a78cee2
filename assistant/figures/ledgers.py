"""Ledgers: notes kept month by month, whose later lines leave out what the first one names.

1月 客运量41.2万人次 / 2月 38.5万 / 3月 45.1万: each counts passengers (``ledgersums`` adds them up).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.figures.bare import like
from assistant.figures.mentions import Kind
from assistant.figures.placing import Place

_ROW = re.compile(r"[ 　\-·•*]*(?:[0-9]{2,4}年)?([0-9]{1,2}|十[一二]?|[一二三四五六七八九])月份?")
LEDGER_DAY = re.compile(  # 1.9 收 县拨运转经费 120
    r"((?:1[0-2]|0?[1-9])\.(?:3[01]|[12][0-9]|0?[1-9]))[ 　\t]+(?P<mark>[收支付进出入存]|报销|到账)[ 　\t]+"
)
_GAP = re.compile(r"[\s：:，,、]*")


def ledger(text: str, found: Sequence[Place]) -> list[Place]:
    """The figures, those that stand alone after the month of their line completed from the line of the month before."""
    result = list(found)
    first: Place | None = None  # what the last month's line counted first
    for i, place in enumerate(found):
        if i == 0 or place.mention.kind is not Kind.QUANTITY or result[i - 1].mention.kind is not Kind.DATE:
            continue
        row = _ROW.match(text, place.line[0])
        if row is None or row.end() < found[i - 1].mention.end or text[place.line[0] : row.start(1)].strip(" -·•*　"):
            continue
        if not _GAP.fullmatch(text, row.end(), place.mention.start):
            same = first is not None and first.before.strip() == place.before.strip()
            result[i] = first = _like(place, first) if same and first else place
        elif first is not None and first.line[1] < place.line[0]:
            result[i] = first = _like(place, first)
    return result


def _like(place: Place, first: Place) -> Place:
    return replace(place, mention=like(place.mention, first.mention), before=first.before)
