"""The text contradicts its own arithmetic (``figures.md`` §3)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.figures.arithmetic import slips
from assistant.findings import Finding, Severity

KIND = "wrong-arithmetic"


def check(case: Case) -> Iterator[Finding]:
    """One error for each sum, share, growth or count that does not hold within the draft."""
    for slip in slips(case.text):
        yield Finding(KIND, Severity.ERROR, slip.start, slip.end, slip.text, slip.message, slip.right)
