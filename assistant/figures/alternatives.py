"""Long alternations of patterns made to search quickly: those that begin with the same character stand together.

``re`` tries every alternative at every place of a text; grouped like this it passes over places that begin none. What is found
is the same, at the same place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

_MOST = 400  # alternatives that one may be opened out into
_AGAIN = tuple("?*+{")
_SPECIAL = frozenset("^$.\\()[]{}*+?|")


def searching(alternatives: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """The pattern that finds the first of these alternatives, as they would be found joined with ``|``."""
    opened = [(alt, _opened(alt)) for part in alternatives for alt in split(part)]
    blocks: list[tuple[str, str]] = []
    for sort, run in groupby(opened, key=lambda pair: pair[1] is not None or pair[0][:1]):
        several = [alternative for alternative, _ in run]
        if sort is True:
            blocks.append(_grouped([one for alternative in several for one in _opened(alternative) or ()]))
        elif sort == "^":
            blocks.append(("", f"^(?:{'|'.join(alternative[1:] for alternative in several)})"))
        else:
            blocks += [("", alternative) for alternative in several]
    if len(blocks) == 1:
        return re.compile(blocks[0][1], flags)
    return re.compile("|".join(f"(?=[{heads}])(?:{text})" if heads else text for heads, text in blocks), flags)


def _grouped(alternatives: Sequence[str]) -> tuple[str, str]:
    """The first characters of these alternatives, and all of them grouped by it, in their order."""
    rests: dict[str, dict[str, None]] = {}
    for alternative in alternatives:
        rests.setdefault(alternative[0], {})[alternative[1:]] = None
    return "".join(rests), "|".join(f"{head}(?:{'|'.join(rest)})" for head, rest in rests.items())


def _opened(text: str) -> list[str] | None:
    """The same alternative as several that each begin with a plain character; None where that cannot be told."""
    found: list[str] = []
    for alternative in _begun(text):
        if alternative is None or len(found) >= _MOST:
            return None
        found.append(alternative)
    return found or None


def _begun(text: str) -> Iterator[str | None]:
    if text.startswith("(?:") or (text.startswith("[") and not text.startswith("[^")):
        end = _closing(text)
        inner, rest = text[: end + 1], text[end + 1 :]
        several = inner.startswith("(?:")
        if not several and any(char in inner for char in "-\\"):
            yield None
            return
        may, rest = rest.startswith("?"), rest.removeprefix("?")
        if rest.startswith(_AGAIN):
            yield None
            return
        for first in split(inner[3:-1]) if several else inner[1:-1]:
            yield from _begun(first + rest)
        if may:
            yield from _begun(rest)
    elif not text or text[0] in _SPECIAL or text[1:].startswith(_AGAIN):
        yield None
    else:
        yield text


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
