"""Offline drafts of real-looking notes, in figures: ``python -m benchmarks.offline [--show NAME]``.

Every notes of the judging benchmark's dev half and of ``examples/`` is drafted offline. Counted are the findings of the
checker that are errors, the share of the notes' facts and of their lines that the draft uses, sentences said twice, and
what a listener would stumble over. Nothing here has a threshold; the report is for reading before and after a change.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from assistant.draft import Draft
from assistant.facts import Fact, facts_of
from assistant.figures.mentions import Kind
from assistant.figures.reading import read
from assistant.findings import Report
from assistant.manuscript import Manuscript
from assistant.noteforms import Form, blocks_of
from assistant.notes import Notes
from assistant.writer import Writer
from benchmarks.figures.judging.cases import half

EXAMPLES = Path(__file__).parents[1] / "examples"
_SAID_FIRST = re.compile(
    r"(?:^|[。；\n])(?:[①-⑳]|[（(]?[0-9]{1,2}[)）、．.](?![0-9])|[0-9]+(?:\.[0-9]+)+ ?[\u4e00-\u9fff])"
)
_SIGNS = re.compile(r"[|｜\t@~～_*#/\\→<>=＝+＋^]|(?<=[\u4e00-\u9fff])[ 　](?=[\u4e00-\u9fff])")
_FORM = re.compile(r"填报|填表|制表|审核人|联系电话|单位负责人|报送|同上|口头")


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in one draft, or in several."""

    errors: int = 0  # findings of the checker that are errors
    facts: int = 0  # figures of the notes, dates left out
    told: int = 0  # those whose value the draft states
    lines: int = 0  # lines of content in the notes
    used: int = 0  # those of which the draft says a figure or most pairs of characters
    sentences: int = 0
    repeated: int = 0  # sentences that the draft has said before
    numbers_spoken: int = 0  # numbers of items in the middle of the text
    signs: int = 0  # signs that cannot be read aloud
    bare: int = 0  # figures with neither unit nor classifier
    formfill: int = 0  # words about the form, spoken
    placeholders: int = 0
    seconds: float = 0.0

    def __add__(self, other: Counts) -> Counts:
        """Field by field."""
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def drafted(notes: str) -> tuple[Manuscript, Report, float]:
    """The offline draft of notes, what the checker finds in it, and the seconds that the draft took."""
    writer = Writer()
    begun = time.perf_counter()
    manuscript = writer.write(writer.take(Manuscript("0"), notes))
    seconds = time.perf_counter() - begun
    return manuscript, writer.check(manuscript), seconds


def counted(notes: str) -> Counts:
    """The counts of one draft."""
    manuscript, report, seconds = drafted(notes)
    draft = manuscript.drafted()
    text = draft.text()
    facts = [fact for fact in facts_of(Notes.of(notes)) if fact.kind is not Kind.DATE]
    stated = {(m.kind, m.value) for m in read(text)}
    lines = content_lines(notes)
    sentences = sentences_of(draft)
    return Counts(
        errors=sum(finding.kind != "placeholder" for finding in report.errors),
        facts=len(facts),
        told=sum(_told(fact, stated, text) for fact in facts),
        lines=len(lines),
        used=sum(_used(line, text) for line in lines),
        sentences=len(sentences),
        repeated=len(sentences) - len(set(sentences)),
        numbers_spoken=sum(len(_SAID_FIRST.findall(section.text)) for section in draft.sections),
        signs=sum(len(_SIGNS.findall(section.text)) for section in draft.sections),
        bare=sum(m.kind is Kind.QUANTITY and not m.unit for m in read(text)),
        formfill=len(_FORM.findall(text)),
        placeholders=text.count("【待补充"),
        seconds=seconds,
    )


def _told(fact: Fact, stated: set[tuple[Kind, object]], text: str) -> bool:
    return (fact.kind, fact.value) in stated or fact.figure in text or any(v == fact.value for _, v in stated if v)


def content_lines(notes: str) -> list[str]:
    """The lines of notes that say something: neither title, nor furniture, nor heading."""
    blocks = blocks_of(Notes.of(notes))
    said = (Form.ITEM, Form.TABLE)
    return list(dict.fromkeys(line.text for block in blocks if block.form in said for line in block.lines))


def _used(line: str, text: str) -> bool:
    """Whether a draft says a figure of the line, or half of its pairs of characters."""
    if any(m.is_figure and m.text in text for m in read(line)):
        return True
    words = re.sub(r"[^\u4e00-\u9fff]", "", line)
    pairs = [words[i : i + 2] for i in range(len(words) - 1)]
    return sum(pair in text for pair in pairs) * 2 >= len(pairs)


def sentences_of(draft: Draft) -> list[str]:
    """The sentences of the draft, those long enough to be noticed when they come twice."""
    pieces = (p.strip() for s in draft.sections for p in re.split(r"[。！？\n]", s.text))
    return [piece for piece in pieces if len(piece) > 8]


def sources() -> Iterator[tuple[str, str]]:
    """The notes that are drafted, with their names."""
    for path in sorted(EXAMPLES.glob("*.txt")):
        yield path.stem, path.read_text(encoding="utf-8")
    yield from ((case.name, case.notes) for case in half("dev"))


def _row(name: str, c: Counts) -> str:
    facts, lines = c.told / max(c.facts, 1), c.used / max(c.lines, 1)
    return (
        f"{name:<28} {c.errors:>6} {facts:>6.1%} {lines:>6.1%} {c.repeated:>4}/{c.sentences:<5} {c.numbers_spoken:>6} {c.signs:>6}"
        f" {c.bare:>6} {c.formfill:>5} {c.placeholders:>6} {c.seconds:>7.2f}"
    )


def main() -> None:
    """Print a row for each notes and one for all; with ``--show`` the drafts and their errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", nargs="*", help="print the drafts of these names (all where none is given)")
    asked = parser.parse_args()
    if asked.show is not None:
        for name, notes in sources():
            if not asked.show or name in asked.show:
                manuscript, report, _ = drafted(notes)
                print(f"\n===== {name}\n{notes.strip()}\n-----\n{manuscript.drafted().text()}")
                print("".join(f"!! {finding.message}\n" for finding in report.errors))
        return
    head = "errors  facts  lines  repeated number  signs   bare  form  asked seconds"
    print(f"{'notes':<28} {head}")
    whole = Counts()
    for name, notes in sources():
        one = counted(notes)
        whole += one
        print(_row(name, one))
    print(_row("all", whole))


if __name__ == "__main__":
    main()
