"""A figure that the notes state of another thing, unit or period (``figures.md`` §2, ``mismatched``)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.findings import Finding, Severity, Status, figure_findings

KIND = "mismatched-figure"


def check(case: Case) -> Iterator[Finding]:
    """One error for each figure taken from another thing."""
    yield from figure_findings(case.figures, Status.MISMATCHED, KIND, Severity.ERROR)
