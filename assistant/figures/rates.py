"""Rates that a text states beside what they follow from: growth between two values, the share of a part in its whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.figures.agreement import rounded
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.placing import Place
from assistant.figures.slips import Slip, base_of, one_measure, slack_of, slip_of
from assistant.figures.totals import AMONG, BY_HOW_MUCH

HUNDRED = Decimal(100)
BESIDE = 12  # characters beside a figure that name it
_CJK_PAIR = re.compile("[\u4e00-\u9fff]{2}")
_CHANGE = re.compile(r"(?:增|减|升|降|提高|多|少|扩|压|净)[\u4e00-\u9fff]{0,2}(?<![到至为])$")
_UP = re.compile(r"增长|上升|提高|增幅|增加|提升|上涨")
_DOWN = re.compile(r"下降|减少|降低|降幅|压减|下滑|回落")

_DUE = re.compile(r"(?:应[收缴到检参投交办发]|任务)[数额]?[：:为是]?$")
_DONE = re.compile(r"[，,、 　]{0,2}(?:实[收缴到检参投交办发际]|已[收缴检参交办发]|完成)[数额]?[：:为是]?")
_RATE_NAMED = re.compile(r"^[，,、 　]{0,2}[收缴到检参投交办发完成保位点会受付]{1,3}率[：:为是达]?$")


def wrong_growths(text: str, group: Sequence[Place]) -> Iterator[Slip]:
    """今年A，去年B，增长Z%: with both values in one sentence and one measure, the rate follows from them."""
    for place in group:
        rate = place.mention
        said = text[place.clause[0] : rate.start]
        rising, falling = bool(_UP.search(said)), bool(_DOWN.search(said))
        if rate.kind is not Kind.PERCENT or rising == falling or rate.value is None:
            continue
        pair = _base_and_now(text, group, place)
        if pair is None or not base_of(pair[0]):
            continue
        base, now = pair
        if _CHANGE.search(text[max(0, now.start - 8) : now.start]) or _CHANGE.search(
            text[max(0, base.start - 8) : base.start]
        ):
            continue  # a change and a value: which is the base is not beyond doubt
        change = (base_of(now) - base_of(base)) / base_of(base) * HUNDRED
        expected = change if rising else -change
        if rate.qualifier is Qualifier.EXACT and not _follows(expected, rate, _rounding_share(base, now)):
            right = f"{_one(abs(change), rate.quantum)}%"
            word = "增长" if change >= 0 else "下降"
            message = f"从{base.text}到{now.text}应是{word}{right}，与“{rate.text}”不符，请核对。"
            yield slip_of(rate, pair, message, right)


def _base_and_now(text: str, group: Sequence[Place], rate: Place) -> tuple[Mention, Mention] | None:
    """The base (去年, 从, 由) and the current value before or beside a rate; None where they are not beyond doubt."""
    near = [
        p
        for p in group
        if p.sentence == rate.sentence and p.mention.kind is Kind.QUANTITY and p.mention.start < rate.mention.start
    ]
    near = [p for p in near if not re.search(r"平均|人均|户均|每", p.before[-6:])][-2:]
    if len(near) < 2 or not one_measure(near[0].mention, near[1].mention):
        return None
    first, second = near
    if len(text[second.mention.end : rate.mention.start]) > 14:
        return None
    if any(p.mention.qualifier is not Qualifier.EXACT or p.mention.high for p in near):
        return None
    between = text[first.mention.end : second.mention.start]
    lead = text[max(0, first.mention.start - 4) : first.mention.start]
    if (first.period == "last") != (second.period == "last"):
        return (first.mention, second.mention) if first.period == "last" else (second.mention, first.mention)
    if re.search(r"[从由]", lead) and re.search(r"[增升提降减扩涨]\S{0,3}[到至为]|到|至", between):
        return first.mention, second.mention
    return None


def _follows(exact: Decimal, shown: Mention, slack: Decimal) -> bool:
    """Whether a rate is what it should be, rounded or cut off at the digits shown, within the operands' own rounding."""
    value = shown.value if shown.value is not None else Decimal(0)
    if any(abs(value - near) <= slack for near in (exact, rounded(exact, shown.quantum))):
        return True
    return value == exact // shown.quantum * shown.quantum


