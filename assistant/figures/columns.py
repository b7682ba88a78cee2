"""Columns that only their place on the line tells: a ledger whose cells are left empty, set right under their heads.

Widths are those of a fixed-width face (East Asian characters two columns wide, UAX #11), in which such notes are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

Span = tuple[int, int, str]
FAR = 7  # columns that a cell's edge may be off its head's


def edges(line: str, spans: Sequence[Span], start: int) -> list[tuple[int, int]]:
    """Where each cell begins and ends on the line, in columns."""
    at = [0]
    for char in line:
        at.append(at[-1] + (2 if east_asian_width(char) in "WF" else 1))
    return [(at[begin - start], at[end - start]) for begin, end, _ in spans]


def placed(heads: Sequence[tuple[int, int]], cells: Sequence[tuple[int, int]]) -> list[int] | None:
    """The head that each cell stands under, in ascending order; None where a cell stands under none."""
    found: list[int] = []
    for begin, end in cells:
        free = range(found[-1] + 1 if found else 0, len(heads))
        if not free:
            return None
        best = min(free, key=lambda k: _off(heads[k], (begin, end)))
        if _off(heads[best], (begin, end)) > FAR:
            return None
        found.append(best)
    return found


def _off(head: tuple[int, int], cell: tuple[int, int]) -> float:
    """How far a cell is off its head: 0 where one covers the other, else by the nearer edge, the centre deciding."""
    apart = max(head[0] - cell[1], cell[0] - head[1], 0)
    edge = min(abs(head[0] - cell[0]), abs(head[1] - cell[1]))
    return apart + min(edge, abs(sum(head) - sum(cell)) / 2)
