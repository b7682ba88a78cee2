"""The findings as a reader can bear them: by section, the weightiest first, and of many alike only the first few."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.findings import ABOUT_NOTES, Finding, Severity

MOST = 3  # findings of one kind that a section is told of, where they are remarks on its words
_REMARKS = ("unsourced-claim", "dropped-contrast", "copied-passage", "repetition", "boilerplate")
_HEADING = re.compile(
    r"^[ \t　#]*((?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}部分)[^。；！？\n]{1,40})$", re.MULTILINE
)
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one section: those to show, and by kind how many more there are like them."""

    heading: str
    shown: tuple[Finding, ...]
    more: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """还有 N 处类似, or empty."""
        total = sum(self.more.values())
        return f"还有 {total} 处类似" if total else ""


def digest(text: str, findings: Iterable[Finding], most: int = MOST) -> list[Group]:
    """The findings of a draft by its sections, in their order; all errors on figures are shown, those about notes are left out."""
    starts = [(m.start(), m[1].strip()) for m in _HEADING.finditer(text)]
    groups: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.kind not in ABOUT_NOTES:
            at = sum(start <= finding.start for start, _ in starts)
            groups.setdefault(at, []).append(finding)
    return [_group(starts[at - 1][1] if at else "开头", found, most) for at, found in sorted(groups.items())]


def _group(heading: str, findings: Sequence[Finding], most: int) -> Group:
    shown: list[Finding] = []
    counts: Counter[str] = Counter()
    for finding in sorted(findings, key=weight):
        counts[finding.kind] += 1
        if finding.kind not in _REMARKS or counts[finding.kind] <= most:
            shown.append(finding)
    more = {kind: count - most for kind, count in counts.items() if kind in _REMARKS and count > most}
    return Group(heading, tuple(shown), more)


def weight(finding: Finding) -> tuple[int, int, int]:
    """Errors before warnings, figures before words, claims before padding, whole sentences before parts; then by place."""
    kind = _REMARKS.index(finding.kind) + 1 if finding.kind in _REMARKS else 0
    return _SEVERITIES.index(finding.severity), kind, finding.start
