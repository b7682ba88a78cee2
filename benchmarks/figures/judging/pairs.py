"""Pairs of short notes and a faithful draft, by writers who had not seen the engine: what it flags in them now, and what at first sight.

``python -m benchmarks.figures.judging.pairs [--show]``. After the first count the pairs were mended on; ``open`` are the true
figures that are still flagged, ``seen`` how many were when the engine read the file for the first time.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.figures.provenance import judge
from assistant.figures.record import record
from assistant.figures.verdicts import JudgedFigure, Status

HERE = Path(__file__).parent / "pairs"
FOUND = (Status.SOURCED, Status.DERIVED)


@dataclass(frozen=True, slots=True)
class Pair:
    """Notes and a draft all of whose figures are true; ``known`` are those that are flagged all the same."""

    name: str
    notes: str
    draft: str
    known: tuple[str, ...]

    def judged(self) -> tuple[JudgedFigure, ...]:
        """Every figure of the draft as the engine judges it."""
        return judge(self.draft, record((("笔记", self.notes),)))

    def flagged(self) -> list[str]:
        """The figures that it flags."""
        return [figure.mention.text for figure in self.judged() if figure.status not in FOUND]


def files() -> Iterator[tuple[str, int, list[Pair]]]:
    """Each writer's file: its name, how many figures were flagged at first sight, its pairs."""
    for path in sorted(HERE.glob("*.toml")):
        held = tomllib.loads(path.read_text(encoding="utf-8"))
        pairs = [
            Pair(one["name"], one["notes"].strip("\n"), one["draft"].strip("\n"), tuple(one.get("open", ())))
            for one in held["pair"]
        ]
        yield path.stem, held["seen"], pairs


def main() -> None:
    """Print a line a file, and with ``--show`` what is flagged."""
    for name, seen, pairs in files():
        count = sum(len(pair.judged()) for pair in pairs)
        flagged = [(pair.name, text) for pair in pairs for text in pair.flagged()]
        print(f"{name}: {len(pairs)} pairs, {count} figures; flagged at first sight {seen}, now {len(flagged)}")
        for pair, text in flagged if "--show" in sys.argv else ():
            print(f"    {pair}: {text}")


if __name__ == "__main__":
    main()
