"""What goes with a sum just told: the sum of another column of the same lines, its share in theirs, a part's share in it.

上半年清淤23.5公里，花78万 / 下半年清淤18.2公里，花64.5万: told as 清淤41.7公里，投入142.5万元.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from assistant.figures.attempts import HUNDRED, Asked, Attempt, alike_measure, in_measure, named_in
from assistant.figures.mentions import Kind, Qualifier
from assistant.figures.operands import Told
from assistant.figures.periods import EARLIER
from assistant.figures.record import Noted, Record
from assistant.figures.sums import sum_of

Sum = tuple[Noted, tuple[Noted, ...]]  # a total that the draft has told, and its parts in the notes
SMALL = 10  # a sum less than this may be one by chance
_WHOLE = ("总", "计划", "任务", "预算", "应", "概算", "目标")


def parallel_sums(asked: Asked, told: Told, notes: Record) -> Iterator[Attempt]:
    """What the lines that a sum came from give in the figure's measure, one a line, added up."""
    if asked.mention.qualifier is not Qualifier.EXACT or (asked.mention.value or 0) < SMALL:
        return
    for _, parts in told.sums_before(asked.figure):
        for column in _columns(parts, notes):
            if all(in_measure(n, asked.mention, asked.figure.measure) for n in column):
                yield from sum_of(asked, column)


def parallel_shares(asked: Asked, told: Told, notes: Record) -> Iterator[Attempt]:
    """两个项目完成投资3.167亿元，占总投资的78.0%: a sum out of that of the wholes which its lines name."""
    for total, parts in told.sums_before(asked.figure):
        for column in _columns(parts, notes):
            fits = all(alike_measure(n, part) and n.base >= part.base for n, part in zip(column, parts, strict=True))
            if fits and all(any(word in n.place.before for word in _WHOLE) for n in column):
                whole = sum((n.base for n in column), Decimal(0))
                shown = "＋".join(n.mention.text for n in column)
                yield Attempt(
                    total.base / whole * HUNDRED, f"{total.mention.text}÷（{shown}）×100%＝", (total, *column)
                )


def shares_in_sums(asked: Asked, told: Told) -> Iterator[Attempt]:
    """车辆215台，其中自有车辆占40%: one of the parts out of a sum just told, where the clause names no other of them."""
    said = asked.wording.partition("|")[0].rpartition("占")[0] + asked.figure.place.lead[-24:]
    greatest = "最" in said
    for total, parts in told.sums_before(asked.figure):
        named = [part for part in parts if named_in(part, said)]
        most = max(parts, key=lambda part: part.base)
        for part in named or ([most] if greatest else parts):
            if total.base > part.base:
                rate = part.base / total.base * HUNDRED
                yield Attempt(rate, f"{part.mention.text}÷{total.mention.text}×100%＝", (part, total))


def shares_of_wholes(asked: Asked, pool: Sequence[Noted], told: Told) -> Iterator[Attempt]:
    """“最多跑一次”事项占比达95%: what the clause names, out of the whole that shares told before it were reckoned from.

    厨房用火不慎34起，占26.6%: where it names nothing, the figure just told in the sentence.
    """
    said = asked.figure.place.head + asked.figure.place.before
    counted = [n for n in told.before(asked.figure) if n.mention.kind is Kind.QUANTITY]
    last = counted[-1] if counted and said.strip(" 约各均") == "占" else None
    for whole in told.wholes():
        if last is not None and alike_measure(last, whole) and whole.base > last.base:
            text = f"{last.mention.text}÷{whole.mention.text}×100%＝"
            yield Attempt(last.base / whole.base * HUNDRED, text, (last, whole))
        for part in pool:
            fits = part.mention.kind is Kind.QUANTITY and part.document and alike_measure(part, whole)
            if fits and whole.base > part.base and named_in(part, said):
                rate = part.base / whole.base * HUNDRED
                yield Attempt(rate, f"{part.mention.text}÷{whole.mention.text}×100%＝", (part, whole))


def _columns(parts: Sequence[Noted], notes: Record) -> Iterator[tuple[Noted, ...]]:
    """The other figures of the lines that the parts stand in, one a line: those at the same place, from either end."""
    if len(parts) < 2 or len({part.line for part in parts}) < len(parts):
        return
    earlier = parts[0].place.period in EARLIER
    rest = [
        [
            n
            for n in notes.lines[part.line]
            if n.mention.kind is Kind.QUANTITY
            and n.mention.start != part.mention.start
            and (n.place.period in EARLIER) == earlier
        ]
        for part in parts
    ]
    for turned in (False, True):
        for column in zip_longest(*(reversed(line) if turned else line for line in rest)):
            if None not in column:
                yield tuple(n for n in column if n is not None)
