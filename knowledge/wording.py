"""What drafts are laid beside the samples' wording with: runs taken over word for word with their place, and how usual a clause is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from knowledge.fingerprints import Fingerprints
from knowledge.splitting import Passage

if TYPE_CHECKING:
    from knowledge.library import Library

Find = Callable[[Sequence[str]], Mapping[str, Passage]]


@dataclass(frozen=True, slots=True)
class Taken:
    """A run of a text, ``text[start:end]``, that stands in a passage from ``at`` on."""

    start: int
    end: int
    passage: Passage
    at: int


class Wording:
    """The wording of samples; ``find`` gives passages by their ids when a run is found in them."""

    def __init__(self, prints: Fingerprints, find: Find) -> None:
        self._prints = prints
        self._find = find

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> Self:
        """The wording of these passages, in memory."""
        known = {passage.id: passage for passage in passages}
        return cls(Fingerprints.of(known.values()), lambda ids: {i: known[i] for i in ids if i in known})

    @classmethod
    def beside(cls, library: Library) -> Self:
        """The wording of a library, kept in a file beside it and brought up to date first."""
        return cls(Fingerprints.beside(library), library.find)

    def follow(self, library: Library) -> None:
        """Bring it up to date with the library; costs what has changed."""
        self._prints.follow(library)

    def close(self) -> None:
        """Let go of the file; closing twice does nothing."""
        self._prints.close()

    def taken(self, text: str) -> list[Taken]:
        """The longest runs of at least 30 characters that stand in a sample word for word, in order."""
        seen: dict[str, Passage] = {}

        def read(ids: Sequence[str]) -> Mapping[str, str]:
            seen.update(self._find(ids))
            return {id_: passage.text for id_, passage in seen.items()}

        return [Taken(run.start, run.end, seen[run.passage], run.at) for run in self._prints.runs(text, read)]

    def families_of(self, clauses: Sequence[str]) -> dict[str, int]:
        """In how many families of reports each clause stands word for word; without those that stand in none."""
        return self._prints.families_of(clauses)
