"""Corrections: a number that the notes take back (结案数系统里是821不是812) is no source any more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.figures.mentions import Kind
from assistant.figures.placing import Place

_NOT = re.compile(r"[，,、]?\s*(?:而)?不是\s*$")
_WRONG = re.compile(r"(?:错写成|误写|误报|写错|报错|报成|写成)(?:了|为|成)?\s*$")


def withdrawn(text: str, found: Sequence[Place]) -> frozenset[int]:
    """Where the numbers stand that a correction names as wrong, and every one of the same value and unit before it."""
    if "不是" not in text and "错" not in text:
        return frozenset()
    gone: set[int] = set()
    for i, place in enumerate(found):
        mention = place.mention
        if i == 0 or mention.kind not in (Kind.QUANTITY, Kind.PERCENT):
            continue
        between = text[found[i - 1].mention.end : mention.start]
        if _NOT.fullmatch(between) or (_WRONG.search(between) and len(between) < 12):
            gone.add(mention.start)
            same = (p.mention for p in found[:i] if p.mention.value == mention.value)
            gone.update(m.start for m in same if not m.unit or not mention.unit or m.unit == mention.unit)
    return frozenset(gone)
