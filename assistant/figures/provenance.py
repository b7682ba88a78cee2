"""Provenance: does each figure of a draft have a source in the notes (``figures.md`` §2)?

A figure is judged by value, unit, qualifier, period and by the thing it counts; what has no source is tried as arithmetic
over sourced figures where its wording asks for that, then looked for in the samples.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from assistant.figures import dates
from assistant.figures.agreement import Agreement, agreement
from assistant.figures.derivation import Derived, derive
from assistant.figures.mentions import Kind, Mention
from assistant.figures.reading import read_ones
from assistant.figures.record import Noted, Record, measure, noted
from assistant.figures.units import canonical
from assistant.figures.verdicts import JudgedFigure, Source, Status

SAME = 0.85  # so alike that nothing else need be looked at
LEAST = 0.05  # less alike than this: another thing
CLEAR = 0.16  # a competitor more alike by this much makes it another thing


class Stated(Protocol):
    """A figure of a sample: its place, and the pairs of characters beside it."""

    @property
    def source(self) -> Source: ...
    @property
    def words(self) -> frozenset[str]: ...


Leaks = Mapping[str, Sequence[Stated]]  # by ``leak_key``


def judge(text: str, notes: Record, leaks: Leaks | None = None) -> tuple[JudgedFigure, ...]:
    """Every figure of the draft with its status, in order; ``leaks`` maps figures of the samples to their places."""
    drafted = noted("", text)
    judged: list[JudgedFigure] = []
    known: list[tuple[Noted, JudgedFigure]] = []
    for figure in drafted:
        is_one = figure.mention.text.startswith("一") and figure.mention in read_ones(text)
        verdict = _stated(figure, notes)
        if is_one and verdict.status is not Status.SOURCED:
            continue
        judged.append(verdict)
        known.append((figure, verdict))
    return tuple(_rest(figure, verdict, known, notes, leaks or {}) for figure, verdict in known)


def _rest(
    figure: Noted, verdict: JudgedFigure, known: Sequence[tuple[Noted, JudgedFigure]], notes: Record, leaks: Leaks
) -> JudgedFigure:
    """Try arithmetic where the notes do not state the figure, then the samples."""
    if verdict.status is Status.SOURCED:
        return verdict
    derived = derive(figure, [(f, v.sources) for f, v in known], notes)
    if derived and derived.holds:
        return JudgedFigure(figure.mention, Status.DERIVED, derived.formula, derived.sources)
    if verdict.status is Status.MISMATCHED:
        return verdict
    if leak := _leak(figure, leaks):
        return JudgedFigure(
            figure.mention, Status.LEAKED, None, (leak,),
            f"笔记里没有“{figure.mention.text}”，它是范文《{leak.document}》里的数，请换成本单位的数字或删去。",
        )  # fmt: skip
    return _unsourced(figure, derived, notes)


def leak_key(mention: Mention) -> str:
    """The key under which a figure of a sample is looked up."""
    return mention.date or f"{mention.kind}{mention.value}{canonical(mention.unit)[0]}"


def _leak(figure: Noted, leaks: Leaks) -> Source | None:
    """The sample's figure of this value that is said in like words; a bare coincidence of small numbers is no leak."""
    words = {piece for piece in figure.thing.near if len(piece) > 1}
    shared = [(len(words & stated.words), stated.source) for stated in leaks.get(leak_key(figure.mention), ())]
    count, source = max(shared, key=lambda pair: pair[0], default=(0, None))
    return source if count else None


def _stated(figure: Noted, notes: Record) -> JudgedFigure:
    """Judge by what the notes state, without arithmetic."""
    if figure.mention.kind is Kind.DATE and (sourced := _resolved_year(figure, notes)):
        return sourced
    agreeing: dict[Agreement, list[Noted]] = defaultdict(list)
    for noted in notes.figures:
        agreeing[agreement(figure.mention, noted.mention)].append(noted)
    if figure.mention.kind in (Kind.DATE, Kind.REFERENCE):
        return _stated_date(figure, agreeing[Agreement.YES], notes)
    if agreeing[Agreement.YES]:
        return _by_thing(figure, agreeing[Agreement.YES], notes)
    return _by_qualifier(figure, agreeing[Agreement.QUALIFIER], notes) or _by_unit(figure, agreeing[Agreement.UNIT], notes)


def _likeness(figure: Noted, noted: Noted, notes: Record) -> float:
    return notes.weights.likeness(figure.thing, noted.thing)


def _best(figure: Noted, candidates: Sequence[Noted], notes: Record) -> tuple[float, Noted]:
    return max(((_likeness(figure, n, notes), n) for n in candidates), key=lambda pair: pair[0])


def _by_thing(figure: Noted, agreeing: Sequence[Noted], notes: Record) -> JudgedFigure:
    """The value is in the notes: of this thing, in this period?"""
    timely = [n for n in agreeing if _period_fits(figure.place.period, n.place.period)]
    if not timely:
        score, nearest = _best(figure, agreeing, notes)
        if score >= LEAST:
            return _mismatched(figure, nearest, f"笔记里“{nearest.mention.text}”说的是{_period_name(nearest.place.period)}的数", notes)
    score, best = _best(figure, timely or agreeing, notes)
    if score >= SAME:
        return _sourced(figure, best)
    rivals = [
        n for n in notes.by_measure.get(measure(best.mention), ())
        if n not in agreeing and agreement(figure.mention, n.mention) is Agreement.NO
        and _period_fits(figure.place.period, n.place.period)
    ]  # fmt: skip
    rival_score, rival = _best(figure, rivals, notes) if rivals else (0.0, None)
    if rival is not None and rival_score > score + CLEAR and rival_score > score * 1.25:
        said = f"笔记里“{best.mention.text}”说的是“{best.label}”，而“{rival.label}”是{rival.mention.text}"
        return _mismatched(figure, best, said, notes, rival)
    if score < LEAST and figure.mention.kind is not Kind.ORDINAL and _names_something(figure):
        return _mismatched(figure, best, f"笔记里“{best.mention.text}”说的是“{best.label}”，与此处不是一回事", notes)
    return _sourced(figure, best)


