"""Derivation: arithmetic over the notes' figures that gives a figure of the draft (``figures.md`` §2, ``derived``).

It is looked for only where the wording asks for it (共 合计 增长 占 率 倍 平均 其余 为期 …), and only over operands that share the
thing counted, or stand in one line of the notes: coincidence is no source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain

from assistant.figures.agreement import allowed, rounded
from assistant.figures.carrying import BASE
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.operands import Told
from assistant.figures.placing import Place
from assistant.figures.record import Noted, Record, measure
from assistant.figures.units import canonical
from assistant.figures.verdicts import Source

SUM = re.compile(
    r"共|合计|累计|总|[两三四五六七八九]项|一共|全部|计|[一二三四五六七八九1-9][至到][一二三四五六七八九十1-9]"
)
_ARROW = re.compile(r"→|->|[增升降减扩涨提]\S{0,2}[到至为]|到|变成")
_JOINED = re.compile(r"\s*(?:和|及|、|的|与|以及)?\s*$")
DIFFERENCE = re.compile(
    r"增|减|升|降|多|少|提高|上涨|扩大|下滑|回落|节约|节支|节省|缩短|延长|加快|其余|剩|余|还有|尚有|仍有|未|另|欠|压|净|差|已解决|已完成|已整改|已办结|已处理|已建成|已化解|已销号|前移|后移|提升|缺口|超"
)
GROWTH = re.compile(r"增|长|升|提高|降|减|幅|同比|较|比|节|涨")
SHARE = re.compile(r"占|率|完成|比例|比重|达|为|面|计划|任务|目标|限额|应")
MEAN = re.compile(r"平均|人均|户均|每|均")
DAYS = re.compile(r"为期|历时|用时|用了|持续|连续|共|前后")
UP = re.compile(r"增长|上升|提高|增加|增幅|提升|上涨|多|净增|增支|超支|涨|前移")
DOWN = re.compile(r"缩短|下降|减少|降低|降幅|压减|下滑|回落|少|净减|节约|节支|节省|压缩|后移|退步")
HUNDRED = Decimal(100)
EARLIER = ("last", "any", BASE)  # periods that a change starts from


@dataclass(frozen=True, slots=True)
class Derived:
    """An arithmetic reading of a figure: ``holds`` or not, the formula in words, the operands, and the right result."""

    formula: str
    sources: tuple[Source, ...]
    right: str = ""
    holds: bool = True
    exact: Decimal | None = None  # the unrounded result, in the figure's own unit


@dataclass(frozen=True, slots=True)
class _Try:
    """One candidate: its exact result in the draft figure's unit, its formula, its operands, how sure the operands are."""

    result: Decimal
    formula: str
    operands: tuple[Noted, ...]
    sure: float


def derive(figure: Noted, told: Told, near: Sequence[int], notes: Record) -> Derived | None:
    """The arithmetic that gives ``figure``; one that does not hold only where the operands are beyond doubt; else None.

    ``told`` are the figures that the draft states, with what they rest on; ``near`` the positions of the notes' figures whose
    things are most like the figure's.
    """
    mention = figure.mention
    if mention.value is None or mention.high is not None:
        return None
    wording = _wording(figure)
    pool = told.pool(figure, near, notes)
    if not _asks(mention.kind, wording, mention.unit):
        return _whole_list(figure, pool, told)
    before = told.before(figure)
    best: _Try | None = None
    for candidate in chain(_every(figure, wording, pool, before, notes), _parts(figure, wording, told.after(figure))):
        if _gives(candidate.result, mention) and _all_matter(candidate, mention, wording):
            return Derived(candidate.formula, told.sources(candidate.operands), exact=candidate.result)
        if candidate.sure >= 0.5 and (best is None or candidate.sure > best.sure):
            best = candidate
    if best is None:
        return None
    right = _shown(best.result, mention)
    return Derived(f"{best.formula}{right}", told.sources(best.operands), right, holds=False)


