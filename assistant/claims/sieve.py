"""Many regular expressions under a few names: only those are searched for whose needful characters a text has.

Needful is what any match must hold: one of some pairs of neighbours or, where that cannot be told, one of some characters
(a prefilter, as RE2 and Cox's trigram index have it, in the small).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from operator import add
from typing import Any

try:  # the parser of the standard library; should a later Python hide it, every text is searched
    from re import _constants as ops  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    parser = None


_SHORT_RANGE = 25
_MOST = 400  # strings that a stretch of a pattern may match for them to be told one by one
_LOOSE = 20  # so many pairs let no more texts pass than one character does


class Sieve:
    """Patterns by name, in order; the first of a name that is found in a text speaks for it."""

    def __init__(self, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> None:
        self._named: dict[str, list[tuple[int, re.Pattern[str]]]] = defaultdict(list)
        self._bits: dict[str, int] = defaultdict(int)  # of each character or pair the patterns that it lets pass
        self._always = 0
        for number, (name, pattern) in enumerate(patterns):
            bit = 1 << number
            self._named[name].append((bit, pattern))
            pieces = needful(pattern)
            if pieces is None:
                self._always |= bit
            for piece in pieces or ():
                self._bits[piece] |= bit
        self.masks = {name: sum(bit for bit, _ in found) for name, found in self._named.items()}

    def passing(self, text: str) -> int:
        """Which patterns may be in a text, for ``first``."""
        mask, bits = self._always, self._bits
        for letter in text:
            if letter in bits:
                mask |= bits[letter]
        for pair in map(add, text, text[1:]):
            if pair in bits:
                mask |= bits[pair]
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
    """Pairs of neighbours and characters of which any match of a pattern must hold one; None where nothing can be said."""
    if parser is None or pattern.flags & re.IGNORECASE:
        return None
    found = _needed(parser.parse(pattern.pattern))
    return None if found is None else frozenset(found)


def _needed(items: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """The set of pieces that lets the fewest texts pass, among those of the steps of a pattern."""
    sets: list[set[str] | None] = []
    run = {""}  # all that the steps match since the last one that cannot be told string by string
    for step, detail in items:
        exact = _exact(step, detail)
        if exact is not None and len(run) * len(exact) <= _MOST:
            run = {one + other for one in run for other in exact}
        else:
            sets.append(_pieces(run))
            run = exact or {""}
        if exact is None or step is ops.ASSERT:
            sets.append(_of_step(step, detail))
    sets.append(_pieces(run))
    return min((found for found in sets if found), key=_passing, default=None)


def _pieces(strings: set[str]) -> set[str] | None:
    """A piece of each string, none that another is part of; None where one is empty."""
    if not all(strings):
        return None
    short = {one for one in strings if len(one) == 1}
    return short | {one[-2:] for one in strings if short.isdisjoint(one)}


def _passing(pieces: set[str]) -> int:
    return sum(1 if len(piece) > 1 else _LOOSE for piece in pieces)


def _exact(step: Any, detail: Any) -> set[str] | None:
    """All strings that a step matches, as far as they can be told one by one."""
    if step in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
        return {""}
    if step is ops.LITERAL:
        return {chr(detail)}
    if step is ops.IN:
        return _of_class(detail)
    if step is ops.SUBPATTERN:
        return _strings(detail[3])
    if step is ops.BRANCH:
        every = [_strings(branch) for branch in detail[1]]
        return None if None in every else _few(set().union(*(found for found in every if found)))
    if step in (ops.MAX_REPEAT, ops.MIN_REPEAT) and detail[:2] in ((0, 1), (1, 1)):
        found = _strings(detail[2])
        return None if found is None else found | ({""} if detail[0] == 0 else set())
    return None


def _strings(items: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """All strings that some steps match one after another."""
    run = {""}
    for step, detail in items:
        exact = _exact(step, detail)
        if exact is None or len(run) * len(exact) > _MOST:
            return None
        run = {one + other for one in run for other in exact}
    return run


def _few(strings: set[str]) -> set[str] | None:
    return strings if len(strings) <= _MOST else None


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
