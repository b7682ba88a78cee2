"""The clauses of a report with their places: in which part of it they stand, and whether they are a heading or a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from assistant.claims.wording import furniture

_CLAUSE = re.compile(r"(?:[^，,。；;：:！!？?\n（(]+|[（(][^（）()\n]*[）)]|[（(])+")
_NUMBERS = "一二三四五六七八九十"
_ENUMERATOR = re.compile(
    rf"[ \t　#>*\-]*(?:[（(](?:[{_NUMBERS}]{{1,3}}|[0-9]{{1,2}})[）)]|第?[{_NUMBERS}]{{1,3}}[、.．]|[0-9]{{1,2}}[、.．)）](?![0-9])|"
    rf"[①-⑳]|[{_NUMBERS}]{{1,2}}是|第[{_NUMBERS}]{{1,2}}(?=[，、：])|(?:首先|其次|再次|最后)(?=[，、]))?[，、]?\s*\**"
)
_LEADING = frozenset(
    f" \t　#>*-（(第{_NUMBERS}0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳首其再最"
)  # what an enumerator begins with
_TOP = re.compile(rf"[ \t　#*]*(?:第?[{_NUMBERS}]{{1,3}}[、.．部]|#)")
_LONGEST_HEADING, _LONGEST_LABEL, _LONGEST_TITLED, _LONGEST_RUN_IN = 40, 36, 30, 8


class Part(StrEnum):
    """Which part of the report a clause stands in."""

    OPENING = "opening"
    WORK = "work"
    PROBLEMS = "problems"
    NEXT = "next"
    CLOSING = "closing"


class Clause(NamedTuple):
    """One clause: ``text`` stands at ``[start, end)`` without the mark after it, ``bare`` is the text without its number."""

    start: int
    end: int
    text: str
    bare: str
    sentence: int
    part: Part
    named: bool = False  # a title, heading or label: it names what follows
    mark: str = ""  # the punctuation after it


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    text: str
    part: Part
    heading: bool
    following: str = ""  # the next paragraph, where it is neither heading nor item


def clauses(text: str) -> tuple[Clause, ...]:
    """Every clause of a report, in order."""
    found: list[Clause] = []
    for paragraph in _paragraphs(text):
        sentences = list(_sentences(paragraph.text))
        reached = paragraph
        for number, (start, end) in enumerate(sentences):
            following = paragraph.text[sentences[number + 1][0] :] if number + 1 < len(sentences) else ""
            named = paragraph.heading or _is_label(paragraph.text[start:end], following or paragraph.following)
            first = found[-1].sentence + 1 if found else 0
            reached = _turning(reached, paragraph.text[start:end])
            found += _parted(reached, start, end, first, named=named)
    return tuple(found)


def _turning(paragraph: _Paragraph, sentence: str) -> _Paragraph:
    """The paragraph as it goes on from a sentence: what follows 下一步 under a head of problems tells plans."""
    lead = _ENUMERATOR.match(sentence)
    turned = paragraph.part is Part.PROBLEMS and furniture().turn.search(sentence[lead.end() if lead else 0 :])
    return replace(paragraph, part=Part.NEXT) if turned else paragraph


def _parted(paragraph: _Paragraph, start: int, end: int, number: int, *, named: bool) -> Iterator[Clause]:
    part, titled = paragraph.part, start + _titled(paragraph.text[start:end])
    offset = paragraph.start
    for match in _CLAUSE.finditer(paragraph.text, start, end):
        if not match[0].isspace():
            lead = _ENUMERATOR.match(match[0]) if match[0][0] in _LEADING else None
            bare = match[0][lead.end() if lead else 0 :].strip(" 　*")
            mark = paragraph.text[match.end() : match.end() + 1]
            yield Clause(
                offset + match.start(),
                offset + match.end(),
                match[0],
                bare,
                number,
                part,
                named or match.end() <= titled,
                mark,
            )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"(?:[^。！？!?（(]+|[（(][^（）()]*[）)]|[（(])+[。！？!?]*", text):
        yield match.span()


def _titled(sentence: str) -> int:
    """Where the title of an item ends that stands before a colon (1. 队伍不稳：……); 0 where there is none."""
    colon = max(sentence.find("："), sentence.find(":"))
    lead = _ENUMERATOR.match(sentence)
    numbered = bool(lead and lead[0].strip())
    bare = sentence[lead.end() if lead else 0 : max(colon, 0)]
    longest = _LONGEST_TITLED if numbered else _LONGEST_RUN_IN
    return colon if 0 < len(bare) <= longest and not re.search(r"[0-9。；;]", bare) else 0


def _is_label(sentence: str, following: str) -> bool:
    """Whether a sentence only names what the rest of its paragraph tells: numbered, short, without a figure."""
    lead = _ENUMERATOR.match(sentence)
    bare = sentence[lead.end() if lead else 0 :]
    if not lead or not lead[0].strip() or len(bare) > _LONGEST_LABEL or re.search(r"[0-9；;]", bare):
        return False
    after = _ENUMERATOR.match(following)
    return bool(following.strip()) and not (after and after[0].strip())


def _paragraphs(text: str) -> list[_Paragraph]:
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, line))
        at += len(line) + 1
    found: list[_Paragraph] = []
    headings = [_is_heading(line, first=number == 0) for number, (_, line) in enumerate(lines)]
    part = Part.OPENING if sum(headings) > 1 and headings[0] else Part.WORK
    for number, ((start, line), heading) in enumerate(zip(lines, headings, strict=True)):
        if heading and number:
            part = _part_of(line, part)
        after = lines[number + 1][1] if number + 1 < len(lines) else ""
        apart = part is not Part.WORK or number + 2 >= len(lines)
        after = "" if apart or headings[number + 1] or _ENUMERATED.match(after) else after
        own = part if heading else _turned(line, part, last=number == len(lines) - 1)
        found.append(_Paragraph(start, line, own, heading, after))
        if part is Part.OPENING and not heading and number and len(found) > 2:
            part = Part.WORK
    return _without_false_opening(found)


def _without_false_opening(found: Sequence[_Paragraph]) -> list[_Paragraph]:
    """A first paragraph that has no lead-in and is followed by no heading is work like any other."""
    return [
        replace(p, part=Part.WORK) if p.part is Part.OPENING and not p.heading and _ENUMERATED.match(p.text) else p
        for p in found
    ]


# a last line that tells plans of its own, with none of the words of a vow
_PLAINLY_PLANNED = re.compile(
    r"\s*(?:明年|来年)(?!，?(?:是|我|将是))(?!.*(?:我们|努力|奋力|力争|再接再厉|贡献|新台阶|谱写|更大|更高|更好|奋进|迈向|信心|决心|篇章|成绩))"
)
_ENUMERATED = re.compile(rf"[ \t　]*(?:[（(]?[{_NUMBERS}0-9]{{1,3}}[）)、.．]|[{_NUMBERS}]是)")


def _is_heading(line: str, *, first: bool) -> bool:
    bare = line.strip()
    if first and len(bare) <= _LONGEST_HEADING:
        return bare[-1:] not in "。！？；，、"
    if len(bare) > _LONGEST_HEADING or bare[-1:] in "。！？!?；;，,、】" or re.search(r"[。！？；;]", bare):
        return False
    return (bare[-1:] in "：:" and len(bare) <= 14) or bare[-1:] not in "：:"


def _part_of(heading: str, before: Part) -> Part:
    """Which part a heading opens; one below the top only where it says so."""
    words = furniture()
    if re.search(words.problems, heading) and not words.tackled.search(heading):
        return Part.PROBLEMS
    if re.search(words.next, heading):
        return Part.NEXT
    return Part.WORK if _TOP.match(heading) or before is Part.OPENING else before


def _turned(line: str, part: Part, *, last: bool) -> Part:
    """The part of a paragraph: the last one may close the report, others may turn to what is to come without a heading."""
    pledges = re.search(furniture().pledge, line.strip())
    if last and part is not Part.OPENING and _PLAINLY_PLANNED.match(line):
        return Part.NEXT
    if last and part is not Part.OPENING and pledges and not re.match(r"\s*(?:其中|20[0-9]{2}年?[0-9])", line):
        return Part.CLOSING
    if part is Part.WORK and re.match(r"\s*(?:下一?步|明年|来年|今后)", line):
        return Part.NEXT
    return part
