"""Displaced: a figure that arithmetic gives, in a place whose own figure of the notes the draft tells somewhere it does not fit.

图书馆接待读者79.7万人次 and 节假日接待游客14.3万人次, where 79.7 is the sum of the holidays and 14.3 the library's.
"""

from __future__ import annotations

import re

from assistant.figures.agreement import Agreement
from assistant.figures.derivation import Derived
from assistant.figures.matching import ALIKE, MEANT, Matching
from assistant.figures.mentions import Kind
from assistant.figures.periods import period_fits
from assistant.figures.record import Noted
from assistant.figures.standing import may_stand

_ASKED = re.compile("合计|总计|共计|[共总均每]|[两三四五六][项者个类种]|其余|剩余")
BETTER = 0.2  # by how much its own place must suit a figure of the notes better


def displaced(figure: Noted, derived: Derived, matching: Matching) -> Noted | None:
    """The figure of the notes that belongs in the place of one that was reckoned; None where there is none."""
    said = figure.place.head + figure.place.before
    if figure.mention.kind is not Kind.QUANTITY or _ASKED.search(said):
        return None
    parts = set(derived.sources) if "－" not in derived.formula else set()  # a total has the name of its parts
    for at in matching.near(figure):
        n = matching.notes.figures[at]
        fits = may_stand(figure, n) and period_fits(figure.place.period, n.place.period)
        if (
            n.source() in parts
            or not fits
            or matching.agreement(figure, at) is not Agreement.NO
            or matching.likeness(figure, at) < MEANT
        ):
            continue
        users = [user for user in matching.claimants[at] if user is not figure]
        if users and all(_elsewhere(user, figure, at, matching) for user in users):
            return n
    return None


def _elsewhere(user: Noted, figure: Noted, at: int, matching: Matching) -> bool:
    """Whether a figure of the draft that can only state one of the notes hardly stands for its thing, as another place does."""
    own = matching.likeness(user, at)
    return len(matching.agreeing(user)) == 1 and own < ALIKE and matching.likeness(figure, at) > own + BETTER
