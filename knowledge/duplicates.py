"""Near-identical passages: known by the words they share, whatever their figures and punctuation.

A passage copied from last year's report with new figures shows the same way of writing; search need find it only once.
Candidates come from min-hashes in bands (an index finds them among any number of passages), and are compared word for word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = "1"  # change it when keys or likeness come out differently, and libraries compare anew
ALIKE = 0.85  # share of three-character pieces that two copies have in common
_PIECE = 3
_BANDS, _ROWS = (
    10,
    5,
)  # at the threshold 997 of 1,000 copies share a band; of texts half alike 1 in 4 is compared in vain
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_SILENT = re.compile(r"[\W_]+")
_SEED = 20261122


def keys_of(text: str) -> tuple[int, ...]:
    """Return the bands' keys; near-identical texts share at least one. Empty for a text of fewer than three characters."""
    import numpy as np

    found = _pieces(text)
    if not found.size:
        return ()
    factors, offsets = _permutations()
    smallest = (found[:, None] * factors + offsets).min(axis=0).reshape(_BANDS, _ROWS)
    weights = factors[:_ROWS]
    keys = (smallest * weights).sum(axis=1, dtype=np.uint64) ^ np.arange(_BANDS, dtype=np.uint64)
    return tuple(int(key) for key in keys.view(np.int64))


def alike(one: str, other: str) -> bool:
    """Whether two passages are copies of each other but for figures, marks and a few words."""
    import numpy as np

    first, second = np.unique(_pieces(one)), np.unique(_pieces(other))
    shared = np.intersect1d(first, second, assume_unique=True).size
    return bool(shared and shared >= ALIKE * (first.size + second.size - shared))


def _pieces(text: str) -> NDArray[np.uint64]:
    """Return each run of three characters as one number; figures count as one character, marks as none."""
    import numpy as np

    plain = _SILENT.sub("", _FIGURE.sub("0", unicodedata.normalize("NFKC", text)))
    codes = np.frombuffer(plain.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if codes.size < _PIECE:
        return np.empty(0, dtype=np.uint64)
    joined = (codes[:-2] << np.uint64(42)) ^ (codes[1:-1] << np.uint64(21)) ^ codes[2:]
    return (joined ^ (joined >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)


@cache
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the odd factors and the offsets of the hash functions, the same on every machine."""
    import numpy as np

    chance = np.random.Generator(np.random.PCG64(_SEED))
    count = _BANDS * _ROWS
    factors = chance.integers(1, 2**63, count, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    return factors, chance.integers(0, 2**63, count, dtype=np.uint64)
