"""A report cut into sections by its headings, and into passages that tile its text, one sense each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from knowledge.headings import LONGEST_BARE, heading_of, mark_of
from knowledge.reports import Origin, Report
from knowledge.roles import Role, heading_role, roles

__all__ = ["IDEAL", "LONGEST", "SHORTEST", "VERSION", "Passage", "Role", "Section", "passages", "sections"]

VERSION = "2"  # change it when passages come out differently, and libraries cut their reports anew
SHORTEST, IDEAL, LONGEST = 80, 240, 500  # characters of a passage

_END = re.compile(r"[。！？!?；;…]++[”’」』）)\"]*+(?![，、。；：])")
_SENSE = re.compile(
    r"[一二三四五六七八九十]是|首先|其次|再次|最后|此外|同时|另外|另一方面|（[一二三四五六七八九十]）|第[一二三四五六七八九十][，、]"
)


@dataclass(frozen=True, slots=True)
class Section:
    """Whole lines under one heading path; ``text[start:end]`` holds the heading lines and the body."""

    headings: tuple[str, ...]
    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """80–500 characters of whole sentences where the section allows; an exact slice of the report's text.

    ``report.text[start:start + len(text)] == text``; lines count from 1. ``heading`` is the path
    （一、建会与服务 / （一）建会入会）, empty before the first heading. ``id`` changes with the text.
    """

    id: str
    document: str
    title: str
    kind: str
    heading: str
    role: Role
    text: str
    first_line: int
    last_line: int
    origin: Origin
    start: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    level: int = 0  # 0: body; 1, 2, 3: a heading stands here
    heading: str = ""
    bare: bool = False  # nothing but the heading in this line


def sections(text: str, title: str = "") -> tuple[Section, ...]:
    """Return the sections of a cleaned report in order; a first line equal to ``title`` belongs to none.

    Level three (1.) starts no section of its own. Every other non-blank line lies in exactly one section, and
    all lines of a section have one role.
    """
    return tuple(_sections(_lines(text, title)))


def passages(report: Report) -> tuple[Passage, ...]:
    """Return the passages of a report in order; together they hold each line but the title exactly once.

    No passage ends inside a sentence or with a heading, or crosses a change of role; a sentence longer than
    the limit stays whole.
    """
    found: list[Passage] = []
    lines = _lines(report.text, report.title)
    line_of = _LineNumbers(report.text)
    at = 0
    for group in _groups(_sections(lines)):
        after = at
        while after < len(lines) and lines[after].start < group[-1].end:
            after += 1
        for start, end in _cuts(_pieces(lines[at:after])):
            inside = [s for s in group if s.start < end and s.end > start]
            found.append(_passage(report, inside, start, end, len(found), line_of))
        at = after
    return tuple(found)


class _LineNumbers:
    """Line numbers of rising offsets, each character of the text read once."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._line = text, 0, 1

    def __call__(self, offset: int) -> int:
        self._line += self._text.count("\n", self._at, offset)
        self._at = offset
        return self._line


def _passage(
    report: Report, inside: list[Section], start: int, end: int, number: int, line_of: _LineNumbers
) -> Passage:
    text = report.text[start:end]
    key = "\0".join((VERSION, report.document, report.title, report.kind, str(number), text))
    return Passage(
        id=hashlib.sha256(key.encode()).hexdigest()[:24],
        document=report.document,
        title=report.title,
        kind=report.kind,
        heading=" / ".join(_shared([section.headings for section in inside])),
        role=inside[0].role,
        text=text,
        first_line=line_of(start),
        last_line=line_of(end),
        origin=report.origin,
        start=start,
    )


