"""A second opinion by a model on doubtful claims: it quotes the note that says so, or none; nothing is believed that is not found.

The model comes in through ``Ask``, a function from a question to its answer; whatever that raises goes to the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import prompts
from assistant.claims.support import Ground, Support
from assistant.claims.verdict import Claim
from assistant.replies import asked_twice, numbered

Ask = Callable[[str], str]
BATCH = 20  # clauses in one question
LONGEST_NOTES = 8_000  # characters of notes that are shown whole
_NONE = "无"
_QUOTES = "“”\"'「」『』 　"
_SHORTEST, _LONGEST = 2, 120  # characters of a quote
_SHARED = (
    0.4  # so much of what its reading needs, and at least that much of a clause, a quote must have in common with it
)
_LEAST_SHARED = 0.18


def seconded(claims: Sequence[Claim], notes: Sequence[tuple[str, str]], ask: Ask) -> tuple[Claim, ...]:
    """The claims as they stand after the model has been asked about the doubtful ones."""
    ground = Ground(notes)
    doubtful = [claim for claim in claims if claim.doubtful]
    changed: dict[int, Claim] = {}
    for start in range(0, len(doubtful), BATCH):
        batch = doubtful[start : start + BATCH]
        replies = _asked(batch, ground, ask)
        for number, claim in enumerate(batch, start=1):
            if number in replies:
                changed[claim.clause.start] = _weighed(claim, replies[number].strip(_QUOTES), ground)
    return tuple(changed.get(claim.clause.start, claim) for claim in claims)


def _asked(batch: Sequence[Claim], ground: Ground, ask: Ask) -> Mapping[int, str]:
    """The model's replies by number, asked once more where they are not of the form asked for; empty where that failed too."""
    listed = "\n".join(f"{number}：{claim.clause.bare}" for number, claim in enumerate(batch, start=1))
    question = prompts.render("support", clauses=listed, notes="\n".join(_shown(batch, ground)))
    return asked_twice(ask, question, partial(numbered, count=len(batch))) or {}


def _shown(batch: Sequence[Claim], ground: Ground) -> Iterator[str]:
    """The notes, or the places of long ones that come nearest to the clauses."""
    if sum(len(segment.text) for segment in ground.segments) <= LONGEST_NOTES:
        yield from (segment.text.strip() for segment in ground.segments)
        return
    ranked = sorted({number for claim in batch for number in ground.nearest(claim.clause.bare)})
    left = LONGEST_NOTES
    for number in ranked:
        left -= len(ground.segments[number].text)
        if left >= 0:
            yield ground.segments[number].text.strip()


def _weighed(claim: Claim, reply: str, ground: Ground) -> Claim:
    """The claim after a reply: borne out by a quote that is found, denied by 无, as it was after anything else."""
    if reply.rstrip("。.") == _NONE:
        return replace(claim, unsupported=True, doubtful=False, seconded=not claim.unsupported)
    at = ground.place_of(reply) if _SHORTEST <= len(reply) <= _LONGEST else None
    if at is None:
        return claim
    shared = Ground((("", reply),)).support(claim.clause.bare).share
    if shared < max(_LEAST_SHARED, _SHARED * claim.reading.needed):
        return claim
    return replace(claim, unsupported=False, doubtful=False, support=Support(shared, at))