def _rounding_share(base: Mention, now: Mention) -> Decimal:
    """How far a rate may move when both values are rounded as shown."""
    moved = (slack_of(base) + slack_of(now)) / base_of(base) * HUNDRED
    return moved * 2


def _one(value: Decimal, step: Decimal) -> str:
    return f"{rounded(value, step):f}"


def wrong_shares(text: str, group: Sequence[Place]) -> Iterator[Slip]:
    """A中B，占Z%: part and whole stand right before the rate in its sentence; a share never exceeds 100%."""
    for i, place in enumerate(group):
        rate = place.mention
        if rate.kind is not Kind.PERCENT or rate.value is None or rate.qualifier is not Qualifier.EXACT:
            continue
        said = text[place.clause[0] : rate.start]
        if not re.search(r"占\S{0,8}$", said):
            continue
        if rate.value > HUNDRED and not re.search(r"任务|目标|计划|预算|预期|去年|上年|同期", said):
            yield slip_of(rate, (), f"占比“{rate.text}”超过了100%，请核对。", "")
            continue
        near = [p.mention for p in group[max(0, i - 2) : i] if p.sentence == place.sentence]
        if len(near) == 2 and one_measure(*near) and _part_and_whole(text, near[0], near[1], said):
            yield from _share(rate, near[0], near[1])


def _part_and_whole(text: str, whole: Mention, part: Mention, said: str) -> bool:
    """Whether two figures are what a share is said to be of: 占 has no subject of its own, or theirs, and names the whole."""
    subject, _, named = said.rpartition("占")
    if BY_HOW_MUCH.search(text, max(0, part.start - BESIDE), part.start):
        return False
    beside = (
        text[max(0, part.start - BESIDE) : part.start] + re.split("[，。；,;]", text[part.end : part.end + BESIDE])[0]
    )
    if subject.strip(" ，,其中") and not _shares_word(subject, beside):
        return False  # 退化林修复1650亩，人工造林占58.6%
    about = text[max(0, whole.start - BESIDE) : whole.start]
    about += re.split("[，。；,;]", text[whole.end : whole.end + BESIDE])[0]
    if re.search("总[额数量]", named) and not re.search("总|共|合计|全", about):
        return False  # 活动支出21.6万元,困难帮扶支出12.75万元,占支出总额的25.3%
    if re.match("总|全部|应", named) or _shares_word(named, about):
        return True
    return bool(AMONG.search(text[whole.end : part.start])) and not named.rstrip("的")


def _shares_word(words: str, others: str) -> bool:
    return any(words[k : k + 2] in others for k in range(len(words) - 1) if _CJK_PAIR.fullmatch(words[k : k + 2]))


def wrong_fulfilments(text: str, group: Sequence[Place]) -> Iterator[Slip]:
    """应收A，实收B，收缴率Z%: what was due, what came of it and the rate stand one right after another."""
    for due, done, place in zip(group, group[1:], group[2:], strict=False):
        rate = place.mention
        if rate.kind is not Kind.PERCENT or rate.value is None or rate.qualifier is not Qualifier.EXACT:
            continue
        named = _RATE_NAMED.search(text[done.mention.end : rate.start])
        pair = due.mention, done.mention
        exact = all(m.qualifier is Qualifier.EXACT and not m.high for m in pair)
        if named and exact and due.sentence == place.sentence and due.period == done.period and one_measure(*pair):
            between = text[pair[0].end : pair[1].start]
            if _DUE.search(text[max(0, pair[0].start - 8) : pair[0].start]) and _DONE.fullmatch(between):
                yield from _share(rate, *pair)


def _share(rate: Mention, whole: Mention, part: Mention) -> Iterator[Slip]:
    if not base_of(whole) or base_of(part) > base_of(whole) or rate.value is None:
        return
    right = base_of(part) / base_of(whole) * HUNDRED
    if not _follows(right, rate, (slack_of(whole) + slack_of(part)) / base_of(whole) * HUNDRED):
        shown = f"{_one(right, rate.quantum)}%"
        yield slip_of(
            rate, (part, whole), f"{part.text}占{whole.text}应是{shown}，与“{rate.text}”不符，请核对。", shown
        )
