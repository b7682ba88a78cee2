"""Turned round: two figures of a draft, each of the notes, that its own words show in each other's place.

排查17份，发现问题138份，占12.3%: the part is more than the whole, and the share is that of 17 in 138; 由0.19降到0.42 does not fall.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.figures.agreement import rounded
from assistant.figures.attempts import HUNDRED, alike_measure
from assistant.figures.matching import MEANT, Matching
from assistant.figures.mentions import Kind, Qualifier
from assistant.figures.record import Noted
from assistant.figures.rulings import exchanged
from assistant.figures.verdicts import JudgedFigure, Status

_UP = re.compile(r"(?:增[加长]?|提[高升]|上[升涨]|升|涨|扩大|延长)[到至为]了?$")
_DOWN = re.compile(r"(?:下[降滑]|降[低]?|减[少]?|缩短|压[减缩降]?|回落)[到至为]了?$")
_OF_WHOLE = re.compile(r"(?:占|为|是|达到?|完成|相当于)[^，。；]{0,12}$")
_WHOLE = re.compile("应[收缴到参考征]|任务|计划|目标|指标|限额|总|共|全[县市区镇乡村校园局部]")
_PART = re.compile(
    "其中|发现|实现|取证|取得|办结|合格|达标|收回|回收|整改|通过|上岗|成功|修复|解决|签约|到位|参与|就业|化解|成交|归还|满意"
)
ROUGH = 1  # points that a share may be off where its operands were rounded
_FAR = 40  # characters between two figures that a share ties together
Verdicts = list[tuple[Noted, JudgedFigure]]


def with_turned(known: Verdicts, matching: Matching) -> Verdicts:
    """The verdicts, with both figures of such a pair mismatched."""
    result = list(known)
    for at, part, whole in _other_shares(known, matching):
        result[at] = known[at][0], _misreckoned(known[at], part, whole)
    for one, other in (*_shares(known), *_changes(known)):
        first, second = (matching.notes.figures[matching.stated(known[at][1].sources[0])] for at in (one, other))
        result[one] = known[one][0], exchanged(known[one][0], first, second)
        result[other] = known[other][0], exchanged(known[other][0], second, first)
    return result


def _shares(known: Verdicts) -> Iterator[tuple[int, int]]:
    """A whole and its part before a share or rate that only the two turned round give."""
    for at in range(2, len(known)):
        share, a, b = known[at][0], known[at - 2][0], known[at - 1][0]
        if share.mention.kind is not Kind.PERCENT or not _tied(a, b, share) or not _stated(known, at - 2, at - 1):
            continue
        if not a.base or not b.base or a.base == b.base:
            continue
        which = _whole_of(a, b, share)
        if which is None:
            continue
        part, whole = (a, b) if which is b else (b, a)
        if _gives(whole.base, part.base, share) and not _gives(part.base, whole.base, share):
            yield at - 2, at - 1


def _other_shares(known: Verdicts, matching: Matching) -> Iterator[tuple[int, Noted, Noted]]:
    """完成1486座，为计划1500座的24.7%: a share that the notes state of something else, where the two beside it give another."""
    for at in range(2, len(known)):
        share, a, b = known[at][0], known[at - 2][0], known[at - 1][0]
        if share.mention.kind is not Kind.PERCENT or not _tied(a, b, share) or not _stated(known, at - 2, at - 1, at):
            continue
        which = _whole_of(a, b, share) if share.place.before.strip().endswith("的") else None
        if which is None or not a.base or not b.base:
            continue
        part, whole = (a, b) if which is b else (b, a)
        alike = matching.likeness(share, matching.stated(known[at][1].sources[0]))
        if alike < MEANT and abs(part.base / whole.base * HUNDRED - (share.mention.value or 0)) > ROUGH:
            yield at, part, whole


def _misreckoned(known: tuple[Noted, JudgedFigure], part: Noted, whole: Noted) -> JudgedFigure:
    figure, verdict = known
    right = rounded(part.base / whole.base * HUNDRED, figure.mention.quantum)
    formula = f"{part.mention.text}÷{whole.mention.text}×100%＝{right}%"
    said = f"笔记里“{verdict.sources[0].text}”说的是另一件事，按前面两个数算是：{formula}，请核对。"
    return JudgedFigure(figure.mention, Status.MISMATCHED, None, verdict.sources, said, f"{right}%")


def _whole_of(a: Noted, b: Noted, share: Noted) -> Noted | None:
    """Which of two figures the words make the whole: 占57个小区的78.1%, 应收102.5万元; the first where the second is a part by its word."""
    if share.place.before.strip().endswith("的"):
        return b if _OF_WHOLE.search(b.place.head + b.place.before) else None
    wholes = [n for n in (a, b) if _WHOLE.search(n.place.before[-8:])]
    if wholes:
        return wholes[0] if len(wholes) == 1 else None
    return a if _PART.search(b.place.before) else None


def _tied(a: Noted, b: Noted, share: Noted) -> bool:
    counts = (
        a.mention.kind is b.mention.kind is Kind.QUANTITY
        and a.place.sentence == b.place.sentence == share.place.sentence
    )
    near = share.mention.start - b.mention.end < _FAR and b.mention.start - a.mention.end < _FAR
    said = share.place.lead[-12:] + share.place.head + share.place.before
    return counts and near and alike_measure(a, b) and bool(re.search("占|率|的$|完成", said))


def _gives(part: Decimal, whole: Decimal, share: Noted) -> bool:
    """Whether a share is that of ``part`` in ``whole``, as shown."""
    exact = share.mention.qualifier is Qualifier.EXACT
    return exact and rounded(part / whole * HUNDRED, share.mention.quantum) == share.mention.value


def _changes(known: Verdicts) -> Iterator[tuple[int, int]]:
    """由A降到B where B is more than A, or the other way round."""
    for at in range(1, len(known)):
        base, now = known[at - 1][0], known[at][0]
        counted = base.mention.kind is now.mention.kind and now.mention.kind in (Kind.QUANTITY, Kind.PERCENT)
        if (
            not counted
            or base.place.period != "any"
            or base.place.clause != now.place.clause
            or not _stated(known, at - 1, at)
        ):
            continue
        rose, words = now.base > base.base, now.place.before.strip()
        if now.base != base.base and ((rose and _DOWN.search(words)) or (not rose and _UP.search(words))):
            yield at - 1, at


def _stated(known: Sequence[tuple[Noted, JudgedFigure]], *places: int) -> bool:
    return all(known[at][1].status is Status.SOURCED and known[at][1].sources for at in places)
