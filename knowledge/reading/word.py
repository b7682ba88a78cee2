"""Reading a Word file's text in document order, after looking at what it would unpack to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from knowledge.reading import grids
from knowledge.reading.grids import Cell
from knowledge.reading.numbering import Numbering, tag_of, value_of
from knowledge.reading.packages import Package, opened

_SKIPPED = frozenset({"del", "moveFrom", "pPr", "rPr", "Fallback", "rt", "instrText", "delText"})
_WIDEST = 200  # columns of a table


def read_docx(name: str, data: bytes) -> str:
    """Return the body text of a docx: one line a paragraph, tables as ``grids.lines`` gives them.

    Accepted insertions count, deletions do not; automatic numbers (一、 1.) are written out; headers, footnotes and
    comments are left out. Raises ``FileTooLarge`` before anything is parsed, ``UnreadableFile`` for what is no sound
    docx.
    """
    with opened(name, data) as package:
        main = package.main()
        body = next((child for child in package.xml(main) if tag_of(child) == "body"), None)
        numbering = _numbering(package, posixpath.dirname(main))
        return "\n".join(_Reader(numbering).lines(body)) if body is not None else ""


def _numbering(package: Package, folder: str) -> Numbering:
    paths = [posixpath.join(folder, part) for part in ("numbering.xml", "styles.xml")]
    return Numbering(*(package.xml(path) if path in package else None for path in paths))


class _Reader:
    """Walks a body once, for automatic numbers count on from paragraph to paragraph."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def lines(self, parent: Any) -> Iterator[str]:
        """Yield the lines of a body, cell or content control, in document order."""
        for child in parent:
            tag = tag_of(child)
            if tag == "p":
                boxes: list[Any] = []
                text = _text(child, boxes)
                yield self._numbering.label(child, text) + text
                for box in boxes:
                    yield from self.lines(box)
            elif tag == "tbl":
                yield from self._table(child)
            elif tag not in _SKIPPED:
                yield from self.lines(child)

    def _table(self, table: Any) -> Iterator[str]:
        rows = [list(_below(row, "tc")) for row in _below(table, "tr")]
        if any(True for row in rows for cell in row for _ in _below(cell, "tbl")):  # a table that only lays out a page
            for row in rows:
                for cell in row:
                    yield from (line for line in self.lines(cell) if line.strip())
            return
        yield from grids.lines(self._cells(table))

    def _cells(self, table: Any) -> dict[tuple[int, int], Cell]:
        found: dict[tuple[int, int], Cell] = {}
        above: dict[int, tuple[int, int]] = {}  # column → the cell that is merged downwards there
        for r, row in enumerate(_below(table, "tr")):
            column = min(int(value_of(row, "trPr", "gridBefore") or 0), _WIDEST)
            for cell in _below(row, "tc"):
                width = min(max(int(value_of(cell, "tcPr", "gridSpan") or 1), 1), _WIDEST)
                merge = value_of(cell, "tcPr", "vMerge")
                text = "\n".join(self.lines(cell))
                if merge in ("", "continue") and column in above:
                    first = found[above[column]]
                    found[above[column]] = Cell(f"{first.text}\n{text}".rstrip("\n"), r - above[column][0] + 1, width)
                else:
                    found[r, column] = Cell(text, columns=width)
                    above.pop(column, None)
                    if merge == "restart":
                        above[column] = (r, column)
                column += width
        return found


def _below(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table, or the cells of a row, through content controls but not into tables within."""
    for child in parent:
        found = tag_of(child)
        if found == tag:
            yield child
        elif found in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "AlternateContent", "Choice", "moveTo"):
            yield from _below(child, tag)


def _text(node: Any, boxes: list[Any]) -> str:
    """Return the text of a paragraph; text boxes inside it are put into ``boxes`` for lines of their own."""
    parts: list[str] = []
    for child in node:
        tag = tag_of(child)
        if tag == "txbxContent":
            boxes.append(child)
        elif tag == "t":
            parts.append(child.text or "")
        elif tag in ("tab", "ptab"):
            parts.append("\t")
        elif tag in ("br", "cr"):
            parts.append("\n")
        elif tag == "noBreakHyphen":
            parts.append("-")
        elif tag not in _SKIPPED:
            parts.append(_text(child, boxes))
    return "".join(parts)
