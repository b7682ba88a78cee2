"""The verdict on each clause: what it claims, whether the notes say it, and how sure that is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.claims.bearing import share
from assistant.claims.clauses import Clause, Part, clauses
from assistant.claims.contrary import contrary
from assistant.claims.frames import frames_of
from assistant.claims.furniture import is_furniture
from assistant.claims.ground import Segment
from assistant.claims.readings import Reading, readings
from assistant.claims.support import Ground, Support
from assistant.claims.wording import synonyms
from assistant.figures.verdicts import JudgedFigure, Status

_GAP = re.compile(r"【[^】\n]*】")
_YEAR = re.compile(r"(20[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TITLE = 80  # characters at the head of a report that say its year
_SOURCED = (Status.SOURCED, Status.DERIVED)
_TOLD = (Part.OPENING, Part.WORK)  # the parts that tell what was done
_REST = 0.55  # so much of a clause said, a widening word is all that is wrong with it
_SUMMING = {
    "wanting": 0.15,
    "fault": 0.15,
    "vague-want": 0.4,
    "planned": 0.15,
    "vague-plan": 0.3,
    "plain": 0.05,
    "deed": 0.25,
    "act": 0.35,
}  # so much said, it may sum up what follows
_SUMMED = 0.25  # what that adds
_HOTLINE = re.compile(r"(?:11[0-9]|12[0-9]|12[0-9]{3}|9[56][0-9]{3})$")  # 12345 is the name of a telephone, not a count
_FIGURE = re.compile("[0-9]")  # a clause with a figure of its own sums up nothing
_MECHANISM = re.compile(r"机制|制度|体系|台账|专班|领导小组|预案|细则|责任书|承诺书|闭环|清单|流程$|方案$|办法$")


@dataclass(frozen=True, slots=True)
class Claim:
    """One clause that claims something, and whether the notes say it; ``share`` is how far they do, ``doubtful`` where that is near."""

    clause: Clause
    reading: Reading
    share: float
    support: Support
    unsupported: bool
    doubtful: bool = False
    seconded: bool = False  # only a second opinion says that it is unsupported

    @property
    def claim(self) -> str:
        """Its class: act, state, cause, compliance, effect or promise."""
        return self.reading.claim

    @property
    def only_widens(self) -> bool:
        """Whether the notes say the rest of the clause, and only some words make more of it."""
        return self.unsupported and self.reading.name == "widened" and self.support.share >= _REST

    @property
    def contrary(self) -> bool:
        """Whether the nearest place says the contrary."""
        return self.reading.name == "contrary"

    @property
    def nearest(self) -> Segment | None:
        """The place of the notes that comes nearest."""
        return self.support.nearest


@dataclass(frozen=True, slots=True)
class _Case:
    ground: Ground
    anchors: Mapping[int, frozenset[int]]
    inside: Mapping[int, Sequence[JudgedFigure]] = field(default_factory=dict)

    def counted(self, clause: Clause) -> bool:
        """Whether a figure with a source stands in a clause."""
        figures = self.inside.get(clause.start)
        return figures is not None and any(f.status in _SOURCED and not _HOTLINE.match(f.mention.text) for f in figures)

    def figured(self, clause: Clause) -> bool:
        """Whether any figure does: its own finding speaks for it where it has no source."""
        return bool(self.inside.get(clause.start))


def judged(text: str, notes: Sequence[tuple[str, str]], figures: Sequence[JudgedFigure] = ()) -> tuple[Claim, ...]:
    """Every clause of a report that claims something, with its verdict; ``notes`` are ``(document, text)``."""
    ground, parts = ground_of(notes, text), clauses(text)
    case = _Case(ground, *_resting(parts, figures, ground))
    gaps = [at for match in _GAP.finditer(text) for at in match.span()]
    found: list[Claim] = []
    following: Clause | None = None
    backed = False  # whether what follows in the sentence has its source
    for clause in reversed(parts):
        summary = backed and following is not None and following.sentence == clause.sentence
        gap = bisect_right(gaps, clause.start) % 2 == 1 or "【" in clause.text
        claim = None if gap else _judged(clause, case, summary=summary)
        if claim is not None:
            found.append(claim)
        backed = (
            case.counted(clause)
            if claim is None
            else not claim.unsupported and (case.counted(clause) or claim.share > 0.7)
        )
        following = clause
    return tuple(reversed(found))


def ground_of(notes: Sequence[tuple[str, str]], text: str) -> Ground:
    """The notes as a report of a certain year is laid beside them."""
    return _ground(tuple(notes), _year(text))


@lru_cache(maxsize=4)
def _ground(notes: tuple[tuple[str, str], ...], year: int) -> Ground:
    """The notes as they lie ready; they stay as they are while a draft is written."""
    return Ground(notes, year)


def _year(text: str) -> int:
    match = _YEAR.search(text[:_TITLE])
    return int(match[1].translate(_DIGITS)) if match else 0


def _resting(
    parts: Sequence[Clause], figures: Sequence[JudgedFigure], ground: Ground
) -> tuple[dict[int, frozenset[int]], dict[int, list[JudgedFigure]]]:
    """The places of the notes that the figures of each sentence rest on, and the figures in each clause (by its start)."""
    starts = [clause.start for clause in parts]
    inside: dict[int, list[JudgedFigure]] = defaultdict(list)
    anchors: dict[int, set[int]] = defaultdict(set)
    for figure in figures:
        at = bisect_right(starts, figure.mention.start) - 1
        if at < 0 or figure.mention.start >= parts[at].end:
            continue
        inside[parts[at].start].append(figure)
        if figure.status in _SOURCED:
            anchors[parts[at].sentence].update(ground.at(s.document, s.start) for s in figure.sources)
    return {sentence: frozenset(numbers) - {-1} for sentence, numbers in anchors.items()}, dict(inside)


def _judged(clause: Clause, case: _Case, *, summary: bool) -> Claim | None:
    """The first reading of a clause that the notes do not bear out, else its first; None for what claims nothing."""
    frames = frames_of(clause.bare)
    if is_furniture(clause, frames):
        return None
    counted = case.counted(clause)
    anchors = case.anchors.get(clause.sentence, frozenset())
    support: Support | None = None  # looked for where there is a reading at all
    borne: Claim | None = None
    if clause.part in _TOLD and (found := contrary(clause.bare, case.ground, counted=counted)):
        return Claim(clause, Reading("contrary", "state", found[0]), 0.0, Support(0.0, found[1]), unsupported=True)
    for reading in readings(clause, frames, counted=counted, figured=counted or case.figured(clause)):
        support = support or case.ground.support(clause.bare, anchors, planned=clause.part is Part.NEXT)
        said = share(reading, clause, support, case.ground, anchors, counted=counted)
        if summary and said > _SUMMING.get(reading.name, 1.0) and _sums_up(clause, reading, case.ground):
            said += _SUMMED
        doubtful = reading.lowest <= said < reading.highest
        claim = Claim(clause, reading, said, support, said < reading.needed, doubtful)
        if claim.unsupported:
            return claim
        borne = borne or claim
    return borne


def _sums_up(clause: Clause, reading: Reading, ground: Ground) -> bool:
    """Whether a clause may sum up what follows: no figure of its own, and no mechanism that the notes have no word for."""
    return not _FIGURE.search(clause.bare) and not _invented(reading, ground)


def _invented(reading: Reading, ground: Ground) -> bool:
    """Whether a mechanism is named that the notes have no word for: what follows cannot bear it out."""
    named = _MECHANISM.search(reading.words)
    if named is None or reading.name != "act":
        return False
    return not any(ground.says(word) for word in (named[0], *synonyms().get(named[0], ())))
