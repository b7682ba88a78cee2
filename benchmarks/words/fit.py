"""Fit the weights that the check of boilerplate puts on the traits of a clause (``assistant/padding/weights.toml``).

    python -m benchmarks.words.fit            # cross-validated by report on the dev half, nothing written
    python -m benchmarks.words.fit --write    # fitted on the whole dev half and written

Only the dev half is read. A clause gets a number for how much can be checked in it; a sentence is as concrete as its clauses
together (log of the summed exponentials). The fit is a regression on both: whole sentences by their class, clauses by the
padding marked in mixed ones. numpy only, no random numbers.
"""

from __future__ import annotations

import argparse
import re
import tomllib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from assistant.figures.reading import read
from assistant.padding.clauses import Clause, sentences
from assistant.padding.lexicon import Lexicon
from assistant.padding.reading import figures_in
from assistant.padding.traits import TRAITS, traits
from assistant.padding.weights import COMPANY, FILE, POOREST, SHARPNESS, together
from benchmarks.words.sets import HERE, Label, labelled_sentences, lines_of

RIDGE, ROUNDS, RATE = 0.003, 3000, 0.25
MORE = "more"
PARTS, COPIES = 10, 5  # each time another tenth of the words is new
RECURRING = -1.0  # set by hand: too few clauses of the set stand in several families for a fit
CLAUSES = 1.0  # what the clauses weigh beside the sentences
TARGETS = {"concrete": 1.0, "mixed": 1.0, "boilerplate": 0.0}


@dataclass(frozen=True)
class Example:
    """One sentence: the traits of its clauses, its class, and which clauses are padding (1 kept, 0 padding, -1 not said)."""

    source: str
    text: str
    rows: np.ndarray
    label: Label
    kept: np.ndarray


def lexicons() -> list[Lexicon]:
    """Our words, less one part of them each time.

    They were gathered with the dev half in sight; a text that nobody has seen holds more that is new.
    """
    whole = Lexicon.standard()
    return [whole.without(w for w in whole.groups if zlib.crc32(w.encode()) % PARTS == part) for part in range(COPIES)]


def examples(lexicon: Lexicon) -> list[Example]:
    """Every sentence of the dev half that says something of boilerplate."""
    found = []
    for source, group in groupby(labelled_sentences("dev"), key=lambda pair: pair[0].source):
        pairs = list(group)
        first, last = pairs[0][0].line, max(s.line for s, _ in pairs)
        text = "\n".join(lines_of(source)[first - 1 : last])
        starts = [0]
        for line in text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        figures = [(m.start, m.end) for m in read(text) if m.is_figure]
        cut = [c for s in sentences(text) for c in s.clauses]
        for sentence, label in pairs:
            if label.kind not in TARGETS and label.role not in ("opener", "closing"):
                continue
            at = starts[sentence.line - first] + sentence.start
            here = [c for c in cut if at <= c.start < at + len(sentence.text)]
            if here:
                rows = [traits(c.text, figures_in(c, figures), lexicon).vector() for c in here]
                kept = [_kept(c, at, label) for c in here]
                found.append(Example(source, sentence.text, np.array(rows), label, np.array(kept)))
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
    """The weights, by plain gradient descent."""
    rows = np.vstack([e.rows for e in items])
    owner = np.repeat(np.arange(len(items)), [len(e.rows) for e in items])
    kept = np.concatenate([e.kept for e in items])
    wanted = np.array([TARGETS.get(e.label.kind, 0.0) for e in items])
    weights = np.zeros(rows.shape[1])
    mixed = np.array([e.label.kind == "mixed" for e in items])[owner]
    weight = np.where(mixed, 1.0, 0.25)
    for _ in range(ROUNDS):
        marks = rows @ weights
        top = np.full(len(items), -np.inf)
        np.maximum.at(top, owner, marks)
        parts = np.exp(SHARPNESS * (marks - top[owner]))
        sums = np.bincount(owner, parts, len(items))
        low = np.full(len(items), np.inf)
        np.minimum.at(low, owner, marks)
        low = np.maximum(low, POOREST)
        pooled = top + np.log(sums) / SHARPNESS + COMPANY * low
        slope = _chance(pooled) - wanted
        share = parts / sums[owner] + COMPANY * (marks == low[owner])
        step = rows.T @ (slope[owner] * share) / len(items)
        step += CLAUSES * rows.T @ (weight * (_chance(marks) - kept)) / weight.sum()
        step += RIDGE * np.where(np.arange(len(weights)) == 0, 0, weights)
        weights -= RATE * step
    return weights


def _chance(marks: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-marks))


def pooled(example: Example, weights: np.ndarray) -> float:
    """How concrete a sentence is."""
    return together(example.rows @ weights)


def validated(items: Sequence[Example]) -> None:
    """Each report judged by weights that were fitted on all others."""
    said: list[tuple[str, float]] = []
    clauses: list[tuple[float, float]] = []
    for source in dict.fromkeys(e.source for e in items if e.source != MORE):
        weights = fitted([e for e in items if e.source != source])
        for e in (e for e in items if e.source == source):
            said.append((e.label.kind, pooled(e, weights)))
            if e.label.kind == "mixed":
                clauses += list(zip(e.kept, e.rows @ weights, strict=True))
    for against in (("concrete",), ("concrete", "mixed")):
        best = max((_f1(said, against, t / 10), t / 10) for t in range(-20, 31))
        print(
            f"对 {'、'.join(against)}：F1 {_f1(said, against, 0.0):.3f}（门槛 0），最好 {best[0]:.3f}（门槛 {best[1]}）"
        )
    for t in (0.5, 0.0, -0.5, -1.0, -1.5, -2.0):
        made = [kept for kept, mark in clauses if mark < t]
        every = sum(1 - kept for kept, _ in clauses)
        print(
            f"掺水小句 门槛 {t}：P {1 - sum(made) / max(1, len(made)):.3f} R {(len(made) - sum(made)) / every:.3f}（{len(made)}）"
        )


def _f1(said: Sequence[tuple[str, float]], against: Sequence[str], threshold: float) -> float:
    right = sum(kind == "boilerplate" and mark < threshold for kind, mark in said)
    wrong = sum(kind in against and mark < threshold for kind, mark in said)
    every = sum(kind == "boilerplate" for kind, _ in said)
    return 2 * right / (every + right + wrong)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    items = [e for lexicon in lexicons() for e in (*examples(lexicon), *more(lexicon))]
    if not given.write:
        validated(items)
        return
    weights = fitted(items)
    weights[TRAITS.index("recurring")] = RECURRING
    lines = [f"{name} = {value:.3f}" for name, value in zip(TRAITS, weights, strict=True)]
    head = (
        "# 由 benchmarks/words/fit.py 在 dev 半边和 more.toml 上拟合，不要手改；正的说明能核对，负的说明是泛话。\n"
        "# recurring 一项是手定的：样本里重复出现的小句太少，拟合不出来。\n\n[weights]\n"
    )
    FILE.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
