"""A statement that the notes do not make (``claims.md``).

An act, a state, a cause or compliance is an error, an effect or a promise a warning, and so is what only a model's second opinion
finds wanting.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.claims.seconding import seconded
from assistant.claims.verdict import Claim, judged
from assistant.findings import Finding, Origin, Severity, Source

KIND = "unsourced-claim"
_CHOICES = "请删去，或确认属实后作为您自己的话保留，或补上依据。"
_SHOWN = 24  # characters of a note that a message quotes
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
    claims = judged(case.text, notes, case.figures)
    if case.ask is not None:
        claims = seconded(claims, notes, case.ask)
    for claim in claims:
        if claim.unsupported:
            yield finding(claim)


def finding(claim: Claim) -> Finding:
    """The finding on one claim: its clause, or only the words that widen what is borne out; the nearest note; the choice."""
    clause, near = claim.clause, claim.nearest
    gentle = claim.seconded or claim.claim in ("effect", "promise")
    severity = Severity.WARNING if gentle else Severity.ERROR
    evidence = () if near is None else (Source(Origin.NOTES, near.document, near.start, near.end, near.text),)
    if claim.only_widens:
        start = clause.start + clause.text.index(claim.reading.words)
        text = claim.reading.words
        message = f"“{text}”是笔记里没有的说法，把事情说大了（{_nearest(claim)}）：{_CHOICES}"
        return Finding(KIND, severity, start, start + len(text), text, message, "", evidence, claim.claim)
    text = clause.text.rstrip()
    if claim.contrary and near is not None:
        message = (
            f"笔记里说的正相反（“{_short(near.text)}”）：“{clause.bare}”请照笔记改过来；笔记有误的话，请先改笔记。"
        )
        return Finding(KIND, severity, clause.start, clause.start + len(text), text, message, "", evidence, claim.claim)
    message = f"笔记里没有说{_NAMES[claim.claim]}（{_nearest(claim)}）：“{clause.bare}”{_CHOICES}"
    return Finding(KIND, severity, clause.start, clause.start + len(text), text, message, "", evidence, claim.claim)


def _nearest(claim: Claim) -> str:
    near = claim.nearest
    return f"最接近的是“{_short(near.text)}”" if near is not None and claim.support.share > 0 else "没有相近的话"


def _short(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= _SHOWN else f"{bare[:_SHOWN]}……"