def _shared(paths: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the heading path that holds for all of a passage: the first one, as far as the last one goes along."""
    first, last = paths[0], paths[-1]
    same = sum(accumulate((a == b for a, b in zip(first, last, strict=False)), lambda a, b: a and b))
    return first if len(paths) == 1 else first[: max(same, 1 if len(first) == 1 else 0)]


def _lines(text: str, title: str) -> list[_Line]:
    """Return the non-blank lines with their headings told apart; the title line is left out."""
    found: list[_Line] = []
    at = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped and not (not found and stripped.lstrip("# ") == title.strip()):
            start = at + raw.index(stripped)
            found.append(_Line(start, start + len(stripped), stripped))
        at += len(raw) + 1
    last_long = max((n for n, line in enumerate(found) if len(line.text) > LONGEST_BARE), default=0)
    return _without_items([_with_heading(line, may_be_bare=0 < n < last_long) for n, line in enumerate(found)])


def _with_heading(line: _Line, *, may_be_bare: bool) -> _Line:
    heading = heading_of(line.text, may_be_bare=may_be_bare and _stands_alone(line.text))
    if not heading.level:
        return line
    return replace(line, level=heading.level, heading=heading.text, bare=heading.bare)


def _stands_alone(text: str) -> bool:
    return not text.endswith(("：", ":")) or heading_role(text) is not None


def _without_items(lines: list[_Line]) -> list[_Line]:
    """Turn whole-line headings with nothing under them into what they are: items of a list (一、…。 二、…。)."""
    items = [False] * len(lines)
    for n, line in enumerate(lines[:-1]):
        if line.bare and _goes_on(line.text, lines[n + 1].text):
            items[n] = True
            items[n + 1] = lines[n + 1].bare
    for n, line in enumerate(lines):
        ends = n + 1 == len(lines) or lines[n + 1].level in {1, 2}
        if items[n] and not ends and not items[n + 1] and not _goes_on(line.text, lines[n + 1].text):
            items[n] = False  # the last of a row, with a body under it
        if items[n] and not line.text.endswith("。"):
            items[n] = False
    return [replace(line, level=0, heading="", bare=False) if items[n] else line for n, line in enumerate(lines)]


def _goes_on(text: str, following: str) -> bool:
    """Whether the next line has the next number of the same row."""
    mark, after = mark_of(text), mark_of(following)
    return mark is not None and after is not None and mark.style == after.style and mark.value < after.value


def _sections(lines: list[_Line]) -> Iterator[Section]:
    """Sections change where a heading of the first two levels stands, and where the role changes."""
    found = roles(lines)
    paths = _paths(lines, found)
    start = 0
    for n in range(1, len(lines) + 1):
        if n == len(lines) or found[n] != found[n - 1] or paths[n] != paths[n - 1] or lines[n].level in {1, 2}:
            yield Section(paths[start], found[start], lines[start].start, lines[n - 1].end)
            start = n


def _paths(lines: list[_Line], found: list[Role]) -> list[tuple[str, ...]]:
    """Return the heading path of each line; what has another role than a plain heading lost its own, as closing words have none."""
    path: tuple[str, ...] = ()
    top: tuple[str, ...] = ()
    role: Role | None = None
    paths: list[tuple[str, ...]] = []
    for line, here in zip(lines, found, strict=True):
        if line.level in {1, 2}:
            top = (line.heading,) if line.level == 1 else top
            path, role = top if line.level == 1 else (*top, line.heading), here
        elif here != role and path and (here == "closing" or heading_role(path[-1]) is None):
            path = top = ()
        paths.append(path)
    return paths


def _groups(found: Iterator[Section]) -> Iterator[list[Section]]:
    """Group neighbours of one role under one first heading: a passage may run over their borders."""
    group: list[Section] = []
    for section in found:
        if group and (section.role != group[-1].role or section.headings[:1] != group[-1].headings[:1]):
            yield group
            group = []
        group.append(section)
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence or heading line; ``rest`` tells how good a place its end is for a cut."""

    start: int
    end: int
    rest: int


_GLUED, _SENTENCE, _TURN, _LINE, _HEADING = range(5)  # no cut; a sentence ends; a new point; a line; a heading follows
# what a cut at such a place costs, and what it costs to run over it, in characters of distance from the ideal
_CUT = {_SENTENCE: 90.0, _TURN: 40.0, _LINE: 25.0, _HEADING: 0.0}
_OVER = {_GLUED: 0.0, _SENTENCE: 0.0, _TURN: 5.0, _LINE: 10.0, _HEADING: 90.0}


def _pieces(lines: list[_Line]) -> list[_Piece]:
    found: list[_Piece] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        ends = [match.end() for match in _END.finditer(line.text)]
        if not ends or ends[-1] < len(line.text):
            ends.append(len(line.text))
        at = 0
        for end in ends:
            runs_in = at == 0 and line.level > 0 and line.text[:end].rstrip("。；！？") == line.heading
            rest = _GLUED if runs_in else _TURN if _SENSE.match(line.text, end) else _SENTENCE
            found.append(_Piece(line.start + at, line.start + end, rest))
            at = end
        if not line.bare:
            leads_in = line.text.endswith(("：", ":")) and following is not None
            heading_next = following is not None and following.level > 0
            found[-1] = replace(found[-1], rest=_GLUED if leads_in else _HEADING if heading_next else _LINE)
        elif following is not None:
            found[-1] = replace(found[-1], rest=_GLUED)
    return found


def _cuts(pieces: list[_Piece]) -> list[tuple[int, int]]:
    """Return the ``[start, end)`` of each passage over pieces that belong together: the cheapest way to cut them."""
    units = _units(pieces)
    cost = [0.0] + [float("inf")] * len(units)
    origin = [0] * (len(units) + 1)
    over = [0.0, *accumulate(_OVER[unit.rest] for unit in units)]
    for after in range(1, len(units) + 1):
        cut = 0.0 if after == len(units) else _CUT[units[after - 1].rest]
        for at in range(after - 1, -1, -1):
            size = units[after - 1].end - units[at].start
            if size > LONGEST and at < after - 1:
                break
            price = cost[at] + _off(size) + cut + over[after - 1] - over[at]
            if price < cost[after]:
                cost[after], origin[after] = price, at
    ends = [len(units)]
    while ends[-1]:
        ends.append(origin[ends[-1]])
    return [(units[a].start, units[b - 1].end) for b, a in zip(ends[-2::-1], ends[:0:-1], strict=True)]


def _off(size: int) -> float:
    """Return what a passage of that size costs: a little for being far from the ideal, much for being too small."""
    if size < SHORTEST:
        return 400.0 + 4 * (SHORTEST - size)
    return 40.0 + (0.25 * (IDEAL - size) if size < IDEAL else 0.35 * (size - IDEAL))


def _units(pieces: list[_Piece]) -> list[_Piece]:
    """Join what no cut may part, and sentences so short that cutting them one by one would gain nothing."""
    units: list[_Piece] = []
    for piece in pieces:
        tiny = bool(units) and units[-1].rest == _SENTENCE and units[-1].end - units[-1].start < 8
        if units and (units[-1].rest == _GLUED or tiny):
            units[-1] = _Piece(units[-1].start, piece.end, piece.rest)
        else:
            units.append(piece)
    if units and units[-1].rest == _GLUED:
        units[-1] = replace(units[-1], rest=_LINE)
    return units
