"""A finding's place in its section: offsets of the whole draft as offsets of a section's own text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.draft import Draft, Section
from assistant.findings import ABOUT_NOTES, Finding

Span = tuple[int, int]


def spans_in(draft: Draft, section: Section, findings: Iterable[Finding]) -> Iterator[tuple[Finding, Span]]:
    """The findings that lie in a section's text, each with its place in that text."""
    at = next(start for one, start, _ in draft.spans() if one.id == section.id)
    shift = at + (len(section.heading) + 1 if section.heading else 0)
    shift -= len(section.text) - len(section.text.lstrip("\n"))
    for finding in findings:
        start, end = finding.start - shift, finding.end - shift
        if finding.kind not in ABOUT_NOTES and start >= 0 and end <= len(section.text):
            yield finding, (start, end)


def section_of(draft: Draft, finding: Finding) -> Section | None:
    """The section in which a finding stands; None for the title."""
    return next((one for one, start, end in draft.spans() if start <= finding.start and finding.end <= end), None)
