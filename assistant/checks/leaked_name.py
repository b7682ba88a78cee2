"""An organisation, person or place that a sample has and the notes have not (``figures.md`` §3)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.findings import Finding, Severity

KIND = "leaked-name"


def check(case: Case) -> Iterator[Finding]:
    """One error for each place where a sample's name stands in the draft."""
    if case.samples is None or case.samples.name_pattern is None or case.evidence is None:
        return
    notes = case.notes_text
    for match in case.samples.name_pattern.finditer(case.text):
        if match[0] in notes:
            continue
        source = case.samples.names[match[0]]
        message = f"“{match[0]}”是范文《{source.document}》里的名称，笔记里没有，请换成本单位的或删去。"
        yield Finding(KIND, Severity.ERROR, match.start(), match.end(), match[0], message, "", (source,))
