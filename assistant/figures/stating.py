"""Stating: what the notes themselves say of a figure, without arithmetic."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.figures import dates
from assistant.figures.agreement import Agreement, date_in
from assistant.figures.companions import of_another
from assistant.figures.days import dated_otherwise
from assistant.figures.matching import MEANT, Matching
from assistant.figures.mentions import Kind
from assistant.figures.namedrates import another_rate, no_mean
from assistant.figures.periods import period_fits, period_name
from assistant.figures.record import Noted, Record
from assistant.figures.rivals import rival
from assistant.figures.rulings import elsewhere, exchanged, mismatched, sourced
from assistant.figures.standing import (
    flipped,
    heads_not_turns,
    names_nothing,
    names_something,
    own_unit,
    particular,
    rare_unit,
    same_noun,
    season_in,
    telling,
    tells_more,
)
from assistant.figures.verdicts import JudgedFigure, Status

SAME = 0.85  # so alike that nothing else need be looked at
ASKED = 0.15  # the least where the wording asks for arithmetic, which a figure of another thing would pass for
LEAST = 0.05  # less alike than this: another thing
CLEAR = 0.12  # a competitor more alike by this much makes it another thing
CLEARLY = 1.25  # and by this factor
TAKEN = 0.5  # so well stated by another figure of the draft that one hardly alike (``ELSEWHERE``) cannot mean it too
ELSEWHERE = 0.15
UNIT = 0.12  # less alike than this: no slip of the unit
DATED = 0.25  # how much more alike another date must be
DATED_AT_LEAST = 0.45
_CHANGED = re.compile(r"(?:增[加长收]|减少|下降|提高|压减|完成|占\S{0,8}|累计达?到?)[了的]?\s*$")
_COARSE = re.compile(r"(?:[0-9]{4}|-)?-?(?:Q[1-4]|-?[0-9]{2})")
_MONTH = re.compile(r"(?:[0-9]{4}|-)-([0-9]{2})(?:-.*)?")
_QUARTER = re.compile(r"(?:[0-9]{4}-)?Q([1-4])")
_TO_COME = re.compile("度?(?:主要|重点)?(?:工作)?(?:任务)?(?:和)?(?:主要)?(?:打算|计划|思路|安排|目标|重点|展望|设想)")
_YEAR_ONLY = re.compile(r"[0-9]{4}$")


def stated(figure: Noted, matching: Matching) -> JudgedFigure:
    """Judge by what the notes state; *unsourced*, without words, where they state nothing of the kind."""
    if figure.mention.kind is Kind.DATE and (
        found := _resolved_year(figure, matching.notes, planned=matching.planned(figure))
    ):
        return found
    agreeing = matching.agreeing(figure)
    if figure.mention.kind in (Kind.DATE, Kind.REFERENCE):
        return _stated_date(figure, agreeing, matching)
    if agreeing:
        return _by_thing(figure, agreeing, matching)
    return _by_qualifier(figure, matching) or _by_unit(figure, matching)


def _by_thing(figure: Noted, agreeing: Sequence[int], matching: Matching) -> JudgedFigure:
    """The value is in the notes: decide whether it is of this thing and in this period."""
    noted_ones = matching.notes.figures
    timely = [at for at in agreeing if period_fits(figure.place.period, noted_ones[at].place.period)]
    score, at = matching.best(figure, timely or agreeing)
    if (better := _of_its_time(figure, timely, (score, at), matching)) is not None:
        score, at = better
    best = noted_ones[at]
    if not timely and (score >= LEAST or telling(figure)):
        return mismatched(figure, best, f"笔记里“{best.mention.text}”说的是{period_name(best.place.period)}的数")
    if timely and (opposed := _opposed(figure, best, score)):
        return opposed
    if score >= SAME:
        return sourced(figure, best)
    if timely and (companion := of_another(figure, at, matching)):
        return exchanged(figure, best, companion)
    if whole := _whole_of_season(figure, best, matching.notes):
        return exchanged(figure, best, whole)
    rival_score, other = rival(matching, figure, at)
    if other is not None and _beaten(figure, (score, at), (rival_score, other), matching):
        return exchanged(figure, best, other)
    if _another_thing(figure, (score, at), matching, alone=rival_score < MEANT and len(agreeing) == 1):
        return elsewhere(figure, best)
    return sourced(figure, best)


def _of_its_time(
    figure: Noted, timely: Sequence[int], found: tuple[float, int], matching: Matching
) -> tuple[float, int] | None:
    """One planned for next year where the draft tells plans, one that is not where it does not, if it is as much alike as the one found."""
    coming = matching.planned(figure)
    own = [at for at in timely if (matching.notes.figures[at].place.period == "next") is coming]
    if not own or found[1] in own:
        return None
    score, at = matching.best(figure, own)
    return (score, at) if score >= found[0] - LEAST else None


def _opposed(figure: Noted, best: Noted, score: float) -> JudgedFigure | None:
    """Mismatched where the notes count heads and the draft turns, state another rate or no mean, or deny what the draft affirms."""
    if heads_not_turns(figure, best):
        return mismatched(figure, best, f"笔记里“{best.label}{best.mention.text}”数的是人，不是人次")
    if opposite := flipped(figure, best):
        return mismatched(figure, best, f"笔记里“{best.mention.text}”说的是“{opposite}”，意思相反")
    if score < MEANT and (another_rate(figure, best) or no_mean(figure, best)):
        return elsewhere(figure, best)
    return None


def _beaten(figure: Noted, own: tuple[float, int], rival_one: tuple[float, Noted], matching: Matching) -> bool:
    """Whether a rival is clearly more alike than the figure of the notes that was stated, and nothing speaks for that one."""
    score, at = own
    rival_score, other = rival_one
    best = matching.notes.figures[at]
    if other.line == best.line and other.label == best.label and _is_total(best, matching):
        return False  # its parts have its name
    if other.line == best.line and tells_more(figure, best, other):
        return False
    if other.line != best.line and matching.beside(figure, best) and not matching.beside(figure, other):
        return False
    if _respectively(figure, best, other, matching) or (own_unit(figure, best) and not other.mention.unit):
        return False
    if names_nothing(best) and rival_score < MEANT:
        return False
    if same_noun(figure, best) and not same_noun(figure, other):
        return False
    if matching.taken(figure, at) > max(score * CLEARLY, rival_score):
        return rival_score > score
    return rival_score > score + CLEAR and rival_score > score * CLEARLY


def _whole_of_season(figure: Noted, best: Noted, notes: Record) -> Noted | None:
    """The total of a group of rows where the draft, without a word of the season, states one of its quarters (居民生活 三季度 for 小计)."""
    season = season_in(best.place.row)
    if season is None or season_in(figure.place.lead + figure.place.head + figure.place.before):
        return None
    group, column = best.place.row[: season.start()], best.place.label[len(best.place.row) :]
    rows = {group + total for total in ("小计", "合计", "总计", "全年", "计")}
    return next(
        (
            n
            for n in notes.figures
            if n.place.row in rows and n.place.label[len(n.place.row) :] == column and n.base != best.base
        ),
        None,
    )


def _is_total(n: Noted, matching: Matching) -> bool:
    """Whether the figures of one name before it in its line add up to a figure of the notes (4.2+5.1+4.9+6.8=21万件)."""
    line = matching.notes.lines[n.line]
    parts = [m for m in line if m.label == n.label and m.measure == n.measure and m.mention.start < n.mention.start]
    return len(parts) > 1 and sum(m.base for m in parts) == n.base


def _another_thing(figure: Noted, own: tuple[float, int], matching: Matching, *, alone: bool) -> bool:
    """Whether the notes state the value of something that is hardly alike; ``alone``: nothing else comes near."""
    score, at = own
    if names_nothing(matching.notes.figures[at]):
        return False
    if score < ELSEWHERE and matching.taken(figure, at) >= max(TAKEN, score * 3) and names_something(figure):
        return True
    least = ASKED if _CHANGED.search(figure.place.before) else LEAST
    if (
        score >= least
        or (alone and (particular(figure, matching.notes.figures[at]) or rare_unit(figure, matching.notes.figures[at])))
        or figure.mention.kind is Kind.ORDINAL
    ):
        return False
    unit, best = figure.mention.unit, matching.notes.figures[at]
    if len(unit) > 1 and not best.mention.unit and unit in best.place.lead[-12:] + best.place.head + best.place.before:
        return False  # 4.6万车次 for 车次 今年4.6万
    if best.place.row.endswith(("合计", "总计", "共计")) and unit == best.mention.unit:
        return False  # 4个村240户 for the total of the column 户数
    if matching.follows(figure, at) and (telling(figure) or telling(matching.notes.figures[at - 1])):
        return False  # 378人，拿到330人 for 考试378人，取证330人: the two stand side by side in both
    return names_something(figure) and not matching.beside(figure, matching.notes.figures[at])


def _respectively(figure: Noted, best: Noted, rival_one: Noted, matching: Matching) -> bool:
    """甲村和乙村分别为45户、58户: both figures stand in the clause, in the order of the notes."""
    if "分别" not in figure.place.head + figure.place.before + figure.place.lead[-20:]:
        return False
    others = [f for f in matching.sentence_of(figure) if f.mention.value == rival_one.mention.value]
    return any(
        (f.mention.start > figure.mention.start) == (rival_one.mention.start > best.mention.start) for f in others
    )


def _by_qualifier(figure: Noted, matching: Matching) -> JudgedFigure | None:
    """The number with another qualifier than the notes have."""
    score, at = matching.best(figure, matching.agreeing(figure, Agreement.QUALIFIER))
    if score < LEAST:
        return None
    best = matching.notes.figures[at]
    said = f"笔记写的是“{best.mention.text}”，“约、近、余、多、以上”这类字样不能增删或改动"
    return mismatched(figure, best, said, suggest=best.mention.text)


def _by_unit(figure: Noted, matching: Matching) -> JudgedFigure:
    """The number in a unit that measures something else, unless the notes count this very thing, otherwise."""
    score, at = matching.best(figure, matching.agreeing(figure, Agreement.UNIT))
    if at < 0:
        return JudgedFigure(figure.mention, Status.UNSOURCED)
    best = matching.notes.figures[at]
    same = best.measure == figure.measure
    if score < UNIT or (not same and matching.best(figure, matching.near_in_measure(figure))[0] > score):
        return JudgedFigure(figure.mention, Status.UNSOURCED)
    said = f"笔记里这个数的单位是“{best.mention.unit or '无'}”（{best.mention.text}）"
    return mismatched(figure, best, said, suggest=best.mention.text)


def _stated_date(figure: Noted, agreeing: Sequence[int], matching: Matching) -> JudgedFigure:
    if not agreeing:
        if ends := _ends(figure, matching.notes):
            return sourced(figure, ends[0])
        return JudgedFigure(figure.mention, Status.UNSOURCED)
    score, at = matching.best(figure, agreeing)
    best = matching.notes.figures[at]
    if figure.mention.kind is Kind.DATE and dates.year(figure.mention.date) is None:
        rival_score, other = rival(matching, figure, at)
        if other is not None and rival_score > max(score + DATED, DATED_AT_LEAST) and not _quarter_of(figure, other):
            return exchanged(figure, best, other)
        if other := dated_otherwise(figure, agreeing, matching):
            return exchanged(figure, best, other)
    return sourced(figure, best)


def _quarter_of(figure: Noted, other: Noted) -> bool:
    """Whether one of two dates is a month of the quarter that is the other (3月 of 一季度): no two dates of one deed."""
    for one, two in ((figure.mention.date, other.mention.date), (other.mention.date, figure.mention.date)):
        month, quarter = _MONTH.fullmatch(one), re.search(r"Q([1-4])$", two)
        if month and quarter and (int(month[1]) + 2) // 3 == int(quarter[1]):
            return True
    return False


def _ends(figure: Noted, notes: Record) -> list[Noted]:
    """The ends of a span of months or quarters, or the months of a quarter, that the notes name one by one (一至四季度); empty where one is missing."""
    points = figure.mention.date.split("/")
    if quarter := _QUARTER.fullmatch(figure.mention.date):  # 二季度 of notes by months
        points = [f"--{month:02d}" for month in range(int(quarter[1]) * 3 - 2, int(quarter[1]) * 3 + 1)]
    if len(points) < 2 or any(not _COARSE.fullmatch(point) for point in points):
        return []
    found = [
        next((n for n in notes.figures if n.mention.kind is Kind.DATE and date_in(point, n.mention.date)), None)
        for point in points
    ]
    return [n for n in found if n is not None] if None not in found else []


def _resolved_year(figure: Noted, notes: Record, *, planned: bool) -> JudgedFigure | None:
    """A bare year that the notes' 今年, 去年, 明年 stand for."""
    year = figure.mention.date if _YEAR_ONLY.match(figure.mention.date) else ""
    dated = notes.years.get(int(year)) if year else None
    if year and int(year) == notes.this_year + 1 and (planned or _TO_COME.match(figure.place.after)):
        dated = notes.years.get(notes.this_year)  # 2025年工作打算 of a report on 2024
    return sourced(figure, dated) if dated else None
