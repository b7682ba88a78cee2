"""Where a figure stands: its clause, its sentence, its line, and the words that it counts or describes (``figures.md`` §2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from assistant.figures import tables
from assistant.figures.mentions import Kind, Mention
from assistant.figures.numerals import scale_of
from assistant.figures.patterns import unit as unit_pattern
from assistant.figures.reading import read

_CLAUSE = re.compile(r"[，,。；;！!？?\n：:（）()|\t]|(?<=[\u4e00-\u9fff])[ 　]+(?=[\u4e00-\u9fff])")
_SENTENCE_END = set("。；;！!？?\n")
_PERIOD = re.compile(
    r"(?P<last>去年|上年|上一年|往年|前年|同期|上期|原来|原有|年初数)|(?P<this>今年|本年|当年|目前|截至|截止|现有|现已)"
    r"|(?P<next>明年|下年|来年|下一年)|(?P<half>上半年|下半年)|(?P<whole>全年)|(?P<year>(?:19|20)[0-9]{2})年"
)
_COMPARED = re.compile(r"[比较与同跟]\S?$")
_CHANGED = re.compile(r"[+＋−－-]|增|减|升|降|提高|多|少|下滑|上涨|压|扩大|节约|回落|相比")
_MOVED_ON = re.compile(r"基础上|[0-9０-９一二三四五六七八九十百千万][^0-9]{0,6}(?:到|至|达|升|增|降|减)")
_FROM = ("由", "从", "自")
_TO = re.compile(r"[\u4e00-\u9fff]{0,5}[到至为]")
_BEHIND = re.compile(r"[（(](?:去年|上年)[）)]")
_NOW = re.compile(r"今年|累计|现|已|共|目前|本年")
_WEAK = re.compile(
    r"^(?:其中|同时|此外|另外|另|并|还|又|再|已|共计|共有|共|合计|总计|累计|一共|达到|达|到|为|是|有|的|了|完成|实现|约|近|超过|超|逾"
    r"|今年以来|现在|现已|现有|今年|去年|上年|全年|本年|年内|截至目前|目前|以来|全镇|全县|全乡|全区|全市|全校|我镇|我局|我县|我乡|我所|我会|全所|和|及|与|在|对|由|从|给|把|使|也|都|就|分别|先后|主要|以及|至|比)+"
)
_WEAK_END = re.compile(
    r"(?:共计|共有|共|合计|总计|累计|一共|达到了|达到|达|到|为|是|有|的|了|约|近|超过|超|逾|分别|完成|实现|已|计|仅|只|就|至|增至|升至|降至|各|另)+$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A figure in its surroundings; all spans are offsets into the text.

    ``before``/``after`` are the words between it and the figures or clause borders beside it; ``lead`` are the words of the
    clauses before it in its sentence; ``period`` is ``last``, ``next``, ``half``, a year, or empty (this year).
    """

    mention: Mention
    clause: tuple[int, int]
    sentence: tuple[int, int]
    line: tuple[int, int]
    before: str
    after: str
    lead: str
    period: str
    head: str = ""  # the clause up to the figure before it
    tail: str = ""  # the few characters that follow it, over the clause's end
    label: str = ""  # row and column heads, where the figure stands in a table


@lru_cache(maxsize=512)
def places(text: str) -> tuple[Place, ...]:
    """Every figure of the text with its surroundings, in order."""
    found = _given(text, _summed(text, _respective(text, located(text, read(text)))))
    cells = {cell.start: cell for cell in tables.cells(text)}
    if not cells:
        return found
    return tuple(
        _in_table(place, cells[place.mention.start]) if place.mention.start in cells else place for place in found
    )


_UNIT_LINE = re.compile(r"([\u4e00-\u9fff]{0,4})单\s*位\s*[：:]\s*([十百千万亿]*)([^\s，。；、）)\d]{1,4})")
_COUNT_LABEL = re.compile(r"(?<![\u4e00-\u9fff0-9])(?:[\u4e00-\u9fff]{0,4})([人户天次场件处台亩])数[ 　：:]")  # 天数 春灌16、夏灌28
_UNIT_BRACKET = re.compile(r"[（(]([十百千万亿]*)([^（）()\d，。、]{1,4})[）)]")


