"""Units that notes give once: in a line 单位：万元, in brackets for a line, in a label 天数 or 人数."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from assistant.figures.bare import in_unit, is_bare, known_unit, own_scale
from assistant.figures.mentions import Kind
from assistant.figures.numerals import scale_of
from assistant.figures.patterns import SCALE
from assistant.figures.placing import Place

HIGHEST = 150  # percent that a bare rate may be
_UNIT_LINE = re.compile(
    rf"([\u4e00-\u9fff]{{0,4}})单\s*位\s*(?:[：:]|(?=[百千万亿]{{1,2}}元))\s*({SCALE})([^\s，。；、（()）\d,]{{1,4}})"
)
_COUNTS = re.compile("[0-9](?:份|个|人|名|次|件|户|家|套|台|条|张)")
_OF_ALL = re.compile(
    r"(?:[不没未][有]?(?:写|带|标|注|加)?明?单位的?(?:数字?|金额|钱)?|(?:金额|钱|资金|款项|费用)(?:的?单位)?|单位(?=[都均全一]))"
    rf"(?:都|均|全都?|一律|就)?(?:是|为|按|用|以)({SCALE})(元|亩|吨|人|公里|斤|千瓦时|度)"
)  # 钱不写单位的都是万元
_NEXT_OFFICE = re.compile(
    r"\n[ \u3000\t]*\n(?=[ \u3000\t]*(?:【|《|(?![一二三四五六七八九十\d]{1,3}[、.．])[^\n。；，：:,\d]{0,24}"
    r"(?:(?<!\d)20\d\d|(?<!\d)[12]\d年|二[〇○零][一二三]?[〇○零一二三四五六七八九]|总结|材料|素材|底稿|台账|汇总|记录|工作群)))"
)  # an empty line, and the head of other notes below it
_SCALE_OF_LINE = re.compile(r"单位[都均全]是?([百千]?[万亿])(?=[，,。；;\s）)]|$)")  # 一季4.61，二季4.98，单位都是万
_COUNT_LABEL = re.compile(
    r"(?<![\u4e00-\u9fff0-9])(?:[\u4e00-\u9fff]{0,8})([人户天次场件处台亩期批家个班宗起名])数[ 　：:]"
)  # 天数 春灌16、夏灌28
_CAPTION = re.compile(
    rf"^([^\d\n\t|，。；、（()）]{{0,24}})[（(]({SCALE})(元)[）)](?=[^\n\t|：:]*$)", re.MULTILINE
)  # 镇专户流水摘抄(万元)
_MONEY_LABEL = re.compile(
    r"([费款金额资入出润税贷债赔贴][\u4e00-\u9fff]{0,2})[（(](万|亿)[）)][：:]|([\u4e00-\u9fff]{0,4}(?:保费|赔款|收入|支出|利润|投资|经费))[（(](万|亿)[）)]"
)  # 保费(万):车险6820/农险2145
_GOES_ON = re.compile(r"[ 　\-·•]*(?:上年|去年|同期|其中)?(?:合计|总计|一共|共计|总数)[：: ]*")
_UNIT_BEFORE = re.compile(
    r"(?<=[ 　/／|｜（(：:])([百千万亿]{0,2})(元|亩|公顷|吨|公斤|公里|米|平方米|人次)[ 　]+$|(?<=[/／])([百千万亿]{0,2})(元|亩|公顷|吨|公里|米|人次)[ 　]*$"
)
_UNIT_BRACKET = re.compile(rf"[（(]({SCALE})([^（）()\d，。、]{{1,4}})[）)]")


def given(text: str, found: Sequence[Place], cells: AbstractSet[int] = frozenset()) -> tuple[Place, ...]:
    """Bare figures take the unit that is given once: in a line 单位：万元 for the lines below it, in brackets for a line.

    清淤渠道（公里）干渠18.2、支渠43.7; 四年级96.2 五年级94.5（%）. The ``cells`` of tables (where they start) have the units of their heads.
    """
    if not any(is_bare(p.mention) for p in found):
        return tuple(found)
    named = [*_UNIT_LINE.finditer(text), *_CAPTION.finditer(text)]
    blocks = sorted(((m.end(), _block_end(text, m.end()), m) for m in named), key=lambda block: block[0])
    said = _said_of_all(text)
    result: list[Place] = []
    for i, place in enumerate(found):
        mention = place.mention
        before = found[i - 1] if i else None
        of_all = next((m for start, end, m in said if start <= mention.start < end), None)
        all_of = None if of_all is None or _again(place, result) else _unit_of_all(of_all, place, before)
        if is_bare(mention) and mention.start not in cells and (unit := _unit_for(text, place, blocks) or all_of):
            result.append(replace(place, mention=in_unit(mention, *unit)))
        else:
            result.append(place)
    return tuple(result)


def _said_of_all(text: str) -> list[tuple[int, int, re.Match[str]]]:
    """Where the notes say the unit of all their bare figures, and how far each word holds: over the notes of its own office."""
    said = list(_OF_ALL.finditer(text))
    borders = [0, *(m.end() for m in _NEXT_OFFICE.finditer(text)), len(text)] if said else []
    return [(start, end, m) for m in said for start, end in pairwise(borders) if start <= m.start() < end]


def _again(place: Place, earlier: Sequence[Place]) -> bool:
    """Whether a figure counts again what the one before it counts, which has no unit either: 租出398，23年底租出381."""
    last = next((p for p in reversed(earlier) if p.mention.kind is not Kind.DATE), None)
    same = last is not None and last.sentence == place.sentence and is_bare(last.mention)
    return bool(last and same and place.before.strip() and last.before.endswith(place.before.strip()))


def _unit_of_all(said: re.Match[str], place: Place, before: Place | None) -> tuple[str, Decimal] | None:
    """The unit that the notes say all their bare figures have, but for rates, what a noun follows, and parts of a count (58处，改了55)."""
    part = before is not None and before.sentence == place.sentence and before.mention.unit not in ("", said[2], "%")
    if part and before and place.mention.quantum == 1 and (place.mention.value or 0) <= (before.mention.value or 0):
        return None
    if own_scale(place.mention) or _RATE.search(place.before) or _COUNTED.match(place.after):
        return None
    return known_unit(*said.groups())


def _money_label(text: str, place: Place) -> Decimal | None:
    """The scale of money that the line's label gives in brackets, or that of the line above, which a line of its total goes on."""
    line = text[max(place.line[0], place.mention.start - _REACH) : place.mention.start]
    if match := _MONEY_LABEL.search(line):
        return scale_of(match[2] or match[4])
    if _GOES_ON.match(line) and place.line[0]:
        above = text[text.rfind("\n", 0, place.line[0] - 1) + 1 : place.line[0] - 1]
        if match := _MONEY_LABEL.match(above):
            return scale_of(match[2] or match[4])
    return None


