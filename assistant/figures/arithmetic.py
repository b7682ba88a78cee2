"""Arithmetic that a text contradicts itself in (``figures.md`` §3, ``wrong-arithmetic``), in drafts and in notes alike.

Every rule speaks only where the text itself claims the sum: 其中 and 合计, 增长 between two stated values, a share and its whole,
收入 less 支出, a column with its total, an announced count. Tolerance comes from the digits shown, truncation is let pass.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.figures import tables
from assistant.figures.agreement import rounded
from assistant.figures.clauses import places
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.numerals import chinese
from assistant.figures.placing import Place
from assistant.figures.reading import read
from assistant.figures.units import canonical

HUNDRED = Decimal(100)
_CHANGE = re.compile(r"(?:增|减|升|降|提高|多|少|扩|压|净)[\u4e00-\u9fff]{0,2}(?<![到至为])$")
_AMONG = re.compile(r"其中|包括|分别(?:为|是)|[（(:：]\s*$|其中[：:，,]?")
_UP = re.compile(r"增长|上升|提高|增幅|增加|提升|上涨")
_DOWN = re.compile(r"下降|减少|降低|降幅|压减|下滑|回落")
_ANNOUNCED = re.compile(
    r"(?:以下|如下|下列|主要(?:做了|有|抓了|存在)?|分为?)([一二三四五六七八九十]{1,2}|[0-9]{1,2})(?:个|大)?(?:方面|部分|点|项|条|类|件|种)"
)
_ITEM = re.compile(r"(?<![一二三四五六七八九十第])([一二三四五六七八九十]{1,2})是")


@dataclass(frozen=True, slots=True)
class Slip:
    """Arithmetic that does not hold: the figure at fault with its span, the sum as it should be, and a message."""

    start: int
    end: int
    text: str
    message: str
    right: str
    operands: tuple[tuple[int, int], ...]


def slips(text: str) -> tuple[Slip, ...]:
    """Every contradiction of the text with itself, in order of place, one for each figure at fault."""
    by_sentence: dict[int, list[Place]] = defaultdict(list)
    for place in places(text):
        by_sentence[place.line[0]].append(place)
    found: dict[int, Slip] = {}
    for group in by_sentence.values():
        for slip in (*_totals(text, group), *_growths(text, group), *_shares(text, group), *_balances(group)):
            found.setdefault(slip.start, slip)
    for slip in (*_columns(text), *_announced(text)):
        found.setdefault(slip.start, slip)
    return tuple(found[key] for key in sorted(found))


def _base(mention: Mention) -> Decimal:
    value = mention.value if mention.value is not None else Decimal(0)
    return round(value * canonical(mention.unit)[1], 6)


def _slack(mention: Mention) -> Decimal:
    """By how much a figure may be off for its rounding.

    Half its last digit where it shows decimals or 万; all of it where it is qualified; a plain count is exact.
    """
    if mention.qualifier is not Qualifier.EXACT:
        return abs(_base(mention))
    return Decimal(0) if mention.quantum == 1 else _half(mention)


def _half(mention: Mention) -> Decimal:
    return mention.quantum * canonical(mention.unit)[1] / 2


def _figure(value: Decimal, like: Mention) -> str:
    scale = next((w for w in ("亿", "万") if w in like.text), "")
    size = {"亿": Decimal(10**8), "万": Decimal(10**4), "": Decimal(1)}[scale]
    shown = round(value / canonical(like.unit)[1] / size, 6)
    return f"{shown.normalize():f}{scale}{like.unit if like.unit in like.text else ''}"


def _same(a: Mention, b: Mention) -> bool:
    return a.kind is b.kind is Kind.QUANTITY and canonical(a.unit)[0] == canonical(b.unit)[0] and bool(a.unit)


def _slip(total: Mention, parts: Sequence[Mention], message: str, right: str) -> Slip:
    return Slip(total.start, total.end, total.text, message, right, tuple((m.start, m.end) for m in parts))


# totals and parts


def _totals(text: str, group: Sequence[Place]) -> Iterator[Slip]:
    """T，其中 a、b、c: parts never exceed the total, and three or more that nearly meet it should meet it."""
    for i, place in enumerate(group[:-1]):
        total = place.mention
        between = text[total.end : group[i + 1].mention.start]
        if not _AMONG.search(between) or not _same_or_nested(total, group, i) or len(between) > 24:
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
    coarse = _half(total) if any(m.quantum < total.quantum for m in parts) else Decimal(0)
    amount, slack = Decimal(0), max(coarse, _slack(total))
    for count, part in enumerate(parts, start=1):
        amount, slack = amount + _base(part), slack + _slack(part)
        if count > 1 and abs(amount - _base(total)) <= slack:
            return None
    gap = amount - _base(total)
    near = (gap > 0 and len(parts) >= 2 and gap * 10 <= _base(total)) or (
        len(parts) >= 3 and 0 < -gap * 50 <= _base(total)
    )
    if near:
        right = _figure(amount, total)
        shown = "＋".join(m.text for m in parts)
        return _slip(total, parts, f"各项相加是{right}（{shown}），与“{total.text}”不符，请核对。", right)
    first = parts[0]
    if directly and _base(first) - _slack(first) > _base(total) + slack:
        return _slip(first, (total,), f"其中的“{first.text}”比总数“{total.text}”还大，请核对。", "")
    return None


def _same_or_nested(total: Mention, group: Sequence[Place], i: int) -> bool:
    return total.value is not None and _same(total, group[i + 1].mention)


def _parts(text: str, group: Sequence[Place], i: int, total: Mention) -> list[Mention]:
    """The parallel parts after a total: figures of its unit, till the sentence ends or another total stands there."""
    parts: list[Mention] = []
    end = _part_end(text, total.end, group[i + 1].mention.start)
    for place in group[i + 1 :]:
        m = place.mention
        if m.start >= end or re.search(r"比|较|同比|去年|上年|增|减|完成率|占", text[place.clause[0] : m.start]):
            break
        if _same(total, m):
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


# growth


def _growths(text: str, group: Sequence[Place]) -> Iterator[Slip]:
    """今年A，去年B，增长Z%: with both values in one sentence and one measure, the rate follows from them."""
    for place in group:
        rate = place.mention
        said = text[place.clause[0] : rate.start]
        rising, falling = bool(_UP.search(said)), bool(_DOWN.search(said))
        if rate.kind is not Kind.PERCENT or rising == falling or rate.value is None:
            continue
        pair = _base_and_now(text, group, place)
        if pair is None or not _base(pair[0]):
            continue
        base, now = pair
        if _CHANGE.search(text[max(0, now.start - 8) : now.start]) or _CHANGE.search(
            text[max(0, base.start - 8) : base.start]
        ):
            continue  # a change and a value: which is the base is not beyond doubt
        change = (_base(now) - _base(base)) / _base(base) * HUNDRED
        expected = change if rising else -change
        if rate.qualifier is Qualifier.EXACT and not _follows(expected, rate, _rounding_share(base, now)):
            right = f"{_one(abs(change), rate.quantum)}%"
            word = "增长" if change >= 0 else "下降"
            message = f"从{base.text}到{now.text}应是{word}{right}，与“{rate.text}”不符，请核对。"
            yield _slip(rate, pair, message, right)


def _base_and_now(text: str, group: Sequence[Place], rate: Place) -> tuple[Mention, Mention] | None:
    """The base (去年, 从, 由) and the current value before or beside a rate; None where they are not beyond doubt."""
    near = [
        p
        for p in group
        if p.sentence == rate.sentence and p.mention.kind is Kind.QUANTITY and p.mention.start < rate.mention.start
    ]
    near = [p for p in near if not re.search(r"平均|人均|户均|每", p.before[-6:])][-2:]
    if len(near) < 2 or not _same(near[0].mention, near[1].mention):
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
    moved = (_slack(base) + _slack(now)) / _base(base) * HUNDRED
    return moved * 2


def _one(value: Decimal, step: Decimal) -> str:
    return f"{rounded(value, step):f}"


# shares


def _shares(text: str, group: Sequence[Place]) -> Iterator[Slip]:
    """A中B，占Z%: part and whole stand right before the rate in its sentence; a share never exceeds 100%."""
    for i, place in enumerate(group):
        rate = place.mention
        if rate.kind is not Kind.PERCENT or rate.value is None or rate.qualifier is not Qualifier.EXACT:
            continue
        said = text[place.clause[0] : rate.start]
        if not re.search(r"占\S{0,8}$", said):
            continue
        if rate.value > HUNDRED and not re.search(r"任务|目标|计划|预算|预期|去年|上年|同期", said):
            yield _slip(rate, (), f"占比“{rate.text}”超过了100%，请核对。", "")
            continue
        near = [p.mention for p in group[max(0, i - 2) : i] if p.sentence == place.sentence]
        whole_named = re.search(r"占(?:总|全部|应)|占\S{0,6}的$", said)
        if len(near) == 2 and _same(*near) and (whole_named or _AMONG.search(text[near[0].end : near[1].start])):
            yield from _share(rate, near[0], near[1])


def _share(rate: Mention, whole: Mention, part: Mention) -> Iterator[Slip]:
    if not _base(whole) or _base(part) > _base(whole) or rate.value is None:
        return
    right = _base(part) / _base(whole) * HUNDRED
    if not _follows(right, rate, (_slack(whole) + _slack(part)) / _base(whole) * HUNDRED):
        shown = f"{_one(right, rate.quantum)}%"
        yield _slip(rate, (part, whole), f"{part.text}占{whole.text}应是{shown}，与“{rate.text}”不符，请核对。", shown)


# balance

_SIDES = (("收入", "收"), ("支出", "支"), ("结余", "余款", "余额", "节余"))


def _balances(group: Sequence[Place]) -> Iterator[Slip]:
    """收入A，支出B，结余C of one record: C is A less B."""
    sides: list[Mention | None] = [None, None, None]
    for place in group:
        if place.mention.kind is not Kind.QUANTITY or place.label or place.period == "last":
            continue
        words = re.sub(r"\s", "", place.before)
        for k, names in enumerate(_SIDES):
            if any(
                words.endswith(name) or re.search(rf"{name}(?:共|为|是|了|计|合计|总计|达)?$", words) for name in names
            ):
                if k == 0:
                    sides = [None, None, None]
                sides[k] = place.mention
        income, spent, rest = sides
        if income and spent and rest and _same(income, spent) and _same(spent, rest):
            right = _base(income) - _base(spent)
            others = {_base(p.mention) for p in group}
            carried = abs(right - _base(rest)) in others  # 上年结转 stands beside them
            if not carried and abs(right - _base(rest)) > _slack(income) + _slack(spent) + _slack(rest):
                shown = _figure(right, rest)
                yield _slip(
                    rest, (income, spent), f"{income.text}－{spent.text}＝{shown}，与“{rest.text}”不符，请核对。", shown
                )
            sides = [None, None, None]


# tables


def _columns(text: str) -> Iterator[Slip]:
    """A column of a table whose 合计 row is not the sum of the rows above it."""
    by_start = {m.start: m for m in read(text)}
    columns: dict[str, list[Mention]] = defaultdict(list)
    for cell in tables.cells(text):
        mention = by_start.get(cell.start)
        if mention is None or mention.kind is not Kind.QUANTITY or mention.value is None:
            continue
        if not re.fullmatch(r"合\s*计|总\s*计|共\s*计|总\s*数", cell.row):
            columns[cell.column].append(mention)
            continue
        parts = columns.pop(cell.column, [])
        amount = sum((m.value for m in parts if m.value is not None), Decimal(0))
        if len(parts) >= 2 and abs(amount - mention.value) > sum(
            (m.quantum / 2 if m.quantum < 1 else Decimal(0) for m in parts), Decimal(0)
        ):
            right = f"{amount.normalize():f}"
            yield _slip(
                mention, parts, f"“{cell.column}”一列相加是{right}，合计写的是“{mention.text}”，请核对。", right
            )


# announced counts


def _announced(text: str) -> Iterator[Slip]:
    """以下四方面 … 一是 二是 三是: as many items as announced, where the items follow in one line."""
    for match in _ANNOUNCED.finditer(text):
        end = text.find("\n", match.end())
        rest = text[match.end() : len(text) if end < 0 else end]
        following = _ANNOUNCED.search(rest)
        items = [int(chinese(m[1]).value) for m in _ITEM.finditer(rest[: following.start()] if following else rest)]
        if not items or items[0] != 1:
            continue
        count = next((k for k, n in enumerate(items) if n != k + 1), len(items))
        said = int(match[1]) if match[1].isdigit() else int(chinese(match[1]).value)
        if count >= 2 and count == len(items) and said != count:
            message = f"前面说“{match[0]}”，后面列了{count}项，请核对。"
            yield Slip(match.start(), match.end(), match[0], message, str(count), ())
