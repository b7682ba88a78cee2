"""Versions of one passage: the same words with other figures, names or a sentence more."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_PIECE = 5  # characters; two passages on one matter share few runs as long as that
_SHARED = 0.5  # of the shorter passage's pieces


class Families:
    """Passages told apart, one of each family; they are numbered as they come in."""

    def __init__(self) -> None:
        self._sizes: list[int] = []
        self._having: dict[str, list[int]] = {}

    def version_of(self, text: str) -> int | None:
        """Return the number of the first passage that this text is a version of; None for none."""
        pieces = _pieces(text)
        shared = Counter(number for piece in pieces for number in self._having.get(piece, ()))
        alike = [n for n, count in shared.items() if count >= _SHARED * min(self._sizes[n], len(pieces))]
        return min(alike, default=None)

    def add(self, text: str) -> None:
        """Take in a passage of a family of its own."""
        for piece in _pieces(text):
            self._having.setdefault(piece, []).append(len(self._sizes))
        self._sizes.append(len(_pieces(text)))


@lru_cache(maxsize=4_096)
def _pieces(text: str) -> frozenset[str]:
    """Return the runs of Chinese characters, figures and marks left out; the whole of a text too short for one."""
    plain = "".join(_HAN.findall(text))
    return frozenset(plain[n : n + _PIECE] for n in range(max(1, len(plain) - _PIECE + 1)))
