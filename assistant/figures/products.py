"""Products: so much for each, so many of them, for so many days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.figures.attempts import Asked, Attempt
from assistant.figures.means import counts
from assistant.figures.record import Noted

_EACH = re.compile(r"(?:[每一]([\u4e00-\u9fff])|([户人村亩])均)\S{0,4}$")
_TIMES = re.compile(r"\s*[×xX*✕乘]以?\s*(?:每.)?")  # 56户×500元
_PER = re.compile("[每一均]")
_DAILY = re.compile("每[天日月]")
_DAYS = ("天", "日", "个月", "月")


def products(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """每人2000元, 17人: so much for each, so many of them, in one line."""
    for count, rate in pairwise(sorted((n for n in pool if n.document), key=lambda n: (n.document, n.mention.start))):
        if count.line == rate.line and _TIMES.fullmatch(rate.place.before):
            formula = f"{rate.mention.text}×{count.mention.text}＝"
            yield Attempt(rate.base * (count.mention.value or 0) / asked.factor, formula, (rate, count))
    for rate in pool:
        before = rate.place.before
        if not _PER.search(before):
            continue
        per = _EACH.search(_DAILY.sub("", before))
        if per is None:
            continue
        for count in pool:
            if count.line == rate.line and count is not rate and counts(count, per[1] or per[2]):
                formula = f"{rate.mention.text}×{count.mention.text}＝"
                yield Attempt(rate.base * (count.mention.value or 0) / asked.factor, formula, (rate, count))
                if _DAILY.search(before):
                    yield from _for_days(asked, rate, count, pool)


def _for_days(asked: Asked, rate: Noted, count: Noted, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """每生每天5元, 1052人, 96天."""
    for days in pool:
        if days.line == rate.line and days.mention.unit in _DAYS and days is not count:
            formula = f"{rate.mention.text}×{count.mention.text}×{days.mention.text}＝"
            result = rate.base * (count.mention.value or 0) * (days.mention.value or 0) / asked.factor
            yield Attempt(result, formula, (rate, count, days))
