"""Fit the weights that the check of boilerplate puts on the traits of a clause (``assistant/padding/weights.toml``).

    python -m benchmarks.words.fit            # fitted on the whole dev half and printed
    python -m benchmarks.words.fit --write    # and written
    python -m benchmarks.words.validate       # each report judged by weights that were fitted on all others

Only the dev half is read. A clause gets a number for how much can be checked in it; a sentence is as concrete as its clauses
together (log of the summed exponentials). The fit is a regression on both: whole sentences by their class, clauses by the
padding marked in mixed ones. numpy only, no random numbers.

The words of the data files were gathered with the dev half in sight. So each of its reports is read here without the words that it
alone holds, and every time without another tenth of the rest: a text that nobody has seen holds more that is new.
"""

from __future__ import annotations

import argparse
import re
import tomllib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, groupby

import numpy as np

from assistant.figures.reading import read
from assistant.padding.clauses import Clause, sentences
from assistant.padding.lexicon import Lexicon
from assistant.padding.reading import figures_in
from assistant.padding.traits import TRAITS, traits
from assistant.padding.weights import COMPANY, FILE, POOREST, SHARPNESS
from benchmarks.words.sets import HERE, Half, Label, Sentence, labelled_sentences, lines_of

RIDGE, ROUNDS, RATE, MOMENTUM = 0.003, 500, 0.175, 0.9
MORE = "more"
FITTED: tuple[Half, ...] = ("dev", "fresh3", "fresh4", "fresh5", "fresh6")
PARTS, COPIES, FEWER = 10, 3, 4  # each time another tenth of the words is new; of our own sentences' words a fourth
RECURRING = -1.0  # set by hand: too few clauses of the set stand in several families for a fit
CLAUSES = 1.0  # what the clauses weigh beside the sentences
HEAD = (
    "# 由 benchmarks/words/fit.py 在 dev 半边和 more.toml 上拟合，不要手改；正的说明能核对，负的说明是泛话。\n"
    "# recurring 一项是手定的：样本里重复出现的小句太少，拟合不出来。\n\n[weights]\n"
)
TARGETS = {"concrete": 1.0, "mixed": 1.0, "boilerplate": 0.0}


@dataclass(frozen=True)
class Example:
    """One sentence: the traits of its clauses, its class, and which clauses are padding (1 kept, 0 padding, -1 not said)."""

    source: str
    text: str
    rows: np.ndarray
    label: Label
    kept: np.ndarray


@dataclass(frozen=True)
class Report:
    """One report of the dev half with its labelled sentences, each with its place in the text."""

    source: str
    text: str
    sentences: tuple[tuple[int, Sentence, Label], ...]


def reports(halves: Sequence[Half] = FITTED) -> list[Report]:
    """The reports that may be read."""
    found = []
    for source, group in groupby(chain.from_iterable(map(labelled_sentences, halves)), key=lambda pair: pair[0].source):
        pairs = list(group)
        first, last = pairs[0][0].line, max(s.line for s, _ in pairs)
        lines = lines_of(source)[first - 1 : last]
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        placed = tuple((starts[s.line - first] + s.start, s, label) for s, label in pairs)
        found.append(Report(source, "\n".join(lines), placed))
    return found


def alone(every: Sequence[Report], lexicon: Lexicon) -> dict[str, list[str]]:
    """By report our own words that no other report of the dev half holds."""
    found: dict[str, list[str]] = {one.source: [] for one in every}
    for word in (w for w, group in lexicon.groups.items() if not group.startswith("common")):
        holders = [one.source for one in every if word in one.text]
        if len(holders) == 1:
            found[holders[0]].append(word)
    return found


def gathered(every: Sequence[Report]) -> list[Example]:
    """All examples, read several times with other words missing."""
    whole = Lexicon.standard()
    only = alone(every, whole)
    found = []
    for part in range(COPIES):
        fewer = whole.without(_part(whole, PARTS, part))
        for one in every:
            found += examples(one, fewer.without(only[one.source]))
        found += more(whole.without(_part(whole, FEWER, part)))
    return found


