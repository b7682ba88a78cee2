"""Reading an Excel workbook as its clerk sees it: values as shown, merged cells, hidden rows and sheets left out."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading import grids
from knowledge.reading.content import Content
from knowledge.reading.grids import Cell
from knowledge.reading.packages import Package, damaged, opened
from knowledge.reading.shown import CHINESE_FORMATS, GENERAL, shown

MOST_MERGED = 200_000  # places that merged cells of one workbook cover
_MERGE = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^<>]*?ref\s*=\s*["']([A-Za-z]{1,3}[0-9]{1,7}):([A-Za-z]{1,3}[0-9]{1,7})["']"""
)
_ANY_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*>")
_UNCOUNTED = re.compile(
    rb"""<(?:\w+:)?c\b(?![^<>]*\bt\s*=\s*["']str)[^<>]*>\s*<(\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"""
    rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)
_LONGEST_PART = 400  # bytes that one cell's formula may lie across two pieces
_PLAIN_TITLE = re.compile(r"(?:Sheet|工作表|表)\s*[0-9]*", re.IGNORECASE)


def read_xlsx(name: str, data: bytes) -> Content:
    """Return the sheets of a workbook one after another, under their names where there are several.

    Raises ``FileTooLarge`` before anything is parsed, ``UnreadableFile`` for what is no sound workbook and where
    formulas have no result, as in a file that a program wrote and no one has opened since.
    """
    with opened(name, data) as package:
        package.main()
        package.check()
        _look(package)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles over
        raise UnreadableFile(damaged(name)) from error
    return _read(book)


def _look(package: Package) -> None:
    """Refuse what openpyxl would choke on or read as nothing."""
    merged = uncounted = 0
    for path in package.paths():
        if not re.search(r"worksheets/[^/]+$", path):
            continue
        tail = b""
        for piece in package.pieces(path):
            joint = tail + piece
            areas = [_area(*match.groups()) for match in _MERGE.finditer(joint)]
            merged += sum(areas)
            if len(areas) < len(_ANY_MERGE.findall(joint)):
                raise UnreadableFile(damaged(package.name))
            uncounted += len(_UNCOUNTED.findall(joint))
            cut = max(joint.rfind(b"</c>"), joint.rfind(b"/>")) + 1
            tail = joint[max(cut, len(joint) - _LONGEST_PART) :]
    if merged > MOST_MERGED:
        raise FileTooLarge(
            f"“{package.name}”里合并的单元格有{merged}格之多，为安全起见不读取，请取消多余的合并后再试。"
        )
    if uncounted:
        raise UnreadableFile(
            f"“{package.name}”里有{uncounted}个公式没有算出结果，请用 Excel 或 WPS 打开，保存一次后再试。"
        )


def _area(first: bytes, last: bytes) -> int:
    (column, row), (other, bottom) = (_place(place) for place in (first, last))
    return (abs(other - column) + 1) * (abs(bottom - row) + 1)


def _place(place: bytes) -> tuple[int, int]:
    letters = place.rstrip(b"0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return column, int(place[len(letters) :])


def _read(book: Any) -> Content:
    seen: list[tuple[str, list[str]]] = []
    hidden = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            lines = _lines(sheet)
            if any(lines):
                seen.append((sheet.title, lines))
        elif any(_lines(sheet)):
            hidden.append(sheet.title)
    text = "\n\n".join("\n".join([*_title(title, lines, len(seen)), *lines]) for title, lines in seen)
    missing = f"隐藏的工作表没有读：{'、'.join(hidden)}。要用的话请取消隐藏，另存后再试。" if hidden else ""
    return Content(text, missing)


def _title(title: str, lines: list[str], sheets: int) -> Iterator[str]:
    """The name of a sheet, where it tells something that its first line does not."""
    if sheets > 1 and not _PLAIN_TITLE.fullmatch(title) and title not in lines[0]:
        yield title


def _lines(sheet: Any) -> list[str]:
    """The lines of one sheet: its visible cells with their merges."""
    hidden = {
        n
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden and dimension.min
        for n in range(dimension.min, min(dimension.max, sheet.max_column) + 1)
    }
    rows = sheet.row_dimensions
    spans = {
        (area.min_row, area.min_col): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
    }
    cells = {}
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001 - iter_rows would visit every place up to the last
        if cell.value is None or column in hidden or (row in rows and rows[row].hidden):
            continue
        if text := _shown(cell):
            cells[row, column] = Cell(text, *spans.get((row, column), (1, 1)))
    return list(grids.lines(cells))


def _shown(cell: Any) -> str:
    """What a cell shows; its format by number where Chinese Excel has one of its own."""
    value = cell.value
    if not isinstance(value, (str, int, float, dt.datetime, dt.date, dt.time, dt.timedelta)):
        return str(value).strip()
    code = GENERAL
    if cell.has_style:
        number = cell._style.numFmtId  # noqa: SLF001 - the public property forgets formats 27 to 58
        code = CHINESE_FORMATS.get(number) or cell.number_format
    return shown(value, code).strip()
