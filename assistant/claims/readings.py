"""What a clause claims, the most telling reading first, and how much of it the notes must say for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.claims.clauses import Clause, Part
from assistant.claims.frames import Frames, frames_of
from assistant.claims.judgements import judgement

# how much of a clause one place of the notes must say, by what the clause does; chosen on dev halves (`benchmarks/words/claims.py`)
NEEDED = {
    "effect": 0.7, "compliance": 0.6, "cause": 0.52, "reason": 0.28, "state": 0.6, "act": 0.65, "deed": 0.42, "plain": 0.0,
    "planned": 0.28, "vague-plan": 0.5, "hoped": 0.5, "vowed": 0.43, "wanting": 0.32, "vague-want": 0.52, "fault": 0.25, "judged": 0.6,
    "widened": 1.0, "finished": 1.0, "contrary": 1.0, "honour": 0.3, "changed": 1.0, "absolute": 1.0, "whole": 1.0,
}  # fmt: skip
_DOUBT, _PLAINLY = 0.15, 0.5  # so near to what is needed a verdict is doubtful, and always below so much
# abstract things, of which anybody can say that they lack or will be bettered
_VAGUE = re.compile(
    r"体系|机制|水平|能力|信息化|智能化|数字化|队伍|建设|结构|管理|特色|压力|素质|素养|服务|效率|基础|底子|经验|融合|创新|覆盖面?|质量|力度|作风|意识|"
    r"人才|培养|环境|理念|方式|模式|渠道|氛围|合力|统筹|协作|合作|监管|保障|制度|责任|考核|培训|宣传|引导|资源|技术|手段|深度|广度|活力|动力|优势|品牌|均衡|规范"
)
_COMPARED = re.compile(r"较|比|相比|同比|由.+(?:到|至|为|降|升|增|减)")
_DIGIT = re.compile("[0-9０-９]")
_LEAST = 6  # characters of a plain clause that says something of its own
_RELATED = re.compile(
    r"最[高低大小多少长短早晚快慢]|持平|相当|相抵|为零|上升|下降|增加|减少|增长|提高|降低|高于|低于|多于|少于|其余|其他|另有|[一二三四五六七八九十百千万两半]"
)
# a figure that is told as come to from another one
_CHANGED = re.compile(
    r"^(?!.*(?:由|从|较|比|[上去]年|同期|原来|原先|年初)).*?((?:缩短|压缩|压减|降低|下降|减少|降|提高|提升|上升|增加|增长|扩大|升|增|改善)(?:到了?|至|为))(?=[^，。；]{0,4}[0-9])"
)
_ABSOLUTE = re.compile(
    r"无死角|无盲区|全覆盖|零(?:投诉|差错|事故|积压|逾期|上访)|无一(?:差错|投诉|遗漏)"
)  # beside a figure, which is no source of it
_ALL = re.compile("全部|全数|悉数|一律|全面")  # of what is counted in the clause, or in the one before it
_MISSED = re.compile(r"(?:没有?|未能?)(?:达到|完成|实现|通过|解决|到位)")  # no boast
_FINISHED = re.compile(r"完成|建成|竣工|完工|投入使用|投用|全部")


# the words of a situation: how it turned out is a state, however good (guide.md, chapter 3)
_SITUATION = re.compile(
    r"(?:形势|风气|秩序|态势|局面|势头|大局)[\u4e00-\u9fff]{0,6}(?:好转|向好|稳定|平稳|良好|可控)$|"
    r"(?:情|势|事态|现象|行为|案件|发案|事故|违法|违规|乱象|污染|损失)[\u4e00-\u9fff]{0,3}得到(?:了)?[\u4e00-\u9fff]{0,6}(?:遏制|控制|制止|扭转|禁止)$"
)
# an organ or a paper that is founded for something brings no good by that
_FOUNDING = re.compile(
    r"^(?:并|还|及时|专门|提前|统一)?(?:成立|组建|建立|健全|完善|制定|制订|出台|签订|设立|构建|编制|印发|修订|拟定)[\u4e00-\u9fff、“”]{2,24}"
    r"(?:专班|小组|机制|制度|体系|预案|方案|台账|委员会|办法|清单|责任书|协议|队伍|中心|站|规程|细则)$"
)
_SITUATED = frozenset("转好定稳控制止")  # the last characters of such a clause
_DENIAL = re.compile(r"(?:不|不够|未|未能|没|没有|没能|难以|不能|欠)$")
_PLEASED = re.compile(r"满意度|获得感|幸福感|安全感|知晓率")


class Reading(NamedTuple):
    """One thing that a clause may claim: the name of what it does, its class, and the words that make it so."""

    name: str
    claim: str
    words: str = ""

    @property
    def needed(self) -> float:
        """How much of the clause the notes must say."""
        return NEEDED[self.name]

    @property
    def lowest(self) -> float:
        """From so little said on, the verdict is doubtful: plain deeds and states in other words share few characters."""
        return 1.0 if self.needed == 1.0 else self.needed - _DOUBT if self.claim in ("effect", "compliance") else 0.0

    @property
    def highest(self) -> float:
        """Up to so much said the verdict is doubtful."""
        return 1.0 if self.needed == 1.0 else max(self.needed + _DOUBT, _PLAINLY)


def readings(clause: Clause, frames: Frames, *, counted: bool, figured: bool) -> Iterator[Reading]:
    """The readings of one clause; where it is ``counted``, figures with a source speak for its bare deed or state.

    Where it has any figure at all (``figured``), nothing is read into plain words.
    """
    if clause.part is Part.NEXT:
        yield from _of_plans(clause, frames, counted=counted)
        return
    yield from _told(clause, frames, counted=counted)
    if frames.of("cause") and not counted:
        yield Reading("cause", "cause", frames.of("cause"))
    if frames.of("reason") and not counted:
        yield Reading("reason", "cause", frames.of("reason"))
    for manner in frames.every("manner"):
        if not _denied(manner, clause.bare):
            yield Reading("widened", "act", manner)
    if counted:
        return
    if frames.of("promise"):
        yield Reading("vowed", "promise", frames.of("promise"))
    elif clause.part is Part.PROBLEMS:
        yield _of_faults(clause, frames, figured=figured)
    else:
        yield from _of_work(clause, frames, figured=figured)


def _told(clause: Clause, frames: Frames, *, counted: bool) -> Iterator[Reading]:
    """Compliance, situations, ranks, stock deeds and effects, wherever what was done is told."""
    if frames.of("compliance"):
        yield Reading("compliance", "compliance", frames.of("compliance"))
    if not counted and clause.bare[-1:] in _SITUATED and (situation := _SITUATION.search(clause.bare)):
        yield Reading("state", "state", situation[0])
    if frames.of("ranked") and not counted and not _PLEASED.search(clause.bare):
        yield Reading("state", "state", frames.of("ranked"))
    if frames.of("honour") and not counted:
        yield Reading("honour", "state", frames.of("honour"))
    if counted and (absolute := _ABSOLUTE.search(clause.bare)):
        yield Reading("absolute", "state", absolute[0])
    if counted and (whole := _ALL.search(clause.bare)):
        yield Reading("whole", "state", whole[0])
    if counted and (changed := _CHANGED.search(clause.bare)):
        yield Reading("changed", "state", changed[1])
    if frames.of("handling") and not counted:
        yield Reading("act", "act", frames.of("handling"))
    elif frames.of("effect") and not (
        _candid(clause, frames) or _FOUNDING.search(clause.bare) or (counted and _COMPARED.search(clause.bare))
    ):
        yield Reading("effect", "effect", frames.of("effect"))


def is_situation(text: str) -> bool:
    """Whether a clause tells how a whole situation turned out (形势稳定向好), which no single thing of the notes says."""
    return bool(_SITUATION.search(text))


def _denied(words: str, text: str) -> bool:
    """Whether a clause says that something was not so (报送不及时): that makes nothing bigger."""
    return bool(_DENIAL.search(text[: text.index(words)]))


def _candid(clause: Clause, frames: Frames) -> bool:
    """Whether a clause among the problems blames or finds wanting: no good came of that."""
    return clause.part is Part.PROBLEMS and any(frames.of(name) for name in ("cause", "reason", "wanting"))


def _of_faults(clause: Clause, frames: Frames, *, figured: bool) -> Reading:
    """What is wrong: of abstract things anybody can say it, so the notes must say more of it."""
    judged = judgement(clause.bare)
    wanting = frames.of("wanting") or (judged.words if judged else "")
    if wanting:
        return Reading("vague-want" if _VAGUE.search(clause.bare) else "wanting", "state", wanting)
    return Reading("fault" if not figured and _stands_alone(clause) else "plain", "state")


def _of_work(clause: Clause, frames: Frames, *, figured: bool) -> Iterator[Reading]:
    judged = judgement(clause.bare)
    if judged and not judged.wanting and not frames_of(clause.bare.removesuffix(judged.words)).of("wanting"):
        yield Reading("judged", "state", judged.words)
    if frames.of("act"):
        yield Reading("act", "act", frames.of("act"))
    if frames.of("state") and not _MISSED.match(frames.of("state")):
        yield Reading("state", "state", frames.of("state"))
    if finished := _FINISHED.search(clause.bare):
        yield Reading("finished", "state", finished[0])
    if not figured:
        yield Reading("deed", "act") if frames.deed else Reading("plain", "state")


def _stands_alone(clause: Clause) -> bool:
    """Whether a plain clause says enough for the notes to have some of it: no figure, no mere relation of figures."""
    return len(clause.bare) >= _LEAST and not _DIGIT.search(clause.bare) and not _RELATED.search(clause.bare)


def _of_plans(clause: Clause, frames: Frames, *, counted: bool) -> Iterator[Reading]:
    if frames.of("compliance"):
        yield Reading("compliance", "promise", frames.of("compliance"))
    if frames.of("effect"):
        yield Reading("hoped", "promise", frames.of("effect"))
    yield from (Reading("widened", "promise", manner) for manner in frames.every("manner"))
    if not counted:
        yield Reading("vague-plan" if _VAGUE.search(clause.bare) else "planned", "promise")
