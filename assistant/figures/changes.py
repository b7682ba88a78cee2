"""Changes: growth in percent, differences whose sign the words get right, points between two shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.figures.attempts import HUNDRED, Attempt, base_value, one_thing, ordered_pairs
from assistant.figures.mentions import Kind
from assistant.figures.periods import EARLIER
from assistant.figures.record import Noted
from assistant.figures.wording import ARROW, DOWN, UP


def growth(wording: str, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """Change in percent: base and current value of one thing; the direction must be that of the words."""
    for now, base in ordered_pairs(pool):
        if not base_value(base):
            continue
        change = (base_value(now) - base_value(base)) / base_value(base) * HUNDRED
        if (change < 0 and UP.search(wording)) or (change > 0 and DOWN.search(wording)):
            continue
        if not _time_order(now, base):
            continue
        formula = f"（{now.mention.text}－{base.mention.text}）÷{base.mention.text}×100%＝"
        sure = 0.9 if base.place.period in EARLIER and now.place.period not in EARLIER and one_thing(now, base) else 0.0
        yield Attempt(abs(change), formula, (now, base), sure)


def _time_order(now: Noted, base: Noted) -> bool:
    """A base is never later than what grew from it."""
    a, b = now.place.period, base.place.period
    if a in EARLIER and b not in EARLIER:
        return False
    return not (a.isdigit() and b.isdigit() and int(a) < int(b))


def directed(wording: str, tries: Iterator[Attempt], *, rank: bool = False) -> Iterator[Attempt]:
    """Differences whose sign the words get right: 比去年减少 never for what grew; a rank rises as its number falls."""
    rising, falling = bool(UP.search(wording)), bool(DOWN.search(wording))
    for found in tries:
        now, base = _change(*found.operands)
        grew = base_value(now) > base_value(base) if now else False
        if now is None or rising == falling or (grew is not rising if rank else grew is rising):
            yield found


_PLANNED = re.compile("预算|计划|任务|目标|限额|指标")


def _change(a: Noted, b: Noted) -> tuple[Noted, Noted] | tuple[None, Noted]:
    """Which of two figures is the later one and which it came from, where notes or draft tell: by the year, by 由…到, by a plan."""
    for now, base in ((a, b), (b, a)):
        if base.place.period in EARLIER and now.place.period not in EARLIER:
            return now, base
        if ARROW.search(base.place.after) and 0 < now.mention.start - base.mention.start < 24:
            return now, base
        if _PLANNED.search(base.place.before) and not _PLANNED.search(now.place.before):
            return now, base
    return None, b


def share_changes(wording: str, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """占比提高3.1个百分点: the share of this year less that of last year, all four in one line of the notes."""
    lines: dict[tuple[str, int], list[Noted]] = {}
    for n in pool:
        if n.mention.kind is Kind.QUANTITY and n.document:
            lines.setdefault(n.line, []).append(n)
    for line in lines.values():
        now = [n for n in line if n.place.period not in EARLIER]
        then = [n for n in line if n.place.period in EARLIER]
        if len(then) < 2 or len(line) > 10:
            continue
        for part, whole in ordered_pairs(now):
            for old_part, old_whole in ordered_pairs(then):
                after = (part.mention.start < old_part.mention.start) and (
                    whole.mention.start < old_whole.mention.start
                )
                if after and base_value(whole) > base_value(part) and base_value(old_whole) > base_value(old_part) > 0:
                    change = (
                        base_value(part) / base_value(whole) - base_value(old_part) / base_value(old_whole)
                    ) * HUNDRED
                    if (change < 0 and UP.search(wording)) or (change > 0 and DOWN.search(wording)):
                        continue
                    change = abs(change)
                    formula = (
                        f"{part.mention.text}÷{whole.mention.text}－{old_part.mention.text}÷{old_whole.mention.text}＝"
                    )
                    yield Attempt(change, formula, (part, whole, old_part, old_whole), 0.0)
