"""How usual a wording is among samples: in how many families of reports it stands (a reposted text is one family)."""

from __future__ import annotations

import math
from typing import Protocol

_MANY = 8  # families from which on a wording is as worn as can be


class Usage(Protocol):
    """What knows in how many families of reports a clause stands word for word, at most up to a limit."""

    def families_with(self, clause: str) -> int:
        """The number of families; 0 for a clause too short to say anything."""
        ...


class Recurrence:
    """The recurrence of clauses among the samples in use; without samples nothing recurs."""

    def __init__(self, usage: Usage | None = None) -> None:
        self._usage = usage

    def families(self, clause: str) -> int:
        """In how many families of samples the clause stands."""
        return self._usage.families_with(clause) if self._usage is not None else 0

    @staticmethod
    def share(families: int) -> float:
        """From 0 to 1: one family says nothing yet, eight all there is to say."""
        return min(1.0, math.log2(max(1, families)) / math.log2(_MANY))


NOWHERE = Recurrence()