def _block_end(text: str, start: int) -> int:
    """Where the lines below a unit line end: at an empty line."""
    end = text.find("\n\n", start)
    return len(text) if end < 0 else end


def _unit_for(text: str, place: Place, blocks: Sequence[tuple[int, int, re.Match[str]]]) -> tuple[str, Decimal] | None:
    if _RATE.search(place.before):
        return None
    if not own_scale(place.mention) and (scale := _money_label(text, place)):
        return "元", scale
    return _unit_in_line(text, place) or _unit_above(text, place, blocks)


def _unit_in_line(text: str, place: Place) -> tuple[str, Decimal] | None:
    """The unit that the line gives in brackets, or in a label (天数)."""
    start = place.mention.start
    line = max(place.line[0], start - _REACH), min(place.line[1], place.mention.end + _REACH)
    if (all_of := _SCALE_OF_LINE.search(text, *line)) and not own_scale(place.mention):
        return "", scale_of(all_of[1])
    for match in _UNIT_BRACKET.finditer(text, *line):
        last = not text[match.end() : line[1]].strip(" 　。；;")
        inside = match.end() <= start and not re.search("[；;。]", text[match.end() : start])
        if (inside or last) and (unit := known_unit(*match.groups()[-2:])) is not None:
            heads = unit[0] == "个" and text[match.start() - 1 : match.start()] in ("人", "数")
            return ("人", unit[1]) if heads else unit  # 人(个)
    if (before := _UNIT_BEFORE.search(text, max(place.line[0], start - 8), start)) and not own_scale(place.mention):
        return known_unit(before[1] or before[3] or "", before[2] or before[4])  # 上头补的钱 万元 109.75
    segment = re.split("[；;。]", text[line[0] : start])[-1]
    labelled = list(_COUNT_LABEL.finditer(segment))
    if labelled and not re.search(r"[，,]|[0-9][\u4e00-\u9fff]", segment[labelled[-1].end() :]):
        return labelled[-1][1], Decimal(1)
    return None


