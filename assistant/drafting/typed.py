"""Figures that a model typed in Chinese numerals: they must be the notes' own, not something near.

A round numeral (一百人) may stand for a rounded figure in a person's draft, and the checker lets it; a model has slots for
every figure, so that one which only comes near was made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.figures.mentions import Qualifier
from assistant.figures.reading import figures
from assistant.findings import Finding, JudgedFigure, Severity, Status

_NUMERAL = re.compile(r"[一二两三四五六七八九十百千万亿〇零]{2,}")


def near_numerals(judged: Iterable[JudgedFigure], spans: Iterable[tuple[int, int]]) -> Iterator[Finding]:
    """An error for each such figure within the sentences that a model wrote."""
    within = list(spans)
    for figure in judged:
        m = figure.mention
        if figure.status is not Status.SOURCED or m.qualifier is not Qualifier.EXACT or not _NUMERAL.match(m.text):
            continue
        if not any(start <= m.start < end for start, end in within):
            continue
        noted = [n for source in figure.sources for n in figures(source.text) if n.unit == m.unit]
        if noted and all(n.value != m.value for n in noted):
            message = f"“{m.text}”与笔记里的“{noted[0].text}”不是一个数，请照笔记写。"
            yield Finding(
                "mismatched-figure", Severity.ERROR, m.start, m.end, m.text, message, noted[0].text, figure.sources
            )
