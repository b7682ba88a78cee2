"""Measure judging where the notes of many offices lie together, as a clerk has them who puts one report together for all.

The notes of several cases are given as so many documents. Faithful: their drafts stand one after the other in one report,
and every figure is judged. Faults: one draft, with one fault, before the notes of all. Beside each count stands the same
count with the draft's own notes alone: what the company of other notes costs. A case of the held and sealed halves, which
are few, stands first among cases of the dev half, and it alone is counted.

python -m benchmarks.figures.judging.merged --half dev|held|sealed [--documents 8] [--pasted] [--every 4] [--show 20]
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict

from assistant.figures.provenance import judge
from assistant.figures.record import record
from benchmarks.figures.judging.cases import Case, Label, half
from benchmarks.figures.judging.faults import faults
from benchmarks.figures.judging.judged import FLAGGED, Said, ours, status_of
from benchmarks.figures.judging.run import Tally, share


def year_of(case: Case) -> int:
    """The year that the notes of a case tell of; 0 where they name none."""
    return record((("", case.notes),)).this_year


def beside(case: Case, others: list[Case], size: int) -> list[Case]:
    """A case among so many less one of the others, of its year first, always the same ones."""
    mixed = random.Random(11).sample(others, len(others))
    year = year_of(case)
    return [case, *sorted(mixed, key=lambda other: year_of(other) not in (0, year))[: size - 1]]


def groups(cases: list[Case], size: int) -> list[list[Case]]:
    """Cases of one year mixed, by so many, always the same ones; those whose notes name no year go with any."""
    mixed = random.Random(11).sample(cases, len(cases))
    of_year: dict[int, list[Case]] = defaultdict(list)
    for case in mixed:
        of_year[year_of(case)].append(case)
    undated = of_year.pop(0, [])
    largest = max(of_year, key=lambda year: len(of_year[year]))
    of_year[largest] += undated
    found = [rows[at : at + size] for rows in of_year.values() for at in range(0, len(rows), size)]
    return [group for group in found if len(group) > size // 2]


def judged(notes: tuple[tuple[str, str], ...], draft: str) -> list[Said]:
    """What the engine says of every figure of a draft before several documents."""
    found = judge(draft, record(notes))
    return [(f.mention.start, f.mention.end, f.status.value if f.status else "none") for f in found]


def documents(group: list[Case], *, pasted: bool) -> tuple[tuple[str, str], ...]:
    """The notes of a group: a document each, or all in one text, a blank line between."""
    if pasted:
        return (("notes.txt", "\n\n".join(case.notes for case in group)),)
    return tuple((f"{at}.txt", case.notes) for at, case in enumerate(group, 1))


def count_faithful(group: list[Case], most: int, together: Tally, alone: Tally, *, pasted: bool) -> None:
    """Count the true figures of the first so many drafts of a report that the drafts of a group make up."""
    said = judged(documents(group, pasted=pasted), "\n".join(case.draft for case in group))
    at = 0
    for case in group[:most]:
        own = [(start - at, end - at, status) for start, end, status in said if at <= start < at + len(case.draft)]
        at += len(case.draft) + 1
        before = ours(case.notes, case.draft)
        for label in case.figures:
            wanted = label.status or ""
            for tally, spoken in ((together, own), (alone, before)):
                got = status_of(label, spoken)
                tally.counts["true"] += 1
                tally.counts["true flagged"] += got in FLAGGED
                if tally is together and got in FLAGGED and status_of(label, before) not in FLAGGED:
                    tally.fail(f"{wanted} flagged", case, case.draft, label, wanted, got)


def count_faults(group: list[Case], most: int, together: Tally, alone: Tally, every: int, *, pasted: bool) -> None:
    """Count the faults of the first so many drafts of a group that are found, every so many of them."""
    notes = documents(group, pasted=pasted)
    for case in group[:most]:
        for variant in faults(case)[::every]:
            spoken = judged(notes, variant.draft), ours(case.notes, variant.draft)
            for index, wanted in variant.expected.items():
                label: Label = variant.labels[index]
                for tally, said in zip((together, alone), spoken, strict=True):
                    tally.counts["faults"] += 1
                    tally.counts["found"] += status_of(label, said) in FLAGGED
                if status_of(label, spoken[0]) not in FLAGGED and status_of(label, spoken[1]) in FLAGGED:
                    together.fail(f"{variant.type} missed", case, variant.draft, label, wanted, "no flag")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("dev", "held", "sealed"), default="dev")
    parser.add_argument("--documents", type=int, default=8)
    parser.add_argument("--pasted", action="store_true", help="all notes in one text")
    parser.add_argument("--every", type=int, default=4, help="count one fault in so many; 0: none")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="failures of each cause to print (dev only)")
    chosen = parser.parse_args()
    together, alone = Tally(ours), Tally(ours)
    cases, seen = half(chosen.half), half("dev")
    in_company = [beside(case, seen, chosen.documents) for case in cases]
    for group in groups(cases, chosen.documents) if chosen.half == "dev" else in_company:
        most = len(group) if chosen.half == "dev" else 1
        count_faithful(group, most, together, alone, pasted=chosen.pasted)
        if chosen.every:
            count_faults(group, most, together, alone, chosen.every, pasted=chosen.pasted)
    print(f"{chosen.half}, the notes of {chosen.documents} offices {'in one text' if chosen.pasted else 'together'}")
    for name, tally in (("together", together), ("own notes alone", alone)):
        n = tally.counts
        print(
            f"{name:16} true figures flagged {share(n['true flagged'], n['true'])}, recall {share(n['found'], n['faults'])}"
        )
    if chosen.show and chosen.half == "dev":
        for cause, lines in sorted(together.failures.items()):
            print(f"\n-- {cause}: {len(lines)}")
            for line in lines[: chosen.show]:
                print("  ", line)


if __name__ == "__main__":
    main()
