"""Figures said again in another unit (8296.5担，折合414.8吨), and the rows of a table counted (四个村)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.figures.attempts import Asked, Attempt
from assistant.figures.mentions import Kind
from assistant.figures.record import Noted, Record
from assistant.figures.stacks import rates_of, stacks_of
from assistant.figures.units import canonical, in_measure

_AGAIN = re.compile(r"(?:折合|约合|合|折|即|相当于)\s*$")
MOST = 60  # rows that a draft counts


def restated(asked: Asked, before: Sequence[Noted]) -> Iterator[Attempt]:
    """折合414.8吨: the figure just told, in another unit of its measure."""
    if not before or asked.mention.kind is not Kind.QUANTITY or not _AGAIN.search(asked.figure.place.before):
        return
    last = before[-1]
    if in_measure(asked.mention.unit) and canonical(last.mention.unit)[0] == canonical(asked.mention.unit)[0]:
        yield Attempt(last.base / asked.factor, f"{last.mention.text}＝", (last,))


def row_counts(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """四个村 for a table with a row for each 村: so many rows, totals aside."""
    value = asked.mention.value
    if value is None or value > MOST or asked.mention.kind is not Kind.QUANTITY:
        return
    for stack in stacks_of(notes):
        noun = f"{asked.mention.unit}{asked.figure.place.after[:2]}".lstrip("个家所")[:1]
        if noun and value == len(stack) and all(n.place.before.strip().endswith(noun) for n in stack):
            yield Attempt(value, f"{noun}{len(stack)}个：", stack[:1])
    said = f"{asked.mention.unit}{asked.figure.place.after[:4]}"
    for noun, rows in notes.rows:
        if noun in said:
            yield Attempt(Decimal(len(rows)), f"{noun}{len(rows)}个：", rows[:1])


def lowest(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """成活率均在86%以上: the least of a column of rates."""
    said = asked.figure.place.head + asked.figure.place.before
    if asked.mention.kind is not Kind.PERCENT or not re.search("均|都|全部", said):
        return
    for column in rates_of(notes):
        least = min(column, key=lambda n: n.base)
        if least.mention.value == asked.mention.value:
            yield Attempt(least.base, f"最低{least.mention.text}：", (least,))
