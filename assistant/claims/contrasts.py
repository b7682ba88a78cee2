"""What the notes set beside a figure and makes it look worse: last year's better one, a target that was missed, what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.claims.roles import Role, dated, fell, role, subtracted
from assistant.figures.mentions import Kind
from assistant.figures.record import Noted

Against = Literal["last", "target", "left", "fell", "lost", "rank", "passed", "came", "all"]
_SOME = re.compile(r"(?:[\u4e00-\u9fff](?:了|好|完|成|过)|实[\u4e00-\u9fff]{1,2}|已[\u4e00-\u9fff]{1,3}) ?$")
_TESTED = re.compile(r"抽[检查测]|参考|检[测查验]|送检|考|试|种|栽|验|申报|报")
_OFFERED = re.compile(r"意向|岗位|名额|学位|床位|报名|邀请|预约|订单")  # of which some came to something
_MENDED = re.compile(r"(?:修|换|改|整改|处理|解决|追回|收回|要回|讨回|补|清)(?:了|好|完)? ?$")
_LAST_OF_ALL = re.compile(r"倒数|排名?(?:靠后|末)")
_FROM, _DOWN, _UP = (
    re.compile(r"(?:由|从|原来|原先)[去上]?年?的? ?$"),
    re.compile(r"(?:降|跌|掉|减|少|缩|滑|落|退)(?:到|至|为|成|剩) ?了? ?$"),
    re.compile(r"(?:升|涨|增|长|多|延|拖)(?:到|至|为|成) ?了? ?$"),
)
_GONE = re.compile(r"[走死退跑坏漏丢伤]了?$")  # so many of them: rather fewer
_PART = re.compile(r"其中|当中|里头")
_NAMED = 2  # characters of a name by which last year's line is known again
_HANDLED = re.compile(  # what was done about an unwelcome thing: the less of it the worse
    r"办结|审结|结案|整改|改了|调解|调处|化解|破获|侦破|查处|查获|追回|归还|消除|排除|办了|修好|办理|办案|处置|受理案件|帮扶|救治|治疗"
)
_UNWELCOME = re.compile(
    r"事故|投诉|隐患|伤亡|伤[0-9人]|死亡|死[了0-9]|违|欠|逾期|亏|损|差错|出错|错|离职|流失|走[了0-9]|加班|能耗|用电|用水|排队|信访|上访|病例|发病|感染|火|返工|"
    r"等候|等待|候诊|耗时|用时|滞留|积压|拖欠|坏账|误差|缺编|缺勤|旷工|不合格|超标|退货|案件|发案|警情|通报|处罚|罚|纠纷|漏|故障|停|空置|闲置|辍学|过期|报废|死淘|废品|次品|三公|接待费|污染|投诉率|离婚|失业|贫困"
)
_SPENT = re.compile(r"支出|费用|成本|花费|用款|开支")  # less than planned of these is no shortfall
_TOLD = {
    "last": re.compile(r"减少|下降|降低|回落|少于|低于|不及|下滑|缩减|增加|上升|高于|多于|较上年|比上年|较去年|比去年|同比|上年|去年|由[^，。；]{1,12}(?:降|减|升|增)"),
    "lost": re.compile(r"死|坏|废|损|退|丢|失|不合格|不达标|未|没|合格率|成活率|率[^，。；]{0,3}[0-9]"),
    "target": re.compile(r"其余|尚|仍|还有|未|覆盖|(?:安装|签约|参保|参与|缴纳|审批|整改|办结|到位|普及)率|未完成|没有?完成|未达|没有?达|差距|"
        r"尚差|还差|低于|欠账|缺口|完成率|完成[^，。；]{0,10}%|占[^，。；]{0,12}%"),
    "fell": re.compile(r"少|降|低|落|滑|跌|缩|减|上年|去年|同期|增|升|多"),
    "rank": re.compile(r"倒数|靠后|末|排名|垫底|名次|落后|第[一二三四五六七八九十0-9]"),
    "came": re.compile(r"到岗|报到|上岗|实际|来|到|未|没|率|其中|仅|只|就业"),
    "passed": re.compile(r"不|未|合格|达标|率|其中|通过|成活"),
    "left": re.compile(r"剩|其余|另有|尚|欠|余下|尚|仍|还有|没有|未|率[^，。；]{0,3}[0-9]|占[^，。；]{0,12}%"),
}  # fmt: skip
_LAST = re.compile(r"去年|上年|上一年|同期|往年|前年|上届|上学[期年]|原来")
_NEAR = 8  # characters between a count and what became of it
_NEXT_TO = ("short", "passed", "left", "lost", "bad", "whole")  # roles that only the figure right beside may have
_BRACKET = 2  # characters between a figure and the one in brackets behind it
_NEIGHBOURS = 2  # figures of a line that stand so near to each other may be set against each other


@dataclass(frozen=True, slots=True)
class Contrast:
    """A figure of the notes that stands against another, and in what way."""

    noted: Noted
    against: Against

    def told_in(self, sentence: str) -> bool:
        """Whether a sentence says in words that things were better before, wanted, or not all done."""
        return bool(_TOLD["target" if self.against == "all" else self.against].search(sentence))


def contrast(noted: Noted, line: Sequence[Noted], record: Sequence[Noted] = ()) -> Contrast | None:
    """What the line of ``noted`` sets against it, or last year's line of the same thing, where that makes it look worse."""
    counted = [n for n in line if n.mention.kind is not Kind.DATE]
    at = next((n for n, other in enumerate(counted) if other is noted), -1)
    if at < 0 or noted.place.period in ("last", "next") or role(noted) not in (None, "whole", "passed"):
        return None
    if at and _changed_to_worse(noted, counted[at - 1]):
        return Contrast(counted[at - 1], "last")
    for distance in range(1, _NEIGHBOURS + 1):
        for index in (at + distance, at - distance):
            if 0 <= index < len(counted) and (against := _against(noted, counted[index], distance)):
                return Contrast(counted[index], against)
    return _elsewhere(noted, record)


