"""Reading every number of a text: one walk from left to right, exact offsets on the text as given (``figures.md`` §1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from assistant.figures import patterns as p
from assistant.figures.dates import iso
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.numerals import CHINESE, SCALES, Number, arabic, chinese, scale_of, scaled
from assistant.figures.units import MEASURES

_BEGIN = rf"0-9０-９{CHINESE}xX×Ｘｘ✕_＿*＊○【某翻第前数几上好成其（(①-⑳A-Za-z"
_NUMERIC = re.compile(rf"[0-9０-９{CHINESE}]")
_CJK = re.compile(r"[\u4e00-\u9fff]")
# words that begin with a unit's character and are no unit
_NO_UNIT = {
    "平": "均安台时稳等衡", "方": "面式针案便法向", "里": "面程", "元": "旦素", "分": "别为之类布析配管工步层散明批级期",
    "位": "于居置", "次": "日年要于序", "期": "间望待内限", "点": "击评", "个": "别体性", "年": "级底初终", "条": "例",
    "成": "立功效为果员本就长都交", "天": "然津气", "克": "服难", "所": "有在以谓属得", "家": "庭长属", "项": "目",
    "人": "大民社才均", "名": "誉单义", "届": "时", "度": "过", "组": "织建成", "样": "化", "面": "对向临积", "代": "表",
    "级": "别联", "类": "似", "路": "面", "段": "落", "台": "账帐", "笔": "记试", "句": "话", "本": "地镇县市乡级着",
    "门": "诊", "案": "件", "站": "点", "场": "所", "口": "头径", "层": "面次", "对": "接于照标比口", "副": "主镇",
    "单": "位", "道": "路德", "回": "访", "种": "植粮子养", "节": "约能水", "株": "洲", "处": "理置", "日": "报常子", "支": "出付持部书撑行局柱", "块": "状",
}  # fmt: skip
_COUNTED_ALL_THE_SAME = {
    ("家", "庭"),
    ("项", "目"),
    ("人", "民"),
    ("人", "大"),
    ("所", "有"),
    ("案", "件"),
    ("组", "织"),
}
_UNLISTED_NO = set(
    "的是和与及在到至为以参同比较并已被把由从将于等共合累完新增减上下左右内外中之后前多余来约近超逾过含其"
    "即或且而但因故若则也都又还再就才可能应须要会有无不未没全各每该此这那本"
)
_OVER = ("超过", "超出", "突破", "超", "逾", "过", "多于", "高于", "大于", "不少于", "不低于", "至少", "不下于")
_ABOUT = ("约为", "大约", "大概", "约")


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Mention, ...]:
    """Every mention of ``text``, in order and without overlaps; ``m.text == text[m.start:m.end]`` for each."""
    return tuple(m for m in _walk(text) if not _states_one(m))


@lru_cache(maxsize=4096)
def read_ones(text: str) -> tuple[Mention, ...]:
    """The ``一`` with a classifier (一次、一批): a figure only where the notes state it as one."""
    return tuple(m for m in _walk(text) if _states_one(m))


def figures(text: str) -> tuple[Mention, ...]:
    """The mentions of ``text`` which need a source."""
    return tuple(m for m in read(text) if m.is_figure)


def _states_one(mention: Mention) -> bool:
    return (
        mention.kind is Kind.QUANTITY
        and mention.value == 1
        and mention.text.startswith("一")
        and mention.qualifier is Qualifier.EXACT
        and mention.high is None
        and (
            mention.unit not in MEASURES
            or mention.unit in {"人", "名", "位", "天", "年", "块", "方", "平", "日", "个人", "里"}
        )
    )


def _walk(text: str) -> Iterator[Mention]:
    marks = _line_marks(text)
    bold = {end for m in p.BOLD.finditer(text) for end in (m.start(), m.end() - 2)} if "**" in text else set()
    done = 0
    quoted = {m.start(1): m for m in p.QUOTED.finditer(text)}
    codes = {_code_start(text, m.start()): m for m in p.REFERENCE_MARK.finditer(text)}
    begins = sorted({m.start() for m in _start().finditer(text)} | quoted.keys() | codes.keys())
    for at in begins:
        if at < done or at in bold:
            continue
        mention = marks.get(at) or (_quoted_name(text, quoted[at]) if at in quoted else None)
        if found := mention or _at(text, at, done):
            done = found.end
            yield found


@cache
def _start() -> re.Pattern[str]:
    """The characters on which a mention can begin, the fixed terms' own first ones (举一反三) among them."""
    return re.compile(f"[{_BEGIN}{''.join(p.term_heads())}]")


