"""The draft says the same thing twice (``figures.md`` §3)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.case import Case, Span, bigrams
from assistant.findings import Finding, Severity

KIND = "repetition"
ALIKE, SHORTEST = 0.72, 12


def check(case: Case) -> Iterator[Finding]:
    """One warning on the later of two sentences that share nearly all their words."""
    seen: list[tuple[Span, set[str]]] = []
    for sentence in case.body():
        words = bigrams(sentence.text)
        if len(words) < SHORTEST:
            continue
        for earlier, its in seen:
            if len(words & its) >= ALIKE * len(words | its) and _figures(case, sentence) == _figures(case, earlier):
                message = f"与前面“{earlier.text[:18]}……”说的是同一件事，请合并或删去一处。"
                yield Finding(KIND, Severity.WARNING, sentence.start, sentence.end, sentence.text, message)
                break
        seen.append((sentence, words))


def _figures(case: Case, sentence: Span) -> set[str]:
    """The figures of a sentence: two quarters told in the same words are no repetition."""
    return {f.mention.text for f in case.figures if sentence.start <= f.mention.start < sentence.end}
