"""Totals and their parts: T，其中 a、b、c. Parts never exceed their total, and those that nearly meet it should meet it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.figures.mentions import Mention, Qualifier
from assistant.figures.placing import Place
from assistant.figures.slips import Slip, base_of, half_digit, one_measure, shown_as, slack_of, slip_of

AMONG = re.compile(r"其中|包括|分别(?:为|是)|[（(:：]\s*$|其中[：:，,]?")


def wrong_totals(text: str, group: Sequence[Place]) -> Iterator[Slip]:
    """T，其中 a、b、c: parts never exceed the total, and three or more that nearly meet it should meet it."""
    for i, place in enumerate(group[:-1]):
        total = place.mention
        between = text[total.end : group[i + 1].mention.start]
        if not AMONG.search(between) or not _same_or_nested(total, group, i) or len(between) > 24:
            continue
        parts = _parts(text, group, i, total)
        if (
            parts
            and total.qualifier is Qualifier.EXACT
            and (slip := _total(total, parts, directly=re.match(r"[，,（(]?其中", between) is not None))
        ):
            yield slip


def _total(total: Mention, parts: Sequence[Mention], *, directly: bool) -> Slip | None:
    """The slip where no beginning of the parts meets the total, and they all come so near it that they were meant to.

    Parts that overlap (党员6人、大专3人) or are only some of all are no contradiction; a part above its whole is one.
    """
    coarse = half_digit(total) if any(m.quantum < total.quantum for m in parts) else Decimal(0)
    amount, slack = Decimal(0), max(coarse, slack_of(total))
    for count, part in enumerate(parts, start=1):
        amount, slack = amount + base_of(part), slack + slack_of(part)
        if count > 1 and abs(amount - base_of(total)) <= slack:
            return None
    gap = amount - base_of(total)
    near = (gap > 0 and len(parts) >= 2 and gap * 10 <= base_of(total)) or (
        len(parts) >= 3 and 0 < -gap * 50 <= base_of(total)
    )
    if near:
        right = shown_as(amount, total)
        shown = "＋".join(m.text for m in parts)
        return slip_of(total, parts, f"各项相加是{right}（{shown}），与“{total.text}”不符，请核对。", right)
    first = parts[0]
    if directly and base_of(first) - slack_of(first) > base_of(total) + slack:
        return slip_of(first, (total,), f"其中的“{first.text}”比总数“{total.text}”还大，请核对。", "")
    return None


def _same_or_nested(total: Mention, group: Sequence[Place], i: int) -> bool:
    return total.value is not None and one_measure(total, group[i + 1].mention)


def _parts(text: str, group: Sequence[Place], i: int, total: Mention) -> list[Mention]:
    """The parallel parts after a total: figures of its unit, till the sentence ends or another total stands there."""
    parts: list[Mention] = []
    end = _part_end(text, total.end, group[i + 1].mention.start)
    for place in group[i + 1 :]:
        m = place.mention
        if m.start >= end or re.search(r"比|较|同比|去年|上年|增|减|完成率|占", text[place.clause[0] : m.start]):
            break
        if one_measure(total, m):
            gap = text[parts[-1].end : m.start] if parts else ""
            if re.search(r"其中|累计|合计|共计", gap):
                break
            parts.append(m)
    return parts


def _part_end(text: str, total_end: int, first: int) -> int:
    """Where the list of parts ends: at the closing bracket of a list in brackets, else with the sentence (；stays inside)."""
    opened = max(text.rfind(b, total_end, first) for b in "（(")
    if opened >= 0:
        return min((k for k in (text.find("）", first), text.find(")", first)) if k >= 0), default=len(text))
    ends = [k for k in (text.find(mark, first) for mark in "。！？\n") if k >= 0]
    return min(ends, default=len(text))
