"""Pairs of one thing's figures: the bare one beside the full one takes over its words, its unit and its scale.

事故31起（38） 损失28.6万（33.1） 佩戴率91.5%（84）: what stands in brackets is last year's; 总长386公里（去年352）; 病床 去年80 今年96张.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.figures.bare import in_unit, is_bare, own_scale, shown_scale
from assistant.figures.carrying import BASE
from assistant.figures.mentions import Kind
from assistant.figures.placing import Place

_BEHIND = re.compile(
    r"\s*[（(，,、/]?\s*(?:比|较)?"
    r"(?:去年|上年|前年|上期|同期|上学期|上届|往年|原来|年初|(?:20)?[0-9]{2}年|(?:年度)?(?:原?计划|任务|目标|指标)数?)?(?:同期|全年)?[是为有：: ]*"
)
_AHEAD = re.compile(r"\s*[）)，,、/；;]?\s*(?:今年|本年|现在|本期|如今|目前)(?:是|为|有|到)?[：: ]*")
_SIGNED = re.compile(r"[（(，, ]\s*(?:同比|比去年|比上年|较上年)?\s*([+＋↑↓−－-])")
_GREW = re.compile(
    r"[，,]?(?:提高|降低?|升|增加?|加|添|开|扩|减少?|扩大|压缩?|缩短|延长|谈|涨|变|调整?|改|发展|提升|回落|下降|上升)?(?:到|至|成|为)了?"
)
_GREW_BY = re.compile(r"(?:增[长加幅]?|[上提]升|提高|升高?|下?降[低幅]?|减少?|回落|[上下]?[涨跌])[了为约]?\s*$")
_PLUS = re.compile(r"[\s\u4e00-\u9fff]([+＋])$")
_GROWTH_RATE = re.compile(r"[0-9元亿万]\s[+＋][0-9.]+[%％]")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_MOST_GROWN = 100
_PLANNED = re.compile(r"(?:计划|任务|目标|指标)数?[是为：:]?\s*$")
_MUCH_MORE = 40  # 1.24万人次（9800）: so much more than the number before 万 has no scale to take over


def paired(text: str, found: Sequence[Place]) -> list[Place]:
    """The figures, the bare ones of last year completed from this year's beside them; as many, in the same order."""
    result = list(found)
    rates = len(_GROWTH_RATE.findall(text)) > 0
    for i, place in enumerate(found):
        if i and (changed := _changed(text, result[i - 1], place)):
            result[i] = changed
            continue
        if grown := _grown_by(text, result[i - 1] if i else place, place, rates=rates):
            result[i] = grown
            continue
        if i and is_bare(place.mention) and _grew(text, result[i - 1], place):
            result[i] = replace(_as(place, result[i - 1]), before=_named(result[i - 1].before, place.before))
            continue
        if not (is_bare(place.mention) and (_earlier(place) or _PLANNED.search(place.before))):
            continue
        before = _full_before(result, i)
        after = found[i + 1] if i + 1 < len(found) else None
        if before is not None and (grown := _before_rate(result, i, before)):
            if before.line == place.line and _BEHIND.fullmatch(text, before.mention.end, place.mention.start):
                result[i] = replace(_as(place, grown), before=_named(grown.before, place.before), head=grown.head)
        elif before is not None and not _earlier(before) and _beside(text, before, place, _BEHIND):
            said = place.before if re.search("[\u4e00-\u9fff]", place.before) else ""
            result[i] = replace(
                _as(place, before), before=_named(before.before, said), head=before.head, lead=before.lead
            )
        elif after is not None and _beside(text, place, after, _AHEAD) and not _earlier(after):
            result[i] = _as(place, after)
    return result


def _full_before(found: Sequence[Place], i: int) -> Place | None:
    """The figure before one, over the year that the one is of (6.84万吨，23年6.31)."""
    at = i - 1
    if at > 0 and found[at].mention.kind is Kind.DATE and found[at].mention.end == found[i].mention.start:
        at -= 1
    return found[at] if at >= 0 else None


