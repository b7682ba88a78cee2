"""A text as sentences and clauses with what the place of each says: heading, label, opening, closing, list item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

_SENTENCE = re.compile(r"(?:【[^】\n]*】|[^。！？!?\n])+[。！？!?]*[”’」』）)]*")
_CLAUSE = re.compile(r"(?:“[^”\n]{1,60}”|《[^》\n]{1,40}》|（[^）\n]{1,80}）|\([^)\n]{1,80}\)|[^，,；;：:。！？!?\n])+")
_LEAD = re.compile(r"[ \t　#>*\-]*")
_NUMBER = re.compile(
    r"(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[、.．)）](?![0-9])|[①-⑳])\s*|(?:第?[一二三四五六七八九十]{1,2}是|首先|其次|再次)[，,]?"
)
_NUMBERING = frozenset("（(一二三四五六七八九十0123456789第首其再①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")  # what a number begins with
_PROBLEMS = re.compile(r"问题|不足|困难|差距|短板|薄弱|没做好|欠账|教训")
_PLANS = re.compile(r"打算|计划|下一?步|明年|来年|思路|措施|建议|展望|目标")
_TOP = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+")
_LONGEST_HEADING, _LONGEST_LABEL, _SHORTEST_PARAGRAPH = 40, 36, 10


class Place(StrEnum):
    """What part of a report a sentence is by where it stands."""

    HEADING = "heading"
    LABEL = "label"
    OPENING = "opening"
    CLOSING = "closing"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence between marks, with its place in the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``start`` lies behind its number (1、, 一是), which says nothing. ``line`` counts from 0."""

    start: int
    end: int
    text: str
    line: int
    place: Place
    numbered: bool
    candid: bool  # under a heading that announces problems
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    mark: str  # the kind of number before it
    heading: bool


def sentences(text: str) -> tuple[Sentence, ...]:
    """Every sentence of a text in order, headings too."""
    lines = list(_lines(text))
    body = [n for n, line in enumerate(lines) if not line.heading and len(line.text.strip()) > _SHORTEST_PARAGRAPH]
    first, last = (body[0], body[-1]) if body else (-1, -1)
    found: list[Sentence] = []
    candid = False
    for n, line in enumerate(lines):
        spans = [m.span() for m in _SENTENCE.finditer(line.text) if m[0].strip()]
        for k, (start, end) in enumerate(spans):
            place = _place(lines, n, spans, k, first=n == first, last=n == last)
            if place in (Place.HEADING, Place.LABEL):
                candid = _candid(line.text[start:end], candid, top=place is Place.HEADING or k == 0)
            found.append(_sentence(line, n, start, end, place, candid=candid))
    return tuple(found)


def _candid(heading: str, before: bool, *, top: bool) -> bool:
    """Whether what follows a heading tells of problems; a heading of lower rank (1.) says nothing of that."""
    if _PROBLEMS.search(heading):
        return True
    return before and not (top and _TOP.match(heading.strip())) and not _PLANS.search(heading)


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for raw in text.split("\n"):
        lead = _LEAD.match(raw)
        bare = raw[lead.end() :] if lead else raw
        number = _NUMBER.match(bare)
        stripped = raw.strip()
        heading = len(stripped) <= _LONGEST_HEADING and stripped[-1:] not in "。！？；;：:，,、】" and bool(stripped)
        yield _Line(at, raw, _kind(number[0]) if number else "", heading)
        at += len(raw) + 1


def _kind(number: str) -> str:
    return re.sub(r"[一二三四五六七八九十]+", "一", re.sub(r"[0-9]+", "1", number)).strip()


def _place(
    lines: Sequence[_Line], n: int, spans: Sequence[tuple[int, int]], k: int, *, first: bool, last: bool
) -> Place:
    line = lines[n]
    if line.heading:
        return Place.HEADING
    start, end = spans[k]
    short = len(line.text[start:end].strip()) <= _LONGEST_LABEL
    numbered = _NUMBER.match(line.text[start:end].lstrip()) is not None
    if short and (k or line.mark) and numbered:
        following = line.text[slice(*spans[k + 1])].lstrip() if k + 1 < len(spans) else ""
        if (following and not _NUMBER.match(following)) or (len(spans) == 1 and _announces(lines, n)):
            return Place.LABEL
    if first:
        return Place.OPENING
    return Place.CLOSING if last and not line.mark else Place.BODY


def _announces(lines: Sequence[_Line], n: int) -> bool:
    """Whether a numbered line of one sentence stands over what follows: a number of another kind, or plain text."""
    if lines[n].mark.rstrip("，,").endswith("是"):
        return False  # 一是…… is an item of a list, and what comes after the last one is another matter
    following = next((line for line in lines[n + 1 :] if line.text.strip()), None)
    return following is not None and following.mark != lines[n].mark and not following.heading


def _sentence(line: _Line, n: int, start: int, end: int, place: Place, *, candid: bool) -> Sentence:
    lead = _LEAD.match(line.text, start, end)
    begin = lead.end() if lead else start
    number = _NUMBER.match(line.text, begin, end)
    if number and number.end() < end:
        begin = number.end()
    at = line.start
    clauses = tuple(_clause(at, m) for m in _CLAUSE.finditer(line.text, begin, end) if m[0].strip(" \t　”’）)"))
    return Sentence(at + begin, at + end, line.text[begin:end], n, place, bool(number), candid, clauses)


def _clause(at: int, match: re.Match[str]) -> Clause:
    """A clause without the number or white space before it."""
    text = match[0]
    start = 0 if not text[0].isspace() else len(text) - len(text.lstrip())
    if text[start] in _NUMBERING and (number := _NUMBER.match(text, start)) and number.end() < len(text):
        start = number.end()
    begin, end = match.span()
    return Clause(at + begin + start, at + end, text[start:])
