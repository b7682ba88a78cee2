"""Shares and rates: a part out of a whole, named parts together, the places of a house that are taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.figures.attempts import HUNDRED, Attempt, alike_measure, base_value, named_in
from assistant.figures.mentions import Kind
from assistant.figures.record import Noted, measure
from assistant.figures.sums import listed_in

PARTS = 3  # figures before a share of which it may be the share


def told_shares(wording: str, pool: Sequence[Noted], before: Sequence[Noted]) -> Iterator[Attempt]:
    """730人参加，占学生总数的64.8%: the figure just told, or the one that 占 follows by name, out of a whole told or named."""
    subject, _, object_ = wording.partition("|")[0].rpartition("占") if "占" in wording else ("", "", wording)
    counted = [n for n in before if n.mention.kind is Kind.QUANTITY]
    parts = {id(n): n for n in (*counted[-PARTS:], *(n for n in pool if named_in(n, subject)))}
    for part in parts.values():
        for whole in pool:
            known = named_in(whole, object_) or any(whole is n for n in counted)
            if whole is part or not known or not alike_measure(part.mention, whole.mention) or not base_value(whole):
                continue
            if whole.mention.kind is Kind.QUANTITY and base_value(whole) >= base_value(part):
                text = f"{part.mention.text}÷{whole.mention.text}×100%＝"
                yield Attempt(base_value(part) / base_value(whole) * HUNDRED, text, (part, whole), 0.0)


def is_whole(figure: Noted, operands: Sequence[Noted], wording: str) -> bool:
    """Whether the second is a whole that the first is a part of, and no sibling (男职工120人，女职工80人)."""
    part, whole = operands
    named = wording.partition("占")[2]
    said = figure.place.lead[-32:] + whole.place.before + part.place.lead[-8:] + part.place.before
    if re.search(r"总|共|全|合计|其中|限额|任务|计划", said):
        return True
    named_so = any(len(piece) > 1 and piece in named for piece in whole.thing.near)
    headed = whole.line == part.line and whole.mention.start < part.mention.start and "其中" in part.place.lead
    return named_so or headed or part.line != whole.line


_PLACES = frozenset({"张", "个", "座", "间", "套", "位", "席"})


def occupancy(figure: Noted, before: Sequence[Noted]) -> Iterator[Attempt]:
    """94名 in 120张 beds: how many of the places are taken, and how many are left."""
    people = [n for n in before if measure(n.mention) == "人"]
    for room in (n for n in before if n.mention.unit in _PLACES and base_value(n)):
        for guests in people:
            if figure.mention.kind is Kind.PERCENT:
                rate = base_value(guests) / base_value(room) * HUNDRED
                yield Attempt(rate, f"{guests.mention.text}÷{room.mention.text}×100%＝", (guests, room), 0.0)
            elif figure.mention.unit == room.mention.unit:
                yield Attempt(
                    base_value(room) - base_value(guests),
                    f"{room.mention.text}－{guests.mention.text}＝",
                    (room, guests),
                    0.0,
                )


def named_rates(wording: str, before: Sequence[Noted]) -> Iterator[Attempt]:
    """改判3件、发回1件，改判发回率: the figures that the rate names, together, out of one told before them."""
    stem = wording.partition("率")[0][-8:]
    parts = [n for n in before if n.mention.kind is Kind.QUANTITY and named_in(n, stem)]
    if len(parts) < 2:
        return
    total = sum((base_value(n) for n in parts), Decimal(0))
    shown = "＋".join(n.mention.text for n in parts)
    for whole in before:
        if whole not in parts and base_value(whole) >= total > 0 and alike_measure(whole.mention, parts[0].mention):
            yield Attempt(
                total / base_value(whole) * HUNDRED, f"（{shown}）÷{whole.mention.text}×100%＝", (*parts, whole), 0.0
            )


def joint_shares(figure: Noted, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """医生和护士占职工总数的79.1%: the named parts together, out of the whole."""
    named = re.split(r"[，。；]", f"{figure.place.head}{figure.place.before}".partition("占")[0])[-1]
    parts = listed_in(named, pool)
    if not parts:
        return
    total = sum((base_value(n) for n in parts), Decimal(0))
    shown = "＋".join(n.mention.text for n in parts)
    for whole in pool:
        if (
            whole.mention.kind is Kind.QUANTITY
            and base_value(whole) >= total > 0
            and alike_measure(whole.mention, parts[0].mention)
        ):
            yield Attempt(
                total / base_value(whole) * HUNDRED, f"（{shown}）÷{whole.mention.text}×100%＝", (*parts, whole), 0.0
            )
