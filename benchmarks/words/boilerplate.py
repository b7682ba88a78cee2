"""How well the check of boilerplate does on the labelled sentences, beside the rule "no digit".

    python -m benchmarks.words.boilerplate          # the dev half, and the sentences that went wrong
    python -m benchmarks.words.boilerplate held     # the held half, counts only: it is measured, never read
    python -m benchmarks.words.boilerplate sealed   # the sealed reports, likewise; once for each finished version

Each report is checked whole, as a user's would be, without notes and samples. A sentence is flagged where a warning covers
all of it; a padding clause is a warning on a part of it. Sentences of furniture stand apart: what is flagged there is counted.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.checks import check
from assistant.findings import Finding, Severity
from benchmarks.words.sets import SHOWN, Half, Label, Sentence, Span, labelled_sentences, lines_of, split

KIND = "boilerplate"
_MASKED = re.compile(r"[0-9]{0,3}[xX]{1,3}[0-9]{0,3}|_+")
_ENUMERATOR = re.compile(r"^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）、.．]\s*|[一二三四五六七八九十]{1,2}是)")
_DIGIT = re.compile(r"[0-9]")
_WORDLESS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Judged:
    """One labelled sentence with what the check said of it; ``flags`` are offsets in the sentence."""

    sentence: Sentence
    label: Label
    flags: tuple[Span, ...] = ()
    remarks: int = 0

    @property
    def whole(self) -> bool:
        """Whether the sentence is flagged as a whole, its number (一是, 1、) aside."""
        size = _bare(_ENUMERATOR.sub("", self.sentence.text))
        return any(_bare(self.sentence.text[a:b]) >= 0.9 * size for a, b in self.flags)

    @property
    def clauses(self) -> tuple[Span, ...]:
        """The flags on parts of the sentence."""
        return () if self.whole else self.flags

    @property
    def digitless(self) -> bool:
        """The rule to beat: no digit but those of enumerators and masked years."""
        return not _DIGIT.search(_MASKED.sub("", _ENUMERATOR.sub("", self.sentence.text)))


@dataclass(frozen=True)
class Score:
    """Right, wrong and missed, and what follows."""

    right: int
    wrong: int
    missed: int

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        f1 = 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  （对 {self.right}，误 {self.wrong}，漏 {self.missed}）"


def _bare(text: str) -> int:
    return len(_WORDLESS.sub("", text))


def judged(half: Half) -> list[Judged]:
    """Every labelled sentence of a half, its report checked whole."""
    found: list[Judged] = []
    for source, group in groupby(labelled_sentences(half), key=lambda pair: pair[0].source):
        found.extend(_report(source, list(group)))
    return found


def _report(source: str, pairs: Sequence[tuple[Sentence, Label]]) -> Iterable[Judged]:
    first, last = pairs[0][0].line, max(sentence.line for sentence, _ in pairs)
    lines = lines_of(source)[first - 1 : last]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    findings = [f for f in check("\n".join(lines)).findings if f.kind == KIND]
    for sentence, label in pairs:
        yield placed(sentence, label, starts[sentence.line - first] + sentence.start, findings)


def placed(sentence: Sentence, label: Label, at: int, findings: Sequence[Finding]) -> Judged:
    """A labelled sentence that stands at a place of a text, with the findings that touch it."""
    end = at + len(sentence.text)
    here = [f for f in findings if f.start < end and f.end > at]
    flags = tuple((max(f.start, at) - at, min(f.end, end) - at) for f in here if f.severity is Severity.WARNING)
    return Judged(sentence, label, flags, len(here) - len(flags))


def score(items: Sequence[Judged], against: Sequence[str], *, digits: bool = False) -> Score:
    """Boilerplate told from the classes ``against`` by whole sentences, or by the rule of digits."""
    said = [
        (j.label.kind == KIND, j.digitless if digits else j.whole) for j in items if j.label.kind in (KIND, *against)
    ]
    return Score(
        sum(true and flag for true, flag in said),
        sum(flag and not true for true, flag in said),
        sum(true and not flag for true, flag in said),
    )


def padding(items: Sequence[Judged]) -> tuple[int, int, int, int]:
    """Of mixed sentences: flags right and made, labelled clauses found and all; a flag is right where most of it is labelled."""
    right = made = found = every = 0
    for j in (j for j in items if j.label.kind == "mixed"):
        labelled = {at for a, b in j.label.padding for at in range(a, b)}
        flagged = {at for a, b in j.clauses for at in range(a, b)}
        made += len(j.clauses)
        right += sum(2 * len(labelled & set(range(a, b))) > b - a for a, b in j.clauses)
        every += len(j.label.padding)
        found += sum(2 * len(flagged & set(range(a, b))) > b - a for a, b in j.label.padding)
    return right, made, found, every


def report(items: Sequence[Judged]) -> str:
    """All measures of one half as lines of text."""
    concrete = [j for j in items if j.label.kind == "concrete"]
    bare = [j for j in concrete if j.digitless]
    right, made, found, every = padding(items)
    furniture = Counter(j.label.role for j in items if j.label.kind == "furniture")
    flagged = Counter(j.label.role for j in items if j.label.kind == "furniture" and j.flags)
    lines = [
        f"句 {len(items)}：" + "，".join(f"{k} {n}" for k, n in Counter(j.label.kind for j in items).items()),
        f"套话对具体　　　　{score(items, ['concrete'])}",
        f"　无数字一条规则　{score(items, ['concrete'], digits=True)}",
        f"套话对具体与掺水　{score(items, ['concrete', 'mixed'])}",
        f"　无数字一条规则　{score(items, ['concrete', 'mixed'], digits=True)}",
        (
            f"掺水句里的空话　　标出 {made} 处，对 {right}（P {right / max(1, made):.3f}）；应标 {every} 处，标到 {found}"
            f"（R {found / max(1, every):.3f}）；整句误标 {sum(j.whole for j in items if j.label.kind == 'mixed')}"
        ),
        f"没有数字的具体句　{len(bare)} 句，标了 {sum(bool(j.flags) for j in bare)}（30 句里 {30 * sum(bool(j.flags) for j in bare) / max(1, len(bare)):.2f}）",
        f"全部具体句　　　　{len(concrete)} 句，标了 {sum(bool(j.flags) for j in concrete)}",
        "文类用语　　　　　" + "，".join(f"{role} {n} 句标 {flagged[role]}" for role, n in furniture.items()),
    ]
    return "\n".join(lines)


def failures(items: Sequence[Judged]) -> Iterable[str]:
    """The sentences on which label and check differ, for the dev half only."""
    for j in items:
        flags = "|".join(j.sentence.text[a:b] for a, b in j.clauses)
        labelled = "|".join(j.sentence.text[a:b] for a, b in j.label.padding)
        said = "whole" if j.whole else f"part {flags}" if flags else "info" if j.remarks else "-"
        fine = {"boilerplate": j.whole, "mixed": flags == labelled}.get(j.label.kind, not j.flags)
        if not fine:
            yield f"{j.sentence.id}\t{j.label.written}\t{labelled}\t⇒ {said}\t{j.sentence.text}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", nargs="?", choices=tuple(split("boilerplate")), default="dev")
    parser.add_argument(
        "--failures", action="store_true", help="the sentences that went wrong, but not of held and sealed"
    )
    given = parser.parse_args()
    items = judged(given.half)
    print(report(items))
    if given.failures:
        if given.half not in SHOWN:
            parser.error("the held and sealed halves are measured, never read")
        print("\n".join(failures(items)))


if __name__ == "__main__":
    main()
