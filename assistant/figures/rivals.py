"""Rivals: the figure of the notes that a figure of the draft was meant to be, where it states another one."""

from __future__ import annotations

from assistant.figures.agreement import Agreement, agreement
from assistant.figures.matching import ALIKE, MEANT, Matching
from assistant.figures.mentions import Kind
from assistant.figures.periods import EARLIER, period_fits
from assistant.figures.record import Noted
from assistant.figures.standing import (
    backwards,
    may_stand,
    no_rival,
    planned_and_done,
    same_noun,
    side_by_side,
    tells_more,
)

EXCHANGED = 0.12  # two figures that fit each other's places better by this much in all were exchanged
FAR = 0.3  # the same where neither fits the other place well: 噪音53 卫生29
ONE_SIDED = 0.2  # the same where only one of them fits better, the other hardly worse


def rival(matching: Matching, figure: Noted, own: int) -> tuple[float, Noted | None]:
    """The most alike figure of the notes with another value that no other figure of the draft states better.

    ``own`` is the figure of the notes that the draft's figure states.
    """
    best = matching.notes.figures[own]
    rivals = []
    for at in matching.near(figure):
        n = matching.notes.figures[at]
        if (
            (may_stand(figure, n) or (may_stand(best, n) and bool(best.mention.unit)))
            and period_fits(figure.place.period, n.place.period)
            and matching.agreement(figure, at) is Agreement.NO
            and _free(matching, figure, own, at)
            and not _becomes(matching, figure, n)
            and not _base_of(figure, best, n)
            and not no_rival(figure, best, n)
            and not _of_other_time(matching, figure, best, n)
        ):
            rivals.append(at)
    score, at = matching.best(figure, rivals)
    return (score, matching.notes.figures[at]) if rivals else (0.0, None)


def _free(matching: Matching, figure: Noted, own: int, at: int) -> bool:
    """Whether a figure of the notes may be what the draft's figure was meant to be: nothing else in the draft states it.

    One that another figure states, and can only state, is free only where the two would go better exchanged.
    """
    claimants = matching.claimants[at]
    if figure.mention.kind is Kind.DATE:
        return not any(other.place.sentence == figure.place.sentence for other in claimants)
    users = [other for other in claimants if other is not figure and len(matching.agreeing(other)) == 1]
    if users:
        return any(crossed(matching, figure, own, user, at) for user in users)
    claimed = matching.claim(at)
    if matching.at_most(figure, at) <= claimed or matching.likeness(figure, at) <= claimed:
        return False
    likeliest = [o for o in claimants if o is not figure and matching.best(o, matching.agreeing(o))[1] == at]
    return not likeliest or any(crossed(matching, figure, own, other, at) for other in likeliest)


def _of_other_time(matching: Matching, figure: Noted, best: Noted, n: Noted) -> bool:
    """Whether only one of two figures of the notes is planned for next year, and the draft's stands where that one's kind does."""
    coming, other = best.place.period == "next", n.place.period == "next"
    return coming != other and coming is matching.planned(figure)


def _base_of(figure: Noted, best: Noted, n: Noted) -> bool:
    """Whether ``n`` is only what the notes' base has become since: 由5400米增至, whatever the draft says that it grew to."""
    same = figure.place.period == "any" and best.line == n.line
    return same and best.place.period in EARLIER and n.place.period not in EARLIER


def _becomes(matching: Matching, figure: Noted, n: Noted) -> bool:
    """Whether ``n`` is what the draft's figure changes to: in 由1085斤提高到1120斤 the second is no rival of the first."""
    if figure.place.period != "any":
        return False
    after = matching.after.get(id(figure))
    return after is not None and agreement(after.mention, n.mention) is Agreement.YES


def crossed(matching: Matching, figure: Noted, own: int, partner: Noted, other: int) -> bool:
    """Whether two figures of the draft, each with its own figure of the notes, would both go better with the other's."""
    n, m = matching.notes.figures[own], matching.notes.figures[other]
    if (same_noun(figure, n) and not same_noun(figure, m)) or (n.line == m.line and tells_more(figure, n, m)):
        return False
    of_times = _of_other_time(matching, figure, n, m) and _of_other_time(matching, partner, m, n)
    if of_times or not may_stand(figure, m) or not may_stand(partner, n) or planned_and_done(figure, partner, n, m):
        return False
    if matching.agreement(figure, other) is Agreement.YES or matching.agreement(partner, own) is Agreement.YES:
        return False
    if not period_fits(figure.place.period, m.place.period) or not period_fits(partner.place.period, n.place.period):
        return False
    if "any" in (figure.place.period, partner.place.period) and side_by_side(figure, partner):
        return backwards(figure, n, m)
    most = matching.at_most(figure, other), matching.at_most(partner, own)
    if max(most) < MEANT and min(most) < ALIKE:
        return False
    across = matching.likeness(figure, other), matching.likeness(partner, own)
    straight = matching.likeness(figure, own), matching.likeness(partner, other)
    if max(across) < MEANT and (min(across) < ALIKE or sum(across) - sum(straight) < FAR):
        return False
    both = across[0] >= straight[0] and across[1] >= straight[1]
    return sum(across) - sum(straight) > (EXCHANGED if both else ONE_SIDED)
