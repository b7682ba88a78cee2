"""How well ``dropped-contrast`` and ``notes-conflict`` tell places that belong together from places that only look so.

``python -m benchmarks.words.pairs [dev|held|fresh3] [--show]``. Rows of ``pairs.tsv`` (⏎ is a new line, ||| another file of notes) are dev where
their number is odd, held where it is even, fresh3 and so on by their letter; held rows are never shown. A row is right
where any finding of its kind is made or none, as labelled.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass

from assistant.checks import check
from assistant.facts import confirmed, facts_of
from assistant.notes import Notes
from benchmarks.words.sets import HERE, SHOWN, rows

FILE = HERE / "pairs.tsv"
KINDS = ("dropped-contrast", "notes-conflict")
LATER = {"d": "fresh3", "e": "fresh4", "f": "fresh5"}


@dataclass(frozen=True)
class Row:
    """Notes and a draft, and whether a finding of ``kind`` is due."""

    id: str
    kind: str
    due: bool
    form: str
    notes: tuple[str, ...]
    draft: str

    @property
    def half(self) -> str:
        """The later set that the letter of a row stands for, else dev or held by its number."""
        return LATER.get(self.id[0]) or ("dev" if int(self.id[1:]) % 2 else "held")

    @property
    def found(self) -> bool:
        """Whether the checker makes a finding of its kind."""
        given = Notes()
        for number, text in enumerate(self.notes, 1):
            given = given.adding(text, f"笔记{number}.txt")
        report = check(self.draft or "略。", evidence=confirmed(given, facts_of(given)))
        return any(finding.kind == self.kind for finding in report.findings)


def labelled(half: str) -> list[Row]:
    """The rows of one half."""
    found = []
    for name, kind, due, form, notes, draft in rows(FILE):
        files = tuple(notes.replace("⏎", "\n").split("|||"))
        found.append(Row(name, kind, due == "1", form, files, draft.replace("⏎", "\n")))
    return [row for row in found if row.half == half]


def report(half: str, *, show: bool = False) -> list[str]:
    """The lines to print."""
    said = [(row, row.found) for row in labelled(half)]
    lines = []
    for kind in KINDS:
        count = Counter((row.due, found) for row, found in said if row.kind == kind)
        right, wrong, missed = count[True, True], count[False, True], count[True, False]
        lines.append(
            f"{half}：{kind}　召回 {right / max(1, right + missed):.3f}　准确 {right / max(1, right + wrong):.3f}　"
            f"（对 {right}　错 {wrong}　漏 {missed}　不该报而没报 {count[False, False]}）"
        )
    if show and half in SHOWN:
        lines += [
            f"{row.id}\t{'漏' if row.due else '错'}\t{row.form}\t{' / '.join(row.notes)!r}\t{row.draft}"
            for row, found in said
            if found != row.due
        ]
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", nargs="?", choices=("dev", "held", *LATER.values()), default="dev")
    parser.add_argument("--show", action="store_true", help="列出 dev 里判错的")
    given = parser.parse_args()
    print("\n".join(report(given.half, show=given.show)))


if __name__ == "__main__":
    main()
