"""Places of the notes that contradict each other beside their sums: two cut-off dates, one count with two values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.figures.mentions import Kind
from assistant.figures.record import Noted

_CUT_OFF = re.compile(
    r"(?:截至|截止到?|统计到|数据到|数截到|统计至|数字到|算到)(?:到|今年|本年|20[0-9]{2}年)?\s*((?:[0-9]{1,2}月)(?:底|末|[0-9]{1,2}[日号]|[上中下]旬)?)"
)
_LAST_DAY = {"1": 31, "3": 31, "4": 30, "5": 31, "6": 30, "7": 31, "8": 31, "9": 30, "10": 31, "11": 30, "12": 31}
_PARTLY = re.compile(
    r"又|再|另|新|其中|分别|计划|目标|任务|去年|上年|明年|原来|之前|月|季|上半年|下半年|年初|年底|第|每|平均|最|(?<!签)约|左右|差不多|多个|增|减|涨|降|剩|还|改|更正|不是|应该|核"
)
_COUNTS = frozenset({Kind.QUANTITY})
_BULLET = 2  # characters of a bullet or number before a name
_LEAST = 3  # characters that a count must be called by, so that it is known again

CutOff = tuple[str, int, int, str]  # document, start, end, as written


def cut_offs(notes: Sequence[tuple[str, str]]) -> Iterator[tuple[CutOff, CutOff]]:
    """Each cut-off date of the notes that is not the first one's, with that; the end of a month is its last day."""
    found = [
        (document, match.start(1), match.end(1), match[1])
        for document, text in notes
        for match in _CUT_OFF.finditer(text)
    ]
    for one in found[1:]:
        if _day(one[3]) != _day(found[0][3]):
            yield one, found[0]


def _day(written: str) -> str:
    month, _, rest = written.partition("月")
    if rest in ("底", "末", ""):
        return f"{month}-{_LAST_DAY.get(month, rest)}" if rest else written
    return f"{month}-{rest.rstrip('日号')}"


def counts(figures: Sequence[Noted]) -> Iterator[tuple[Noted, Noted]]:
    """Pairs of places that give one count two values: called the same, of one period and unit, and neither a part of anything."""
    by_name: dict[tuple[str, str, str], list[Noted]] = defaultdict(list)
    for noted in figures:
        if noted.mention.kind in _COUNTS and noted.mention.value is not None and _named(noted):
            by_name[noted.label, noted.mention.unit, noted.place.period].append(noted)
    for group in by_name.values():
        if len(group) == 2 and group[0].line != group[1].line and group[0].base != group[1].base:
            yield group[1], group[0]


def _named(noted: Noted) -> bool:
    """Whether a figure heads its line under a name of its own, which says of no part, time or change."""
    place, label = noted.place, noted.label
    if len(label) < _LEAST or place.label or label not in f"{place.before}{place.after}":
        return False
    if noted.mention.start - place.line[0] > len(place.before) + _BULLET:
        return False  # something stands before it: a team, a month, another figure
    return not _PARTLY.search(f"{place.head}{place.before}{place.after[:6]}{label}")
