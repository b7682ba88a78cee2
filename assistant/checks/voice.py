"""One voice: a clause gets at most one remark on its words, the weightiest; the list is no longer than a reader bears.

A claim without source outranks padding, a copied run and a repetition outrank padding too. That a run is copied or said twice is said
beside a claim all the same: it is another matter, and tells where the words came from. Figures and names speak for themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.checks.case import Span, clauses
from assistant.findings import Finding, Severity

RANK = {"unsourced-claim": 0, "copied-passage": 1, "repetition": 2, "boilerplate": 3}
APART = ("copied-passage", "repetition")


def one_voice(text: str, findings: Sequence[Finding]) -> list[Finding]:
    """The findings with no clause remarked upon twice: what outranks the others stays, they keep the clauses left to them."""
    spoken = sorted(
        (f for f in findings if f.kind in RANK), key=lambda f: (f.severity is Severity.INFO, RANK[f.kind], f.start)
    )
    taken: list[tuple[int, int]] = []
    kept: list[Finding] = [f for f in findings if f.kind not in RANK]
    for finding in spoken:
        left = finding if finding.kind in APART else _left(text, finding, taken)
        if left is not None:
            kept.append(left)
            taken.append((left.start, left.end))
    return sorted(kept, key=lambda f: (f.start, f.end, f.kind))


def _left(text: str, finding: Finding, taken: Sequence[tuple[int, int]]) -> Finding | None:
    """The finding on the longest run of clauses that nobody has spoken of; None where too little of it is left."""
    if not any(s < finding.end and e > finding.start for s, e in taken):
        return finding
    if finding.kind != "boilerplate":
        return None
    runs: list[list[Span]] = [[]]
    for clause in clauses(Span(finding.start, finding.end, text[finding.start : finding.end])):
        if any(s < clause.end and e > clause.start for s, e in taken):
            runs.append([])
        else:
            runs[-1].append(clause)
    best = max(runs, key=lambda run: sum(len(c.text) for c in run))
    if not best:
        return None
    start, end = best[0].start, best[-1].end
    return replace(finding, start=start, end=end, text=text[start:end])
