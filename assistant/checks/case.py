"""What every check is given: the draft, what it is judged by, and the judged figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from assistant.checks.samples import Samples
from assistant.facts import Evidence
from assistant.figures.mentions import Mention
from assistant.figures.record import Record
from assistant.figures.verdicts import JudgedFigure
from assistant.findings import Finding
from assistant.padding.lexicon import Lexicon
from assistant.padding.recurrence import NOWHERE, Recurrence

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_CLAUSE = re.compile(r"[^，,。！？!?；;：:\n]+")
_PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
_MARK = re.compile(
    r"^[ \t　#>*\-]*(?:(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]|[0-9]{1,2}[、.．](?![0-9])|[①-⑳])\s*)?"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the draft."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """One draft to check. ``evidence`` and ``record`` are None where there are no notes, ``samples`` where none are in use."""

    text: str
    mentions: tuple[Mention, ...]
    evidence: Evidence | None = None
    record: Record | None = None
    samples: Samples | None = None
    figures: tuple[JudgedFigure, ...] = ()
    sentences: tuple[Span, ...] = field(default=())
    document: str = ""
    lexicon: Lexicon = field(default_factory=Lexicon.standard)
    ask: Callable[[str], str] | None = None  # a model's second opinion on doubtful claims, where one is wanted

    @property
    def recurrence(self) -> Recurrence:
        """How usual a wording is among the samples in use."""
        return Recurrence(self.samples.wording) if self.samples is not None else NOWHERE

    @property
    def notes_text(self) -> str:
        """All notes as one text, for looking words up."""
        return "\n".join(note.text for note in self.evidence.notes.items) if self.evidence else ""

    def body(self) -> Iterator[Span]:
        """The sentences of the draft that are neither title nor heading."""
        for sentence in self.sentences:
            if not is_heading(self.text, sentence):
                yield sentence


Check = Callable[[Case], Iterator[Finding]]


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, without list markers and the white space before them."""
    found = []
    for match in _SENTENCE.finditer(text):
        lead = _MARK.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        if text[start : match.end()].strip():
            found.append(Span(start, match.end(), text[start : match.end()]))
    return tuple(found)


def clauses(sentence: Span) -> Iterator[Span]:
    """The clauses of a sentence, with their places in the draft."""
    for match in _CLAUSE.finditer(sentence.text):
        yield Span(sentence.start + match.start(), sentence.start + match.end(), match[0])


def is_heading(text: str, sentence: Span) -> bool:
    """Whether a sentence is a title or heading: a whole line, short, without a mark at its end."""
    line_start = text.rfind("\n", 0, sentence.start) + 1
    line_end = text.find("\n", sentence.start)
    line = text[line_start : len(text) if line_end < 0 else line_end].strip()
    return len(line) <= 40 and line[-1:] not in "。！？；;：:，,、】" and sentence.text.strip() in line


def bigrams(text: str) -> set[str]:
    """The pairs of neighbouring Chinese characters of a text."""
    return set(_PAIR.findall(text))
