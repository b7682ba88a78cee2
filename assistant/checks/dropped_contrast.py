"""The notes set a figure against last year, a target or a remainder that makes it look worse; the draft gives it alone (``claims.md``)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.claims.contrasts import Contrast, contrast
from assistant.figures.verdicts import JudgedFigure
from assistant.findings import Finding, Severity, Status

KIND = "dropped-contrast"
_SPANS = ("年", "个月", "月", "天")
_WHAT = {
    "last": "上一年的数",
    "target": "定下的任务",
    "left": "没完成的部分",
    "fell": "同上一年的差",
    "lost": "没成的那部分",
    "rank": "名次",
    "passed": "合格的数",
    "came": "真正成了的数",
    "all": "总数",
}


def check(case: Case) -> Iterator[Finding]:
    """One warning for each figure of the draft whose less welcome companion is told neither in figures nor in words."""
    if case.record is None:
        return
    used = {(s.document, s.start) for figure in case.figures for s in figure.sources}
    for figure in case.figures:
        found = _against(case, figure)
        if found is None or (found.noted.document, found.noted.mention.start) in used:
            continue
        if found.against == "left" and _whole_told(case, figure, found, used):
            continue
        if not found.told_in(_sentence(case, figure)):
            yield _finding(figure, found)


def _whole_told(case: Case, figure: JudgedFigure, found: Contrast, used: set[tuple[str, int]]) -> bool:
    """Whether the draft tells the whole too, from which the remainder follows."""
    if case.record is None:
        return False
    noted = case.record.at(figure.sources[0].document, figure.sources[0].start)
    line = case.record.lines.get(found.noted.line, ())
    whole = None if noted is None else noted.base + found.noted.base
    return any(n.base == whole and (n.document, n.mention.start) in used for n in line)


def _against(case: Case, figure: JudgedFigure) -> Contrast | None:
    if case.record is None or figure.status is not Status.SOURCED or not figure.sources:
        return None
    noted = case.record.at(figure.sources[0].document, figure.sources[0].start)
    if noted is None or (
        figure.mention.unit in _SPANS and not noted.mention.unit
    ):  # 一年来 rests on no count of the notes
        return None
    return contrast(noted, case.record.lines.get(noted.line, ()), case.record.figures)


def _sentence(case: Case, figure: JudgedFigure) -> str:
    """The sentence of a figure, and the one after it."""
    at = figure.mention.start
    index = next((n for n, s in enumerate(case.sentences) if s.start <= at < s.end), None)
    return "" if index is None else "".join(s.text for s in case.sentences[index : index + 2])


def _finding(figure: JudgedFigure, found: Contrast) -> Finding:
    m, other = figure.mention, found.noted
    said = f"{other.label}{other.mention.text}" if other.label else other.mention.text
    message = f"笔记里还有{_WHAT[found.against]}“{said}”，这里只报“{m.text}”会显得更好看，请一并写上。"
    return Finding(KIND, Severity.WARNING, m.start, m.end, m.text, message, other.mention.text, (other.source(),))
