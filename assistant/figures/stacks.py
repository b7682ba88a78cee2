"""Stacks: lines below one another that give one figure each in one measure (番茄 1260吨 / 黄瓜 980吨), whose total no word asks for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from assistant.figures.attempts import Asked, Attempt, in_measure
from assistant.figures.mentions import Kind, Qualifier
from assistant.figures.periods import EARLIER
from assistant.figures.record import Noted, Record
from assistant.figures.sums import sum_of
from assistant.figures.wording import COMPARED, against

_SIGN = re.compile("比上年(增加|减少)$")
SLACK = 1e-9
LATELY = 3  # figures before one that its total may be among
FEWEST, LONGEST = 3, 30


def stack_totals(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """营造林1.8万亩: all of a stack; the draft's period chooses between this year's and last year's figures."""
    if asked.mention.kind is not Kind.QUANTITY or asked.mention.qualifier is not Qualifier.EXACT:
        return
    earlier = asked.figure.place.period in EARLIER
    for stack in _that_sum_to(asked, notes):
        if (stack[0].place.period in EARLIER) == earlier and in_measure(stack[0], asked.mention, asked.figure.measure):
            yield from sum_of(asked, stack)


def _that_sum_to(asked: Asked, notes: Record) -> Iterator[Sequence[Noted]]:
    """The stacks whose total may be the figure, as they are counted or as bare figures in its unit."""
    sizes, stacks = _by_size(notes)
    for factor in {1.0, float(asked.factor)}:
        low, high = asked.low * factor, asked.high * factor
        for at in range(bisect_left(sizes, low - abs(low) * SLACK), bisect_right(sizes, high + abs(high) * SLACK)):
            yield stacks[at]


@lru_cache(maxsize=8)
def _by_size(notes: Record) -> tuple[list[float], list[Sequence[Noted]]]:
    """The totals of the stacks, ascending, and the stacks."""
    rows = sorted(
        ((sum(n.size for n in stack), k, stack) for k, stack in enumerate(stacks_of(notes))), key=lambda row: row[:2]
    )
    return [size for size, _, _ in rows], [stack for _, _, stack in rows]


def stack_changes(asked: Asked, notes: Record, before: Sequence[Noted]) -> Iterator[Attempt]:
    """比去年增加9485笔, 增长6.5%: the stack of this year and that of last year, line by line the same.

    Only where the total or its change was just told, or last year is named: a change that fits by chance is soon found.
    """
    told = {n.base for n in before[-LATELY:] if not n.document}
    for now, then in (*_in_one_line(notes), *_two_years(notes)):
        yield from _change(asked, now, then, told)
    for changes in _signed(notes):
        if asked.mention.kind is Kind.QUANTITY and in_measure(changes[0], asked.mention, asked.figure.measure):
            yield from _changes_together(asked, changes)


@lru_cache(maxsize=8)
def _two_years(notes: Record) -> tuple[tuple[tuple[Noted, ...], tuple[Noted, ...]], ...]:
    """The stacks of this year, each with that of last year in the same lines."""
    then = {tuple(n.line for n in stack): stack for stack in stacks_of(notes) if stack[0].place.period in EARLIER}
    now = [stack for stack in stacks_of(notes) if stack[0].place.period not in EARLIER]
    return tuple((stack, old) for stack in now if (old := then.get(tuple(n.line for n in stack))))


@lru_cache(maxsize=8)
def _signed(notes: Record) -> tuple[tuple[Noted, ...], ...]:
    """The stacks that only tell changes (+85, +22, -4)."""
    return tuple(stack for stack in stacks_of(notes) if all(_SIGN.search(n.place.before) for n in stack))


