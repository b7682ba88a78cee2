"""Remainders: a whole less its parts, of a line of the notes or of what the draft has told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.figures.attempts import Asked, Attempt, in_measure
from assistant.figures.mentions import Kind
from assistant.figures.periods import EARLIER
from assistant.figures.record import Noted, Record

_REST = re.compile(r"[，,、；;\s]*(?:其?余|剩下?|其他|别的)的?就?[都全]?[为是]?([\u4e00-\u9fff]{2,8})")
_INCOME = re.compile("预算$|(?:^|总|计|合计)(?:收入|进账|进项)$|经费$|拨款$|卖了?$|销售收入?$|营收$|营业收入$")
_SIDES = (
    ("线下", ("线上", "网上", "网络")),
    ("线上", ("线下", "门店", "现场")),
    ("男", ("女",)),
    ("女", ("男",)),
    ("农村", ("城镇", "城市")),
    ("城镇", ("农村",)),
)
_GIVER = re.compile("([省市县区镇乡村]|自己|企业|群众|社会)[里上级]?(?:出|筹|给|补|拿|掏|配)")
_SPENT = re.compile("(?:^|总|计|合计)(?:支出|开支|花费|花了|支)$|成本$|开销$|费用$")
AFTER_WHOLE = 7  # figures after a whole that may be its parts
LATELY = 14  # figures told before one that it may be what is left of


def told_differences(asked: Asked, pool: Sequence[Noted], before: Sequence[Noted]) -> Iterator[Attempt]:
    """共1052件，审结976件，未结76件; 收入128.65万元……支出118.6万元，结余: the figure just told, out of one told before it."""
    known = {id(n) for n in pool}
    told = [n for n in before if id(n) in known]
    for part in told[-2:]:
        for whole in told[:-1]:
            if whole is not part and whole.base > part.base:
                yield from _remainder(asked, (whole, part))


def whole_less_parts(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """A whole less several parts of its line (15－9－4)."""
    for i, whole in enumerate(pool):
        parts = [n for n in pool[i + 1 : i + 1 + AFTER_WHOLE] if n.line == whole.line]
        for k in range(2, len(parts) + 1):
            yield from _remainder(asked, (whole, *parts[:k]))


def left_over(asked: Asked, told: Sequence[Noted]) -> Iterator[Attempt]:
    """41.6万元，其中9.8万、12万、6.3万，其余: a whole of the paragraph less all that was told after it."""
    measure = asked.figure.measure
    same = [n for n in told if in_measure(n, asked.mention, measure) and n.place.period not in EARLIER][-LATELY:]
    for i in range(len(same) - 1):
        yield from _remainder(asked, same[i:])
    stated = [n for n in same if n.document]
    for i in range(len(stated) - 1 if len(stated) < len(same) else 0):
        yield from _remainder(asked, stated[i:])


def implied_rest(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """普查员472，余为指导员: what the notes leave to be reckoned, where the figure counts what they name there."""
    for part in pool:
        named = _REST.match(part.place.tail)
        if named is None or not part.document:
            continue
        if not any(piece in named[1] for piece in asked.figure.words) and not _same_giver(named[1], asked):
            continue
        line = [n for n in pool if n.line == part.line and n.mention.start <= part.mention.start]
        for i in range(len(line) - 1):
            yield from _remainder(asked, line[i:])
        for whole in pool:  # 一共办证5840件 / 国内民事3212,涉外1752,其余都是国内经济的
            if whole.document and whole.line != part.line and whole.base > part.base:
                parts = [n for n in line if in_measure(n, asked.mention, asked.figure.measure)]
                yield from _remainder(asked, (whole, *parts))


def _same_giver(rest: str, asked: Asked) -> bool:
    """县级配套126万元 for 剩下县里出."""
    giver = _GIVER.match(rest)
    if giver is not None and giver[1] in asked.figure.place.before[-8:]:
        return True
    own = set(rest) - set("的里都是了就全为些")
    return len(own) > 1 and own <= set(asked.figure.place.before[-8:] + asked.figure.place.after[:4])


def other_side(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """线下销售509.6万元 for 卖了728万，网上卖的218.4万: the whole less what is on the opposite side."""
    said = asked.figure.place.before[-8:]
    sides = [other for one, others in _SIDES for other in others if one in said]
    for whole, part in pairwise([n for n in pool if n.document and n.mention.kind is Kind.QUANTITY]):
        if whole.line == part.line and any(side in part.place.before for side in sides):
            yield from _remainder(asked, (whole, part))


def balances(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """收支相抵，结余: what came in less what was spent, of one time, wherever the notes put the two."""
    income = [
        n for n in notes.figures if _INCOME.search(n.label) and in_measure(n, asked.mention, asked.figure.measure)
    ]
    spent = [n for n in notes.figures if _SPENT.search(n.label) and in_measure(n, asked.mention, asked.figure.measure)]
    for one in income:
        for other in spent:
            if (one.place.period in EARLIER) == (other.place.period in EARLIER):
                yield from _remainder(asked, (one, other))


def _remainder(asked: Asked, used: Sequence[Noted]) -> Iterator[Attempt]:
    """The first of some figures less all the others, where that may be what is asked."""
    whole, *parts = used
    left = whole.size - sum([n.size for n in parts])
    if not asked.may_be(left / float(asked.factor), whole.size / float(asked.factor)):
        return
    rest = whole.base - sum((n.base for n in parts), Decimal(0))
    if rest >= 0:
        yield Attempt(rest / asked.factor, "－".join(n.mention.text for n in used) + "＝", tuple(used))
