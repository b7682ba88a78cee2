"""Which clauses claim nothing: names of what follows, adjuncts, aims, slogans, lead-ins, and what openers and closings always say."""

from __future__ import annotations

import re

from assistant.claims.clauses import Clause, Part
from assistant.claims.frames import LEAD_IN, TRUTH, Frames, frames_of
from assistant.claims.wording import furniture

_FIGURE = re.compile(r"[0-9]")
_SHORTEST = 3


def is_furniture(clause: Clause, frames: Frames) -> bool:
    """Whether a clause claims nothing; no slogan excuses the words of an effect, or a manner beside it."""
    words, bare = furniture(), clause.bare
    if clause.named or len(bare) < _SHORTEST or words.empty.match(bare) or words.dates.match(bare):
        return True
    if frames.of(LEAD_IN) or (frames.of("adjuncts") and not _FIGURE.search(bare)):
        return True
    if clause.part is Part.CLOSING:
        return not _FIGURE.search(bare)
    if clause.part is Part.OPENING and not frames.of("praised") and not _FIGURE.search(bare):
        return True
    flourish = clause.part is Part.NEXT and frames.of("flourish") and not _FIGURE.search(bare)
    if flourish or frames.of(TRUTH):
        return True
    if not frames.of("slogans"):
        return False
    rest = frames_of(words.slogans.sub("", bare))
    return bare.startswith("为") or not (rest.of("effect") or rest.of("manner"))
