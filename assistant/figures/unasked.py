"""The arithmetic that no word of a draft need ask for: what the layout of the notes itself puts together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.figures.attempts import Asked, Attempt
from assistant.figures.cash import cash_sums
from assistant.figures.flows import flows
from assistant.figures.ledgersums import span_sums
from assistant.figures.listsums import column_totals, headed_totals, labelled_totals
from assistant.figures.mentions import Qualifier
from assistant.figures.operands import Told
from assistant.figures.parallel import parallel_sums
from assistant.figures.products import by_the_month, halves, joint_products, priced_columns, products, told_products
from assistant.figures.record import Noted, Record
from assistant.figures.remainders import (
    implied_rest,
    other_side,
)
from assistant.figures.restated import lowest, restated, row_counts
from assistant.figures.rosters import rosters
from assistant.figures.stacks import stack_totals
from assistant.figures.sums import (
    TELLING,
    kin_sums,
    kinds_together,
    listed_sums,
    whole_lists,
)
from assistant.figures.yearly import grown, seasons, year_before


def unasked(asked: Asked, told: Told, pool: Sequence[Noted], notes: Record, *, known: bool) -> Iterator[Attempt]:
    """The arithmetic that no word need ask for: what the layout of the notes puts together, in exact figures."""
    yield from seasons(asked, pool, notes)
    yield from span_sums(asked, notes)
    yield from by_the_month(asked, pool)
    yield from lowest(asked, notes)
    if asked.mention.qualifier is not Qualifier.EXACT:
        return
    yield from whole_lists(asked, pool, told.after(asked.figure), known=known)
    yield from implied_rest(asked, pool)
    yield from other_side(asked, pool)
    yield from flows(asked, notes)
    yield from listed_sums(asked, pool)
    yield from kinds_together(asked, pool)
    yield from products(asked, pool)
    yield from joint_products(asked, pool)
    yield from told_products(asked, told.before(asked.figure))
    yield from halves(asked, pool)
    yield from restated(asked, told.before(asked.figure))
    yield from grown(asked, pool)
    yield from year_before(asked, pool)
    yield from kin_sums(asked, pool)
    yield from row_counts(asked, notes)
    yield from rosters(asked, notes)
    yield from parallel_sums(asked, told, notes)
    if is_telling(asked) and not known:
        yield from column_totals(asked, notes)
        yield from stack_totals(asked, notes)
        yield from cash_sums(asked, notes)
        yield from labelled_totals(asked, notes)
        yield from priced_columns(asked, notes)
        yield from headed_totals(asked, notes)


def is_telling(asked: Asked) -> bool:
    """Whether the figure is too great to be a sum by chance."""
    return (asked.mention.value or Decimal(0)) >= TELLING
