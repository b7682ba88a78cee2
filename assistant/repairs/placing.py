"""A finding's place in its section: offsets of the whole draft as offsets of a section's own text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.draft import Draft, Section
from assistant.findings import ABOUT_NOTES, Finding
from assistant.repairs.cutting import NUMBER

Span = tuple[int, int]
_SENTENCE = re.compile(r"(?:【[^】\n]*】|[^。！？!?；;\n])+[。！？!?；;]*")
_WORD = re.compile(r"\w")
_COVERED = 0.9  # of the characters of a sentence


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


def whole(section: Section, span: Span, said: Sequence[Span]) -> Span:
    """The sentence around a stretch where remarks cover all of it; else the stretch as it is.

    One voice parts a sentence among several findings; what is left of it by taking out one of them would say nothing.
    """
    for match in _SENTENCE.finditer(section.text):
        if match.start() <= span[0] and span[1] <= match.end():
            number = NUMBER.match(match[0])
            first = match.start() + (number.end() if number else 0)
            places = [m.start() for m in _WORD.finditer(section.text, first, match.end())]
            under = sum(any(start <= at < end for start, end in said) for at in places)
            if under >= _COVERED * len(places):
                return first, match.end()
    return span
