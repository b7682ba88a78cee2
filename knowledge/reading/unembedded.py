"""Characters of a PDF that leaves its Chinese fonts to the reader's machine, as programs that print reports do.

PDFium passes over a single character that its substitute font lacks; pypdf goes by the codes alone. Where each
character stands is reckoned here: a full place for a Chinese one, half a place for a Latin one.
"""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Sequence
from typing import Any

from knowledge.reading.pdfium import Char, turn_of

_NARROW, _WIDE = 0.5, 1.0  # widths in sizes of the font
_BELOW = 0.12  # of the size that reaches below the line
_MOST = 50_000  # characters of one page


class Unembedded:
    """The pages of one file; opened only when it is asked for a page."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pages: Any = None

    def characters(self, number: int) -> list[Char]:
        """The characters of a page (from 0); none where pypdf cannot make it out."""
        import pypdf

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        found: list[Char] = []

        def take(text: str, outer: Sequence[float], inner: Sequence[float], _font: object, size: float) -> None:
            if len(found) < _MOST:
                found.extend(_placed(text, outer, inner, size))

        try:
            if self._pages is None:
                self._pages = pypdf.PdfReader(io.BytesIO(self._data)).pages
            self._pages[number].extract_text(visitor_text=take)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - pypdf raises whatever it stumbles over; the caller counts what is missing
            return []
        return found


def _placed(text: str, outer: Sequence[float], inner: Sequence[float], size: float) -> list[Char]:
    """The characters of one piece of text, side by side from where it begins."""
    a, b = _through(outer, inner[0], inner[1])
    c, d = _through(outer, inner[2], inner[3])
    wide, high = math.hypot(a, b) * size, math.hypot(c, d) * size
    if not wide or not high:
        return []
    x, y = _through(outer, inner[4], inner[5])
    x, y = x + outer[4], y + outer[5]
    along, across = (a * size, b * size), (c * size, d * size)
    turn, at = turn_of(a, b), 0.0
    found = []
    for char in text.strip():
        width = _NARROW if char.isascii() and not char.isspace() else _WIDE
        if not char.isspace():
            one = (x + at * along[0] - _BELOW * across[0], y + at * along[1] - _BELOW * across[1])
            other = (one[0] + width * along[0] + across[0], one[1] + width * along[1] + across[1])
            found.append(Char(char, one, other, high, turn))
        at += width
    return found


def _through(matrix: Sequence[float], x: float, y: float) -> tuple[float, float]:
    """A direction seen through a matrix."""
    return x * matrix[0] + y * matrix[2], x * matrix[1] + y * matrix[3]