def _code_start(text: str, bracket: int) -> int:
    code = p.REFERENCE_CODE.search(text, max(0, bracket - 10), bracket)
    return code.start() if code else bracket


def _line_marks(text: str) -> dict[int, Mention]:
    marks: dict[int, Mention] = {}
    at = 0
    while True:
        if match := p.LINE_MARK.match(text, at):
            marks[match.start(1)] = _mention(text, match.start(1), match.end(1), Kind.STRUCTURE)
        at = text.find("\n", at) + 1
        if at == 0:
            return marks


def _quoted_name(text: str, match: re.Match[str]) -> Mention | None:
    inside = match[1]
    if not _NUMERIC.search(inside) or p.QUOTED_FIGURE.search(inside) or p.PLACEHOLDER.search(inside):
        return None
    if any(mark in inside for mark in "，。；：第") or "周年" in inside:
        return None
    return _mention(text, match.start(1), match.end(1), Kind.NAME)


def _mention(text: str, start: int, end: int, kind: Kind) -> Mention:
    return Mention(start, end, text[start:end], kind)


def _at(text: str, at: int, done: int) -> Mention | None:
    """The mention that begins at ``at`` (its qualifier may stand before it, but not before ``done``)."""
    for kind, expression in _FIRST:
        if match := expression().match(text, at):
            if kind is Kind.STRUCTURE and not _begins_item(text, match):
                continue
            if kind is Kind.PLACEHOLDER:
                return _placeholder(text, match)
            found = _mention(text, match.start(), match.end(), kind)
            return replace(found, date=iso(found.text)) if kind is Kind.DATE else found
    worded = _percent_words(text, at, done) or _fraction(text, at, done)
    return worded or _doubling(text, at) or _ordinal(text, at) or _number(text, at, done)


_NUMBERED = re.compile(r"([0-9]{1,2})[、.．]$")


def _begins_item(text: str, match: re.Match[str]) -> bool:
    """Whether a number with a mark inside a line numbers an item: only the first, or where the one before it stands there too.

    法官 4 名、助理 3、书记员 4 counts people.
    """
    number = _NUMBERED.match(match[0])
    if number is None or number[1] == "1" or text[match.start() - 1 : match.start()] not in (" ", "　", "\t"):
        return True
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    return bool(re.search(rf"(?<![0-9]){int(number[1]) - 1}[、.．]", line[-400:]))


_FIRST: tuple[tuple[Kind, Callable[[], re.Pattern[str]]], ...] = (
    (Kind.PLACEHOLDER, lambda: p.PLACEHOLDER),
    (Kind.REFERENCE, lambda: p.REFERENCE),
    (Kind.STRUCTURE, lambda: p.OWN_COUNT),
    (Kind.DATE, lambda: p.DATE),
    (Kind.NAME, p.terms),
    (Kind.NAME, lambda: p.RULED_NAME),
    (Kind.STRUCTURE, lambda: p.ITEM),
)


def _placeholder(text: str, match: re.Match[str]) -> Mention | None:
    start, end = match.span()
    if match[0].startswith("【") or match[0] == "某某":
        return _mention(text, start, end, Kind.PLACEHOLDER)
    if text[start] == "×" and end - start == 1 and start and text[start - 1].isdigit():
        return None
    while text[end : end + 1] and text[end] in "万亿千百":
        end += 1
    following = p.unit().match(text, end)
    if following and not _is_word(following[0], text[following.end() : following.end() + 1]):
        end = following.end()
    return _mention(text, start, end, Kind.PLACEHOLDER)


def _qualified(text: str, at: int, done: int) -> tuple[int, Qualifier]:
    """Where a mention starts with the qualifier before it, and which that is."""
    match = p.BEFORE.search(text, max(done, at - 4), at)
    if match is None:
        return at, Qualifier.EXACT
    word = match[0].strip()
    if word in _ABOUT:
        return match.start(), Qualifier.ABOUT
    return match.start(), Qualifier.OVER if word in _OVER else Qualifier.UNDER


