"""A run of 30 or more characters taken over word for word from a sample (``figures.md`` §3)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.findings import Finding, Origin, Severity, Source
from knowledge.fingerprints import RUN
from knowledge.wording import Taken

KIND = "copied-passage"


def check(case: Case) -> Iterator[Finding]:
    """One warning for each longest run, with the place it came from; what the user's own notes hold as well is theirs."""
    if case.samples is None:
        return
    notes = case.notes_text
    for run in case.samples.wording.taken(case.text):
        for start, end in _without(notes, case.text, run):
            yield _finding(case, run, start, end)


def _without(notes: str, text: str, run: Taken) -> Iterator[tuple[int, int]]:
    """The parts of a run, each long enough for itself, that do not stand in the notes word for word."""
    start = at = run.start
    while at < run.end:
        size = _longest(notes, text, at, run.end)
        if size >= RUN:
            if at - start >= RUN:
                yield start, at
            at = start = at + size
        else:
            at += 1
    if run.end - start >= RUN:
        yield start, run.end


def _longest(notes: str, text: str, at: int, end: int) -> int:
    """How many characters from ``at`` on stand in the notes in one piece, where that makes a run."""
    if at + RUN > end or text[at : at + RUN] not in notes:
        return 0
    size = RUN
    while at + size < end and text[at : at + size + 1] in notes:
        size += 1
    return size


def _finding(case: Case, run: Taken, start: int, end: int) -> Finding:
    passage = run.passage
    first = passage.start + run.at + start - run.start
    words = case.text[start:end]
    source = Source(Origin.SAMPLE, passage.title, first, first + end - start, words)
    where = f"“{passage.heading}”一节" if passage.heading else ""
    message = f"这{end - start}个字与范文《{passage.title}》{where}一字不差，请改成自己的话。"
    return Finding(KIND, Severity.WARNING, start, end, words, message, "", (source,))
