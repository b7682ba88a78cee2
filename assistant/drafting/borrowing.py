"""Bare numbers that take the unit of the figure they belong to: 优秀89 合格28 不合格3 after 抽120卷 are 卷."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.figures.mentions import Kind
from assistant.figures.placing import Place

_BRACKETED = re.compile(r"[\u4e00-\u9fff]{0,4}[（(][^（）()]{0,12}")
_DONE = re.compile(
    r"[^，。；0-9]{0,4}[，,、 　]*(?:实际|实到|实收|完成|结|办结|化解|调解成功|调成|核完|解决|整改|改|建了|满意的?|合格|规范|及格|阳性|治愈"
    r"|就业|脱贫|招了?|补了?|[\u4e00-\u9fff]{0,4}达标)[\u4e00-\u9fff]{0,3}[ 　]*"
)
_NOT_LENT = ("家", "元", "%", "度", "分", "天", "小时", "年", "月", "米", "公里")


_LITTLE = 3  # characters between two figures of one item: 2期46人, 1期共25


def borrowed(text: str, found: Sequence[Place]) -> dict[int, str]:
    """The units of bare whole numbers, by place: of the total whose parts they are, or of the figure they are the outcome of."""
    units = _as_before(text, found)
    for at, place in enumerate(found):
        unit = place.mention.unit
        if (
            place.mention.kind is not Kind.QUANTITY
            or not unit
            or unit in _NOT_LENT
            or not place.mention.text.endswith(unit)
        ):
            continue
        run = _bare_after(found, at)
        size = _sums(run, place.mention.value)
        if not size and run and _BRACKETED.fullmatch(text[place.mention.end : run[0].mention.start]):
            close = re.compile(r"[）)]").search(text, run[0].mention.start)
            size = sum(close is not None and p.mention.end <= close.start() for p in run)
        if not size and run and _DONE.fullmatch(text[place.mention.end : run[0].mention.start]):
            size = int((run[0].mention.value or 0) <= 2 * (place.mention.value or 0))
            while 0 < size < len(run) and _DONE.fullmatch(text[run[size - 1].mention.end : run[size].mention.start]):
                size += 1
        units |= {p.mention.start: unit for p in run[:size]}
    return units


def _as_before(text: str, found: Sequence[Place]) -> dict[int, str]:
    """舞蹈班2期46人，剪纸班1期25: a second number without a unit takes that of the second one of an item like it in the line."""
    units: dict[int, str] = {}
    for one, two in pairwise(found):
        if two.mention.unit or not two.mention.text.isdigit() or not _of_one_item(text, one, two):
            continue
        for first, second in pairwise(p for p in found if p.line == one.line and p.mention.end <= one.mention.start):
            alike = first.mention.unit == one.mention.unit and _of_one_item(text, first, second)
            if alike and second.mention.text.endswith(second.mention.unit or "?"):
                units[two.mention.start] = second.mention.unit
    return units


def _of_one_item(text: str, one: Place, other: Place) -> bool:
    """Whether two figures stand together, each in its own unit."""
    between = text[one.mention.end : other.mention.start]
    own = one.mention.unit and one.mention.text.endswith(one.mention.unit) and one.mention.unit != other.mention.unit
    return bool(own) and one.line == other.line and len(between) <= _LITTLE and not re.search("[，。；、,;]", between)


def _bare_after(found: Sequence[Place], at: int) -> list[Place]:
    """The whole numbers that follow a figure in its line, up to the next that has a unit."""
    run: list[Place] = []
    for place in found[at + 1 :]:
        mention = place.mention
        own = mention.kind is Kind.QUANTITY and not mention.unit and mention.text.isdigit()
        if place.line != found[at].line or not own:
            break
        run.append(place)
    return run


def _sums(run: Sequence[Place], total: Decimal | None) -> int:
    """How many of the numbers, two or more from the first on, sum to the total."""
    so_far = Decimal(0)
    for size, place in enumerate(run, start=1):
        so_far += place.mention.value or Decimal(0)
        if so_far == total and size > 1:
            return size
    return 0
