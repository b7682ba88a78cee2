"""What a checker says of a draft, laid beside the labels; and the usual check, for comparison."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from assistant.figures.provenance import judge
from assistant.figures.record import record
from benchmarks.figures.judging.cases import Label

FLAGGED = frozenset({"unsourced", "mismatched", "leaked"})
Said = tuple[int, int, str]
Checker = Callable[[str, str], list[Said]]


def ours(notes: str, draft: str) -> list[Said]:
    """Judge by the engine: (start, end, status) of every figure."""
    figures = judge(draft, record((("notes.txt", notes),)))
    return [(f.mention.start, f.mention.end, f.status.value if f.status else "none") for f in figures]


TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿]{1,}(?=[^一-龥]?[一-龥%])")


@lru_cache(maxsize=64)
def tokens(text: str) -> frozenset[str]:
    return frozenset(match.group().replace(",", "") for match in TOKEN.finditer(text))


def stands_somewhere(notes: str, draft: str) -> list[Said]:
    """Judge by the usual check: the digits (or the Chinese numeral) stand somewhere in the notes."""
    stated = tokens(notes)
    return [
        (m.start(), m.end(), "sourced" if m.group().replace(",", "") in stated else "unsourced")
        for m in re.finditer(r"\d[\d,]*(?:\.\d+)?", draft)
    ]


def status_of(label: Label, said: Sequence[Said]) -> str:
    """Give the status said of a label: the worst of the figures that touch it; ``unread`` where none does."""
    touching = [status for start, end, status in said if start < label.end and label.start < end]
    flagged = [status for status in touching if status in FLAGGED]
    return (flagged or touching or ["unread"])[0]


def beside(labels: Sequence[Label], said: Sequence[Said]) -> list[Said]:
    """Give the flags that touch no label of a figure: on names, list markers and plain words."""
    figures = [label for label in labels if label.status]
    return [
        (start, end, status)
        for start, end, status in said
        if status in FLAGGED and not any(start < label.end and label.start < end for label in figures)
    ]
