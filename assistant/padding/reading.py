"""A text judged sentence by sentence: which are worn as a whole, which hold padding, which are usual at their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.padding.certainty import certain
from assistant.padding.clauses import Clause, Place, Sentence, sentences
from assistant.padding.lexicon import Lexicon
from assistant.padding.recurrence import NOWHERE, Recurrence
from assistant.padding.traits import Traits, traits
from assistant.padding.weights import CERTAIN, concreteness, together

WORN_FROM, PADDING_FROM = 0.2, -1.3  # below these a sentence is worn, and a clause of a concrete sentence padding
_YEAR = re.compile(r"(?:[0-9xX]{4}\s*[—–-]\s*)?[0-9xX]{4}(?:学年|年度?)")
_DIGIT = re.compile(r"[0-9]")
_FIGURE = Traits({"figure": 1.0}, (), ())
_TOLD_NEXT = re.compile(
    r"[，,；;]\s*(?:由(?!于|此)|其中|包括|即|下设|成员)"
)  # what follows says who or what, of this clause
_SHORTEST = 4  # characters of a clause that is looked at for itself


class Sort(StrEnum):
    """What became of a sentence or clause."""

    WORN = "worn"
    PADDING = "padding"
    OPENER = "opener"
    CLOSER = "closer"
    LEAD_IN = "lead-in"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A stretch of text that says nothing: why, in words and frames, and the sentence that it belongs to."""

    sort: Sort
    start: int
    end: int
    text: str
    worn: tuple[str, ...]
    frames: tuple[str, ...]
    sentence: Sentence
    mark: float
    families: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """One clause with its traits and its mark."""

    clause: Clause
    traits: Traits
    mark: float
    families: int


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence with its clauses read; ``mark`` says how much can be checked in it."""

    sentence: Sentence
    clauses: tuple[Read, ...]
    mark: float

    @property
    def worn(self) -> bool:
        """Whether nothing in it can be checked."""
        certain = any(r.traits.values.get(name) for r in self.clauses for name in ("figure", "own"))
        return self.mark < WORN_FROM and not certain


def judged(
    text: str,
    figures: Iterable[tuple[int, int]],
    lexicon: Lexicon,
    recurrence: Recurrence = NOWHERE,
    *,
    passed_over: Callable[[Sentence], bool] | None = None,
) -> Iterator[Judged]:
    """Every sentence of a text with its mark, headings and labels too, but what is to be passed over."""
    places = sorted(figures)
    at = 0
    every = [sentence for sentence in sentences(text) if passed_over is None or not passed_over(sentence)]
    recurrence.look_up(c.text for sentence in every for c in sentence.clauses if not _DIGIT.search(c.text))
    for sentence in every:
        while at < len(places) and places[at][1] <= sentence.start:
            at += 1
        near = [place for place in places[at : at + 200] if place[0] < sentence.end]
        read = tuple(_read(clause, near, lexicon, recurrence) for clause in sentence.clauses)
        if read:
            yield Judged(sentence, read, together(r.mark for r in read))


def verdicts(
    text: str, figures: Iterable[tuple[int, int]], lexicon: Lexicon, recurrence: Recurrence = NOWHERE
) -> Iterator[Verdict]:
    """What says nothing in a text, in order; gaps (【待补充】), headings, labels and candid problems are left alone."""
    for one in judged(text, figures, lexicon, recurrence, passed_over=_names_or_asks):
        sentence = one.sentence
        if not one.worn or any(certain(r.clause.text, lexicon) for r in one.clauses):
            yield from _padding(one, lexicon)
        elif lexicon.patterns["lead-in"].search(sentence.text):
            yield _whole(Sort.LEAD_IN, one)
        elif not _candid(one, lexicon):
            yield _whole(_usual(one, lexicon) or Sort.WORN, one)


def _names_or_asks(sentence: Sentence) -> bool:
    """Whether a sentence is a heading or label, or holds a gap."""
    return sentence.place in (Place.HEADING, Place.LABEL) or "【" in sentence.text


def _candid(one: Judged, lexicon: Lexicon) -> bool:
    """Whether a sentence tells of a problem, however vaguely; that is no fault."""
    said = lexicon.patterns["lack"].search(one.sentence.text)
    told = any(r.traits.values.get("candid") for r in one.clauses)
    boast = any(r.traits.values.get(name) for r in one.clauses for name in ("effect", "aim"))
    return bool(said) or (one.sentence.candid and told and not boast)


def _usual(one: Judged, lexicon: Lexicon) -> Sort | None:
    """What a sentence is by its place, where it tells no more than years: an opener, a closing line, or neither."""
    sentence = one.sentence
    if any(r.traits.values.get(name) for r in one.clauses for name in ("figure", "result", "counted")):
        bare = _YEAR.sub("", sentence.text)
        if any(char.isascii() and char.isdigit() for char in bare) or bare == sentence.text:
            return None
    if sentence.place is Place.OPENING and lexicon.patterns["opener"].search(sentence.text):
        return Sort.OPENER
    return Sort.CLOSER if sentence.place is Place.CLOSING else None


def _read(clause: Clause, figures: Sequence[tuple[int, int]], lexicon: Lexicon, recurrence: Recurrence) -> Read:
    inside = figures_in(clause, figures) if figures else []
    if any(char.isascii() and char.isdigit() for start, end in inside for char in clause.text[start:end]):
        return Read(clause, _FIGURE, CERTAIN, 0)  # it can be checked, whatever else it says
    families = 0 if inside else recurrence.families(clause.text)
    found = traits(clause.text, inside, lexicon, recurrence.share(families))
    return Read(clause, found, concreteness(found), families)


def _whole(sort: Sort, one: Judged) -> Verdict:
    s = one.sentence
    worn = tuple(dict.fromkeys(word for r in one.clauses for word in r.traits.worn))
    frames = tuple(dict.fromkeys(name for r in one.clauses for name in r.traits.frames))
    return Verdict(sort, s.start, s.end, s.text, worn, frames, s, one.mark, max(r.families for r in one.clauses))


def _padding(one: Judged, lexicon: Lexicon) -> Iterator[Verdict]:
    """The clauses of a concrete sentence that can go; one that alone is left, or that leads up to a colon, stays."""
    sentence = one.sentence
    lead = lexicon.patterns["short-lead"]
    sort = _usual(one, lexicon) or Sort.PADDING
    for r in one.clauses:
        c = r.clause
        after = sentence.text[c.end - sentence.start : c.end - sentence.start + 1]
        if (
            r.mark >= PADDING_FROM
            or not (r.traits.frames or r.traits.worn)
            or len(c.text.strip()) < _SHORTEST
            or after in ("：", ":")
            or lead.search(c.text.strip())
            or _TOLD_NEXT.match(sentence.text, c.end - sentence.start)
            or certain(c.text, lexicon)
        ):
            continue
        left = len(c.text) - len(c.text.lstrip())
        start, end = c.start + left, c.start + len(c.text.rstrip())
        yield Verdict(sort, start, end, c.text.strip(), r.traits.worn, r.traits.frames, sentence, r.mark, r.families)


def figures_in(clause: Clause, figures: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The figures of a text that lie in a clause, as offsets in it."""
    return [(s - clause.start, e - clause.start) for s, e in figures if s >= clause.start and e <= clause.end]
