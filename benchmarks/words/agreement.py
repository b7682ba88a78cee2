"""How far two readers agree, and the sheets that a second reader labels from.

    python -m benchmarks.words.agreement                    # labels_a against labels_b
    python -m benchmarks.words.agreement --disagreements D  # and the items they differ on, with their texts, into folder D
    python -m benchmarks.words.agreement sheets D           # unlabelled sheets into folder D, the dump's sentences in full
    python -m benchmarks.words.agreement take D             # filled sheets of folder D into labels_b (--into adjudicated)

A filled sheet is a table with tabs, ``id  class  quotes`` (quotes of the padding, split by ``|``) or ``id  label  words``.
Quotes become offsets when they are taken in, so no sentence of the dump ever stands in the project. Texts of the dump go
only into a folder outside it.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.words.sets import (
    CLASSES,
    HERE,
    ROOT,
    Label,
    Pair,
    Sentence,
    SetError,
    Span,
    claim_labels,
    located,
    pairs,
    rows,
    sentence_labels,
    sentences,
    split,
)

FILLED = ("boilerplate.tsv", "claims.tsv")


@dataclass(frozen=True)
class Agreement:
    """Two readers on one list of items: how many are the same, and Cohen's kappa over all classes and for each."""

    items: int
    same: int
    kappa: float
    each: Mapping[str, float]

    @property
    def percent(self) -> float:
        """The share of items with the same label, in percent."""
        return 100 * self.same / self.items if self.items else 0.0


def kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Cohen's kappa; 1.0 where both readers gave one and the same class throughout."""
    total = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / total
    chance = sum(first.count(name) * second.count(name) for name in set(first)) / total**2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def compared(first: Mapping[str, str], second: Mapping[str, str]) -> Agreement:
    """Two readers on the items that both have labelled."""
    ids = [name for name in first if name in second]
    a, b = [first[name] for name in ids], [second[name] for name in ids]
    if not ids:
        return Agreement(0, 0, 0.0, {})
    each = {name: kappa([str(x == name) for x in a], [str(x == name) for x in b]) for name in sorted({*a, *b})}
    return Agreement(len(ids), sum(x == y for x, y in zip(a, b, strict=True)), kappa(a, b), each)


def characters(spans: Sequence[Span]) -> set[int]:
    """The offsets that the spans cover."""
    return {at for start, end in spans for at in range(start, end)}


def span_overlap(first: Mapping[str, Label], second: Mapping[str, Label]) -> tuple[int, float]:
    """The sentences that both call mixed, and the F1 of the characters they mark in them as padding."""
    both = [name for name in first if name in second and first[name].kind == second[name].kind == "mixed"]
    marks = [(characters(first[name].padding), characters(second[name].padding)) for name in both]
    total = sum(len(a) + len(b) for a, b in marks)
    return len(both), 2 * sum(len(a & b) for a, b in marks) / total if total else 0.0


def shown(title: str, result: Agreement) -> str:
    """One agreement as lines of text."""
    head = f"{title}：{result.items} 项，一致 {result.same}（{result.percent:.1f}%），kappa {result.kappa:.3f}"
    return "\n".join([head, *(f"    {name:<20} kappa {value:.3f}" for name, value in result.each.items())])


def outside(folder: Path) -> Path:
    """The folder, made; SetError where it lies in the project, which holds no text of the dump."""
    resolved = folder.resolve()
    if resolved.is_relative_to(ROOT.resolve()):
        raise SetError(f"{folder} 在项目之内；样本原文不能写进项目，请换一个项目之外的文件夹。")
    resolved.mkdir(parents=True, exist_ok=True)
    return resolved


def sentence_sheet(*, dump: bool) -> str:
    """The unlabelled sentences, report by report; those of the dump by reference unless ``dump``."""
    lines, source = [], ""
    for row in rows(HERE / "sentences.tsv"):
        if row[1] != source:
            source = row[1]
            lines += ["", f"## {source}"]
        sentence = located(row) if dump or not source.startswith("dump/") else None
        lines.append(f"{row[0]}\t{sentence.text if sentence else f'（样本第{row[2]}行 {row[3]}–{row[4]}）'}")
    return "\n".join(lines).strip() + "\n"


def claim_sheet(every: Sequence[Pair]) -> str:
    """The notes of each pair, and the clauses of its report in order, unlabelled."""
    blocks = []
    for one in every:
        clauses = "\n".join(f"{clause.id}\t{clause.text}" for clause in one.clauses)
        blocks.append(f"## {one.name}（{one.kind}）\n\n### 笔记\n{one.notes.strip()}\n\n### 报告的小句\n{clauses}\n")
    return "\n".join(blocks)


def write_sheets(folder: Path, *, dump: bool) -> None:
    """Both sheets into a folder."""
    (folder / "boilerplate.txt").write_text(sentence_sheet(dump=dump), encoding="utf-8")
    (folder / "claims.txt").write_text(claim_sheet(pairs()), encoding="utf-8")


