"""Versions of one passage: the same words with other figures, names or a sentence more."""

from __future__ import annotations

import re
from functools import lru_cache

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_PIECE = 5  # characters; two passages on one matter share few runs as long as that
_SHARED = 0.5  # of the shorter passage's pieces


def versions(one: str, other: str) -> bool:
    """Whether two passages are versions of one: half of the shorter one's runs of characters are in the other."""
    first, second = _pieces(one), _pieces(other)
    return len(first & second) >= _SHARED * min(len(first), len(second))


@lru_cache(maxsize=4_096)
def _pieces(text: str) -> frozenset[str]:
    """Return the runs of Chinese characters, figures and marks left out."""
    plain = "".join(_HAN.findall(text))
    return frozenset(plain[n : n + _PIECE] for n in range(max(1, len(plain) - _PIECE + 1)))
