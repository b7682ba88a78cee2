"""How well a dump is understood: borders, noise, repairs, families, roles, kinds and periods against what is true of it.

``python -m benchmarks.library.segmentation [--show N]``; ``--show`` lists what went wrong in the scraped dump and the dev half only.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations

from benchmarks.library import dumps
from benchmarks.library.truth import Edit, TrueReport, Truth, scraped
from knowledge.families import families
from knowledge.reports import Report, built_in_reports
from knowledge.rows import JOINED
from knowledge.splitting import LONGEST, SHORTEST, passages
from knowledge.understanding import FoundReport, Understanding, understand


@dataclass
class Tally:
    """Counts of one measure; ``f1`` and its parts, or ``share`` where only right and wrong are told apart."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, true: set, found: set) -> None:
        """Count one case: what is true, and what was found."""
        self.right += len(true & found)
        self.extra += len(found - true)
        self.missed += len(true - found)

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.extra)
        recall = self.right / max(1, self.right + self.missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        counts = f"{self.right} right, {self.extra} extra, {self.missed} missed"
        return f"F1 {f1:.3f}  P {precision:.3f}  R {recall:.3f}  ({counts})"


@dataclass
class Score:
    """All measures over one or more dumps; ``shares`` hold (right, all) by name."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    shares: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    wrong: list[str] = field(default_factory=list)

    def share(self, name: str, *, right: bool, note: str = "") -> None:
        """Count one answer that is right or wrong."""
        self.shares[name][0] += right
        self.shares[name][1] += 1
        if not right and note:
            self.wrong.append(f"{name}: {note}")

    def sets(self, name: str, true: set, found: set, note: Callable[[object], str] = str) -> None:
        """Count what is true against what was found, and note the differences."""
        self.tallies[name].add(true, found)
        self.wrong += [f"{name}: missed {note(x)}" for x in sorted(true - found, key=str)]
        self.wrong += [f"{name}: extra {note(x)}" for x in sorted(found - true, key=str)]


def measured(documents: Iterable[tuple[str, str, Truth]]) -> Score:
    score = Score()
    for name, raw, truth in documents:
        lines = raw.split("\n")
        _measure(score, lines, truth, understand(name, raw))
    return score


def _measure(score: Score, lines: list[str], truth: Truth, found: Understanding) -> None:
    def text_of(n: object) -> str:
        return f"line {n}: {lines[int(str(n)) - 1].strip()[:40]}"

    first = min(report.first_line for report in truth.reports)
    true_starts = {report.first_line for report in truth.reports} - {first}
    score.sets("borders", true_starts, {r.first_line for r in found.reports} - {first}, text_of)
    score.sets("noise", set(truth.noise), {n.line for n in found.noise}, text_of)
    torn = {repair.line for repair in found.repairs if repair.why == JOINED}
    score.sets("torn sentences", {run[0] for run in truth.joined}, torn, text_of)
    edits = {_edit(lines, repair.line, repair.before, repair.after) for repair in found.repairs if repair.why != JOINED}
    score.sets("repairs in a line", set(truth.repairs), edits - {None})
    for edit, why in truth.repairs.items():
        score.share(f"  repairs: {why}", right=edit in edits)
    owners = [_owner(report, found.reports) for report in truth.reports]
    pairs = list(combinations(range(len(owners)), 2))
    same = {pair for pair in pairs if len({truth.reports[n].family for n in pair}) == 1}
    alone = families([_text(lines, report, truth) for report in truth.reports])
    score.sets("families, true borders", same, {pair for pair in pairs if len({alone[n] for n in pair}) == 1})
    score.sets(
        "families, by pairs",
        same,
        {pair for pair in pairs if len({owners[n].family for n in pair}) == 1},
    )
    for report, owner in zip(truth.reports, owners, strict=True):
        score.share("kind", right=owner.kind == report.kind, note=f"{text_of(report.first_line)} got {owner.kind}")
        right = owner.period in report.periods
        score.share(
            "period", right=right, note=f"{text_of(report.first_line)} got {owner.period!r}, {set(report.periods)}"
        )
    _measure_roles(score, truth, found, text_of)


def _measure_roles(score: Score, truth: Truth, found: Understanding, text_of: Callable[[object], str]) -> None:
    roles = {
        n: section.role
        for report in found.reports
        for section in report.sections
        for n in range(section.first_line, section.last_line + 1)
    }
    for report in truth.reports:
        for n, accepted in report.roles.items():
            if n not in truth.noise and n in roles:
                score.share(
                    "role, by lines", right=roles[n] in accepted, note=f"{text_of(n)} got {roles[n]}, {set(accepted)}"
                )
                if len(accepted) == 1:
                    score.share(f"  lines that are {next(iter(accepted))}", right=roles[n] in accepted)
        if any(report.headings for report in truth.reports):
            sections = [
                s for f in found.reports for s in f.sections if report.first_line <= s.first_line <= report.last_line
            ]
            score.sets(
                "headings",
                set(report.headings),
                {s.first_line for s in sections if s.heading and _starts(s, sections)},
                text_of,
            )


def _text(lines: list[str], report: TrueReport, truth: Truth) -> str:
    return "\n".join(lines[n - 1] for n in range(report.first_line, report.last_line + 1) if n not in truth.noise)


def _starts(section: object, sections: list) -> bool:
    """Whether a section begins with its heading, and does not only go on under it."""
    before = [s for s in sections if s.last_line < section.first_line]  # type: ignore[attr-defined]
    return not before or before[-1].heading != section.heading  # type: ignore[attr-defined]


def _owner(report: TrueReport, found: Iterable[FoundReport]) -> FoundReport:
    """The found report that shares most lines with a true one."""
    return max(found, key=lambda f: min(f.last_line, report.last_line) - max(f.first_line, report.first_line))


def _edit(lines: list[str], number: int, before: str, after: str) -> Edit | None:
    """A repair as dropped and put characters at a column of the raw line; None where the raw line does not have it."""
    at = lines[number - 1].find(before)
    if at < 0:
        return None
    head = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return Edit(number, at + head + 1, len(before) - head - tail, after[head : len(after) - tail])


def whole() -> str:
    """How many of our own samples, with and without their titles, come out as one report with nothing lost."""
    right = total = 0
    for report in built_in_reports():
        for text in (report.text, report.text.partition("\n")[2]):
            found = understand("x.txt", text)
            total += 1
            right += len(found.reports) == 1 and not found.noise and found.reports[0].text == text.strip("\n")
    return f"{right} of {total}"


def cut(reports: Iterable[Report]) -> str:
    """What the passages are like: sizes, how many are too small or too large, how many end inside a sentence."""
    sizes: list[int] = []
    roles: Counter[str] = Counter()
    inside = 0
    for report in reports:
        for passage in passages(report):
            sizes.append(len(passage.text))
            roles[passage.role] += 1
            rest = report.text[passage.start + len(passage.text) :]
            inside += (
                bool(rest) and not rest.startswith("\n") and not re.search(r"[。！？!?；;…”’」』）)\"]$", passage.text)
            )
    sizes.sort()
    small, large = sum(n < SHORTEST for n in sizes), sum(n > LONGEST for n in sizes)
    return (
        f"{len(sizes)} passages, median {sizes[len(sizes) // 2]} characters, {small} under {SHORTEST}, {large} over {LONGEST}, "
        f"{inside} end inside a sentence; " + ", ".join(f"{count} {role}" for role, count in roles.most_common())
    )


def found_reports(name: str, raw: str) -> list[Report]:
    found = understand(name, raw).reports
    return [Report(r.title, r.kind, r.period, "", "", r.text, f"{name}#{n}", "own") for n, r in enumerate(found)]


def _print(title: str, score: Score, show: int) -> None:
    print(f"\n{title}")
    for name, tally in score.tallies.items():
        print(f"  {name:22} {tally}")
    for name, (right, total) in sorted(score.shares.items(), key=lambda item: item[0].startswith(" ")):
        print(f"  {name:28} {right / total:.3f}  ({right}/{total})")
    for line in score.wrong[:show]:
        print(f"    {line}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=0, help="how many failures to list")
    show = parser.parse_args().show
    dump = scraped()
    if dump:
        _print(f"the scraped dump, labelled by hand ({len(dump[2].reports)} reports)", measured([dump]), show)
        started = time.perf_counter()
        understand(dump[0], dump[1])
        print(
            f"  {len(dump[1])} characters understood in {time.perf_counter() - started:.2f} s; {cut(found_reports(*dump[:2]))}"
        )
    else:
        print("the scraped dump does not lie beside the project: left out")
    for half in dumps.HALVES:
        made = [(f"{half}-{seed}", *dumps.make(half, seed)) for seed in dumps.SEEDS]
        reports = sum(len(truth.reports) for _, _, truth in made)
        _print(
            f"{len(made)} synthetic dumps, {half} half ({reports} reports)",
            measured(made),
            show if half == "dev" else 0,
        )
    print(f"\nsamples that stay one report, text unchanged: {whole()}")
    print(f"built-in samples: {cut(built_in_reports())}")


if __name__ == "__main__":
    main()
