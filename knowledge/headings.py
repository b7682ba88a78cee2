"""How a line begins: its number in the outline (一、 （二） 3. 一是 首先), and the heading that stands there, if any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_HEADING = 40
LONGEST_BARE = 24  # a heading without a number
STOPS = tuple("。！？!?；;，,、：:")

_CN = "一二三四五六七八九十百"
_MARKS = (  # style, level of a heading (0: only an item of a list), pattern
    ("part", 1, re.compile(rf"第([{_CN}]{{1,4}})(?:部分|章|方面)")),
    ("hash", 1, re.compile(r"(#{1,2}) ")),
    ("hash", 2, re.compile(r"(#{3,6}) ")),
    ("cn", 1, re.compile(rf"([{_CN}]{{1,4}})[、．.]、?")),
    ("(cn)", 2, re.compile(rf"[（(]([{_CN}]{{1,4}})[）)]、?")),
    ("1", 3, re.compile(r"(\d{1,2})(?:[、．)）]、?|\.(?!\d)|\.(?=\d{1,2}月))\s?")),
    ("(1)", 3, re.compile(r"[（(](\d{1,2})[）)]、?")),
    ("①", 3, re.compile(r"([①②③④⑤⑥⑦⑧⑨⑩])")),
    ("是", 0, re.compile(rf"([{_CN}])(?:是|要)[，,]?")),
    ("第", 0, re.compile(rf"第([{_CN}])(?:件?[，,、]|是)")),
    ("月", 0, re.compile(r"(\d{1,2})月[：:]")),
    ("首", 0, re.compile(r"(首先|其次|再次|最后)[，,]?")),
)
_FIRST = frozenset(f"第#（({_CN}0123456789①②③④⑤⑥⑦⑧⑨⑩首其再最")
_DIGITS = {char: n for n, char in enumerate("一二三四五六七八九", 1)}
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": 9}
_ITEM = re.compile(r"(\d{1,2})\.(?=\d)")
_SENTENCE_END = re.compile(r"[。！？；;]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the beginning of a line: its style, its value (0 for none), the level of a heading under it, its end."""

    style: str
    value: int
    level: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a line; ``level`` 0 and no text where there is none, ``bare`` where it is the whole line."""

    text: str = ""
    level: int = 0
    bare: bool = False


def mark_of(text: str) -> Mark | None:
    """Return the number that a line begins with, or None."""
    if text[:1] not in _FIRST:
        return None
    for style, level, pattern in _MARKS:
        found = pattern.match(text)
        if found:
            return Mark(style, _value(found[1]), level, found.end())
    return None


def marks_of(lines: Sequence[str]) -> list[Mark | None]:
    """Return the number of each line; 3.11部电梯 after an item 2 is item 3, though it could be a figure."""
    found: list[Mark | None] = []
    last = 0
    for line in lines:
        mark = mark_of(line)
        item = _ITEM.match(line)
        if mark is None and item and int(item[1]) == last + 1 > 1:
            mark = Mark("1", last + 1, 3, item.end())
        if mark is not None and mark.style == "1":
            last = mark.value
        elif mark is not None and mark.level:
            last = 0
        found.append(mark)
    return found


def heading_of(text: str, *, may_be_bare: bool = False) -> Heading:
    """Return the heading a stripped line begins with; without a number only where ``may_be_bare`` says so."""
    mark = mark_of(text)
    if mark is not None and mark.level:
        heading = _numbered(text, mark.end)
        bare = heading.rstrip("。") == text.rstrip("。")
        return Heading(heading.lstrip("# "), mark.level, bare) if heading else Heading()
    if may_be_bare and mark is None and reads_bare(text):
        return Heading(text, 1, bare=True)
    return Heading()


def reads_bare(text: str) -> bool:
    """Whether a short line without a number may be a heading: 春季学期, or 2025年目标：."""
    return len(text) <= LONGEST_BARE and "\t" not in text and not text.endswith(tuple(set(STOPS) - set("：:")))


def _numbered(text: str, mark: int) -> str:
    """Return the heading after a number: all of the line, or up to its full stop; empty for an item of a list."""
    stop = _SENTENCE_END.search(text, mark)
    head = text[: stop.start()] if stop else text
    whole = stop is not None and stop.end() == len(text)
    if whole and re.search(r"[，,：:]", head[mark:]) and len(head) - mark > LONGEST_BARE:
        return ""  # one whole sentence: an item of a list
    if whole and re.search(r"[，,：:]", head[mark:]) and re.search(r"\d", head[mark:]):
        return ""
    return head if len(head) - mark <= LONGEST_HEADING and head[mark:].strip() else ""


def _value(sign: str) -> int:
    if sign in _WORDS:
        return _WORDS[sign]
    if sign.isdecimal():
        return int(sign)
    if sign[0] == "#":
        return 0
    if sign[0] in "①②③④⑤⑥⑦⑧⑨⑩":
        return "①②③④⑤⑥⑦⑧⑨⑩".index(sign[0]) + 1
    return _cn(sign)


def _cn(sign: str) -> int:
    """Return the value of a Chinese number up to 99; 0 for what is none."""
    tens, ten, ones = sign.partition("十")
    if not ten:
        return _DIGITS.get(sign, 0)
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
