"""How well ``unsourced-claim`` finds statements without a source, by class, on one half of the labelled clauses.

``python -m benchmarks.words.claims [dev|held|fresh…|sealed] [--show]``; held and sealed are never shown clause by clause. Every finding counts for
the one clause that it covers most; a class is right when the label is of the same group (act, state, cause and compliance are one).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.checks import check
from assistant.facts import confirmed, facts_of
from assistant.findings import Finding
from assistant.notes import Notes
from benchmarks.words.sets import SHOWN, ClaimLabel, Clause, Half, Pair, labelled_pairs, split

KIND = "unsourced-claim"
GROUPS = {
    "act": "hard",
    "state": "hard",
    "cause": "hard",
    "compliance": "hard",
    "effect": "effect",
    "promise": "promise",
}
NAMES = {"hard": "行为、状况、原因、合规", "effect": "成效", "promise": "承诺"}


@dataclass(frozen=True)
class Verdict:
    """One labelled clause, with what the checker said of it (empty where it said nothing)."""

    pair: Pair
    clause: Clause
    label: ClaimLabel
    said: str


@dataclass
class Score:
    """Right, wrong and missed findings of one group."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def recall(self) -> float:
        """The share of the unsupported clauses that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def precision(self) -> float:
        """The share of the findings that was right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def line(self) -> str:
        """Recall and precision with their counts."""
        return (
            f"召回 {self.recall:.3f}　准确 {self.precision:.3f}　（对 {self.right}　错 {self.wrong}　漏 {self.missed}）"
        )


@dataclass
class Measured:
    """What is counted over a half: by group, by class, any unsupported at all, and false findings on faithful reports."""

    groups: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in NAMES})
    every: Score = field(default_factory=Score)
    missed: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: int = 0
    characters: int = 0

    @property
    def per_thousand(self) -> float:
        """False findings per 1,000 characters of the reports that were written faithfully."""
        return 1000 * self.false / self.characters if self.characters else 0.0


def findings(pair: Pair) -> list[Finding]:
    """What the checker finds without a source in a report, by its notes."""
    notes = Notes.of(pair.notes, "笔记")
    report = check(pair.report, document=pair.name, evidence=confirmed(notes, facts_of(notes)))
    return [finding for finding in report.findings if finding.kind == KIND]


def covered(clauses: Iterable[Clause], finding: Finding) -> Clause:
    """The clause that a finding covers most."""
    return max(clauses, key=lambda c: min(c.end, finding.end) - max(c.start, finding.start))


def verdicts(half: Half) -> list[Verdict]:
    """Every labelled clause of a half with what the checker says of it."""
    said = []
    for pair, labels in labelled_pairs(half):
        by_clause = {covered(pair.clauses, finding).id: finding.claim for finding in findings(pair)}
        said += [
            Verdict(pair, clause, label, by_clause.get(clause.id, ""))
            for clause, label in zip(pair.clauses, labels, strict=True)
        ]
    return said


def measured(found: Iterable[Verdict]) -> Measured:
    """Count them."""
    result = Measured()
    for verdict in found:
        true, said = GROUPS.get(verdict.label.label, ""), GROUPS.get(verdict.said, "")
        for name, score in (*result.groups.items(), ("", result.every)):
            is_true, is_said = (true == name, said == name) if name else (bool(true), bool(said))
            score.right += is_true and is_said
            score.wrong += is_said and not is_true
            score.missed += is_true and not is_said
        if true:
            (result.found if said else result.missed)[verdict.label.label] += 1
        if verdict.pair.manner == "faithful" and said and not true:
            result.false += 1
    pairs = {verdict.pair.name: verdict.pair for verdict in found}
    result.characters = sum(len(pair.report) for pair in pairs.values() if pair.manner == "faithful")
    return result


def report(half: Half, *, show: bool = False) -> list[str]:
    """The lines to print."""
    found = verdicts(half)
    result = measured(found)
    lines = [f"{half}：{NAMES[name]}　{score.line}" for name, score in result.groups.items()]
    lines.append(f"{half}：无据合计　{result.every.line}")
    classes = (f"{name} {result.found[name]}/{result.found[name] + result.missed[name]}" for name in GROUPS)
    lines.append(f"{half}：各类找到（不问归类）　{'　'.join(classes)}")
    lines.append(
        f"{half}：照实写的报告每千字误报 {result.per_thousand:.2f}（{result.false} 处，{result.characters} 字）"
    )
    if show and half in SHOWN:
        lines += [
            f"{verdict.clause.id}\t{verdict.label.label} -> {verdict.said or '-'}\t{verdict.clause.text}"
            for verdict in found
            if GROUPS.get(verdict.label.label) != GROUPS.get(verdict.said)
        ]
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", nargs="?", choices=tuple(split("claims")), default="dev")
    parser.add_argument("--show", action="store_true", help="列出判错的小句（held、sealed 不列）")
    arguments = parser.parse_args()
    print("\n".join(report(arguments.half, show=arguments.show)))


if __name__ == "__main__":
    main()