def _part(lexicon: Lexicon, parts: int, part: int) -> Iterable[str]:
    return (word for word in lexicon.groups if zlib.crc32(word.encode()) % parts == part)


def examples(report: Report, lexicon: Lexicon) -> list[Example]:
    """Every sentence of a report that says something of boilerplate."""
    found = []
    figures = [(m.start, m.end) for m in read(report.text) if m.is_figure]
    cut = [c for s in sentences(report.text) for c in s.clauses]
    for at, sentence, label in report.sentences:
        here = [c for c in cut if at <= c.start < at + len(sentence.text)]
        if here and (label.kind in TARGETS or label.role in ("opener", "closing")):
            rows = [traits(c.text, figures_in(c, figures), lexicon).vector() for c in here]
            kept = [_kept(c, at, label) for c in here]
            found.append(Example(report.source, sentence.text, np.array(rows), label, np.array(kept)))
    return found


def more(lexicon: Lexicon) -> list[Example]:
    """Sentences of our own beside the set, for fitting alone: of lines of work that the dev half does not have."""
    data = tomllib.loads((HERE / "more.toml").read_text(encoding="utf-8"))
    found = []
    for kind, texts in data.items():
        for line in texts.strip().split("\n"):
            text, label = _labelled(kind, line)
            figures = [(m.start, m.end) for m in read(text) if m.is_figure]
            cut = [c for s in sentences(text) for c in s.clauses]
            rows = np.array([traits(c.text, figures_in(c, figures), lexicon).vector() for c in cut])
            found.append(Example(MORE, text, rows, label, np.array([_kept(c, 0, label) for c in cut])))
    return found


def _labelled(kind: str, line: str) -> tuple[str, Label]:
    """A sentence without the braces around its padding, and its label."""
    spans, text = [], ""
    for piece in re.split(r"(\{[^}]*\})", line):
        if piece.startswith("{"):
            spans.append((len(text), len(text) + len(piece) - 2))
        text += piece.strip("{}")
    return text, Label(kind, padding=tuple(spans))


def _kept(clause: Clause, at: int, label: Label) -> float:
    if label.kind == "concrete":
        return 1.0
    if label.kind != "mixed":
        return 0.0
    shared = sum(max(0, min(clause.end - at, b) - max(clause.start - at, a)) for a, b in label.padding)
    return float(2 * shared < clause.end - clause.start)


def fitted(items: Sequence[Example]) -> np.ndarray:
    """The weights, by gradient descent with momentum."""
    rows = np.vstack([e.rows for e in items])
    sizes = [len(e.rows) for e in items]
    starts = np.cumsum([0, *sizes[:-1]])
    owner = np.repeat(np.arange(len(items)), sizes)
    kept = np.concatenate([e.kept for e in items])
    wanted = np.array([TARGETS.get(e.label.kind, 0.0) for e in items])
    weight = np.where(np.array([e.label.kind == "mixed" for e in items])[owner], 1.0, 0.25)
    free = np.arange(rows.shape[1]) == 0  # the bias is not held down
    weights, step = np.zeros(rows.shape[1]), np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        ahead = weights + MOMENTUM * step
        marks = rows @ ahead
        top = np.maximum.reduceat(marks, starts)
        parts = np.exp(SHARPNESS * (marks - top[owner]))
        sums = np.add.reduceat(parts, starts)
        low = np.maximum(np.minimum.reduceat(marks, starts), POOREST)
        slope = _chance(top + np.log(sums) / SHARPNESS + COMPANY * low) - wanted
        share = parts / sums[owner] + COMPANY * (marks == low[owner])
        down = rows.T @ (slope[owner] * share) / len(items)
        down += CLAUSES * rows.T @ (weight * (_chance(marks) - kept)) / weight.sum()
        down += RIDGE * np.where(free, 0, ahead)
        step = MOMENTUM * step - RATE * down
        weights = weights + step
    weights[TRAITS.index("recurring")] = RECURRING
    return weights


def _chance(marks: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-marks))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    weights = fitted(gathered(reports()))
    lines = [f"{name} = {value:.3f}" for name, value in zip(TRAITS, weights, strict=True)]
    if given.write:
        FILE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
