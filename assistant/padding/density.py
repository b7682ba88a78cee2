"""How much of a text can be checked: the share of its characters in clauses with a pin, beside that of samples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles

from assistant.figures.reading import read
from assistant.padding.clauses import Place
from assistant.padding.lexicon import Lexicon
from assistant.padding.reading import PADDING_FROM, judged

_HAN = re.compile(r"[\u4e00-\u9fff0-9]")
_LEAST = 4  # texts that a range is worked out from
_SHORTEST = 30  # characters of a text that has a density


@dataclass(frozen=True, slots=True)
class Range:
    """Where the middle half of the samples lies, from 0 to 1, and of how many samples."""

    low: float
    high: float
    samples: int


@dataclass(frozen=True, slots=True)
class Density:
    """How much of one section can be checked, from 0 to 1; ``usual`` where there are samples of its kind and part."""

    heading: str
    share: float
    usual: Range | None = None


def density(text: str, lexicon: Lexicon) -> float | None:
    """The share of a text in clauses that are not worn; None for a text too short to say. Headings do not count."""
    figures = [(m.start, m.end) for m in read(text) if m.is_figure]
    firm = every = 0
    for one in judged(text, figures, lexicon):
        if one.sentence.place is Place.HEADING:
            continue
        for read_ in one.clauses:
            size = len(_HAN.findall(read_.clause.text))
            every += size
            firm += size if not one.worn and read_.mark >= PADDING_FROM else 0
    return firm / every if every >= _SHORTEST else None


def usual(texts: Iterable[str], lexicon: Lexicon) -> Range | None:
    """The range of the middle half of these texts; None where there are too few."""
    shares: Sequence[float] = [share for text in texts if (share := density(text, lexicon)) is not None]
    if len(shares) < _LEAST:
        return None
    low, _, high = quantiles(shares, n=4, method="inclusive")
    return Range(low, high, len(shares))
