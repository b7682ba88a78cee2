"""Near-duplicates: versions of one report, however masked, cut or laid out, are one family.

A text is reduced to its Chinese characters; the smallest hashes of its four-character shingles (one permutation hashing) stand for it, and
only texts that share a band of them are compared at all, so that the work grows with the number of texts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

ALIKE = 0.6  # from this likeness on two texts are versions of one report

_BINS, _ROWS = 252, 3  # 84 bands of 3: texts that share a third of their shingles are compared in 96 cases of 100
_SHINGLE = 4
_LEAST = 24  # distinct shingles; shorter texts are versions only of their equals
_REMEMBERED = 8  # texts a band is compared with: enough where all are versions of each other
_LONGEST = 400_000  # characters looked at
_OTHER = re.compile(r"[^\u4e00-\u9fff]+|某")
_MASK = re.compile(r"(?<![A-Za-z])[xX]{1,4}(?![A-Za-z])|_{1,}|[*×＊＿]+|某")
_EMPTY = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a text comes down to: ``size`` distinct shingles, and the smallest hash in each of 252 bins."""

    size: int
    bins: tuple[int, ...]

    def bands(self) -> Iterator[bytes]:
        """Return keys of which versions of one text share at least one: what an index over many texts holds."""
        if self.size < _LEAST:
            yield b"whole" + self._key(0, _BINS)
            return
        filled = _filled(self.bins)
        for at in range(0, _BINS, _ROWS):
            yield at.to_bytes(2, "big") + b"".join(value.to_bytes(4, "big") for value in filled[at : at + _ROWS])

    def to_bytes(self) -> bytes:
        """Return a form to be stored, from which ``from_bytes`` makes the fingerprint again."""
        return self.size.to_bytes(4, "big") + self._key(0, _BINS)

    @classmethod
    def from_bytes(cls, data: bytes) -> Fingerprint:
        """Return the fingerprint that ``to_bytes`` wrote; raises ``ValueError`` for anything else."""
        if len(data) != 4 * (_BINS + 1):
            raise ValueError("no fingerprint")
        numbers = [int.from_bytes(data[at : at + 4], "big") for at in range(0, len(data), 4)]
        return cls(numbers[0], tuple(numbers[1:]))

    def _key(self, first: int, after: int) -> bytes:
        return b"".join(value.to_bytes(4, "big") for value in self.bins[first:after])


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a text; masks, figures, punctuation and layout leave it as it is."""
    return _fingerprint(_OTHER.sub("", text[:_LONGEST]))


@lru_cache(maxsize=256)  # asked for when a file is understood, and again when its reports are stored
def _fingerprint(plain: str) -> Fingerprint:
    shingles = {plain[at : at + _SHINGLE] for at in range(max(1, len(plain) - _SHINGLE + 1))} - {""}
    bins = [_EMPTY] * _BINS
    for shingle in shingles:
        value = int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest(), "big")
        place, rest = value % _BINS, value >> 33
        bins[place] = min(bins[place], rest)
    return Fingerprint(len(shingles), tuple(bins))


def alike(a: Fingerprint, b: Fingerprint) -> float:
    """Return, from 0 to 1, how much of the shorter of two texts stands in the longer one (an estimate, ±0.05)."""
    if not a.size or not b.size:
        return 0.0
    if min(a.size, b.size) < _LEAST:
        return float(a == b)
    used = [(x, y) for x, y in zip(a.bins, b.bins, strict=True) if not x == y == _EMPTY]
    same = sum(x == y for x, y in used) / len(used)
    shared = same / (1 + same) * (a.size + b.size)
    return min(1.0, shared / min(a.size, b.size))


def families(texts: Sequence[str]) -> tuple[str, ...]:
    """Return for each text the short id of its family; equal ids mean versions of one report."""
    return of_fingerprints([fingerprint(text) for text in texts])


def of_fingerprints(prints: Sequence[Fingerprint]) -> tuple[str, ...]:
    """Return the family ids of texts known by their fingerprints; an id comes from the first text of its family."""
    leader = list(range(len(prints)))

    def root(n: int) -> int:
        while leader[n] != n:
            leader[n] = leader[leader[n]]
            n = leader[n]
        return n

    holders: dict[bytes, list[int]] = defaultdict(list)
    for n, one in enumerate(prints):
        rivals: set[int] = set()
        for band in one.bands():
            held = holders[band]
            rivals.update(held)
            if len(held) < _REMEMBERED:
                held.append(n)
        for rival in sorted(rivals):
            if root(rival) != root(n) and alike(prints[rival], one) >= ALIKE:
                leader[max(root(rival), root(n))] = min(root(rival), root(n))
    return tuple(_id(prints[root(n)]) for n in range(len(prints)))


def best(texts: Sequence[str]) -> int:
    """Return which version of a family to keep for retrieval: the fullest of those with the fewest masks."""
    return max(range(len(texts)), key=lambda n: (len(texts[n]) - 40 * len(_MASK.findall(texts[n])), -n))


def _filled(bins: Sequence[int]) -> list[int]:
    """Return the bins with each empty one taking over the next that is not, told apart by the distance."""
    found = list(bins)
    held, away = _EMPTY, 0
    for n in [*range(_BINS - 1, -1, -1)] * 2:
        if bins[n] != _EMPTY:
            held, away = bins[n], 0
        elif held != _EMPTY:
            away += 1
            found[n] = (held + away * 0x9E3779B1) & _EMPTY
    return found


def _id(one: Fingerprint) -> str:
    return blake2b(one.to_bytes(), digest_size=5).hexdigest()
