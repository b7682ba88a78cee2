"""A sentence that could stand in any unit's report unchanged, and the padding clauses of one that could not (``boilerplate.md``).

``assistant/padding`` judges; here a verdict becomes a finding that says which words, why, and what would make it concrete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.checks.case import Case, bigrams
from assistant.findings import Finding, Severity, Source
from assistant.padding.advice import Advice, reason
from assistant.padding.reading import Sort, Verdict, verdicts

KIND = "boilerplate"
NOTED = 0.6  # of the pairs of characters of a stretch
_USUAL = {Sort.OPENER: "惯用开头", Sort.CLOSER: "惯用结尾", Sort.LEAD_IN: "惯用引子"}


def check(case: Case) -> Iterator[Finding]:
    """A warning for each worn sentence and each padding clause; an info for openers, closings and lead-ins."""
    figures = [(f.mention.start, f.mention.end) for f in case.figures]
    advice = Advice(case.text, case.figures, case.record)
    noted = [bigrams(line.text) for line in case.evidence.notes.lines()] if case.evidence else []
    for verdict in verdicts(case.text, figures, case.lexicon, case.recurrence):
        if _noted(verdict, noted):
            continue
        if verdict.sort in _USUAL:
            yield _finding(verdict, Severity.INFO, f"{_USUAL[verdict.sort]}，可保留。")
        elif verdict.sort is Sort.PADDING:
            yield _finding(verdict, Severity.WARNING, f"{reason(verdict)}，可以删去，不丢事实。")
        else:
            hint, sources = advice.of(verdict)
            yield _finding(verdict, Severity.WARNING, f"{reason(verdict)}：{hint}。", sources)


def _noted(verdict: Verdict, noted: Sequence[set[str]]) -> bool:
    """Whether a line of the user's own notes says it in nearly these words; then it is his to say."""
    said = bigrams(verdict.text)
    return bool(said) and any(len(said & line) >= NOTED * len(said) for line in noted)


def _finding(verdict: Verdict, severity: Severity, message: str, evidence: tuple[Source, ...] = ()) -> Finding:
    return Finding(KIND, severity, verdict.start, verdict.end, verdict.text, message, "", evidence)
