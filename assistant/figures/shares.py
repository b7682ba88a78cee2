"""Shares and rates: a part out of a whole, named parts together, the places of a house that are taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.figures.attempts import HUNDRED, Asked, Attempt, Shelf, alike_measure, named_in
from assistant.figures.mentions import Kind
from assistant.figures.operands import Told
from assistant.figures.record import Noted
from assistant.figures.sums import listed_in
from assistant.figures.units import MEASURES

LOST = 6  # figures before a rate of loss that it may be reckoned from
PARTS = 3  # figures before a share of which it may be the share
_TOGETHER = re.compile("([两二三四五])(?:者|项|类|种|样|地|村|个|病|级|镇)?(?:合计|共|加起来|一共|相加)?占")
_WHOLE = re.compile(r"总|共|全|合计|其中|限额|任务|计划")
_ALL = re.compile(r"^[，,]?[^，。；,;\n]{0,6}?(?:全部?|都|均)(?!市|县|镇|区|省|国|年)")
_PLACES = frozenset({"张", "个", "座", "间", "套", "位", "席"})


def told_shares(asked: Asked, shelf: Shelf, before: Sequence[Noted], *, scale: int = 100) -> Iterator[Attempt]:
    """730人参加，占学生总数的64.8%: the figure just told, or the one that 占 follows by name, out of a whole told or named."""
    wording = asked.wording
    subject, _, object_ = wording.partition("|")[0].rpartition("占") if "占" in wording else ("", "", wording)
    counted = [n for n in before if n.mention.kind is Kind.QUANTITY]
    if "占" in wording and not subject.strip():  # 电商人数最多，占
        subject = re.split(r"[，,。；;：:]", asked.figure.place.lead.rstrip("，,；;：: "))[-1]
    senses = {piece for piece in asked.figure.words if piece[0] == "~"}
    named = [n for n in (*shelf.pool, *before) if named_in(n, subject) or n.words & senses] if subject else []
    parts = {id(n): n for n in (*counted[-PARTS:], *named)}
    for part in parts.values():
        for at in shelf.under(part, asked.low / scale, asked.high / scale):
            whole = shelf.pool[at]
            if whole is part or whole.mention.kind is not Kind.QUANTITY or not whole.base or whole.base < part.base:
                continue
            if alike_measure(part, whole) and (any(whole is n for n in counted) or named_in(whole, object_)):
                text = f"{part.mention.text}÷{whole.mention.text}{'×100%' if scale > 1 else ''}＝"
                yield Attempt(part.base / whole.base * scale, text, (part, whole))


def is_whole(asked: Asked, operands: Sequence[Noted]) -> bool:
    """Whether the second is a whole that the first is a part of, and no sibling (男职工120人，女职工80人)."""
    part, whole = operands
    said = asked.figure.place.lead[-32:] + whole.place.before + part.place.lead[-8:] + part.place.before
    if _WHOLE.search(said) or named_in(whole, asked.wording.partition("占")[2]):
        return True
    headed = whole.line == part.line and whole.mention.start < part.mention.start and "其中" in part.place.lead
    return headed or part.line != whole.line


def occupancy(asked: Asked, before: Sequence[Noted]) -> Iterator[Attempt]:
    """94名 in 120张 beds: how many of the places are taken, and how many are left."""
    people = [n for n in before if n.measure == "人"]
    for room in (n for n in before if n.mention.unit in _PLACES and n.base):
        for guests in people:
            if asked.mention.kind is Kind.PERCENT:
                rate = guests.base / room.base * HUNDRED
                yield Attempt(rate, f"{guests.mention.text}÷{room.mention.text}×100%＝", (guests, room))
            elif asked.mention.unit == room.mention.unit:
                left = room.base - guests.base
                yield Attempt(left, f"{room.mention.text}－{guests.mention.text}＝", (room, guests))


def named_rates(asked: Asked, before: Sequence[Noted]) -> Iterator[Attempt]:
    """改判3件、发回1件，改判发回率: the figures that the rate names, together, out of one told before them."""
    stem = asked.wording.partition("率")[0][-8:]
    parts = [n for n in before if n.mention.kind is Kind.QUANTITY and named_in(n, stem)]
    if len(parts) > 1:
        yield from _together(parts, [n for n in before if n not in parts])


def counted_together(asked: Asked, before: Sequence[Noted]) -> Iterator[Attempt]:
    """红色2期、橙色11期，两者占13.5%: as many of the figures just told as the wording counts, out of one told before them."""
    said = _TOGETHER.search(asked.figure.place.head + asked.figure.place.before)
    told = [n for n in before if n.mention.kind is Kind.QUANTITY]
    size = "两二三四五".index(said[1]) if said else 0
    size = max(2, size + 1) if said else 0
    if said and len(told) > size:
        yield from _together(told[-size:], told[:-size])


def stem_rates(asked: Asked, pool: Sequence[Noted], before: Sequence[Noted], told: Told) -> Iterator[Attempt]:
    """闭环率99.6%, 参保率99.0%: what the notes count under the rate's own word, or what was just told, out of what was told before."""
    stem = asked.wording.partition("率")[0][-2:]
    if len(stem) < 2 or not re.fullmatch(r"[\u4e00-\u9fff]{2}", stem):
        return
    parts = [
        n
        for n in pool
        if n.mention.kind is Kind.QUANTITY and n.document and stem in n.place.before[-6:] + n.place.after[:4]
    ]
    last = [n for n in before[-1:] if n.mention.kind is Kind.QUANTITY]
    lines = told.lines_of(last[0]) if last else set()
    totals = [*told.totals(), *(n for n in pool if n.line in lines and n.mention.kind is Kind.QUANTITY)]
    for part in (*parts, *last):
        for whole in (*(n for n in before if n.mention.kind is Kind.QUANTITY and part not in last), *totals):
            if whole is not part and whole.base >= part.base > 0 and alike_measure(part, whole):
                rate = part.base / whole.base * HUNDRED
                yield Attempt(rate, f"{part.mention.text}÷{whole.mention.text}×100%＝", (part, whole))


