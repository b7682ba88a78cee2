"""Sample names in drafts: planted ones found, and nothing said of drafts that have none.

python -m benchmarks.figures.names.leaking [--half dev] [--show 20]
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from assistant.checks import Samples, check
from assistant.facts import confirmed, facts_of
from assistant.manuscript import Manuscript
from assistant.notes import Notes
from assistant.writer import Writer
from benchmarks.figures.judging.cases import half as judging_half
from benchmarks.figures.names.finding import FINDERS, ratio, touches
from benchmarks.figures.names.labels import DUMP, HERE, Span, dump
from knowledge.reports import Report, built_in_reports, own_report
from knowledge.splitting import Passage, passages

FIXTURES = HERE.parents[2] / "tests" / "fixtures" / "notes"


class Flagger:
    """What a version of the check says of drafts, with the samples of one library."""

    def __init__(self, name: str, library: Sequence[Report]) -> None:
        self.name = name
        found: list[Passage] = [p for report in library for p in passages(report)]
        if name == "ours":
            self.samples = Samples.of(found)
            return
        finder = FINDERS[name]
        titles = {p.title for p in found}
        words = {p.text[a:b] for p in found for a, b in finder(p.text, title=False)} | {
            t[a:b] for t in titles for a, b in finder(t, title=True)
        }
        longest_first = sorted(words, key=lambda w: (-len(w), w))
        self.pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def flags(self, draft: str, notes: str, title: str = "") -> list[Span]:
        """Where the check says that a name has leaked."""
        if self.name != "ours":  # the check of 0.1.0: in the draft, not in the notes
            return [m.span() for m in self.pattern.finditer(draft) if m[0] not in notes]
        given = Notes.of(notes)
        report = check(draft, document=title, evidence=confirmed(given, facts_of(given)), samples=self.samples)
        return [(f.start, f.end) for f in report.findings if f.kind == "leaked-name"]


def cases(half: str) -> Iterator[dict]:  # type: ignore[type-arg]
    for case in tomllib.loads((HERE / "drafts.toml").read_text(encoding="utf-8"))["case"]:
        if case["half"] == half:
            yield case


def plain(marked: str) -> tuple[str, list[Span]]:
    """The draft without its braces, and where the planted names stand."""
    text, spans, at = "", [], 0
    for match in re.finditer(r"\{(.+?)\}", marked):
        text += marked[at : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    return text + marked[at:], spans


def planted(half: str, show: int) -> None:
    reports = {r.document: r for r in built_in_reports()}
    counts: dict[str, Counter[str]] = {name: Counter() for name in FINDERS}
    for case in cases(half):
        library = [reports[name] for name in case["samples"]]
        library += [own_report(f"{title}.txt", text.strip()) for title, text in case.get("own", ())]
        draft, spans = plain(case["draft"])
        quiet = [m.span() for words in case["quiet"] for m in re.finditer(re.escape(words), draft)]
        for name, c in counts.items():
            flags = Flagger(name, library).flags(draft, case["notes"])
            missed = [s for s in spans if not any(touches(s, f) for f in flags)]
            false = [f for f in flags if not any(touches(s, f) for s in spans)]
            c.update(
                planted=len(spans),
                found=len(spans) - len(missed),
                false=len(false),
                characters=len(draft),
                quiet=len(quiet),
            )
            c["quiet flagged"] += sum(any(touches(q, f) for f in false) for q in quiet)
            if show and name == "ours" and half == "dev" and (missed or false):
                print(
                    f"   {case['id']}: missed {[draft[a:b] for a, b in missed]}, false {[draft[a:b] for a, b in false]}"
                )
    for name, c in counts.items():
        print(
            f"{name:16} planted names found {ratio(c['found'], c['planted'])}, false {c['false']} ({1000 * c['false'] / c['characters']:.2f} per 1,000"
            f" characters), hard negatives flagged {c['quiet flagged']} of {c['quiet']}"
        )


def clean(title: str, drafts: Iterable[tuple[str, str, str, Sequence[Report]]], show: int) -> None:
    """Drafts in which nothing is leaked: (label, draft, notes, library)."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FINDERS}
    made: dict[tuple[str, int], Flagger] = {}
    for label, draft, notes, library in drafts:
        for name, c in counts.items():
            key = (name, hash(tuple(r.document for r in library)))
            flagger = made.setdefault(key, made.get(key) or Flagger(name, library))
            flags = flagger.flags(draft, notes)
            c.update(drafts=1, characters=len(draft), false=len(flags))
            if show and name == "ours" and flags:
                print(
                    f"   {label}: {[draft[max(0, a - 4) : a] + '|' + draft[a:b] + '|' + draft[b : b + 4] for a, b in flags]}"
                )
    print(f"{title}: {counts['ours']['drafts']} drafts, {counts['ours']['characters']} characters")
    for name, c in counts.items():
        print(
            f"   {name:16} false {c['false']} ({1000 * c['false'] / max(1, c['characters']):.2f} per 1,000 characters)"
        )


def everything() -> list[Report]:
    """The built-in samples, and the dump as one of the user's own where it lies near."""
    own = [own_report("dump.txt", DUMP.read_text(encoding="utf-8"))] if DUMP.exists() else []
    return [*built_in_reports(), *own]


def same_office() -> Iterator[tuple[str, str, str, Sequence[Report]]]:
    for report in built_in_reports():
        yield report.document, report.text, report.text, list(built_in_reports())


def other_offices(show_half: str) -> Iterator[tuple[str, str, str, Sequence[Report]]]:
    """Each sample against all others, with notes that name nothing: whatever is flagged is in both by chance."""
    for report in built_in_reports():
        if ("dev" if report.document.endswith("-1.md") else "held") == show_half:
            yield report.document, report.text, "今年工作", [r for r in everything() if r.document != report.document]


def dump_as_draft(show_half: str) -> Iterator[tuple[str, str, str, Sequence[Report]]]:
    for line in dump():
        if line.half == show_half and line.text.strip():
            yield line.source, line.text, "今年工作", list(built_in_reports())


def fixtures() -> Iterator[tuple[str, str, str, Sequence[Report]]]:
    writer, library = Writer(), everything()
    for path in sorted(FIXTURES.glob("*.txt")):
        notes = path.read_text(encoding="utf-8")
        written = writer.write(writer.take(Manuscript(id="t"), notes, path.name))
        yield path.stem, written.drafted().text(), notes, library


def faithful(half: str) -> Iterator[tuple[str, str, str, Sequence[Report]]]:
    library = everything()
    for case in judging_half(half):
        yield case.name, case.draft, case.notes, library


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("dev", "held"))
    parser.add_argument("--show", type=int, default=0, help="list failures, dev half only")
    chosen = parser.parse_args()
    for half in (chosen.half,) if chosen.half else ("dev", "held"):
        show = chosen.show if half == "dev" else 0
        print(f"\nplanted names, {half}")
        planted(half, show)
        clean(f"\nfaithful drafts of the judging cases, {half}", faithful(half), show)
        clean(f"\nbuilt-in samples against all others, {half}", other_offices(half), show)
        clean(f"\nlines of the dump against the built-in samples, {half}", dump_as_draft(half), show)
    clean("\nbuilt-in samples against notes of the same text", same_office(), 0)
    clean("\nnotes of the fixtures drafted offline", fixtures(), chosen.show)


if __name__ == "__main__":
    main()