def _change(asked: Asked, now: Sequence[Noted], then: Sequence[Noted], told: set[Decimal]) -> Iterator[Attempt]:
    total, base = sum((n.base for n in now), Decimal(0)), sum((n.base for n in then), Decimal(0))
    if not base or now[0].measure != then[0].measure or against(asked.wording, total - base):
        return
    shown = f"（{'＋'.join(n.mention.text for n in now)}）－（{'＋'.join(n.mention.text for n in then)}）"
    known = bool({total, abs(total - base)} & told)
    if asked.mention.kind is Kind.PERCENT and known:
        yield Attempt(abs(total - base) / base * 100, f"［{shown}］÷（{base:f}）×100%＝", (*now, *then))
    elif (known or COMPARED.search(asked.wording)) and in_measure(now[0], asked.mention, asked.figure.measure):
        yield Attempt(abs(total - base) / asked.factor, f"{shown}＝", (*now, *then))


def _changes_together(asked: Asked, changes: Sequence[Noted]) -> Iterator[Attempt]:
    """净增103台 for 1240台（+85） / 310台（+22） / 96台（-4）: what all lines rose and fell by."""
    signs = [_SIGN.search(n.place.before) for n in changes]
    if all(signs):
        total = sum(
            (n.base * (1 if s and s[1] == "增加" else -1) for n, s in zip(changes, signs, strict=True)), Decimal(0)
        )
        if not against(asked.wording, total):
            shown = "".join(
                f"{'＋' if s and s[1] == '增加' else '－'}{n.mention.text}" for n, s in zip(changes, signs, strict=True)
            )
            yield Attempt(abs(total) / asked.factor, f"{shown.lstrip('＋')}＝", tuple(changes))


@lru_cache(maxsize=8)
def _in_one_line(notes: Record) -> tuple[tuple[tuple[Noted, ...], tuple[Noted, ...]], ...]:
    """金7银5铜9，上届金4银6铜5: the figures of this year and of last year in a line that has as many of both."""
    found = []
    for line in notes.lines.values():
        counted = [n for n in line if n.mention.kind is Kind.QUANTITY]
        now = tuple(n for n in counted if n.place.period not in EARLIER)
        then = tuple(n for n in counted if n.place.period in EARLIER)
        if len(now) == len(then) >= FEWEST and len({n.measure for n in counted}) == 1:
            found.append((now, then))
    return tuple(found)


@lru_cache(maxsize=8)
def stacks_of(notes: Record) -> tuple[tuple[Noted, ...], ...]:
    """The runs of lines with figures of one measure at one place in each, of one period; whole runs only."""
    return _of_kind(notes, Kind.QUANTITY)


@lru_cache(maxsize=8)
def rates_of(notes: Record) -> tuple[tuple[Noted, ...], ...]:
    """The same of rates in percent."""
    return _of_kind(notes, Kind.PERCENT)


def _of_kind(notes: Record, kind: Kind) -> tuple[tuple[Noted, ...], ...]:
    found: list[tuple[Noted, ...]] = []
    lines = [[n for n in line if n.mention.kind is kind] for line in notes.lines.values()]
    for at in range(max((len(line) for line in lines), default=0)):
        for shaped in (False, True):
            found.extend(run for run in _runs(notes, lines, at, shaped=shaped) if run not in found)
    return tuple(found)


def _runs(notes: Record, lines: Sequence[Sequence[Noted]], at: int, *, shaped: bool) -> Iterator[tuple[Noted, ...]]:
    """The whole runs of what stands at one place of the lines; ``shaped``: of lines with as many figures."""
    run: list[Noted] = []
    for line in [*lines, []]:
        n = line[at] if at < len(line) else None
        if n is not None and (not run or _goes_on(run[-1], n, notes, shaped=shaped)):
            run.append(n)
            continue
        if FEWEST <= len(run) <= LONGEST:
            yield tuple(run)
        run = [n] if n is not None else []


def _goes_on(one: Noted, other: Noted, notes: Record, *, shaped: bool) -> bool:
    if shaped and len(notes.lines[one.line]) != len(notes.lines[other.line]):
        return False
    near = one.document == other.document and 0 <= other.place.line[0] - one.place.line[1] <= 1
    return near and one.measure == other.measure and (one.place.period in EARLIER) == (other.place.period in EARLIER)
