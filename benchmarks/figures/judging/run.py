"""Measure judging on one part of the cases, beside the usual check; see ``benchmarks/README.md`` for what each line is.

python -m benchmarks.figures.judging.run --half dev|held|sealed [--show 20] [--type swap] [--json OUT]
"""

from __future__ import annotations

import argparse
import json
import re
import time
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from assistant.figures.arithmetic import slips
from benchmarks.figures.judging.cases import HERE, Case, Label, half
from benchmarks.figures.judging.faults import Variant, faults, rewrites
from benchmarks.figures.judging.judged import FLAGGED, Checker, beside, ours, stands_somewhere, status_of

STATUSES = {"s": "sourced", "d": "derived", "u": "unsourced", "m": "mismatched"}


def share(part: int, whole: int) -> str:
    return f"{part / whole:.4f} ({part}/{whole})" if whole else "— (0)"


class Tally:
    """Counts over one part by one checker, with the failures kept for showing (dev only)."""

    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self.counts: Counter[str] = Counter()
        self.types: dict[str, Counter[str]] = defaultdict(Counter)
        self.failures: dict[str, list[str]] = defaultdict(list)
        self.false_places: set[tuple[str, int]] = set()

    def fail(self, cause: str, case: Case, draft: str, label: Label, wanted: str, got: str) -> None:
        """Keep a failure for showing."""
        around = draft[max(0, label.start - 28) : label.start] + f"【{label.text}】" + draft[label.end : label.end + 16]
        self.failures[cause].append(f"{case.name}: …{around}…  wanted {wanted}, got {got}".replace("\n", "⏎"))

    def faithful(self, case: Case) -> None:
        """Count one faithful draft."""
        said = self.checker(case.notes, case.draft)
        for index, label in enumerate(case.labels):
            if not label.status:
                continue
            got = status_of(label, said)
            self.counts["true"] += 1
            self.counts["unread"] += got == "unread"
            self.counts["status right"] += got == label.status
            if got in FLAGGED:
                self.counts["true flagged"] += 1
                self.false_places.add((case.name, index))
                self.fail(f"faithful: {label.status} flagged", case, case.draft, label, label.status, got)
            elif got != label.status:
                self.fail(f"faithful: {label.status} said {got}", case, case.draft, label, label.status, got)
        for start, end, status in beside(case.labels, said):
            self.counts["non-figures flagged"] += 1
            self.false_places.add((case.name, -start - 1))
            at = Label(start, end, case.draft[start:end], "", None)
            self.fail("faithful: no figure flagged", case, case.draft, at, "no figure", status)

    def rewrite(self, variant: Variant) -> None:
        """Count one harmless variant: only the figures that were rewritten."""
        case = variant.case
        said = self.checker(case.notes, variant.draft)
        for index, label in enumerate(variant.labels):
            if not label.status or label.text == case.labels[index].text:
                continue
            got = status_of(label, said)
            kind = self.types[f"rewrite {variant.type}"]
            kind["made"] += 1
            self.counts["rewritten"] += 1
            self.counts["rewritten right"] += got == label.status
            if got in FLAGGED:
                kind["flagged"] += 1
                self.counts["rewritten flagged"] += 1
                self.false_places.add((case.name, index))
                wanted = f"{label.status} (was {case.labels[index].text})"
                self.fail(f"rewrite {variant.type}", case, variant.draft, label, wanted, got)

    def fault(self, variant: Variant) -> None:
        """Count one faulty variant."""
        case = variant.case
        said = self.checker(case.notes, variant.draft)
        kind = self.types[variant.type]
        for index, label in enumerate(variant.labels):
            if not label.status or index in variant.exempt:
                continue
            got = status_of(label, said)
            wanted = variant.expected.get(index)
            if wanted:
                self.counts["faults"] += 1
                kind["made"] += 1
                was = f"{wanted} (was {case.labels[index].text})"
                if got in FLAGGED:
                    self.counts["found"] += 1
                    kind["found"] += 1
                    right = got == wanted or wanted == "either"
                    self.counts["kind right"] += right
                    kind["kind right"] += right
                    if not right:
                        self.fail(f"{variant.type}: named {got}", case, variant.draft, label, was, got)
                else:
                    told = self.contradicted(variant, label)
                    self.counts["contradicted"] += told
                    kind["contradicted"] += told
                    cause = "missed, but contradicted" if told else "missed"
                    self.fail(f"{variant.type}: {cause}", case, variant.draft, label, was, got)
            else:
                self.counts["others"] += 1
                if got in FLAGGED:
                    self.counts["others flagged"] += 1
                    new = (case.name, index) not in self.false_places
                    self.counts["others newly flagged"] += new
                    if new:
                        changed = [variant.labels[i].text for i in variant.expected]
                        self.fail(f"collateral of {variant.type} {changed}", case, variant.draft, label, "no flag", got)
        if not variant.exempt:
            self.counts["others flagged"] += len(beside(variant.labels, said))

    def contradicted(self, variant: Variant, label: Label) -> bool:
        """Whether the changed draft now says of this figure, or of one beside it in its sentence, that it does not add up."""
        if self.checker is not ours:
            return False
        start = variant.draft.rfind("。", 0, label.start) + 1
        end = variant.draft.find("。", label.end)
        shown = {slip.message for slip in slips(variant.case.draft)}
        return any(
            start <= s.start and (end < 0 or s.end <= end) and s.message not in shown for s in slips(variant.draft)
        )

    def print(self, title: str) -> None:
        """Print the summary."""
        n = self.counts
        found = n["found"]
        distinct = len(self.false_places) + n["others newly flagged"]
        truths, wrongly = n["true"] + n["rewritten"], n["true flagged"] + n["rewritten flagged"]
        print(f"\n== {title}")
        print(f"recall of faults                       {share(found, n['faults'])}")
        if self.checker is ours:
            shown = found + n["contradicted"]
            print(f"  with contradictions in its sentence  {share(shown, n['faults'])}")
        print(f"kind of fault right (of those found)   {share(n['kind right'], found)}")
        print(f"precision, each false flag once        {share(found, found + distinct)}")
        print(f"precision, every flag of every variant {share(found, found + n['others flagged'])}")
        print(f"false flags on true figures            {share(wrongly + n['others flagged'], truths + n['others'])}")
        print(f"  in the faithful drafts               {share(n['true flagged'], n['true'])}")
        print(f"  in harmless rewrites                 {share(n['rewritten flagged'], n['rewritten'])}")
        print(f"  beside faults                        {share(n['others flagged'], n['others'])}")
        print(
            f"status right, faithful drafts          {share(n['status right'], n['true'])}; unread {n['unread']}, "
            f"non-figures flagged {n['non-figures flagged']}"
        )
        print(f"status right, harmless rewrites        {share(n['rewritten right'], n['rewritten'])}")

    def print_types(self, usual: Tally) -> None:
        """Print one line a fault type and a rewrite."""
        print(f"\n{'fault':24}{'made':>6}{'found':>8}{'shown':>8}{'kind':>8}{'usual check':>13}")
        for name, kind in sorted(self.types.items()):
            if name.startswith("rewrite"):
                continue
            found = kind["found"]
            right = kind["kind right"] / found if found else 0
            print(
                f"{name:24}{kind['made']:6}{found / kind['made']:8.3f}{(found + kind['contradicted']) / kind['made']:8.3f}{right:8.3f}"
                f"{usual.types[name]['found'] / kind['made']:13.3f}"
            )
        print(f"\n{'harmless rewrite':24}{'made':>6}{'flagged':>8}{'usual check':>20}")
        for name, kind in sorted(self.types.items()):
            if name.startswith("rewrite"):
                print(f"{name[8:]:24}{kind['made']:6}{kind['flagged']:8}{usual.types[name]['flagged']:20}")


