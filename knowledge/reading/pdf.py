"""Reading the text of a PDF with PDFium; pages that are pictures are said to be missing, not passed over."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading.content import LONGEST, Content
from knowledge.reading.glyphs import Glyph
from knowledge.reading.pages import Page, text_of
from knowledge.reading.ruled import MOST_RULES, Rule

MOST_PAGES = 300
MOST_ON_PAGE = 50_000  # characters; a page of small print has 5,000
MOST_OBJECTS = 20_000  # strokes and pictures of one page that are looked at
_PASSWORD = 4  # PDFium's number for it
_UNKNOWN_SHARE = 0.05  # of characters without a meaning, beyond which a text is useless
_THIN, _LONG = 3.0, 6.0  # points: a filled box of this size is a stroke
_PRIVATE = range(0xE000, 0xF900)  # bullets of symbol fonts
_PATH, _IMAGE, _FORM = 2, 3, 5  # kinds of objects
_LINE_TO, _MOVE_TO = 0, 2  # kinds of strokes
_SCANNED = "请用带文字识别（OCR）的软件转成 docx 或 txt 后再试"
_Point = tuple[float, float]


def read_pdf(name: str, data: bytes) -> Content:
    """Return the text of a PDF with its paragraphs put together again.

    Raises ``UnreadableFile`` for a damaged or locked file and where there is no text in it, ``FileTooLarge``.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise UnreadableFile(f"“{name}”加了密码，请去掉密码，另存后再试。") from error
        raise UnreadableFile(f"“{name}”不是完好的 pdf 文件，请从原处重新复制或另存后再试。") from error
    try:
        if len(document) > MOST_PAGES:
            raise FileTooLarge(f"“{name}”有{len(document)}页，超过{MOST_PAGES}页的上限，请拆成几个文件。")
        return _read(name, document)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(f"“{name}”里有损坏的页，请从原处重新复制或另存后再试。") from error


def _read(name: str, document: Any) -> Content:
    pages: list[Page] = []
    pictures: list[int] = []
    known = unknown = 0
    for number, sheet in enumerate(document, start=1):
        reader = _Sheet(sheet)
        if reader.characters > MOST_ON_PAGE:
            raise FileTooLarge(f"“{name}”第{number}页有{reader.characters}字，不像是一页文字，为安全起见不读取。")
        page = reader.page()
        known, unknown = known + len(page.glyphs), unknown + reader.unknown
        if known > LONGEST:
            raise FileTooLarge(f"“{name}”的文字超过{LONGEST}字的上限，请拆成几个文件。")
        if reader.pictured and not page.glyphs:
            pictures.append(number)
        pages.append(page)
        sheet.close()
    if not known and not unknown:
        what = "是扫描件或图片，里面没有文字" if pictures else "里没有文字"
        raise UnreadableFile(f"“{name}”{what}，{_SCANNED}。")
    if unknown > _UNKNOWN_SHARE * (known + unknown):
        raise UnreadableFile(f"“{name}”的字体里没有文字编码，读出来会是乱码，{_SCANNED}。")
    return Content(text_of(pages), _missing(pictures, unknown))


def _missing(pictures: Sequence[int], unknown: int) -> str:
    lost = [f"第{'、'.join(map(str, pictures))}页是图片"] if pictures else []
    lost += [f"有{unknown}个字认不出"] if unknown else []
    return f"{'，'.join(lost)}，没有读，要用的话{_SCANNED}。" if lost else ""


class _Char(NamedTuple):
    """A character as PDFium gives it: two corners, and the direction of its text (None for slanted stamps)."""

    text: str
    one: _Point
    other: _Point
    size: float
    turn: int | None


