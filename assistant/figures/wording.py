"""What the words about a figure ask for: a sum, a difference, a growth, a share, a mean, days (共 合计 增长 占 率 平均 为期 …)."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.figures.mentions import Kind
from assistant.figures.placing import Place
from assistant.figures.record import Noted

SUM = re.compile(
    r"共|合计|累计|总|可用|到位|[上下]半年|筹措|筹集|[两三四五六七八九]项|一共|全部|计|[一二三四五六七八九1-9][至到][一二三四五六七八九十1-9]"
)
ARROW = re.compile(r"→|->|[增升降减扩涨提]\S{0,2}[到至为]|到|变成")
COMPARED = re.compile("同比|[比较]\\S{0,2}(?:去年|上年|年初|同期|上期|上届|上学期)")
_COMPARED = re.compile(
    r"(?:比|较|与|同|由|从)?(?:去年|上年|上期|同期|上届|上学期)(?:同期)?的?"
)  # names nothing: 不合格率1.7%，比上年的2.0%
_JOINED = re.compile(r"\s*(?:和|及|、|的|与|以及)?\s*$")
DIFFERENCE = re.compile(
    r"[上下]半年|收支相抵|空编|空缺|扣|原有|空置|闲置|缺编|缺员|尚缺|还缺|偏|高出|高于|低于|[比较]\S{1,6}[高低]|增|减|升(?!学|级|旗|规|空)|降(?!水|雨|雪|温|尘|解)|多(?!媒体|功能|种|样|元|次|彩|层|处)|少(?!年|先队|数民族|儿|女)|提高|上涨|扩大|下滑|回落|节约|节支|节省|缩短|延长|加快|其余|剩|余(?!名|人|家|户)|还有|尚有|仍有|未(?!成年)|待(?!遇|业)|另|欠(?!薪)|压|净(?!水|化|土|菜|空)|差(?!旅|错|评)|已解决|已完成|已整改|已办结|已处理|已建成|已化解|已销号|前移|后移|提升|缺口|超(?!市|声)|快于|慢于|再(?:发展|新增|增|新建|建|添)"
)
GROWTH = re.compile(r"增|偏|长|升|提高|降|减|幅|同比|较|比|节|涨")
SHARE = re.compile(
    r"占|相当于|率|完成|比例|比重|达|为|面|计划|任务|目标|限额|应|[去上]年(?:同期)?的\||比(?:为|达到?)?\|"
)
MEAN = re.compile(r"平均|人均|户均|每|均")
BALANCE = re.compile("收支相抵|结余|盈余|亏损|净收入|盈利|利润")
LEFT = re.compile("其余|剩|余|其他")
BEDS = re.compile("入住|床|座|空位|席")
DAYS = re.compile(r"为期|历时|用时|用了|持续|连续|共|前后")
UP = re.compile(r"增长|上升|提高|增加|增幅|提升|上涨|多|净增|增支|超支|涨|前移")
DOWN = re.compile(r"缩短|下降|减少|降低|降幅|压减|下滑|回落|少|净减|节约|节支|节省|压缩|后移|退步")


def wording_of(figure: Noted) -> str:
    """The words that may ask for arithmetic: the clause before the figure and what follows it."""
    place = figure.place
    asked = "共" if re.search(r"[，,（(：:]?(?:其中|分别|包括)", place.tail) else ""  # 27户，其中省级1户: a total
    return asked + _said(place)


def _said(place: Place) -> str:
    if share := re.search(r"占[^，。；占]{0,12}$", place.head):  # 占全县73个小区的78.1%
        return f"{share[0]}{place.before[-24:]}|{place.after[:8]}"
    if place.before.strip() and not _JOINED.match(place.before) and not _COMPARED.fullmatch(place.before):
        return f"{place.before[-24:]}|{place.after[:8]}"
    return f"{place.lead[-12:]}{place.head[-24:]}{place.before}|{place.after[:8]}"


def asks_in(kind: Kind, wording: str, unit: str) -> bool:
    """Whether the wording asks for any arithmetic at all."""
    if kind is Kind.PERCENT:
        return bool(GROWTH.search(wording) or SHARE.search(wording))
    if kind is Kind.QUANTITY:
        found = (
            BALANCE.search(wording)
            or SUM.search(wording)
            or DIFFERENCE.search(wording)
            or MEAN.search(wording)
            or "/" in wording
        )
        return bool(found or (unit in ("天", "日") and DAYS.search(wording)))
    return kind in (Kind.POINTS, Kind.MULTIPLE)


def asks(figure: Noted) -> bool:
    """Whether the words about a figure ask for arithmetic (共 合计 增长 占 率 平均 其余 …)."""
    return asks_in(figure.mention.kind, wording_of(figure), figure.mention.unit)


def against(wording: str, change: Decimal) -> bool:
    """Whether a change has another direction than the words."""
    return bool((change < 0 and UP.search(wording)) or (change > 0 and DOWN.search(wording)))
