"""Heads of tables: the words of a head, and the unit that it gives with its scale (小麦面积（万亩）, 里程km, 款项[万元])."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.figures.numerals import scale_of
from assistant.figures.patterns import SCALE
from assistant.figures.patterns import unit as unit_pattern

_UNIT_HEAD = re.compile(rf"[（(](?:单位[：:])?({SCALE})([^）)\d]{{0,5}})[）)]$")
_UNIT_BEHIND = re.compile(r"(.{1,8}?)([万亿]?)(元|km|㎡|m2|m²|m|kg|t|吨|亩|公里|平方米|公顷|mm|℃)")  # 里程km, 费用元
_CAPTION_UNIT = re.compile(rf"[\s，,：:]({SCALE})([^\s\[\]（）()\d]{{1,3}})[\]】）)]?$")
_LISTED = re.compile(r"[（(](?:单位[：:])?([^（）()]{3,16})[）)]$")
_COUNTED = re.compile("([人户次场件处台亩家个名])数$")
_SCORED = re.compile("(?:得分|分数|评分|扣分|分值)$")


def caption_unit(words: str) -> tuple[str, Decimal] | None:
    """The unit that a caption ends with: [在库单位 个]."""
    match = _CAPTION_UNIT.search(words)
    unit = known(match[2]) if match else ""
    return (unit, scale_of(match[1])) if match and unit == match[2] else None


def listed_units(caption: str) -> list[str]:
    """The units that a caption lists for the last columns: 收青叶（斤、元）; empty where it lists none."""
    match = _LISTED.search(caption)
    units = re.split("[、/,，]", match[1]) if match else []
    return units if len(units) > 1 and all(is_unit(unit) for unit in units) else []


def counted_unit(column: str) -> tuple[str, Decimal] | None:
    """The unit that a head names by what it counts (户数, 人数), whatever unit the table has."""
    match = _COUNTED.search(column)
    return (match[1], Decimal(1)) if match else None


def scaled_unit(text: str) -> tuple[str, Decimal] | None:
    """The unit that a cell names, and its scale: 万元, ‰."""
    match = re.fullmatch(rf"({SCALE})([^\s\d]{{1,5}})", text)
    if match is None or text in ("/", "-", "—"):
        return None
    return (known(match[2]) or match[2]), scale_of(match[1])


def is_unit(text: str) -> bool:
    """Whether a cell is a unit and nothing else, with or without brackets: 万千瓦时, （亩）."""
    match = re.fullmatch(rf"[（(]?({SCALE})([^\s\d（）()]{{1,5}})[）)]?", text)
    return match is not None and (known(match[2]) == match[2] or match[2] in ("%", "％", "‰"))


def read_head(text: str) -> tuple[str, tuple[str, Decimal] | None]:
    """The words of a head, and the unit that it gives in brackets: 小麦面积（万亩）."""
    plain = re.sub(r"^其中[：:]?", "", text)
    match = _UNIT_HEAD.search(plain)
    if match is None and plain.endswith(("%", "％", "﹪")):
        return plain[:-1], ("%", Decimal(1))
    if match is None and _SCORED.search(plain):
        return plain, ("分", Decimal(1))
    if match is None and (behind := _UNIT_BEHIND.fullmatch(plain)):
        return behind[1], (behind[3], scale_of(behind[2]))
    if match is None or not (match[1] or match[2]) or "、" in match[2]:
        return plain, None
    return plain[: match.start()], (known(match[2]), scale_of(match[1]))


def known(unit: str) -> str:
    """The unit known by name that the words are or begin with; empty where they name none."""
    match = unit_pattern().match(unit)
    return unit if match and match[0] == unit else (match[0] if match else "")
