"""The draft says the same thing twice, in the same words or in others (``figures.md`` §3).

Sentences are compared by their pairs of characters, rare ones counting more, and only those that share rare ones at all. In other
words counts as the same where the figures are the same too; two quarters told alike with figures of their own are no repetition.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.case import Case, Span, bigrams
from assistant.findings import Finding, Severity

KIND = "repetition"
ALIKE = 0.7  # of the weight of their pairs, where there are no figures or the first paragraph sums up
REWORDED = (0.36, 0.1)  # with the same one figure, with the same two or more
_SHORTEST = 8  # pairs of characters of a sentence that is looked at
_USUAL = 6  # sentences that share a pair of which no more is said


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence with its pairs of characters and the figures that it states."""

    span: Span
    pairs: frozenset[str]
    figures: frozenset[str]


def check(case: Case) -> Iterator[Finding]:
    """One warning on the later of two sentences that say the same."""
    said = [one for s in case.body() if len((one := _said(case, s)).pairs) >= _SHORTEST and "【" not in s.text]
    often = Counter(pair for one in said for pair in one.pairs)
    logs = {count: math.log(1 + len(said) / count) for count in set(often.values())}
    weights = {pair: logs[count] for pair, count in often.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    first = _first_paragraph(case)
    for n, one in enumerate(said):
        rare = [pair for pair in one.pairs if 1 < often[pair] <= _USUAL]
        shared = {k for pair in rare for k in holders[pair]}
        earlier = next((said[k] for k in sorted(shared) if _same(said[k], one, weights, first)), None)
        if earlier is not None:
            yield _finding(earlier, one)
        for pair in rare:
            holders[pair].append(n)


def _said(case: Case, span: Span) -> _Said:
    figures = frozenset(f.mention.text for f in case.figures if span.start <= f.mention.start < span.end)
    return _Said(span, frozenset(bigrams(span.text)), figures)


def _same(a: _Said, b: _Said, weights: dict[str, float], first: int) -> bool:
    """Whether two sentences say the same; what the first paragraph sums up may be told again in full."""
    if a.figures != b.figures:
        return False
    shared, every = a.pairs & b.pairs, a.pairs | b.pairs
    alike = sum(weights[p] for p in shared) / sum(weights[p] for p in every)
    if a.span.start < first:
        return alike >= ALIKE
    return alike >= (REWORDED[len(a.figures) > 1] if a.figures else ALIKE)


def _first_paragraph(case: Case) -> int:
    """Where the first paragraph of the body ends."""
    start = next((s.start for s in case.body()), 0)
    end = case.text.find("\n", start)
    return len(case.text) if end < 0 else end


def _finding(earlier: _Said, later: _Said) -> Finding:
    a, b = earlier.span, later.span
    words = a.text[:18] + ("……" if len(a.text) > 18 else "")
    how = "是同一句话" if a.text == b.text else "说的是同一件事"
    message = f"与前面“{words}”{how}，请合并或删去一处。"
    return Finding(KIND, Severity.WARNING, b.start, b.end, b.text, message)
