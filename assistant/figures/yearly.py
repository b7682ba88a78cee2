"""Totals of a year that no word asks for: the two terms or seasons together, what there was and what came to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from assistant.figures.attempts import Asked, Attempt, in_measure
from assistant.figures.mentions import Kind
from assistant.figures.record import Noted, Record
from assistant.figures.sums import TELLING, sum_of

MOST = 8  # figures of one line, or of one name, that are tried with one another
_ASKED = re.compile("全年|两季|两学期|春秋|[上下]半年")
_SEASON = re.compile(r"[春夏秋冬](?:季|学期|防|天)?|[上下]半年|第?[一二三四1-4]季度|Q[1-4]|1月[到至]6月|7月[到至]12月")
_BEGINS = re.compile(r"\s*(?:[上下]半年|第?[一二三四1-4]季度|[春秋]季?)")
_GROWN = re.compile(r"(?:达到?|[增升]\S{0,2}[到至]|扩大到|累计有?)了?$")
_NORM = re.compile("常年|往年|历年")
_AGAINST = re.compile("[比较](?:上年|去年|往年|常年|历年|同期)(?:同期|平均)?(增加|减少|多|少|高|低|涨|升|降)了?$")
_HAD = re.compile(r"(?:原有|原来|年初|上年末|去年底|上年结转|期初|结转)[^，。；]{0,6}$")
_BEGUN = "line"
_GAINED = re.compile(r"(?:新增|新添|增加|添了?|新购|新建|又[增添建买])[^，。；]{0,6}$")


def seasons(asked: Asked, pool: Sequence[Noted], notes: Record) -> Iterator[Attempt]:
    """全年听课398节 for 听课 春186节 秋212节: one thing by seasons, terms or quarters, each taken once.

    Where no word says that it is the whole year's, the words must be those of the seasons, and the total no small one.
    """
    place = asked.figure.place
    if asked.mention.kind is not Kind.QUANTITY:
        return
    said = _ASKED.search(place.lead + place.head + place.before)
    if not said and (asked.mention.value or 0) < TELLING:
        return
    halves = "全年" not in place.head + place.before
    for name, of_one in _by_season(asked, pool, notes).items():
        for size in (2, 4):
            for group in combinations(of_one[:MOST], size):
                parts = [n for n, _ in group]
                named = said or any(not asked.figure.words.isdisjoint(n.thing.wide) for n in parts)
                one = name == _BEGUN or len({_name(n) for n in parts} - {""}) <= 1
                if named and one and _whole_year([season for _, season in group], halves=halves):
                    yield from sum_of(asked, parts)


def _by_season(asked: Asked, pool: Sequence[Noted], notes: Record) -> dict[object, list[tuple[Noted, str]]]:
    """The figures that may be parts of a year, each with its season, by line, by name, and those of lines begun by one."""
    groups: dict[object, list[tuple[Noted, str]]] = {}
    for n in pool:
        if n.document and in_measure(n, asked.mention, asked.figure.measure) and (season := _season(n)):
            groups.setdefault(n.line, []).append((n, season))
            if name := _name(n):
                groups.setdefault(name, []).append((n, season))
    for line_figures in _begun(notes):
        counted = [n for n in line_figures if n.mention.kind is Kind.QUANTITY and n.measure == asked.figure.measure]
        counted = counted or [n for n in line_figures if in_measure(n, asked.mention, asked.figure.measure)]
        if len(counted) == 1:
            groups.setdefault(_BEGUN, []).append((counted[0], _season(counted[0])))
    return groups


@lru_cache(maxsize=8)
def _begun(notes: Record) -> tuple[tuple[Noted, ...], ...]:
    """The lines that begin with a season, a term or a quarter."""
    first = ((line, line[0].place) for line in notes.lines.values())
    return tuple(line for line, place in first if _BEGINS.match(place.lead + place.head + place.before))


def _whole_year(seasons: Sequence[str], *, halves: bool) -> bool:
    """Whether seasons make a whole: both halves or terms, all quarters, with ``halves`` the two quarters of one; each once."""
    if len(set(seasons)) < len(seasons):
        return False
    quarters = sorted(found for season in seasons if (found := "一二三四".find(season.lstrip("第")[:1])) >= 0)
    if not quarters:
        quarters = sorted(int(season[-1]) - 1 for season in seasons if season[-1:] in "1234")
    return len(quarters) in (0, 4) or (halves and quarters in ([0, 1], [2, 3]))


def _season(n: Noted) -> str:
    """The season, term or quarter that the line gives the figure."""
    said = list(_SEASON.finditer(n.place.lead[-24:] + n.place.head + n.place.before))
    return said[-1][0][:2] if said else ""


def _name(n: Noted) -> str:
    """What the figure counts, without the season."""
    return re.sub(r"[^\u4e00-\u9fff]", "", _SEASON.sub("", n.place.before))[-2:]


def year_before(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """去年为27架 for 58架（+31）: this year's figure less by how much it rose, where the draft tells last year's."""
    place = asked.figure.place
    if not (place.period == "last" or _NORM.search(place.before)) or asked.mention.kind is not Kind.QUANTITY:
        return
    for now, change in pairwise([n for n in pool if n.document]):
        if now.line == change.line and (said := _AGAINST.search(change.place.before)):
            sign = -1 if said[1] in "增加多高涨升" else 1
            formula = f"{now.mention.text}{'－' if sign < 0 else '＋'}{change.mention.text}＝"
            yield Attempt((now.base + sign * change.base) / asked.factor, formula, (now, change))


def grown(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """藏书达到23450册 for 原有21600册 新增1850: what there was and what came to it, of one line."""
    if asked.mention.kind is not Kind.QUANTITY or not _GROWN.search(asked.figure.place.before):
        return
    for had, gained in pairwise([n for n in pool if n.document and in_measure(n, asked.mention, asked.figure.measure)]):
        if had.line == gained.line and _HAD.search(had.place.before) and _GAINED.search(gained.place.before):
            yield from sum_of(asked, (had, gained))