def _all_matter(candidate: _Try, mention: Mention, wording: str) -> bool:
    """Whether a sum or difference needs every operand (4.67万亩－23.6亩 is no derivation of 4.67万亩), all of one time."""
    if "÷" in candidate.formula or "×" in candidate.formula or len(candidate.operands) < 2:
        return True
    least = min(abs(_value(n)) for n in candidate.operands) / _factor(mention)
    if mention.kind is Kind.QUANTITY and least * 2 < mention.quantum:
        return False
    earlier = [n.place.period in EARLIER for n in candidate.operands]
    years = "－" in candidate.formula or len(earlier) == 2 or re.search("[两三四五六]年", wording)
    return bool(years) or all(earlier) or not any(earlier)


def _every(
    figure: Noted, wording: str, pool: Sequence[Noted], before: Sequence[Noted], notes: Record
) -> Iterator[_Try]:
    """Every arithmetic reading that the wording asks for, the likeliest first."""
    yield from _tries(figure, wording, pool, before)
    yield from _runs(figure, wording, before)
    yield from _each(figure, wording, notes, pool)
    if figure.mention.kind is Kind.PERCENT and "占" in wording:
        yield from _joint_shares(figure, pool)
    if re.search("入住|床|座|空位|席", wording):
        yield from _occupancy(figure, before)
    if figure.mention.kind is Kind.PERCENT and "率" in wording:
        yield from _named_rates(wording, before)
    if figure.mention.kind is Kind.QUANTITY and SUM.search(wording):
        yield from _joint_sums(figure, pool)
    if figure.mention.kind is Kind.POINTS:
        yield from _of_shares(wording, pool)


PARTS = 3  # figures before a share of which it may be the share
LONG_LIST = 3  # parts that make a list whose total is no coincidence


def _whole_list(figure: Noted, pool: Sequence[Noted], told: Told) -> Derived | None:
    """The total of a whole list of the notes (all the classes of a school), which no word need ask for."""
    if figure.mention.kind is not Kind.QUANTITY or figure.mention.qualifier is not Qualifier.EXACT:
        return None
    lines: dict[tuple[str, int], list[Noted]] = {}
    for n in pool:
        if n.mention.kind is Kind.QUANTITY and measure(n.mention) == measure(figure.mention) and n.document:
            lines.setdefault(n.line, []).append(n)
    for line in lines.values():
        for parts in (line, line[1:], line[:-1]):
            total = sum((_value(n) for n in parts), Decimal(0))
            enough = len(parts) >= LONG_LIST and total > 2 * max(_value(n) for n in parts) - total
            if enough and _gives(total / _factor(figure.mention), figure.mention) and _one_subject(figure, parts):
                formula = "＋".join(n.mention.text for n in parts) + "＝"
                return Derived(formula, told.sources(parts), exact=total / _factor(figure.mention))
    return None


def _one_subject(figure: Noted, parts: Sequence[Noted]) -> bool:
    """Whether the figure's words name what every part of the list counts, or its line begins with."""
    own = {piece for piece in figure.thing.near if len(piece) > 1}
    return bool(own) and all(own & part.thing.wide.keys() for part in parts)


def asks(figure: Noted) -> bool:
    """Whether the words about a figure ask for arithmetic (共 合计 增长 占 率 平均 其余 …)."""
    return _asks(figure.mention.kind, _wording(figure), figure.mention.unit)


def _wording(figure: Noted) -> str:
    """The words that may ask for arithmetic: the clause before the figure and what follows it."""
    place = figure.place
    asked = "共" if re.search(r"[，,（(：:]?(?:其中|分别|包括)", place.tail) else ""  # 27户，其中省级1户: a total
    return asked + _said(place)


def _said(place: Place) -> str:
    if share := re.search(r"占[^，。；占]{0,12}$", place.head):  # 占全县73个小区的78.1%
        return f"{share[0]}{place.before[-24:]}|{place.after[:8]}"
    if place.before.strip() and not _JOINED.match(place.before):
        return f"{place.before[-24:]}|{place.after[:8]}"
    return f"{place.lead[-12:]}{place.head[-24:]}{place.before}|{place.after[:8]}"


