"""The thing a figure counts, as weighted word pieces (``figures.md`` §2, same thing).

Pieces are pairs of characters and single characters: terse notes (建会6家) and full prose (新建工会6家) then still meet, and
no segmenter is needed, so that judging stays as quick as reading. ``likeness`` compares them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.figures.placing import Place
from assistant.figures.synonyms import senses

_NOISE = re.compile(
    r"其中|累计|共计|合计|总计|一共|基础|同时|此外|另外|分别|以及|截至|截止|以来|本年|同期|目前|现在|现已|当前|全年|今年|去年|上年|我[镇乡县市区局所会校院]|全[镇乡县市区局所会校]|进行|开展|组织|完成|实现|达到|"
    r"[的了是为有到达并又也还再已等和与及对在由从将被把个各共约近超余多向于中]"
)
_WHOLE = (  # words that only look as if such a character stood in them
    "签约|节约|预约|条约|意向|方向|面向|公共|共青|共建|初中|高中|集中|中学|中心|中队|中药|中医|中小|超市|彩超|有机|有限|所有|对象|对口|对接|应对|结余|节余|近视|和谐|棉被|被告|多媒体|为民|行为|各类"
    "|由来|把手|到位|到课|到会|到点|到期|实到|应到|达标|等级|等候|优等|高等|参与|在校|在园|在岗|在册|在职|在建|在线|给水|供给|使用|及格|普及|及时|等次|等奖"
)
_CHARS = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z]+")
_FIRST_FIGURE = re.compile(r"[0-9０-９]|[一二三四五六七八九十百千]+(?=[家人名户个次项万亿元])")
SINGLE = 0.3
_WORDS = re.compile(f"({_WHOLE})|{_NOISE.pattern}")
SENSE = 0.6  # what a word shared only in sense weighs beside one shared in letters
NEAR, AFTER, LEAD, FAR = 1.0, 0.5, 0.35, 0.15
TOLD = 0.7  # what the topic of a line weighs beside a figure with words that only say it was dealt with (小孩康复：做了92人)
_LABELLED = re.compile(r"([^，,：:；;。\n]{1,16})[：:][ 　]*$")
_SPACED = re.compile(r"(?:^|[\s，,：:；;。])([^\s，,：:；;。0-9]{2,12})[ 　]+$")
_NEXT_LABEL = re.compile(r"[ 　]+[^\s，,：:；;。]{1,10}[ 　]+")
_HANDLED = re.compile(
    r"\s*(?:一共|共|实际|实|已|都|要|应)?(?:[做办搞干弄][了的完成]*|完成了?|实际|目标|计划|任务|平均|均)(?:了|为|是)?\s*"
)
_SUMMED = re.compile("[+＋=＝]")  # 气151+水46: what follows is the next part
MANY = 64  # figures before and after one in its sentence whose values tell it apart
TOPIC = 16  # characters at the beginning of a line that name its topic
Pieces = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """What a figure counts: ``near`` are the pieces beside it, ``wide`` those of its sentence and line as well."""

    near: Pieces
    wide: Pieces


def pieces(text: str, weight: float, into: dict[str, float]) -> None:
    """Add the pieces of ``text`` to ``into``; a piece keeps its greatest weight."""
    for piece, own in _weighted(text, weight):
        if into.get(piece, 0.0) < own:
            into[piece] = own


@lru_cache(maxsize=16384)
def _weighted(text: str, weight: float) -> tuple[tuple[str, float], ...]:
    singles, doubles = _split(text)
    sense = weight * SENSE
    return (
        *[(piece, weight * SINGLE) for piece in singles],
        *[(piece, sense if piece[0] == "~" else weight) for piece in doubles],
    )


def _plain(text: str, gap: str) -> str:
    """The text without its noise; words that noise characters stand in are kept whole."""
    return _WORDS.sub(lambda match: match[1] or gap, text)


@lru_cache(maxsize=16384)
def _split(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The single characters, and the pairs and Latin words, of a text without its noise."""
    singles: list[str] = []
    doubles: list[str] = []
    for run in _CHARS.findall(_plain(text, " ")):
        if run[0].isascii():
            doubles.append(run.lower())
            continue
        singles.extend(run)
        doubles.extend(map("".join, pairwise(run)))
    doubles.extend(senses(text))
    return tuple(singles), tuple(doubles)


