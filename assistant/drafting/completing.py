"""What the layout of the notes says of a figure, written beside it: 年来水 3180 under 水量单位：万立方米 is 3180万立方米.

The figure engine reads the layout (``figures.clauses.places``); nothing is read a second time here. An edit replaces a
span of a note; spans are offsets into its text and never overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.drafting.borrowing import borrowed
from assistant.drafting.changing import changed, completed
from assistant.drafting.correcting import taken_back
from assistant.drafting.counters import counter
from assistant.drafting.renewing import renewed
from assistant.drafting.spelling import full, in_digits, talked
from assistant.figures import dates, tables
from assistant.figures.clauses import places
from assistant.figures.itemnumbers import items
from assistant.figures.ledgers import LEDGER_DAY
from assistant.figures.mentions import Kind, Mention
from assistant.figures.placing import Place
from assistant.figures.reading import figures
from assistant.figures.units import canonical

_ENDS = re.compile(r"[ 　]*(?:[，,。；;、）)\n]|$)")
_LAST_BETWEEN = re.compile(
    r"[^\n。；;0-9]{0,6}[，,、；;（( 　～~]*(?:去年|上年)(?:同期)?(?:是|为|才|只有)?[^\n，。；;0-9]{0,4}"
)
_NOW_BETWEEN = re.compile(r"[^\n。；;0-9]{0,3}[，,、 　]+(?:今年|本年)[^\n，。；;0-9+＋新增加减再又建发招]{0,4}")
_ATTACHED = re.compile(r"[ 　]*[（(](?:去年|上年)(?:同期)?")
_TARGET = re.compile(r"(?:任务|目标|计划|应收)[^，。；0-9]{0,6}$")
_DONE_BETWEEN = re.compile(
    r"[^，。；0-9]{0,4}[，,、 　]*(?:实际)?(?:完成|实到|实际|实收|实检|收到|目前完成|现完成)[^，。；0-9率]{0,3}"
)
_BEFORE = re.compile(r"(?<=[\u4e00-\u9fff])( ?)(?=[0-9])")  # with the space of notes that set one around every number
_BEHIND = re.compile(r"(?<=[0-9])( ?)(?=[\u4e00-\u9fff])")
_RATE_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WHOLE = re.compile("(?:大概|大约|约|近|将近)?[0-9]+")
_SPOKEN = {"d": "天", "h": "小时", "min": "分钟", "km": "公里", "㎡": "平方米", "平": "平方米"}
_OPEN, _CLOSED = ("（", "("), ("）", ")")
_COUNTED = re.compile(r"[\u4e00-\u9fffA-Za-z%°/:：\-]")  # what a number goes on with
_UNIT_BRACKET = re.compile(r"[（(][^（）()0-9]{1,6}[）)][：:=＝]?[ 　]*$")
_UNIT_SAID = re.compile(r"(?<=[（(])单\s*位[：:]\s*[\u4e00-\u9fff]{1,4}[。，；]")
_BOOKED = {"收": "收到", "进": "收到", "入": "收入", "支": "支出", "付": "支付", "出": "支出", "存": "存入"}
_SHORT_YEAR = re.compile(r"(?<![0-9年])([12][0-9])年(?=[合总小全累计底末第应实\s，,一-九十0-9])")
_GOES_ON = re.compile(r"[ 　]{0,2}[\u4e00-\u9fff]{2}")
_ANOTHER = re.compile(r"[ 　]+约[ 　]?[0-9]")
_PEOPLE = re.compile(
    r"(?:[党团官会队学委格]员|[教医护厨律法]师|[职民技]工|楼栋长|网格长|组长|助理|书记员|高工|干部|[男女]生?|"
    r"[看来]的人|官|在[编岗册职]|在职|退休|合同制?|保安|保洁|工程|客服|观众|陪审员|驾驶员|保育员|志愿者|嘉奖)$"
)
_THINGS = re.compile(r"(?:支部|网格|网点|村联络点|[代站车舞合唱]队|窗口|岗位|车位|议题|仓|派出所|点位)$")


@lru_cache(maxsize=32)
def completions(text: str) -> tuple[tuple[int, int, str], ...]:
    """What to write in place of figures and brackets of a note, in order: units, last year's figures, full dates."""
    found = places(text)
    cells = {cell.start for cell in tables.cells(text)}
    edits = {start: (start, end, new) for start, end, new in (*renewed(text, found), *taken_back(text, found))}
    said, lent = comparisons(text, found), borrowed(text, found)
    taken = sorted(edits.values())
    spoken = talked(place.mention for place in found)
    for place in found:
        m = place.mention
        if m.start in cells or any(start < m.end and m.start < end for start, end, _ in taken):
            continue
        new = _written(text, place, lent.get(m.start, ""))
        if spoken and new == m.text:
            new = in_digits(m)
        if (new := new + said.get(m.start, "")) != m.text:
            edits[m.start] = (m.start, m.end, new)
    for start, end, new in (*_item_numbers(text), *_unit_brackets(text, found)):
        if not any(a < end and start < b for a, b, _ in edits.values()):
            edits[start] = (start, end, new)
    for start, end, new in (
        *((m.start(), m.end(), "") for m in _UNIT_SAID.finditer(text)),
        *_booked(text),
        *_years(text),
        *_spaces(text, found),
    ):
        if not any(a < end and start < b for a, b, _ in edits.values()):
            edits[start] = (start, end, new)
    return tuple(sorted(edits.values()))


