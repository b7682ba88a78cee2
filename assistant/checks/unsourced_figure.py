"""A figure that nothing states and nothing gives (``figures.md`` §2, ``unsourced``)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.findings import Finding, Severity, Status, figure_findings

KIND = "unsourced-figure"


def check(case: Case) -> Iterator[Finding]:
    """One error for each figure without a source."""
    yield from figure_findings(case.figures, Status.UNSOURCED, KIND, Severity.ERROR)
