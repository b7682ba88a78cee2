"""Changes: growth in percent, differences whose sign the words get right, points between two shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.figures.attempts import HUNDRED, Asked, Attempt, Shelf, alike_measure, one_thing
from assistant.figures.mentions import Kind
from assistant.figures.periods import EARLIER
from assistant.figures.record import Noted
from assistant.figures.wording import ARROW, COMPARED, DOWN, UP, against

SURE = 0.9  # how sure it is that this year's and last year's figure of one thing are the operands
FEW = 10  # figures in a line that two shares are looked for in
ONE_CHANGE = 24  # characters between the two figures of one change
_CAME = re.compile("新增|新进|招|入|增|转来|接收|新建|新发展|出生|来")
_WENT = re.compile("退|离|走|调出|转出|减|去世|死亡|注销|销号|走了|流失|撤")
_MORE = re.compile(
    r"[比较](?:去年|上年|同期|上期|上季|年初)(?:同期)?\s?([+＋])$"
    r"|(?:[比较](?:去年|上年|同期|上期|上季|年初)(?:同期)?还?|^[，, 　]?)(多|增加|增长|增收|增|涨|上升|升|省|少|减少|减|降|下降)[\u4e00-\u9fff]{0,2}了?$"
)
_NEW = re.compile("新[装增添建招入购]")
_PLANNED = re.compile("预算|计划|任务|目标|限额|指标")


def growth(asked: Asked, shelf: Shelf) -> Iterator[Attempt]:
    """Change in percent: base and current value of one thing; the direction must be that of the words.

    Of those that do not give the figure only the first is told that is surely meant.
    """
    earlier = [at for at, n in enumerate(shelf.pool) if n.place.period in EARLIER]
    told = False
    for now in shelf.pool:
        if now.mention.kind not in (Kind.QUANTITY, Kind.PERCENT):
            continue
        later = now.place.period not in EARLIER
        found = _bases(asked, shelf, now)
        for at in sorted({*found, *earlier}) if later and not told else found:
            base = shelf.pool[at]
            change = _change_in_percent(asked, now, base)
            if change is None:
                continue
            sure = later and base.place.period in EARLIER and one_thing(now, base)
            told = told or sure
            formula = f"（{now.mention.text}－{base.mention.text}）÷{base.mention.text}×100%＝"
            yield Attempt(change, formula, (now, base), SURE if sure else 0.0)


def meant_change(asked: Asked, shelf: Shelf) -> Iterator[Attempt]:
    """By how much this year's figure differs from last year's of the very thing: what 比上年提高0.5个百分点 should have been."""
    if not COMPARED.search(asked.wording):
        return
    earlier = [n for n in shelf.pool if n.place.period in EARLIER]
    for now in shelf.pool:
        base = next((n for n in earlier if one_thing(now, n) and alike_measure(now, n)), None)
        if base is None or now.place.period in EARLIER or now is base:
            continue
        change = (now.base - base.base) / asked.factor
        if change and not against(asked.wording, change):
            more, less = (now, base) if change > 0 else (base, now)
            yield Attempt(abs(change), f"{more.mention.text}－{less.mention.text}＝", (now, base), SURE)
        return


def growth_of_change(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """利润612万，比去年多了70万, so it grew by 12.9%: by how much a figure rose or fell, out of what it was before."""
    for now, change in pairwise([n for n in pool if n.document]):
        said = _MORE.search(change.place.before)
        if said is None or now.line != change.line or not alike_measure(now, change):
            continue
        sign = 1 if said[1] or said[2] in ("多", "增", "增加", "增长", "涨", "升", "上升", "增收") else -1
        base = now.base - sign * change.base
        if base > 0 and not against(asked.wording, change.base * sign):
            bracket = f"{now.mention.text}{'－' if sign > 0 else '＋'}{change.mention.text}"
            yield Attempt(change.base / base * HUNDRED, f"{change.mention.text}÷（{bracket}）×100%＝", (now, change))


def growth_of_new(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """新装2340户,现在一共4.68万户, so it grew by 5.3%: what came, out of what there was before it."""
    counted = [n for n in pool if n.document and n.mention.kind is Kind.QUANTITY]
    for one, other in pairwise(counted):
        if one.line != other.line or not alike_measure(one, other):
            continue
        for new, total in ((one, other), (other, one)):
            if (
                _NEW.search(new.place.before[-6:])
                and total.base > new.base > 0
                and not against(asked.wording, new.base)
            ):
                rate = new.base / (total.base - new.base) * HUNDRED
                text = f"{new.mention.text}÷（{total.mention.text}－{new.mention.text}）×100%＝"
                yield Attempt(rate, text, (new, total))


def _bases(asked: Asked, shelf: Shelf, now: Noted) -> Iterable[int]:
    """From which operands a figure may have changed by as much as is asked, up or down."""
    low, high = asked.low / 100, asked.high / 100
    if shelf.below_zero or now.size <= 0 or low <= -1:
        return range(len(shelf.pool))
    found = set(shelf.between(now.size / (1 + high), now.size / (1 + low)))
    if low < 1:
        most = now.size / (1 - high) if high < 1 else float("inf")
        found.update(shelf.between(now.size / (1 - low), most))
    return sorted(found)


def _change_in_percent(asked: Asked, now: Noted, base: Noted) -> Decimal | None:
    """By how much the later figure is above or below the base; None where these are not the two, or the words say otherwise."""
    if now is base or not base.base or not alike_measure(now, base) or not _time_order(now, base):
        return None
    change = (now.base - base.base) / base.base * HUNDRED
    return None if against(asked.wording, change) else abs(change)


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
        if rising == falling:
            yield found
            continue
        now, base = _change(*found.operands)
        grew = now.base > base.base if now else _came_in(found.operands[0]) if "净" in wording else None
        if grew is None or (grew is not rising if rank and now else grew is rising):
            yield found


def _came_in(n: Noted) -> bool | None:
    """Whether a figure counts what came in (新增8户) or what went out (退出13户); None where its words tell neither."""
    words = n.place.before[-6:]
    came, went = bool(_CAME.search(words)), bool(_WENT.search(words))
    return None if came == went else came


def _change(a: Noted, b: Noted) -> tuple[Noted, Noted] | tuple[None, Noted]:
    """Which of two figures is the later one and which it came from, where notes or draft tell: by the year, by 由…到, by a plan."""
    for now, base in ((a, b), (b, a)):
        if base.place.period in EARLIER and now.place.period not in EARLIER:
            return now, base
        if 0 < now.mention.start - base.mention.start < ONE_CHANGE and ARROW.search(base.place.after):
            return now, base
        if _PLANNED.search(base.place.before) and not _PLANNED.search(now.place.before):
            return now, base
    return None, b


def share_changes(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """占比提高3.1个百分点: the share of this year less that of last year, all four in one line of the notes."""
    lines: dict[tuple[str, int], list[Noted]] = {}
    for n in pool:
        if n.mention.kind is Kind.QUANTITY and n.document:
            lines.setdefault(n.line, []).append(n)
    for line in (*lines.values(), *(a + b for a, b in pairwise(lines.values()) if _year_after(a, b))):
        now = [n for n in line if n.place.period not in EARLIER]
        then = [n for n in line if n.place.period in EARLIER]
        if len(then) < 2 or len(line) > FEW:
            continue
        old = list(_shares_of(then))
        for part, whole in _shares_of(now):
            for old_part, old_whole in old:
                yield from _share_change(asked, (part, whole), (old_part, old_whole))


def _year_after(line: Sequence[Noted], below: Sequence[Noted]) -> bool:
    """Whether a line gives last year's figures of the line above it (参考 612人 一本 186 / 去年参考 598 一本 165)."""
    near = 0 <= below[0].place.line[0] - line[0].place.line[1] <= 1
    return near and all(n.place.period in EARLIER for n in below) and not any(n.place.period in EARLIER for n in line)


def _shares_of(line: Sequence[Noted]) -> Iterator[tuple[Noted, Noted]]:
    """Every two figures of one measure of which one may be part of the other."""
    for part in line:
        for whole in line:
            if whole.base > part.base and whole.base > 0 and alike_measure(part, whole):
                yield part, whole


def _share_change(asked: Asked, now: tuple[Noted, Noted], old: tuple[Noted, Noted]) -> Iterator[Attempt]:
    (part, whole), (old_part, old_whole) = now, old
    if part.mention.start >= old_part.mention.start or whole.mention.start >= old_whole.mention.start:
        return
    if old_part.base <= 0 or not asked.may_be(abs(part.size / whole.size - old_part.size / old_whole.size) * 100, 100):
        return
    change = (part.base / whole.base - old_part.base / old_whole.base) * HUNDRED
    if not against(asked.wording, change):
        formula = f"{part.mention.text}÷{whole.mention.text}－{old_part.mention.text}÷{old_whole.mention.text}＝"
        yield Attempt(abs(change), formula, (part, whole, old_part, old_whole))
