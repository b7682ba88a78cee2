"""What the library tells of its reports: summaries, counts, where a passage stands, what came of adding one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from knowledge.reports import Report

BUILT_IN, OWN, OTHER = "built-in", "own", "other"  # of the product; of the user's unit; of another unit
Cursor = tuple[int, int]  # how far an index has come: the change, and the number of the last passage of it
LAST = 2**31 - 1  # the number of a passage after which a change has no other
ORIGINS = {OWN: "本单位", OTHER: "外单位"}  # what the user may say of a report


@dataclass(frozen=True, slots=True)
class Summary:
    """One report of the library, without its text.

    ``source`` is the file it came in and ``first_line`` to ``last_line`` its place there (0: the whole file). Of the
    versions of one report, which share a ``family``, only one is searched: ``found`` says whether this is it.
    """

    document: str
    title: str
    kind: str
    period: str
    unit: str
    origin: str
    characters: int
    passages: int
    source: str = ""
    first_line: int = 0
    last_line: int = 0
    family: str = ""
    found: bool = True


@dataclass(frozen=True, slots=True)
class AddResult:
    """What came of adding a report; ``already``: the same text was here before, as ``report``."""

    report: Report
    already: bool
    passages: int


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a file, which may hold many reports; ``troubles`` say what of it could not be read."""

    results: tuple[AddResult, ...]
    troubles: tuple[str, ...] = ()

    @property
    def report(self) -> Report:
        """The first report of the file."""
        return self.results[0].report

    @property
    def already(self) -> bool:
        """Whether all of it was here before."""
        return all(result.already for result in self.results)

    @property
    def passages(self) -> int:
        """How many passages its reports were cut into."""
        return sum(result.passages for result in self.results)


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts for a status line; ``passages`` can be found, ``copies`` are near-identical to one of them.

    ``embedding`` is empty where search goes by words alone.
    """

    reports: int
    built_in: int
    own: int
    passages: int
    embedding: str
    read_only: bool
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a passage, or a near-identical one, stands."""

    document: str
    title: str
    period: str
    first_line: int
    last_line: int


class Found(Protocol):
    """A report that reading a file has found in it (``understanding.py``)."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def period(self) -> str: ...  # noqa: D102
    @property
    def first_line(self) -> int: ...  # noqa: D102
    @property
    def last_line(self) -> int: ...  # noqa: D102
    @property
    def family(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
