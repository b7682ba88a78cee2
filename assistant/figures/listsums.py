"""Sums down a list: what its lines give by one name (1 卫生院 概算860万 / 2 管网 概算1240万 / 3 村史馆 概算150万)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.figures.attempts import Asked, Attempt, in_measure
from assistant.figures.mentions import Kind, Qualifier
from assistant.figures.periods import EARLIER
from assistant.figures.record import Noted, Record
from assistant.figures.sums import sum_of

FEWEST, LONGEST = 2, 40  # lines of a list
_LINE_LABEL = re.compile(r"[\s\-·•【\[]*([\u4e00-\u9fff]{1,6})\s*(?:[（(][^）)]{1,6}[）)])?\s*[】\]：:＝=]")
_QUESTION = re.compile(r"\s*问\s*[：:]\s*([^?？]{2,24})[?？]\s*答?\s*[：:]?")
_ALL = re.compile("就这|[这那]$")
ROWS = 3  # of a table whose columns are added up unasked
_TOTAL = re.compile("计|总")
_LABEL = 4  # characters of a name at most


def list_sums(asked: Asked, pool: Sequence[Noted], notes: Record) -> Iterator[Attempt]:
    """概算总额2250万元: the figures of one name, one a line, all together; the wording must have the name."""
    said = asked.figure.place.head + asked.figure.place.before
    for name in dict.fromkeys(_name(n) for n in pool if n.document):
        column = _columns(notes).get(name, ())
        if len(name) > 1 and name in said and FEWEST <= len(column) <= LONGEST:
            parts = [n for n in column if in_measure(n, asked.mention, asked.figure.measure)]
            if len(parts) == len(column):
                yield from sum_of(asked, parts)


@lru_cache(maxsize=8)
def _columns(notes: Record) -> Mapping[str, tuple[Noted, ...]]:
    """The figures of this year by their names, of each line the first, where several lines have one."""
    found: dict[str, dict[tuple[str, int], Noted]] = {}
    for n in notes.figures:
        if n.mention.kind is Kind.QUANTITY and n.place.period not in EARLIER and (name := _name(n)):
            found.setdefault(name, {}).setdefault(n.line, n)
    return {name: tuple(lines.values()) for name, lines in found.items() if len(lines) >= FEWEST}


def column_totals(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """124户 for a column of a table that has no line of totals: all its rows, where the draft names the column."""
    if asked.mention.kind is not Kind.QUANTITY or asked.mention.qualifier is not Qualifier.EXACT:
        return
    place, measure = asked.figure.place, asked.figure.measure
    said = set(f"{place.before[-8:]}{asked.mention.unit}{place.after[:4]}") - {"数"}
    tables = _tables(notes)
    named: dict[int, list[Noted]] = {}
    for head in dict.fromkeys(_places(place.head + place.before)):
        for at, n in tables.rows.get(head, ()):
            named.setdefault(at, []).append(n)
    for at, group in named.items():
        if 1 < len(group) < tables.sizes[at] and in_measure(group[0], asked.mention, measure):
            yield from sum_of(asked, sorted(group, key=lambda n: n.mention.start))
    for column in {id(c): c for char in said for c in tables.columns.get(char, ())}.values():
        if in_measure(column[0], asked.mention, measure):
            yield from sum_of(asked, column)


def _places(words: str) -> list[str]:
    """The pairs of characters that rows may begin with (城关两所小学 for 城关一小, 城关二小)."""
    plain = re.sub(r"[^\u4e00-\u9fff]", "", words)[-16:]
    return [plain[k : k + 2] for k in range(len(plain) - 1)]


def labelled_totals(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """累计支付赔款7040万元 for 赔款(万):车4236/农1892/意健702/责任210: all of a line whose label the draft names."""
    said = f"{asked.figure.place.head[-12:]}{asked.figure.place.before}|{asked.figure.place.after[:6]}"
    for label, parts in _labelled(notes):
        if any(word in said for word in label) and in_measure(parts[0], asked.mention, asked.figure.measure):
            yield from sum_of(asked, parts)


@lru_cache(maxsize=8)
def _labelled(notes: Record) -> tuple[tuple[tuple[str, ...], tuple[Noted, ...]], ...]:
    """The lines that begin with a label, or answer a question, and tell only figures of one measure, by the words of these."""
    found: list[tuple[tuple[str, ...], tuple[Noted, ...]]] = []
    for line in notes.lines.values():
        first = line[0].place
        label = _LINE_LABEL.match(first.lead + first.head + first.before)
        parts = tuple(n for n in line if n.mention.kind is Kind.QUANTITY and not _ALL.search(n.place.before))
        words = _asked_for(first.lead + first.head + first.before) or ((label[1],) if label else ())
        if words and len(parts) > 1 and len({n.measure for n in parts}) == 1 and not first.label:
            found.append((words, parts))
    return tuple(found)


def _asked_for(lead: str) -> tuple[str, ...]:
    """The words of a question that a line answers: 培训 训班 (问：培训班招了多少？)."""
    question = _QUESTION.match(lead)
    words = re.sub("多少|几[个名家]|怎么样|怎样|一共|今年|全年|情况", " ", question[1]) if question else ""
    pieces = re.findall("(?=([\u4e00-\u9fff]{2}))", words)
    return tuple(pieces)


def headed_totals(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """公墓安葬176例: all of such a list, where the draft says a word of its caption."""
    said = f"{asked.figure.place.head}{asked.figure.place.before}|{asked.figure.place.after[:4]}"
    for label, parts in _captioned(notes):
        named = any(label[k : k + 2] in said for k in range(len(label) - 1))
        if named and in_measure(parts[0], asked.mention, asked.figure.measure):
            yield from sum_of(asked, parts)


@lru_cache(maxsize=8)
def _captioned(notes: Record) -> tuple[tuple[str, tuple[Noted, ...]], ...]:
    """Such lists, with the words of their captions."""
    found: dict[tuple[str, str], list[Noted]] = {}
    for n in notes.figures:
        if n.place.caption:
            found.setdefault((n.document, n.place.caption), []).append(n)
    return tuple((label, tuple(parts)) for (_, label), parts in found.items() if len(parts) >= ROWS)


@dataclass(frozen=True, slots=True)
class _Tables:
    """The columns of the tables by the characters of their heads, how long each is, and their rows by how they begin (城关)."""

    columns: Mapping[str, Sequence[tuple[Noted, ...]]]
    sizes: Sequence[int]
    rows: Mapping[str, Sequence[tuple[int, Noted]]]


@lru_cache(maxsize=8)
def _tables(notes: Record) -> _Tables:
    columns: dict[str, list[tuple[Noted, ...]]] = {}
    rows: dict[str, list[tuple[int, Noted]]] = {}
    every = columns_of_tables(notes)
    for at, column in enumerate(every):
        for char in set(column[0].place.label[len(column[0].place.row) :]):
            columns.setdefault(char, []).append(column)
        for n in column:
            rows.setdefault(n.place.row[:2], []).append((at, n))
    return _Tables(columns, [len(column) for column in every], rows)


@lru_cache(maxsize=8)
def columns_of_tables(notes: Record) -> tuple[tuple[Noted, ...], ...]:
    """The columns of the tables, of the rows that are no totals; those of three rows and more."""
    found: dict[tuple[str, str], list[Noted]] = {}
    ended: dict[tuple[str, str], int] = {}
    closed: list[list[Noted]] = []
    for n in notes.figures:
        column = n.place.label[len(n.place.row) :]
        if not n.place.label or not n.place.row or n.mention.kind is not Kind.QUANTITY or _TOTAL.search(n.place.row):
            continue
        key = n.document, column
        if key in found and n.place.line[0] - ended[key] > 1:
            closed.append(found.pop(key))
        found.setdefault(key, []).append(n)
        ended[key] = n.place.line[1]
    return tuple(tuple(rows) for rows in (*closed, *found.values()) if len(rows) >= ROWS)


def _name(n: Noted) -> str:
    """The Chinese words just before a figure of no table."""
    return "" if n.place.label else re.sub(r"[^\u4e00-\u9fff]|已(?=完成|建成|付|拨)", "", n.place.before)[-_LABEL:]
