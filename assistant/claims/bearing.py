"""How far the notes bear a reading of a clause out: by its words, by those that make the claim, by figures that moved, by a like judgement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.claims.clauses import Clause
from assistant.claims.directions import borne_out, moved
from assistant.claims.judgements import judgement
from assistant.claims.readings import Reading, is_situation
from assistant.claims.support import Ground, Support, content_words, shares

_UNREPORTED = re.compile(
    r"(?:没|未|无)[\u4e00-\u9fff]{0,2}(?:接到|收到|接|收|报|上报)|(?:没|未|无)[\u4e00-\u9fff]{0,6}(?:上报|报告|反映|投诉来)"
)
_HEADED = ("effect", "hoped", "compliance", "cause")  # the words that make these claims weigh as much as the clause
_SPOTLESS = re.compile(r"零[\u4e00-\u9fff]{2}")
_EACH = re.compile(r"都|挨个|每|全|一[个户家处台辆]一[个户家处台辆]")  # what 逐一 says in talk
_WHOLLY = re.compile(r"都|全|[^未没不]完|所有")  # what 全面 says in talk
_PARTLY = re.compile(
    r"(?<![0-9.])([0-9]+)(?![0-9.万亿%])[\u4e00-\u9fff]?[，,、 ]+(?:有|改|修|办|装|换|收|签|发|活|来|到|过|做|清|还|合格|完成|达标|拿到|办结)"
    r"[\u4e00-\u9fff]{0,2}\s*([0-9]+)(?![0-9.万亿%月年])"
)
_DONE = re.compile(r"[0-9]|了|完|好|成|已|过|竣|通车|做|修|建|改")
# what a place says of how its figure came about
_MOVING = re.compile(
    r"去年|上年|上一年|上季|上期|同期|前年|原来|以前|原先|往年|年初|20[0-9]{2}|比|较|从|由|[缩压降减提升增涨跌掉扩多少高低长短]|到|→|变|改|[（(]"
)
_LESSENED = re.compile(r"缩短|压缩|压减|降|减少")
_JUDGING = ("judged", "state", "deed", "compliance")  # readings that the same judgement in other words bears out
_UNLIKE = 0.5  # the most that a judgement is worth which no near place makes
_NEAREST = 4  # places that are looked at for it
_MOVED = ("state", "effect", "act", "deed", "judged")  # readings that figures which moved so bear out


def share(
    reading: Reading, clause: Clause, support: Support, ground: Ground, anchors: frozenset[int], *, counted: bool
) -> float:
    """How far the notes bear a reading out; ``anchors`` are the places that the figures of the sentence rest on."""
    certain = _by_rule(reading, clause, support, ground, anchors)
    if certain is not None:
        return certain
    if reading.name == "judged" and reading.words not in _near(support):
        return min(support.share, _UNLIKE)
    if reading.name in _HEADED:
        if support.share < reading.needed / 2:
            return support.share
        head = _head(reading.words, support, ground, anchors)
        return min(support.share, head) if counted else (support.share + head) / 2
    if reading.name == "act" and reading.words and not counted:
        return min(support.share, (support.share + _head(reading.words, support, ground, anchors)) / 2)
    return support.share


def _by_rule(
    reading: Reading, clause: Clause, support: Support, ground: Ground, anchors: frozenset[int]
) -> float | None:
    """1 or 0 where a rule decides, whatever the words have in common; None where none does."""
    if reading.name == "widened":
        said = ground.says(reading.words, support.nearest)
        whole = _EACH if reading.words.startswith("逐") else _WHOLLY if reading.words == "全面" else None
        return float(said or (whole is not None and bool(whole.search(_near(support)))))
    if reading.name in _MOVED and borne_out(clause.bare, map(ground.segments.__getitem__, anchors)):
        return 1.0
    if reading.name in _JUDGING and _judged_alike(clause, support, ground, anchors):
        return 1.0
    if reading.name == "changed":
        return float(not anchors or _came_about(reading.words, [ground.segments[number].text for number in anchors]))
    if reading.name == "absolute":
        return float(ground.says(reading.words) or bool(_EACH.search(_near(support))))
    if reading.name in ("finished", "whole"):
        partly = any(_in_part(ground.segments[number].text) for number in anchors)
        return float(not (_only_listed(support) if reading.name == "finished" else partly))
    if reading.claim == "state" and _SPOTLESS.match(reading.words) and _unreported(support):
        return 0.0
    return None


def _in_part(place: str) -> bool:
    """Whether a place tells of a count that only fewer of it were done (查出 5处 改了 3)."""
    found = _PARTLY.search(place)
    return found is not None and int(found[2]) < int(found[1])


def _came_about(words: str, places: Sequence[str]) -> bool:
    """Whether a place tells that its figure was another before, and not that it moved the other way."""
    way = "down" if _LESSENED.search(words) else "up"
    return any(_MOVING.search(place) and moved(place) in ("", way) for place in places)


def _head(words: str, support: Support, ground: Ground, anchors: frozenset[int]) -> float:
    """How far the notes have the words that make the claim; as far as the clause where these are but decoration."""
    return ground.support(words, anchors).share if content_words(words) else support.share


def _judged_alike(clause: Clause, support: Support, ground: Ground, anchors: frozenset[int]) -> bool:
    """Whether a near place of the notes speaks of the same thing and judges it alike, in these words or those of talk."""
    judged = judgement(clause.bare)
    if judged is None or judged.wanting or is_situation(clause.bare):
        return False
    subject = clause.bare[: clause.bare.rindex(judged.words)]
    if not content_words(subject):  # 目前保持稳定: what the sentence has told of
        return any(judged.said_in(ground.segments[number].said) for number in anchors)
    near = [support.nearest, *(ground.segments[number] for number in ground.nearest(subject, _NEAREST))]
    return any(place is not None and judged.said_in(place.said) and shares(subject, place.said) for place in near)


def _near(support: Support) -> str:
    return "" if support.nearest is None else support.nearest.said


def _only_listed(support: Support) -> bool:
    """Whether the place that comes nearest names things and does not say that they are done."""
    near = support.nearest
    return near is not None and "、" in near.text and not _DONE.search(near.text) and support.share > 0.3


def _unreported(support: Support) -> bool:
    return support.nearest is not None and bool(_UNREPORTED.search(support.nearest.text))
