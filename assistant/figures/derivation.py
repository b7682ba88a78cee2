"""Derivation: arithmetic over the notes' figures that gives a figure of the draft (``figures.md`` §2, ``derived``).

It is looked for only where the wording asks for it (共 合计 增长 占 率 倍 平均 其余 为期 …), and only over operands that share the
thing counted, or stand in one line of the notes: coincidence is no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from assistant.figures.agreement import allowed, rounded
from assistant.figures.attempts import HUNDRED, Attempt, base_value, pairs_of, unit_factor
from assistant.figures.changes import directed, growth, share_changes
from assistant.figures.durations import durations
from assistant.figures.means import rates_of_each, shared_out
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.operands import Told
from assistant.figures.periods import EARLIER
from assistant.figures.products import products
from assistant.figures.record import Noted, Record, measure
from assistant.figures.remainders import told_differences, whole_less_parts
from assistant.figures.shares import is_whole, joint_shares, named_rates, occupancy, told_shares
from assistant.figures.sums import joint_sums, named_sums, neighbour_sums, parts_after, told_sums, whole_lists
from assistant.figures.verdicts import Source
from assistant.figures.wording import DAYS, DIFFERENCE, DOWN, GROWTH, MEAN, SHARE, SUM, UP, asks_in, wording_of


@dataclass(frozen=True, slots=True)
class Derived:
    """An arithmetic reading of a figure: ``holds`` or not, the formula in words, the operands, and the right result."""

    formula: str
    sources: tuple[Source, ...]
    right: str = ""
    holds: bool = True
    exact: Decimal | None = None  # the unrounded result, in the figure's own unit


def derive(figure: Noted, told: Told, near: Sequence[int], notes: Record) -> Derived | None:
    """The arithmetic that gives ``figure``; one that does not hold only where the operands are beyond doubt; else None.

    ``told`` are the figures that the draft states, with what they rest on; ``near`` the positions of the notes' figures whose
    things are most like the figure's.
    """
    mention = figure.mention
    if mention.value is None or mention.high is not None:
        return None
    wording = wording_of(figure)
    pool = told.pool(figure, near, notes)
    if not asks_in(mention.kind, wording, mention.unit):
        total = next((a for a in whole_lists(figure, pool) if _gives(a.result, mention)), None)
        return _holding(total, told) if total else None
    before = told.before(figure)
    best: Attempt | None = None
    for candidate in chain(
        _every(figure, wording, pool, before, notes), parts_after(figure, wording, told.after(figure))
    ):
        if _gives(candidate.result, mention) and _all_matter(candidate, mention, wording):
            return _holding(candidate, told)
        if candidate.sure >= 0.5 and (best is None or candidate.sure > best.sure):
            best = candidate
    if best is None:
        return None
    right = _shown(best.result, mention)
    return Derived(f"{best.formula}{right}", told.sources(best.operands), right, holds=False)


def _holding(attempt: Attempt, told: Told) -> Derived:
    return Derived(attempt.formula, told.sources(attempt.operands), exact=attempt.result)


def _all_matter(candidate: Attempt, mention: Mention, wording: str) -> bool:
    """Whether a sum or difference needs every operand (4.67万亩－23.6亩 is no derivation of 4.67万亩), all of one time."""
    if "÷" in candidate.formula or "×" in candidate.formula or len(candidate.operands) < 2:
        return True
    least = min(abs(base_value(n)) for n in candidate.operands) / unit_factor(mention)
    if mention.kind is Kind.QUANTITY and least * 2 < mention.quantum:
        return False
    earlier = [n.place.period in EARLIER for n in candidate.operands]
    years = "－" in candidate.formula or len(earlier) == 2 or re.search("[两三四五六]年", wording)
    return bool(years) or all(earlier) or not any(earlier)


def _every(
    figure: Noted, wording: str, pool: Sequence[Noted], before: Sequence[Noted], notes: Record
) -> Iterator[Attempt]:
    """Every arithmetic reading that the wording asks for, the likeliest first."""
    yield from _tries(figure, wording, pool, before)
    yield from told_sums(figure, wording, before)
    yield from shared_out(figure, wording, notes, pool)
    if figure.mention.kind is Kind.PERCENT and "占" in wording:
        yield from joint_shares(figure, pool)
    if re.search("入住|床|座|空位|席", wording):
        yield from occupancy(figure, before)
    if figure.mention.kind is Kind.PERCENT and "率" in wording:
        yield from named_rates(wording, before)
    if figure.mention.kind is Kind.QUANTITY and SUM.search(wording):
        yield from joint_sums(figure, pool)
    if figure.mention.kind is Kind.POINTS:
        yield from share_changes(wording, pool)


def _tries(figure: Noted, wording: str, pool: Sequence[Noted], before: Sequence[Noted]) -> Iterator[Attempt]:
    kind, unit = figure.mention.kind, figure.mention.unit
    if kind is Kind.PERCENT:
        if GROWTH.search(wording):
            yield from growth(wording, pool)
        if SHARE.search(wording):
            shares = pairs_of(pool, lambda a, b: a / b * HUNDRED, "{a}÷{b}×100%＝", share=True)
            yield from (t for t in shares if "占" not in wording or is_whole(figure, t.operands, wording))
            yield from told_shares(wording, pool, before)
    elif kind is Kind.POINTS:
        percents = [n for n in pool if n.mention.kind is Kind.PERCENT]
        yield from directed(wording, pairs_of(percents, lambda a, b: abs(a - b), "{a}－{b}＝"))
    elif kind is Kind.MULTIPLE:
        if re.search(r"(?:增长|增加|提高|上升|扩大)[^到至为是]{0,4}$", wording.partition("|")[0]):
            yield from pairs_of(pool, lambda a, b: (a - b) / b, "（{a}－{b}）÷{b}＝")
        else:
            yield from pairs_of(pool, lambda a, b: a / b, "{a}÷{b}＝")
    elif kind is Kind.QUANTITY:
        yield from _quantities(figure, wording, pool, before, unit)


def _quantities(
    figure: Noted, wording: str, pool: Sequence[Noted], before: Sequence[Noted], unit: str
) -> Iterator[Attempt]:
    mention = figure.mention
    same = [n for n in pool if measure(n.mention) == measure(mention) or not n.mention.unit or not unit]
    same = [n for n in same if n.mention.kind is Kind.QUANTITY]
    if DIFFERENCE.search(wording):
        yield from told_differences(same, before, unit_factor(mention))
    if SUM.search(wording):
        yield from neighbour_sums(same)
        yield from products(pool, unit_factor(mention))
        yield from named_sums(figure, same)
    if DIFFERENCE.search(wording):
        yield from directed(
            wording, pairs_of(same, lambda a, b: a - b, "{a}－{b}＝", share=True, base=unit_factor(mention))
        )
        if not (UP.search(wording) or DOWN.search(wording)):
            yield from whole_less_parts(same, unit_factor(mention))
        if unit in ("位", "名"):
            ranks = [n for n in pool if n.mention.kind is Kind.ORDINAL]
            yield from directed(wording, pairs_of(ranks, lambda a, b: a - b, "{a}－{b}＝", share=True), rank=True)
    if MEAN.search(wording) or "/" in mention.text:
        yield from rates_of_each(pool, mention)
    if unit in ("天", "日") and DAYS.search(wording):
        yield from durations(pool)


def _gives(result: Decimal, mention: Mention) -> bool:
    """Whether a result, rounded as the figure shows it (or within its qualifier), is the figure."""
    value = mention.value if mention.value is not None else Decimal(0)
    if mention.qualifier is not Qualifier.EXACT:
        span = allowed(mention)
        return span.low <= result <= span.high
    return rounded(result, mention.quantum) == value


def _shown(result: Decimal, mention: Mention) -> str:
    """The right result, with the digits and the unit of the figure that it corrects."""
    quantum = mention.quantum
    scale = next((w for w in ("亿", "万") if w in mention.text), "")
    shown = rounded(result, quantum) / (Decimal(10**8) if scale == "亿" else Decimal(10**4) if scale else Decimal(1))
    plain = f"{shown.normalize():f}"
    return f"{plain}{scale}{mention.unit}"