def _given(text: str, found: Sequence[Place]) -> tuple[Place, ...]:
    """Bare figures take the unit that is given once: in a line 单位：万元 for the lines below it, in brackets for a line.

    清淤渠道（公里）干渠18.2、支渠43.7; 四年级96.2 五年级94.5（%）.
    """
    if not any(p.mention.kind is Kind.QUANTITY and not p.mention.unit for p in found):
        return tuple(found)
    blocks = [(m.end(), _block_end(text, m.end()), m) for m in _UNIT_LINE.finditer(text)]
    result: list[Place] = []
    for place in found:
        mention = place.mention
        if mention.kind is Kind.QUANTITY and not mention.unit and (unit := _unit_for(text, place, blocks)):
            result.append(replace(place, mention=_in_unit(mention, *unit)))
        else:
            result.append(place)
    return tuple(result)


def _block_end(text: str, start: int) -> int:
    """Where the lines below a unit line end: at an empty line."""
    end = text.find("\n\n", start)
    return len(text) if end < 0 else end


def _unit_for(text: str, place: Place, blocks: Sequence[tuple[int, int, re.Match[str]]]) -> tuple[str, Decimal] | None:
    start = place.mention.start
    for match in _UNIT_BRACKET.finditer(text, *place.line):
        last = not text[match.end() : place.line[1]].strip(" 　。；;")
        inside = match.end() <= start and not re.search("[；;。]", text[match.end() : start])
        if (inside or last) and (unit := _known_unit(match)) is not None:
            return unit
    segment = re.split("[；;。]", text[place.line[0] : start])[-1]
    labelled = list(_COUNT_LABEL.finditer(segment))
    if labelled and not re.search(r"[，,]|[0-9][\u4e00-\u9fff]", segment[labelled[-1].end() :]):
        return labelled[-1][1], Decimal(1)
    here = [match for begin, end, match in blocks if begin <= start < end]
    if not here or any(c in "万亿" for c in place.mention.text):
        return None
    return _known_unit(max(here, key=lambda match: _fits(match, place)))


_MONEY = set("费款资金投收支钱税利润贷欠罚额")


def _fits(match: re.Match[str], place: Place) -> int:
    """How well a unit line such as 资金单位：万元 fits a figure, by the characters of its words."""
    label = set(match[1]) | (_MONEY if "元" in match[3] else set())
    own = len(label & set(place.before)) * 3
    return own + len(label & set(place.lead[-24:]))


def _known_unit(match: re.Match[str]) -> tuple[str, Decimal] | None:
    words, unit = match.groups()[-2:]
    known = unit_pattern().fullmatch(unit)
    if known is None and unit not in ("%", "﹪", "倍"):
        return None
    return unit, scale_of(words)


_LISTED = re.compile(r"、|和|及|与|以及")
_JOINT = re.compile(r"\s*(?:、|和|及|与|以及|，)?\s*")


def _respective(text: str, found: Sequence[Place]) -> tuple[Place, ...]:
    """甲村、乙村分别为45户和58户: each figure goes with the item of its number, of this clause or of the one before."""
    if "分别" not in text:
        return tuple(found)
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
        named = [item.strip() for item in _LISTED.split(text[place.clause[0] : at]) if item.strip()]
        if len(named) >= count > 1:
            items = _completed(named[-count:])
        elif count > 1 and len(items) != count:
            items = [p.before for p in found[max(0, first - count) : first] if p.sentence == place.sentence]
        if count > 1 and len(items) == count:
            verb = text[at + 2 : start]
            for item, i in zip(items, range(first, last), strict=True):
                result[i] = replace(found[i], before=item + verb)
    return tuple(result)


def _completed(items: list[str]) -> list[str]:
    """四、五、六年级: the short ones end as the last one does."""
    return [item + items[-1][1:3] if len(item) == 1 and len(items[-1]) > 1 else item for item in items]


_OPERAND = re.compile(r"[=＝+＋][^0-9=＝+＋，,。；;\n]{0,8}$")


