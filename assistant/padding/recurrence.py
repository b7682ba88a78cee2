"""How usual a wording is among samples: in how many families of reports it stands (a reposted text is one family)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

_MANY = 8  # families from which on a wording is as worn as can be


class Usage(Protocol):
    """What knows in how many families of reports a clause stands word for word, at most up to a limit."""

    def families_of(self, clauses: Sequence[str]) -> Mapping[str, int]:
        """The number of families of each clause that stands in any; too short ones say nothing."""
        ...


class Recurrence:
    """The recurrence of clauses among the samples in use; without samples nothing recurs."""

    def __init__(self, usage: Usage | None = None) -> None:
        self._usage = usage
        self._known: dict[str, int] = {}

    def look_up(self, clauses: Iterable[str]) -> None:
        """Look clauses up that will be asked for, at one go."""
        if self._usage is not None:
            new = [clause for clause in dict.fromkeys(clauses) if clause not in self._known]
            self._known |= dict.fromkeys(new, 0) | dict(self._usage.families_of(new))

    def families(self, clause: str) -> int:
        """In how many families of samples the clause stands."""
        if self._usage is not None and clause not in self._known:
            self.look_up([clause])
        return self._known.get(clause, 0)

    @staticmethod
    def share(families: int) -> float:
        """From 0 to 1: one family says nothing yet, eight all there is to say."""
        return min(1.0, math.log2(max(1, families)) / math.log2(_MANY))


NOWHERE = Recurrence()
