"""Matching: the figures of one draft before one record — which agree, how alike their things are, and who claims which best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from assistant.figures.agreement import Agreement, agreement, form
from assistant.figures.counters import (
    counts_people,
    degree,
    loose_counter,
    loss,
    noun_as_unit,
    other_classifier,
    people_rounded,
    same_in_talk,
)
from assistant.figures.likeness import Weighed, likeness, likeness_at_most, shortened
from assistant.figures.record import Noted, Record, numbered
from assistant.figures.verdicts import Source

MEANT = 0.4  # so alike that a wrong figure was meant to be this one
_OTHER_WORD = (Agreement.UNIT, Agreement.NO)  # how figures stand whose units may be two words for one
ALIKE = 0.2  # so alike that another figure of the sentence may lean on it
MANY = 32  # more figures of one value than this are narrowed down first
NEAREST = 12  # how many like figures are looked at
SHORT_FORM = 0.5  # how alike 网办率 and 网上办理率 are
_Span = tuple[int, int]


@lru_cache(maxsize=8192)
def _nearest(notes: Record, thing: Weighed, most: int) -> tuple[int, ...]:
    return tuple(notes.lookup.alike(thing.telling(), most))


class Matching:
    """The figures of a draft with the figures of the notes that each may state; positions are those of ``notes.figures``."""

    def __init__(
        self,
        figures: Sequence[Noted],
        notes: Record,
        plans: Sequence[_Span] = (),
        settled: Mapping[int, Sequence[Source]] = MappingProxyType({}),
    ) -> None:
        """``settled``: by the ``id`` of a figure, where the notes state one of which no more need be asked."""
        self.figures = figures
        self.notes = notes
        self._plans = plans
        self.after = {id(one): other for one, other in pairwise(figures)}
        self.claimants: dict[int, list[Noted]] = defaultdict(list)
        self._things: dict[int, Weighed] = {}
        self._alike: dict[tuple[int, int], float] = {}
        forms = numbered(form(figure.mention) for figure in figures)
        self._forms = {id(figure): number for figure, number in zip(figures, forms, strict=True)}
        self._agreements: dict[tuple[int, int], Agreement] = {}
        self._agreeing: dict[int, dict[Agreement, list[int]]] = {}
        self._in_sentence: dict[_Span, list[Noted]] = defaultdict(list)
        self._claims: dict[int, float] = {}
        self._lines: dict[_Span, dict[tuple[str, int], list[tuple[Noted, int]]]] = {}
        for figure in figures:
            self._in_sentence[figure.place.sentence].append(figure)
            known = settled.get(id(figure))
            self._agreeing[id(figure)] = self._grouped(figure) if known is None else self._only(known)
            for at in self.agreeing(figure):
                self.claimants[at].append(figure)
        for figure in figures:
            for at in () if id(figure) in settled or self.agreeing(figure) else self._meant(figure):
                self.claimants[at].append(figure)

    def _only(self, sources: Sequence[Source]) -> dict[Agreement, list[int]]:
        return {Agreement.YES: [self.stated(source) for source in sources]}

    def _meant(self, figure: Noted) -> Sequence[int]:
        """What a figure that agrees with none was meant to be: one it agrees with but for qualifier or unit, or the most alike."""
        slips = [*self.agreeing(figure, Agreement.QUALIFIER), *self.agreeing(figure, Agreement.UNIT)]
        score, at = self.best(figure, slips or self.near_in_measure(figure))
        return [at] if score >= (ALIKE if slips else MEANT) else ()

    def _grouped(self, figure: Noted) -> dict[Agreement, list[int]]:
        """The candidates by how they agree with the figure."""
        groups: dict[Agreement, list[int]] = defaultdict(list)
        for at in self._candidates(figure):
            n = self.notes.figures[at]
            found = self.agreement(figure, at)
            same = found in _OTHER_WORD and (
                counts_people(figure, n)
                or people_rounded(figure, n)
                or loose_counter(figure, n)
                or same_in_talk(figure, n)
                or (other_classifier(figure, n) and self.likeness(figure, at) >= ALIKE)
                or noun_as_unit(figure, n)
                or loss(figure, n)
                or degree(figure, n)
            )
            groups[Agreement.YES if same else found].append(at)
        return groups

    def _candidates(self, figure: Noted) -> Sequence[int]:
        """The figures that may agree; of very many (a 3 in long notes) only those whose things share most."""
        found = self.notes.lookup.agreeable(figure.mention)
        if len(found) <= MANY:
            return found
        alike = set(_nearest(self.notes, self._weighed(figure), MANY))
        return [at for at in found if at in alike] or found[:MANY]

    def agreement(self, figure: Noted, at: int) -> Agreement:
        """How the figure agrees with one of the notes."""
        key = self._forms[id(figure)], self.notes.forms[at]
        if key not in self._agreements:
            self._agreements[key] = agreement(figure.mention, self.notes.figures[at].mention)
        return self._agreements[key]

    def agreeing(self, figure: Noted, how: Agreement = Agreement.YES) -> Sequence[int]:
        """The figures of the notes that agree with the figure in this way."""
        return self._agreeing[id(figure)].get(how, ())

    def likeness(self, figure: Noted, at: int) -> float:
        """How far the two are one thing."""
        key = (id(figure), at)
        if key not in self._alike:
            found = self._raw(figure, at)
            if found < SHORT_FORM and shortened(figure.name, self.notes.figures[at].name):
                found = SHORT_FORM
            self._alike[key] = found
        return self._alike[key]

    def _weighed(self, figure: Noted) -> Weighed:
        if id(figure) not in self._things:
            self._things[id(figure)] = self.notes.weights.weighed(figure.thing)
        return self._things[id(figure)]

    def akin(self, figure: Noted, least: float) -> list[int]:
        """Those of the near ones whose things are so alike, short forms aside."""
        return [at for at in self.near(figure) if self._raw(figure, at) >= least]

    def _raw(self, figure: Noted, at: int) -> float:
        return likeness(self._weighed(figure), self.notes.weighed[at])

    def at_most(self, figure: Noted, at: int) -> float:
        """A likeness that the two do not exceed, for less work than their likeness."""
        known = self._alike.get((id(figure), at))
        if known is not None:
            return known
        most = likeness_at_most(self._weighed(figure), self.notes.weighed[at])
        if most < SHORT_FORM and shortened(figure.name, self.notes.figures[at].name):
            return SHORT_FORM
        return most

    def best(self, figure: Noted, candidates: Sequence[int]) -> tuple[float, int]:
        """The candidate most alike, the first of several; ``(0.0, -1)`` of none."""
        score, best = 0.0, -1
        for at in candidates:
            if best >= 0 and self.at_most(figure, at) < score:
                continue
            found = self.likeness(figure, at)
            if best < 0 or found > score or (found == score and at < best):
                score, best = found, at
        return score, best

    def claim(self, at: int) -> float:
        """How well the draft states a figure of the notes at best."""
        if at not in self._claims:
            self._claims[at] = self._greatest(self.claimants[at], at)
        return self._claims[at]

    def _greatest(self, figures: Iterable[Noted], at: int) -> float:
        score = 0.0
        for figure in figures:
            if self.at_most(figure, at) > score:
                score = max(score, self.likeness(figure, at))
        return score

    def near(self, figure: Noted) -> Sequence[int]:
        """The few figures of the notes whose things share most with the figure's."""
        return _nearest(self.notes, self._weighed(figure), NEAREST)

    def near_in_measure(self, figure: Noted) -> list[int]:
        """Those of the near ones that count in the figure's measure."""
        return [at for at in self.near(figure) if self.notes.figures[at].measure == figure.measure]

    def taken(self, figure: Noted, at: int) -> float:
        """How well another figure of the draft states this figure of the notes."""
        return self._greatest((other for other in self.claimants[at] if other is not figure), at)

    def beside(self, figure: Noted, n: Noted) -> bool:
        """Whether another figure of the draft's sentence rests on the line of the notes that this one stands in."""
        candidate = self.notes.places.get((n.document, n.mention.start))
        rested = self._rested_on(figure.place.sentence).get(n.line, ())
        return any(at != candidate and self.likeness(other, at) >= ALIKE for other, at in rested)

    def follows(self, figure: Noted, at: int) -> bool:
        """Whether the figure before it in its sentence states the figure of the notes just before this one."""
        here = self._in_sentence[figure.place.sentence]
        k = next((i for i, other in enumerate(here) if other is figure), 0)
        own = self.notes.figures[at]
        before = self.notes.figures[at - 1] if at else None
        return k > 0 and before is not None and before.line == own.line and at - 1 in self.agreeing(here[k - 1])

    def _rested_on(self, sentence: _Span) -> dict[tuple[str, int], list[tuple[Noted, int]]]:
        """The lines of the notes that figures of a sentence may rest on, with these and their positions there."""
        if sentence not in self._lines:
            lines = self._lines[sentence] = {}
            for figure in self._in_sentence[sentence]:
                for at in self.agreeing(figure):
                    lines.setdefault(self.notes.figures[at].line, []).append((figure, at))
        return self._lines[sentence]

    def sentence_of(self, figure: Noted) -> Sequence[Noted]:
        """The figures of the draft in its sentence."""
        return self._in_sentence[figure.place.sentence]

    def planned(self, figure: Noted) -> bool:
        """Whether a figure of the draft stands among the plans."""
        return any(start <= figure.mention.start < end for start, end in self._plans)

    def stated(self, source: Source) -> int:
        """The position of the notes' figure that stands at ``source``."""
        return self.notes.places[source.document, source.start]
