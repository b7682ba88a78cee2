"""Whether two units count alike: words of talk and words of reports for one counter (个 and 件, 台 and 辆, 艘 and 条)."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.figures.agreement import Agreement, agreement
from assistant.figures.mentions import Kind, Qualifier
from assistant.figures.record import Noted, may_be_people
from assistant.figures.units import COUNTERS, GENERIC, canonical

_ONE_CLASSIFIER = tuple(
    frozenset(group.split())
    for group in (
        "批 批次",
        "棵 株",
        "羽 只",
        "起 次 件 宗",
        "户 户次",
        "趟 次",
        "面 个",
        "台 部",
        "所 个",
        "场 次",
        "车 辆",
        "头 头份",
        "场 场次",
        "回 期",
        "回 场",
        "回 起",
        "回 轮",
        "遍 次",
        "块 处",
        "队 支",
        "点 时",
        "种 类",
        "件 件次",
    )
)
_TITLE = re.compile(r"[\u4e00-\u9fff][员长师]$")
_PASSENGERS = re.compile("旅客|游客|乘客|客流|客运|观众|读者")
_VEHICLE = re.compile("车")
_VESSEL = re.compile("[船艇轮]")
_CARS = {"台车": "辆", "辆车": "辆"}
_HEAT = re.compile("温|热|冷|高|低|寒")
_THINGS = COUNTERS | frozenset("支队幢栋根副车架枚颗粒株辆部本盒瓶箱袋包桶尾羽匹副顶床具片窝孔杆门扇樘樽")
_DEGREE = re.compile("(?:满意|知晓|完成|覆盖|合格|达标|参与|普及|知名|支持|好评)[率度面]?(?:[：:为达])?$")
_LOSS = re.compile("亏|负|减|降|少|下滑|缺口|倒挂")


def counts_people(figure: Noted, n: Noted) -> bool:
    """保洁员6个 for 6名: 个 counts people in talk, where no word beside it names what is no person."""
    units = {canonical(figure.mention.unit)[0], canonical(n.mention.unit)[0]}
    if (
        units != {"人", "个"}
        or figure.mention.value != n.mention.value
        or "人次" in (figure.mention.unit, n.mention.unit)
    ):
        return False
    said, other = (figure, n) if n.mention.unit == "个" else (n, figure)
    if (title := _TITLE.search(said.place.before.strip())) and title[0] in other.place.lead:
        return True  # 田长：村级18个 for 村级田长18名
    return may_be_people(other)


def loose_counter(figure: Noted, n: Noted) -> bool:
    """64件 for 六十四个: talk counts with 个 what reports count with the classifier of its noun; measures and turns keep theirs."""
    one, other = figure.mention, n.mention
    if (
        other.unit != "个"
        or one.kind is not Kind.QUANTITY
        or one.value != other.value
        or one.qualifier is not other.qualifier
    ):
        return False
    return one.unit in COUNTERS and n.mention.kind is Kind.QUANTITY


def other_classifier(figure: Noted, n: Noted) -> bool:
    """14艘 for 14条 of ships: which classifier a noun takes is a matter of wording, where both count things one by one."""
    one, other = figure.mention, n.mention
    same = one.kind is other.kind is Kind.QUANTITY and one.value == other.value and one.qualifier is other.qualifier
    return same and one.high == other.high and one.unit in _THINGS and other.unit in _THINGS


def same_in_talk(figure: Noted, n: Noted) -> bool:
    """186辆 for 186台 of cars, 16.8℃ for 16.8度 of heat: two words for one unit."""
    units = {_CARS.get(unit, unit) for unit in (figure.mention.unit, n.mention.unit)}
    if figure.mention.value != n.mention.value:
        return False
    said = figure.place.lead[-12:] + figure.place.head + figure.place.before + figure.place.after[:4]
    if figure.mention.qualifier is not n.mention.qualifier:
        return False
    if any(units <= group for group in _ONE_CLASSIFIER) or _by_turns(*units):
        return True
    if figure.mention.unit == "人次" and n.mention.unit == "人" and _PASSENGERS.search(said):
        return True
    if units == {"条", "艘"}:
        return bool(_VESSEL.search(said))
    return (units == {"台", "辆"} and bool(_VEHICLE.search(said))) or (
        units == {"度", "℃"} and bool(_HEAT.search(said))
    )


def _by_turns(one: str, other: str = "") -> bool:
    """Whether one unit is the other with 次 behind it (158节次 for 158节); people are not counted so."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return bool(shorter) and longer == f"{shorter}次" and shorter not in ("人", "户")


def people_rounded(figure: Noted, n: Noted) -> bool:
    """400多名 for 412个 of people: a rounded count of heads."""
    one, other = figure.mention, n.mention
    if one.qualifier is Qualifier.EXACT or other.unit != "个" or canonical(one.unit)[0] != "人" or not may_be_people(n):
        return False
    return agreement(one, replace(other, unit=one.unit)) is Agreement.YES


def loss(figure: Noted, n: Noted) -> bool:
    """亏损12.5万元 for 利润 -12.5万: the words of the draft have the sign."""
    draft, note = figure.mention.value, n.mention.value
    if draft is None or note is None or note >= 0 or draft != -note or not _LOSS.search(figure.place.before):
        return False
    return not n.mention.unit or canonical(figure.mention.unit)[0] == canonical(n.mention.unit)[0]


def degree(figure: Noted, n: Noted) -> bool:
    """96.2% for 满意度96.2: notes leave the sign of a degree out."""
    bare = n.mention.kind is Kind.QUANTITY and not n.mention.unit and figure.mention.value == n.mention.value
    return bare and figure.mention.kind is Kind.PERCENT and bool(_DEGREE.search(n.place.row or n.place.before.strip()))


def noun_as_unit(figure: Noted, n: Noted) -> bool:
    """5个村 for 5村: talk counts by the noun itself, where reports put 个 or 家 before it."""
    for one, other in ((figure, n), (n, figure)):
        unit = other.mention.unit
        if one.mention.unit in GENERIC and unit and unit not in GENERIC and one.mention.value == other.mention.value:
            return unit in one.place.after.lstrip()[: len(unit) + 1]
    return False
