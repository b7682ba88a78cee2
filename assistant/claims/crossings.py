"""Figures of different lines of the notes that do not agree: a rate and its counts, seasons and their year, a course and both years."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from assistant.claims.mismatches import Mismatch, alike, shown
from assistant.figures.mentions import Kind
from assistant.figures.record import Noted
from assistant.figures.slips import slack_of

_RATE = re.compile(r"([\u4e00-\u9fff]{2})率$")
_DUE = re.compile(
    r"(?:受理|收到|接到|收|抽检|抽查|抽|送检|检查|报名|申请|在册|名册|总数?|应[\u4e00-\u9fff]{1,3}|任务|计划|下达|招生)$"
)
_SEASON = re.compile(r"(?:([1-4一二三四])季度?|([上下])半年)(?![\u4e00-\u9fff]*季)")
_SEASONS = ({"1", "2", "3", "4"}, {"上", "下"})
_FIGURES = str.maketrans("一二三四", "1234")
_WHOLE_YEAR = re.compile(r"全年|合计|一共|总共|全部|总计")
_COURSE = re.compile(
    r"^[，,（( ]*(?:比|较|同比)(?:去年|上年)?(?:同期)?(?:有所|略有|明显|稍微?)?"
    r"(?P<way>上升|升|多|增加|增|涨|高|下降|降|少|减少|减|跌|掉|低|下滑)了?(?![\u4e00-\u9fff]{0,3}\s*[0-9])"
)
_CHANGE = re.compile(
    r"(?:比|较|同比)(?:去年|上年)?(?:同期)?(?P<way>上升|升|多|增加|增长|增|涨|高|下降|降|少|减少|减|跌|掉|低|下滑)了?$"
)
_UP = ("上升", "升", "多", "增加", "增长", "增", "涨", "高")
_NAME_OF_CHANGE = re.compile(r"(?:比|较|同比).*$")
_OTHER_TIME = ("last", "next", "half")
_POINT = Decimal(1)  # percentage points that a rate may be off
_LEAST = 2  # characters by which a thing is known again


def crossings(figures: Sequence[Noted]) -> Iterator[Mismatch]:
    """Every figure that those of other lines contradict, with what it should be by them."""
    usable = [n for n in figures if n.mention.value is not None and not n.place.label]
    yield from _rates(usable)
    yield from _years(usable)
    yield from _courses(usable)


def _rates(figures: Sequence[Noted]) -> Iterator[Mismatch]:
    """办结180件，受理240件 ⏎ 办结率92%."""
    for at, rate in enumerate(figures):
        name = _RATE.search(rate.place.before.strip())
        if name is None or rate.mention.kind is not Kind.PERCENT or rate.place.period in _OTHER_TIME:
            continue
        near = [n for n in figures[max(0, at - 4) : at] if n.document == rate.document and n.line != rate.line]
        done = [n for n in near if _done(n.place.before.strip(), name[1]) and n.mention.kind is Kind.QUANTITY]
        due = [
            n
            for n in near
            if done and n.line == done[0].line and alike(n, done[0]) and _DUE.search(n.place.before.strip())
        ]
        if len(done) == len(due) == 1 and due[0] is not done[0] and due[0].base >= done[0].base > 0:
            right = done[0].base / due[0].base * 100
            if abs(right - rate.base) >= _POINT:
                yield rate, f"{right:.1f}%", (done[0], due[0])


def _done(before: str, name: str) -> bool:
    """Whether the words before a count name what its rate is of (合格率: 合格, 到会率: 实到)."""
    return before.endswith(name) or (before[-2:-1] == "实" and before[-1:] in name)


def _years(figures: Sequence[Noted]) -> Iterator[Mismatch]:
    """一季度30件 二季度25件 三季度28件 四季度20件 ⏎ 全年93件."""
    seasons: dict[tuple[str, str], dict[str, Noted]] = defaultdict(dict)
    wholes: dict[tuple[str, str], list[Noted]] = defaultdict(list)
    for n in figures:
        key = (n.label, n.measure)
        if n.mention.kind is not Kind.QUANTITY or len(n.label) < _LEAST or n.place.period in ("last", "next"):
            continue
        if season := _season(n):
            seasons[key].setdefault(season, n)
        elif _WHOLE_YEAR.search(n.place.before):
            wholes[key].append(n)
    for key, parts in seasons.items():
        if set(parts) in _SEASONS and len(wholes[key]) == 1:
            yield from _unequal(wholes[key][0], parts)


def _season(noted: Noted) -> str:
    """The season of a figure, by the last one named before it in its line."""
    found = list(_SEASON.finditer(f"{noted.place.head}{noted.place.before}"))
    return (found[-1][1] or found[-1][2]).translate(_FIGURES) if found else ""


def _unequal(whole: Noted, parts: Mapping[str, Noted]) -> Iterator[Mismatch]:
    every = tuple(parts.values())
    total = sum((p.base for p in every), Decimal(0))
    if abs(total - whole.base) > 2 * max(slack_of(n.mention) for n in (whole, *every)):
        yield whole, shown(total, whole), every


def _courses(figures: Sequence[Noted]) -> Iterator[Mismatch]:
    """发案37起，比去年上升 ⏎ 去年发案42起; 收入520万，去年480万 ⏎ 收入比去年降了5%."""
    last = {(n.label, n.measure): n for n in figures if n.place.period == "last" and len(n.label) >= _LEAST}
    for n in figures:
        if n.place.period in _OTHER_TIME:
            continue
        earlier = last.get((n.label, n.measure))
        course = _COURSE.match(n.place.after or n.place.tail)
        if course and earlier is not None and earlier.line != n.line and _other_way(course["way"], n, earlier):
            yield n, "", (earlier,)
        change = _CHANGE.search(n.place.before.strip())
        if change and n.mention.kind is Kind.PERCENT:
            yield from _change(n, change["way"], last, figures)


def _change(
    rate: Noted, way: str, last: Mapping[tuple[str, str], Noted], figures: Sequence[Noted]
) -> Iterator[Mismatch]:
    name = _NAME_OF_CHANGE.sub("", rate.place.before.strip())
    for (label, measure), then in last.items():
        if not name or not name.endswith(label) or then.line == rate.line or not then.base:
            continue
        now = [n for n in figures if (n.label, n.measure) == (label, measure) and n.place.period not in _OTHER_TIME]
        if len(now) == 1:
            right = (now[0].base - then.base) / then.base * 100
            said = rate.base if way in _UP else -rate.base
            if abs(right - said) >= _POINT + (slack_of(now[0].mention) + slack_of(then.mention)) / then.base * 100:
                yield rate, f"{'增长' if right > 0 else '下降'}{abs(right):.1f}%", (now[0], then)


def _other_way(way: str, now: Noted, then: Noted) -> bool:
    return now.base < then.base if way in _UP else now.base > then.base