_VAGUE = re.compile(r"[又再还共新增加减少升降长提高名家个人数量总和之]")


def _names_something(figure: Noted) -> bool:
    """Whether the words beside a figure say what it counts; in 的基础上又增加5家 they do not."""
    return bool(len(_VAGUE.sub("", "".join(p for p in figure.thing.near if len(p) == 1))) >= 2)


def _period_fits(drafted: str, noted: str) -> bool:
    """去年 never serves as this year's, nor the other way round; a named year fits itself and what is undated."""
    relative = {"last", "next"}
    if drafted in relative or noted in relative:
        return drafted == noted or (drafted.isdigit() and noted in relative) or (noted.isdigit() and drafted in relative)
    return not (drafted.isdigit() and noted.isdigit() and drafted != noted)


def _period_name(period: str) -> str:
    return {"last": "去年", "next": "明年", "half": "半年", "": "今年"}.get(period, f"{period}年")


def _sourced(figure: Noted, noted: Noted) -> JudgedFigure:
    return JudgedFigure(figure.mention, Status.SOURCED, None, (noted.source(),))


def _mismatched(figure: Noted, noted: Noted, said: str, notes: Record, right: Noted | None = None) -> JudgedFigure:
    del notes
    sources = (noted.source(),) if right is None else (noted.source(), right.source())
    suggestion = right.mention.text if right else ""
    return JudgedFigure(figure.mention, Status.MISMATCHED, None, sources, f"{said}，请核对“{figure.mention.text}”。", suggestion)


def _by_qualifier(figure: Noted, candidates: Sequence[Noted], notes: Record) -> JudgedFigure | None:
    if not candidates:
        return None
    score, best = _best(figure, candidates, notes)
    if score < LEAST:
        return None
    said = f"笔记写的是“{best.mention.text}”，“约、近、余、多、以上”这类字样不能增删或改动"
    return replace(_mismatched(figure, best, said, notes), suggestion=best.mention.text)


def _by_unit(figure: Noted, candidates: Sequence[Noted], notes: Record) -> JudgedFigure:
    bare = JudgedFigure(figure.mention, Status.UNSOURCED)
    if not candidates:
        return bare
    score, best = _best(figure, candidates, notes)
    if score < 0.2:
        return bare
    said = f"笔记里这个数的单位是“{best.mention.unit or '无'}”（{best.mention.text}）"
    return replace(_mismatched(figure, best, said, notes), suggestion=best.mention.text)


def _stated_date(figure: Noted, agreeing: Sequence[Noted], notes: Record) -> JudgedFigure:
    if not agreeing:
        return JudgedFigure(figure.mention, Status.UNSOURCED)
    score, best = _best(figure, agreeing, notes)
    if figure.mention.kind is Kind.DATE and dates.year(figure.mention.date) is None:
        rivals = [n for n in notes.by_measure.get("date", ()) if agreement(figure.mention, n.mention) is Agreement.NO]
        rival_score, rival = _best(figure, rivals, notes) if rivals else (0.0, None)
        if rival is not None and rival_score > max(score + 0.3, 0.5):
            said = f"笔记里“{best.mention.text}”说的是“{best.label}”，而“{rival.label}”是{rival.mention.text}"
            return _mismatched(figure, best, said, notes, rival)
    return _sourced(figure, best)


_YEAR_ONLY = re.compile(r"[0-9]{4}$")


def _resolved_year(figure: Noted, notes: Record) -> JudgedFigure | None:
    """A bare year that the notes' 今年, 去年, 明年 stand for."""
    if not _YEAR_ONLY.match(figure.mention.date) or int(figure.mention.date) not in notes.years:
        return None
    dated = [n for n in notes.figures if n.mention.kind is Kind.DATE and dates.year(n.mention.date)]
    exact = [n for n in dated if dates.year(n.mention.date) == int(figure.mention.date)]
    return _sourced(figure, (exact or dated)[0])


def _unsourced(figure: Noted, derived: Derived | None, notes: Record) -> JudgedFigure:
    """Nothing states it: say what the arithmetic gives, or the nearest figure of the same thing."""
    text = figure.mention.text
    if derived:
        said = f"“{text}”与笔记算出来的不符：{derived.formula}，请改正或说明口径。"
        return JudgedFigure(figure.mention, Status.UNSOURCED, None, derived.sources, said, derived.right)
    same = notes.by_measure.get(measure(figure.mention), ())
    score, near = _best(figure, same, notes) if same else (0.0, None)
    if near is not None and score >= 0.3:
        said = f"笔记里没有“{text}”，关于“{near.label}”笔记写的是{near.mention.text}，请核对。"
        return JudgedFigure(figure.mention, Status.UNSOURCED, None, (near.source(),), said, near.mention.text)
    return JudgedFigure(figure.mention, Status.UNSOURCED, None, (), f"笔记里没有“{text}”，请补上出处或删去。")
