"""Doubts: figures whose words only ask for arithmetic, where the notes state the number of something else."""

from __future__ import annotations

import re

from assistant.figures.carrying import BASE
from assistant.figures.derivation import Derived
from assistant.figures.matching import MEANT, Matching
from assistant.figures.mentions import Kind
from assistant.figures.periods import period_fits
from assistant.figures.record import Noted
from assistant.figures.standing import COUNTED, particular
from assistant.figures.verdicts import JudgedFigure, Status
from assistant.figures.wording import asks

_ARITHMETIC = re.compile(
    r"(?:与|和|比|较|同)?(?:去年|上年|上届|上学期|同期|年初|上期|常年|往年|历年|多年)(?:同期|均值|平均)?(?:相比)?|同比|环比|其余|剩余|余下|尚余|还剩|占(?:比|全[镇县市区校乡村局])?|净|核减|结余|节余|完成|合计|共计|总计|累计|一共|达到?"
    r"|平均(?:每.)?|[人户亩]均|增[加长幅至]*|减[少幅至]*|下降|上升|提[高升]|降[低幅至]*|压减|节[约省]|超支|偏|前移|后移|多|少|[的了为是到又再共计率约占达由]|[年计]度?(?:计划|任务|目标)|计划|任务"
)
_CHANGE = re.compile("增|减|升|降|提高|多|少|[↑↓]")
_LEVEL = re.compile("[增升降减扩涨提压高低大少][^，。；]{0,2}[至到为]$")
_UP_TO = re.compile("累计|达到?|共计?|总计|一共|合计|完成")
NAMED_BEFORE = 0.15  # so alike that the clause before a figure names its thing
_OWN_WORDS = 2  # characters that are left of the words where they name something


def doubtful(figure: Noted, verdict: JudgedFigure, matching: Matching) -> bool:
    """Whether a figure whose words only ask for arithmetic rests on a figure of the notes that is hardly alike."""
    at = matching.stated(verdict.sources[0])
    if matching.likeness(figure, at) >= MEANT:
        return False
    said = figure.place.head[-16:] + figure.place.before
    beside = matching.beside(figure, matching.notes.figures[at]) or matching.follows(figure, at)
    if beside and _CHANGE.search(matching.notes.figures[at].place.before):
        return False  # the notes give the change itself: 3.2万人次（↑8%）
    if figure.mention.kind is Kind.PERCENT and re.search(r"增长|下降|增幅|降幅", said):
        return True
    return _only_asks(figure) and not beside


def reconsidered(figure: Noted, verdict: JudgedFigure, derived: Derived | None, matching: Matching) -> JudgedFigure:
    """A doubtful figure, which arithmetic gives after all, or gives otherwise, or which was taken from elsewhere."""
    stated = verdict.sources[0].text
    if derived is not None and derived.holds:
        return JudgedFigure(figure.mention, Status.DERIVED, derived.formula, derived.sources)
    if derived is None:
        if not _only_asks(figure) or _counted_up(figure, verdict, matching):
            return verdict
        said = f"笔记里“{stated}”说的是另一件事，此处要的是算出来的数，请核对“{figure.mention.text}”。"
        return JudgedFigure(figure.mention, Status.MISMATCHED, None, verdict.sources, said)
    if set(verdict.sources) & set(derived.sources):
        return verdict
    message = f"笔记里“{stated}”说的是另一件事，按笔记算出来是：{derived.formula}，请核对。"
    return JudgedFigure(figure.mention, Status.MISMATCHED, None, verdict.sources, message, derived.right)


def _counted_up(figure: Noted, verdict: JudgedFigure, matching: Matching) -> bool:
    """康复训练常态化开展，累计3840人次: what the clause before names, counted up to the very number of the notes."""
    at = matching.stated(verdict.sources[0])
    level = not _ARITHMETIC.sub("", _UP_TO.sub("", figure.place.before)).strip() and bool(
        _UP_TO.search(figure.place.before)
    )
    return level and particular(figure, matching.notes.figures[at]) and matching.likeness(figure, at) >= NAMED_BEFORE


def stated_result(figure: Noted, derived: Derived, matching: Matching) -> Noted | None:
    """The result itself, where the line of the operands states it (去年45家 今年+5 累计50)."""
    notes = matching.notes
    lines = {n.line for s in derived.sources if (n := notes.at(s.document, s.start))}
    agreeing = [notes.figures[at] for at in matching.agreeing(figure)]
    found = [n for n in agreeing if n.line in lines and n.source() not in derived.sources]
    fitting = [n for n in found if period_fits(figure.place.period, n.place.period)]
    return fitting[0] if len(fitting) == 1 else None


def _only_asks(figure: Noted) -> bool:
    """Whether the words beside a figure ask for arithmetic and name nothing else: 净增, 其余, 占, 比去年增加."""
    place = figure.place
    if not asks(figure) or figure.mention.kind not in COUNTED or place.period in ("last", "any", BASE):
        return False
    if _LEVEL.search(place.before) and place.period != "last":
        return False  # 由74万元降至46万元: what it is now, not by how much it changed
    if place.before.strip() == "的":
        return False  # 上坪、龙潭两村的86户
    if not re.sub("[为是达到有]", "", place.before).strip() and place.lead.strip():
        said = re.split(r"[，,。；;：:]", place.lead.rstrip("，,；;：: "))[-1]  # 新寨村最高，为95%
        return len(re.sub(r"[^\u4e00-\u9fff]", "", _ARITHMETIC.sub("", said))) < _OWN_WORDS
    said = place.before if (place.before + place.head).strip() else place.after[:8]  # 6起逃逸案件全部侦破
    return len(re.sub(r"[^\u4e00-\u9fff]", "", _ARITHMETIC.sub("", said))) < _OWN_WORDS
