"""Numbers of a text with what belongs to them: qualifier, 余 or 多 inside, range, unit."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.figures import patterns as p
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.numerals import CHINESE, SCALES, Number, chinese, numeral_value, scale_of
from assistant.figures.qualifiers import qualified, suffixed
from assistant.figures.unitwords import unit_after

# what is said of money without its unit: 一百八十万; 从百分之五点二降到三点八
_SPOKEN = re.compile(
    f"[约近超逾]?[{CHINESE}]+(?:点[{CHINESE}]+)?[万亿]|[{CHINESE}]+点[{CHINESE}]+|[{CHINESE}]+[万千][一二三四五六七八九]|[{CHINESE}]*[万千][一二三四五六七八九]百(?:[一二三四五六七八九]十?[一二三四五六七八九]?)?"
)
_BARE_RANGE = re.compile(r"[~～][0-9]{1,3}(?=[ 　，。；、,;\n]|$)")  # 每个片派 3~4
_YEAR_BEFORE = re.compile("(?:去年|上年|今年|现在|现|原来|年初|原先)[是有为才]?$")
_ENDS = re.compile(r"[，。；、,;\s）)]|$")
_EVEN = re.compile(r"整(?=[，。；、,;\s）)]|$)")
_NO_AMOUNT = re.compile("[一分半钟整万千]|众")
_TENTHS = re.compile(rf"([1-9一二三四五六七八九])(?:毛钱?|角)?(?![0-9{CHINESE}元块个家人名户%])")
_UNIT_OF_THOUSANDS = re.compile("千[瓦米克伏卡帕升]")


def amount(text: str, at: int, done: int) -> Mention | None:
    """The number that begins at ``at``, with what belongs to it; None where it counts nothing."""
    match = p.NUMBER.match(text, at)
    if match is None:
        return None
    form = match.lastgroup or ""
    if form == "chinese" and _UNIT_OF_THOUSANDS.match(text, match.end() - 1):  # 三千九百万千瓦时
        match = p.NUMBER.fullmatch(text, at, match.end() - 1)
        if match is None:
            return None
    ends = _ends(form, match[0])
    if ends is None:
        return None
    start, qualifier = qualified(text, at, done)
    if form == "order":
        qualifier = Qualifier.MAGNITUDE if qualifier is Qualifier.EXACT and match[0][0] in "上数几好成" else qualifier
    low, high, end = ends[0], ends[1], match.end()
    if start == at and form == "arabic" and at > done and p.SIGN.search(text, at - 2, at):
        start, low = at - 1, Number(-low.value, low.quantum)
    low, end, qualifier = _middle(text, end, low, qualifier)
    if high is None and qualifier is not Qualifier.MAGNITUDE:
        high, low, end = _range(text, start, end, low)
    return _measured(text, start, end, form, low, high, qualifier)


def _ends(form: str, numeral: str) -> tuple[Number, Number | None] | None:
    """The value of a numeral, or the two ends of a pair such as 四五."""
    if form == "pair":
        return _pair(numeral)
    if form == "order":
        factor = scale_of(numeral.lstrip("上数几好成"))
        return Number(factor, factor), None
    if form == "bare":
        return Number(SCALES[numeral], SCALES[numeral]), None
    if form == "chinese" and all(c in "百千万亿" for c in numeral):
        return None
    number = numeral_value(numeral)
    return None if number is None else (number, None)


def _pair(numeral: str) -> tuple[Number, Number | None] | None:
    tens = numeral[0] == "十"
    digits = numeral[1:3] if tens else numeral[:2]
    tail = numeral[3:] if tens else numeral[2:]
    low, high = (numeral_value(("十" if tens else "") + d + tail) for d in digits)
    return None if low is None or high is None else (low, high)


def _middle(text: str, end: int, number: Number, qualifier: Qualifier) -> tuple[Number, int, Qualifier]:
    """余, 多, 来 between number and unit, with the scale that may follow (3000余万元)."""
    if text[end : end + 2] == " 余":
        end += 1
    word = text[end : end + 1]
    if not word or word not in "余多来几":
        return number, end, qualifier
    after = end + 1
    factor = Decimal(1)
    while (
        text[after : after + 1] in SCALES
        and text[after : after + 1] in "万亿千"
        and text[after : after + 2] not in ("千米", "千克", "千瓦")
    ):
        factor *= SCALES[text[after]]
        after += 1
    following = p.unit().match(text, after)
    scaled = (
        word == "多"
        and text[end - 1] in "万亿千百"
        and text[end - 2 : end - 1].isdigit()
        and text[after : after + 1] not in "种样元功媒"
    )
    if (
        factor == 1
        and word != "余"
        and not scaled
        and following is None
        and text[after : after + 1] not in ("%", "﹪", "倍", "％")
    ):
        return number, end, qualifier
    if word == "来":
        qualifier = Qualifier.ABOUT
    elif word == "几":
        qualifier = Qualifier.MAGNITUDE
    else:
        qualifier = Qualifier.OVER
    return Number(number.value * factor, number.quantum * factor), after, qualifier


def _range(text: str, start: int, end: int, low: Number) -> tuple[Number | None, Number, int]:
    """The upper end of a range (2—3次, 3万至5万元, 10%-15%); the lower end takes the scale of the upper where it has none."""
    between = p.unit().match(text, end)
    at = between.end() if between else end
    if at == end and text[end : end + 1] in ("%", "﹪", "％"):
        at = end + 1
    match = p.RANGE.match(text, at)
    if match is None or text[max(0, start - 1) : start] in ("从", "由", "自"):
        return None, low, end
    high = numeral_value(match["high"])
    tail = p.unit().match(text, match.end())
    sign = text[match.end() : match.end() + 1]
    same = (
        between is None or (tail is not None and tail[0] == between[0]) or (at == end + 1 and sign in ("%", "﹪", "％"))
    )
    if high is None or not same or high.value <= low.value * (1 if between else 0):
        return None, low, end
    bare = between is None and at == end and tail is None and sign not in ("%", "﹪", "％", "倍", "成")
    if bare and not _BARE_RANGE.match(text, end):
        return None, low, end
    if between is None and at == end and match["high"][-1] in "万亿" and low.value < 10000 <= high.value:
        scale = SCALES[match["high"][-1]]
        low = Number(low.value * scale, low.quantum * scale)
    if high.value <= low.value:
        return None, low, end
    return high, low, match.end()


def _measured(
    text: str, start: int, end: int, form: str, low: Number, high: Number | None, qualifier: Qualifier
) -> Mention | None:
    """The mention with the unit that follows; None for Chinese numerals which count nothing."""
    space = end + 1 if text[end : end + 1] == " " and form == "arabic" else end
    kind, unit, after = unit_after(text, space, form, low)
    if not unit:
        after = end
    large = text[end - 1] in "万亿" and qualifier is not Qualifier.EXACT
    large = large or (form == "chinese" and _spoken(text, start, end))
    if unit == "" and form != "arabic" and not large and not (form == "order" and text[start] in "上数"):
        return None
    value, top = low.value, high.value if high else None
    if (
        text[after : after + 1] == "半"
        and unit
        and high is None
        and text[after : after + 2] not in ("半年", "半数", "半天", "半日", "半夜", "半路", "半道")
    ):
        value, after = value + Decimal("0.5"), after + 1
        if unit == "个" and (further := p.unit().match(text, after)):
            unit, after = further[0], further.end()
    tenths = _TENTHS.match(text, after) if unit == "块" and high is None else None
    if tenths and (tenth := numeral_value(tenths[1])):
        value, after = value + tenth.value / 10, tenths.end()
        low = Number(value, Decimal("0.1"))
    after, qualifier = suffixed(text, after, qualifier)
    if unit == "成":
        value, top, unit = value * 10, top * 10 if top else None, "%"
        if text[after : after + 1] in "一二三四五六七八九" and text[after : after + 1]:
            value, after = value + chinese(text[after]).value, after + 1
        low = Number(value, Decimal(10))
    if (
        kind is Kind.QUANTITY
        and form == "arabic"
        and _is_year(text, start, end, value)
        and not _COUNTED_BEFORE.search(text, max(0, start - 16), start)
        and not _PAID.search(text, max(0, start - 6), start)
        and not p.unit().match(text, space)
    ):
        return Mention(start, end, text[start:end], Kind.DATE, date=f"{value:f}")
    quantum = low.quantum if high is None or qualifier is Qualifier.MAGNITUDE else min(low.quantum, high.quantum)
    return Mention(start, after, text[start:after], kind, value, top, unit, qualifier, quantum)


def _spoken(text: str, start: int, end: int) -> bool:
    """Whether a Chinese numeral without unit is an amount all the same: 一百八十万, 去年一万六, 去年五十."""
    if _NO_AMOUNT.match(text, end) and not _EVEN.match(text, end):
        return False
    while start < end and text[start] not in CHINESE:
        start += 1  # the qualifier before it
    if _SPOKEN.fullmatch(text, start, end):
        return True
    return bool(_YEAR_BEFORE.search(text, max(0, start - 5), start) and _ENDS.match(text, end) and end - start > 1)


_COUNTED_BEFORE = re.compile(
    r"[0-9][\u4e00-\u9fff]{0,3}[,，、 ] ?[\u4e00-\u9fff]{0,5}(?![的于自])[\u4e00-\u9fff]$"
)  # 电梯612,水电2035: no year

_PAID = re.compile(r"每[\u4e00-\u9fff]{1,3}[ ]?$|[费款额钱价补赔奖罚][了的]?[ ]?$")  # 奖励每户 2000, 赔了 2000: no year


def _is_year(text: str, start: int, end: int, value: Decimal) -> bool:
    return end - start == 4 and 1990 <= value <= 2039 and text[start:end].isdigit()
