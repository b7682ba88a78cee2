"""Something is still left out: xx, ____, 【待补充：……】 (``figures.md`` §1, placeholder)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.figures.mentions import Kind
from assistant.findings import Finding, Severity

KIND = "placeholder"


def check(case: Case) -> Iterator[Finding]:
    """One error for each gap."""
    for m in case.mentions:
        if m.kind is Kind.PLACEHOLDER:
            asked = m.text.strip("【】").partition("：")[2]
            message = f"这里还空着，请补上：{asked}" if asked else f"“{m.text}”是空缺，请填上实际内容或删去。"
            yield Finding(KIND, Severity.ERROR, m.start, m.end, m.text, message)
