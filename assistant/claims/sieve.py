"""Many regular expressions under a few names: only those are searched for whose needful characters a text has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

try:  # the parser of the standard library; should a later Python hide it, every text is searched
    from re import _constants as ops  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    parser = None


_SHORT_RANGE = 25


class Sieve:
    """Patterns by name, in order; the first of a name that is found in a text speaks for it."""

    def __init__(self, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> None:
        self._named: dict[str, list[tuple[int, re.Pattern[str]]]] = defaultdict(list)
        self._bits: dict[str, int] = defaultdict(int)  # of each character the patterns that it lets pass
        self._always = 0
        for number, (name, pattern) in enumerate(patterns):
            bit = 1 << number
            self._named[name].append((bit, pattern))
            letters = needful(pattern)
            if letters is None:
                self._always |= bit
            for letter in letters or ():
                self._bits[letter] |= bit
        self.masks = {name: sum(bit for bit, _ in found) for name, found in self._named.items()}

    def passing(self, text: str) -> int:
        """Which patterns may be in a text, for ``first``."""
        mask, bits = self._always, self._bits
        for letter in text:
            mask |= bits.get(letter, 0)
        return mask

    def has(self, name: str, text: str, passing: int) -> bool:
        """Whether any pattern of a name is in a text."""
        if not passing & self.masks.get(name, 0):
            return False
        return any(passing & bit and pattern.search(text) for bit, pattern in self._named[name])

    def first(self, name: str, text: str, passing: int) -> str:
        """What the first pattern of a name that is in a text matches; empty where none is."""
        if passing & self.masks.get(name, 0):
            for bit, pattern in self._named[name]:
                if passing & bit and (hit := pattern.search(text)):
                    return hit[0]
        return ""

    def every(self, name: str, text: str, passing: int) -> list[str]:
        """What each pattern of a name that is in a text matches."""
        if not passing & self.masks.get(name, 0):
            return []
        found = (pattern.search(text) for bit, pattern in self._named[name] if passing & bit)
        return [hit[0] for hit in found if hit]


def needful(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Characters of which any match of a pattern must hold one; None where nothing can be said."""
    if parser is None or pattern.flags & re.IGNORECASE:
        return None
    found = _needed(parser.parse(pattern.pattern))
    return None if found is None else frozenset(found)


def _needed(items: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """The smallest set of characters among the steps of a pattern, one of which a match must hold."""
    sets = [found for step, detail in items if (found := _of_step(step, detail)) is not None]
    return min(sets, key=len, default=None)


def _of_step(step: Any, detail: Any) -> set[str] | None:
    if step is ops.LITERAL:
        return {chr(detail)}
    if step is ops.IN:
        return _of_class(detail)
    if step is ops.ASSERT and detail[0] > 0:
        return _needed(detail[1])
    if step is ops.BRANCH:
        return _of_branches(detail[1])
    if step is ops.SUBPATTERN:
        return _needed(detail[3])
    if step in (ops.MAX_REPEAT, ops.MIN_REPEAT) and detail[0] >= 1:
        return _needed(detail[2])
    return None


def _of_class(kinds: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """The characters of a class that lists them, short ranges (0-9) too."""
    found: set[str] = set()
    for kind, detail in kinds:
        if kind is ops.RANGE and detail[1] - detail[0] <= _SHORT_RANGE:
            found |= {chr(code) for code in range(detail[0], detail[1] + 1)}
        elif kind is ops.LITERAL:
            found.add(chr(detail))
        else:
            return None
    return found


def _of_branches(branches: Iterable[Iterable[tuple[Any, Any]]]) -> set[str] | None:
    found: set[str] = set()
    for branch in branches:
        needed = _needed(branch)
        if needed is None:
            return None
        found |= needed
    return found