def own_contradictions(cases: list[Case]) -> int:
    """Contradictions found in drafts that are faithful and in the notes they follow: each is a false alarm."""
    return sum(len(slips(text)) for case in cases for text in (case.notes, case.draft))


def handwritten(which: str, checker: Checker, tally: Tally | None) -> Counter[str]:
    counts: Counter[str] = Counter()
    pairs = tomllib.loads((HERE / "handwritten.toml").read_text(encoding="utf-8"))["pairs"]
    for number, pair in enumerate(pairs, 1):
        if which != ("dev" if number % 2 else "held"):  # the sealed part has no pairs
            continue
        match = re.search(r"\{([^|{}]+)\|([sdum])\}", pair["s"])
        if match is None:
            raise ValueError(pair["s"])
        draft = pair["s"].replace(match.group(), match[1])
        label = Label(match.start(), match.start() + len(match[1]), match[1], "", STATUSES[match[2]])
        got = status_of(label, checker(pair["n"], draft + "。"))
        wanted = label.status or ""
        bad = wanted in FLAGGED
        counts["pairs"] += 1
        counts["status right"] += got == wanted
        counts["wrong ones"] += bad
        counts["wrong ones flagged"] += bad and got in FLAGGED
        counts["right ones"] += not bad
        counts["right ones flagged"] += not bad and got in FLAGGED
        if got != wanted and tally is not None:
            tally.failures["handwritten"].append(f"{pair['n']!r} | {pair['s']}  wanted {wanted}, got {got}")
    return counts


def measure(cases: list[Case], checker: Checker) -> Tally:
    tally = Tally(checker)
    for case in cases:
        tally.faithful(case)
        for variant in rewrites(case):
            tally.rewrite(variant)
        for variant in faults(case):
            tally.fault(variant)
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("dev", "held", "sealed"), default="dev")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="failures of each cause to print (dev only)")
    parser.add_argument("--type", default="", help="show only causes that contain this")
    parser.add_argument("--json", type=Path, help="also write the counts here")
    chosen = parser.parse_args()
    cases = half(chosen.half)
    began = time.perf_counter()
    tally = measure(cases, ours)
    took = time.perf_counter() - began
    usual = measure(cases, stands_somewhere)
    figures = sum(len(case.figures) for case in cases)
    print(f"{chosen.half} half: {len(cases)} cases, {figures} labelled figures; {took:.1f} s")
    tally.print("ours")
    print(f"contradictions found in faithful texts {own_contradictions(cases)} (each a false alarm)")
    usual.print("the usual check (the digits stand somewhere in the notes)")
    tally.print_types(usual)
    pairs = handwritten(chosen.half, ours, tally)
    usual_pairs = handwritten(chosen.half, stands_somewhere, None)
    for name, counts in (("ours", pairs), ("usual", usual_pairs)):
        print(
            f"\nhand-written pairs, {name}: status right {share(counts['status right'], counts['pairs'])}, "
            f"wrong ones flagged {share(counts['wrong ones flagged'], counts['wrong ones'])}, "
            f"right ones flagged {share(counts['right ones flagged'], counts['right ones'])}"
        )
    if chosen.json:
        data = {"half": chosen.half, "ours": tally.counts, "usual": usual.counts, "types": tally.types, "pairs": pairs}
        chosen.json.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    if chosen.show and chosen.half == "dev":
        for cause, lines in sorted(tally.failures.items()):
            if chosen.type in cause:
                print(f"\n-- {cause}: {len(lines)}")
                for line in lines[: chosen.show]:
                    print("  ", line)
    elif chosen.show:
        print(f"\nfailures are shown for dev only, not for {chosen.half}")


if __name__ == "__main__":
    main()
