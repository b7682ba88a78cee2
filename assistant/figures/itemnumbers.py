"""The numbers of a form's items (1, 1.1, 4.1.1): no figures, though no mark stands behind them.

1 在管项目（个）：9 / 1.1 其中 住宅6 / 5.1 人工1204.7  5.2 外包318.5
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_AT_LINE = re.compile(r"^[ 　\t]*([0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[ 　\t]+(?=[^\d\s.=＝+])", re.MULTILINE)
_INSIDE = re.compile(r"(?<=[ 　\t])([0-9]{1,2}(?:\.[0-9]{1,2}){1,3})[ 　\t]*(?=[\u4e00-\u9fffA-Za-z])")
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