def _summed(text: str, found: Sequence[Place]) -> tuple[Place, ...]:
    """The bare parts of A=B+C take the unit and the scale of A: 386万=租金212+分红96."""
    result: list[Place] = []
    for place in found:
        mention, before = place.mention, result[-1].mention if result else None
        bare = mention.kind is Kind.QUANTITY and not mention.unit and mention.quantum <= 1
        if (
            bare
            and before is not None
            and before.value is not None
            and _OPERAND.search(text, before.end, mention.start)
        ):
            scale = Decimal(10**4) if "万" in before.text or (result and _scaled_by_sum(result[-1])) else Decimal(1)
            if before.unit or scale != 1:
                result.append(replace(place, mention=_in_unit(mention, before.unit, scale)))
                continue
        result.append(place)
    return tuple(result)


def _scaled_by_sum(place: Place) -> bool:
    return place.mention.quantum == 10**4 and not re.search("[万亿]", place.mention.text)


def _in_unit(mention: Mention, unit: str, scale: Decimal) -> Mention:
    """A bare figure with the unit and scale that its surroundings give it."""
    value = mention.value if mention.value is not None else Decimal(0)
    kind = {"%": Kind.PERCENT, "﹪": Kind.PERCENT, "个百分点": Kind.POINTS, "倍": Kind.MULTIPLE}.get(unit, mention.kind)
    return replace(mention, kind=kind, unit=unit, value=value * scale, quantum=mention.quantum * scale)


def _in_table(place: Place, cell: tables.Cell) -> Place:
    """The place of a figure in a table: its words are the heads of row and column, its unit the one given for them."""
    mention = place.mention
    if mention.kind is Kind.DATE and mention.text.isdigit():  # 1952 in a column of amounts
        mention = replace(mention, kind=Kind.QUANTITY, value=Decimal(mention.text), date="")
    if cell.unit and not mention.unit and mention.value is not None:
        mention = _in_unit(mention, cell.unit, cell.scale)
    label = f"{cell.row}{cell.column}"
    said = list(_PERIOD.finditer(label))
    period = _period_of(said[-1]) if said else place.period
    return replace(place, mention=mention, before=label, after="", lead="", label=label, period=period)


def located(text: str, mentions: Sequence[Mention]) -> tuple[Place, ...]:
    """The figures among ``mentions`` with their surroundings."""
    borders = _borders(text, mentions)
    found: list[Place] = []
    sentence_start = 0
    figures = [m for m in mentions if m.is_figure]
    index = 0
    for left, right, closing in borders:
        here = []
        while index < len(figures) and figures[index].start < right:
            here.append(figures[index])
            index += 1
        if here:
            found.extend(_in_clause(text, here, (left, right), sentence_start))
        if closing in _SENTENCE_END:
            sentence_start = right + 1
    return tuple(found)


def _borders(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int, str]]:
    """The clauses as (start, end, closing mark); a comma inside a mention (1,300) closes none."""
    inside = [(m.start, m.end) for m in mentions if m.end - m.start > 2]
    cuts, k = [-1], 0
    for match in _CLAUSE.finditer(text):
        while k < len(inside) and inside[k][1] <= match.start():
            k += 1
        if k < len(inside) and inside[k][0] <= match.start() < inside[k][1]:
            continue
        cuts.append(match.start())
    cuts.append(len(text))
    return [(a + 1, b, text[b : b + 1]) for a, b in pairwise(cuts)]


def _in_clause(text: str, here: list[Mention], clause: tuple[int, int], sentence_start: int) -> list[Place]:
    left, right = clause
    line_start = text.rfind("\n", 0, left) + 1
    line_end = text.find("\n", right)
    line = (line_start, len(text) if line_end < 0 else line_end)
    end = right
    while end < line[1] and text[end] not in _SENTENCE_END:
        end += 1
    edges = [left, *(m.end for m in here)]
    starts = [*(m.start for m in here[1:]), right]
    lead = text[max(sentence_start, left - 160) : left]
    return [
        Place(
            mention=m,
            clause=clause,
            sentence=(sentence_start, end),
            line=line,
            before=text[edges[i] : m.start] if edges[i] <= m.start else "",
            after=text[m.end : starts[i]],
            lead=lead,
            head=text[left : edges[i]],
            tail=text[m.end : m.end + 8],
            period=_period(text, m, left, line_start),
        )
        for i, m in enumerate(here)
    ]


