"""Clauses that say the contrary of their note (没修好 → 得到解决), beside clauses that say the same: ``python -m benchmarks.words.contrary [fresh3] [--show]``.

A row of ``contrary.tsv`` is right where the clause is found without a source, or not, as labelled.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass

from benchmarks.words.claims_said import Said
from benchmarks.words.sets import HERE, rows

FILE = HERE / "contrary.tsv"


@dataclass(frozen=True)
class Turned:
    """A note and a clause, and whether the clause says the contrary of it."""

    half: str
    due: bool
    note: str
    clause: str

    @property
    def found(self) -> bool:
        """Whether the check finds the clause without a source."""
        return bool(Said(self.half, "work", self.note, self.clause).wrong)


def turned(half: str) -> list[Turned]:
    """The rows of one set."""
    return [Turned(name, due == "1", note, clause) for name, due, note, clause in rows(FILE) if name == half]


def report(half: str, *, show: bool = False) -> list[str]:
    """The lines to print."""
    said = [(row, row.found) for row in turned(half)]
    count = Counter((row.due, found) for row, found in said)
    due, fine = count[True, True] + count[True, False], count[False, True] + count[False, False]
    lines = [f"{half}：与笔记相反 {due} 句，找到 {count[True, True]}；说法一致 {fine} 句，误报 {count[False, True]}"]
    if show:
        lines += [f"{'漏' if row.due else '误'}\t{row.note} -> {row.clause}" for row, found in said if found != row.due]
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", nargs="?", default="fresh3", choices=sorted({row[0] for row in rows(FILE)}))
    parser.add_argument("--show", action="store_true", help="列出判错的")
    given = parser.parse_args()
    print("\n".join(report(given.half, show=given.show)))


if __name__ == "__main__":
    main()