def _asks(kind: Kind, wording: str, unit: str) -> bool:
    """Whether the wording asks for any arithmetic at all."""
    if kind is Kind.PERCENT:
        return bool(GROWTH.search(wording) or SHARE.search(wording))
    if kind is Kind.QUANTITY:
        found = SUM.search(wording) or DIFFERENCE.search(wording) or MEAN.search(wording) or "/" in wording
        return bool(found or (unit in ("天", "日") and DAYS.search(wording)))
    return kind in (Kind.POINTS, Kind.MULTIPLE)


def _runs(figure: Noted, wording: str, told: Sequence[Noted]) -> Iterator[_Try]:
    """以上三项合计, 其余: the last figures of this measure that the paragraph has stated; as many as the wording counts."""
    if figure.mention.kind is not Kind.QUANTITY:
        return
    if re.search("其余|剩|余|其他", wording):
        yield from _left(figure, told)
    if not SUM.search(wording):
        return
    into = {"人次": ("人次", "人")}.get(figure.mention.unit, (measure(figure.mention),))
    same = [n for n in told if measure(n.mention) in into][-14:]
    counted = re.search(r"([两三四五六七八九])(?:项|者|个方面)", wording)
    sizes = ["两三四五六七八九".index(counted[1]) + 2] if counted else range(2, len(same) + 1)
    for size in sizes:
        run = tuple(same[-size:])
        if len(run) == size:
            total = sum((_value(n) for n in run), Decimal(0)) / _factor(figure.mention)
            yield _Try(total, "＋".join(n.mention.text for n in run) + "＝", run, 0.0)


def _parts(figure: Noted, wording: str, after: Sequence[Noted]) -> Iterator[_Try]:
    """合计128.65万元，其中79.3万元、46.2万元、3.15万元: the parts that the sentence names after it."""
    if figure.mention.kind is not Kind.QUANTITY or not SUM.search(wording):
        return
    same = [n for n in after if _alike_measure(n.mention, figure.mention)]
    for size in range(2, len(same) + 1):
        total = sum((_value(n) for n in same[:size]), Decimal(0)) / _factor(figure.mention)
        yield _Try(total, "＋".join(n.mention.text for n in same[:size]) + "＝", tuple(same[:size]), 0.0)


def _left(figure: Noted, told: Sequence[Noted]) -> Iterator[_Try]:
    """41.6万元，其中9.8万、12万、6.3万，其余: a whole of the paragraph less all that was told after it."""
    same = [n for n in told if _alike_measure(n.mention, figure.mention) and n.place.period not in EARLIER][-14:]
    for i in range(len(same) - 1):
        parts = same[i + 1 :]
        rest = _value(same[i]) - sum((_value(n) for n in parts), Decimal(0))
        if rest >= 0:
            formula = "－".join(n.mention.text for n in same[i:]) + "＝"
            yield _Try(rest / _factor(figure.mention), formula, tuple(same[i:]), 0.0)


_PER = re.compile(
    r"(?:平均)?每一?(?:个|名|位|家)?([\u4e00-\u9fff]{1,3})|(?!平)([\u4e00-\u9fff])均|平均([\u4e00-\u9fff])额"
)
_COUNTS = {"次": ("次", "人次", "例"), "期": ("期",), "人": ("人", "人次", "个"), "生": ("人",), "名": ("人", "个")}


def _each(figure: Noted, wording: str, notes: Record, pool: Sequence[Noted]) -> Iterator[_Try]:
    """户均, 每期, 平均班额, 每个网格: a total shared out over figures that count just these, in one line of the notes or told."""
    per = _PER.search(wording)
    if per is None or figure.mention.kind is not Kind.QUANTITY:
        return
    noun = per[1] or per[2] or per[3]
    wanted = measure(figure.mention)
    groups = [*notes.lines.values(), [n for n in pool if not n.document] + [n for n in pool if n.document]]
    for at, line in enumerate(groups):
        over = [n for n in line if n.mention.value and _counts(n, noun)]
        totals = [n for n in line if n.mention.kind is Kind.QUANTITY and measure(n.mention) in (wanted, "")]
        for total in totals if over else ():
            if at == len(groups) - 1 and total.document and _unlike(figure, total):
                continue
            for count in over:
                if total is not count:
                    many = count.mention.value or Decimal(1)
                    result = _value(total) / many / _factor(figure.mention)
                    yield _Try(result, f"{total.mention.text}÷{count.mention.text}＝", (total, count), 0.0)