def _suffixed(text: str, end: int, qualifier: Qualifier) -> tuple[int, Qualifier]:
    """The end with a qualifier that follows (以上、左右), and which holds then."""
    match = p.AFTER.match(text, end)
    if match is None:
        return end, qualifier
    word = match[0]
    if word == "多" and qualifier is not Qualifier.EXACT:
        return end, qualifier
    if word.endswith("以上") or word == "多":
        return match.end(), Qualifier.OVER
    if word in {"左右", "上下"}:
        return match.end(), Qualifier.ABOUT
    return match.end(), Qualifier.WITHIN


def _percent_words(text: str, at: int, done: int) -> Mention | None:
    match = p.PERCENT_CN.match(text, at)
    if match is None:
        return None
    number = _value(match[1])
    if number is None:
        return None
    start, qualifier = _qualified(text, at, done)
    end, qualifier = _suffixed(text, match.end(), qualifier)
    return Mention(start, end, text[start:end], Kind.PERCENT, number.value, None, "%", qualifier, number.quantum)


def _fraction(text: str, at: int, done: int) -> Mention | None:
    match = p.FRACTION.match(text, at)
    if match is None:
        return None
    below, above = _value(match[1]), _value(match[2])
    if below is None or above is None or not below.value:
        return None
    start, qualifier = _qualified(text, at, done)
    end, qualifier = _suffixed(text, match.end(), qualifier)
    value = above.value / below.value
    return Mention(start, end, text[start:end], Kind.MULTIPLE, value, None, "分之", qualifier, Decimal("1e-9"))


def _doubling(text: str, at: int) -> Mention | None:
    match = p.DOUBLING.match(text, at)
    if match is None:
        return None
    value = Decimal(2) ** chinese(match[1]).value
    return Mention(at, match.end(), match[0], Kind.MULTIPLE, value, None, "倍", Qualifier.EXACT)


def _ordinal(text: str, at: int) -> Mention | None:
    match = p.ORDINAL.match(text, at)
    if match is None:
        return None
    number = _value(match["n"] or match["top"] or match["bare"])
    if number is None:
        return None
    unit = match["u"] or match["tu"] or match["bu"] or ""
    return Mention(at, match.end(), match[0], Kind.ORDINAL, number.value, None, unit, Qualifier.EXACT)


def _value(numeral: str) -> Number | None:
    try:
        return (
            chinese(numeral)
            if numeral[0] in CHINESE
            else scaled(numeral)
            if any(c in SCALES for c in numeral)
            else _with_scales(numeral)
        )
    except (ValueError, ArithmeticError, KeyError):
        return None


def _with_scales(numeral: str) -> Number:
    return scaled(numeral) if any(c in SCALES for c in numeral) else arabic(numeral)


def _number(text: str, at: int, done: int) -> Mention | None:
    match = p.NUMBER.match(text, at)
    if match is None:
        return None
    form = match.lastgroup or ""
    ends = _ends(form, match[0])
    if ends is None:
        return None
    start, qualifier = _qualified(text, at, done)
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
    number = _value(numeral)
    return None if number is None else (number, None)


