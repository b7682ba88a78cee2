"""Figures of one line of the notes that do not follow from those beside them: rates, differences, growth, averages, a whole and its parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.figures.mentions import Kind
from assistant.figures.record import Noted
from assistant.figures.slips import slack_of

Mismatch = tuple[Noted, str, tuple[Noted, ...]]  # the figure at fault, its right value, the figures that say so

_DUE = re.compile(r"(?:应(?!急|用|对)[\u4e00-\u9fff]{1,4}|总[数人]|名册|在册|报名)$")
_RATE = re.compile(r"[\u4e00-\u9fff]率$")
_CHANGE = re.compile(r"^(?:共|净|同比|实际)?(?P<way>减少|增加|少|多|增|减|涨|降|下降|上升|增长|跌)了?$")
_UP = ("增加", "多", "增", "涨", "上升", "增长")
_AVERAGE = re.compile(r"平均每([\u4e00-\u9fff]{1,2})$")
_SPENT = re.compile(r"支出|收入|费用|经费|资金|投入|花费|开支|花了?$|共收|共花")
_OPPOSITES = (
    ("男", "女"), ("城镇", "农村"), ("公办", "民办"), ("城区", "乡镇"), ("城区", "农村"), ("城市", "农村"), ("县城", "乡镇"), ("县内", "县外"),
    ("市内", "市外"), ("省内", "省外"), ("线上", "线下"), ("国有", "民营"), ("本地", "外地"), ("白班", "夜班"), ("室内", "室外"), ("成人", "儿童"),
)  # fmt: skip
_NEGATED = re.compile(r"^(?:其中)?(?:没|未|不|非|无)")
_ANOTHER_TIME = ("last", "next", "half")
_APART = ("，", ",", "：", ":", "（", "(")  # what stands between a whole and its parts
_POINT = Decimal(1)  # percentage points that a rate may be off


def mismatches(figures: Sequence[Noted]) -> Iterator[Mismatch]:
    """Every figure that those beside it in its line contradict, with what it should be by them."""
    by_line: dict[tuple[str, int], list[Noted]] = defaultdict(list)
    for noted in figures:
        if noted.mention.value is not None and not noted.place.label:
            by_line[noted.line].append(noted)
    above: Noted | None = None
    for line in by_line.values():
        if above is not None and _goes_on(above, line) and _sum_wrong(above, line):
            yield above, shown(sum((p.base for p in line), Decimal(0)), above), tuple(line)
        above = line[-1] if len(line) == 1 else None
        for a, b, c in zip(line, line[1:], line[2:], strict=False):
            right = _rate(a, b, c) or _difference(a, b, c) or _growth(a, b, c) or _average(a, b, c)
            if right:
                yield c, right, (a, b)
        for at, whole in enumerate(line):
            if (parts := _parts(whole, line[at + 1 :])) and _sum_wrong(whole, parts):
                yield whole, shown(sum((p.base for p in parts), Decimal(0)), whole), tuple(parts)


def _rate(a: Noted, b: Noted, c: Noted) -> str:
    """应检200人，实检150人，检测率80%: the right rate, empty where it is right or nothing is claimed."""
    if c.mention.kind is not Kind.PERCENT or not _RATE.search(_before(c)) or not alike(a, b):
        return ""
    due = [n for n in (a, b) if _DUE.search(_before(n))]
    if len(due) != 1 or not due[0].base:
        return ""
    done = b if due[0] is a else a
    rate = done.base / due[0].base * 100
    return f"{rate:.1f}%" if abs(rate - c.base) >= _POINT else ""


def _years(a: Noted, b: Noted) -> tuple[Noted, Noted] | None:
    """Last year's and this year's of two figures of one unit; None where they are not one of each."""
    last = [n for n in (a, b) if n.place.period == "last"]
    now = [n for n in (a, b) if n.place.period not in _ANOTHER_TIME]
    return (last[0], now[0]) if len(last) == len(now) == 1 and alike(a, b) else None


def _difference(a: Noted, b: Noted, c: Noted) -> str:
    """去年9起，今年5起，减少3起."""
    change, pair = _CHANGE.match(_before(c)), _years(a, b)
    if change is None or pair is None or c.mention.kind is Kind.PERCENT or not alike(a, c):
        return ""
    apart = abs(pair[0].base - pair[1].base)
    slack = slack_of(a.mention) + slack_of(b.mention) + slack_of(c.mention)
    return shown(apart, c) if abs(apart - c.base) > slack else ""


def _growth(a: Noted, b: Noted, c: Noted) -> str:
    """去年400万，今年460万，增长20%."""
    change, pair = _CHANGE.match(_before(c)), _years(a, b)
    if change is None or pair is None or c.mention.kind is not Kind.PERCENT or not pair[0].base:
        return ""
    last, now = pair
    rate = (now.base - last.base) / last.base * 100
    slack = (slack_of(a.mention) + slack_of(b.mention)) / last.base * 100
    said = c.base if change["way"] in _UP else -c.base
    return f"{abs(rate):.1f}%" if abs(rate - said) >= _POINT + slack else ""


def _average(a: Noted, b: Noted, c: Noted) -> str:
    """办班4期，共200人，平均每期40人."""
    average = _AVERAGE.search(_before(c))
    times = [n for n in (a, b) if average and n.mention.unit == average[1] and n.base]
    if len(times) != 1:
        return ""
    whole = b if times[0] is a else a
    if not alike(whole, c) or whole.place.period in _ANOTHER_TIME:
        return ""
    right = whole.base / times[0].base
    slack = c.mention.quantum + slack_of(whole.mention) + slack_of(c.mention)
    return shown(round(right, 1), c) if abs(right - c.base) >= slack else ""


def _goes_on(whole: Noted, line: Sequence[Noted]) -> bool:
    """Whether a line names two opposite parts of the only figure of the line above (共检查饭店86家 ⏎ 其中城区54家，乡镇32家)."""
    if len(line) != 2 or whole.document != line[0].document or line[0].place.line[0] - whole.place.line[1] > 1:
        return False
    names = [_said(n).removeprefix("其中").strip() for n in line]
    return "其中" in line[0].place.before and all(alike(whole, n) for n in line) and _opposite(*names)


def _parts(whole: Noted, following: Sequence[Noted]) -> list[Noted]:
    """The figures behind a whole that are all its parts: two opposites, or what a sum of money went to; empty where not sure."""
    parts: list[Noted] = []
    if not whole.place.tail.startswith(_APART):
        return parts
    for n in following:
        if n.place.sentence != whole.place.sentence or not alike(whole, n) or n.place.period in _ANOTHER_TIME:
            break
        parts.append(n)
    if len(parts) == 2 and _opposite(_said(parts[0]), _said(parts[1])):
        return parts
    listed = whole.place.tail.startswith(("：", ":")) and all(p.place.after.startswith("、") for p in parts[:-1])
    money = bool(_SPENT.search(f"{whole.label}{_before(whole)}"))
    return parts if len(parts) > 2 and listed and money else []


def _opposite(one: str, other: str) -> bool:
    """Whether two names part a whole: one denies the other, or they are known as opposites."""
    if any({one, other} == set(pair) for pair in _OPPOSITES):
        return True
    for plain, denied in ((one, other), (other, one)):
        if _NEGATED.match(denied) and not _NEGATED.match(plain):
            return bool(set(_NEGATED.sub("", denied)) & set(plain.removeprefix("其中")))
    return False


def _said(noted: Noted) -> str:
    return _before(noted).strip("，,、 ") or noted.place.after.strip()


def _sum_wrong(whole: Noted, parts: Sequence[Noted]) -> bool:
    """Whether the parts make another sum, by more than the last digit shown: rounded parts mostly even out."""
    slack = 2 * max(slack_of(n.mention) for n in (whole, *parts))
    return abs(whole.base - sum((p.base for p in parts), Decimal(0))) > slack


def alike(a: Noted, b: Noted) -> bool:
    """Whether two figures count in one unit, the unit perhaps written at one of them alone."""
    if a.mention.kind is not b.mention.kind:
        return False
    return a.measure == b.measure or not a.mention.unit or not b.mention.unit


def _before(noted: Noted) -> str:
    return noted.place.before.strip()


def shown(value: Decimal, like: Noted) -> str:
    """A value as a figure like another would show it."""
    scale = next((size for mark, size in (("亿", 10**8), ("万", 10**4)) if mark in like.mention.text), 1)
    mark = {10**8: "亿", 10**4: "万", 1: ""}[scale]
    unit = Decimal(1) if not like.mention.value else like.base / like.mention.value
    return f"{(value / (unit or 1) / scale).normalize():f}{mark}"
