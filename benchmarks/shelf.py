"""A sample library of given passages, in memory, without a store: as much of one as is asked while a report is written and judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from knowledge.splitting import Passage


class Shelf:
    """The passages of a role for every query, the same ones for the same query."""

    folder = None  # nothing is kept beside it
    read_only = True
    identity = "shelf"

    def __init__(self, *passages: Passage) -> None:
        self.all = list(passages)

    def progress(self, done: int, total: int, sentence: str) -> None:
        """Nobody looks on."""

    def change(self) -> int:
        """It never changes but once, when it is filled."""
        return 1

    def pages(self, after: tuple[int, int]) -> Iterator[tuple[tuple[int, int], Sequence[Passage]]]:
        """All passages on one page."""
        if after < (1, 1):
            yield (1, 1), self.all

    def how_many(self, after: tuple[int, int]) -> int:
        """How many there are."""
        return len(self.all) if after < (1, 1) else 0

    def went(self, after: int) -> Sequence[str]:
        """None ever goes."""
        del after
        return ()

    def passages(self) -> list[Passage]:
        """All of them."""
        return self.all

    def find(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Those of these ids."""
        return {p.id: p for p in self.all if p.id in set(ids)}

    def names(self) -> None:
        """Leave the names to be looked for."""

    def search(self, query: str, *, k: int = 4, role: str | None = None, **_: Any) -> list[Any]:
        """Some passages of that role; any where it has none."""
        fitting = [p for p in self.all if role is None or p.role == role] or self.all
        start = sum(map(ord, query)) % len(fitting)
        return [SimpleNamespace(passage=p) for p in (fitting + fitting)[start : start + min(k, len(fitting))]]
