"""Derivation: arithmetic over the notes' figures that gives a figure of the draft (``figures.md`` §2, ``derived``).

It is looked for only where the wording asks for it (共 合计 增长 占 率 倍 平均 其余 为期 …), and only over operands that share the
thing counted, or stand in one line of the notes: coincidence is no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.figures.agreement import rounded
from assistant.figures.attempts import Asked, Attempt, Shelf, differences, in_measure, ratios
from assistant.figures.cash import cash_sums
from assistant.figures.changes import directed, growth, growth_of_change, growth_of_new, meant_change, share_changes
from assistant.figures.durations import durations
from assistant.figures.flows import flows
from assistant.figures.heaps import heap_changes, heap_shares
from assistant.figures.lastrates import last_rates
from assistant.figures.ledgersums import ledger_sums
from assistant.figures.listsums import column_totals, list_sums
from assistant.figures.means import rates_of_each, shared_out, shared_out_elsewhere
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.operands import Told
from assistant.figures.parallel import parallel_shares, parallel_sums, shares_in_sums, shares_of_wholes
from assistant.figures.periods import EARLIER
from assistant.figures.products import products
from assistant.figures.record import Noted, Record
from assistant.figures.remainders import (
    balances,
    left_over,
    told_differences,
    whole_less_parts,
)
from assistant.figures.shares import (
    all_done,
    complement_rates,
    counted_together,
    is_whole,
    joint_shares,
    lost_rates,
    named_rates,
    occupancy,
    rates_across,
    rest_across,
    stem_rates,
    told_shares,
)
from assistant.figures.stacks import stack_changes, stack_totals
from assistant.figures.sums import (
    joint_sums,
    named_sums,
    neighbour_sums,
    parts_after,
    told_sums,
)
from assistant.figures.unasked import is_telling, unasked
from assistant.figures.verdicts import Source
from assistant.figures.wording import (
    BALANCE,
    BEDS,
    COMPARED,
    DAYS,
    DIFFERENCE,
    DOWN,
    GROWTH,
    LEFT,
    MEAN,
    SHARE,
    SUM,
    UP,
    asks_in,
    wording_of,
)

SURE_ENOUGH = 0.5  # so sure of the operands that a figure that they do not give is wrong
_YEARS = re.compile("[两三四五六]年")
_RANKS = re.compile("名次|位次|排名|前移|后移")
_LOST = re.compile("[差损失缺]率")
_MULTIPLIED = re.compile(r"(?:增长|增加|提高|上升|扩大)[^到至为是]{0,4}$")


@dataclass(frozen=True, slots=True)
class Derived:
    """An arithmetic reading of a figure: ``holds`` or not, the formula in words, the operands, and the right result."""

    formula: str
    sources: tuple[Source, ...]
    right: str = ""
    holds: bool = True
    exact: Decimal | None = None  # the unrounded result, in the figure's own unit


def derive(figure: Noted, told: Told, pool: Sequence[Noted], notes: Record, *, known: bool = False) -> Derived | None:
    """The arithmetic that gives ``figure``; one that does not hold only where the operands are beyond doubt; else None.

    ``told`` are the figures that the draft states, with what they rest on; ``pool`` are the operands that come into question.
    ``known``: the notes state the value, of another thing, so that a total which no word asks for would be no source.
    """
    asked = Asked(figure, wording_of(figure))
    if not asks_in(figure.mention.kind, asked.wording, figure.mention.unit):
        return _unsaid(asked, unasked(asked, told, pool, notes, known=known), told)
    best: Attempt | None = None
    for attempt in _attempts(asked, told, pool, notes):
        if asked.given_by(attempt.result) and _all_matter(attempt, asked) and not _of_one_time(attempt, asked, pool):
            return _holding(attempt, told)
        if attempt.sure >= SURE_ENOUGH and (best is None or attempt.sure > best.sure):
            best = attempt
    if total := _unsaid(asked, unasked(asked, told, pool, notes, known=known), told):
        return total
    if best is None:
        return None
    right = _shown(best.result, figure.mention)
    return Derived(f"{best.formula}{right}", told.sources(best.operands), right, holds=False)


def derive_from_parts(figure: Noted, told: Told) -> Derived | None:
    """A total by the parts that the draft tells after it in its paragraph, all of them or the first few."""
    asked = Asked(figure, wording_of(figure))
    exact = asked.mention.qualifier is Qualifier.EXACT
    if asked.mention.kind is not Kind.QUANTITY or not exact or not is_telling(asked):
        return None
    return _unsaid(asked, parts_after(asked, told.after(figure, paragraph=True)), told)


def _unsaid(asked: Asked, attempts: Iterator[Attempt], told: Told) -> Derived | None:
    """The first of the attempts that gives the figure and needs all its operands."""
    found = next((a for a in attempts if asked.given_by(a.result) and _all_matter(a, asked)), None)
    return _holding(found, told) if found else None


def _holding(attempt: Attempt, told: Told) -> Derived:
    return Derived(attempt.formula, told.sources(attempt.operands), exact=attempt.result)


def _all_matter(attempt: Attempt, asked: Asked) -> bool:
    """Whether a sum or difference needs every operand (4.67万亩－23.6亩 is no derivation of 4.67万亩), all of one time."""
    if "÷" in attempt.formula or "×" in attempt.formula or len(attempt.operands) < 2:
        return True
    least = min(abs(asked.base_of(n)) for n in attempt.operands) / asked.factor
    if asked.mention.kind is Kind.QUANTITY and least * 2 < asked.mention.quantum:
        return False
    earlier = [n.place.period in EARLIER for n in attempt.operands]
    years = "－" in attempt.formula or len(earlier) == 2 or _YEARS.search(asked.wording)
    return bool(years) or all(earlier) or not any(earlier)


def _of_one_time(attempt: Attempt, asked: Asked, pool: Sequence[Noted]) -> bool:
    """Whether a change since last year is reckoned from this year's figures alone, though last year's are there."""
    if "－" not in attempt.formula or not COMPARED.search(asked.wording):
        return False
    if any(n.place.period in EARLIER for n in attempt.operands):
        return False
    measure = attempt.operands[0].measure
    return any(n.place.period in EARLIER and n.measure == measure for n in pool)


def _attempts(asked: Asked, told: Told, pool: Sequence[Noted], notes: Record) -> Iterator[Attempt]:
    """Every arithmetic reading that the wording asks for, the likeliest first."""
    before = told.before(asked.figure)
    kind = asked.mention.kind
    if kind is Kind.QUANTITY:
        yield from _quantities(asked, told, pool, notes)
    elif kind is Kind.PERCENT:
        yield from last_rates(asked, told, before, notes)
        yield from _percentages(asked, Shelf(pool), told, notes)
    elif kind is Kind.POINTS:
        percents = Shelf([n for n in pool if n.mention.kind is Kind.PERCENT])
        yield from directed(asked.wording, differences(asked, percents, absolute=True))
        yield from share_changes(asked, pool)
        yield from last_rates(asked, told, before, notes)
        yield from meant_change(asked, percents)
    elif kind is Kind.MULTIPLE:
        if "占" in asked.wording:
            yield from told_shares(asked, Shelf(pool), before, scale=1)
        if _MULTIPLIED.search(asked.wording.partition("|")[0]):
            yield from ratios(asked, Shelf(pool), "（{a}－{b}）÷{b}＝", less=1)
        else:
            yield from ratios(asked, Shelf(pool), "{a}÷{b}＝")


def _percentages(asked: Asked, shelf: Shelf, told: Told, notes: Record) -> Iterator[Attempt]:
    """Growth and shares."""
    wording, before = asked.wording, told.before(asked.figure)
    if GROWTH.search(wording):
        yield from growth(asked, shelf)
        yield from growth_of_change(asked, shelf.pool)
        yield from growth_of_new(asked, shelf.pool)
    if SHARE.search(wording):
        shares = ratios(asked, shelf, "{a}÷{b}×100%＝", scale=100, share=True)
        yield from (a for a in shares if "占" not in wording or (_same_year(a) and is_whole(asked, a.operands)))
        yield from told_shares(asked, shelf, before)
        yield from parallel_shares(asked, told, notes)
    if "占" in wording:
        yield from joint_shares(asked, shelf.pool)
        yield from counted_together(asked, before)
    if BEDS.search(wording):
        yield from occupancy(asked, before)
    if "率" in wording:
        yield from named_rates(asked, before)
        yield from stem_rates(asked, shelf.pool, before, told)
        yield from all_done(asked, shelf.pool)
        yield from complement_rates(asked, shelf.pool)
        if _LOST.search(wording):
            yield from lost_rates([n for n in before if n.mention.kind is Kind.QUANTITY])
        yield from rates_across(before)
    if "占" in wording:
        yield from heap_shares(asked, before)
        yield from shares_in_sums(asked, told)
        yield from shares_of_wholes(asked, shelf.pool, told)
    if GROWTH.search(wording):
        yield from heap_changes(asked, before)
        yield from stack_changes(asked, notes, before)


def _same_year(attempt: Attempt) -> bool:
    """Whether all operands are this year's, or all are not: a part of last year is no share of this year's whole."""
    return len({n.place.period in EARLIER for n in attempt.operands}) == 1


def _quantities(asked: Asked, told: Told, pool: Sequence[Noted], notes: Record) -> Iterator[Attempt]:
    """Sums, differences, means and days: over the operands of the figure's measure, then over what the draft tells about it."""
    wording, before = asked.wording, told.before(asked.figure)
    yield from _over_notes(asked, pool, before)
    if LEFT.search(wording):
        yield from left_over(asked, before)
        yield from rest_across(asked, before)
    yield from flows(asked, notes)
    if BALANCE.search(wording):
        yield from balances(asked, notes)
    if SUM.search(wording):
        yield from told_sums(asked, before)
        yield from cash_sums(asked, notes)
        yield from ledger_sums(asked, notes)
        yield from list_sums(asked, pool, notes)
        yield from column_totals(asked, notes)
        yield from stack_totals(asked, notes)
    if UP.search(wording) or DOWN.search(wording):
        yield from heap_changes(asked, before)
        yield from stack_changes(asked, notes, before)
        yield from meant_change(asked, Shelf([n for n in pool if n.measure == asked.figure.measure]))
    yield from shared_out(asked, notes, pool)
    yield from shared_out_elsewhere(asked, notes, before)
    if BEDS.search(wording):
        yield from occupancy(asked, before)
    if SUM.search(wording):
        yield from joint_sums(asked, pool)
        yield from parts_after(asked, told.after(asked.figure))
        yield from parallel_sums(asked, told, notes)


