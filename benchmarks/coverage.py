"""How much of the notes a draft tells, and how well: coverage, repetition, boilerplate, length, and what has no source.

    python -m benchmarks.coverage [--each]

Offline drafts of all notes (examples, the tests' notes, the dev part of the judging cases), and for the five of
``answers/`` what the model path made of answers written by hand (``.ours.md``) beside one prompt's answer (``.plain.md``).

    figures told    share of the figures of the notes on which a figure of the draft rests
    lines told      share of the notes' lines whose words or figures stand in the draft
    no source       figures that are errors; clauses that the check of claims objects to
    repeated        sentences said twice
    boilerplate     share of the characters under a warning of boilerplate
    length          characters of the draft for each character of the notes
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from assistant.drafting.resuming import is_told
from assistant.findings import Severity
from assistant.manuscript import Manuscript
from assistant.noteforms import Form, blocks_of
from assistant.notes import Notes
from assistant.writer import Writer, check_text
from benchmarks.lying import all_notes

ANSWERS = Path(__file__).parent / "answers"
FIGURES = frozenset({"unsourced-figure", "mismatched-figure", "leaked-figure", "wrong-arithmetic"})


@dataclass(frozen=True)
class Measured:
    """What one draft comes to."""

    figures_told: float
    lines_told: float
    figures_without: int
    claims_without: int
    repeated: int
    boilerplate: float
    length: float
    characters: int


def measured(text: str, notes: str) -> Measured:
    """Judge a draft by its notes."""
    given = Notes.of(notes)
    report = check_text(text, "draft", given)
    unused = sum(f.kind == "unused-note" for f in report.findings)
    start = Writer().take(Manuscript("m"), notes)
    told = [is_told(line, [], text) for line in lines_of(given)]
    worn = sum(f.end - f.start for f in report.findings if f.kind == "boilerplate" and f.severity is not Severity.INFO)
    kinds = [f.kind for f in report.findings if f.severity is not Severity.INFO]
    size, noted = len("".join(text.split())), len("".join(notes.split()))
    return Measured(
        1 - unused / max(1, len(start.facts)), sum(told) / max(1, len(told)),
        sum(kind in FIGURES for kind in kinds), kinds.count("unsourced-claim"), kinds.count("repetition"),
        worn / max(1, size), size / max(1, noted), size,
    )  # fmt: skip


def lines_of(notes: Notes) -> Iterator[str]:
    """The lines that tell something."""
    for block in blocks_of(notes):
        if block.form is Form.ITEM:
            yield "".join(line.text for line in block.lines)


def offline(notes: str) -> str:
    """The draft that needs no model, as Markdown without its marks."""
    writer = Writer()
    return writer.write(writer.take(Manuscript("m"), notes)).drafted().text()


def bare(markdown: str) -> str:
    """A kept answer without the marks of headings."""
    return "\n".join(line.lstrip("# ") for line in markdown.split("\n") if line.strip())


def row(name: str, one: Measured) -> str:
    """One line of the table."""
    return (
        f"{name:24} {one.figures_told:6.1%} {one.lines_told:6.1%} {one.figures_without:4} {one.claims_without:4} "
        f"{one.repeated:4} {one.boilerplate:6.1%} {one.length:5.2f} {one.characters:6}"
    )


def mean(name: str, found: Iterable[Measured]) -> str:
    """The line of means; counts are sums."""
    columns = list(zip(*map(astuple, found), strict=True))
    whole = (2, 3, 4, 7)
    values = [sum(c) if n in whole else statistics.mean(c) for n, c in enumerate(columns)]
    return row(name, Measured(*values))


def recorded(kind: str) -> dict[str, tuple[str, str]]:
    """The kept drafts of one kind by their notes' name, with the notes."""
    notes = dict(all_notes())
    return {
        path.name.split(".")[0]: (bare(path.read_text(encoding="utf-8")), notes[path.name.split(".")[0]])
        for path in sorted(ANSWERS.glob(f"*.{kind}.md"))
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", action="store_true")
    each = parser.parse_args().each
    print(f"{'':24} figures lines  unsourced  rep. boiler length  chars   (unsourced: figures, clauses)")
    sets = {
        "offline, all notes": {name: (offline(text), text) for name, text in all_notes()},
        "offline, the five": {name: (offline(text), text) for name, (_, text) in recorded("ours").items()},
        "model path, the five": recorded("ours"),
        "one prompt, the five": recorded("plain"),
    }
    for name, drafts in sets.items():
        found = {one: measured(text, notes) for one, (text, notes) in drafts.items()}
        print(mean(f"{name} ({len(found)})", found.values()))
        if each:
            for one, values in found.items():
                print("  " + row(one, values))


if __name__ == "__main__":
    main()
