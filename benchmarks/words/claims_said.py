"""What faithful clauses look like to ``unsourced-claim``: talk of notes, and the same in the words of a report.

``python -m benchmarks.words.claims_said [dev|fresh3] [--show]``. Every row of ``claims_said.tsv`` says nothing that its note does not, so every finding
is a false one; they were written to tell how much a stricter rule costs.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from assistant.claims.verdict import Claim, judged
from assistant.figures.provenance import judge
from assistant.figures.record import record
from benchmarks.words.sets import HERE, rows

FILE = HERE / "claims_said.tsv"
BESIDE = "办班3期 120人\n检查46次\n经费 12万"  # notes of other things
REPORTS = {
    "work": "某站2023年工作总结\n一、主要工作\n{}。\n二、结束\n",
    "next": "某站2023年工作总结\n一、主要工作\n办班3期。\n二、下一年打算\n{}。\n三、结束\n",
    "problems": "某站2023年工作总结\n一、主要工作\n办班3期。\n二、存在的不足\n{}。\n三、结束\n",
}


@dataclass(frozen=True)
class Said:
    """A note and a clause that says it."""

    half: str
    part: str
    note: str
    clause: str

    @property
    def wrong(self) -> tuple[Claim, ...]:
        """What the check finds without a source in it."""
        text, notes = REPORTS[self.part].format(self.clause), (("笔记", f"{self.note}\n{BESIDE}"),)
        return tuple(c for c in judged(text, notes, judge(text, record(notes))) if c.unsupported)


def said(half: str = "dev") -> list[Said]:
    """The rows of one set."""
    return [row for row in (Said(*row) for row in rows(FILE)) if row.half == half]


def report(half: str = "dev", *, show: bool = False) -> list[str]:
    """The lines to print."""
    every = said(half)
    found = [(row, claim) for row in every for claim in row.wrong]
    lines = [
        f"{half}：照实的说法 {len(every)} 句，误报 {len(found)} 处（{len({row for row, _ in found}) / len(every):.1%} 的句子）"
    ]
    if show:
        lines += [f"{row.note} -> {claim.clause.bare}\t{claim.claim}\t{claim.reading.name}" for row, claim in found]
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", nargs="?", default="dev", choices=sorted({row[0] for row in rows(FILE)}))
    parser.add_argument("--show", action="store_true", help="列出误报的")
    given = parser.parse_args()
    print("\n".join(report(given.half, show=given.show)))


if __name__ == "__main__":
    main()
