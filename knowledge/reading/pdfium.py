"""One page of a PDF through PDFium's own calls: its characters, strokes and pictures, turned so that its text stands upright."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from knowledge.reading.glyphs import Glyph
from knowledge.reading.pages import Page
from knowledge.reading.ruled import MOST_RULES, Rule

MOST_OBJECTS = 60_000  # of one page that are looked at
_THIN, _LONG = 3.0, 6.0  # points: a filled box of this size is a stroke
_NO_WIDTH = 0.01
_PRIVATE = range(0xE000, 0xF900)  # bullets of symbol fonts
_BLANK = frozenset({9, 10, 13, 32, 0xA0, 0x3000})
_UNKNOWN = frozenset({0, 0xFFFD, 0xFFFE, 0xFFFF})
_TEXT, _PATH, _IMAGE = 1, 2, 3  # kinds of objects
_LINE_TO, _MOVE_TO = 0, 2  # kinds of strokes
Point = tuple[float, float]


class Char(NamedTuple):
    """A character as it stands in the file: two corners, and the direction of its text (None for slanted stamps)."""

    text: str
    one: Point
    other: Point
    size: float
    turn: int | None


class Sheet:
    """What is on one page. ``lost`` counts texts that PDFium drops since its substitute for their font lacks them."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._left, self._bottom, right, top = sheet.get_cropbox()
        self._width, self._height = right - self._left, top - self._bottom
        self._turned = 0
        self._text = sheet.get_textpage()
        self.characters = self._text.count_chars()
        self.unknown = 0
        self.pictured = False
        self.lost = 0

    def page(self) -> Page:
        """The characters and strokes of the page."""
        return self.page_of(list(self._characters()))

    def page_of(self, chars: Sequence[Char]) -> Page:
        """The page with ``chars`` for its characters."""
        turns = Counter(char.turn for char in chars if char.turn is not None)
        self._turned = turns.most_common(1)[0][0] if turns else 0
        glyphs = [self._glyph(char) for char in chars if char.turn == self._turned]
        size = (self._height, self._width) if self._turned in (90, 270) else (self._width, self._height)
        return Page(glyphs, list(self._rules()), *size)

    def _characters(self) -> Iterator[Char]:
        from pypdfium2 import raw

        box, matrix, high = raw.FS_RECTF(), raw.FS_MATRIX(), 0
        for n in range(self.characters):
            code = raw.FPDFText_GetUnicode(self._text, n)
            if code in _BLANK or raw.FPDFText_IsGenerated(self._text, n) == 1:
                continue
            if code in _UNKNOWN or raw.FPDFText_HasUnicodeMapError(self._text, n) == 1:
                self.unknown += 1
                continue
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
            if not 32 <= code <= 0x10FFFF or code in _PRIVATE or not raw.FPDFText_GetLooseCharBox(self._text, n, box):
                continue
            raw.FPDFText_GetMatrix(self._text, n, matrix)
            size = abs(raw.FPDFText_GetFontSize(self._text, n)) * math.hypot(matrix.c, matrix.d)
            turn = turn_of(matrix.a, matrix.b)
            yield Char(chr(code), (box.left, box.bottom), (box.right, box.top), size or 1.0, turn)

    def _glyph(self, char: Char) -> Glyph:
        (a, b), (c, d) = self._upright(char.one), self._upright(char.other)
        return Glyph(char.text, min(a, c), min(b, d), max(a, c), max(b, d), char.size)

    def _upright(self, point: Point) -> Point:
        x, y = point[0] - self._left, point[1] - self._bottom
        if self._turned == 90:
            return y, self._width - x
        if self._turned == 180:
            return self._width - x, self._height - y
        return (self._height - y, x) if self._turned == 270 else (x, y)

    def _rules(self) -> Iterator[Rule]:
        """Yield the straight strokes; on a page with very many there is a drawing and no table."""
        found = self.lost = 0
        for seen, thing in enumerate(self._sheet.get_objects(max_depth=2)):
            if seen > MOST_OBJECTS:
                break
            if thing.type == _TEXT:
                self.lost += _is_lost(thing)
            elif thing.type == _IMAGE:
                self.pictured = True
            elif thing.type == _PATH and thing.level == 0 and found <= MOST_RULES:
                for rule in self._strokes(thing):
                    found += 1
                    yield rule

    def _strokes(self, path: Any) -> Iterator[Rule]:
        from pypdfium2 import raw

        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        if not (fill.value or stroke.value):
            return
        for points in self._outlines(path):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            corners = ((min(xs), min(ys)), (max(xs), max(ys)))
            sides = [corners] if _is_thin(*corners) else pairwise(points) if stroke.value else []
            yield from filter(None, (_rule(one, other) for one, other in sides))

    def _outlines(self, path: Any) -> Iterator[list[Point]]:
        """Yield the corners of each closed or open line of a path, as they stand on the page."""
        from pypdfium2 import raw

        matrix = path.get_matrix()
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[Point] = []
        for n in range(min(raw.FPDFPath_CountSegments(path), 5 * MOST_RULES)):
            segment = raw.FPDFPath_GetPathSegment(path, n)
            kind = raw.FPDFPathSegment_GetType(segment)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            if kind == _MOVE_TO and points:
                yield points
                points = []
            if kind in (_MOVE_TO, _LINE_TO):
                points.append(self._upright(matrix.on_point(x.value, y.value)))
            if raw.FPDFPathSegment_GetClose(segment) and points:
                points.append(points[0])
        if points:
            yield points


def turn_of(across: float, up: float) -> int | None:
    """The direction of a text in degrees, where it runs along an edge of the page."""
    angle = math.degrees(math.atan2(up, across)) % 360
    near = round(angle / 90) * 90
    return near % 360 if abs(angle - near) < 3 else None


def _is_lost(text: Any) -> bool:
    """Whether a text may be missing: it has no width, as a space has, and its font is not in the file."""
    from pypdfium2 import raw

    left, _, right, _ = text.get_bounds()
    return bool(right - left < _NO_WIDTH) and bool(raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(text)) != 1)


def _is_thin(one: Point, other: Point) -> bool:
    return min(abs(other[0] - one[0]), abs(other[1] - one[1])) <= _THIN


def _rule(one: Point, other: Point) -> Rule | None:
    """The stroke between two corners, where it is long enough and goes across or down."""
    (a, b), (c, d) = one, other
    if abs(c - a) >= _LONG and abs(d - b) <= _THIN:
        return Rule(across=True, at=(b + d) / 2, start=min(a, c), end=max(a, c))
    if abs(d - b) >= _LONG and abs(c - a) <= _THIN:
        return Rule(across=False, at=(a + c) / 2, start=min(b, d), end=max(b, d))
    return None
