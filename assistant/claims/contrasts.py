"""What the notes set beside a figure and makes it look worse: last year's better one, a target that was missed, what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.figures.mentions import Kind
from assistant.figures.record import Noted

Against = Literal["last", "target", "left", "fell"]
_TARGET = re.compile(r"(?:任务|目标|计划|指标|预算|应(?!急)|要求|定了?|下达|核定)[\u4e00-\u9fff]{0,3}[：: ]?$")
_TARGETED = re.compile(r"(?:任务|目标|计划|指标)[：: ]$")  # the head of a clause that names a target
_LEFT_AFTER = re.compile(r"^[^，。；0-9]{0,4}?(?:没(?!有?任何)|未|尚未|在办|待|欠着|拖着|悬着)")
_LEFT_LEAD = re.compile(r"(?:欠着?|差着?|缺着?)$")
_FELL = re.compile(
    r"(?:比|较|同比|跟|与)?(?:去年|上年|上一年|往年|同期)?[^，。；0-9]{0,6}?(?:少收?了?|减少了?|下降了?|降了?|跌了?|掉了?|下滑了?|回落了?)$"
)
_ROSE = re.compile(
    r"(?:比|较|同比|跟|与)(?:去年|上年|上一年|往年|同期)?[^，。；0-9]{0,6}?(?:多了?|增加了?|增了?|上升了?|升了?|涨了?|增长了?)$"
)
_YEARLY = re.compile(r"去年|上年|上一年|往年|同期|同比|下降|下滑|回落")
_HANDLED = re.compile(  # what was done about an unwelcome thing: the less of it the worse
    r"办结|审结|结案|整改|改了|调解|调处|化解|破获|侦破|查处|查获|追回|归还|消除|排除|办了|修好|办理|办案|处置|受理案件|帮扶|救治|治疗"
)
_LEFT = re.compile(
    r"(?:剩|剩下|还剩|剩余|余下|尚余|还有|尚有|没改|未改|没办|未办|没完成|未完成|没做|没弄|没装|没发|没到|还差|还缺|尚欠|还欠|仍有)[\u4e00-\u9fff]{0,2}$"
)
_UNWELCOME = re.compile(
    r"事故|投诉|隐患|伤亡|伤[0-9人]|死亡|死[了0-9]|违|欠|逾期|亏|损|差错|出错|错|离职|流失|走[了0-9]|加班|能耗|用电|用水|排队|信访|上访|病例|发病|感染|火|返工|"
    r"不合格|超标|退货|案件|发案|警情|通报|处罚|罚|纠纷|漏|故障|停|空置|闲置|辍学|过期|报废|死淘|废品|次品|三公|接待费|污染|投诉率|离婚|失业|贫困"
)
_SPENT = re.compile(r"支出|费用|成本|花费|用款|开支")  # less than planned of these is no shortfall
_TOLD = {
    "last": re.compile(r"减少|下降|降低|回落|少于|低于|不及|下滑|缩减|增加|上升|高于|多于|较上年|比上年|较去年|比去年|同比|上年|去年|由[^，。；]{1,12}(?:降|减|升|增)"),
    "target": re.compile(r"未完成|没有?完成|未达|没有?达|差距|尚差|还差|低于|欠账|缺口|完成率|完成[^，。；]{0,10}%|占[^，。；]{0,12}%"),
    "fell": re.compile(r"少|降|低|落|滑|跌|缩|减|上年|去年|同期|增|升|多"),
    "left": re.compile(r"剩|其余|另有|尚|欠|余下|尚|仍|还有|没有|未|率[^，。；]{0,3}[0-9]|占[^，。；]{0,12}%"),
}  # fmt: skip
_LAST = re.compile(r"去年|上年|上一年|同期|往年|前年|上届|上学[期年]|原来")
_BRACKET = 2  # characters between a figure and the one in brackets behind it
_NEIGHBOURS = 2  # figures of a line that stand so near to each other may be set against each other


@dataclass(frozen=True, slots=True)
class Contrast:
    """A figure of the notes that stands against another, and in what way."""

    noted: Noted
    against: Against

    def told_in(self, sentence: str) -> bool:
        """Whether a sentence says in words that things were better before, wanted, or not all done."""
        return bool(_TOLD[self.against].search(sentence))


def contrast(noted: Noted, line: Sequence[Noted]) -> Contrast | None:
    """What the line of ``noted`` sets against it, where that makes it look worse."""
    at = next((n for n, other in enumerate(line) if other is noted), -1)
    if at < 0 or noted.place.period in ("last", "next") or noted.mention.kind is Kind.DATE:
        return None
    if _role(noted) is not None:
        return None
    for distance in range(1, _NEIGHBOURS + 1):
        for index in (at + distance, at - distance):
            if 0 <= index < len(line) and (against := _against(noted, line[index], distance)):
                return Contrast(line[index], against)
    return None


def _role(noted: Noted) -> Against | None:
    place = noted.place
    if _FELL.search(place.before) and _YEARLY.search(place.before):
        return "fell"
    if _ROSE.search(place.before):
        return "fell"
    if place.period == "last":
        return "last"
    if place.period != "next" and (_TARGET.search(place.before) or _TARGETED.search(place.lead)):
        return "target"
    if _LEFT.search(place.before) or _LEFT_AFTER.search(place.after) or _LEFT_LEAD.search(place.before):
        return "left"
    return None


def _against(noted: Noted, other: Noted, distance: int) -> Against | None:
    role = _role(other)
    if role is None or other.mention.value is None or noted.mention.value is None:
        return None
    words = f"{noted.label}{noted.place.before}{noted.place.after[:4]}{noted.place.lead[-10:]}"
    unwelcome = bool(_UNWELCOME.search(words)) and not _HANDLED.search(f"{noted.label}{noted.place.before}")
    if role == "fell":
        fell = bool(_FELL.search(other.place.before))
        follows = distance == 1 and other.mention.start > noted.mention.end and not other.place.label
        return role if follows and fell != unwelcome and (fell or unwelcome) and not _SPENT.search(words) else None
    if other.measure != noted.measure and not _bare_year(other):
        return None
    if role == "left":
        whole = other.mention.start > noted.mention.end or not other.place.after
        return role if noted.base > 0 and other.base > 0 and distance == 1 and whole else None
    if noted.place.label and noted.place.row != other.place.row:
        return None
    if role == "target":
        return role if other.base > noted.base and not unwelcome and not _SPENT.search(words) else None
    if not _beside(noted, other, distance):
        return None
    return role if (other.base < noted.base if unwelcome else other.base > noted.base) else None


def _bare_year(other: Noted) -> bool:
    """Whether a figure is last year's in so few words that even the unit is left out (招生320人，去年385)."""
    return (
        not other.mention.unit and other.mention.kind is Kind.QUANTITY and bool(_LAST_BARE.search(other.place.before))
    )


_LAST_BARE = re.compile(r"(?:去年|上年)[：: ]?$")


def _beside(noted: Noted, other: Noted, distance: int) -> bool:
    """Whether last year's figure is set against this one: in its table row, in so many words, or in brackets right behind it."""
    if noted.place.label:
        return True
    if distance > 1 and noted.label != other.label:
        return False
    return bool(_LAST.search(other.place.before)) or 0 < other.mention.start - noted.mention.end <= _BRACKET
