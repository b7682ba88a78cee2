"""A sample library of a few passages, without a store: what is asked of it while a report is written and judged."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from knowledge.splitting import Passage


class Shelf:
    """These passages for every query."""

    folder = None  # nothing is kept beside it
    read_only = True

    def __init__(self, *passages: Passage) -> None:
        self._all = list(passages)

    def passages(self) -> list[Passage]:
        return self._all

    def find(self, ids: Sequence[str]) -> dict[str, Passage]:
        return {p.id: p for p in self._all if p.id in set(ids)}

    def names(self) -> None:
        """Leave the names to be looked for."""

    def search(self, query: str, **_: Any) -> list[Any]:
        del query
        return [SimpleNamespace(passage=p) for p in self._all]
