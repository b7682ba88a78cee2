"""The lines of a draft, each with its place in ``draft.text()``: headings, paragraphs, table rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from assistant.draft import Draft, Section

# GB/T 9704-2012, 7.3.3: the four levels are numbered 一、 （一） 1. （1）. 12.4 and 2.54万亩 are no markers.
_MARKERS = (
    (1, re.compile(r"[一二三四五六七八九十百]{1,5}、")),
    (2, re.compile(r"[（(][一二三四五六七八九十百]{1,5}[）)]")),
    (3, re.compile(r"[0-9０-９]{1,2}[.．、](?![0-9０-９])")),
    (4, re.compile(r"[（(][0-9０-９]{1,2}[）)]")),
)
_STOP = re.compile(r"[。！？!?；;]")
_BLANK = " \u3000\u00a0\ufeff\r"  # tabs stay: they part the cells of a table
LONGEST_LEAD = 40  # characters: a numbered first sentence beyond this is prose
_TABLE_TABS = 2  # tabs a line, from which on two lines alike are a table


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the blanks around it: ``draft.text()[start:start + len(text)] == text``.

    ``level`` is 1–4 for 一、 （一） 1. （1）, else 0. ``lead`` counts its first characters that are heading:
    all of a heading on its own line, the first sentence of a paragraph that begins with one, none elsewhere.
    """

    start: int
    text: str
    level: int = 0
    lead: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether the whole line is a heading."""
        return self.level > 0 and self.lead == len(self.text)

    def cells(self) -> list[Line]:
        """Return the parts between tabs, each with its own place."""
        cells, at = [], self.start
        for part in self.text.split("\t"):
            cells.append(_stripped(part, at))
            at += len(part) + 1
        return cells


def text_lines(draft: Draft) -> Iterator[Line]:
    """Yield the lines after the title which are not blank, in order."""
    for section, start, _ in draft.spans():
        yield from _section_lines(section, start)


def blocks(lines: Iterable[Line]) -> Iterator[Line | list[Line]]:
    """Yield lines as they are, but rows of a table (the same number of tabs, at least two) as one list."""
    for tabs, group in groupby(lines, key=_tabs):
        members = list(group)
        if tabs >= _TABLE_TABS and len(members) > 1:
            yield members
        else:
            yield from members


def _tabs(line: Line) -> int:
    return 0 if line.is_heading else line.text.count("\t")


def width(text: str) -> float:
    """How wide text sets, in Chinese characters; Latin letters and Arabic digits count half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _section_lines(section: Section, start: int) -> Iterator[Line]:
    at, heading_end = start, start + len(section.heading)
    for raw in section.rendered().split("\n"):
        line = _stripped(raw, at)
        if line.text.strip():
            level, lead = _numbering(line.text)
            if at < heading_end:
                level, lead = level or 1, len(line.text)
            yield Line(line.start, line.text, level, lead)
        at += len(raw) + 1


def _stripped(raw: str, at: int) -> Line:
    text = raw.lstrip(_BLANK)
    return Line(at + len(raw) - len(text), text.rstrip(_BLANK))


def _numbering(text: str) -> tuple[int, int]:
    """Return level and lead of a line by its marker."""
    level = next((number for number, marker in _MARKERS if marker.match(text)), 0)
    if not level or "\t" in text:
        return level, 0
    stop = _STOP.search(text)
    lead = stop.end() if stop else len(text)
    return level, lead if lead <= LONGEST_LEAD else 0