def _booked(text: str) -> Iterator[tuple[int, int, str]]:
    """8.20 支 大棚项目 168 is 8月20日支出大棚项目168万元."""
    for match in LEDGER_DAY.finditer(text):
        if match.start() == 0 or text[match.start() - 1] == "\n":
            yield match.end(1), match.end(), _BOOKED.get(match["mark"], match["mark"])


def _years(text: str) -> Iterator[tuple[int, int, str]]:
    """Short years in full; the one before the notes' own is 上年: 22年86.4% in notes of 2023."""
    named = re.search(r"(?<![0-9])(?:20)?([12][0-9])(?=年|[ 　]|$)", text[: text.find("\n") if "\n" in text else 40])
    for match in _SHORT_YEAR.finditer(text):
        last = named is not None and int(match[1]) == int(named[1]) - 1
        yield match.start(), match.end(), "上年" if last else f"20{match[1]}年"


def _spaces(text: str, found: Sequence[Place]) -> Iterator[tuple[int, int, str]]:
    """The spaces around figures, where notes set them everywhere; between two of last year's they are none either."""
    if _spaced(_BEFORE, text):
        sides = (_BEFORE, _BEHIND) if _spaced(_BEHIND, text) else (_BEFORE,)
        for gap in (m for side in sides for m in side.finditer(text) if m[0]):
            yield gap.start(), gap.end(), ""
        return
    for one, other in pairwise(found):
        between = text[one.mention.end : other.mention.start]
        if one.period == other.period != "" and between in (" ", "　"):
            yield one.mention.end, other.mention.start, ""


def _spaced(side: re.Pattern[str], text: str) -> bool:
    gaps = [bool(m[0]) for m in side.finditer(text)]
    return sum(gaps) * 3 > len(gaps) * 2


def comparisons(text: str, found: Sequence[Place]) -> dict[int, str]:
    """What follows from two figures side by side, by the place of the second: ，同比增长8.7% or ，完成率99.1%."""
    said: dict[int, str] = {}
    for one, other in pairwise(found):
        if one.line != other.line or not _ENDS.match(text, other.mention.end):
            continue
        between = text[one.mention.end : other.mention.start]
        line = text[slice(*one.line)]
        now, last = (one, other) if other.period == "last" else (other, one)
        if (
            last.period == "last"
            and now.period == ""
            and (
                (now is one and (_LAST_BETWEEN.fullmatch(between) or _alone_in_brackets(text, other.mention)))
                or (now is other and _NOW_BETWEEN.fullmatch(between))
            )
        ):
            before = text[one.line[0] : one.mention.start].rpartition("；")[2]
            parts = ("其中" in before and "、" in before.rpartition("其中")[2]) or re.search("[=＝].*[+＋]", before)
            alone = _alone_in_brackets(text, other.mention)
            if (
                not parts
                and (alone or _one_thing(before, between, one, other))
                and not re.search("同比|增长|下降|增加|减少", line)
            ):
                said[other.mention.start] = changed(_written_plainly(now), _written_plainly(last))
        elif one.period == other.period and "率" not in between and not re.search("[完达]成率", line):
            before = text[max(one.line[0], one.mention.start - 12) : one.mention.start]
            if _TARGET.search(before) and _DONE_BETWEEN.fullmatch(between):
                name = "收缴率" if "应收" in before else "完成率"
                if name not in line:  # the notes give the rate themselves
                    said[other.mention.start] = completed(_written_plainly(other), _written_plainly(one), name)
    return said


