"""Versions of one report: which of them is worth finding."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MASK = re.compile(r"[×✕╳＊*□■○〇●_＿]{1,}|[Xx]{2,}|某(?=[镇乡县市区村局校某])")


def best_of(texts: Sequence[str]) -> int:
    """Return the index of the best version: the longest by what is not masked (××镇, 20XX年), the first of equals."""
    return max(range(len(texts)), key=lambda n: (_plain(texts[n]), -_masked(texts[n]), -n), default=0)


def _masked(text: str) -> int:
    return sum(len(match[0]) for match in _MASK.finditer(text))


def _plain(text: str) -> int:
    return sum(not char.isspace() for char in text) - _masked(text)