def _elsewhere(noted: Noted, record: Sequence[Noted]) -> Contrast | None:
    """The one figure of last year that other lines give of the same thing, where it is the better one."""
    if len(noted.label) < _NAMED or noted.place.label:
        return None
    same = [
        n
        for n in record
        if n.place.period == "last" and n.label == noted.label and n.measure == noted.measure and n.line != noted.line
    ]
    better = len(same) == 1 and same[0].base and _worse(noted, same[0], unwelcome=_unwelcome(noted))
    return Contrast(same[0], "last") if better else None


def _changed_to_worse(noted: Noted, earlier: Noted) -> bool:
    """Whether a figure is told as what another came to (由960斤掉到880斤), and that is no good."""
    before = noted.place.before.rstrip()
    changed = _DOWN.search(before) or _UP.search(before)
    if changed is None or not (_FROM.search(earlier.place.before.rstrip()) or earlier.place.period == "last"):
        return False
    return _alike(noted, earlier, 1) and _worse(noted, earlier, unwelcome=_unwelcome(noted) or _unwelcome(earlier))


def _worse(noted: Noted, other: Noted, *, unwelcome: bool) -> bool:
    return other.base < noted.base if unwelcome else other.base > noted.base


def _unwelcome(noted: Noted) -> bool:
    """Whether it counts what one has rather less of; of what was done about that more is better."""
    gone = _GONE.search(noted.place.before.rstrip())
    return bool(gone or _UNWELCOME.search(_words(noted))) and not _HANDLED.search(f"{noted.label}{noted.place.before}")


def _against(noted: Noted, other: Noted, distance: int) -> Against | None:
    """What ``other`` is to a figure that it makes look worse; None where it does not."""
    if other.mention.kind is Kind.ORDINAL:
        return "rank" if distance == 1 and _LAST_OF_ALL.search(other.place.before) else None
    known = role(other)
    if known is None or other.mention.value is None or noted.mention.value is None:
        return None
    if known == "fell":
        return "fell" if distance == 1 and _fell(noted, other) else None
    if not _alike(noted, other, distance):
        return None
    if known in _NEXT_TO:
        return _beside_it(noted, other, known) if distance == 1 else None
    if noted.place.row != other.place.row:  # of a table only what stands in one row
        return None
    if known == "target":
        return "target" if other.base > noted.base and not _unwelcome(noted) and not _spent(noted) else None
    worse = _beside(noted, other, distance) and _worse(noted, other, unwelcome=_unwelcome(noted))
    return "last" if worse else None


