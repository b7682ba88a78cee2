"""Companions: two figures side by side tell of one thing (五一5天4.3万人次，十一8天7.9万人次); who has one has the other."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.figures.matching import Matching
from assistant.figures.mentions import Kind
from assistant.figures.record import Noted, Record
from assistant.figures.standing import COUNTED, may_stand
from assistant.figures.units import COUNTERS

BESIDE = 10  # characters between two companions at most


def of_another(figure: Noted, own: int, matching: Matching) -> Noted | None:
    """The companion that the notes give the figure before this one, where they give this one's value to a parallel figure.

    ``own`` is the figure of the notes that it states. Only rows of one line are compared, of the same units in the same order.
    """
    before = _before(figure, matching.sentence_of(figure))
    stated = matching.agreeing(before) if before is not None else ()
    if before is None or len(stated) != 1 or len(matching.agreeing(figure)) != 1:
        return None
    notes = matching.notes
    led, leader = _leader(own, notes), notes.figures[stated[0]]
    if led is None or led is leader or led.line != leader.line or not _alike(led, leader):
        return None
    right = stated[0] + 1
    if (
        right >= len(notes.figures)
        or _leader(right, notes) is not leader
        or not may_stand(figure, notes.figures[right])
    ):
        return None
    return notes.figures[right] if right not in matching.agreeing(figure) else None


def _alike(one: Noted, other: Noted) -> bool:
    """Whether two figures count in one unit, or both by classifiers (8台, 6套)."""
    units = {one.mention.unit, other.mention.unit}
    return len(units) == 1 or units <= COUNTERS


def _before(figure: Noted, sentence: Sequence[Noted]) -> Noted | None:
    """The figure just before this one in its clause."""
    earlier = [other for other in sentence if other.mention.end <= figure.mention.start]
    if not earlier or figure.mention.start - earlier[-1].mention.end > BESIDE:
        return None
    return (
        earlier[-1] if earlier[-1].mention.kind in COUNTED and earlier[-1].place.clause == figure.place.clause else None
    )


def _leader(at: int, notes: Record) -> Noted | None:
    """The figure just before one of the notes, of another measure, in its clause."""
    if at <= 0:
        return None
    n, before = notes.figures[at], notes.figures[at - 1]
    near = before.document == n.document and 0 <= n.mention.start - before.mention.end <= BESIDE
    apart = before.mention.kind is Kind.DATE or before.measure == n.measure
    return before if near and not apart and before.place.clause == n.place.clause else None
