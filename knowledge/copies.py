"""Runs of paragraphs that stand twice in one file: where a copy begins, and where what it copies does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

_LOST = 8  # paragraphs that one version may lack
_SMALLEST = 120  # characters of a run
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_CLAUSE = re.compile(r"[，。；：、,;:！？!?]")


def copies_in(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return where runs of paragraphs begin that stand elsewhere in the file: in the copy, and in what it copies."""
    twin = _twins(texts)
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(texts):
        source = twin[at]
        if source is None:
            at += 1
            continue
        last, last_source, size, count = at, source, 0, 0
        for n in range(at, len(texts)):
            here = twin[n]
            if n - last > _LOST:
                break
            if here is not None and 0 <= here - last_source <= _LOST:
                last, last_source, size, count = n, here, size + len(texts[n]), count + 1
        if count >= 2 and size >= _SMALLEST:
            found.append((at, source))
        at = last + 1
    return found


def _twins(texts: Sequence[str]) -> list[int | None]:
    """Return for each paragraph the earlier one that says most of the same, clause by clause, whatever is masked."""
    seen: dict[str, int] = {}
    twins: list[int | None] = []
    for n, text in enumerate(texts):
        clauses = [bare for clause in _CLAUSE.split(text) if len(bare := "".join(_HAN.findall(clause))) >= 4]
        votes: dict[int, int] = defaultdict(int)
        for clause in clauses:
            if clause in seen:
                votes[seen[clause]] += len(clause)
        best = max(votes, key=lambda k: votes[k], default=None)
        total = sum(map(len, clauses))
        twins.append(best if best is not None and votes[best] >= 0.5 * total and n - best >= 3 else None)
        for clause in clauses:
            seen[clause] = n
    return twins