def _counts(n: Noted, noun: str) -> bool:
    """Whether a figure counts what 每 or 均 names: by its unit, by the word after it (26个班), by the words before (网格8)."""
    units = _COUNTS.get(noun[0], (noun[0],))
    if n.mention.unit in units or canonical(n.mention.unit)[0] in units:
        return True
    if n.mention.unit and canonical(noun)[0] == canonical(n.mention.unit)[0]:
        return True
    if n.place.after.startswith(noun) or (len(noun) == 1 and n.place.after[:1] == noun):
        return True
    return len(noun) > 1 and noun[:2] in n.thing.near


def _unlike(figure: Noted, total: Noted) -> bool:
    near = {piece for piece in total.thing.near if len(piece) > 1}
    return not near & {*figure.thing.wide}


def _products(pool: Sequence[Noted], base: Decimal) -> Iterator[_Try]:
    """每人2000元, 17人: so much for each, so many of them, in one line."""
    for rate in pool:
        per = re.search(
            r"(?:每|一)([\u4e00-\u9fff])\S{0,4}$",
            rate.place.before.replace("每天", "").replace("每日", "").replace("每月", ""),
        )
        if per is None:
            continue
        for count in pool:
            if count.line == rate.line and canonical(count.mention.unit)[0] in _COUNTS.get(
                per[1], (canonical(per[1])[0],)
            ):
                formula = f"{rate.mention.text}×{count.mention.text}＝"
                many = count.mention.value or Decimal(0)
                yield _Try(_value(rate) * many / base, formula, (rate, count), 0.0)
                yield from _for_days(rate, count, pool, base)


def _for_days(rate: Noted, count: Noted, pool: Sequence[Noted], base: Decimal) -> Iterator[_Try]:
    """每生每天5元, 1052人, 96天."""
    if not re.search("每[天日月]", rate.place.before):
        return
    for days in pool:
        if days.line == rate.line and days.mention.unit in ("天", "日", "个月", "月") and days is not count:
            formula = f"{rate.mention.text}×{count.mention.text}×{days.mention.text}＝"
            result = _value(rate) * (count.mention.value or 0) * (days.mention.value or 0) / base
            yield _Try(result, formula, (rate, count, days), 0.0)


def _tries(figure: Noted, wording: str, pool: Sequence[Noted], before: Sequence[Noted]) -> Iterator[_Try]:
    kind, unit = figure.mention.kind, figure.mention.unit
    if kind is Kind.PERCENT:
        if GROWTH.search(wording):
            yield from _growth(wording, pool)
        if SHARE.search(wording):
            shares = _pairs(pool, lambda a, b: a / b * HUNDRED, "{a}÷{b}×100%＝", share=True)
            yield from (t for t in shares if "占" not in wording or _is_whole(figure, t.operands, wording))
            yield from _told_shares(wording, pool, before)
    elif kind is Kind.POINTS:
        percents = [n for n in pool if n.mention.kind is Kind.PERCENT]
        yield from _directed(wording, _pairs(percents, lambda a, b: abs(a - b), "{a}－{b}＝"))
    elif kind is Kind.MULTIPLE:
        if re.search(r"(?:增长|增加|提高|上升|扩大)[^到至为是]{0,4}$", wording.partition("|")[0]):
            yield from _pairs(pool, lambda a, b: (a - b) / b, "（{a}－{b}）÷{b}＝")
        else:
            yield from _pairs(pool, lambda a, b: a / b, "{a}÷{b}＝")
    elif kind is Kind.QUANTITY:
        yield from _quantities(figure, wording, pool, before, unit)


