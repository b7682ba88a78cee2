"""The notes set a figure against last year, a target or a remainder that makes it look worse; the draft gives it alone (``claims.md``).

Coarse for now: a line of the notes with a better figure of last year or an unmet target of the same measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.figures.record import Noted, measure
from assistant.findings import Finding, Severity, Status

KIND = "dropped-contrast"
_TARGET = re.compile(r"任务|目标|计划|指标|应")


def check(case: Case) -> Iterator[Finding]:
    """One warning for each figure of the draft whose less welcome companion was left out."""
    if case.record is None:
        return
    used = {(s.document, s.start) for figure in case.figures for s in figure.sources}
    by_place = {(n.document, n.mention.start): n for n in case.record.figures}
    for figure in case.figures:
        if figure.status is not Status.SOURCED:
            continue
        noted = by_place.get((figure.sources[0].document, figure.sources[0].start))
        better = _companion(case, noted) if noted else None
        if better and (better.document, better.mention.start) not in used:
            m = figure.mention
            said = f"{better.label}{better.mention.text}" if better.label else better.mention.text
            message = f"笔记里与“{m.text}”对照的“{said}”没有写出来，只报这个数会显得更好看，请一并写上。"
            yield Finding(
                KIND, Severity.WARNING, m.start, m.end, m.text, message, better.mention.text, (better.source(),)
            )


def _companion(case: Case, noted: Noted) -> Noted | None:
    """A figure in the same line of the notes, of the same measure, which is greater: last year's, or the target."""
    if case.record is None or noted.place.period == "last" or noted.mention.value is None:
        return None
    for other in case.record.lines.get((noted.document, noted.place.line[0]), ()):
        if other is noted or measure(other.mention) != measure(noted.mention) or other.mention.value is None:
            continue
        against = other.place.period == "last" or bool(_TARGET.search(other.place.before))
        if against and other.mention.value > noted.mention.value:
            return other
    return None
