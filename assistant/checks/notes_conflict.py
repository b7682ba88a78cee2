"""Two places of the notes contradict each other (``claims.md``): offsets are in the notes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from assistant.checks.case import Case
from assistant.claims.conflicts import CutOff, counts, cut_offs, deadlines
from assistant.claims.contrary import opposed
from assistant.claims.crossings import crossings
from assistant.claims.mismatches import mismatches
from assistant.claims.verdict import ground_of
from assistant.figures.arithmetic import slips
from assistant.figures.slips import Slip
from assistant.findings import Finding, Origin, Severity, Source
from assistant.notes import CONFIRMED, Note

KIND = "notes-conflict"
_SHOWN = 20  # characters of a place that a message quotes


def check(case: Case) -> Iterator[Finding]:
    """One info for each sum of the notes that does not hold, each second cut-off date, and each count with two values."""
    if case.evidence is None or case.record is None:
        return
    notes = [note for note in case.evidence.notes.items if note.document != CONFIRMED]
    told: set[tuple[str, int]] = set()
    for note in notes:
        for finding in _sums(note):
            told.add((note.document, finding.start))
            yield finding
    for later, first in cut_offs([(note.document, note.text) for note in notes]):
        message = f"笔记里有两个统计截止时间（{first[3]}和{later[3]}），请确认用哪一个。"
        yield _finding(message, "", _placed(later), _placed(first))
    for later, first in deadlines([(note.document, note.text) for note in notes]):
        message = f"笔记里同一件事有两个日期（{first[3]}和{later[3]}），请确认用哪一个。"
        yield _finding(message, "", _placed(later), _placed(first))
    noted = [n for n in case.record.figures if n.document != CONFIRMED]
    for wrong, right, others in (*mismatches(noted), *crossings(noted)):
        if (wrong.document, wrong.mention.start) not in told:
            sum_ = (
                f"按旁边的数算应是{right}，写的是{wrong.mention.text}"
                if right
                else f"与“{others[0].mention.text}”说的升降相反"
            )
            message = f"笔记自身对不上：{sum_}，请核对。"
            yield _finding(message, right, wrong.source(), *(n.source() for n in others))
    for later_count, first_count in counts(noted):
        values = f"{first_count.mention.text}和{later_count.mention.text}"
        message = f"笔记里“{first_count.label}”有两个数（{values}），请确认用哪一个。"
        yield _finding(message, "", later_count.source(), first_count.source())
    ground = ground_of(tuple((note.document, note.text) for note in case.evidence.notes.items), case.text)
    for one, other in opposed(ground):
        if CONFIRMED in (one.document, other.document):
            continue
        message = f"笔记里两处说法相反（“{_short(other.text)}”和“{_short(one.text)}”），请确认用哪一个。"
        yield _finding(message, "", *(Source(Origin.NOTES, s.document, s.start, s.end, s.text) for s in (one, other)))


def _short(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= _SHOWN else f"{bare[:_SHOWN]}……"


def _sums(note: Note) -> Iterator[Finding]:
    for slip in _slips(note.text):
        spans = ((slip.start, slip.end), *slip.operands)
        places = [Source(Origin.NOTES, note.document, a, b, note.text[a:b]) for a, b in spans]
        yield _finding(f"笔记自身对不上：{slip.message}", slip.right, *places)


@lru_cache(maxsize=32)
def _slips(text: str) -> tuple[Slip, ...]:
    """What a note says against itself; notes stay as they are while a draft is written."""
    return slips(text)


def _placed(found: CutOff) -> Source:
    return Source(Origin.NOTES, *found)


def _finding(message: str, suggestion: str, *places: Source) -> Finding:
    at = places[0]
    return Finding(KIND, Severity.INFO, at.start, at.end, at.text, message, suggestion, places)
