"""Passages of real reports with notes that a clerk could have had before writing them: what the engine flags in them.

``python -m benchmarks.figures.judging.reversed [--show]``. The passages are read from the scraped dump beside the project, by line and
offsets; where it is not there, there is nothing to count.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.figures.provenance import judge
from assistant.figures.record import record
from assistant.figures.verdicts import Status

HERE = Path(__file__).parent
DUMP = HERE.parent.parent.parent.parent / "shared" / "samples"
FOUND = (Status.SOURCED, Status.DERIVED)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a report, its notes, the figures that these do not bear out, and the true ones that are flagged all the same."""

    name: str
    notes: str
    text: str
    wrong: tuple[str, ...]
    known: tuple[str, ...]

    def judged(self) -> list[tuple[str, Status]]:
        """Every figure with its status."""
        return [(j.mention.text, j.status) for j in judge(self.text, record((("笔记", self.notes),)))]

    def flagged(self) -> list[str]:
        """The figures that the engine flags."""
        return [text for text, status in self.judged() if status not in FOUND]


def passages() -> Iterator[Passage]:
    """Each passage; none where the dump is not there."""
    files = sorted(DUMP.glob("*.txt"))
    if not files:
        return
    lines = files[0].read_text(encoding="utf-8").split("\n")
    for one in tomllib.loads((HERE / "reversed.toml").read_text(encoding="utf-8"))["passage"]:
        text = lines[one["line"] - 1][one["start"] : one["end"]]
        yield Passage(one["name"], one["notes"].strip("\n"), text, tuple(one["wrong"]), tuple(one["open"]))


def main() -> None:
    """Print the counts, and with ``--show`` what is flagged wrongly."""
    figures = wrongly = rightly = 0
    for passage in passages():
        flagged = passage.flagged()
        wrong = [text for text in flagged if text not in passage.wrong]
        figures += len(passage.judged())
        wrongly += len(wrong)
        rightly += len(flagged) - len(wrong)
        if "--show" in sys.argv and wrong:
            print(f"    {passage.name}: {wrong}")
    print(f"{figures} figures: {rightly} flagged rightly, {wrongly} wrongly")


if __name__ == "__main__":
    main()
