"""Years written with two digits (23年, 22年计): told from spans of years (任职23年) by the years that the text is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.figures.mentions import Kind, Mention

_SHORT = re.compile(r"[0-3][0-9]年")
_NO_SPAN = re.compile(r"(?<![满近约达超第续了共用干龄时任经过有均])$")
_SPAN_BEHIND = re.compile(r"[来以之内前后龄半]|以[上来]|左右|多")
_TELLING = re.compile(
    r"[计底末初度]|[一二三四1-4]季度|(?:1[0-2]|[1-9])(?:[-—–~～至到]{1,2})(?:1[0-2]|[1-9])月|[上下]半年|[ 　]*(?:\n|$)"
)
_WORDS_BEHIND = re.compile("[ 　]+[\u4e00-\u9fff]")
_NEAR = 3  # characters between a year and the next
BACK, AHEAD = 6, 1  # years before and after the text's own that two digits may mean


def short_years(text: str, found: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions, those amounts in 年 that name a year read as dates."""
    short = [k for k, m in enumerate(found) if m.kind is Kind.QUANTITY and m.unit == "年" and _SHORT.fullmatch(m.text)]
    if not short:
        return found
    named = [int(m.date[:4]) for m in found if m.kind is Kind.DATE and m.date[:4].isdigit()]
    if not named:
        told = [_year(found[k]) for k in short if _TELLING.match(text, found[k].end) or _heads_line(text, found[k])]
        row = [_year(found[k]) for k in short if text[found[k].end : found[k].end + 1].isdigit()]  # 21年8.2亿 22年9.1亿
        beside = [  # 24年→25年
            _year(found[k])
            for k, j in pairwise(short)
            if found[j].start - found[k].end <= _NEAR and _year(found[j]) == _year(found[k]) + 1
        ]
        named = told[:1] or beside or (row if row == sorted(set(row)) and len(row) > 1 else [])
    if not named:
        return found
    result = list(found)
    for k in short:
        mention, year = found[k], _year(found[k])
        spoken = _NO_SPAN.search(text[max(0, mention.start - 1) : mention.start]) and not _SPAN_BEHIND.match(
            text, mention.end
        )
        if spoken and max(named) - BACK <= year <= max(named) + AHEAD:
            result[k] = replace(mention, kind=Kind.DATE, value=None, unit="", date=str(year))
    return result


def _heads_line(text: str, mention: Mention) -> bool:
    """Whether it stands at the head of a line, with a space before the words: 26年 攻坚组重新编."""
    begins = mention.start == 0 or text[mention.start - 1] == "\n"
    return begins and bool(_WORDS_BEHIND.match(text, mention.end)) and mention.text[:1] == "2"


def _year(mention: Mention) -> int:
    return 2000 + int(mention.text[:2])
