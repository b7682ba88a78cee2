"""How alike two things are: the share of word pieces that they have in common, the common ones weighing less (idf)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from assistant.figures.once import once
from assistant.figures.things import Pieces, Thing

MORE = 1.6  # how much more a piece may weigh here than it does there
OF_NOTE, OF_DRAFT, AROUND = 0.45, 0.3, 0.25  # how much of a likeness is found where


class Weights:
    """How much each piece tells, over the things of the notes."""

    def __init__(self, things: Iterable[Thing]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for thing in things:
            counts.update(thing.wide.keys())
            total += 1
        self.rarity = {piece: math.log((total + 1) / (n + 0.5)) + 0.1 for piece, n in counts.items()}
        self._rare = math.log((total + 1) / 0.5) + 0.1

    def terms(self, pieces: Pieces) -> tuple[Pieces, float]:
        """What each piece weighs that the notes have (others are shared with nothing), and what all pieces weigh together."""
        rarity, rare = self.rarity, self._rare
        total = sum([weight * rarity.get(piece, rare) for piece, weight in pieces.items()])
        return {piece: weight * rarity[piece] for piece, weight in pieces.items() if piece in rarity}, total

    def weighed(self, thing: Thing) -> Weighed:
        """The thing ready for ``likeness``."""
        return _weigh(thing, self)


class Weighed:
    """A thing with its pieces' weights multiplied out, so that comparing it costs little."""

    def __init__(self, thing: Thing, weights: Weights) -> None:
        self.holds = thing.wide
        self.near, self.near_total = weights.terms(thing.near or thing.wide)
        self.weights = weights

    @once
    def wide(self) -> tuple[Pieces, float]:
        """The pieces of its surroundings with their total; the notes' things never need them."""
        return self.weights.terms(self.holds)

    def telling(self) -> list[tuple[float, str]]:
        """What each piece tells, those beside the figure twice."""
        wide, _ = self.wide
        return [(weight, piece) for terms in (self.near, wide) for piece, weight in terms.items()]


@lru_cache(maxsize=8192)
def _weigh(thing: Thing, weights: Weights) -> Weighed:
    return Weighed(thing, weights)


@lru_cache(maxsize=16384)
def likeness(draft: Weighed, note: Weighed) -> float:
    """How far the note's thing is the draft's: 0 (nothing shared) to 1.

    The words beside each figure should be found around the other one, the note's counting most, for it is terser; the
    wider surroundings of the draft's figure decide between records that share those words (专项基金支出, 合计支出).
    """
    return _beside(draft, note) + AROUND * _covered(*draft.wide, note)


def likeness_at_most(draft: Weighed, note: Weighed) -> float:
    """A likeness that the two do not exceed; it costs a fraction of ``likeness``."""
    return _beside(draft, note) + AROUND + 1e-9


@lru_cache(maxsize=16384)
def _beside(draft: Weighed, note: Weighed) -> float:
    of_note = _covered(note.near, note.near_total, draft)
    return OF_NOTE * of_note + OF_DRAFT * _covered(draft.near, draft.near_total, note)


def _covered(terms: Pieces, total: float, other: Weighed) -> float:
    if not total:
        return 0.0
    found = 0.0
    holds, rarity = other.holds, other.weights.rarity
    for piece, most in terms.items():
        if piece in holds:
            weight = holds[piece] * MORE * rarity[piece]
            found += weight if weight < most else most  # noqa: FURB136 - this is the innermost of all loops
    return found / total


def shortened(one: str, other: str) -> bool:
    """Whether one name is a short form of the other: its characters stand there in order, first and last among them.

    义教 of 义务教育, 网办率 of 网上办理率; both as ``plain_name`` gives them.
    """
    a, b = (one, other) if len(one) <= len(other) else (other, one)
    if len(a) == 2 and any(b[k] == a[0] and b[k + 2] == a[1] for k in range(len(b) - 3)):
        return True  # 经责 of 经济责任
    if len(a) < 2 or a[-1] != b[-1] or len(a) == len(b) or len(b) > 3 * len(a) or a[0] not in b[:-1]:
        return False
    at = -1
    for char in a:
        at = b.find(char, at + 1)
        if at < 0:
            return False
    return True
