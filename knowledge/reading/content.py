"""What reading hands back: texts, and a sentence for each file or part of one that could not be read."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST = 20 * 1024 * 1024  # bytes of one file
LONGEST = 1_000_000  # characters of one text; a long report has 20,000


@dataclass(frozen=True, slots=True)
class Content:
    """The text of one file; ``missing`` is a sentence on what could not be read (scanned pages), mostly empty."""

    text: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file that was read; inside a folder or archive ``name`` is its path there."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """One file, or part of one, that was not read; ``sentence`` tells the user why and what to do."""

    name: str
    sentence: str
