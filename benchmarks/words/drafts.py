"""How much boilerplate, and how many statements without source, stand in the project's own drafts: ``python -m benchmarks.words.drafts [--show]``.

Offline drafts of every notes of ``examples/`` and ``tests/fixtures/notes``, checked with their notes; and the reports of
``benchmarks/answers`` that a hand answered in a model's place, by the product's prompts and by one plain prompt.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from assistant.checks import check
from assistant.facts import Evidence
from assistant.findings import Finding, Severity
from assistant.notes import Notes
from benchmarks.offline import drafted

KINDS = ("boilerplate", "unsourced-claim")
FIRST = ("act", "state", "cause", "compliance")
ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "benchmarks" / "answers"
WAYS = {"offline": "不用模型", "ours": "用模型，本产品的提示语", "plain": "用模型，一条白话提示语"}


def notes() -> dict[str, str]:
    """The notes that the project keeps, by name."""
    paths = [*(ROOT / "examples").glob("*.txt"), *(ROOT / "tests" / "fixtures" / "notes").glob("*.txt")]
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(paths)}


def drafts() -> Iterator[tuple[str, str, str, list[Finding]]]:
    """Way, name, text and findings of words of every draft."""
    kept = notes()
    for name, text in kept.items():
        manuscript, report, _ = drafted(text)
        yield "offline", name, manuscript.drafted().text(), [f for f in report.findings if f.kind in KINDS]
    for path in sorted(ANSWERS.glob("*.md")):
        name, _, way = path.stem.rpartition(".")
        text = path.read_text(encoding="utf-8")
        found = check(text, evidence=Evidence(Notes.of(kept[name]))).findings
        yield way, name, text, [f for f in found if f.kind in KINDS]


def report(*, show: bool = False) -> str:
    """A row for each way; with ``show`` every sentence and clause that was marked."""
    lines, marked = [], []
    every = list(drafts())
    for way, title in WAYS.items():
        of_way = [(name, text, found) for its, name, text, found in every if its == way]
        empty = [(name, f) for name, _, found in of_way for f in found if f.kind == "boilerplate"]
        warned = [(name, f) for name, f in empty if f.severity is Severity.WARNING]
        claims = [[f.claim for f in found if f.kind == "unsourced-claim"] for _, _, found in of_way]
        size = sum(len(text) for _, text, _ in of_way)
        covered = sum(f.end - f.start for _, f in warned)
        usual = len(empty) - len(warned)
        classes = Counter(claim for found in claims for claim in found)
        lines.append(
            f"{title}：{len(of_way)} 篇 {size} 字，标了 {len(warned)} 处 {covered} 字"
            f"（{100 * covered / max(1, size):.1f}%），惯用语 {usual} 处；"
            f"无据：做法、状况、原因、合规 {sum(classes[c] for c in FIRST)} 处，好处 {classes['effect']} 处"
            f"（一篇最多 {max((found.count('effect') for found in claims), default=0)} 处），打算 {classes['promise']} 处"
        )
        marked += [
            f"  {way} {name} {f.claim or '套话'}：{f.text}"
            for name, _, found in of_way
            for f in found
            if f.severity is not Severity.INFO
        ]
    return "\n".join([*lines, *(marked if show else [])])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="every sentence and clause that was marked")
    print(report(show=parser.parse_args().show))


if __name__ == "__main__":
    main()
