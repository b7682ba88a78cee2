"""Provenance: whether each figure of a draft has a source in the notes (``figures.md`` §2).

A figure is judged by value, unit, qualifier, period and by the thing it counts; what has no source is tried as arithmetic
over sourced figures where its wording asks for that, then looked for in the samples.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assistant.figures.agreement import Agreement, mistyped
from assistant.figures.derivation import Derived, derive, derive_from_parts
from assistant.figures.displaced import displaced
from assistant.figures.doubts import doubtful, reconsidered, stated_result
from assistant.figures.homes import at_home
from assistant.figures.leaks import Leaks, leak_of
from assistant.figures.matching import ALIKE, MEANT, Matching
from assistant.figures.mentions import Mention
from assistant.figures.operands import Reckoned, Told
from assistant.figures.periods import period_fits
from assistant.figures.plans import only_planned, plan_spans
from assistant.figures.reading import read_ones
from assistant.figures.record import Noted, Record, noted, relative
from assistant.figures.rulings import elsewhere, in_place_of, leaked, misreckoned, sourced, unsourced
from assistant.figures.stating import stated
from assistant.figures.swaps import with_swaps
from assistant.figures.turned import with_turned
from assistant.figures.verdicts import JudgedFigure, Source, Status
from assistant.figures.wording import asks

OPERAND = 0.05  # so alike that a figure of the notes may be reckoned with
SLIPS = (Agreement.QUALIFIER, Agreement.UNIT)  # the notes' number all the same
TYPO = 0.15  # the same where it differs in one digit, or in two that changed places
ABROAD = 0.2  # less alike than this: what the notes state far from a paragraph's home is another thing
NEAR_ENOUGH = 0.3  # so alike that the nearest figure of the notes is worth showing


@dataclass(frozen=True, slots=True)
class _Settled:
    """What the home of a figure's paragraph says of it: stated there, or reckoned from what is stated there."""

    verdict: JudgedFigure
    gain: Reckoned | None = None


def judge(text: str, notes: Record, leaks: Leaks | None = None) -> tuple[JudgedFigure, ...]:
    """Every figure of the draft with its status, in order; ``leaks`` knows the figures of the samples.

    In long notes each paragraph is first judged by the part that it rests on (``homes``), and what that part leaves open by all.
    """
    ones, plans = set(read_ones(text)), plan_spans(text)
    figures = [relative(figure, notes.this_year) for figure in noted("", text)]
    settled: dict[int, _Settled] = {}
    left_open: dict[int, tuple[JudgedFigure, Record]] = {}
    for stretch, home in at_home(figures, notes):
        found, told = _judged(text, Matching(stretch, home, plans), plans, ones)
        for figure, verdict in found:
            if verdict.status in (Status.SOURCED, Status.DERIVED):
                settled[id(figure)] = _Settled(verdict, told.gain(figure))
            else:
                left_open[id(figure)] = verdict, home
    if figures and len(settled) == len(figures):
        return tuple(settled[id(figure)].verdict for figure in figures)
    stated_there = {key: one.verdict.sources if one.gain is None else () for key, one in settled.items()}
    matching = Matching(figures, notes, plans, stated_there)
    found, _ = _judged(text, matching, plans, ones, settled, leaks)
    return tuple(_abroad(figure, verdict, left_open.get(id(figure)), matching) for figure, verdict in found)


def _abroad(
    figure: Noted, verdict: JudgedFigure, at_home: tuple[JudgedFigure, Record] | None, matching: Matching
) -> JudgedFigure:
    """What all notes together say of a figure, where they know more of it than its paragraph's home: that one judges its own best."""
    if at_home is None:
        return verdict
    there, home = at_home
    if verdict.status not in (Status.SOURCED, Status.DERIVED):
        return there if there.status is Status.MISMATCHED else verdict
    source = verdict.sources[0]
    if verdict.status is Status.DERIVED:
        return verdict
    if (source.document, source.start) in home.places:
        return there
    at = matching.stated(source)
    if _own(figure, there, matching) > max(MEANT, matching.likeness(figure, at) - 0.01):
        return there
    if source.document in {n.document for n in home.figures}:
        return verdict
    if matching.likeness(figure, at) >= ABROAD:
        return verdict
    return there if there.status is Status.MISMATCHED else elsewhere(figure, matching.notes.figures[at])


def _own(figure: Noted, there: JudgedFigure, matching: Matching) -> float:
    """How far the home has another figure of the figure's very thing, which no other figure of its paragraph states."""
    if len(there.sources) != 1 or there.sources[0].text == figure.mention.text:
        return 0.0
    return matching.likeness(figure, matching.stated(there.sources[0]))


def _judged(
    text: str,
    matching: Matching,
    plans: Sequence[tuple[int, int]],
    ones: Container[Mention],
    settled: Mapping[int, _Settled] = MappingProxyType({}),
    leaks: Leaks | None = None,
) -> tuple[list[tuple[Noted, JudgedFigure]], Told]:
    """The figures of a draft, or of a stretch of it, by one record; what is settled stays as it is."""
    known: list[tuple[Noted, JudgedFigure]] = []
    for figure in matching.figures:
        if one := settled.get(id(figure)):
            known.append((figure, one.verdict))
            continue
        verdict = only_planned(figure, stated(figure, matching), text, plans, matching.notes)
        if figure.mention not in ones or verdict.status is Status.SOURCED:
            known.append((figure, verdict))
    known = _reopened(known, matching, settled)
    told = Told(matching.notes)
    stated_there = {verdict.sources[0] for _, verdict in known if verdict.status is Status.SOURCED}
    for figure, verdict in known:
        sources = _rests_on(figure, verdict, matching)
        if verdict.status is Status.SOURCED or not sources or sources[0] not in stated_there:
            told.rests(figure, sources)
    first = []
    for figure, verdict in known:
        one = settled.get(id(figure))
        if one is None:
            first.append((figure, _finished(figure, verdict, told, matching, leaks)))
            continue
        if one.gain is not None:
            told.gained(figure, one.gain)
        first.append((figure, verdict))
    return [(figure, _by_what_follows(figure, verdict, told)) for figure, verdict in first], told