def _beside_it(noted: Noted, other: Noted, known: Role) -> Against | None:
    """What a figure right beside says of this one: how many are left, lost, good, or short of the task; of how many it is a part."""
    follows, row = other.mention.start > noted.mention.end, noted.place.row == other.place.row
    if known == "short":
        return "target" if follows and other.base < noted.base else None
    if known == "passed" and _OFFERED.search(_words(noted)):
        return "came" if follows and 0 < other.base < noted.base and not noted.place.label else None
    if known == "passed":
        return "passed" if _partly_passed(noted, other) else None
    if known in ("bad", "lost") and row and _mended(noted, other):
        return "all"
    if known == "whole":
        return "target" if row and not _spent(noted) and _some(noted, other) else None
    if known == "left":
        return "left" if noted.base > 0 and other.base > 0 and (follows or not other.place.after) else None
    return "lost" if known == "lost" and _lost(noted, other) else None


def _spent(noted: Noted) -> bool:
    return bool(_SPENT.search(_words(noted)))


def _words(noted: Noted) -> str:
    lead = noted.place.lead.rpartition("\n")[2]
    return f"{noted.label}{noted.place.before}{noted.place.after[:4]}{lead[-10:]}"


def _fell(noted: Noted, other: Noted) -> bool:
    """Whether the difference that follows a figure is on the bad side."""
    fewer = fell(other.place.before.rstrip()) or subtracted(other)
    unwelcome = _unwelcome(noted)
    follows = other.mention.start > noted.mention.end and not other.place.label
    return follows and fewer != unwelcome and (fewer or unwelcome) and not _spent(noted)


def _lost(noted: Noted, other: Noted) -> bool:
    """Whether a figure behind says how many of these went wrong."""
    follows = other.mention.start > noted.mention.end
    return follows and 0 < other.base < noted.base and not _unwelcome(noted) and not noted.place.label


def _mended(noted: Noted, other: Noted) -> bool:
    """Whether a figure says how many of those that were found wrong before it were put right, not all."""
    before = other.mention.end < noted.mention.start <= other.mention.end + _NEAR
    return before and noted.base < other.base and bool(_MENDED.search(noted.place.before.rstrip()))


def _partly_passed(noted: Noted, other: Noted) -> bool:
    """Whether a figure behind says how many of these were found good, fewer than all."""
    follows = 0 < other.mention.start - noted.mention.end < _NEAR
    return follows and 0 < other.base < noted.base and bool(_TESTED.search(_words(noted))) and not noted.place.label


def _some(noted: Noted, other: Noted) -> bool:
    """Whether a figure is told as done of the whole that stands before it, or in brackets behind it."""
    before = noted.place.before.rstrip()
    done = other.mention.end < noted.mention.start and _SOME.search(before) and not _PART.search(before)
    bracket = other.mention.start > noted.mention.end and noted.place.tail.startswith(("（", "("))
    return bool(done or bracket) and noted.base < other.base and not _unwelcome(noted)


def _alike(noted: Noted, other: Noted, distance: int) -> bool:
    """Whether two figures count in one unit, or stand beside each other and the unit is written at one of them alone."""
    if other.measure == noted.measure:
        return True
    bare = [n for n in (noted, other) if not n.mention.unit and n.mention.kind is Kind.QUANTITY]
    return distance == 1 and bool(bare) and noted.mention.kind is other.mention.kind


def _beside(noted: Noted, other: Noted, distance: int) -> bool:
    """Whether last year's figure is set against this one: in its table row, in so many words, or in brackets right behind it."""
    if noted.place.label:
        return True
    if distance > 1 and noted.label != other.label:
        return False
    if dated(other):
        return distance == 1 and noted.place.tail.startswith(("（", "("))
    return bool(_LAST.search(other.place.before)) or 0 < other.mention.start - noted.mention.end <= _BRACKET
