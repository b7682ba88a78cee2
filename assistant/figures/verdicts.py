"""What judging says of a figure: its status, the places it rests on, and the words for the user (``figures.md`` §2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.figures.mentions import Mention


class Origin(StrEnum):
    """Where a piece of evidence stands."""

    NOTES = "notes"
    SAMPLE = "sample"


class Status(StrEnum):
    """The status of one figure of a draft."""

    SOURCED = "sourced"
    DERIVED = "derived"
    MISMATCHED = "mismatched"
    LEAKED = "leaked"
    UNSOURCED = "unsourced"


@dataclass(frozen=True, slots=True)
class Source:
    """A place in the notes or in a sample: ``text`` stands at ``[start, end)`` of ``document``."""

    origin: Origin
    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class JudgedFigure:
    """A figure of the draft with its status; ``status`` is None where there were no notes to judge by.

    ``formula`` is set for ``derived`` figures; ``message`` says what is wrong, ``suggestion`` the right figure, where known.
    """

    mention: Mention
    status: Status | None = None
    formula: str | None = None
    sources: tuple[Source, ...] = ()
    message: str = ""
    suggestion: str = ""
