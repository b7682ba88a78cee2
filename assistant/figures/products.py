"""Products: so much for each, so many of them, for so many days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.figures.attempts import Attempt, base_value
from assistant.figures.means import COUNTED_BY
from assistant.figures.record import Noted
from assistant.figures.units import canonical


def products(pool: Sequence[Noted], base: Decimal) -> Iterator[Attempt]:
    """每人2000元, 17人: so much for each, so many of them, in one line."""
    for rate in pool:
        per = re.search(
            r"(?:每|一)([\u4e00-\u9fff])\S{0,4}$",
            rate.place.before.replace("每天", "").replace("每日", "").replace("每月", ""),
        )
        if per is None:
            continue
        for count in pool:
            if count.line == rate.line and canonical(count.mention.unit)[0] in COUNTED_BY.get(
                per[1], (canonical(per[1])[0],)
            ):
                formula = f"{rate.mention.text}×{count.mention.text}＝"
                many = count.mention.value or Decimal(0)
                yield Attempt(base_value(rate) * many / base, formula, (rate, count), 0.0)
                yield from _for_days(rate, count, pool, base)


def _for_days(rate: Noted, count: Noted, pool: Sequence[Noted], base: Decimal) -> Iterator[Attempt]:
    """每生每天5元, 1052人, 96天."""
    if not re.search("每[天日月]", rate.place.before):
        return
    for days in pool:
        if days.line == rate.line and days.mention.unit in ("天", "日", "个月", "月") and days is not count:
            formula = f"{rate.mention.text}×{count.mention.text}×{days.mention.text}＝"
            result = base_value(rate) * (count.mention.value or 0) * (days.mention.value or 0) / base
            yield Attempt(result, formula, (rate, count, days), 0.0)
