"""What a figure takes over from the figures beside it: words, unit, scale, period.

Notes say a thing once: 水稻 3.42→3.58万亩, 员工84人（生产58、销售9）, 甲村、乙村分别为45户和58户, 供水总量：上年1217万，本年1286万.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.figures.bare import in_unit, is_bare, like, own_scale, shown_scale
from assistant.figures.mentions import Kind
from assistant.figures.placing import PERIOD, Place

BASE = "base"  # the period of what a change began from: 35→4, 年初87个
_LISTED = re.compile(r"、|和|与|以及")
_GAVE = re.compile(r"(?:给|出|拨|配套|自筹|补助?|补贴|承担|掏|支持)[了的]?\s*$")
_FIRST_OF = re.compile("前([两三四五六])(?:项|者|个|类)")
_LISTED_ALL = re.compile(r"、|和|及|与|以及")
_JOINT = re.compile(r"\s*(?:、|和|及|与|以及|，)?\s*")
_ARROW = re.compile(r"\s*(?:→|⇒|➡|-{1,2}>|—{1,2}>|＞)\s*")
_EACH = re.compile(r"[每人户]\S?均?$|单价$")
_PLANNED = re.compile("任务|计划|目标|指标|预算|应")
_OPERAND = re.compile(r"[^0-9=＝+＋，,。；;\n]{0,2}[=＝+＋][^0-9=＝+＋，,。；;\n]{0,8}")
_MATTER = re.compile(r"([\u4e00-\u9fff]{2,10}?)(?:方面|情况)[，,]\s*$")  # 漏损率方面，上年14.6%，本年11.9%
_EQUALS = re.compile("[=＝]")
_PART = re.compile(r"[（(、，, ;；及和][^0-9，,。；;（()）\n]{0,8}$")
_YEAR_LINE = re.compile(r"[ 　\-·•]*(?:全年|合计|总计|一共|共|累计)[：:共计 　]*")
_THING = re.compile(r"[ 　\-·•]*([\u4e00-\u9fff]{2,8})[ 　：:]")
_MONTHLY = re.compile(r"[0-9一二三四]\s?(?:月|季度)|Q[1-4]")
_LABELLESS = re.compile(r"[\s（(，,：:、/为是有约只还才仅]*")
_MOST_PARTS = 10
_BESIDE = 8  # characters between a figure and last year's in brackets
_SAME_LINE = 24  # characters between a figure and the one whose words it takes over


def carried(text: str, found: Sequence[Place]) -> tuple[Place, ...]:
    """The figures with what they take over from one another; as many, in the same order."""
    return tuple(
        _subjects(
            text, _of_year(text, _bracketed(text, _shared_out(_summed(text, _respective(text, _arrows(text, found))))))
        )
    )


def _arrows(text: str, found: Sequence[Place]) -> Sequence[Place]:
    """3.42→3.58万亩: the first has the unit and scale of the second, the second the words of the first; the first is the base."""
    if "→" not in text and ">" not in text and "⇒" not in text and "＞" not in text:
        return found
    result = list(found)
    for i in range(len(found) - 1):
        one, other = result[i], result[i + 1]
        if not _ARROW.fullmatch(text, one.mention.end, other.mention.start) or _EACH.search(one.before):
            continue  # 每人380 → 1466.8万 is no change
        mention = like(one.mention, other.mention)
        planned = _PLANNED.search(one.before)  # 任务5200人 → 5486人
        period = one.period if planned or one.period in ("last", BASE) or one.period.isdigit() else BASE
        result[i] = replace(one, mention=mention, period=period)
        result[i + 1] = replace(other, before=one.before, lead=one.lead, head=one.head, period="")
        _arrow_between_groups(text, result, i)
    return result


def _arrow_between_groups(text: str, result: list[Place], left: int) -> None:
    """5个12.6亿 → 7个18.3亿: what stands further left is the base of what stands further right."""
    size = 1
    while (
        left - size >= 0
        and left + 1 + size < len(result)
        and not text[result[left - size].mention.end : result[left - size + 1].mention.start].strip(" 、/，,")
        and not text[result[left + size].mention.end : result[left + size + 1].mention.start].strip(" 、/，,")
    ):
        size += 1
    for k in range(size if size > 1 else 0):  # the k-th of the left group became the k-th of the right one
        base, now = left - size + 1 + k, left + 1 + k
        words = result[left - size + 1]
        result[base] = replace(result[base], period=BASE, before=words.before)
        result[now] = replace(result[now], before=words.before, lead=words.lead, head=words.head, period="")


def _respective(text: str, found: Sequence[Place]) -> Sequence[Place]:
    """甲村、乙村分别为45户和58户: each figure goes with the item of its number, of this clause or of the one before."""
    if "分别" not in text:
        return found
    result = list(found)
    items: list[str] = []
    for first, place in enumerate(found):
        start = place.mention.start
        at = text.rfind("分别", max(place.clause[0], start - 16), start)
        if at < 0 or (first and found[first - 1].mention.start > at):
            continue
        last = first + 1
        while last < len(found) and _JOINT.fullmatch(text, found[last - 1].mention.end, found[last].mention.start):
            last += 1
        count = last - first
        said = text[place.clause[0] : at]
        if not said.strip(" 　其中") and place.clause[0]:  # 以甲、乙、丙为主，分别为
            said = re.split(r"[，,。；;：:\n]", place.lead.rstrip("，,：: "))[-1]
            said = re.sub(r"为主$|等$|[0-9].*$", "", said)
        named = _items(said, count)
        if (first_of := _FIRST_OF.search(said)) and "两三四五六".index(first_of[1]) + 2 == count < len(items):
            named = items = items[:count]  # 前三项同比分别增长
        if len(named) == count > 1:
            items = named
        elif count > 1 and len(items) != count:
            items = [p.before for p in found[max(0, first - count) : first] if p.sentence == place.sentence]
        if count > 1 and len(items) == count:
            verb = text[at + 2 : start]
            for item, i in zip(items, range(first, last), strict=True):
                result[i] = replace(found[i], before=item + verb)
    return result


def _items(said: str, count: int) -> list[str]:
    """The last ``count`` things that a list names; 及 joins things only where the list is too short without it."""
    for mark in (_LISTED, _LISTED_ALL):
        named = [item.strip() for item in mark.split(said) if item.strip()]
        if len(named) >= count:
            return _completed(named[-count:])
    return []


def _completed(items: list[str]) -> list[str]:
    """四、五、六年级: the short ones end as the last one does."""
    return [item + items[-1][1:3] if len(item) == 1 and len(items[-1]) > 1 else item for item in items]


def _summed(text: str, found: Sequence[Place]) -> Sequence[Place]:
    """The bare parts of A=B+C take the unit and the scale of A: 386万=租金212+分红96."""
    result: list[Place] = []
    for place in found:
        mention, before = place.mention, result[-1].mention if result else None
        if (
            is_bare(mention)
            and (mention.quantum <= 1 or own_scale(mention))
            and before is not None
            and before.value is not None
            and _OPERAND.fullmatch(text, before.end, mention.start)
            and _EQUALS.search(text, *place.line)
        ):
            place = replace(place, mention=like(mention, before))  # noqa: PLW2901
        result.append(place)
    return result


def _shared_out(found: Sequence[Place]) -> Sequence[Place]:
    """花了426万,省里给了300,剩下县里出: what somebody gave of a sum of money counts as the sum does."""
    result = list(found)
    for i in range(1, len(found)):
        whole, part = result[i - 1], result[i]
        near = whole.line == part.line and part.mention.start - whole.mention.end < _SAME_LINE
        money = whole.mention.unit in ("", "元", "块") and shown_scale(whole.mention) > 1
        less = (part.mention.value or 0) * shown_scale(whole.mention) < (whole.mention.value or 0)
        if (
            near
            and money
            and is_bare(part.mention)
            and not own_scale(part.mention)
            and less
            and _GAVE.search(part.before)
        ):
            result[i] = replace(
                part, mention=in_unit(part.mention, whole.mention.unit or "元", shown_scale(whole.mention))
            )
    return _adding_up(result)


def _adding_up(found: list[Place]) -> Sequence[Place]:
    """总收入1420万，财政补助518，医疗收入886，其他16: bare parts that add up to an amount in 万 are in 万, as it is.

    They stand behind it in its sentence, or all in the line below.
    """
    for i, whole in enumerate(found):
        if shown_scale(whole.mention) == 1 or whole.mention.unit not in ("", "元") or whole.mention.value is None:
            continue
        below = next((k for k in range(i + 1, min(len(found), i + _MOST_PARTS)) if found[k].line != whole.line), i + 1)
        for first in {i + 1, below}:
            end = _end_of_parts(found, i, first)
            of_last_year = {
                n + 1
                for n in range(first, min(end, len(found) - 1))
                if found[n + 1].period == "last" and found[n + 1].mention.start - found[n].mention.end <= _BESIDE
            }  # 网店423（去年268）
            for n in {*range(first, end), *of_last_year}:
                if shown_scale(found[n].mention) == 1:
                    found[n] = replace(found[n], mention=like(found[n].mention, whole.mention))
    return found


def _end_of_parts(found: Sequence[Place], at: int, first: int) -> int:
    """Where two or more bare parts from ``first`` on end that add up to the figure ``at``; ``first`` where there are none."""
    whole, so_far = found[at], Decimal(0)
    scale = shown_scale(whole.mention)
    for k in range(first, min(len(found), first + _MOST_PARTS)):
        part = found[k].mention
        own = part.kind is Kind.QUANTITY and (is_bare(part) or part.unit == "元") and not own_scale(part)
        if not own or part.value is None or not _goes_with(whole, found[first], found[k]):
            break
        so_far += part.value if shown_scale(part) == scale else part.value * scale
        if so_far == whole.mention.value and k > first:
            return k + 1
    return first


def _goes_with(whole: Place, first: Place, part: Place) -> bool:
    """Whether a part may be of an amount: in its sentence, or with all the others in the line below."""
    if first.sentence == whole.sentence:
        return part.sentence == whole.sentence
    return first.line[0] - whole.line[1] == 1 and part.line == first.line


def _bracketed(text: str, found: Sequence[Place]) -> Sequence[Place]:
    """The bare parts in brackets take the unit of the whole before the bracket, which they add up to: 84人（生产58、销售26）."""
    result = list(found)
    for i, whole in enumerate(found):
        if (
            (not whole.mention.unit and shown_scale(whole.mention) == 1)
            or whole.mention.value is None
            or text[whole.mention.end : whole.mention.end + 1] not in "（(：:"
        ):
            continue
        close = re.compile(r"[）)\n]").search(text, whole.mention.end + 1)
        end = close.start() if close else whole.line[1]
        inside = [k for k in range(i + 1, min(len(found), i + 16)) if found[k].mention.end <= end]
        bare = [
            k
            for k in inside
            if is_bare(found[k].mention) and _PART.search(text, whole.mention.end, found[k].mention.start)
        ]
        values = [found[k].mention.value or Decimal(0) for k in inside if found[k].mention.kind is Kind.QUANTITY]
        shown = whole.mention.value / shown_scale(whole.mention)
        if len(bare) < 2 or (sum(values, Decimal(0)) not in (whole.mention.value, shown)):
            continue
        scale = shown_scale(whole.mention) if sum(values, Decimal(0)) == shown else Decimal(1)
        for k in bare:
            result[k] = replace(found[k], mention=in_unit(found[k].mention, whole.mention.unit, scale))
    return result


def _subjects(text: str, found: Sequence[Place]) -> Sequence[Place]:
    """A figure with only a word of time before it counts what its label says, or what the figure before it counts.

    供水总量：上年1217万，本年1286万; 投诉 上年7件 本年3件; 用电 去年46.2万度 今年43.9万度.
    """
    result: list[Place] = []
    for i, place in enumerate(found):
        own = PERIOD.sub("", place.before)
        if place.mention.kind is Kind.DATE or not PERIOD.search(place.before) or not _LABELLESS.fullmatch(own):
            result.append(place)
            continue
        if matter := _MATTER.search(text, max(place.line[0], place.clause[0] - _SAME_LINE), place.clause[0]):
            result.append(replace(place, before=matter[1] + place.before))
            continue
        before = _whole(text, result, place)
        if before is None or before.mention.unit != place.mention.unit:
            before = result[-1] if i else None
        if (
            before is not None
            and before.line == place.line
            and before.mention.kind is place.mention.kind
            and (place.mention.start - before.mention.end < _SAME_LINE or before is not result[-1])
            and (before.mention.unit == place.mention.unit or not (before.mention.unit and place.mention.unit))
            and PERIOD.search(text, place.mention.start - len(place.before), place.mention.start)
        ):
            said = replace(place, before=PERIOD.sub("", before.before) + place.before)
            if before is not result[-1]:
                said = replace(said, mention=like(place.mention, before.mention))
            result.append(said)
        elif label := re.search(r"([\u4e00-\u9fffA-Za-z]{2,12})[：:]$", place.lead):
            result.append(replace(place, before=label[1] + place.before))
        else:
            result.append(place)
    return result


def _of_year(text: str, found: Sequence[Place]) -> Sequence[Place]:
    """用餐 1月3100人次，2月2860 / 全年 4.12万人次: a line that begins with the year's figure counts what the line above does."""
    result = list(found)
    first: dict[tuple[int, int], Place] = {}
    for i, place in enumerate(found):
        above = found[i - 1] if i and found[i - 1].line != place.line else None
        if above is not None and _YEAR_LINE.fullmatch(text, place.line[0], place.mention.start):
            head = first[above.line]
            words = _THING.match(text, above.line[0])
            next_line = place.line[0] - above.line[1] <= 1 and _MONTHLY.search(text, *above.line)
            if next_line and words and place.mention.unit in (head.mention.unit, above.mention.unit):
                result[i] = replace(place, before=f"{words[1]}全年")
        first.setdefault(place.line, place)
    return result


def _whole(text: str, found: Sequence[Place], place: Place) -> Place | None:
    """The whole whose parts stand between it and the figure: 完成1923.5亩，其中油茶1200 杉木523.5；去年1650."""
    at = text.rfind("其中", place.line[0], place.mention.start)
    if at < 0 or not re.search(r"[；;。]|\s{2}", text[at : place.mention.start]):
        return None
    wholes = [p for p in found if place.line[0] <= p.mention.start and p.mention.end <= at]
    return wholes[-1] if wholes and found[-1].mention.start > at else None
