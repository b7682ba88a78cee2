"""What a figure of the notes is to those beside it: last year's, a target, what is left, how many more or fewer."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from assistant.figures.mentions import Kind
from assistant.figures.record import Noted

Role = Literal["last", "target", "left", "fell", "lost", "whole", "short", "passed", "bad"]
_TARGET = re.compile(
    r"(?:任务|目标|计划|指标|预算|应(?!急|用|对)|要求|定了?|下达|核定|打算|原定|预计|本来要|说好|配额|名额|编制|设计)[\u4e00-\u9fff]{0,3}[：: ]?$|"
    r"(?:要求|约定|规定|计划|任务)[^，。；]{1,8}[\u4e00-\u9fff] ?$"
)
# the whole of which something was done: so many there are, so many asked or were found
_WHOLE = re.compile(
    r"(?:^|[ （(，：:])(?:全(?![年部程力面体额])[\u4e00-\u9fff]{1,2}|在册|在籍|名册上?|户籍|适龄|辖区|总共有?|一共有?|共有|总数|登记在册|"
    r"申请|报名|报了?名?|应[付收缴到报交]|上报|受理|收到|接到)[\u4e00-\u9fff]{0,6}$|"
    r"(?:申请|报名|在册|在籍|总数) ?$"
)
_LOST = re.compile(
    r"(?:死了?|枯死|没活|烂了?|坏了?|作废|报废|返工|退回|没成|没过|不合格|不达标|没发芽|弄丢|丢了|毁约|违约|反悔|变卦|退单|取消|"
    r"(?:中途|半路|后来)?(?:走了?|退[学出]了?|跑了|流失|辍学|离开)) ?$"
)
_PASSED = re.compile(
    r"(?:来了|到岗|报到|上岗|上班的?|就业的?|兑现|合格|达标|过关|及格|成活|通过|过了|(?:^|[ ，,])过|优良|续签|到位) ?$"
)
_SHORT = re.compile(
    r"(?:比|较|离|距)[\u4e00-\u9fff]{0,4}?(?:任务|目标|计划|指标|要求|定额)[\u4e00-\u9fff]{0,3}?(?:少|差|低|缺|欠)了? ?$"
)
_BROKEN = re.compile(r"(?:坏了?|损坏|故障|要修|待修|漏|欠[条款账了]?|拖欠|查出|发现) ?$")  # so many were found wrong
_MINUS = re.compile(r"^[（(，, ]*(?:-|－|↓|减) ?$")
_DATED = re.compile(
    r"[（(](?:20)?[0-9]{2}年?[末底]?[：: 是]*$"
)  # a year in brackets right behind a figure: an earlier one's
_TARGETED = re.compile(r"(?:任务|目标|计划|指标)[：: ]$")  # the head of a clause that names a target
_LEFT_AFTER = re.compile(r"^[^，。；0-9]{0,4}?(?:没(?!有?任何|什么|人|事|出)|未|尚未|在办|待|欠着|拖着|悬着)")
_LEFT_LEAD = re.compile(r"(?:欠着?|差着?|缺着?)$")
_FELL = re.compile(
    r"(?:比|较|同比|跟|与)?(?:去年|上年|上一年|往年|同期)?[^，。；0-9]{0,6}?(?:少收?了?|减少了?|下降了?|降了?|跌了?|掉了?|下滑了?|回落了?)$"
)
_ROSE = re.compile(
    r"(?:比|较|同比|跟|与)(?:去年|上年|上一年|往年|同期)?[^，。；0-9]{0,6}?(?:多了?|增加了?|增了?|上升了?|升了?|涨了?|增长了?)$"
)
_YEARLY = re.compile(r"去年|上年|上一年|往年|同期|同比|下降|下滑|回落")
_LEFT = re.compile(
    r"(?:剩|剩下|还剩|剩余|余下|尚余|还有|尚有|没改|未改|没办|未办|没完成|未完成|没做|没弄|没装|没发|没到|还差|还缺|尚欠|还欠|仍有)[\u4e00-\u9fff]{0,2}$"
)


def role(noted: Noted) -> Role | None:
    """What a figure is by the words before it and its time; None for a plain one."""
    place = noted.place
    quantity = noted.mention.kind is Kind.QUANTITY
    return _role(place.before, place.lead, place.head, place.after, place.period, quantity)


@lru_cache(maxsize=2048)
def _role(before: str, lead: str, head: str, after: str, period: str, quantity: bool) -> Role | None:
    bare = before.rstrip()
    if (fell(bare) and _YEARLY.search(bare)) or _ROSE.search(bare) or _subtracted(before, lead):
        return "fell"
    if _SHORT.search(bare):
        return "short"
    if period == "last" or _DATED.search(lead + head):
        return "last"
    if period != "next" and (_TARGET.search(bare) or _TARGETED.search(lead) or _TARGET.search(f"{head}{bare}")):
        return "target"
    return _of_words(bare, after, period, quantity=quantity)


def _of_words(before: str, after: str, period: str, *, quantity: bool) -> Role | None:
    """What became of so many: left over, lost, found good, found wrong; or the whole of which something was done."""
    if _LEFT.search(before) or _LEFT_AFTER.search(after) or _LEFT_LEAD.search(before):
        return "left"
    if _LOST.search(before):
        return "lost"
    if quantity and _PASSED.search(before):
        return "passed"
    if _BROKEN.search(before):
        return "bad"
    return "whole" if period != "next" and _WHOLE.search(before) else None


def fell(before: str) -> bool:
    """Whether the words before a figure say that it is so many fewer."""
    return bool(_FELL.search(before))


def dated(noted: Noted) -> bool:
    """Whether a figure stands behind a year in brackets: an earlier one's."""
    return bool(_DATED.search(noted.place.lead + noted.place.head))


def subtracted(noted: Noted) -> bool:
    """Whether a figure follows another with nothing but a minus: so many fewer."""
    return _subtracted(noted.place.before, noted.place.lead)


def _subtracted(before: str, lead: str) -> bool:
    return bool(_MINUS.search(before)) and lead.rstrip().endswith(("，", ",", "（", "("))
