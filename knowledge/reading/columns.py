"""The columns of a table as they are read aloud: no serial numbers, a number with its unit, one label a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

BLANK = "—"
_LONGEST_NUMBER = 40
_NUMBER = re.compile(r"[-+−]?[0-9０-９][0-9０-９,，.．]*\s*(?:[%﹪％‰]|[\u4e00-\u9fff²/]{0,4})")
_PLAIN = re.compile(r"[-+−]?[0-9][0-9,]*(?:\.[0-9]+)?")
_SERIAL_HEAD = re.compile(r"序号|编号|项次|序|号|[Nn][Oo]\.?|")
_SERIAL = re.compile(r"[0-9]{1,4}[.、]?|[（(]?[一二三四五六七八九十]{1,3}[）)、]?")
_UNIT_HEAD = re.compile(r"(?:计量|计算|数量)?单位|")
_UNIT = re.compile(
    r"[十百千万亿]{0,2}(?:人次|平方米|平方公里|立方米|公里|千米|公斤|千克|百分点|人|个|家|户|次|场|件|期|座|条|项|份|亩|公顷|台|辆|间|套|元|美元|吨|米|例"
    r"|篇|名|起|批|幅|本|册|届|轮|类|块|株|头|只|箱|张|笔|天|小时|课时|分|岁|处|所|支|组|对|队|站|门|节|片|棵|部|盏|宗|万|亿|％|%|﹪)(?:/[\u4e00-\u9fff]{1,2})?"
)
_OWN_UNIT = re.compile(r"[（(][^（）()]{1,8}[）)]$|[%％﹪率比]$|增长|增幅|同比|占比|日期|时间|年份")

_TOTAL = re.compile(r"[合总小共累]\s*计|总数|全[镇县市区乡校]$")
_LONGEST_LABEL = 20
_WHEN = re.compile(r"日期|时间|月份|年度|年份")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a table: its text, and whether a merged cell only reaches into it from the left or from above."""

    text: str
    across: bool = False
    down: bool = False


def is_number(text: str) -> bool:
    """Whether a cell holds one figure, with or without a unit."""
    return len(text) <= _LONGEST_NUMBER and bool(_NUMBER.fullmatch(text.strip()))


def closed_up(text: str) -> str:
    """The name of a column without the spaces and line breaks that fit it into its cell."""
    return re.sub(r"(?<![A-Za-z]) | (?![A-Za-z])", "", re.sub(r"\s+", " ", text.strip()))


@dataclass(frozen=True, slots=True)
class Shaped:
    """A table as it is said: its head, its rows with as many cells, and the group that each row stands in, if any."""

    head: list[str]
    rows: list[list[str]]
    groups: list[str]


def shaped(head: Sequence[str], rows: Sequence[Sequence[Slot]]) -> Shaped:
    """Return the table with every cell as text, an empty one empty.

    Left out are columns with nothing in them and serial numbers; a column of units goes to its numbers; groups that
    stand in front of several rows become headings, or part of the labels where a total goes over all groups.
    """
    body = [_filled(row) for row in rows]
    names = list(head)
    for step in (_without_empty, _without_serial, _with_units):
        names, body = step(names, body)
    groups = [""] * len(body)
    if _has_groups(names, body):
        groups = _groups(body)
        names, body = _without(0, names, body) if any(groups) else _with_groups(names, body)
    first = [name or "项目" for name in names[:1]]
    return Shaped(first + [name or f"第{n}列" for n, name in enumerate(names[1:], start=2)], body, groups)


_Body = tuple[list[str], list[list[str]]]


def _filled(row: Sequence[Slot]) -> list[str]:
    """A merged text stands in each row that it covers; a merged number only where it begins, lest it count twice."""
    said, label = [], True
    for slot in row:
        number = is_number(slot.text)
        label = label and not number
        repeated = (slot.across and not label) or (slot.down and number)
        said.append("" if repeated else slot.text.strip())
    return said


def _without(n: int, names: list[str], body: list[list[str]]) -> _Body:
    return names[:n] + names[n + 1 :], [row[:n] + row[n + 1 :] for row in body]


def _without_empty(names: list[str], body: list[list[str]]) -> _Body:
    if not body:
        return names, body
    kept = [n for n in range(len(names)) if any(row[n] for row in body)]
    return [names[n] for n in kept], [[row[n] for n in kept] for row in body]


def _without_serial(names: list[str], body: list[list[str]]) -> _Body:
    """Drop a first column 1, 2, 3; what else stands in it (合计) moves to the label beside it."""
    if len(names) < 3 or not _SERIAL_HEAD.fullmatch(names[0]) or not any(_SERIAL.fullmatch(row[0]) for row in body):
        return names, body
    if not names[0] and [row[0] for row in body if row[0]] != [str(n + 1) for n, row in enumerate(body) if row[0]]:
        return names, body
    others = [bool(row[0]) and not _SERIAL.fullmatch(row[0]) for row in body]
    if any(other and row[1] not in ("", row[0]) for other, row in zip(others, body, strict=True)):
        return names, body
    moved = [[row[0], *row[2:]] if other else row[1:] for other, row in zip(others, body, strict=True)]
    return names[1:], moved


def _with_units(names: list[str], body: list[list[str]]) -> _Body:
    """Put a column of units behind the plain numbers of its row, save in columns with a unit of their own."""
    for n in range(1, len(names)):
        units = [row[n] for row in body if row[n] not in ("", BLANK, "-", "/", row[0])]  # 合计 may reach into it
        if not _UNIT_HEAD.fullmatch(names[n]) or not units or not all(_UNIT.fullmatch(unit) for unit in units):
            continue
        takers = [c for c in range(1, len(names)) if c != n and not _OWN_UNIT.search(names[c])]
        if not any(_PLAIN.fullmatch(row[c]) for row in body for c in takers):
            continue
        for row in body:
            for c in takers:
                if _UNIT.fullmatch(row[n]) and _PLAIN.fullmatch(row[c]):
                    row[c] += row[n]
        return _without(n, names, body)
    return names, body


def _has_groups(names: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether the first column repeats itself or has gaps, and the second says which row it is."""
    if len(names) < 3 or len(body) < 2 or _WHEN.search(names[0]):
        return False
    pairs = [(row[0], row[1]) for row in body]
    return (
        any(not after or before == after for (before, _), (after, _) in pairwise(pairs))
        and all(label and not is_number(label) and len(label) <= _LONGEST_LABEL for _, label in pairs)
        and not any(is_number(group) for group, _ in pairs)
        and len(set(pairs)) == len(pairs)
    )


def _groups(body: Sequence[Sequence[str]]) -> list[str]:
    """The group of each row, where all stand in one and none is a total; else nothing."""
    groups: list[str] = []
    for row in body:
        groups.append(row[0] or (groups[-1] if groups else ""))
    several = 1 < len(set(groups)) <= len(groups) * 2 // 3 and all(groups)
    contiguous = sum(a != b for a, b in pairwise(groups)) + 1 == len(set(groups))
    total = any(_TOTAL.match(cell) for row in body for cell in row[:2])
    return groups if several and contiguous and not total else [""] * len(groups)


def _with_groups(names: list[str], body: list[list[str]]) -> _Body:
    """Join the column of groups to the labels beside it: 组建 and 新建工会 are one label."""
    joined = [["".join(dict.fromkeys(filter(None, row[:2]))), *row[2:]] for row in body]
    return [names[1] or names[0], *names[2:]], joined
