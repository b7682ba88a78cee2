"""A figure that only a sample states (``figures.md`` §2, ``leaked``)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.findings import Finding, Severity, Status, figure_findings

KIND = "leaked-figure"


def check(case: Case) -> Iterator[Finding]:
    """One error for each figure taken from a sample."""
    yield from figure_findings(case.figures, Status.LEAKED, KIND, Severity.ERROR)
