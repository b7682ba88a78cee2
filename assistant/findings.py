"""What the checker says: figures with their status, and findings (design ``figures.md`` §2–3, ``claims.md``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.figures.mentions import Mention
from assistant.figures.verdicts import JudgedFigure, Origin, Source, Status

__all__ = [
    "ABOUT_NOTES",
    "Finding",
    "JudgedFigure",
    "Origin",
    "Report",
    "Severity",
    "Source",
    "Status",
    "figure_findings",
]


ABOUT_NOTES = frozenset({"notes-conflict", "unused-note"})  # kinds whose offsets are in the notes


class Severity(StrEnum):
    """How bad a finding is: an error must not leave the building."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at; offsets are in the draft, or in ``evidence[0]``'s note for kinds about the notes."""

    kind: str
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    suggestion: str = ""
    evidence: tuple[Source, ...] = ()
    claim: str = ""  # act | state | cause | compliance | effect | promise, for unsourced-claim only


@dataclass(frozen=True, slots=True)
class Report:
    """All that the checker says of one draft, findings and figures sorted by place."""

    document: str
    figures: tuple[JudgedFigure, ...] = ()
    findings: tuple[Finding, ...] = ()
    mentions: tuple[Mention, ...] = field(default=())

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that must not leave the building."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)


def figure_findings(
    figures: Iterable[JudgedFigure], status: Status, kind: str, severity: Severity
) -> Iterator[Finding]:
    """The findings of one kind that figures of one status give rise to."""
    for figure in figures:
        if figure.status is status:
            m = figure.mention
            yield Finding(kind, severity, m.start, m.end, m.text, figure.message, figure.suggestion, figure.sources)
