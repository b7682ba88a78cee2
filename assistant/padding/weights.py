"""The fitted weights: how much can be checked in a clause, and in a sentence (``benchmarks/words/fit.py`` writes them)."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from assistant.padding.traits import TRAITS, Traits

COMPANY = 0.5  # how far the poorest clause of a sentence speaks against the others
POOREST = -2.0  # no clause speaks more strongly than this: a plain purpose is no reason to doubt the deed beside it
CERTAIN = 1.5  # the mark of a clause with a figure at least
SHARPNESS = 1.5  # how far the best clause of a sentence decides; 1 would let many poor ones add up
FILE = Path(__file__).parent / "data" / "weights.toml"


@cache
def _weights() -> dict[str, float]:
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))["weights"]
    return {name: float(table.get(name, 0.0)) for name in TRAITS}


def concreteness(found: Traits) -> float:
    """How much can be checked in a clause; below 0 rather nothing. A figure can always be checked, an office's own word too."""
    weights = _weights()
    mark = sum(weights[name] * value for name, value in found.values.items())
    certain = found.values.get("figure") or found.values.get("own")
    return max(mark, CERTAIN) if certain else mark


def together(marks: Iterable[float]) -> float:
    """How much can be checked in a sentence whose clauses have these marks.

    One good clause carries it; but what stands beside a worn clause is likely to be worn as well.
    """
    values = list(marks)
    top = max(values)
    rest = COMPANY * max(min(values), POOREST)
    if len(values) == 1:
        return rest + top
    return rest + top + math.log(math.fsum(math.exp(SHARPNESS * (value - top)) for value in values)) / SHARPNESS