def all_done(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """签约率100%: a figure of which the notes say that all of it was done (94个老人全签了)."""
    if asked.mention.value != HUNDRED:
        return
    stem = asked.wording.partition("率")[0][-6:]
    for n in pool:
        said = n.place.after + n.place.tail
        done = _ALL.search(said)
        of_it = n.document and not n.words.isdisjoint(asked.figure.thing.wide)
        passed = _passed(said[done.start() :]) if done else set()
        if of_it and n.mention.kind is Kind.QUANTITY and passed & set(stem[-3:]):
            yield Attempt(HUNDRED, f"{n.mention.text}÷{n.mention.text}×100%＝", (n,))


def _passed(said: str) -> set[str]:
    """The characters that a rate's word may have of what all was: 都处理完了 of 办结率, 全过了 of 合格率."""
    more = ("合格" if "过" in said else "") + ("办结完成整改处置处理" if re.search("[完结好]了?", said) else "")
    return {*said, *more}


def rates_across(before: Sequence[Noted]) -> Iterator[Attempt]:
    """申请1143人，发放1097张，发放率: two counts of one line with a word each for what they count."""
    for one, other in pairwise(before[-4:]):
        if _counted_apart(one, other):
            rate = other.base / one.base * HUNDRED
            yield Attempt(rate, f"{other.mention.text}÷{one.mention.text}×100%＝", (other, one))


def rest_across(asked: Asked, before: Sequence[Noted]) -> Iterator[Attempt]:
    """申请1143人，发放1097张，尚余46张."""
    told = [n for n in before if n.mention.kind is Kind.QUANTITY and n.document]
    for one, other in pairwise(told[-4:]):
        if _counted_apart(one, other) and asked.mention.unit in (one.mention.unit, other.mention.unit):
            yield Attempt(one.base - other.base, f"{one.mention.text}－{other.mention.text}＝", (one, other))


def _counted_apart(one: Noted, other: Noted) -> bool:
    """Whether the second is the part of the first that was dealt with, counted in another classifier."""
    counts = one.mention.kind is other.mention.kind is Kind.QUANTITY and one.line == other.line and bool(one.document)
    measured = one.mention.unit in MEASURES and one.measure != "人"
    return counts and not measured and one.measure != other.measure and 0 < other.base <= one.base


def complement_rates(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """抽检74批次，只有一批不合格: the rate of what passed, from what did not."""
    stem = asked.wording.partition("率")[0][-2:]
    for bad in pool:
        said = f"{bad.place.before[-6:]}|{bad.place.after[:6]}"
        left = stem and re.search(rf"(?:还有|[没未剩差])[^，。|]{{0,4}}\|?[^，。|]{{0,2}}[{stem}]", said)
        if bad.mention.kind is not Kind.QUANTITY or not (left or re.search(f"[不未没]{stem}", said)):
            continue
        for whole in pool:
            if whole.line == bad.line and whole.base > bad.base and _one_count(whole, bad):
                rate = (whole.base - bad.base) / whole.base * HUNDRED
                text = f"（{whole.mention.text}－{bad.mention.text}）÷{whole.mention.text}×100%＝"
                yield Attempt(rate, text, (whole, bad))


def lost_rates(before: Sequence[Noted]) -> Iterator[Attempt]:
    """供水37.5万方、售水32.5万方，产销差率: what is missing of the first of two told side by side."""
    told = before[-LOST:]
    pairs = [(a, b) for k, a in enumerate(told) for b in told[k + 1 :]]
    for whole, part in reversed(pairs):
        if alike_measure(whole, part) and 0 < part.base < whole.base:
            rate = (whole.base - part.base) / whole.base * HUNDRED
            yield Attempt(
                rate, f"（{whole.mention.text}－{part.mention.text}）÷{whole.mention.text}×100%＝", (whole, part)
            )


def _one_count(whole: Noted, part: Noted) -> bool:
    """Whether two counts are of one kind, though 批次 may be called 批 behind it."""
    one, other = whole.mention.unit, part.mention.unit
    return alike_measure(whole, part) or (bool(one and other) and (one.startswith(other) or other.startswith(one)))


def joint_shares(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """医生和护士占职工总数的79.1%: the named parts together, out of the whole."""
    place = asked.figure.place
    named = re.split(r"[，。；]", f"{place.head}{place.before}".partition("占")[0])[-1]
    if parts := listed_in(named, pool):
        yield from _together(parts, [n for n in pool if n.mention.kind is Kind.QUANTITY])


def _together(parts: Sequence[Noted], wholes: Sequence[Noted]) -> Iterator[Attempt]:
    """The share of several parts in each of the wholes that are large enough."""
    total = sum((n.base for n in parts), Decimal(0))
    shown = "＋".join(n.mention.text for n in parts)
    for whole in wholes:
        if whole.base >= total > 0 and alike_measure(whole, parts[0]):
            share = total / whole.base * HUNDRED
            yield Attempt(share, f"（{shown}）÷{whole.mention.text}×100%＝", (*parts, whole))
