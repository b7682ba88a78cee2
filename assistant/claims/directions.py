"""Clauses that say how an amount moved (规模稳步扩大): they have their source in two figures of the notes that moved so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.claims.ground import Segment

_ROSE = "扩大|增长|增加|上升|提高|提升|攀升|上涨|走高|递增|扩容|增多|回升|翻番"
_FELL = "缩小|减少|下降|降低|回落|下滑|走低|递减|萎缩|压减|缩减"
# what is counted; of 能力, 水平, 效率 no figure of the notes says how it moved
_AMOUNT = re.compile(
    rf"(?:量|规模|数|额|收入|面积|人次|客流|业务|产值|用户|金额|产量|营收|流量|支出|费用|成本|能耗|损失|事故|投诉|价格|单价|率)(?:较[上去]年|同比)?"
    rf"(?:实现)?(?:稳步|不断|明显|显著|大幅|有所|小幅|略有|进一步|稳中有|继续)*(?:(?P<rose>{_ROSE})|(?P<fell>{_FELL}))(?:趋势|态势)?$"
)
_BEFORE = re.compile(
    r"(?:去年|上年|上一年|上季|上期|同期|上学[期年]|前年|20[0-9]{2}年?|[0-9]{2}年)[\u4e00-\u9fff：: ]{0,4}([0-9][0-9.]*)(万|亿|%)?"
)
_NUMBER = re.compile(r"([0-9][0-9.]*)(万|亿|%)?")
_UP = re.compile(r"(?:比|较|同比|去年|上年)[\u4e00-\u9fff]{0,4}?\s*(?:\+|＋|多|增|涨|升|高|↑)|^\s*\+")
_DOWN = re.compile(r"(?:比|较|同比|去年|上年)[\u4e00-\u9fff]{0,4}?\s*(?:-|－|少|减|降|跌|低|掉|↓)")
_WITHIN = 4  # times as much and figures are hardly of one thing


def borne_out(clause: str, places: Iterable[Segment]) -> bool:
    """Whether a clause says that an amount rose or fell, and one of the places it rests on shows that it did."""
    match = _AMOUNT.search(clause)
    return match is not None and any(moved(place.text) == ("up" if match["rose"] else "down") for place in places)


def moved(text: str) -> str:
    """How the figures of a place moved: by its words, else by the one before and the one named as earlier."""
    if _UP.search(text) or _DOWN.search(text):
        return "up" if _UP.search(text) else "down"
    earlier = _BEFORE.search(text)
    if earlier is None:
        return ""
    then = float(earlier[1].rstrip("."))
    for now, unit in reversed(_NUMBER.findall(text[: earlier.start()])):
        value = float(now.rstrip(".")) if now.count(".") <= 1 else 0.0
        if unit == (earlier[2] or "") and value and then / _WITHIN < value < then * _WITHIN:
            return "up" if value > then else "down" if value < then else ""
    return ""
