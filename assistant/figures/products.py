"""Products: so much for each, so many of them, for so many days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.figures.attempts import Asked, Attempt
from assistant.figures.listsums import columns_of_tables
from assistant.figures.means import counts
from assistant.figures.mentions import Kind
from assistant.figures.record import Noted, Record

_EACH = re.compile(r"(?:[每一]([\u4e00-\u9fff])|([户人村亩])均)\S{0,4}$")
_TIMES = re.compile(r"\s*[×xX*✕乘]以?\s*(?:每.)?")  # 56户×500元
_PER = re.compile("[每一均]")
_DAILY = re.compile("每[天日月]")
_MONTHLY = re.compile("(?:[每一]个?月|月均)[^，。；,;]{0,8}$")
_YEARLY = re.compile("[一全]年|年[可均省节]")
_PRICE = re.compile("[均单]价|价格|标准$")
_PROCEEDS = re.compile("收入|[收销]\\S?额|产值|货款|金额|合计|支出|费用|投入|发放")
_HALF = re.compile(r"^[^，。；,;]{0,8}(?<![全每过多大占])一半")
_LATELY = 10  # figures told before
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
            if (
                count.line == rate.line
                and count is not rate
                and count.mention.value != 1
                and counts(count, per[1] or per[2])
            ):
                formula = f"{rate.mention.text}×{count.mention.text}＝"
                yield Attempt(rate.base * (count.mention.value or 0) / asked.factor, formula, (rate, count))
                if _DAILY.search(before):
                    yield from _for_days(asked, rate, count, pool)


def told_products(asked: Asked, before: Sequence[Noted]) -> Iterator[Attempt]:
    """实际完成456亩，按每亩400元发放补助18.24万元: so much for each and so many of them, as the sentence has just told."""
    rate = before[-1] if before else None
    per = _EACH.search(_DAILY.sub("", rate.place.head + rate.place.before)) if rate else None
    if rate is None or per is None:
        return
    for count in before[-_LATELY:-1]:
        if not count.mention.unit or counts(count, per[1] or per[2]):
            formula = f"{rate.mention.text}×{count.mention.text}＝"
            yield Attempt(rate.base * (count.mention.value or 0) / asked.factor, formula, (rate, count))


def halves(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """老账64万上半年收回一半: half of what the notes say it of."""
    for n in pool:
        if n.document and n.mention.kind is Kind.QUANTITY and _HALF.search(n.place.after):
            yield Attempt(n.base / 2 / asked.factor, f"{n.mention.text}÷2＝", (n,))


def joint_products(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """春节42户每户800,中秋31户每户500: so much for each, so many, of all the pairs of a line together."""
    lines: dict[tuple[str, int], list[tuple[Noted, Noted]]] = {}
    for count, rate in pairwise(sorted((n for n in pool if n.document), key=lambda n: (n.document, n.mention.start))):
        per = _EACH.search(rate.place.before)
        if per and count.line == rate.line and counts(count, per[1] or per[2]):
            lines.setdefault(rate.line, []).append((count, rate))
    for pairs in lines.values():
        if len(pairs) > 1:
            result = sum((rate.base * (count.mention.value or 0) for count, rate in pairs), Decimal(0))
            shown = "＋".join(f"{rate.mention.text}×{count.mention.text}" for count, rate in pairs)
            yield Attempt(result / asked.factor, f"{shown}＝", tuple(n for pair in pairs for n in pair))


def priced_columns(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """销售收入1074万元 for a table with columns of heads sold and of their price: row by row multiplied, and added up."""
    said = asked.figure.place.head + asked.figure.place.before
    if asked.figure.measure != "元" or not _PROCEEDS.search(said):
        return
    columns = columns_of_tables(notes)
    for prices in columns:
        if not _PRICE.search(prices[0].label[len(prices[0].place.row) :]):
            continue
        lines = [n.line for n in prices]
        for amounts in columns:
            if amounts is not prices and [n.line for n in amounts] == lines:
                pairs = list(zip(amounts, prices, strict=True))
                result = sum((a.base * b.base for a, b in pairs), Decimal(0))
                shown = "＋".join(f"{b.mention.text}×{a.mention.text}" for a, b in pairs)
                yield Attempt(result / asked.factor, f"{shown}＝", tuple(n for pair in pairs for n in pair))


def by_the_month(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """一个月省电费大概6200, so 一年约7.4万元: twelve times what the notes give for a month."""
    if not _YEARLY.search(asked.figure.place.lead[-12:] + asked.figure.place.head + asked.figure.place.before):
        return
    for rate in pool:
        if _MONTHLY.search(rate.place.head + rate.place.before) and rate.document:
            yield Attempt(rate.base * 12 / asked.factor, f"{rate.mention.text}×12＝", (rate,))


def _for_days(asked: Asked, rate: Noted, count: Noted, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """每生每天5元, 1052人, 96天."""
    for days in pool:
        if days.line == rate.line and days.mention.unit in _DAYS and days is not count:
            formula = f"{rate.mention.text}×{count.mention.text}×{days.mention.text}＝"
            result = rate.base * (count.mention.value or 0) * (days.mention.value or 0) / asked.factor
            yield Attempt(result, formula, (rate, count, days))
