"""What the comments in the Word document say, and on which words (design ``word.md``, last paragraph)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.draft import Draft
from assistant.errors import ExportError
from assistant.findings import ABOUT_NOTES, Finding, JudgedFigure, Origin, Report, Severity, Source, Status

_QUIET = frozenset({"boilerplate"})  # not worth a comment while it is only information
_LABEL = {Severity.ERROR: "【错误】", Severity.WARNING: "【请核对】", Severity.INFO: "【提示】"}
_DOCUMENT = {Origin.NOTES: "笔记", Origin.SAMPLE: "范文"}
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on ``[start, end)`` of ``draft.text()``."""

    start: int
    end: int
    text: str


def remarks(draft: Draft, report: Report, *, receipts: bool = False) -> list[Remark]:
    """Return a comment for each open finding, with ``receipts`` also for each figure with a source.

    Raises ``ExportError`` when the report is of another text: better no comment than one on wrong words.
    """
    text = draft.text()
    figures = {(f.mention.start, f.mention.end): f for f in report.figures}
    found = [Remark(f.start, f.end, _says(f, figures)) for f in report.findings if _wanted(f, text)]
    if receipts:
        found += list(_receipts(report, text))
    return sorted(found, key=lambda remark: (remark.start, -remark.end))


def _wanted(finding: Finding, text: str) -> bool:
    if finding.kind in ABOUT_NOTES or (finding.kind in _QUIET and finding.severity is Severity.INFO):
        return False
    if text[finding.start : finding.end] == finding.text:
        return True
    source = finding.evidence[0] if finding.evidence else None
    if source and source.origin is Origin.NOTES and (source.start, source.end) == (finding.start, finding.end):
        return False  # wrong arithmetic inside the notes
    raise _stale(finding.text)


def _receipts(report: Report, text: str) -> Iterator[Remark]:
    for figure in report.figures:
        mention = figure.mention
        if figure.status not in {Status.SOURCED, Status.DERIVED}:
            continue
        if text[mention.start : mention.end] != mention.text:
            raise _stale(mention.text)
        label = "【有出处】" if figure.status is Status.SOURCED else "【由笔记推算】"
        yield Remark(mention.start, mention.end, "\n".join([label, *_grounds(figure.formula, figure.sources)]))


def _says(finding: Finding, figures: Mapping[tuple[int, int], JudgedFigure]) -> str:
    figure = figures.get((finding.start, finding.end))
    formula = figure.formula if figure else None
    sources = finding.evidence or (figure.sources if figure else ())
    lines = [_LABEL[finding.severity] + finding.message]
    if finding.suggestion:
        lines.append(f"建议：{finding.suggestion}")
    return "\n".join([*lines, *_grounds(formula, sources)])


def _grounds(formula: str | None, sources: Iterable[Source]) -> list[str]:
    lines = [f"算式：{formula}"] if formula else []
    for source in dict.fromkeys(sources):
        quote = _seen(" ".join(source.text.split()))
        quote = quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE] + "……"
        lines.append(f"{_DOCUMENT[source.origin]}《{_seen(source.document)}》：“{quote}”")
    return lines


def _seen(text: str) -> str:
    """The text without the characters that nobody sees, some of which turn a line round."""
    return "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cc"))


def _stale(words: str) -> ExportError:
    return ExportError(f"核对结果不是这一稿的（“{words[:20]}”已不在原处），请重新核对后再导出。")
