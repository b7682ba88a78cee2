"""From the cells of a table to lines: one head line, cells divided by tabs, nothing shifted into a neighbour's column.

The same for sheets, Word tables, web pages and PDF. Readers give the cells with their merges; what a clerk sees at a
glance is done here: empty rows and columns go, a head of two rows becomes one, an empty cell says so (—).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.reading import columns
from knowledge.reading.columns import BLANK, Slot, is_number

Cells = Mapping[tuple[int, int], "Cell"]

_WIDEST = 2_000_000  # rows times columns that are laid out; beyond it each row stands for itself
_SHORT = 12  # characters of a cell that is broken only to fit its column
_LONG_HEAD = 30
_DEEPEST_HEAD = 4
_PROSE = 60  # characters from which several paragraphs in a cell are lines of their own
_CJK = r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]"
_END = tuple("，。；、：！？,;:!?（(")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?(?:度)?")
_LABEL = re.compile(r"\s*[^：:\d]{1,10}[：:]")
_BRACKET = re.compile(r"[（(][^（）()]{1,8}[）)]$")


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell (paragraphs divided by line feeds) and how many rows and columns it is merged over."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class _Row:
    slots: list[Slot]
    gap: bool = False  # an empty row comes before it

    @property
    def texts(self) -> list[str]:
        """The cells with something in them, one merged over columns once."""
        return [slot.text for slot in self.slots if slot.text and not slot.across]

    @property
    def alone(self) -> bool:
        """Whether there is one text in the row, and it begins here."""
        return len(self.texts) == 1 and not any(slot.down for slot in self.slots)


@dataclass(slots=True)
class _Table:
    head: list[str]
    rows: list[_Row] = field(default_factory=list)
    gap: bool = False


def lines(cells: Cells) -> Iterator[str]:
    """Yield the lines of a table; an empty line stands between tables that an empty row divides."""
    rows = _laid_out({place: cell for place, cell in cells.items() if cell.text.strip()})
    for table in _tables(rows):
        yield from _said(table)


def _laid_out(cells: Cells) -> list[_Row]:
    """The rows and columns that hold something, every merged cell standing in each place that it covers."""
    at_row = {row: n for n, row in enumerate(sorted({row for row, _ in cells}))}
    at_column = {column: n for n, column in enumerate(sorted({column for _, column in cells}))}
    if len(at_row) * len(at_column) > _WIDEST:
        return _ragged(cells)
    rows = [_Row([Slot("")] * len(at_column)) for _ in at_row]
    real = sorted(at_row)
    columns_used = sorted(at_column)
    for (row, column), cell in cells.items():
        covered_rows = _covered(real, at_row[row], row + cell.rows)
        covered_columns = _covered(columns_used, at_column[column], column + cell.columns)
        for r in covered_rows:
            for c in covered_columns:
                if not rows[r].slots[c].text:
                    rows[r].slots[c] = Slot(cell.text, across=c > at_column[column], down=r > at_row[row])
    for n in range(1, len(real)):
        rows[n].gap = real[n] > real[n - 1] + 1 and not any(slot.down for slot in rows[n].slots)
    return rows


def _covered(used: Sequence[int], first: int, end: int) -> range:
    last = first
    while last < len(used) and used[last] < end:
        last += 1
    return range(first, max(last, first + 1))


def _ragged(cells: Cells) -> list[_Row]:
    rows: dict[int, list[Slot]] = {}
    for row, column in sorted(cells):
        rows.setdefault(row, []).append(Slot(cells[row, column].text))
    return [_Row(slots) for slots in rows.values()]


def _tables(rows: Sequence[_Row]) -> Iterator[_Table]:
    """Cut the rows into tables: each a head, which may be empty, and what stands below it."""
    table = _Table([])
    at, fresh = 0, True  # until a row of several cells comes, what stands there are titles
    while at < len(rows):
        row = rows[at]
        if table.head and _repeats(row, table.head):
            at += 1  # the head once more, at the top of a printed page
        elif _like_a_head(row) and at + 1 < len(rows) and (fresh or row.gap):
            depth = _depth(rows, at)
            yield table
            table = _Table(_head([r.slots for r in rows[at : at + depth]]), gap=row.gap)
            at, fresh = at + depth, False
        else:
            table.rows.append(row)
            at, fresh = at + 1, fresh and (row.alone or _labelled(row))
    yield table


def _repeats(row: _Row, head: Sequence[str]) -> bool:
    """Whether a row says the same as the head."""
    return [columns.closed_up(slot.text) for slot in row.slots] == list(head)


def _like_a_head(row: _Row) -> bool:
    """Whether a row can be the head: several short texts and no number but years."""
    texts = row.texts
    return len(texts) >= 2 and all(
        (_YEAR.fullmatch(text.strip()) or not is_number(text))
        and len(text) <= _LONG_HEAD
        and not re.search(r"[。；：:]", text)
        for text in texts
    )


def _depth(rows: Sequence[_Row], at: int) -> int:
    """How many rows the head takes: as far down as its first row is merged, or two where it spans columns."""
    depth = 1
    while (
        depth < _DEEPEST_HEAD
        and at + depth < len(rows)
        and any(s.down for s in rows[at + depth].slots)
        and _no_numbers(rows[at + depth])
    ):
        depth += 1
    spans = any(slot.across for slot in rows[at].slots)
    below = rows[at + 1] if at + 1 < len(rows) else None
    if depth == 1 and spans and below is not None and _like_a_head(below) and not below.gap:
        under = [b.text for a, b in zip(rows[at].slots, below.slots, strict=True) if a.across]
        depth += all(under)
    return depth


def _no_numbers(row: _Row) -> bool:
    return all(_YEAR.fullmatch(text.strip()) or not is_number(text) for text in row.texts)


def _head(levels: Sequence[Sequence[Slot]]) -> list[str]:
    """One name a column: 2024年 over 上半年 is 2024年上半年; a unit in brackets goes to the end."""
    names = []
    for slots in zip(*levels, strict=True):
        parts: list[str] = []
        unit = ""
        for slot in slots:
            text = columns.closed_up(slot.text)
            if text and not slot.down:
                bracket = _BRACKET.search(text)
                unit = bracket[0] if bracket else unit
                parts.append(text[: bracket.start()] if bracket else text)
        names.append("".join(dict.fromkeys(parts)) + unit)
    return names


def _said(table: _Table) -> Iterator[str]:
    """Yield the lines of one table; its head again after each line that is no row of it."""
    rows = [row for row in table.rows if table.head and _is_row(row, table.head)]
    shaped = columns.shaped(table.head, [row.slots for row in rows])
    said = dict(zip(map(id, rows), zip(shaped.rows, shaped.groups, strict=True), strict=True))
    if table.gap:
        yield ""
    if shaped.head and not rows:
        yield "\t".join(shaped.head)
    under_head, last = False, ""
    for row in table.rows:
        if id(row) not in said:
            yield from [""] * row.gap
            yield from _loose(row)
            under_head = False
            continue
        texts, group = said[id(row)]
        if group != last:
            yield _one_line(group)
        if (not under_head or group != last) and len(shaped.head) > 1:
            yield "\t".join(shaped.head)
        under_head, last = True, group
        yield "\t".join(_one_line(text) or BLANK for text in texts)


def _is_row(row: _Row, head: Sequence[str]) -> bool:
    """Whether a row belongs under the head: no title in its middle, no signatures, no paragraphs of prose."""
    texts = row.texts
    if not texts or any(_is_prose(text) for text in texts):
        return False
    if any(is_number(text) for text in texts[1:]):
        return True
    if row.alone:
        return sum(map(bool, head)) == 1
    return not (2 * len(texts) <= len(head) and _labelled(row))


def _labelled(row: _Row) -> bool:
    """Whether each cell says itself what it is, as above and below a table: 填表人：张三."""
    return all(_LABEL.match(text) for text in row.texts)


def _is_prose(text: str) -> bool:
    paragraphs = [line for line in text.splitlines() if line.strip()]
    return len(text) > _PROSE and len(paragraphs) > 1


def _loose(row: _Row) -> Iterator[str]:
    """Yield a row that no head stands over: its cells in one line, or paragraph by paragraph where they are prose."""
    texts = [slot.text for slot in row.slots if slot.text and not slot.across and not slot.down]
    if len(texts) == 1 or _labelled(row) or any(_is_prose(text) for text in texts):
        for text in texts:
            yield from (line.strip() for line in text.splitlines() if line.strip())
    elif texts:
        ends = [n for n, slot in enumerate(row.slots) if slot.text]
        inner = row.slots[ends[0] : ends[-1] + 1] if any(map(is_number, texts)) else [Slot(text) for text in texts]
        yield "\t".join(_one_line("" if s.across or s.down else s.text) or BLANK for s in inner)


def _one_line(text: str) -> str:
    """The text of a cell in one line, without the spaces that only set its characters apart (张 三)."""
    joined = ""
    for line in filter(None, map(str.strip, text.replace("\t", " ").splitlines())):
        if not joined or joined.endswith(_END) or len(text) <= _SHORT:
            link = " " if joined[-1:].isascii() and joined[-1:].isalnum() and line[0].isascii() else ""
        else:
            link = "；"
        joined += link + line
    joined = re.sub(r"\s+", " ", joined)
    return re.sub(rf"(?<={_CJK}) (?={_CJK})", "", joined) if len(joined) <= _SHORT else joined
