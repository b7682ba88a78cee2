"""What the layout of the notes says of a figure, written beside it: 年来水 3180 under 水量单位：万立方米 is 3180万立方米.

The figure engine reads the layout (``figures.clauses.places``); nothing is read a second time here. An edit replaces a
span of a note; spans are offsets into its text and never overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from assistant.figures import tables
from assistant.figures.clauses import places
from assistant.figures.itemnumbers import items
from assistant.figures.mentions import Kind, Mention
from assistant.figures.placing import Place
from assistant.figures.units import canonical
from assistant.drafting.correcting import taken_back
from assistant.drafting.renewing import renewed

_SCALES = {1: "", 10: "十", 100: "百", 1000: "千", 10000: "万", 100000000: "亿"}
_SPOKEN = {"d": "天", "h": "小时", "min": "分钟", "km": "公里", "㎡": "平方米"}
_DIGITS = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
_OPEN, _CLOSED = ("（", "("), ("）", ")")
_UNIT_BRACKET = re.compile(r"[（(][^（）()0-9]{1,6}[）)][：:=＝]?[ 　]*$")
_SHORT_YEAR = re.compile(r"(?<![0-9年])([12][0-9])年(?=[合总小全累计底末\s，,一-九十0-9])")
_PEOPLE = re.compile(
    r"(?:[党团官会队学委]员|[教医护厨律法]师|[职民技]工|楼栋长|网格长|组长|助理|书记员|高工|干部|[男女]生?|"
    r"官|在[编岗册职]|在职|退休|合同制?|保安|保洁|工程|客服|陪审员|驾驶员|保育员|志愿者|嘉奖)$"
)
_THINGS = re.compile(r"(?:支部|网格|网点|村联络点|[代站车舞合唱]队|窗口|岗位|车位|议题|仓|派出所|点位)$")


@lru_cache(maxsize=32)
def completions(text: str) -> tuple[tuple[int, int, str], ...]:
    """What to write in place of figures and brackets of a note, in order: units, last year's figures, full dates."""
    found = places(text)
    cells = {cell.start for cell in tables.cells(text)}
    edits = {start: (start, end, new) for start, end, new in (*renewed(text, found), *taken_back(text, found))}
    taken = sorted(edits.values())
    for place in found:
        m = place.mention
        if m.start in cells or any(start < m.end and m.start < end for start, end, _ in taken):
            continue
        if (new := _written(text, place)) != m.text:
            edits[m.start] = (m.start, m.end, new)
    for start, end, new in (*_item_numbers(text), *_unit_brackets(text, found)):
        if not any(a < end and start < b for a, b, _ in edits.values()):
            edits[start] = (start, end, new)
    for match in _SHORT_YEAR.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end, _ in edits.values()):
            edits[match.start()] = (match.start(), match.end(), f"20{match[1]}年")
    return tuple(sorted(edits.values()))


def _item_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """The numbers of a form's items inside a line: 5.1 人工1204.7  5.2 外包318.5."""
    for item in items(text):
        line = text.rfind("\n", 0, item.start) + 1
        if before := text[line : item.start].strip():
            gap = len(text[line : item.start]) - len(text[line : item.start].rstrip())
            after = len(text[item.end_of_number :]) - len(text[item.end_of_number :].lstrip(" 　\t"))
            mark = "" if before[-1] in "，。；：" else "，"
            yield item.start - gap, item.end_of_number + after, mark


def _unit_brackets(text: str, found: Sequence[Place]) -> Iterator[tuple[int, int, str]]:
    """The brackets that give the unit of the figure behind them, which is written there: 省电（万度）6.8."""
    for place in found:
        start = place.mention.start
        match = _UNIT_BRACKET.search(text, max(place.line[0], start - 12), start)
        if match and place.mention.unit and place.mention.unit in match[0]:
            yield match.start(), match.end(), ""


def full(mention: Mention) -> str:
    """The figure with the unit and scale that its mention has and its own text leaves out: 3180万立方米."""
    if mention.kind is not Kind.QUANTITY or mention.value is None or mention.text.endswith(mention.unit or "\0"):
        return mention.text
    number = _DIGITS.match(mention.text)
    if number is None or mention.text[number.end() :].strip("余多万亿"):
        return mention.text
    try:
        scale = mention.value / Decimal(number[0].replace(",", ""))
    except (InvalidOperation, ZeroDivisionError):
        return f"{mention.text}{mention.unit}"
    own = next((factor for word, factor in (("万", 10**4), ("亿", 10**8)) if word in mention.text), 1)
    word = _SCALES.get(int(scale / own)) if scale % own == 0 and scale >= own else None
    return mention.text if word is None else f"{mention.text}{word}{mention.unit}"


def _written(text: str, place: Place) -> str:
    mention = place.mention
    if mention.kind is Kind.DATE:
        return _day(mention)
    behind = text[mention.end : mention.end + 1]
    whole = full(mention)
    if mention.kind is Kind.PERCENT and not re.search("[%％﹪‰成]|百分", mention.text):
        whole = f"{mention.text}%"
    if whole == mention.text and not mention.unit and mention.kind is Kind.QUANTITY and mention.text.isdigit():
        whole += _classifier(place, behind)
    for short, spoken in _SPOKEN.items():
        if whole.endswith(short) and (short == "㎡" or canonical(short) == canonical(spoken)):
            whole = whole[: -len(short)] + spoken
    if place.period == "last" and _alone_in_brackets(text, mention):
        return f"去年{whole}"
    return whole


def _classifier(place: Place, behind: str) -> str:
    """The classifier of a bare number whose noun stands before it: 党员203, 支部5."""
    if re.match(r"[\u4e00-\u9fffA-Za-z%°/:：\-]", behind):
        return ""
    noun = re.sub(r"[^\u4e00-\u9fff]+$", "", place.before)
    return "人" if _PEOPLE.search(noun) else "个" if _THINGS.search(noun) else ""


def _alone_in_brackets(text: str, mention: Mention) -> bool:
    return text[mention.start - 1 : mention.start] in _OPEN and text[mention.end : mention.end + 1] in _CLOSED


def _day(mention: Mention) -> str:
    """3.6-3.28 as 3月6日至3月28日; other dates as they are."""
    days = re.fullmatch(
        r"(1[0-2]|[1-9])[.．]([12][0-9]|3[01]|[1-9])(?:[-—–~至](1[0-2]|[1-9])[.．]([12][0-9]|3[01]|[1-9]))?", mention.text
    )
    if days is None:
        return mention.text
    return f"{days[1]}月{days[2]}日" + (f"至{days[3]}月{days[4]}日" if days[3] else "")


__all__ = ["completions", "full"]
