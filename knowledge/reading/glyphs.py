"""Characters on a printed page, and how they stand together in lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LATIN_GAP = 0.15  # of the size of the characters: a space between Latin words
_CJK_GAP = 0.7  # a space that was typed; less is what justifying a line leaves
_CELL_GAP = 1.8  # another column
_SAME_LINE = 0.5
_SAME_PLACE = 0.3  # a character printed twice for bold
_CELL = re.compile(r"\s*\t\s*")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its box, in points from the lower left of the page as it is looked at."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.bottom + self.top) / 2

    @property
    def centre(self) -> float:
        """Its place across the page."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; columns in it are divided by tabs."""

    text: str
    left: float
    right: float
    middle: float
    size: float


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines from the top of the page down."""
    rows: list[list[Glyph]] = []
    middle = 0.0
    for glyph in sorted(glyphs, key=lambda g: (-g.middle, g.left)):
        if rows and abs(middle - glyph.middle) <= _SAME_LINE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            middle = glyph.middle
    return [line for row in rows if (line := _line(row)).text.strip()]


def _line(row: Sequence[Glyph]) -> Line:
    ordered = sorted(row, key=lambda g: g.left)
    text, last = "", None
    for glyph in ordered:
        if last is not None:
            if glyph.text == last.text and glyph.left - last.left < _SAME_PLACE * glyph.size:
                continue
            text += _between(last, glyph)
        text, last = text + glyph.text, glyph
    size = sorted(g.size for g in ordered)[len(ordered) // 2]
    return Line(
        _CELL.sub("\t", text).strip(),
        ordered[0].left,
        max(g.right for g in ordered),
        sum(g.middle for g in ordered) / len(ordered),
        size,
    )


def _between(one: Glyph, other: Glyph) -> str:
    """What stands between two characters side by side: nothing, a space, or the border of a column."""
    gap = (other.left - one.right) / max(one.size, other.size)
    if gap > _CELL_GAP:
        return "\t"
    latin = one.text.isascii() and other.text.isascii()
    return " " if gap > (_LATIN_GAP if latin and not _one_number(one, other) else _CJK_GAP) else ""


def _one_number(one: Glyph, other: Glyph) -> bool:
    return (one.text.isdigit() or one.text in ".,") and (other.text.isdigit() or other.text in ".,%")