def _unit_above(
    text: str, place: Place, blocks: Sequence[tuple[int, int, re.Match[str]]]
) -> tuple[str, Decimal] | None:
    """The unit of the line above its block (单位：万元)."""
    here = [match for begin, end, match in blocks if begin <= place.mention.start < end]
    if any(c in "万亿" for c in place.mention.text):
        return None
    if not here:
        return _still_money(place, blocks)
    if any("除外" in text[match.end() : match.end() + 12] for match in here) and not _tells_money(text, place):
        return None
    if not any("元" in match[3] for match in here) and _NOT_OF_TABLE.search(place.lead + place.head + place.before):
        return None
    return known_unit(*max(here, key=lambda match: _fits(match, place)).groups()[-2:])


_MONEY = set("缴费款资金投收支钱税利润贷欠罚额")


def _tells_money(text: str, place: Place) -> bool:
    """Whether the line of a figure speaks of money, or the line above that it is set under."""
    start = place.line[0]
    while start and text[start] in " 　\t-·":
        start = text.rfind("\n", 0, start - 1) + 1
    end = text.find("\n", start)
    return bool(_MONEY & set(text[start : len(text) if end < 0 else end]))


def _still_money(place: Place, blocks: Sequence[tuple[int, int, re.Match[str]]]) -> tuple[str, Decimal] | None:
    """Below a table in 万元 the notes go on in 万元: 欠税 年初286.3 清了173.9."""
    earlier = [match for _, end, match in blocks if end <= place.mention.start and match[3] == "元"]
    said = (place.lead[-10:] + place.head + place.before).replace("纳税人", "")
    if (
        not earlier
        or not _MONEY & set(re.split("[；;。]", said)[-1][-14:])
        or place.after.strip()[:1] in set("户件人次家个")
        or _COUNTS.search(place.head)  # 问卷发了600份收回571
    ):
        return None
    return known_unit(*earlier[-1].groups()[-2:])


def _fits(match: re.Match[str], place: Place) -> int:
    """How well a unit line such as 资金单位：万元 fits a figure, by the characters of its words."""
    label = set(match[1]) | (_MONEY if "元" in match[3] else set())
    own = len(label & set(place.before)) * 3
    return own + len(label & set(place.lead[-24:]))


_NOT_OF_TABLE = re.compile(r"(?:去年|上年|今年|本年)$|[，,；;]")
_COUNTED = re.compile(r"\s?(?:[人户件次期家名位辆台个]|班|所|村)")
_REACH = 2_000  # characters of its line that may give a figure its unit, to either side
_RATE = re.compile(
    r"(?:率|占比|比重|(?<![按同成等])比例)\s*(?:实际|目标|完成|今年|去年|上年|本年|年初|期初|上期|年末)?\s*[都均]?(?:为|是|在|达到?|奔|冲|：|:|[—－–-]{1,2})?\s*$"
)


def by_heads(found: Sequence[Place]) -> list[Place]:
    """The figures, bare ones whose only word is 人 in 人 (人 42，夜班缺)."""
    return [replace(p, mention=in_unit(p.mention, "人"), before="") if _heads(p) else p for p in found]


def _heads(place: Place) -> bool:
    return is_bare(place.mention) and place.before.strip(" 　-·") in ("人", "人数") and not place.label


def named_rates(found: Sequence[Place]) -> list[Place]:
    """The figures, bare ones in % that a rate of the notes is to reach or has reached (收费 92.6% … 收费到95)."""
    known = {words for p in found if p.mention.kind is Kind.PERCENT and len(words := _ASIDE.sub("", p.before)) > 1}
    if not known:
        return list(found)
    return [
        replace(p, mention=in_unit(p.mention, "%"))
        if is_bare(p.mention)
        and 0 < (p.mention.value or 0) <= HIGHEST
        and (said := _REACHES.search(p.before.rstrip()))
        and any(said[1].endswith(words) for words in known)
        else p
        for p in found
    ]


_ASIDE = re.compile(r"[ 　\-·]|去年|上年|今年|[为是占达到]+$")
_REACHES = re.compile(r"([\u4e00-\u9fff]{2,})(?:[提升降上增涨][高升]?到|到|达到?|上|提到|收到?)$")


def rates(found: Sequence[Place]) -> list[Place]:
    """The figures, bare ones of a rate in % (办结率97.2)."""
    return [replace(p, mention=in_unit(p.mention, "%")) if _bare_rate(p) else p for p in found]


def _bare_rate(place: Place) -> bool:
    mention = place.mention
    if not is_bare(mention) or mention.value is None or not 0 <= mention.value <= HIGHEST:
        return False
    said = place.row or place.before
    if re.search("[千万]人|百万|十万", said):
        return False  # 千人负伤率0.86
    return bool(_RATE.search(said)) and not place.after[:1].isdigit()