def _told_shares(wording: str, pool: Sequence[Noted], before: Sequence[Noted]) -> Iterator[_Try]:
    """730人参加，占学生总数的64.8%: the figure just told, or the one that 占 follows by name, out of a whole told or named."""
    subject, _, object_ = wording.partition("|")[0].rpartition("占") if "占" in wording else ("", "", wording)
    counted = [n for n in before if n.mention.kind is Kind.QUANTITY]
    parts = {id(n): n for n in (*counted[-PARTS:], *(n for n in pool if _named(n, subject)))}
    for part in parts.values():
        for whole in pool:
            known = _named(whole, object_) or any(whole is n for n in counted)
            if whole is part or not known or not _alike_measure(part.mention, whole.mention) or not _value(whole):
                continue
            if whole.mention.kind is Kind.QUANTITY and _value(whole) >= _value(part):
                text = f"{part.mention.text}÷{whole.mention.text}×100%＝"
                yield _Try(_value(part) / _value(whole) * HUNDRED, text, (part, whole), 0.0)


def _named(n: Noted, words: str) -> bool:
    return any(len(piece) > 1 and piece in words for piece in n.thing.near)


def _listed(words: str, pool: Sequence[Noted]) -> list[Noted]:
    """The figures that a list of names stands for (水稻和玉米合计); empty where one is missing or has no name of its own."""
    items = [item.strip() for item in re.split(r"、|和|及|与", words) if len(item.strip()) > 1]
    parts: list[Noted] = []
    for item in items:
        parts.extend([n for n in pool if item[-2:] in n.thing.near and n.mention.kind is Kind.QUANTITY][:1])
    return parts if len(items) > 1 and len(parts) == len(items) == len({id(p) for p in parts}) else []


def _joint_sums(figure: Noted, pool: Sequence[Noted]) -> Iterator[_Try]:
    """水稻和玉米合计4.64万亩: the named figures together."""
    said = re.split(r"合计|共|总", f"{figure.place.head}{figure.place.before}")[0]
    parts = _listed(
        said, [n for n in pool if _alike_measure(n.mention, figure.mention) and n.place.period not in EARLIER]
    )
    if parts:
        total = sum((_value(n) for n in parts), Decimal(0)) / _factor(figure.mention)
        yield _Try(total, "＋".join(n.mention.text for n in parts) + "＝", tuple(parts), 0.0)


_PLACES = frozenset({"张", "个", "座", "间", "套", "位", "席"})


def _occupancy(figure: Noted, before: Sequence[Noted]) -> Iterator[_Try]:
    """94名 in 120张 beds: how many of the places are taken, and how many are left."""
    people = [n for n in before if measure(n.mention) == "人"]
    for room in (n for n in before if n.mention.unit in _PLACES and _value(n)):
        for guests in people:
            if figure.mention.kind is Kind.PERCENT:
                rate = _value(guests) / _value(room) * HUNDRED
                yield _Try(rate, f"{guests.mention.text}÷{room.mention.text}×100%＝", (guests, room), 0.0)
            elif figure.mention.unit == room.mention.unit:
                yield _Try(
                    _value(room) - _value(guests), f"{room.mention.text}－{guests.mention.text}＝", (room, guests), 0.0
                )


def _named_rates(wording: str, before: Sequence[Noted]) -> Iterator[_Try]:
    """改判3件、发回1件，改判发回率: the figures that the rate names, together, out of one told before them."""
    stem = wording.partition("率")[0][-8:]
    parts = [n for n in before if n.mention.kind is Kind.QUANTITY and _named(n, stem)]
    if len(parts) < 2:
        return
    total = sum((_value(n) for n in parts), Decimal(0))
    shown = "＋".join(n.mention.text for n in parts)
    for whole in before:
        if whole not in parts and _value(whole) >= total > 0 and _alike_measure(whole.mention, parts[0].mention):
            yield _Try(
                total / _value(whole) * HUNDRED, f"（{shown}）÷{whole.mention.text}×100%＝", (*parts, whole), 0.0
            )