def things_of(text: str, places: Sequence[Place]) -> list[Thing]:
    """The things of the figures of one sentence; each also has the values beside it, which help to tell records apart."""
    marks = ["" if (m := p.mention).value is None else f"#{m.value}{m.unit}" for p in places]
    found: list[Thing] = []
    when = ""
    for at, place in enumerate(places):
        around = (*marks[max(0, at - MANY) : at], *marks[at + 1 : at + 1 + MANY])
        others = tuple([mark for mark in around if mark])
        found.append(_thing(_surroundings(place, text), when, others))
        if len(place.mention.date) > len("2024"):
            when = place.mention.date
    return found


class _Words(NamedTuple):
    """The words about a figure."""

    before: str
    after: str
    head: str = ""  # of its clause
    rest: str = ""  # of its clause
    lead: str = ""  # the clauses before it in its sentence
    topic: str = ""  # what its line begins with
    in_table: bool = False


def _surroundings(place: Place, text: str) -> _Words:
    topic = head = rest = ""
    if place.line[0] < place.sentence[0]:
        topic = re.split(r"[：:]", text[place.line[0] : min(place.clause[0], place.line[0] + TOPIC)], maxsplit=1)[0]
    if not place.label:
        head, rest = place.head, text[place.mention.end + len(place.after) : place.clause[1]]
    return _Words(
        place.before, _SUMMED.split(place.after, maxsplit=1)[0], head, rest, place.lead, topic, bool(place.label)
    )


@lru_cache(maxsize=16384)
def _thing(words: _Words, when: str, others: tuple[str, ...]) -> Thing:
    near: dict[str, float] = {}
    pieces(words.before, NEAR, near)
    own = sum(1 for piece in near if len(piece) > 1)
    after = "" if _NEXT_LABEL.fullmatch(words.after) and (near or _SPACED.search(words.lead)) else words.after
    pieces(_own_after(after) if own else after[:12], NEAR if own < 2 else AFTER, near)
    if not words.before.strip() and (label := _LABELLED.search(words.lead)):
        pieces(label[1], NEAR, near)  # 其中免费基本服务：2436具
    if not near and (label := _SPACED.search(words.lead)):
        pieces(label[1], NEAR, near)  # 六年级语文 全县第9 数学 第17
    if words.before.strip() and _HANDLED.fullmatch(words.before) and not words.after.strip():
        pieces(words.topic or next((c for c in re.split(r"[，,：:；;]", words.lead) if c.strip()), ""), TOLD, near)
    wide = dict(near)
    if not words.in_table:
        _add_clause(words, wide)
    _add_lead(words.lead, wide)
    pieces(words.topic, FAR, wide)
    if when:
        near[f"@{when}"] = wide[f"@{when}"] = NEAR
    wide.update(dict.fromkeys(others, LEAD))
    return Thing(near, wide)


def _add_clause(words: _Words, wide: dict[str, float]) -> None:
    """The rest of the clause: its topic tells of all its figures, what stands beside another figure tells little."""
    topic = _FIRST_FIGURE.split(words.head, maxsplit=1)[0]
    pieces(topic, LEAD, wide)
    pieces(words.head[len(topic) :], FAR, wide)
    pieces(words.after, LEAD, wide)
    pieces(words.rest, FAR, wide)


def _add_lead(lead: str, wide: dict[str, float]) -> None:
    """The clauses before it in its sentence: the last one and the first one tell its topic."""
    clauses = [c for c in re.split(r"[，,：:；;、\n]", lead) if c.strip()]
    for i, said in enumerate(clauses[-5:]):
        own_topic = i == len(clauses[-5:]) - 1 or (i == 0 and len(clauses) <= 5)
        pieces(said, LEAD if own_topic else FAR, wide)


def _own_after(after: str) -> str:
    """The noun that follows a figure and may be what it counts (50家企业): up to the next verb, mark or space."""
    return re.split(r"[，,。；;、（( 　已均都被可能会将要正在分别仅只]", after)[0][:8]


@lru_cache(maxsize=16384)
def plain_name(words: str) -> str:
    """The end of the words beside a figure, without noise, as ``shortened`` compares it."""
    return "".join(_CHARS.findall(_plain(words, "")))[-10:]
