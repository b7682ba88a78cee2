"""The numbers of a form's items (1, 1.1, 4.1.1): no figures, though no mark stands behind them.

1 在管项目（个）：9 / 1.1 其中 住宅6 / 5.1 人工1204.7  5.2 外包318.5
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_AT_LINE = re.compile(r"^[ 　\t]*([0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[ 　\t]+(?=[^\d\s.=＝+]|[0-9]{1,2}月)", re.MULTILINE)
_INSIDE = re.compile(r"(?<=[ 　\t])([0-9]{1,2}(?:\.[0-9]{1,2}){1,3})[ 　\t]*(?=[\u4e00-\u9fffA-Za-z])")
_DOTTED_LINE = re.compile(
    r"^[ 　\t]*(?P<n>[0-9]{1,2})[.．、](?:(?P<glued>[0-9](?![0-9.]*[ 　\t]))|(?![0-9]))", re.MULTILINE
)
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a form: its number, where that stands, and where the item ends."""

    number: tuple[int, ...]
    start: int
    end_of_number: int
    end: int


@lru_cache(maxsize=64)
def items(text: str) -> tuple[Item, ...]:
    """The items of a form in order; empty where the lines are not numbered one after another from 1."""
    marks = list(_marks(text))
    tops = [number for number, _, _ in marks if len(number) == 1]
    if len(tops) < FEWEST or tops != [(k,) for k in range(1, len(tops) + 1)]:
        return ()
    ends = [start for _, start, _ in marks[1:]] + [len(text)]
    return tuple(
        Item(number, start, after, min(end, _line_end(text, start)))
        for (number, start, after), end in zip(marks, ends, strict=True)
    )


@lru_cache(maxsize=64)
def glued(text: str) -> tuple[tuple[int, int, int], ...]:
    """Numbers of items that touch a figure (1.人少 / 2.2个书屋): where each starts and ends, and the end of its line."""
    found: list[tuple[int, int, int]] = []
    lines = list(_DOTTED_LINE.finditer(text))
    for k, line in enumerate(lines):
        if not line["glued"]:
            continue
        number = int(line["n"])
        before = lines[k - 1] if k and number > 1 and _next_line(text, lines[k - 1], line) else None
        after = lines[k + 1] if k + 1 < len(lines) and _next_line(text, line, lines[k + 1]) else None
        known = before is not None and (not before["glued"] or bool(found and found[-1][0] == before.start("n")))
        follows = before is not None and int(before["n"]) == number - 1 and known
        leads = number == 1 and after is not None and int(after["n"]) == 2 and not after["glued"]
        if follows or leads:
            found.append((line.start("n"), line.end("n") + 1, _line_end(text, line.end())))
    return tuple(found)


def _next_line(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return not text[_line_end(text, one.end()) : other.start()].strip()


def _marks(text: str) -> Iterator[tuple[tuple[int, ...], int, int]]:
    """The numbers at the beginning of lines, and those inside a line that go on from its number."""
    top = 0
    for match in _AT_LINE.finditer(text):
        number = _parts(match[1])
        if len(number) == 1:
            if number[0] != top + 1:
                continue
            top = number[0]
        elif number[0] != top:
            continue
        yield number, match.start(1), match.end(1)
        for inside in _INSIDE.finditer(text, match.end(), _line_end(text, match.end())):
            if _parts(inside[1])[0] == top:
                yield _parts(inside[1]), inside.start(1), inside.end(1)


def _parts(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
