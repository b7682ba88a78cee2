"""The writers of sections: one for a model (``model.py``), one that needs none (``offline.py``), behind one protocol."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from assistant.draft import Section
from assistant.facts import Fact
from assistant.models.port import Watch
from assistant.notes import Notes
from assistant.outline import Outline, SectionPlan
from assistant.receipts import Receipt, Written
from assistant.style import AS_USUAL, Style
from knowledge.splitting import Passage

if TYPE_CHECKING:
    from assistant.drafting.repairing import Judge
    from assistant.models.line import Line


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a writer is given for one section: its plan, the whole outline, the notes, all facts, similar passages, the user's wishes."""

    plan: SectionPlan
    outline: Outline
    notes: Notes
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...] = ()
    style: Style = AS_USUAL


class SectionWriter(Protocol):
    """Writes and revises one section at a time; yields the text in pieces as it arises, and after it a receipt a sentence.

    The text is paragraphs, one a line, sub-headings on lines of their own, without the section's own heading. A piece is
    final: nothing yielded is taken back. Raises ``ModelError`` (with ``partial``) where a model is needed and fails.
    """

    name: str

    @property
    def line(self) -> Line | None:
        """What single questions are put to; None where no model writes."""
        ...

    @property
    def max_parallel(self) -> int:
        """How many sections may be written at the same time, at least 1."""
        ...

    @property
    def spending(self) -> str:
        """A sentence on what was used since ``begin``, or empty."""
        ...

    def begin(self, watch: Watch | None = None) -> SectionWriter:
        """Return the writer for one draft or one change, which counts what that uses and ends when ``watch`` is stopped."""
        ...

    def write(self, assignment: Assignment) -> Iterator[str | Receipt]:
        """Yield the section's text; then its receipts; furniture has none where no model wrote it."""
        ...

    def repair(self, assignment: Assignment, written: Written, judge: Judge) -> Written:
        """Return the section with what ``judge`` objects to mended as far as one question does it, all else byte for byte.

        Raises ``ModelError``, which leaves the section as it is.
        """
        ...

    def revise(self, assignment: Assignment, section: Section, instruction: str) -> Iterator[str | Receipt]:
        """Yield the section's new text after the user's instruction."""
        ...
