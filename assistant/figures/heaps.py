"""Heaps: what several figures just told come to together, set against last year's total, or shared out among them.

收早稻5120吨、中晚稻6840吨，收购总量比上年的9730吨增加2230吨，增长22.9%，其中中晚稻占57.2%.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.figures.attempts import HUNDRED, Asked, Attempt, named_in
from assistant.figures.mentions import Kind
from assistant.figures.periods import EARLIER
from assistant.figures.record import Noted
from assistant.figures.wording import DOWN, GROWTH, UP

MOST = 4  # parts of a heap


def heap_changes(asked: Asked, before: Sequence[Noted]) -> Iterator[Attempt]:
    """The heap less last year's total, in the figure's unit or in percent."""
    for base in (n for n in before[-6:] if n.place.period in EARLIER and n.base):
        for parts, total in _heaps(before, base):
            text = f"（{'＋'.join(n.mention.text for n in parts)}－{base.mention.text}）"
            change = total - base.base
            if (change < 0 and UP.search(asked.wording)) or (change > 0 and DOWN.search(asked.wording)):
                continue
            if asked.mention.kind is Kind.PERCENT and GROWTH.search(asked.wording):
                rate = abs(change) / base.base * HUNDRED
                yield Attempt(rate, f"{text}÷{base.mention.text}×100%＝", (*parts, base))
            elif asked.mention.kind is Kind.QUANTITY and base.measure == asked.figure.measure:
                yield Attempt(abs(change) / asked.factor, f"{text[1:-1]}＝", (*parts, base))


def heap_shares(asked: Asked, before: Sequence[Noted]) -> Iterator[Attempt]:
    """One of the parts out of the heap."""
    told = [n for n in before if n.mention.kind is Kind.QUANTITY and n.document]
    for last in told[-MOST:]:
        for parts, total in _heaps(told, last):
            for part in (n for n in parts if total and (n is last or named_in(n, asked.wording))):
                shown = "＋".join(n.mention.text for n in parts)
                yield Attempt(part.base / total * HUNDRED, f"{part.mention.text}÷（{shown}）×100%＝", parts)


def _heaps(before: Sequence[Noted], like: Noted) -> Iterator[tuple[tuple[Noted, ...], Decimal]]:
    """The last two to four figures told of this measure and of this year, together."""
    same = [n for n in before if n.measure == like.measure and n.place.period not in EARLIER and n.document]
    for size in range(2, min(MOST, len(same)) + 1):
        parts = tuple(same[-size:])
        if len({n.line for n in parts}) == 1 or len({n.place.row and n.place.label for n in parts}) == size:
            yield parts, sum((n.base for n in parts), Decimal(0))
