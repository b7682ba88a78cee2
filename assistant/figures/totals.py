"""Totals and their parts: T，其中 a、b、c. Parts never exceed their total, and those that nearly meet it should meet it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.placing import Place
from assistant.figures.slips import Slip, base_of, half_digit, one_measure, shown_as, slack_of, slip_of

BY_HOW_MUCH = re.compile(  # 比上年净增424户，其中: of the number before it; 人均2000元，其中: of no number
    r"(?:[比较超均每降升]|(?<!新)增|减|多|少|高于|低于)[^，,。；;]{0,10}$"
)
_NEXT = re.compile(r"[、，,和及]?[\u4e00-\u9fff“”]{1,10}")
_TOGETHER = re.compile(
    r"(?:合计|共计|总计|加起来|[两二三四五六七八九](?:项|者|类|样|种|地|处)[\u4e00-\u9fff]{0,6}共?)[为是达有]?$"
)
_TOTAL_NEXT = re.compile(
    r"[，,]?(?:(?:以上)?[两三四五六七八九](?:项|者|类|样|种|地|处)[\u4e00-\u9fff]{0,6}?|各项|各类|全部|以上)?(?:合计|共计|总计|加起来|共)[为是达有]?"
)
_COUNTED = re.compile("([两三四五六七八九])(?:项|者|类|样|种|地|处)")
_NUMBERS = "两三四五六七八九"
_AGAIN = re.compile(r"[，,（(]?(?:折合|约合|折|合|即|相当于)(?!每|计)")
_SPENT = re.compile(r"[，,；;、](?:总|年)?(?:支出|结余|亏损?|盈余|利润)[^，,；;、0-9]{0,3}$")
_PLANNED = re.compile(r"(?:任务|计划|目标|指标)[^，,。；;0-9]{0,4}$")
AMONG = re.compile(r"其中|包括|分别(?:为|是)|[（(:：]\s*$|其中[：:，,]?")


def wrong_totals(text: str, group: Sequence[Place]) -> Iterator[Slip]:
    """T，其中 a、b、c: parts never exceed the total, and three or more that nearly meet it should meet it."""
    for i, place in enumerate(group[:-1]):
        total = place.mention
        between = text[total.end : group[i + 1].mention.start]
        if BY_HOW_MUCH.search(text, place.clause[0], total.start):
            continue
        if not AMONG.search(between) or not _same_or_nested(total, group, i) or len(between) > 24:
            continue
        parts = _parts(text, group, i, total)
        if i and _PLANNED.search(text, place.clause[0], total.start) and one_measure(group[i - 1].mention, total):
            total = group[i - 1].mention  # 栽了1350亩，任务1300亩，其中油茶600亩、杉木750亩
        if "收入" in text[place.clause[0] : total.start]:  # 收入198.7万元，其中补贴74万元，支出203.2万元
            parts = parts[
                : next((n for n, m in enumerate(parts) if _SPENT.search(text, m.start - 6, m.start)), len(parts))
            ]
        if (
            parts
            and total.qualifier is Qualifier.EXACT
            and (
                slip := _total(
                    total, parts, _listed(text, parts), directly=re.match(r"[，,（(]?其中", between) is not None
                )
            )
        ):
            yield slip


def _total(total: Mention, parts: Sequence[Mention], listed: Sequence[Mention], *, directly: bool) -> Slip | None:
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
    greater = next((part for part in listed if base_of(part) - slack_of(part) > base_of(total) + slack), None)
    if directly and greater is not None:
        return slip_of(greater, (total,), f"其中的“{greater.text}”比总数“{total.text}”还大，请核对。", "")
    return None


def _listed(text: str, parts: Sequence[Mention]) -> list[Mention]:
    """Those parts that follow one right after another in one list: 央视3条、省台87条."""
    found = list(parts[:1])
    for one, other in pairwise(parts):
        if not _NEXT.fullmatch(text, one.end, other.start):
            break
        found.append(other)
    return found


def _same_or_nested(total: Mention, group: Sequence[Place], i: int) -> bool:
    return total.value is not None and one_measure(total, group[i + 1].mention)


def _parts(text: str, group: Sequence[Place], i: int, total: Mention) -> list[Mention]:
    """The parallel parts after a total: figures of its unit, till the sentence ends or another total stands there."""
    parts: list[Mention] = []
    end = _part_end(text, total.end, group[i + 1].mention.start)
    for place in group[i + 1 :]:
        m = place.mention
        if m.start >= end or re.search(
            r"比|较|同比|去年|上年|增|减|完成率|占|其余|余下|剩下|剩余", text[place.clause[0] : m.start]
        ):
            break
        if one_measure(total, m):
            gap = text[parts[-1].end : m.start] if parts else ""
            if re.search(r"其中|累计|合计|共计|其余|余下|剩下|剩余", gap):
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


def wrong_sums(text: str, group: Sequence[Place]) -> Iterator[Slip]:
    """A台、B台、C台，三类合计T: never less than one of them, and where it nearly meets their sum it should meet it."""
    for i, place in enumerate(group):
        total = place.mention
        said = text[place.clause[0] : total.start]
        if total.kind is not Kind.QUANTITY or total.qualifier is not Qualifier.EXACT or not _TOGETHER.search(said):
            continue
        parts = _before(text, group, i, total)
        if len(parts) < 2 or place.label:
            continue
        amounts = [sum((base_of(m) for m in parts[k:]), Decimal(0)) for k in range(len(parts) - 1)]
        slack = slack_of(total) + sum((slack_of(m) for m in parts), Decimal(0))
        greatest = max(parts[-2:], key=base_of)
        if any(abs(amount - base_of(total)) <= slack for amount in amounts):
            continue
        if base_of(greatest) > base_of(total) + slack or any(
            abs(amount - base_of(total)) * 10 <= base_of(total) for amount in amounts
        ):
            counted = next((int(_NUMBERS.index(m[1])) + 2 for m in [_COUNTED.search(said)] if m), len(parts))
            of_them = parts[-counted:] if counted <= len(parts) else parts
            right = shown_as(sum((base_of(m) for m in of_them), Decimal(0)), total)
            shown = "＋".join(m.text for m in of_them)
            yield slip_of(total, of_them, f"各项相加是{right}（{shown}），与“{total.text}”不符，请核对。", right)


def _before(text: str, group: Sequence[Place], i: int, total: Mention) -> list[Mention]:
    """The figures of its measure in the list just before a total, of its sentence."""
    parts: list[Mention] = []
    end = total.start
    for place in reversed(group[:i]):
        m = place.mention
        between = text[m.end : end]
        listed = _NEXT.fullmatch(between) if parts else _TOTAL_NEXT.fullmatch(between)
        if place.sentence != group[i].sentence or not listed or not one_measure(total, m):
            break
        if BY_HOW_MUCH.search(text, place.clause[0], m.start) or m.qualifier is not Qualifier.EXACT:
            return []
        parts.insert(0, m)
        end = m.start
    return parts


def wrong_restatements(text: str, group: Sequence[Place]) -> Iterator[Slip]:
    """营造林1.8万亩，折合1200公顷: one amount in two units of one measure."""
    for one, other in pairwise(group):
        a, b = one.mention, other.mention
        said = text[a.end : b.start]
        if not _AGAIN.fullmatch(said) or not one_measure(a, b) or a.unit == b.unit:
            continue
        if b.qualifier is not Qualifier.EXACT or a.qualifier is not Qualifier.EXACT:
            continue
        if abs(base_of(a) - base_of(b)) > slack_of(a) + slack_of(b):
            right = shown_as(base_of(a), b)
            yield slip_of(b, (a,), f"“{a.text}”折合{right}，与“{b.text}”不符，请核对。", right)