def _joint_shares(figure: Noted, pool: Sequence[Noted]) -> Iterator[_Try]:
    """医生和护士占职工总数的79.1%: the named parts together, out of the whole."""
    named = re.split(r"[，。；]", f"{figure.place.head}{figure.place.before}".partition("占")[0])[-1]
    parts = _listed(named, pool)
    if not parts:
        return
    total = sum((_value(n) for n in parts), Decimal(0))
    shown = "＋".join(n.mention.text for n in parts)
    for whole in pool:
        if (
            whole.mention.kind is Kind.QUANTITY
            and _value(whole) >= total > 0
            and _alike_measure(whole.mention, parts[0].mention)
        ):
            yield _Try(
                total / _value(whole) * HUNDRED, f"（{shown}）÷{whole.mention.text}×100%＝", (*parts, whole), 0.0
            )


def _of_shares(wording: str, pool: Sequence[Noted]) -> Iterator[_Try]:
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
        for part, whole in _ordered(now):
            for old_part, old_whole in _ordered(then):
                after = (part.mention.start < old_part.mention.start) and (
                    whole.mention.start < old_whole.mention.start
                )
                if after and _value(whole) > _value(part) and _value(old_whole) > _value(old_part) > 0:
                    change = (_value(part) / _value(whole) - _value(old_part) / _value(old_whole)) * HUNDRED
                    if (change < 0 and UP.search(wording)) or (change > 0 and DOWN.search(wording)):
                        continue
                    change = abs(change)
                    formula = (
                        f"{part.mention.text}÷{whole.mention.text}－{old_part.mention.text}÷{old_whole.mention.text}＝"
                    )
                    yield _Try(change, formula, (part, whole, old_part, old_whole), 0.0)


def _is_whole(figure: Noted, operands: Sequence[Noted], wording: str) -> bool:
    """Whether the second is a whole that the first is a part of, and no sibling (男职工120人，女职工80人)."""
    part, whole = operands
    named = wording.partition("占")[2]
    said = figure.place.lead[-32:] + whole.place.before + part.place.lead[-8:] + part.place.before
    if re.search(r"总|共|全|合计|其中|限额|任务|计划", said):
        return True
    named_so = any(len(piece) > 1 and piece in named for piece in whole.thing.near)
    headed = whole.line == part.line and whole.mention.start < part.mention.start and "其中" in part.place.lead
    return named_so or headed or part.line != whole.line


def _told_differences(pool: Sequence[Noted], before: Sequence[Noted], base: Decimal) -> Iterator[_Try]:
    """共1052件，审结976件，未结76件; 收入128.65万元……支出118.6万元，结余: the figure just told, out of one told before it."""
    told = [n for n in before if any(n is m for m in pool)]
    for part in told[-2:]:
        for whole in told[:-1]:
            if whole is not part and _value(whole) > _value(part):
                yield _Try(
                    (_value(whole) - _value(part)) / base,
                    f"{whole.mention.text}－{part.mention.text}＝",
                    (whole, part),
                    0.0,
                )


def _quantities(
    figure: Noted, wording: str, pool: Sequence[Noted], before: Sequence[Noted], unit: str
) -> Iterator[_Try]:
    mention = figure.mention
    same = [n for n in pool if measure(n.mention) == measure(mention) or not n.mention.unit or not unit]
    same = [n for n in same if n.mention.kind is Kind.QUANTITY]
    if DIFFERENCE.search(wording):
        yield from _told_differences(same, before, _factor(mention))
    if SUM.search(wording):
        yield from _sums(same)
        yield from _products(pool, _factor(mention))
        yield from _named_sums(figure, same)
    if DIFFERENCE.search(wording):
        yield from _directed(wording, _pairs(same, lambda a, b: a - b, "{a}－{b}＝", share=True, base=_factor(mention)))
        if not (UP.search(wording) or DOWN.search(wording)):
            yield from _rests(same, _factor(mention))
        if unit in ("位", "名"):
            ranks = [n for n in pool if n.mention.kind is Kind.ORDINAL]
            yield from _directed(wording, _pairs(ranks, lambda a, b: a - b, "{a}－{b}＝", share=True), rank=True)
    if MEAN.search(wording) or "/" in mention.text:
        yield from _means(pool, mention)
    if unit in ("天", "日") and DAYS.search(wording):
        yield from _durations(pool)


