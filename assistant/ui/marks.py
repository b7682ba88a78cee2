"""A checked draft as HTML: every figure marked and with its receipt, every finding with its reason. Text in, text out.

Everything that comes from a user, a note, a sample or a model is escaped here. Marks do not nest: the text is cut wherever
a figure or a finding begins or ends, so that overlapping findings need no special care. Receipts are elements of the class
``receipt``; without them and without tags what is left is the text, character for character.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType

from assistant.findings import ABOUT_NOTES, Finding, JudgedFigure, Origin, Report, Severity, Source, Status
from assistant.notes import Notes
from assistant.receipts import Receipt

__all__ = ["KINDS", "Backing", "counts", "receipt_of", "render", "shown"]

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "unsourced-figure": "没有出处",
        "leaked-figure": "范文里的数",
        "mismatched-figure": "对不上",
        "wrong-arithmetic": "算不对",
        "placeholder": "待补充",
        "leaked-name": "范文里的名称",
        "copied-passage": "照抄范文",
        "boilerplate": "空话",
        "repetition": "重复",
        "unsourced-claim": "笔记没说",
        "dropped-contrast": "漏了对照",
        "notes-conflict": "笔记自相矛盾",
        "unused-note": "没用上",
    }
)
_TONES = {Status.SOURCED: "sourced", Status.DERIVED: "derived"}
_SUB_HEADING = re.compile(r"（[一二三四五六七八九十]{1,3}）[^。；！？]{1,30}")
_HIDDEN = frozenset(("Cf", "Cc"))
_AROUND = 44  # characters of a note shown on either side of what it is quoted for
_MOST_SOURCES = 6
_MOST_LINES = 12  # under a sentence, which may tell a table


@dataclass(frozen=True, slots=True)
class Backing:
    """What receipts quote from: the notes, and the titles of the samples by their document names."""

    notes: Notes = field(default_factory=Notes)
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A run of text with the same figure and findings over all of it."""

    start: int
    end: int
    figure: JudgedFigure | None
    findings: tuple[Finding, ...]


def render(
    text: str,
    report: Report,
    backing: Backing | None = None,
    *,
    start: int = 0,
    end: int | None = None,
    headings: Collection[str] = (),
    receipts: Iterable[tuple[int, int, Receipt]] = (),
) -> str:
    """The text from ``start`` to ``end`` as HTML, one ``<p>`` a line; ``report`` and ``receipts`` are of the whole text."""
    end = len(text) if end is None else end
    marked, rests = _marked(report), {after: receipt for _, after, receipt in receipts}
    lines, at = [], start
    for line in text[start:end].split("\n"):
        inner = "".join(
            _piece(text, s, backing or Backing()) + _basis(rests.get(s.end), backing or Backing())
            for s in _stretches(report.figures, marked, at, at + len(line), rests)
        )
        lines.append(f'<p class="{_line_class(line, headings)}">{inner}</p>')
        at += len(line) + 1
    return "\n".join(lines)


def _marked(report: Report) -> list[Finding]:
    """The findings that show in the draft: neither those about the notes nor mere remarks."""
    return [f for f in report.findings if f.kind not in ABOUT_NOTES and f.severity is not Severity.INFO]


def _line_class(line: str, headings: Collection[str]) -> str:
    if line in headings:
        return "heading"
    return "sub-heading" if _SUB_HEADING.fullmatch(line) else "para"


def _stretches(
    figures: Sequence[JudgedFigure], findings: Sequence[Finding], start: int, end: int, cuts_at: Iterable[int] = ()
) -> Iterator[_Stretch]:
    near = [f for f in figures if f.mention.start < end and f.mention.end > start]
    over = [f for f in findings if f.start < end and max(f.end, f.start + 1) > start]
    edges = {start, end, *(at for at in cuts_at if start < at < end)}
    for left, right in [(f.mention.start, f.mention.end) for f in near] + [
        (f.start, max(f.end, f.start + 1)) for f in over
    ]:
        edges |= {min(max(left, start), end), min(max(right, start), end)}
    cuts = sorted(edges)
    for left, right in itertools.pairwise(cuts):
        figure = next((f for f in near if f.mention.start <= left and right <= f.mention.end), None)
        here = tuple(f for f in over if f.start <= left and right <= max(f.end, f.start + 1))
        yield _Stretch(left, right, figure, here)


def _piece(text: str, stretch: _Stretch, backing: Backing) -> str:
    words = escape(text[stretch.start : stretch.end])
    tones = _tones(stretch)
    if not tones:
        return words
    parts = [receipt_of(stretch.figure, backing)] if stretch.figure and stretch.figure.status in _TONES else []
    parts += [_reason(finding, backing) for finding in stretch.findings]
    receipt = f'<span class="receipt">{"".join(parts)}</span>' if parts else ""
    if stretch.figure is not None:
        tones = ["figure", *tones]
    return f'<mark class="{" ".join(tones)}" tabindex="0">{words}{receipt}</mark>'


