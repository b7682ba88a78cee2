"""The checker's report as JSON and as lines for a terminal (design ``figures.md`` §4)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from assistant.digest import digest
from assistant.draft import Draft
from assistant.figures.mentions import Mention
from assistant.findings import ABOUT_NOTES, Finding, JudgedFigure, Report, Severity, Source

_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "提示"}


def as_json(report: Report) -> dict[str, Any]:
    """The object of one draft, as the contract has it; ``high`` and ``qualifier`` are given besides."""
    return {
        "document": report.document,
        "figures": [_figure(figure) for figure in report.figures],
        "findings": [_finding(finding) for finding in report.findings],
        "mentions": [_mention(m) | {"kind": m.kind.value} for m in report.mentions],
    }


def draft_as_json(draft: Draft, report: Report) -> dict[str, Any]:
    """The object of a draft that the program wrote: its sections, what each sentence rests on, and the checker's report.

    Furniture has no receipts; offsets of both are in ``text``.
    """
    sections = [{"id": s.id, "role": s.role.value, "heading": s.heading, "text": s.text} for s in draft.sections]
    receipts = [
        {"start": start, "end": end, "text": receipt.sentence, "sources": [_source(s) for s in receipt.sources]}
        for start, end, receipt in draft.receipts()
    ]
    return {"title": draft.title, "text": draft.text(), "sections": sections, "receipts": receipts, **as_json(report)}


def as_lines(report: Report, text: str) -> Iterable[str]:
    """The findings by section, the weightiest first, one line each with line and column; then a count of the figures by status.

    Of many remarks alike in one section the first few are told, the rest counted (还有 N 处类似).
    """
    for group in digest(text, report.findings):
        for finding in group.shown:
            yield _line(report.document, _place(text, finding), finding)
        if group.more:
            rest = "，".join(f"{kind} {count}" for kind, count in group.more.items())
            yield f"{report.document}：“{group.heading}”{group.sentence}（{rest}），全部见 --format json。"
    for finding in report.findings:
        if finding.kind in ABOUT_NOTES:
            yield _line(report.document, "笔记", finding)
    counts: dict[str, int] = {}
    for figure in report.figures:
        name = figure.status.value if figure.status else "未核对"
        counts[name] = counts.get(name, 0) + 1
    shown = "，".join(f"{name} {n}" for name, n in sorted(counts.items())) or "无"
    yield f"{report.document}：数字 {len(report.figures)} 个（{shown}），错误 {len(report.errors)} 处。"


def _line(document: str, place: str, finding: Finding) -> str:
    return f"{document}:{place} {_SEVERITIES[finding.severity]} [{finding.kind}] {finding.message}"


def _place(text: str, finding: Finding) -> str:
    before = text[: finding.start]
    return f"{before.count(chr(10)) + 1}:{finding.start - (before.rfind(chr(10)) + 1) + 1}"


def _mention(m: Mention) -> dict[str, Any]:
    return {"start": m.start, "end": m.end, "text": m.text}


def _figure(figure: JudgedFigure) -> dict[str, Any]:
    m = figure.mention
    return _mention(m) | {
        "kind": m.kind.value,
        "value": m.date or _plain(m.value),
        "high": _plain(m.high),
        "unit": m.unit,
        "qualifier": m.qualifier.value,
        "status": figure.status.value if figure.status else None,
        "formula": figure.formula,
        "sources": [_source(s) for s in figure.sources],
    }


def _plain(value: Decimal | None) -> str | None:
    if value is None:
        return None
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _finding(finding: Finding) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": finding.kind,
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "evidence": [_source(s) for s in finding.evidence],
    }
    return found | {"claim": finding.claim} if finding.claim else found


def _source(source: Source) -> dict[str, Any]:
    return {
        "origin": source.origin.value,
        "document": source.document,
        "start": source.start,
        "end": source.end,
        "text": source.text,
    }
