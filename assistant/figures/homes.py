"""Homes: the part of long notes that a stretch of the draft rests on.

Where the notes of many offices lie together, 新增12座 of one stands beside 新增8 of another: the same words, the same measure.
A paragraph is told out of one place of the notes, nearly always; the values that stand nowhere else say which. What that
part alone accounts for needs no look at the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from assistant.figures.record import Noted, Record, part_of

LONG = 150  # notes of fewer figures are looked at as a whole
PART, GREATEST = 60, 150  # figures that a part has at least, where its document has so many, and at most
SPREAD = 3  # a value that stands in more parts than this says nothing
ENOUGH = 1.0  # what the values of a paragraph must say together for a part: one that stands nowhere else
BESIDE = 0.4  # another part is at home too where it has so much of what the first has
NEARLY_ALL = 0.6  # a home of so much of the notes is none
_Span = tuple[int, int]


def at_home(figures: Sequence[Noted], notes: Record) -> Iterator[tuple[list[Noted], Record]]:
    """The stretches of a draft whose home is known, each with its figures, in order, and the notes that it rests on."""
    if len(notes.figures) < LONG:
        return
    paragraphs: dict[_Span, list[Noted]] = defaultdict(list)
    for figure in figures:
        paragraphs[figure.place.line].append(figure)
    said = [_votes(group, notes) for group in paragraphs.values()]
    stretches: dict[tuple[int, ...], list[Noted]] = defaultdict(list)
    for at, group in enumerate(paragraphs.values()):
        if home := _home(said, at):
            stretches[home].extend(group)
    for home, group in stretches.items():
        part = _part(notes, home)
        if len(part.figures) <= NEARLY_ALL * len(notes.figures):
            yield group, part


def _votes(group: Sequence[Noted], notes: Record) -> Mapping[int, float]:
    """How much the values of a paragraph say for each part of the notes."""
    part = _parts(notes)
    votes: dict[int, float] = defaultdict(float)
    for figure in group:
        parts = {part[at] for at in notes.lookup.exactly(figure.mention)}
        if len(parts) <= SPREAD:
            for one in parts:
                votes[one] += 1 / len(parts)
    return votes


def _home(said: Sequence[Mapping[int, float]], at: int) -> tuple[int, ...]:
    """The parts that a paragraph rests on; one that says too little is at home where its neighbours are."""
    votes = said[at]
    if max(votes.values(), default=0) < ENOUGH:
        beside = [said[k] for k in (at - 1, at, at + 1) if 0 <= k < len(said)]
        votes = {part: sum(one.get(part, 0) for one in beside) for one in beside for part in one}
    most = max(votes.values(), default=0)
    if most < ENOUGH:
        return ()
    return tuple(sorted(part for part, score in votes.items() if score >= most * BESIDE))


@lru_cache(maxsize=8)
def _parts(notes: Record) -> tuple[int, ...]:
    """The part that each figure of the notes stands in: documents, and the long ones cut where a line without figures lies between."""
    parts: list[int] = []
    part = size = 0
    for at, n in enumerate(notes.figures):
        if at and n.line != (before := notes.figures[at - 1]).line:
            gap = n.document == before.document and n.place.line[0] - before.place.line[1] > 1
            if n.document != before.document or (gap and size >= PART) or size >= GREATEST:
                part, size = part + 1, 0
        size += 1
        parts.append(part)
    return tuple(parts)


@lru_cache(maxsize=128)
def _part(notes: Record, home: tuple[int, ...]) -> Record:
    within = set(home)
    return part_of(notes, [at for at, part in enumerate(_parts(notes)) if part in within])
