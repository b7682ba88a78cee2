"""Two places of the notes contradict each other (``claims.md``): offsets are in the notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.figures.arithmetic import slips
from assistant.findings import Finding, Origin, Severity, Source
from assistant.notes import CONFIRMED, Note

KIND = "notes-conflict"
_CUT_OFF = re.compile(
    r"(?:截至|截止|统计到|数据到|数截到)(?:到|今年|20\d\d年)?((?:\d{1,2}月)(?:底|末|\d{1,2}[日号]|上旬|中旬|下旬)?)"
)


def check(case: Case) -> Iterator[Finding]:
    """One info for each sum of the notes that does not hold, and where the notes name two cut-off dates."""
    if case.evidence is None:
        return
    for note in case.evidence.notes.items:
        if note.document == CONFIRMED:
            continue
        for slip in slips(note.text):
            places = tuple(_source(note, *span) for span in ((slip.start, slip.end), *slip.operands))
            yield Finding(
                KIND,
                Severity.INFO,
                slip.start,
                slip.end,
                slip.text,
                f"笔记自身对不上：{slip.message}",
                slip.right,
                places,
            )
        yield from _cut_offs(note)


def _cut_offs(note: Note) -> Iterator[Finding]:
    found = list(_CUT_OFF.finditer(note.text))
    for match in found[1:]:
        if match[1] != found[0][1]:
            message = f"笔记里有两个统计截止时间（{found[0][1]}和{match[1]}），请确认用哪一个。"
            places = (_source(note, *match.span(1)), _source(note, *found[0].span(1)))
            yield Finding(KIND, Severity.INFO, match.start(1), match.end(1), match[1], message, "", places)


def _source(note: Note, start: int, end: int) -> Source:
    return Source(Origin.NOTES, note.document, start, end, note.text[start:end])
