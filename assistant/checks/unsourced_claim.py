"""A statement that the notes do not make (``claims.md``).

An act, a state, a cause or compliance is an error, an effect or a promise a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.claims.verdict import Claim, judged
from assistant.findings import Finding, Origin, Severity, Source

KIND = "unsourced-claim"
_NAMES = {
    "act": "做了这件事",
    "state": "有这个情况",
    "cause": "是这个原因",
    "compliance": "按此执行",
    "effect": "有这个效果",
    "promise": "有这项打算",
}


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause that claims something the notes do not say."""
    if case.evidence is None or case.record is None:
        return
    notes = tuple((note.document, note.text) for note in case.evidence.notes.items)
    for claim in judged(case.text, notes, case.figures):
        if claim.unsupported:
            yield finding(claim)


def finding(claim: Claim) -> Finding:
    """The finding on one claim: its clause, the nearest place in the notes, and the choice."""
    clause, near = claim.clause, claim.nearest
    severity = Severity.WARNING if claim.claim in ("effect", "promise") else Severity.ERROR
    evidence = () if near is None else (Source(Origin.NOTES, near.document, near.start, near.end, near.text),)
    message = f"笔记里没有说{_NAMES[claim.claim]}：“{clause.bare}”。请删去，或确认属实后补进笔记。"
    return Finding(KIND, severity, clause.start, clause.end, clause.text, message, "", evidence, claim.claim)
