"""Facts: every figure of the notes, with what it counts, its period and its place; this year beside last year.

The user corrects, deletes and adds facts in a table; ``confirmed`` gives the evidence that the checker then judges by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.errors import InputError
from assistant.figures.carrying import BASE
from assistant.figures.clauses import places, thing
from assistant.figures.mentions import Kind, Mention
from assistant.figures.reading import read, read_ones
from assistant.findings import Origin, Source
from assistant.notes import CONFIRMED, Note, Notes

PERIODS = {"last": "去年", "next": "明年", "half": "半年", "whole": "全年", BASE: "变化前", "any": "", "": "本期"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of the notes. ``figure`` is as written (40余人次); ``source`` is None for a fact the user added."""

    id: str
    what: str
    figure: str
    kind: Kind
    value: Decimal | None
    unit: str
    period: str
    source: Source | None
    edited: bool = False

    @property
    def label(self) -> str:
        """One line for lists: 工资集体协议：50家（去年）."""
        period = "" if self.period in ("", PERIODS[""]) else f"（{self.period}）"
        return f"{self.what}：{self.figure}{period}" if self.what else f"{self.figure}{period}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What figures are judged by: the notes, less the places in ``void``, which the user deleted or corrected."""

    notes: Notes
    void: frozenset[tuple[str, int, int]] = frozenset()


def facts_of(notes: Notes) -> tuple[Fact, ...]:
    """Every figure of the notes as a fact, F1, F2, … in the order of the notes."""
    found: list[Fact] = []
    for note in notes.items:
        for place in places(note.text):
            mention = place.mention
            source = Source(Origin.NOTES, note.document, mention.start, mention.end, mention.text)
            period = PERIODS.get(place.period, f"{place.period}年")
            found.append(
                Fact(f"F{len(found) + 1}", thing(place), mention.text, mention.kind, mention.value, mention.unit,
                     period, source)
            )  # fmt: skip
    return tuple(found)


def figures_said(text: str) -> int:
    """How many figures a text states; telling notes from an instruction, say."""
    return sum(m.is_figure for m in read(text))


def corrected(fact: Fact, *, what: str | None = None, figure: str | None = None, period: str | None = None) -> Fact:
    """The fact as the user corrected it; raises ``InputError`` when ``figure`` states no figure."""
    changed = replace(
        fact,
        what=fact.what if what is None else what.strip(),
        period=fact.period if period is None else period.strip(),
        edited=True,
    )
    if figure is None or figure.strip() == fact.figure:
        return changed if changed != replace(fact, edited=True) else fact
    mention = _only_figure(figure)
    return replace(changed, figure=mention.text, kind=mention.kind, value=mention.value, unit=mention.unit)


def added(facts: Sequence[Fact], what: str, figure: str, period: str = "") -> tuple[Fact, ...]:
    """The facts and one more that the user typed into the table; raises ``InputError`` when it states no figure."""
    mention = _only_figure(figure)
    number = 1 + max((int(fact.id[1:]) for fact in facts), default=0)
    new = Fact(f"F{number}", what.strip(), mention.text, mention.kind, mention.value, mention.unit, period.strip(), None,
               edited=True)  # fmt: skip
    return (*facts, new)


def _only_figure(text: str) -> Mention:
    text = text.strip()
    mentions = [m for m in (*read(text), *read_ones(text)) if m.is_figure]
    if len(mentions) != 1 or mentions[0].text != text:
        raise InputError(f"“{text}”不是一个数字。请只填数字和单位，例如“50家”“83万元”“95%”。")
    return mentions[0]


def confirmed(notes: Notes, facts: Iterable[Fact]) -> Evidence:
    """What the checker judges by: notes and the user's corrections, which stand as lines of the document 事实表."""
    kept = {fact.source for fact in facts if fact.source is not None and not fact.edited}
    every = {f.source for f in facts_of(notes) if f.source is not None}
    void = frozenset((s.document, s.start, s.end) for s in every - kept)
    lines = [_line(fact) for fact in facts if fact.edited]
    items = (*notes.items, Note(CONFIRMED, "\n".join(lines))) if lines else notes.items
    return Evidence(Notes(items), void)


def _line(fact: Fact) -> str:
    period = "" if fact.period in ("", PERIODS[""]) else fact.period
    return f"{period}{fact.what}{fact.figure}"


def facts_in(facts: Iterable[Fact], document: str, start: int, end: int) -> tuple[Fact, ...]:
    """The facts whose source lies within a span of a note."""
    return tuple(
        f
        for f in facts
        if f.source and f.source.document == document and start <= f.source.start and f.source.end <= end
    )


__all__ = ["Evidence", "Fact", "added", "confirmed", "corrected", "facts_in", "facts_of", "figures_said"]