def _over_notes(asked: Asked, pool: Sequence[Noted], before: Sequence[Noted]) -> Iterator[Attempt]:
    """Sums, differences, means and days over the operands of the pool."""
    mention, wording, measure = asked.mention, asked.wording, asked.figure.measure
    same = [n for n in pool if n.mention.kind is Kind.QUANTITY and in_measure(n, mention, measure)]
    same = [] if _RANKS.search(wording) and mention.unit in ("位", "名") else same
    changed = (
        DIFFERENCE.search(wording) and asked.figure.place.period != "any"
    )  # 由32名增至36名: the base is no difference
    if changed:
        yield from directed(wording, told_differences(asked, same, before))
    if SUM.search(wording):
        yield from neighbour_sums(asked, same)
        yield from products(asked, pool)
        yield from named_sums(asked, same)
    if changed:
        yield from directed(wording, differences(asked, Shelf(same), share=True))
        if not (UP.search(wording) or DOWN.search(wording)):
            yield from whole_less_parts(asked, same)
        if mention.unit in ("位", "名"):
            ranks = Shelf([n for n in pool if n.mention.kind is Kind.ORDINAL])
            yield from directed(wording, differences(asked, ranks, share=True), rank=True)
    if MEAN.search(wording) or "/" in mention.text:
        yield from rates_of_each(asked, pool)
    if mention.unit in ("天", "日") and DAYS.search(wording):
        yield from durations(pool)


def _shown(result: Decimal, mention: Mention) -> str:
    """The right result, with the digits and the unit of the figure that it corrects."""
    quantum = mention.quantum
    scale = next((w for w in ("亿", "万") if w in mention.text), "")
    shown = rounded(result, quantum) / (Decimal(10**8) if scale == "亿" else Decimal(10**4) if scale else Decimal(1))
    plain = f"{shown.normalize():f}"
    return f"{plain}{scale}{mention.unit}"
