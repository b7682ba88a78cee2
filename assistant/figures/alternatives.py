"""Long alternations of patterns made to search quickly: those that begin with the same character stand together.

``re`` tries every alternative at every place of a text; grouped like this it passes over places that begin none. What is found
is the same, at the same place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

_MOST = 4  # times its length that an alternative may grow: what is long takes long to compile
_AGAIN = tuple("?*+{")
_SPECIAL = frozenset("^$.\\()[]{}*+?|-")


Begun = list[tuple[str, str]]  # first characters, each with what may follow it


def searching(alternatives: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """The pattern that finds the first of these alternatives, as they would be found joined with ``|``."""
    every = [alternative for part in alternatives for alternative in split(part)]
    begun = {alternative: _begun(alternative) for alternative in every}
    blocks: list[tuple[str, str]] = []
    for sort, run in groupby(every, key=lambda alternative: begun[alternative] is not None or alternative[:1]):
        several = list(run)
        if sort is True:
            grouped = _merged([one for alternative in several for one in begun[alternative] or ()])
            blocks.append(("".join(head for head, _ in grouped), _written(grouped)))
        elif sort == "^":
            blocks.append(("", f"^(?:{'|'.join(alternative[1:] for alternative in several)})"))
        else:
            blocks += [("", alternative) for alternative in several]
    if len(blocks) == 1 and "[" not in {part[:1] for part in split(blocks[0][1])}:
        return re.compile(blocks[0][1], flags)  # ``re`` itself sees what it may begin with
    return re.compile("|".join(f"(?=[{heads}])(?:{text})" if heads else text for heads, text in blocks), flags)


def _merged(begun: Iterable[tuple[str, str]]) -> Begun:
    """What begins with the same character put together, in its order."""
    rests: dict[str, dict[str, None]] = {}
    for head, rest in begun:
        rests.setdefault(head, {})[rest] = None
    return [(head, next(iter(many)) if len(many) == 1 else f"(?:{'|'.join(many)})") for head, many in rests.items()]


def _written(grouped: Begun) -> str:
    """The alternatives as one pattern; characters with the same behind them stand in one class."""
    heads: dict[str, str] = {}
    for head, rest in grouped:
        heads[rest] = heads.get(rest, "") + head
    return "|".join(f"[{many}]{rest}" if len(many) > 1 else many + rest for rest, many in heads.items())


def _begun(text: str) -> Begun | None:
    """An alternative parted by the characters that it may begin with; None where that cannot be told."""
    if text.startswith("(?:") or (text.startswith("[") and not text.startswith("[^")):
        end = _closing(text)
        heads, rest = _bracketed(text[: end + 1]), text[end + 1 :]
        may, rest = rest.startswith("?"), rest.removeprefix("?")
        behind = _begun(rest) if may else []
        if heads is None or behind is None or rest.startswith(_AGAIN):
            return None
        found = [(head, first + rest) for head, first in heads] + behind
        return found if sum(len(rest) for _, rest in found) <= _MOST * len(text) else None
    if not text or text[0] in _SPECIAL or text[1:].startswith(_AGAIN):
        return None
    return [(text[0], text[1:])]


def _bracketed(text: str) -> Begun | None:
    if text.startswith("["):
        return None if any(char in text for char in "-\\") else [(char, "") for char in text[1:-1]]
    found: Begun = []
    for alternative in split(text[3:-1]):
        begun = _begun(alternative)
        if begun is None:
            return None
        found += begun
    return _merged(found)


def split(text: str) -> list[str]:
    """The alternatives of a pattern, parted at each ``|`` that stands in no brackets."""
    parts, start, at = [], 0, 0
    while at < len(text):
        if text[at] in "([":
            at = at + _closing(text[at:])
        elif text[at] == "\\":
            at += 1
        elif text[at] == "|":
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]


def _closing(text: str) -> int:
    """Where the bracket ends that a pattern begins with."""
    if text.startswith("["):
        at = 2 if text.startswith("[^") else 1
        at += text[at : at + 1] == "]"
        while text[at] != "]":
            at += 2 if text[at] == "\\" else 1
        return at
    depth = at = 0
    while True:
        if text[at] == "[":
            at += _closing(text[at:])
        elif text[at] == "\\":
            at += 1
        else:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
        if not depth:
            return at
        at += 1
