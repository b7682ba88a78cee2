"""Words masked in one version of a report, given back where another version of it in the same file has them.

Only words: a masked year, figure or name stays masked, for versions differ in these on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

_MASK = re.compile(r"[*＊_]+|(?<=[\u4e00-\u9fff])x(?=[\u4e00-\u9fff])")
_NAMED = re.compile(
    r"[年镇乡县市区村局站所校\d]|公司|街道|社区|教育|工会|学校|同志|省|组|路|厂|院|日|月|人|户|家|元|个|号"
)
_SIZES = ((6, 6), (2, 8), (8, 2))  # characters on the left and right that must be the same
_LONGEST = 14  # characters given back
_MOST = 200  # masks of one report that are looked into
_QUOTES = str.maketrans("", "", "“”‘’\"'")  # versions differ in these
_WORD = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Filling:
    """A word given back: ``[start, end)`` of a paragraph of the masked version, and the word."""

    paragraph: int
    start: int
    end: int
    word: str


def fillings(paragraphs: Sequence[str], others: Sequence[str]) -> list[Filling]:
    """Return what other versions (whole texts) give back of the masked words in these paragraphs; they must agree."""
    found: list[Filling] = []
    plain = [other.translate(_QUOTES) for other in others]
    masks = [(n, mask) for n, text in enumerate(paragraphs) for mask in islice(_MASK.finditer(text), _MOST)]
    for n, mask in masks[:_MOST]:
        word = _word(paragraphs[n], mask.start(), mask.end(), plain)
        if word:
            found.append(Filling(n, mask.start(), mask.end(), word))
    return found


def _word(text: str, start: int, end: int, others: Sequence[str]) -> str:
    before = text[max(0, start - 12) : start].translate(_QUOTES)
    after = text[end : end + 12].translate(_QUOTES)
    if _NAMED.match(after):
        return ""
    for size_before, size_after in _SIZES:
        left, right = before[-size_before:], after[:size_after]
        if len(left) + len(right) < 8 or _MASK.search(left + right):
            continue
        given = {word for other in others if (word := _between(other, left, right))}
        if given:
            return given.pop() if len(given) == 1 else ""
    return ""


def _between(other: str, left: str, right: str) -> str:
    """Return the one word that stands between the two in another version; empty where there is none, or several."""
    found: set[str] = set()
    for at in _places(other, left):
        close = other.find(right, at, at + _LONGEST + len(right))
        if close > at and _WORD.fullmatch(other, at, close):
            found.add(other[at:close])
        if len(found) > 1:
            return ""
    return found.pop() if found else ""


def _places(other: str, left: str) -> Iterator[int]:
    """Yield where a word could begin: after each place of ``left``, or where paragraphs begin when there is none."""
    if not left:
        yield 0
        left = "\n"
    at = other.find(left)
    while at >= 0:
        yield at + len(left)
        at = other.find(left, at + 1)