def _value(noted: Noted) -> Decimal:
    m = noted.mention
    return (m.value if m.value is not None else Decimal(0)) * canonical(m.unit)[1]


def _factor(mention: Mention) -> Decimal:
    return canonical(mention.unit)[1]


def _growth(wording: str, pool: Sequence[Noted]) -> Iterator[_Try]:
    """Change in percent: base and current value of one thing; the direction must be that of the words."""
    for now, base in _ordered(pool):
        if not _value(base):
            continue
        change = (_value(now) - _value(base)) / _value(base) * HUNDRED
        if (change < 0 and UP.search(wording)) or (change > 0 and DOWN.search(wording)):
            continue
        if not _time_order(now, base):
            continue
        formula = f"（{now.mention.text}－{base.mention.text}）÷{base.mention.text}×100%＝"
        sure = (
            0.9 if base.place.period in EARLIER and now.place.period not in EARLIER and _one_thing(now, base) else 0.0
        )
        yield _Try(abs(change), formula, (now, base), sure)


def _time_order(now: Noted, base: Noted) -> bool:
    """A base is never later than what grew from it."""
    a, b = now.place.period, base.place.period
    if a in EARLIER and b not in EARLIER:
        return False
    return not (a.isdigit() and b.isdigit() and int(a) < int(b))


def _one_thing(now: Noted, base: Noted) -> bool:
    shared = set(now.thing.near) & set(base.thing.near)
    return any(len(piece) > 1 for piece in shared) or now.place.line == base.place.line


def _alike_measure(a: Mention, b: Mention) -> bool:
    """Whether two figures count in one measure; a bare figure of the notes goes with any."""
    if a.kind is b.kind is Kind.QUANTITY and (not a.unit or not b.unit):
        return True
    return measure(a) == measure(b)


def _ordered(pool: Sequence[Noted]) -> Iterator[tuple[Noted, Noted]]:
    for a in pool:
        for b in pool:
            if a is not b and _alike_measure(a.mention, b.mention) and a.mention.kind in (Kind.QUANTITY, Kind.PERCENT):
                yield a, b


def _pairs(
    pool: Sequence[Noted],
    result: Callable[[Decimal, Decimal], Decimal],
    formula: str,
    *,
    share: bool = False,
    base: Decimal = Decimal(1),
) -> Iterator[_Try]:
    """Two figures of one measure; with ``share`` they must stand in one line or be one thing."""
    for a in pool:
        for b in pool:
            if a is b or not _alike_measure(a.mention, b.mention) or not _value(b):
                continue
            if share and not (a.place.line == b.place.line and a.document == b.document) and not _one_thing(a, b):
                continue
            text = formula.format(a=a.mention.text, b=b.mention.text)
            yield _Try(result(_value(a), _value(b)) / base, text, (a, b), 0.0)


def _directed(wording: str, tries: Iterator[_Try], *, rank: bool = False) -> Iterator[_Try]:
    """Differences whose sign the words get right: 比去年减少 never for what grew; a rank rises as its number falls."""
    rising, falling = bool(UP.search(wording)), bool(DOWN.search(wording))
    for found in tries:
        now, base = _change(*found.operands)
        grew = _value(now) > _value(base) if now else False
        if now is None or rising == falling or (grew is not rising if rank else grew is rising):
            yield found


_PLANNED = re.compile("预算|计划|任务|目标|限额|指标")


