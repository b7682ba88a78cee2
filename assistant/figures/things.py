"""The thing a figure counts, as weighted word pieces, and how alike two things are (``figures.md`` §2, same thing).

Pieces are pairs of characters and single characters: terse notes (建会6家) and full prose (新建工会6家) then still meet, and
no segmenter is needed, so that judging stays as quick as reading. Common pieces weigh less (idf over the notes).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
MORE = 1.6  # how much more a piece may weigh here than it does there
SENSE = 0.6  # what a word shared only in sense weighs beside one shared in letters
NEAR, AFTER, LEAD, FAR = 1.0, 0.5, 0.35, 0.15
TOPIC = 16  # characters at the beginning of a line that name its topic
OF_NOTE, OF_DRAFT, AROUND = 0.45, 0.3, 0.25  # how much of a likeness is found where
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
        others = tuple(mark for mark in (*marks[:at], *marks[at + 1 :]) if mark)
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
    return _Words(place.before, place.after, head, rest, place.lead, topic, bool(place.label))


@lru_cache(maxsize=16384)
def _thing(words: _Words, when: str, others: tuple[str, ...]) -> Thing:
    near: dict[str, float] = {}
    pieces(words.before, NEAR, near)
    own = sum(1 for piece in near if len(piece) > 1)
    pieces(_own_after(words.after) if own else words.after[:12], NEAR if own < 2 else AFTER, near)
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
    return re.split(r"[，,。；;、（( 　已均都被可能会将要正在分别]", after)[0][:8]


Terms = list[tuple[str, float, float]]  # piece, weight times rarity, rarity


class Weighed:
    """A thing with its pieces' weights multiplied out, so that comparing it costs little.

    The terms are only those pieces that the notes have: others are shared with nothing, and count in the totals alone.
    """

    __slots__ = ("_weights", "_wide", "holds", "near", "near_total")

    def __init__(self, thing: Thing, weights: Weights) -> None:
        self.holds = thing.wide
        self.near, self.near_total = weights.terms(thing.near or thing.wide)
        self._weights = weights
        self._wide: tuple[Terms, float] | None = None

    @property
    def wide(self) -> tuple[Terms, float]:
        """The pieces of its surroundings with their total; the notes' things never need them."""
        if self._wide is None:
            self._wide = self._weights.terms(self.holds)
        return self._wide


class Weights:
    """How much each piece tells, over the things of the notes."""

    def __init__(self, things: Iterable[Thing]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for thing in things:
            counts.update(thing.wide.keys())
            total += 1
        self._idf = {piece: math.log((total + 1) / (n + 0.5)) + 0.1 for piece, n in counts.items()}
        self._rare = math.log((total + 1) / 0.5) + 0.1

    def terms(self, pieces_of: Pieces) -> tuple[Terms, float]:
        """The pieces that the notes have, with weight and rarity; and the weight of all pieces together."""
        idf, rare = self._idf, self._rare
        total = sum([weight * idf.get(piece, rare) for piece, weight in pieces_of.items()])
        return [(piece, weight * idf[piece], idf[piece]) for piece, weight in pieces_of.items() if piece in idf], total

    def weighed(self, thing: Thing) -> Weighed:
        """The thing ready for ``likeness``."""
        return _weigh(thing, self)


@lru_cache(maxsize=8192)
def _weigh(thing: Thing, weights: Weights) -> Weighed:
    return Weighed(thing, weights)


@lru_cache(maxsize=16384)
def likeness(draft: Weighed, note: Weighed) -> float:
    """How far the note's thing is the draft's: 0 (nothing shared) to 1.

    The words beside each figure should be found around the other one, the note's counting most, for it is terser; the
    wider surroundings of the draft's figure decide between records that share those words (专项基金支出, 合计支出).
    """
    return _beside(draft, note) + AROUND * _covered(*draft.wide, note.holds)


def likeness_at_most(draft: Weighed, note: Weighed) -> float:
    """A likeness that the two do not exceed; it costs a fraction of ``likeness``."""
    return _beside(draft, note) + AROUND + 1e-9


@lru_cache(maxsize=16384)
def _beside(draft: Weighed, note: Weighed) -> float:
    return OF_NOTE * _covered(note.near, note.near_total, draft.holds) + OF_DRAFT * _covered(
        draft.near, draft.near_total, note.holds
    )


def shortened(one: str, other: str) -> bool:
    """Whether one name is a short form of the other: its characters stand there in order, first and last among them.

    义教 of 义务教育, 网办率 of 网上办理率; both as ``plain_name`` gives them.
    """
    a, b = (one, other) if len(one) <= len(other) else (other, one)
    if len(a) < 2 or a[-1] != b[-1] or len(a) == len(b) or len(b) > 3 * len(a) or a[0] not in b[:-1]:
        return False
    at = -1
    for char in a:
        at = b.find(char, at + 1)
        if at < 0:
            return False
    return True


@lru_cache(maxsize=16384)
def plain_name(words: str) -> str:
    """The end of the words beside a figure, without noise, as ``shortened`` compares it."""
    return "".join(_CHARS.findall(_plain(words, "")))[-10:]


def _covered(terms: Terms, total: float, holds: Pieces) -> float:
    if not total:
        return 0.0
    found = 0.0
    for piece, most, rarity in terms:
        if piece in holds:
            weight = holds[piece] * MORE * rarity
            found += weight if weight < most else most  # noqa: FURB136 - this is the innermost of all loops
    return found / total
