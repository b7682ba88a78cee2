"""What a clause claims, the most telling reading first, and how much of it the notes must say for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.claims.clauses import Clause, Part
from assistant.claims.frames import Frames

# how much of a clause one place of the notes must say, by what the clause does; chosen on dev halves (`benchmarks/words/claims.py`)
NEEDED = {
    "effect": 0.6, "compliance": 0.5, "cause": 0.5, "state": 0.55, "act": 0.55, "deed": 0.45, "plain": 0.24,
    "planned": 0.43, "hoped": 0.5, "vowed": 0.43, "wanting": 0.4, "widened": 1.0, "finished": 1.0,
}  # fmt: skip
_COMPARED = re.compile(r"较|比|相比|同比|由.+(?:到|至|为|降|升|增|减)")
_FINISHED = re.compile(r"完成|建成|竣工|完工|投入使用|投用|全部")


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a clause may claim: the name of what it does, its class, and the words that make it so."""

    name: str
    claim: str
    words: str = ""

    @property
    def needed(self) -> float:
        """How much of the clause the notes must say."""
        return NEEDED[self.name]


def readings(clause: Clause, frames: Frames, *, counted: bool, figured: bool) -> Iterator[Reading]:
    """The readings of one clause; where it is ``counted``, figures with a source speak for its bare deed or state.

    Where it has any figure at all (``figured``), nothing is read into plain words.
    """
    if clause.part is Part.NEXT:
        yield from _of_plans(frames, counted=counted)
        return
    if frames.compliance:
        yield Reading("compliance", "compliance", frames.compliance)
    if frames.effect and not (counted and _COMPARED.search(clause.bare)):
        yield Reading("effect", "effect", frames.effect)
    if frames.cause and not counted:
        yield Reading("cause", "cause", frames.cause)
    if frames.manner:
        yield Reading("widened", "act", frames.manner)
    if counted:
        return
    if frames.promise:
        yield Reading("vowed", "promise", frames.promise)
    elif clause.part is Part.PROBLEMS:
        yield Reading("wanting", "state", frames.wanting)
    else:
        yield from _of_work(clause, frames, figured=figured)


def _of_work(clause: Clause, frames: Frames, *, figured: bool) -> Iterator[Reading]:
    if frames.act:
        yield Reading("act", "act", frames.act)
    if frames.state:
        yield Reading("state", "state", frames.state)
    if finished := _FINISHED.search(clause.bare):
        yield Reading("finished", "state", finished[0])
    if not figured:
        yield Reading("deed", "act") if frames.deed else Reading("plain", "state")


def _of_plans(frames: Frames, *, counted: bool) -> Iterator[Reading]:
    if frames.compliance:
        yield Reading("compliance", "promise", frames.compliance)
    if frames.effect:
        yield Reading("hoped", "promise", frames.effect)
    if frames.manner:
        yield Reading("widened", "promise", frames.manner)
    if not counted:
        yield Reading("planned", "promise")