def _before_rate(found: Sequence[Place], i: int, rate: Place) -> Place | None:
    """What grew by the rate just before a figure: 三公经费18.6万元，下降11.4%，去年21."""
    grew = rate.mention.kind in (Kind.PERCENT, Kind.POINTS) and _GREW_BY.search(rate.before)
    at = next((k for k in range(i - 1, -1, -1) if found[k] is rate), 0)
    if not grew or not at or found[at - 1].sentence != rate.sentence or _earlier(found[at - 1]):
        return None
    return found[at - 1] if found[at - 1].mention.kind in (Kind.QUANTITY, Kind.PERCENT) else None


def _earlier(place: Place) -> bool:
    """Whether a figure is last year's, the base of a change, or of a year named."""
    return place.period in ("last", BASE) or place.period.isdigit()


def _changed(text: str, full: Place, place: Place) -> Place | None:
    """48件（-12）: by how much a figure rose or fell, as words would say it; None where no sign stands in the bracket."""
    mention = place.mention
    sign = _SIGNED.search(text, full.mention.end, mention.start + 1)
    if sign is None or mention.value is None or mention.kind not in (Kind.QUANTITY, Kind.PERCENT, Kind.POINTS):
        return None
    if text[sign.start()] not in "（(" and mention.kind is not Kind.PERCENT:
        return None  # 社零 12.86亿 +7.2%
    if full.line != place.line or text[full.mention.end : sign.start()].strip():
        return None
    value = abs(mention.value)
    mention = replace(mention, value=value)
    if is_bare(mention) and full.mention.kind is Kind.PERCENT:
        mention = in_unit(mention, "个百分点")
    elif is_bare(mention):
        mention = in_unit(mention, full.mention.unit, shown_scale(full.mention) if value < 100 else Decimal(1))
    said = "比上年增加" if sign[1] in "+＋↑" else "比上年减少"
    return replace(place, mention=mention, before=full.before + said, head=full.head, lead=full.lead, period="")


def _grown_by(text: str, full: Place, place: Place, *, rates: bool) -> Place | None:
    """一产52.7 +4.1 below a line 286.4亿 +5.8%, 工业增加值 +8.4: by how many percent it grew."""
    mention = place.mention
    if not rates or not _DECIMAL.fullmatch(mention.text) or mention.kind is not Kind.QUANTITY:
        return None
    value = Decimal(mention.text)  # whatever unit and scale it was given by the figure before it
    if value > _MOST_GROWN:
        return None
    sign = _PLUS.search(text, max(place.line[0], mention.start - 3), mention.start)
    if sign is None:
        return None
    beside = full.line == place.line and not text[full.mention.end : sign.start()].strip()
    words = full.before if beside else place.before.rstrip("+＋-－− ")
    said = "比上年增加" if sign[1] in "+＋" else "比上年减少"
    quantum = Decimal(1).scaleb(-len(mention.text.partition(".")[2]))
    kind = replace(mention, kind=Kind.PERCENT, unit="%", value=value, quantum=quantum)
    return replace(place, mention=kind, before=words + said, period="")


def _grew(text: str, one: Place, other: Place) -> bool:
    """Whether a figure says what the one before it has become: 从百分之五点二降到三点八, 每单从三块六谈到两块九."""
    full = one.mention.kind in (Kind.QUANTITY, Kind.PERCENT) and not is_bare(one.mention)
    return full and one.line == other.line and bool(_GREW.fullmatch(text, one.mention.end, other.mention.start))


def _beside(text: str, one: Place, other: Place, between: re.Pattern[str]) -> bool:
    """Whether nothing but words of time stands between two figures of a line, of which one has a unit or a scale."""
    if one.line != other.line or not between.fullmatch(text, one.mention.end, other.mention.start):
        return False
    full = one if between is _BEHIND else other
    return full.mention.kind in (Kind.QUANTITY, Kind.PERCENT) and (own_scale(full.mention) or not is_bare(full.mention))


def _as(place: Place, full: Place) -> Place:
    """The bare figure in the unit and scale of the full one."""
    scale = shown_scale(full.mention)
    bare, shown = place.mention.value or Decimal(0), abs(full.mention.value or Decimal(0)) / scale
    if re.search("[万亿千]", place.mention.text) or (scale != 1 and abs(bare) > shown * _MUCH_MORE):
        scale = Decimal(1)
    return replace(place, mention=in_unit(place.mention, full.mention.unit, scale))


def _named(words: str, said: str) -> str:
    """The words of the full figure before those of the bare one, where these do not have them yet."""
    return said if words.strip() and words.strip() in said else words + said