def _one_thing(before: str, between: str, one: Place, other: Place) -> bool:
    """Whether two figures side by side are of one thing: the second names none of its own, or that of the first."""
    said = re.sub(r"[，,、 　；;（(]|去年|上年|今年|本年|同期|[是为才了有]|只有|达到?", "", between)
    if said:
        return said in one.before
    if _ATTACHED.fullmatch(between):
        return True
    same = [p for p in figures(before) if p.unit == one.mention.unit and p.kind is one.mention.kind]
    return (not same or other.period != "last") and "；" not in between


def _written_plainly(place: Place) -> str:
    mention = place.mention
    if mention.kind is Kind.PERCENT and not re.search("[%％﹪‰成]|百分", mention.text):
        return f"{mention.text}%"
    return full(mention)


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


def _written(text: str, place: Place, unit: str) -> str:
    mention = place.mention
    if mention.kind is Kind.DATE or _is_day(text, place):
        return _day(mention)
    behind = text[mention.end : mention.end + 1]
    whole = full(mention)
    if mention.kind is Kind.PERCENT and not re.search("[%％﹪‰成]|百分", mention.text):
        whole = _RATE_DIGITS.sub(r"\g<0>%", mention.text, count=1)
    if whole == mention.text and not mention.unit and mention.kind is Kind.QUANTITY and _WHOLE.fullmatch(mention.text):
        whole += (unit if not _COUNTED.match(behind) else "") or _classifier(place, behind)
    for short, spoken in _SPOKEN.items():
        if whole.endswith(short) and (short == "㎡" or canonical(short) == canonical(spoken)):
            whole = whole[: -len(short)] + spoken
    if place.period == "last" and _alone_in_brackets(text, mention):
        return f"去年{whole}"
    return whole


def _classifier(place: Place, behind: str) -> str:
    """The classifier of a bare number whose noun stands before it: 党员203, 支部5."""
    if _COUNTED.match(behind):
        return ""
    noun = re.sub(r"[^\u4e00-\u9fff]+$", "", place.before)
    return counter(noun) or ("人" if _PEOPLE.search(noun) else "个" if _THINGS.search(noun) else "")


def _alone_in_brackets(text: str, mention: Mention) -> bool:
    return text[mention.start - 1 : mention.start] in _OPEN and text[mention.end : mention.end + 1] in _CLOSED


def _is_day(text: str, place: Place) -> bool:
    """5.20 一天186对: a decimal that begins a line and is no amount of anything is a day; so is one before another figure (7.18 约2吨)."""
    mention = place.mention
    if mention.kind is not Kind.QUANTITY or mention.unit or not dates.dotted(mention.text):
        return False
    behind = text[mention.end : place.line[1]]
    return (mention.start == place.line[0] and bool(_GOES_ON.match(behind))) or bool(_ANOTHER.match(behind))


def _day(mention: Mention) -> str:
    """3.6-3.28 as 3月6日至3月28日; other dates as they are."""
    days = re.fullmatch(
        r"(1[0-2]|[1-9])[.．]([12][0-9]|3[01]|[1-9])(?:[-—–~至](1[0-2]|[1-9])[.．]([12][0-9]|3[01]|[1-9]))?",
        mention.text,
    )
    if days is None:
        return mention.text
    return f"{days[1]}月{days[2]}日" + (f"至{days[3]}月{days[4]}日" if days[3] else "")


__all__ = ["completions"]