def _period(text: str, mention: Mention, clause_start: int, line_start: int) -> str:
    """The period a figure is stated for: the nearest word of time before it in its clause, else in its line."""
    if mention.kind is Kind.DATE:
        return ""
    if text[mention.start - 1 : mention.start] in _FROM and _TO.match(text, mention.end):
        return "any"  # 由1085斤提高到1120斤: the base of a change, whenever that was
    own = list(_PERIOD.finditer(text, clause_start, mention.start))
    if len(own) > 1 and own[-1].end() - own[-2].end() == 2 and own[-1].lastgroup == "whole":
        own.pop()  # 去年全年: the year tells
    if own:
        compared = _COMPARED.search(text, max(clause_start, own[-1].start() - 2), own[-1].start())
        if compared and _CHANGED.search(text, own[-1].end(), mention.start):
            return ""  # 比去年增加22万元: a change in this year, not last year's figure
        if _MOVED_ON.search(text, own[-1].end(), mention.start):
            return ""  # 在去年45家的基础上又增加5家, 由去年的85人发展到132人
        return _period_of(own[-1])
    if _BEHIND.match(text, mention.end) or _bracketed(text, mention, line_start):
        return "last"
    return _inherited(text, mention, clause_start, line_start)


_BRACKET = re.compile(r"[（(]\s*$")
_BRACKETED_LAST = re.compile(r"[（(](?:去年|上年|同期)|括号[里内中]\S{0,4}(?:去年|上年|同期)")


def _bracketed(text: str, mention: Mention, line_start: int) -> bool:
    """9842人次（去年9105） 手术3176台（2840台）: a bracket that holds a figure alone, after one that says it is last year's."""
    alone = text[mention.end : mention.end + 1] in ("）", ")") and _BRACKET.search(
        text, mention.start - 2, mention.start
    )
    if not alone:
        return False
    if _BRACKETED_LAST.search(text, line_start, mention.start):
        return True
    said = text.find("括号")
    return said >= 0 and bool(_BRACKETED_LAST.search(text, said, said + 12))


def _period_of(said: re.Match[str]) -> str:
    return said["year"] or ("" if said.lastgroup == "this" else said.lastgroup or "")


def _inherited(text: str, mention: Mention, clause_start: int, line_start: int) -> str:
    """The period of the clauses before, in the same line; last year's only where the line or sentence begins with it."""
    earlier = list(_PERIOD.finditer(text, max(line_start, clause_start - 80), clause_start))
    if len(earlier) > 1 and earlier[-1].end() - earlier[-2].end() == 2 and earlier[-1].lastgroup == "whole":
        earlier.pop()
    if not earlier:
        return ""
    period = _period_of(earlier[-1])
    if period != "last":
        return period
    between = text[earlier[-1].end() : mention.start]
    if "）" in between or ")" in between:
        return ""  # 投诉173（去年241） 收缴率91.3%
    lead = re.split("[。；;]", text[max(line_start, earlier[-1].start() - 3) : earlier[-1].start()])[-1]
    begins = not re.search(r"[\u4e00-\u9fff，,]", lead)
    return "" if not begins or _NOW.search(text, earlier[-1].end(), mention.start) else period


def thing(place: Place) -> str:
    """What the figure counts, in the text's own words, short enough for a table; empty when the text names nothing."""
    before = _stripped(_PERIOD.sub("", place.before).strip(' 　\t、“”"‘’-—·|'))
    after = re.split(r"[、的，,]", place.after.strip(" 　\t"))[0]
    if place.label:
        return place.label
    if len(before) >= 2:
        return before[-16:]
    if len(after) >= 2:
        return (before + after)[:16]
    for clause in reversed(re.split(r"[，,：:（(；;、]", place.lead)):
        words = _stripped(re.sub(r"[0-9.]+[%\w]?", "", _PERIOD.sub("", clause)).strip())
        if len(words) >= 2:
            return words[-16:].strip()
    return before + after


def _stripped(words: str) -> str:
    """The words without what only introduces a figure (累计达到); whole where next to nothing would be left (到期)."""
    plain = _WEAK_END.sub("", _WEAK.sub("", words))
    return words if len(plain) == 1 and len(words) > 1 and not words.endswith("了") else plain
