"""A run of 30 or more characters taken over word for word from a sample (``figures.md`` §3)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.checks.samples import RUN
from assistant.findings import Finding, Origin, Severity, Source

KIND = "copied-passage"


def check(case: Case) -> Iterator[Finding]:
    """One warning for each longest run; what the user's own notes hold as well is theirs."""
    if case.samples is None:
        return
    text, notes, at = case.text, case.notes_text, 0
    while at + RUN <= len(text):
        hit = case.samples.runs.get(hash(text[at : at + RUN]))
        if hit is None or hit[0].text[hit[1] : hit[1] + RUN] != text[at : at + RUN] or text[at : at + RUN] in notes:
            at += 1
            continue
        passage, start = hit
        size = RUN
        while (
            text[at + size : at + size + 1]
            and text[at + size : at + size + 1] == passage.text[start + size : start + size + 1]
        ):
            size += 1
        source = Source(
            Origin.SAMPLE,
            passage.title,
            passage.start + start,
            passage.start + start + size,
            passage.text[start : start + size],
        )
        message = f"这{size}个字与范文《{passage.title}》一字不差，请改成自己的话。"
        yield Finding(KIND, Severity.WARNING, at, at + size, text[at : at + size], message, "", (source,))
        at += size