def _basis(receipt: Receipt | None, backing: Backing) -> str:
    """The small sign after a sentence under which the notes stand that it rests on; nothing where it names none."""
    if receipt is None or not receipt.sources:
        return ""
    head = '<span class="what"><span class="tag sourced">依据</span></span>'
    quotes = _quotes(receipt.sources, backing, _MOST_LINES)
    return f'<mark class="basis" tabindex="0"><span class="receipt">{head}{quotes}</span></mark>'


def _tones(stretch: _Stretch) -> list[str]:
    tones = []
    if stretch.figure is not None and stretch.figure.status in _TONES:
        tones.append(_TONES[stretch.figure.status])
    severities = {finding.severity for finding in stretch.findings}
    if Severity.ERROR in severities:
        return ["error"]
    if stretch.figure is not None and stretch.figure.status and not tones:
        return ["error"]
    if Severity.WARNING in severities:
        tones.append("warning")
    return tones


def receipt_of(figure: JudgedFigure, backing: Backing) -> str:
    """Where a sourced figure stands in the notes, or what a derived one is worked out from."""
    if figure.status is Status.DERIVED:
        formula = figure.formula or ""
        sum_up = formula + figure.mention.text if formula.endswith(("＝", "=")) else formula
        head = f'<span class="tag derived">算得出</span><span class="formula">{escape(sum_up)}</span>'
    else:
        head = '<span class="tag sourced">有出处</span>'
    return f'<span class="what">{head}</span>{_quotes(figure.sources, backing)}'


def _reason(finding: Finding, backing: Backing) -> str:
    tone = "error" if finding.severity is Severity.ERROR else "warning"
    tag = f'<span class="tag {tone}">{escape(KINDS.get(finding.kind, "提醒"))}</span>'
    better = f'<span class="better">可改为：{escape(finding.suggestion)}</span>' if finding.suggestion else ""
    quotes = _quotes(finding.evidence, backing)
    return f'<span class="what">{tag}{escape(finding.message)}</span>{better}{quotes}'


def shown(finding: Finding, backing: Backing) -> str:
    """A finding for the list beside the draft: its words, the reason, what to write instead, and the evidence."""
    return f'<div class="reason">{_reason(finding, backing)}</div>'


def _quotes(sources: Sequence[Source], backing: Backing, most: int = _MOST_SOURCES) -> str:
    rows: list[str] = []
    seen: set[str] = set()
    for source in sources:
        quote = _quote(source, backing)
        if quote not in seen and len(seen) < most:
            seen.add(quote)
            rows.append(f'<span class="quote">{quote}</span>')
    return "".join(rows)


def _quote(source: Source, backing: Backing) -> str:
    """The line of a note around a source, the source itself in bold; for a sample its title and words."""
    if source.origin is Origin.SAMPLE:
        title = backing.titles.get(source.document, source.document)
        return f'<span class="from">范文《{_flat(title)}》</span>…<b>{_flat(source.text)}</b>…'
    name = f'<span class="from">{_flat(source.document)}</span>'
    text = backing.notes.text_of(source.document)
    if text[source.start : source.end] != source.text:
        return f"{name}<b>{_flat(source.text)}</b>"
    left = max(text.rfind("\n", 0, source.start) + 1, source.start - _AROUND)
    right = min((text + "\n").index("\n", source.end), source.end + _AROUND)
    before, after = text[left : source.start].lstrip(), text[source.end : right].rstrip()
    cut_left = "…" if left and text[left - 1] != "\n" else ""
    cut_right = "…" if right < len(text) and text[right] != "\n" else ""
    head = _column_heads(text, source.start)
    return f"{name}{head}{cut_left}{_flat(before)}<b>{_flat(source.text)}</b>{_flat(after)}{cut_right}"


def _column_heads(text: str, at: int) -> str:
    """The head line of the table in which a place stands, where its lines are cut by tabs."""
    lines = text[: (text + "\n").index("\n", at)].split("\n")
    if "\t" not in lines[-1]:
        return ""
    first = len(lines) - 1
    while first > 0 and "\t" in lines[first - 1]:
        first -= 1
    return f'<span class="heads">{_flat(lines[first])}</span>' if first < len(lines) - 1 else ""


def _flat(text: str) -> str:
    """A quotation, without the characters that nobody sees: one of them can turn a line of digits round."""
    seen = "".join(char for char in text if char == "\t" or unicodedata.category(char) not in _HIDDEN)
    return escape(seen).replace("\t", "\u3000")


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of the bar above a draft."""

    figures: int
    sourced: int
    derived: int
    wrong: int
    boilerplate: int
    other_errors: int
    unused: int


def counts(report: Report) -> Counts:
    """Count a report's figures by status, and its findings by what the clerk has to do about them."""
    by_status = [figure.status for figure in report.figures]
    sourced, derived = by_status.count(Status.SOURCED), by_status.count(Status.DERIVED)
    kinds = [f.kind for f in report.findings if f.severity is not Severity.INFO or f.kind in ABOUT_NOTES]
    about_figures = {"unsourced-figure", "leaked-figure", "mismatched-figure"}
    others = sum(f.kind not in about_figures for f in report.errors)
    return Counts(
        len(by_status), sourced, derived, len(by_status) - sourced - derived,
        kinds.count("boilerplate"), others, kinds.count("unused-note"),
    )  # fmt: skip
