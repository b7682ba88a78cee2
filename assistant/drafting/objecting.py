"""What is said against a model's text besides what the checker says: faults for the repair rounds, marks for the page.

Only a model's sentence can have a receipt that names nothing; what the user types has none and is the checker's alone.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from assistant.draft import Draft
from assistant.drafting.repairing import Fault
from assistant.drafting.slots import FAULTY
from assistant.facts import Fact
from assistant.findings import ABOUT_NOTES, Finding, Report, Severity, Source
from assistant.receipts import Written, groundless, placed

_MENDABLE = frozenset(
    {
        "unsourced-figure", "mismatched-figure", "leaked-figure", "leaked-name", "wrong-arithmetic", "copied-passage",
        "unsourced-claim", "dropped-contrast", "boilerplate", "repetition",
    }
)  # fmt: skip
_UNUSED = re.compile("：可换成笔记里还没用的.*$")  # which may be a line that another section is shown
_NO_NOTE = "这句没有注明依据哪条笔记，请在句末写上笔记号；哪条笔记都没说的，删去这句。"
_NOTHING_NAMED = "写这句时没有说出依据哪条笔记，请对照笔记核对，属实再保留。"


def faults(report: Report, written: Written, start: int, facts: Iterable[Fact]) -> tuple[Fault, ...]:
    """What a section whose text stands at ``start`` of a report must not leave with, of that which its writer can mend."""
    here, end = {fact.source for fact in facts}, start + len(written.text)
    own = [f for f in report.findings if start <= f.start < end and f.kind not in ABOUT_NOTES and _is_mendable(f, here)]
    found = [Fault(f.start - start, f.end - start, _UNUSED.sub("。", f.message)) for f in own]
    bare = groundless(placed(written.receipts, written.text))
    return (*found, *(Fault(first, last, _NO_NOTE) for first, last, _ in bare))


def with_marks(report: Report, draft: Draft) -> Report:
    """The checker's report of a draft, and what its receipts add to it."""
    return _with_groundless(report, draft)


def _is_mendable(finding: Finding, here: Container[Source | None]) -> bool:
    """Whether a section's writer, which has the figures ``here``, can mend what is found.

    It cannot fill the gaps that only the user can, nor tell a contrast that another section's notes give.
    """
    if finding.kind == "dropped-contrast" and not all(source in here for source in finding.evidence):
        return False
    if finding.kind == "placeholder":
        return finding.text.startswith(FAULTY)
    return finding.kind in _MENDABLE and finding.severity is not Severity.INFO


def _and(report: Report, found: Sequence[Finding]) -> Report:
    every = sorted((*report.findings, *found), key=lambda f: (f.kind in ABOUT_NOTES, f.start, f.end, f.kind))
    return replace(report, findings=tuple(every)) if found else report


def _with_groundless(report: Report, draft: Draft) -> Report:
    """The report with a warning for each sentence that rests on no note, where nothing else is said against it."""
    told = [f for f in report.findings if f.kind not in ABOUT_NOTES and f.severity is not Severity.INFO]
    found = [
        Finding("unsourced-claim", Severity.WARNING, start, end, receipt.sentence, _NOTHING_NAMED)
        for start, end, receipt in groundless(draft.receipts())
        if not any(f.start < end and f.end > start for f in told)
    ]
    return _and(report, found)