def _change(a: Noted, b: Noted) -> tuple[Noted, Noted] | tuple[None, Noted]:
    """Which of two figures is the later one and which it came from, where notes or draft tell: by the year, by 由…到, by a plan."""
    for now, base in ((a, b), (b, a)):
        if base.place.period in EARLIER and now.place.period not in EARLIER:
            return now, base
        if _ARROW.search(base.place.after) and 0 < now.mention.start - base.mention.start < 24:
            return now, base
        if _PLANNED.search(base.place.before) and not _PLANNED.search(now.place.before):
            return now, base
    return None, b


def _sums(pool: Sequence[Noted]) -> Iterator[_Try]:
    """Runs of neighbours: parallel parts of one line, or one thing through several lines."""
    for i in range(len(pool)):
        total = _value(pool[i])
        for j in range(i + 1, min(len(pool), i + 14)):
            if not (_parallel(pool[j - 1], pool[j]) or _one_thing(pool[j - 1], pool[j])):
                break
            total += _value(pool[j])
            run = tuple(pool[i : j + 1])
            yield _Try(
                total / canonical(run[0].mention.unit)[1], "＋".join(n.mention.text for n in run) + "＝", run, 0.0
            )


def _named_sums(figure: Noted, pool: Sequence[Noted]) -> Iterator[_Try]:
    """累计复垦: those figures of a line that the wording names, between others (赵庄拆旧…复垦…；刘圩拆旧…复垦…)."""
    own = [piece for piece in figure.thing.near if len(piece) > 1]
    for piece in own:
        lines: dict[tuple[str, int], list[Noted]] = {}
        for n in pool:
            if piece in n.thing.near and n.document:
                lines.setdefault(n.line, []).append(n)
        for parts in lines.values():
            if len(parts) > 1:
                total = sum((_value(n) for n in parts), Decimal(0)) / _factor(figure.mention)
                yield _Try(total, "＋".join(n.mention.text for n in parts) + "＝", tuple(parts), 0.0)


def _parallel(a: Noted, b: Noted) -> bool:
    return a.document == b.document and (a.place.line == b.place.line or 0 < b.place.line[0] - a.place.line[1] <= 1)


def _rests(pool: Sequence[Noted], base: Decimal) -> Iterator[_Try]:
    """A whole less several parts of its line (15－9－4)."""
    for i, whole in enumerate(pool):
        parts = [n for n in pool[i + 1 : i + 8] if n.place.line == whole.place.line and n.document == whole.document]
        left = _value(whole)
        for k, part in enumerate(parts):
            left -= _value(part)
            if k and left >= 0:
                used = (whole, *parts[: k + 1])
                yield _Try(left / base, "－".join(n.mention.text for n in used) + "＝", used, 0.0)


def _means(pool: Sequence[Noted], mention: Mention) -> Iterator[_Try]:
    for a in pool:
        for b in pool:
            if a is b or not _value(b) or Kind.QUANTITY not in (a.mention.kind, b.mention.kind):
                continue
            if a.mention.kind is not b.mention.kind or measure(a.mention) == measure(b.mention):
                continue
            if measure(a.mention) != measure(mention) or a.place.line != b.place.line:
                continue
            yield _Try(_value(a) / _value(b) / _factor(mention), f"{a.mention.text}÷{b.mention.text}＝", (a, b), 0.0)


def _durations(pool: Sequence[Noted]) -> Iterator[_Try]:
    for n in pool:
        ends = n.mention.date.split("/")
        if len(ends) == 2 and all(re.fullmatch(r"(?:[0-9]{4}|-)-[0-9]{2}-[0-9]{2}", end) for end in ends):
            first, last = (_day(end) for end in ends)
            if first and last and last >= first:
                yield _Try(Decimal((last - first).days + 1), f"{n.mention.text}，首尾计入＝", (n,), 0.6)


def _day(form: str) -> date | None:
    year, month, day = re.fullmatch(r"([0-9]{4}|-)-([0-9]{2})-([0-9]{2})", form).groups()  # type: ignore[union-attr]
    try:
        return date(2023 if year == "-" else int(year), int(month), int(day))
    except ValueError:
        return None


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