def _reopened(
    known: list[tuple[Noted, JudgedFigure]], matching: Matching, settled: Container[int]
) -> list[tuple[Noted, JudgedFigure]]:
    """The verdicts, with those figures mismatched that stand in each other's place; none of those that are settled."""
    if not settled:
        return with_turned(with_swaps(known, matching), matching)
    open_ones = [row for row in known if id(row[0]) not in settled]
    swapped = {id(figure): verdict for figure, verdict in with_swaps(open_ones, matching)}
    turned = with_turned([(figure, swapped.get(id(figure), verdict)) for figure, verdict in known], matching)
    return [before if id(before[0]) in settled else after for before, after in zip(known, turned, strict=True)]


def _by_what_follows(figure: Noted, verdict: JudgedFigure, told: Told) -> JudgedFigure:
    """收购7350吨。其中小麦4250吨；稻谷3100吨: a total without a source, by the parts that the paragraph reckons after it."""
    if verdict.status is not Status.UNSOURCED or figure.mention.value is None or figure.mention.high is not None:
        return verdict
    derived = derive_from_parts(figure, told)
    if derived is None:
        return verdict
    told.gained(figure, derived)
    return JudgedFigure(figure.mention, Status.DERIVED, derived.formula, derived.sources)


def _rests_on(figure: Noted, verdict: JudgedFigure, matching: Matching) -> tuple[Source, ...]:
    """What a figure rests on, or should: where its value is wrong, the notes' figure of its thing."""
    if verdict.status is Status.SOURCED:
        return verdict.sources
    if verdict.status is Status.DERIVED:
        return ()
    if len(verdict.sources) > 1:
        return verdict.sources[1:]  # what it should have been, by which its neighbours were reckoned
    if verdict.sources and matching.agreement(figure, matching.stated(verdict.sources[0])) in SLIPS:
        return verdict.sources
    noted_ones = matching.notes.figures
    same = [
        at for at in matching.near_in_measure(figure) if period_fits(figure.place.period, noted_ones[at].place.period)
    ]
    score, at = matching.best(figure, same)
    least = TYPO if at >= 0 and mistyped(figure.mention, noted_ones[at].mention) else MEANT
    return (noted_ones[at].source(),) if score >= least else ()


def _derived(figure: Noted, verdict: JudgedFigure, told: Told, matching: Matching) -> Derived | None:
    if figure.mention.value is None or figure.mention.high is not None:
        return None
    pool = told.pool(figure, matching.akin(figure, OPERAND))
    known = verdict.status is Status.MISMATCHED or any(matching.agreeing(figure, how) for how in SLIPS)
    return derive(figure, told, pool, matching.notes, known=known)


def _settled(figure: Noted, verdict: JudgedFigure, matching: Matching) -> bool:
    """Whether arithmetic would add nothing: the notes state the figure beyond doubt, or another of its very thing."""
    if verdict.status is Status.SOURCED:
        return not doubtful(figure, verdict, matching)
    if verdict.status is not Status.MISMATCHED:
        return False
    if len(verdict.sources) > 1 and asks(figure):
        return False  # a total may well be the number of another thing too
    at = matching.stated(verdict.sources[-1])
    heads = {figure.mention.unit, matching.notes.figures[at].mention.unit} == {"人", "人次"}
    least = ALIKE if heads else MEANT
    return matching.likeness(figure, at) >= least


def _finished(
    figure: Noted, verdict: JudgedFigure, told: Told, matching: Matching, leaks: Leaks | None
) -> JudgedFigure:
    """Try arithmetic where the notes do not state the figure, then the samples."""
    if _settled(figure, verdict, matching):
        return verdict
    derived = _derived(figure, verdict, told, matching)
    if derived and derived.holds and (own := stated_result(figure, derived, matching)):
        return sourced(figure, own)
    if verdict.status is Status.SOURCED:
        return reconsidered(figure, verdict, derived, matching)
    if derived and derived.holds:
        return _reckoned(figure, verdict, derived, told, matching)
    if verdict.status is Status.MISMATCHED:
        return verdict
    if leaks is not None and (leak := leak_of(figure, leaks)):
        return leaked(figure, leak)
    if derived:
        return misreckoned(figure, derived.formula, derived.sources, derived.right)
    score, at = matching.best(figure, matching.near_in_measure(figure))
    near = score >= NEAR_ENOUGH and matching.taken(figure, at) < score
    return unsourced(figure.mention, matching.notes.figures[at] if near else None)


def _reckoned(figure: Noted, verdict: JudgedFigure, derived: Derived, told: Told, matching: Matching) -> JudgedFigure:
    """What arithmetic gives, unless another figure of the notes belongs there."""
    if verdict.status is Status.UNSOURCED and (right := displaced(figure, derived, matching)):
        return in_place_of(figure, derived.formula, derived.sources, right)
    told.gained(figure, derived)
    return JudgedFigure(figure.mention, Status.DERIVED, derived.formula, derived.sources)
