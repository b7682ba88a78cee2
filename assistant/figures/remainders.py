"""Remainders: a whole less its parts, of a line of the notes or of what the draft has told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.figures.attempts import Attempt, alike_measure, base_value, unit_factor
from assistant.figures.periods import EARLIER
from assistant.figures.record import Noted


def told_differences(pool: Sequence[Noted], before: Sequence[Noted], base: Decimal) -> Iterator[Attempt]:
    """共1052件，审结976件，未结76件; 收入128.65万元……支出118.6万元，结余: the figure just told, out of one told before it."""
    told = [n for n in before if any(n is m for m in pool)]
    for part in told[-2:]:
        for whole in told[:-1]:
            if whole is not part and base_value(whole) > base_value(part):
                yield Attempt(
                    (base_value(whole) - base_value(part)) / base,
                    f"{whole.mention.text}－{part.mention.text}＝",
                    (whole, part),
                    0.0,
                )


def whole_less_parts(pool: Sequence[Noted], base: Decimal) -> Iterator[Attempt]:
    """A whole less several parts of its line (15－9－4)."""
    for i, whole in enumerate(pool):
        parts = [n for n in pool[i + 1 : i + 8] if n.place.line == whole.place.line and n.document == whole.document]
        left = base_value(whole)
        for k, part in enumerate(parts):
            left -= base_value(part)
            if k and left >= 0:
                used = (whole, *parts[: k + 1])
                yield Attempt(left / base, "－".join(n.mention.text for n in used) + "＝", used, 0.0)


def left_over(figure: Noted, told: Sequence[Noted]) -> Iterator[Attempt]:
    """41.6万元，其中9.8万、12万、6.3万，其余: a whole of the paragraph less all that was told after it."""
    same = [n for n in told if alike_measure(n.mention, figure.mention) and n.place.period not in EARLIER][-14:]
    for i in range(len(same) - 1):
        parts = same[i + 1 :]
        rest = base_value(same[i]) - sum((base_value(n) for n in parts), Decimal(0))
        if rest >= 0:
            formula = "－".join(n.mention.text for n in same[i:]) + "＝"
            yield Attempt(rest / unit_factor(figure.mention), formula, tuple(same[i:]), 0.0)
