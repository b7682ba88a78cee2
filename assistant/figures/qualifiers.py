"""Qualifiers as written: before a number (近, 约, 超过) and after it (以上, 左右)."""

from __future__ import annotations

import re

from assistant.figures import patterns as p
from assistant.figures.mentions import Qualifier

_TARGET = re.compile(r"(?:目标|任务|计划|指标|定额)[^，。；\n]{0,12}[，,]\s?$")
BACK = 24  # characters before a figure in which its target is named
_OVER = (
    "≥",
    "＞=",
    ">=",
    "超过",
    "突破",
    "超",
    "逾",
    "过",
    "多于",
    "高于",
    "大于",
    "不少于",
    "不低于",
    "至少",
    "不下于",
)
_ABOUT = ("约为", "大约", "大概", "约", "差不多", "大致", "约莫", "估计")


def qualified(text: str, at: int, done: int) -> tuple[int, Qualifier]:
    """Where a mention starts with the qualifier before it, and which that is."""
    match = p.BEFORE.search(text, max(done, at - 4), at)
    if match is None:
        return at, Qualifier.EXACT
    word = match[0].strip()
    if word == "超" and _TARGET.search(text, max(0, at - BACK), match.start()):
        return at, Qualifier.EXACT  # 目标420人，超36人: by how much
    if word in _ABOUT:
        return match.start(), Qualifier.ABOUT
    return match.start(), Qualifier.OVER if word in _OVER else Qualifier.UNDER


def suffixed(text: str, end: int, qualifier: Qualifier) -> tuple[int, Qualifier]:
    """The end with a qualifier that follows (以上、左右), and which holds then."""
    match = p.AFTER.match(text, end)
    if match is None:
        return end, qualifier
    word = match[0]
    if word == "多" and qualifier is not Qualifier.EXACT:
        return end, qualifier
    if word.endswith("以上") or word in ("多", "出头", "挂零", "开外"):
        return match.end(), Qualifier.OVER
    if word in {"左右", "上下"}:
        return match.end(), Qualifier.ABOUT
    return match.end(), Qualifier.WITHIN
