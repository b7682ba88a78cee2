"""Flows: what there was, what came and what went (旧存86，新收743，结了781), and the stock, the gross and the net that follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from assistant.figures.attempts import Asked, Attempt, in_measure
from assistant.figures.mentions import Kind, Qualifier
from assistant.figures.record import Noted, Record

NEAR_LINES = 60  # characters between the lines of one flow at most
MOST = 12  # flows that a note has
_HAD = re.compile(
    r"(?:旧存|上年结转|结转|结存|年初|期初|上年末|去年底|上年底|原有|原来|年初在册|年初数)[^，,。；;0-9]{0,4}[=＝：:]?$"
)
_CAME = re.compile(
    r"(?:新[收接增建入进招聘开添办聘]|入职?|新入职|收|进|转入|调入|接收|增加|净增|加入)[^，,。；;0-9]{0,4}[=＝：:]?$"
)
_WENT = re.compile(
    r"(?:结了?|审结|办结|解除|离职?|撤(?!诉)了?|撤销|注销|退出?|走了?|搬走|关了?|减少|转出|调出|解聘|支出?|毕业)[^，,。；;0-9]{0,4}[=＝：:]?$"
)
_GONE_BEHIND = re.compile(r"^[\u4e00-\u9fff]{0,6}(?:搬走|撤了?|注销|关门|退出|离开|走了)")
_STOCK = re.compile(r"达到?|现有|共有|在册|在岗|年末|期末|未结|尚有|结余|余额|总数|增至|增加到|存量|截至")
_GROSS = re.compile(r"共?受理|可用|合计|总计|共")
_NET = re.compile(r"净增|净减|净流")


def flows(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """年末未结48件, 净增24人, 共受理829件: by the words about the figure, in exact figures."""
    if asked.mention.kind is not Kind.QUANTITY or asked.mention.qualifier is not Qualifier.EXACT:
        return
    place = asked.figure.place
    said = place.head[-12:] + place.before
    for had, came, went in _flows(notes):
        parts = (*had, *came, *went)
        if not all(in_measure(n, asked.mention, asked.figure.measure) for n in parts):
            continue
        if _NET.search(said) and came and went:
            yield from _reckoned(asked, came, went, either=True)
        if had and _GROSS.search(said):
            yield from _reckoned(asked, (*had, *came), ())
        if had and (came or went) and _STOCK.search(said):
            yield from _reckoned(asked, (*had, *came), went)
            yield from _reckoned(asked, (*had, *came), went[:1])


def _reckoned(
    asked: Asked, added: Sequence[Noted], taken: Sequence[Noted], *, either: bool = False
) -> Iterator[Attempt]:
    total = sum((n.base for n in added), Decimal(0)) - sum((n.base for n in taken), Decimal(0))
    shown = "＋".join(n.mention.text for n in added) + "".join(f"－{n.mention.text}" for n in taken)
    yield Attempt((abs(total) if either else total) / asked.factor, f"{shown}＝", (*added, *taken))


@lru_cache(maxsize=8)
def _flows(notes: Record) -> tuple[tuple[tuple[Noted, ...], tuple[Noted, ...], tuple[Noted, ...]], ...]:
    """The flows of the notes: the figures of neighbouring lines by what they are, one of each kind a line."""
    lines = [line for line in notes.lines.values() if any(_role(n) for n in line)]
    found: list[tuple[tuple[Noted, ...], tuple[Noted, ...], tuple[Noted, ...]]] = []
    block: list[Sequence[Noted]] = []
    for line in lines:
        if block and line[0].place.line[0] - block[-1][0].place.line[1] > NEAR_LINES:
            found.extend(_of_block(block))
            block = []
        found.extend(_of_block([line]))
        block.append(line)
    if len(block) > 1:
        found.extend(_of_block(block))
    return tuple(found[:MOST])


def _of_block(
    block: Sequence[Sequence[Noted]],
) -> Iterator[tuple[tuple[Noted, ...], tuple[Noted, ...], tuple[Noted, ...]]]:
    """The flow of some lines, where they tell it of one measure: at most one stock before, and something that came or went."""
    roles: dict[str, dict[str, list[Noted]]] = {}
    for line in block:
        for n in line:
            if role := _role(n):
                roles.setdefault(n.measure, {}).setdefault(role, []).append(n)
    for of_one in roles.values():
        had, came, went = (of_one.get(role, []) for role in ("had", "came", "went"))
        if len(had) <= 1 and (came or went) and len(had) + len(came) + len(went) > 1:
            yield tuple(had), tuple(came), tuple(went)


def _role(n: Noted) -> str:
    """What a figure of the notes is in a flow; empty where it is none."""
    if n.mention.kind is not Kind.QUANTITY or n.place.label:
        return ""
    before = n.place.before.strip()
    if _GONE_BEHIND.match(n.place.after.strip()):
        return "went"
    if _HAD.search(before):
        return "had"
    if _CAME.search(before):
        return "came"
    return "went" if before and _WENT.search(before) else ""
