"""Which notes each sentence of an offline text rests on, as receipts.

The entries of a section know what they were made of. A sentence rests on the lines whose words stand in it; a figure that none
of them states (worked out, or set right by the user) brings the places that it is judged by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.draft import Section
from assistant.drafting import Assignment
from assistant.drafting.sentences import Entry
from assistant.facts import Evidence, confirmed
from assistant.figures.provenance import judge
from assistant.figures.reading import figures
from assistant.figures.record import record
from assistant.figures.verdicts import Origin, Source
from assistant.notes import NoteLine
from assistant.receipts import Receipt, is_furniture, placed, sentence_spans

_SIGN = re.compile(r"[^0-9A-Za-z%％\u4e00-\u9fff]+")
_CLAUSE = re.compile(r"[，。；：、！？（）\n]")
_SHORTEST = 4  # characters of a clause by which a sentence is known, where it has no figure


@dataclass(frozen=True, slots=True)
class _Basis:
    """Words that stand in the text, and the lines that they were made of."""

    text: str
    lines: tuple[Source, ...]


def receipts(text: str, entries: Iterable[Entry], assignment: Assignment) -> tuple[Receipt, ...]:
    """The receipts of the sentences of a section that was written from these entries; furniture has none."""
    bases = [_Basis(said, tuple(map(_source, lines))) for entry in entries for said, lines in entry.made_of]
    return _receipts(text, bases, assignment)


def of_revised(text: str, section: Section, entries: Iterable[Entry], assignment: Assignment) -> tuple[Receipt, ...]:
    """The receipts of a section that was changed offline: by its old ones, its entries, and the notes to the letter."""
    old = [_Basis(receipt.sentence, receipt.sources) for _, _, receipt in placed(section.receipts, section.text)]
    made = [_Basis(said, tuple(map(_source, lines))) for entry in entries for said, lines in entry.made_of]
    noted = [
        _Basis(line.text, (_source(line),)) for line in assignment.notes.lines() if _core(line.text) in _core(text)
    ]
    return _receipts(text, [*old, *made, *noted], assignment)


def _source(line: NoteLine) -> Source:
    return Source(Origin.NOTES, line.document, line.start, line.end, line.text)


def _receipts(text: str, bases: Sequence[_Basis], assignment: Assignment) -> tuple[Receipt, ...]:
    spans = [span for span in sentence_spans(text) if not is_furniture(text[slice(*span)])]
    rests: list[list[Source]] = [[] for _ in spans]
    for basis in bases:
        for at, words in _found(basis.text, [text[slice(*span)] for span in spans]):
            rests[at] += _rows(basis.lines, words)
    stray = _Stray(text, assignment)
    found = []
    for own, (start, end) in zip(rests, spans, strict=True):
        if sources := dict.fromkeys([*own, *stray.sources(start, end, own)]):
            found.append(Receipt(text[start:end], tuple(sources)))
    return tuple(found)


def _core(text: str) -> str:
    return _SIGN.sub("", text)


def _found(said: str, sentences: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The sentences in which the words stand, whole or a clause of them, each with its own words."""
    cores = [_core(sentence) for sentence in sentences]
    whole = _core(said)
    exact = [at for at, core in enumerate(cores) if whole and whole in core]
    if exact:
        yield exact[0], sentences[exact[0]]
        return
    clauses = [c for part in _CLAUSE.split(said) if len(c := _core(part)) >= _SHORTEST or re.search(r"[0-9].", c)]
    for at, core in enumerate(cores):
        if any(clause in core for clause in clauses):
            yield at, sentences[at]


def _rows(lines: Sequence[Source], sentence: str) -> Sequence[Source]:
    """The rows of a table that a sentence tells of: those whose name or figure it says; all where it says none."""
    if len(lines) == 1:
        return lines
    told = [line for line in lines if _says(sentence, line.text)]
    return told or lines


def _says(sentence: str, row: str) -> bool:
    cells = [cell.strip() for cell in re.split(r"[\t|｜,，]|\s{2,}", row) if cell.strip()]
    named = [cell for cell in cells if cell in sentence]
    return bool(named) and any(re.search(r"[0-9]", cell) for cell in named)


class _Stray:
    """The places behind figures that a sentence's lines do not state."""

    def __init__(self, text: str, assignment: Assignment) -> None:
        self._assignment = assignment
        self._head = f"{assignment.outline.title}\n{assignment.plan.heading}\n"
        self._text = text
        self._known: dict[int, tuple[Source, ...]] | None = None

    def sources(self, start: int, end: int, have: Sequence[Source]) -> list[Source]:
        """The lines of the notes, or of the table of facts, behind such figures of the sentence."""
        stated = "\n".join(source.text for source in have)
        odd = [start + m.start for m in figures(self._text[start:end]) if m.text not in stated]
        return [source for at in odd for source in self._judged().get(at, ())]

    def _judged(self) -> dict[int, tuple[Source, ...]]:
        if self._known is None:
            assignment = self._assignment
            evidence = confirmed(assignment.notes, assignment.facts)
            notes = record(tuple((n.document, n.text) for n in evidence.notes.items), evidence.void)
            lines = _Lines(assignment, evidence)
            self._known = {
                one.mention.start - len(self._head): tuple(filter(None, map(lines.around, one.sources)))
                for one in judge(self._head + self._text, notes)
            }
        return self._known


class _Lines:
    """The lines of the notes, those of the plan first, as they are cut there."""

    def __init__(self, assignment: Assignment, evidence: Evidence) -> None:
        self._lines = [*assignment.plan.lines, *evidence.notes.lines()]

    def around(self, source: Source) -> Source | None:
        """The line in which a place stands."""
        return next(
            (_source(n) for n in self._lines if n.document == source.document and n.start <= source.start < n.end), None
        )


__all__ = ["of_revised", "receipts"]
