"""Sums over months and quarters: 上半年累计, 三季度共, 7、8两个月 of a ledger, a table by quarters or a list in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.figures.attempts import Asked, Attempt, in_measure
from assistant.figures.mentions import Kind
from assistant.figures.record import Noted, Record
from assistant.figures.sums import TELLING, sum_of

_MONTH = re.compile(r"(?:[0-9]{4}|-)-([0-9]{2})$")
_QUARTER = re.compile(r"(?:(?:[0-9]{4})-)?Q([1-4])$")
_ROW_QUARTER = re.compile(r"第?([一二三四1-4])季度?")
_SPANS = (
    (re.compile("上半年|前六个?月"), range(1, 7)),
    (re.compile("下半年|后六个?月"), range(7, 13)),
    (re.compile("前三季度|[一1][至到—-][三3]季度"), range(1, 10)),
    (re.compile("(?<![前至到—-])[一1]季度"), range(1, 4)),
    (re.compile("(?<![前至到—-])[二2]季度"), range(4, 7)),
    (re.compile("(?<![前至到—-])[三3]季度"), range(7, 10)),
    (re.compile("(?<![前至到—-])[四4]季度"), range(10, 13)),
)
_THROUGH = re.compile(r"(?<![0-9])(1[0-2]|[1-9])月?[-—–至到~]{1,2}(1[0-2]|[1-9])月")
_AND = re.compile(r"(?<![0-9])((?:1[0-2]|[1-9])月?(?:[、和及](?:1[0-2]|[1-9])月?)+)(?:[两三四五六]个?月|月|(?<=月))")
_WHOLE_YEAR = range(1, 13)
FEWEST = 3
_Row = tuple[tuple[frozenset[int], Noted], ...]


def ledger_sums(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """上半年累计: the months of a ledger that the wording names, added up; all of them where it names none."""
    yield from _sums(asked, notes, months_in(asked) or _WHOLE_YEAR)


def span_sums(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """二季度警情470起: the same where the wording names the months, which is asking enough."""
    if asked.mention.kind is Kind.QUANTITY and (months := months_in(asked)):
        yield from _sums(asked, notes, months)


def _sums(asked: Asked, notes: Record, months: Sequence[int]) -> Iterator[Attempt]:
    telling = asked.mention.value is not None and asked.mention.value >= TELLING
    for rows in _rows(notes):
        inside = [(covered, n) for covered, n in rows if covered <= set(months)]
        parts = [n for _, n in inside]
        whole = set(months) == {month for covered, _ in inside for month in covered}
        if len(parts) < (2 if whole else FEWEST) or not in_measure(parts[0], asked.mention, asked.figure.measure):
            continue
        if telling or any(asked.figure.words & n.thing.wide.keys() for n in parts):
            yield from sum_of(asked, parts)


def months_in(asked: Asked) -> Sequence[int]:
    """The months that the figure's clause names, or else the words about it; empty where they name none."""
    place = asked.figure.place
    for words in (place.head + place.before, asked.wording, place.lead[-14:]):
        if through := _THROUGH.search(words):
            return range(int(through[1]), int(through[2]) + 1)
        if listed := _AND.search(words):
            return [int(month) for month in re.findall("[0-9]+", listed[1])]
        if span := next((months for said, months in _SPANS if said.search(words)), None):
            return span
    return ()


@lru_cache(maxsize=8)
def _rows(notes: Record) -> tuple[_Row, ...]:
    """The figures that the notes give for one thing by months or quarters, each with the months that it covers."""
    found: dict[tuple[object, ...], dict[frozenset[int], Noted]] = {}
    series: list[tuple[frozenset[int], Noted]] = []
    for line in notes.lines.values():
        for key, covered, n in _below_one_another(line):
            found.setdefault(key, {}).setdefault(covered, n)
        row = list(_in_a_row(line))
        series = [*(series if row and _goes_on(series, row) else ()), *row]
        for covered, n in series if len(series) > 1 else ():
            found.setdefault((series[0][1].measure, "", series[0][1].line), {}).setdefault(covered, n)
    return tuple(tuple(sorted(rows.items(), key=lambda row: min(row[0]))) for rows in found.values() if len(rows) > 1)


def _below_one_another(line: Sequence[Noted]) -> Iterator[tuple[tuple[object, ...], frozenset[int], Noted]]:
    """The figures of a line that begins with a month, or of a row that a quarter names."""
    dated = _covered(line[0])
    for n in line[1:] if dated else line:
        named = n.place.label[len(n.place.row) :] or ("" if not dated else n.place.before.strip())
        quarter = None if dated or not n.place.row else _ROW_QUARTER.search(n.place.row)
        covered = dated or (_of_quarter("一二三四1234".index(quarter[1]) % 4 + 1) if quarter else None)
        alone = dated is not None and len(line) == 2
        if n.mention.kind is Kind.QUANTITY and (named or alone) and covered:
            group = n.place.row.partition(quarter[0])[0] if quarter else ""
            yield (n.measure, group, named, n.place.period), covered, n


def _in_a_row(line: Sequence[Noted]) -> Iterator[tuple[frozenset[int], Noted]]:
    """7月18320、8月22460: the figures just behind months of one line."""
    for k, n in enumerate(line[1:], 1):
        covered = _covered(line[k - 1])
        if covered and n.mention.kind is Kind.QUANTITY and n.mention.start - line[k - 1].mention.end < 2:
            yield covered, n


def _goes_on(series: Sequence[tuple[frozenset[int], Noted]], row: Sequence[tuple[frozenset[int], Noted]]) -> bool:
    """Whether a line goes on with the months of the line above it (1月412 2月286 / 3月530 4月498)."""
    if not series:
        return False
    last, first = series[-1][1], row[0][1]
    near = last.document == first.document and 0 <= first.place.line[0] - last.place.line[1] <= 1
    return near and max(series[-1][0]) < min(row[0][0])


def _covered(n: Noted) -> frozenset[int] | None:
    """The months that a date names: one, or those of a quarter."""
    if n.mention.kind is not Kind.DATE:
        return None
    months = [int(month[1]) for point in n.mention.date.split("/") if (month := _MONTH.match(point))]
    if months:
        return frozenset(range(months[0], months[-1] + 1))
    quarter = _QUARTER.match(n.mention.date)
    return _of_quarter(int(quarter[1])) if quarter else None


def _of_quarter(quarter: int) -> frozenset[int]:
    return frozenset(range(quarter * 3 - 2, quarter * 3 + 1))
