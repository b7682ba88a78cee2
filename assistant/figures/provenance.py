"""Provenance: whether each figure of a draft has a source in the notes (``figures.md`` §2).

A figure is judged by value, unit, qualifier, period and by the thing it counts; what has no source is tried as arithmetic
over sourced figures where its wording asks for that, then looked for in the samples.
"""

from __future__ import annotations

from assistant.figures.agreement import Agreement, mistyped
from assistant.figures.derivation import Derived, derive, derive_from_parts
from assistant.figures.displaced import displaced
from assistant.figures.doubts import doubtful, reconsidered, stated_result
from assistant.figures.leaks import Leaks, leak_of
from assistant.figures.matching import ALIKE, MEANT, Matching
from assistant.figures.operands import Told
from assistant.figures.periods import period_fits
from assistant.figures.plans import only_planned, plan_spans
from assistant.figures.reading import read_ones
from assistant.figures.record import Noted, Record, noted, relative
from assistant.figures.rulings import in_place_of, leaked, misreckoned, sourced, unsourced
from assistant.figures.stating import stated
from assistant.figures.swaps import with_swaps
from assistant.figures.turned import with_turned
from assistant.figures.verdicts import JudgedFigure, Source, Status
from assistant.figures.wording import asks

OPERAND = 0.05  # so alike that a figure of the notes may be reckoned with
SLIPS = (Agreement.QUALIFIER, Agreement.UNIT)  # the notes' number all the same
TYPO = 0.15  # the same where it differs in one digit, or in two that changed places
NEAR_ENOUGH = 0.3  # so alike that the nearest figure of the notes is worth showing


def judge(text: str, notes: Record, leaks: Leaks | None = None) -> tuple[JudgedFigure, ...]:
    """Every figure of the draft with its status, in order; ``leaks`` knows the figures of the samples."""
    ones = set(read_ones(text))
    plans = plan_spans(text)
    matching = Matching([relative(figure, notes.this_year) for figure in noted("", text)], notes, plans)
    known: list[tuple[Noted, JudgedFigure]] = []
    for figure in matching.figures:
        verdict = only_planned(figure, stated(figure, matching), text, plans, notes)
        if figure.mention not in ones or verdict.status is Status.SOURCED:
            known.append((figure, verdict))
    known = with_turned(with_swaps(known, matching), matching)
    told = Told(notes)
    stated_there = {verdict.sources[0] for _, verdict in known if verdict.status is Status.SOURCED}
    for figure, verdict in known:
        sources = _rests_on(figure, verdict, matching)
        if verdict.status is Status.SOURCED or not sources or sources[0] not in stated_there:
            told.rests(figure, sources)
    first = [(figure, _finished(figure, verdict, told, matching, leaks)) for figure, verdict in known]
    return tuple(_by_what_follows(figure, verdict, told) for figure, verdict in first)


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