def _pair(numeral: str) -> tuple[Number, Number | None] | None:
    tens = numeral[0] == "十"
    digits = numeral[1:3] if tens else numeral[:2]
    tail = numeral[3:] if tens else numeral[2:]
    low, high = (_value(("十" if tens else "") + d + tail) for d in digits)
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
    if factor == 1 and word != "余" and following is None and text[after : after + 1] not in ("%", "﹪", "倍", "％"):
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
    high = _value(match["high"])
    tail = p.unit().match(text, match.end())
    sign = text[match.end() : match.end() + 1]
    same = (
        between is None or (tail is not None and tail[0] == between[0]) or (at == end + 1 and sign in ("%", "﹪", "％"))
    )
    if high is None or not same or high.value <= low.value * (1 if between else 0):
        return None, low, end
    if between is None and at == end and tail is None and sign not in ("%", "﹪", "％", "倍", "成"):
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
    kind, unit, after = _unit(text, space, form, low)
    if not unit:
        after = end
    large = text[end - 1] in "万亿" and qualifier is not Qualifier.EXACT
    if unit == "" and form != "arabic" and not large and not (form == "order" and text[start] in "上数"):
        return None
    value, top = low.value, high.value if high else None
    if (
        text[after : after + 1] == "半"
        and unit
        and high is None
        and text[after : after + 2] not in ("半年", "半数", "半天", "半日")
    ):
        value, after = value + Decimal("0.5"), after + 1
        if unit == "个" and (further := p.unit().match(text, after)):
            unit, after = further[0], further.end()
    after, qualifier = _suffixed(text, after, qualifier)
    if unit == "成":
        value, top, unit = value * 10, top * 10 if top else None, "%"
        if text[after : after + 1] in "一二三四五六七八九" and text[after : after + 1]:
            value, after = value + chinese(text[after]).value, after + 1
        low = Number(value, Decimal(10))
    if (
        kind is Kind.QUANTITY
        and form == "arabic"
        and _is_year(text, start, end, value)
        and not p.unit().match(text, space)
    ):
        return Mention(start, end, text[start:end], Kind.DATE, date=f"{value:f}")
    quantum = low.quantum if high is None or qualifier is Qualifier.MAGNITUDE else min(low.quantum, high.quantum)
    return Mention(start, after, text[start:after], kind, value, top, unit, qualifier, quantum)


def _is_year(text: str, start: int, end: int, value: Decimal) -> bool:
    return end - start == 4 and 1990 <= value <= 2039 and text[start:end].isdigit()


def _unit(text: str, at: int, form: str, number: Number) -> tuple[Kind, str, int]:
    """Kind, unit and end of what follows a number."""
    sign = text[at : at + 1]
    if sign in _SIGNS:
        return *_SIGNS[sign], at + 1
    if sign == "成" and number.value < 10 and not _is_word("成", text[at + 1 : at + 2]):
        return Kind.PERCENT, "成", at + 1
    match = p.unit().match(text, at)
    after_space = text[at - 1] == " "
    if match and after_space and (text[match.end() : match.end() + 1].isdigit() or not _spaced(text, at, form)):
        return Kind.QUANTITY, "", at  # 省里20万 县里15万, 收5.83亿 支5.12亿: the next label, no unit
    if match:
        unit, following = match[0], text[match.end() : match.end() + 1]
        if not _is_word(unit, following) or (form == "arabic" and (unit, following) in _COUNTED_ALL_THE_SAME):
            points = unit in ("个百分点", "百分点")
            return (Kind.POINTS, "个百分点", match.end()) if points else (Kind.QUANTITY, unit, _per(text, match.end()))
    elif form == "arabic" and number.quantum >= 1 and not after_space and _may_classify(sign):
        return Kind.QUANTITY, sign, at + 1
    return Kind.QUANTITY, "", at


_SIGNS = {
    "%": (Kind.PERCENT, "%"),
    "﹪": (Kind.PERCENT, "%"),
    "％": (Kind.PERCENT, "%"),
    "‰": (Kind.PERCENT, "‰"),
    "倍": (Kind.MULTIPLE, "倍"),
    "番": (Kind.MULTIPLE, "番"),
}


def _may_classify(sign: str) -> bool:
    """Whether an unlisted character may be a classifier all the same: the class is open."""
    return bool(sign and _CJK.match(sign)) and sign not in _UNLISTED_NO and not _NUMERIC.match(sign)


def _spaced(text: str, at: int, form: str) -> bool:
    """Whether the number before a space has one before it too: 共有 50 家 is set so, 20万 县里 begins anew."""
    begin = at - 1
    while begin > 0 and (text[begin - 1].isdigit() or text[begin - 1] in ".,万亿千百"):
        begin -= 1
    return form == "arabic" and (begin == 0 or text[begin - 1] in " \n\t　")


def _is_word(unit: str, following: str) -> bool:
    return bool(following) and following in _NO_UNIT.get(unit, "")


def _per(text: str, end: int) -> int:
    """The end of a compound unit (元/亩)."""
    if text[end : end + 1] == "/" and (below := p.unit().match(text, end + 1)):
        return below.end()
    return end
