"""The notes in places: one thing that they say each, and whether it is of the time to come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_LABEL = re.compile(r"^[\s\-•·*0-9、.．()（）]*([\u4e00-\u9fffA-Za-z]{1,10})[：: 　\t]")
_PLANNED = re.compile(
    r"^[\s\-•·*#（(]*(?:[0-9一二三四五六七八九十]{1,2}[、.．)）]\s*)?(?:[\u4e00-\u9fff]{0,4})?(?:明年|来年|下一?步|下一?年|下一?学[年期]|下半年|打算|计划|设想|今后|下半年|接下来|后面)"
)
_WANTED = re.compile(r"明年|来年|下一?步|打算|计划|准备|争取|力争|接下来|今后|下半年")
_YEAR = re.compile(r"^[\s\-•·*0-9、.．]{0,4}?(?<![0-9])((?:20)?[0-9]{2})年?度?[：:\s]")
_LONG = 60  # characters of a line that is read by its sentences


@dataclass(frozen=True, slots=True)
class Segment:
    """One thing that the notes say, with its place; ``planned`` where it speaks of the time to come."""

    document: str
    start: int
    end: int
    text: str
    planned: bool = False
    said: str = ""  # the text with the label of its line


@lru_cache(maxsize=64)
def segments(document: str, text: str, year: int) -> tuple[Segment, ...]:
    """The places of one document, in order; ``year`` is the report's, where it is known."""
    found: list[Segment] = []
    at, planned = 0, False
    for line in text.split("\n"):
        if line.strip():
            planned = _plans(line, year) or (planned and not _LABEL.match(line) and not _is_head(line))
            found += _of_line(document, line, at, planned=planned)
        at += len(line) + 1
    return tuple(found)


def _is_head(line: str) -> bool:
    return len(line.strip()) <= 12 and not re.search(r"[0-9，。；]", line.strip()[2:])


def _plans(line: str, year: int) -> bool:
    """Whether a line begins to speak of the time to come: 明年……, or a later year than the report's."""
    if _PLANNED.match(line):
        return True
    match = _YEAR.match(line)
    return bool(match and year and int(match[1]) % 100 == (year + 1) % 100)


def _of_line(document: str, line: str, at: int, *, planned: bool) -> list[Segment]:
    label = _LABEL.match(line)
    said = label[1] if label else ""
    spans = [m.span() for m in _SENTENCE.finditer(line)] if len(line) > _LONG else [(0, len(line))]
    found = []
    for start, end in spans:
        piece = line[start:end]
        if piece.strip():
            later = planned or (len(spans) > 1 and bool(_WANTED.match(piece.strip())))
            whole = (piece if start == 0 or not said else f"{said} {piece}").lower()
            found.append(Segment(document, at + start, at + end, piece, later, whole))
    return found
