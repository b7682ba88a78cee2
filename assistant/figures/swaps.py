"""Swaps: two figures of a draft that stand in each other's place."""

from __future__ import annotations

from assistant.figures.matching import Matching
from assistant.figures.record import Noted
from assistant.figures.rivals import crossed
from assistant.figures.rulings import exchanged
from assistant.figures.standing import COUNTED
from assistant.figures.verdicts import JudgedFigure, Status

FITS = 0.7  # how nearly as well a swapped figure must fit the other place
Verdicts = list[tuple[Noted, JudgedFigure]]


def with_swaps(known: Verdicts, matching: Matching) -> Verdicts:
    """The verdicts, with those figures mismatched that were exchanged with one another."""
    return _partners(_exchanged(known, matching), matching)


def _exchanged(known: Verdicts, matching: Matching) -> Verdicts:
    """Two figures that would each fit the other's place better: 省级238篇、市级64篇 where the notes have them the other way."""
    rest = {
        matching.stated(verdict.sources[0]): at
        for at, (figure, verdict) in enumerate(known)
        if verdict.status is Status.SOURCED and figure.mention.kind in COUNTED
    }
    swapped: dict[int, int] = {}
    for own, at in rest.items():
        figure = known[at][0]
        for other in matching.near(figure):
            if other != own and other in rest and crossed(matching, figure, own, known[rest[other]][0], other):
                swapped[at], swapped[rest[other]] = other, own
    result = list(known)
    for at, right in swapped.items():
        figure, verdict = known[at]
        stated = matching.notes.figures[matching.stated(verdict.sources[0])]
        result[at] = figure, exchanged(figure, stated, matching.notes.figures[right])
    return result


def _partners(known: Verdicts, matching: Matching) -> Verdicts:
    """The other half of a swap: what stands in a figure's stead elsewhere is suspect, and mismatched where it fits no better."""
    swapped: dict[int, int] = {}  # the notes' figure whose place was taken → the one that took it
    for _, verdict in known:
        if verdict.status is Status.MISMATCHED and len(verdict.sources) == 2:
            best, rival = (matching.stated(source) for source in verdict.sources)
            swapped[rival] = best
    if not swapped:
        return known
    return [(figure, _partner(figure, verdict, swapped, matching)) for figure, verdict in known]


def _partner(figure: Noted, verdict: JudgedFigure, swapped: dict[int, int], matching: Matching) -> JudgedFigure:
    if verdict.status is not Status.SOURCED or len(matching.agreeing(figure)) > 1:
        return verdict
    own = matching.stated(verdict.sources[0])
    other = swapped.get(own)
    if other is None or matching.likeness(figure, other) < matching.likeness(figure, own) * FITS:
        return verdict
    return exchanged(figure, matching.notes.figures[own], matching.notes.figures[other])