def spans_of(sentence: Sentence, quotes: str) -> str:
    """Quotes, in the order of the sentence, as offsets ``3-9,12-20``; SetError where one does not stand in it."""
    found, at = [], 0
    for quote in quotes.split("|"):
        start = sentence.text.find(quote, at)
        if start < 0 or not quote:
            raise SetError(f"{sentence.id}：句中找不到“{quote}”（引文要照原句的先后）。")
        at = start + len(quote)
        found.append(f"{start}-{at}")
    return ",".join(found)


def taken(filled: Path, name: str) -> str:
    """A filled sheet as a file of labels."""
    if name == "claims.tsv":
        strange = {row[0] for row in rows(filled)} - {clause.id for one in pairs() for clause in one.clauses}
        if strange:
            raise SetError(f"没有这些小句：{'、'.join(sorted(strange))}，请核对编号。")
        return "\n".join(["id\tlabel\tpart", *("\t".join(row).rstrip("\t") for row in rows(filled))]) + "\n"
    known = {sentence.id: sentence for sentence in sentences()}
    lines = ["id\tclass\tpadding"]
    for row in rows(filled):
        marked, quotes = row[1], row[2] if len(row) > 2 else ""
        if row[0] not in known:
            raise SetError(f"{row[0]}：没有这一句，或它在样本里而样本不在旁边。")
        lines.append(f"{row[0]}\t{marked}\t{spans_of(known[row[0]], quotes)}" if quotes else f"{row[0]}\t{marked}")
    return "\n".join(lines) + "\n"


def take(folder: Path, into: str) -> None:
    """The filled sheets of a folder into a reader's labels, read back to see that they hold."""
    (HERE / into).mkdir(exist_ok=True)
    for name in FILLED:
        if (folder / name).exists():
            (HERE / into / name).write_text(taken(folder / name, name), encoding="utf-8")
    print(f"{into}：{len(sentence_labels(into))} 句，{len(claim_labels(into))} 个小句")


def quoted(sentence: Sentence, label: Label) -> str:
    """A label for the eye: its class and the words marked as padding."""
    return " ".join([label.written, *(f"“{sentence.text[a:b]}”" for a, b in label.padding)])


def write_disagreements(folder: Path) -> None:
    """The items that the readers differ on, with texts and both labels, for a third to decide."""
    a, b = sentence_labels("labels_a"), sentence_labels("labels_b")
    lines = [
        f"{s.id}\t{quoted(s, a[s.id])}\t{quoted(s, b[s.id])}\t{s.text}"
        for s in sentences()
        if s.id in b and a[s.id] != b[s.id]
    ]
    (folder / "boilerplate.txt").write_text("\n".join(["id\ta\tb\ttext", *lines]) + "\n", encoding="utf-8")
    first, second = claim_labels("labels_a"), claim_labels("labels_b")
    lines = [
        f"{c.id}\t{first[c.id].label}\t{second[c.id].label}\t{c.text}"
        for one in pairs()
        for c in one.clauses
        if c.id in second and first[c.id].label != second[c.id].label
    ]
    (folder / "claims.txt").write_text("\n".join(["id\ta\tb\ttext", *lines]) + "\n", encoding="utf-8")


def report() -> str:
    """How far labels_a and labels_b agree: sentences with and without the roles of furniture, padding, clauses."""
    a, b = sentence_labels("labels_a"), sentence_labels("labels_b")
    parts = []
    for side in ("dev", "held", "sealed"):
        sources = set(split("boilerplate")[side])
        ids = {row[0] for row in rows(HERE / "sentences.tsv") if row[1] in sources}
        mine = {name: label.kind for name, label in a.items() if name in ids}
        parts.append(shown(f"套话 {side}", compared(mine, {name: label.kind for name, label in b.items()})))
    written = {name: label.written for name, label in a.items()}
    parts.append(shown("套话，连同用语的种类", compared(written, {name: label.written for name, label in b.items()})))
    both, f1 = span_overlap(a, b)
    parts.append(f"空话的范围：两人都作掺水的 {both} 句，字的 F1 {f1:.3f}")
    first, second = claim_labels("labels_a"), claim_labels("labels_b")
    for side in ("dev", "held", "fresh", "sealed"):
        names = set(split("claims")[side])
        own = {key: label.label for key, label in first.items() if key.partition(":")[0] in names}
        parts.append(shown(f"小句 {side}", compared(own, {key: label.label for key, label in second.items()})))
    grouped = [
        {key: "unsupported" if label.unsupported else label.label for key, label in labels.items()}
        for labels in (first, second)
    ]
    parts.append(shown("小句，无据合为一类", compared(grouped[0], grouped[1])))
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=f"classes: {' '.join(CLASSES)}")
    parser.add_argument("what", nargs="?", choices=("report", "sheets", "take"), default="report")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--into", choices=("labels_b", "adjudicated"), default="labels_b")
    parser.add_argument("--disagreements", type=Path)
    given = parser.parse_args()
    if given.what != "report" and given.folder is None:
        parser.error("folder missing")
    if given.what == "sheets":
        write_sheets(outside(given.folder), dump=True)
    elif given.what == "take":
        take(given.folder, given.into)
    else:
        print(report())
        if given.disagreements:
            write_disagreements(outside(given.disagreements))


if __name__ == "__main__":
    main()
