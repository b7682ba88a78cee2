"""Whether a repaired text may be offered: the figures of before, nothing new, and every sentence not at fault byte for byte."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from assistant.figures.reading import figures

_SENTENCE = re.compile(r"(?:【[^】\n]*】|[^。！？!?\n])+[。！？!?]*")
_NEW = 0.04  # the share of pairs of characters that joining may make new


def same_figures(before: str, after: str) -> bool:
    """Whether both texts state the same figures equally often."""
    return Counter(m.text for m in figures(before)) == Counter(m.text for m in figures(after))


def nothing_new(before: str, after: str) -> bool:
    """Whether the wording of a text comes from the one before, but for the seams."""
    known, said = _pairs(before), _pairs(after)
    return sum(pair not in known for pair in said) <= max(2, _NEW * len(said))


def trimmed_well(before: str, after: str, cuts: Iterable[tuple[int, int]]) -> bool:
    """Whether ``after`` is ``before`` made shorter at these places and nowhere else."""
    faults = list(cuts)
    sound = [
        m[0].strip() for m in _SENTENCE.finditer(before) if not any(s < m.end() and e > m.start() for s, e in faults)
    ]
    kept = all(sentence in after for sentence in sound if sentence)
    shorter = len(after) < len(before)
    return bool(after.strip()) and kept and shorter and same_figures(before, after) and nothing_new(before, after)


def _pairs(text: str) -> set[str]:
    bare = re.sub(r"[^\u4e00-\u9fff]+", " ", text)
    return {bare[n : n + 2] for n in range(len(bare) - 1) if " " not in bare[n : n + 2]}