class _Sheet:
    """One page of the document, read with PDFium's own calls; everything is turned so that its text stands upright."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._left, self._bottom, right, top = sheet.get_cropbox()
        self._width, self._height = right - self._left, top - self._bottom
        self._turned = 0
        self._text = sheet.get_textpage()
        self.characters = self._text.count_chars()
        self.unknown = 0
        self.pictured = False

    def page(self) -> Page:
        """The characters and strokes of the page."""
        found = list(self._characters())
        turns = Counter(char.turn for char in found if char.turn is not None)
        self._turned = turns.most_common(1)[0][0] if turns else 0
        glyphs = [self._glyph(char) for char in found if char.turn == self._turned]
        return Page(glyphs, list(self._rules()), self._width if self._turned in (90, 270) else self._height)

    def _characters(self) -> Iterator[_Char]:
        from pypdfium2 import raw

        text = self._text
        box, matrix, high = raw.FS_RECTF(), raw.FS_MATRIX(), 0
        for n in range(self.characters):
            code = raw.FPDFText_GetUnicode(text, n)
            if raw.FPDFText_IsGenerated(text, n) or code in (9, 10, 13, 32, 0x3000, 0xA0):
                continue
            if code in (0, 0xFFFE, 0xFFFF, 0xFFFD) or raw.FPDFText_HasUnicodeMapError(text, n) == 1:
                self.unknown += 1
                continue
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
            if code < 32 or code in _PRIVATE or code > 0x10FFFF or not raw.FPDFText_GetLooseCharBox(text, n, box):
                continue
            raw.FPDFText_GetMatrix(text, n, matrix)
            size = abs(raw.FPDFText_GetFontSize(text, n)) * math.hypot(matrix.c, matrix.d)
            turn = _turn(matrix.a, matrix.b)
            yield _Char(chr(code), (box.left, box.bottom), (box.right, box.top), size or 1.0, turn)

    def _glyph(self, char: _Char) -> Glyph:
        (a, b), (c, d) = self._upright(char.one), self._upright(char.other)
        return Glyph(char.text, min(a, c), min(b, d), max(a, c), max(b, d), char.size)

    def _upright(self, point: _Point) -> _Point:
        x, y = point[0] - self._left, point[1] - self._bottom
        if self._turned == 90:
            return y, self._width - x
        if self._turned == 180:
            return self._width - x, self._height - y
        return (self._height - y, x) if self._turned == 270 else (x, y)

    def _rules(self) -> Iterator[Rule]:
        """Yield the straight strokes; on a page with very many there is a drawing and no table."""
        found = 0
        for seen, thing in enumerate(self._sheet.get_objects(max_depth=2)):
            if seen > MOST_OBJECTS or found > MOST_RULES:
                break
            self.pictured = self.pictured or thing.type == _IMAGE
            if thing.type == _PATH and thing.level == 0:
                for rule in self._strokes(thing):
                    found += 1
                    yield rule

    def _strokes(self, path: Any) -> Iterator[Rule]:
        from pypdfium2 import raw

        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        if not (fill.value or stroke.value):
            return
        for points in self._outlines(path, MOST_RULES):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            corners = ((min(xs), min(ys)), (max(xs), max(ys)))
            sides = [corners] if _is_thin(*corners) else pairwise(points) if stroke.value else []
            yield from filter(None, (_rule(one, other) for one, other in sides))

    def _outlines(self, path: Any, most: int) -> Iterator[list[_Point]]:
        """Yield the corners of each closed or open line of a path, as they stand on the page."""
        from pypdfium2 import raw

        matrix = path.get_matrix()
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[_Point] = []
        for n in range(min(raw.FPDFPath_CountSegments(path), 5 * most)):
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


def _turn(across: float, up: float) -> int | None:
    """The direction of a text in degrees, where it runs along an edge of the page."""
    angle = math.degrees(math.atan2(up, across)) % 360
    near = round(angle / 90) * 90
    return near % 360 if abs(angle - near) < 3 else None


def _is_thin(one: _Point, other: _Point) -> bool:
    return min(abs(other[0] - one[0]), abs(other[1] - one[1])) <= _THIN


def _rule(one: _Point, other: _Point) -> Rule | None:
    """The stroke between two corners, where it is long enough and goes across or down."""
    (a, b), (c, d) = one, other
    if abs(c - a) >= _LONG and abs(d - b) <= _THIN:
        return Rule(across=True, at=(b + d) / 2, start=min(a, c), end=max(a, c))
    if abs(d - b) >= _LONG and abs(c - a) <= _THIN:
        return Rule(across=False, at=(a + c) / 2, start=min(b, d), end=max(b, d))
    return None
