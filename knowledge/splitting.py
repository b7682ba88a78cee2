"""A report cut into sections by its headings, and into passages that tile its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.reports import Origin, Report

Role = Literal["opening", "work", "results", "problems", "next", "closing"]

VERSION = "1"  # change it when passages come out differently, and libraries cut their reports anew
SHORTEST, IDEAL, LONGEST = 120, 300, 450  # characters of a passage

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_LEVELS = (
    (1, re.compile(rf"^(?:第{_NUMERAL}(?:部分|章|方面)|#{{1,2}} )")),
    (1, re.compile(rf"^{_NUMERAL}[、．.]")),
    (2, re.compile(rf"^(?:[（(]{_NUMERAL}[）)]|#{{3,6}} )")),
    (3, re.compile(r"^(?:\d{1,2}[、．)）]|\d{1,2}\.(?!\d)|[（(]\d{1,2}[）)])")),
)
_LONGEST_HEADING = 40
_LONGEST_BARE = 24  # a heading without a number
_END = re.compile(r"[。！？!?；;…]++[”’」』）)\"]*+(?![，、。；：])")
_STOPS = tuple("。！？!?；;，,、：:")
_PROBLEMS = re.compile(
    r"问题|不足|短处|短板|短腿|欠账|毛病|没(?:有)?(?:做好|解决|办成|办好)|还没解决|做得不够|困难(?!职工|群众|家庭|户|学生|教)|薄弱环节"
    r"|差距|教训|缺点"
)
_NEXT = re.compile(
    r"下一步|下步|下半年|明年|来年|今后|打算|努力方向|展望|下一年|(?:工作|年|季度)(?:的)?(?:安排|计划|思路|目标|指标|设想)"
    r"|目标和措施|20\d\d年(?:要|怎么)|排期"
)
_NOT_NEXT = re.compile(r"计划完成|目标完成|完成情况|下半年工作(?:回顾|情况|总结)")
_RESULTS = re.compile(r"成效|成绩|成果|荣誉|获奖|收获|实绩")
_CLOSING = re.compile(r"^(?:总之|综上|总的来看|以上(?:总结|报告|汇报)|以上，|特此|专此|请审议)|请(?:予以)?审议[。！]?$")
_PARAGRAPH_NEXT = re.compile(r"^.{0,12}(?:下一步|下步|下半年|明年|来年|今后|20\d\d年，?(?:我|将|要))")
_PARAGRAPH_PROBLEMS = re.compile(r"^.{0,30}(?:存在.{0,12}(?:问题|不足)|问题(?:和|与)不足|不足之处)")


@dataclass(frozen=True, slots=True)
class Section:
    """Whole lines under one heading path; ``text[start:end]`` holds the heading lines and the body."""

    headings: tuple[str, ...]
    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """120–450 characters of whole sentences where the section allows; an exact slice of the report's text.

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

    Level three (1.) starts no section of its own. Every other non-blank line lies in exactly one section.
    """
    return tuple(_sections(_lines(text, title)))


def passages(report: Report) -> tuple[Passage, ...]:
    """Return the passages of a report in order; together they hold each line but the title exactly once.

    No passage ends inside a sentence or with a heading, or crosses a change of role; a sentence longer than
    the limit stays whole.
    """
    found: list[Passage] = []
    lines = _lines(report.text, report.title)
    for group in _groups(_sections(lines)):
        inside = [line for line in lines if group[0].start <= line.start < group[-1].end]
        for start, end in _cuts(_pieces(inside)):
            section = next(s for s in reversed(group) if s.start <= start)
            found.append(_passage(report, section, start, end, len(found)))
    return tuple(found)


def _passage(report: Report, section: Section, start: int, end: int, number: int) -> Passage:
    text = report.text[start:end]
    key = "\0".join((VERSION, report.document, report.title, report.kind, str(number), text))
    return Passage(
        id=hashlib.sha256(key.encode()).hexdigest()[:24],
        document=report.document,
        title=report.title,
        kind=report.kind,
        heading=" / ".join(section.headings),
        role=section.role,
        text=text,
        first_line=report.text.count("\n", 0, start) + 1,
        last_line=report.text.count("\n", 0, end) + 1,
        origin=report.origin,
        start=start,
    )


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
    last_long = max((n for n, line in enumerate(found) if len(line.text) > _LONGEST_BARE), default=0)
    return [_with_heading(line, may_be_bare=0 < n < last_long) for n, line in enumerate(found)]


def _with_heading(line: _Line, *, may_be_bare: bool) -> _Line:
    for level, pattern in _LEVELS:
        mark = pattern.match(line.text)
        if mark:
            heading = _heading(line.text, mark.end())
            return replace(line, level=level, heading=heading, bare=heading == line.text) if heading else line
    if may_be_bare and len(line.text) <= _LONGEST_BARE and "\t" not in line.text and _reads_bare(line.text):
        return replace(line, level=1, heading=line.text, bare=True)
    return line


def _reads_bare(text: str) -> bool:
    """Whether a short line without a number reads as a heading: 春季学期, or 2025年目标：."""
    return not text.endswith(_STOPS) or (text.endswith(("：", ":")) and _heading_role(text) is not None)


def _heading(text: str, mark: int) -> str:
    """Return the heading a line starts with: all of it, or up to its full stop; empty for a list item."""
    stop = re.search(r"[。！？；]", text[mark:])
    head = text[: mark + stop.start()] if stop else text
    if stop and mark + stop.end() == len(text) and re.search(r"[，,：:]", head):
        return ""  # one whole sentence: an item of a list
    return head if len(head) - mark <= _LONGEST_HEADING and head[mark:].strip() else ""


def _sections(lines: list[_Line]) -> Iterator[Section]:
    if any(line.level in {1, 2} for line in lines):
        return _by_heading(lines)
    return _by_paragraph(lines)


def _by_heading(lines: list[_Line]) -> Iterator[Section]:
    role: Role = "opening"
    chapter: Role = "work"
    start, top, path = 0, (), ()  # type: int, tuple[str, ...], tuple[str, ...]
    for n, line in enumerate(lines):
        if line.level not in {1, 2}:
            continue
        if n > start:
            yield _section(lines, start, n, path, role)
        start = n
        if line.level == 1:
            path = top = (line.heading,)
            role = chapter = _heading_role(line.heading) or "work"
        else:
            path = (*top, line.heading)
            role = _heading_role(line.heading) or chapter
    after = _closing_line(lines, start)
    yield _section(lines, start, after, path, role)
    if after < len(lines):
        yield _section(lines, after, len(lines), (), "closing")


def _by_paragraph(lines: list[_Line]) -> Iterator[Section]:
    """Sections of a report without headings: the roles are read from how its paragraphs begin."""
    role: Role = "work"
    for n, line in enumerate(lines):
        if n == 0 and len(lines) > 1:
            yield _section(lines, 0, 1, (), "opening")
            continue
        if _CLOSING.search(line.text):
            role = "closing"
        elif _PARAGRAPH_PROBLEMS.search(line.text):
            role = "problems"
        elif _PARAGRAPH_NEXT.search(line.text):
            role = "next"
        yield _section(lines, n, n + 1, (), role)


def _section(lines: list[_Line], first: int, after: int, path: tuple[str, ...], role: Role) -> Section:
    return Section(path, role, lines[first].start, lines[after - 1].end)


def _closing_line(lines: list[_Line], start: int) -> int:
    """Return where the closing words begin after the heading at ``start``, or ``len(lines)``."""
    for n in range(len(lines) - 1, max(start, len(lines) - 4), -1):
        if lines[n].level == 0 and _CLOSING.search(lines[n].text):
            return n
    return len(lines)


def _heading_role(heading: str) -> Role | None:
    if _PROBLEMS.search(heading):
        return "problems"
    if _NEXT.search(heading) and not _NOT_NEXT.search(heading):
        return "next"
    return "results" if _RESULTS.search(heading) else None


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


_GLUED, _SENTENCE, _LINE, _HEADING = (
    0,
    1,
    2,
    3,
)  # no cut here; a sentence ends; a line ends; a heading follows
_WORTH = 90  # characters of distance from the ideal that one step of ``rest`` outweighs


def _pieces(lines: list[_Line]) -> list[_Piece]:
    found: list[_Piece] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        ends = [match.end() for match in _END.finditer(line.text)]
        if not ends or ends[-1] < len(line.text):
            ends.append(len(line.text))
        at = 0
        for end in ends:
            runs_in = at == 0 and line.level > 0 and line.text[:end].rstrip("。；！？") == line.heading
            found.append(_Piece(line.start + at, line.start + end, _GLUED if runs_in else _SENTENCE))
            at = end
        if not line.bare:
            leads_in = line.text.endswith(("：", ":")) and following is not None
            heading_next = following is not None and following.level in {1, 2}
            found[-1] = replace(found[-1], rest=_GLUED if leads_in else _HEADING if heading_next else _LINE)
    return found


def _cuts(pieces: list[_Piece]) -> list[tuple[int, int]]:
    """Return the ``[start, end)`` of each passage over pieces that belong together."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(pieces):
        after = _fill(pieces, at)
        runs.append((pieces[at].start, pieces[after - 1].end))
        at = after
    return runs


def _fill(pieces: list[_Piece], at: int) -> int:
    """Return the index after the last piece of the passage which begins with piece ``at``."""
    start, finish = pieces[at].start, pieces[-1].end
    allowed = [n for n in range(at + 1, len(pieces)) if pieces[n - 1].rest != _GLUED] + [len(pieces)]
    sound = [n for n in allowed if SHORTEST <= pieces[n - 1].end - start <= LONGEST]

    def worth(n: int) -> int:
        size, left = pieces[n - 1].end - start, finish - pieces[n - 1].end
        stranded = 10 * _WORTH if 0 < left < SHORTEST else 0
        whole = 10 * _WORTH if left == 0 else 0
        return pieces[n - 1].rest * _WORTH - abs(size - IDEAL) - stranded + whole

    if sound:
        return max(sound, key=worth)
    return next((n for n in allowed if pieces[n - 1].end - start >= SHORTEST), len(pieces))
