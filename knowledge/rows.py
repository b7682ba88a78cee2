"""The paragraphs of a file as their authors wrote them: noise left out, lines mended, torn ones joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge import noise as noises
from knowledge.boundaries import WEIGHTS
from knowledge.cleaning import tidy
from knowledge.headings import mark_of
from knowledge.mending import Repair, first_item, joined, joins, mended

JOINED = "被链接拆断的句子"
_FOLLOWING = 8  # paragraphs in which an item 2 has to come
_CONTEXT = 6  # characters shown on each side of a repair
_BETWEEN = {  # what a line left out tells of the gap where it stood
    noises.PUNCTUATION: "stop", noises.PAGE: "page", noises.SITE: "site", noises.ADDRESS: "site",
    noises.INTRODUCTION: "announced", noises.COLLECTION: "announced", noises.NUMBER: "announced",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noise:
    """A whole raw line (from 1) that no author of a report wrote, and why we think so."""

    line: int
    text: str
    why: str


@dataclass(slots=True)
class Row:
    """A paragraph of the raw lines ``first`` to ``last``; ``blank`` counts the blank lines before it."""

    first: int
    last: int
    text: str
    blank: int = 0
    between: str = ""


@dataclass(slots=True)
class Reading:
    """What was read of a file so far; rows and lists grow and change while it is understood."""

    rows: list[Row] = field(default_factory=list)
    noise: list[Noise] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


def read_rows(lines: Sequence[str], begin: int) -> Reading:
    """Tell the lines of authors from the rest, and mend each by itself."""
    reading = Reading()
    blank, between = 0, ""
    for number, line in enumerate(lines[begin:], begin + 1):
        if not line:
            blank += 1
            continue
        why = noises.noise_of(line)
        text, repairs = (line, []) if why else mended(number, line)
        text = tidy(text)
        why = why or noises.noise_of(text) or ("" if text else noises.PUNCTUATION)
        if why:
            reading.noise.append(Noise(number, line, why))
            between = max(between, _BETWEEN[why], key=lambda name: WEIGHTS.get(name, 0.0))
            continue
        reading.repairs += repairs
        reading.rows.append(Row(number, number, text, blank, between))
        blank, between = 0, ""
    return reading


def join(rows: list[Row], repairs: list[Repair]) -> list[Row]:
    """Return the rows with one in place of each three that a dead link tore apart."""
    while True:
        torn = joins([row.text for row in rows])
        made: list[Row] = []
        at = 0
        while at < len(rows):
            whole = _joined(rows[at : at + 3], repairs) if at in torn else None
            made.append(whole or rows[at])
            at += 3 if whole else 1
        if len(made) == len(rows):
            return rows
        rows = made


def _joined(pieces: Sequence[Row], repairs: list[Repair]) -> Row | None:
    """Return the one row that three make; None where that would be no author's line."""
    first, word, rest = (piece.text for piece in pieces)
    text, mends = mended(pieces[0].first, joined([first, word, rest]))
    if noises.noise_of(tidy(text)):
        return None
    before = f"{first[-_CONTEXT - 1 :]}\n{word}\n{rest[:_CONTEXT]}"
    after = joined([first[-_CONTEXT - 1 :], word, rest[:_CONTEXT]])
    repairs += [Repair(pieces[0].first, before, after, JOINED), *mends]
    return Row(pieces[0].first, pieces[-1].last, tidy(text), pieces[0].blank, pieces[0].between)


def number_first(rows: list[Row], repairs: list[Repair]) -> list[Row]:
    """Return the rows with a 1 for each misread first number of a list whose second item comes soon."""
    for n, row in enumerate(rows):
        if row.text[0] in "lI|丨":
            marks = (mark_of(after.text) for after in rows[n + 1 : n + 1 + _FOLLOWING])
            if any(mark is not None and mark.style == "1" and mark.value == 2 for mark in marks):
                row.text, mends = first_item(row.first, row.text)
                repairs += mends
    return rows
