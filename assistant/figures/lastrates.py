"""Last year's rates: 办结率99.0%，较上年的97.0%提高2个百分点, where the notes give only the counts of both years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.figures.attempts import HUNDRED, Asked, Attempt
from assistant.figures.mentions import Kind
from assistant.figures.operands import Told
from assistant.figures.periods import EARLIER
from assistant.figures.record import Noted, Record
from assistant.figures.wording import against

LATELY = 3  # figures before one among which its rate stands


def last_rates(asked: Asked, told: Told, before: Sequence[Noted], notes: Record) -> Iterator[Attempt]:
    """The rate just reckoned, of last year's counts; for points by how much the two differ, in the direction of the words."""
    for rate in (n for n in before[-LATELY:] if n.mention.kind is Kind.PERCENT and not n.document):
        operands = [n for s in told.sources([rate]) if (n := notes.at(s.document, s.start))]
        if len(operands) != 2 or not operands[1].base:
            continue
        then = [_year_before(n, notes) for n in operands]
        if then[0] is None or then[1] is None or not then[1].base:
            continue
        part, whole = then[0], then[1]
        last = part.base / whole.base * HUNDRED
        shown = f"{part.mention.text}÷{whole.mention.text}×100%"
        if asked.mention.kind is Kind.PERCENT and asked.figure.place.period in EARLIER:
            yield Attempt(last, f"{shown}＝", (part, whole))
        elif asked.mention.kind is Kind.POINTS:
            change = operands[0].base / operands[1].base * HUNDRED - last
            if not against(asked.wording, change):
                now = f"{operands[0].mention.text}÷{operands[1].mention.text}×100%"
                yield Attempt(abs(change), f"{now}－{shown}＝", (*operands, part, whole))


def _year_before(n: Noted, notes: Record) -> Noted | None:
    """Last year's figure of the same line and measure, or of the line below."""
    if n.place.period in EARLIER:
        return None
    beside = [m for m in notes.lines[n.line] if m.place.period in EARLIER and m.measure == n.measure]
    below = [m for m in notes.below(n) if m.measure == n.measure]
    return next(iter(beside or below), None)
