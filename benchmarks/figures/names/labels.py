"""The hand-labelled names: of the built-in samples by string, of the scraped dump by line and offset."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.reports import built_in_reports
from knowledge.splitting import passages

HERE = Path(__file__).parent
DUMP = HERE.parents[2].parent / "shared" / "samples" / "000_554a5db9e58bc8bd.txt"
Span = tuple[int, int]
KINDS = ("place", "org", "person", "title")


@dataclass(frozen=True)
class Label:
    """One occurrence: its widest cut first; ``kind`` either: not counted."""

    kind: str
    cuts: tuple[Span, ...]


@dataclass(frozen=True)
class Labelled:
    """A text of one report: as the product sees it, in pieces with their offsets; the title line is one of them."""

    source: str
    half: str
    text: str
    pieces: tuple[Span, ...]
    title: str
    labels: tuple[Label, ...] = field(default=())


def built_in() -> Iterator[Labelled]:
    """The built-in samples, every occurrence of every listed name; fails where a listed name is not there."""
    lists = tomllib.loads((HERE / "samples.toml").read_text(encoding="utf-8"))
    reports = {report.document.removesuffix(".md"): report for report in built_in_reports()}
    missing = set(reports) - set(lists)
    assert not missing, f"samples without labels: {missing}"
    for document, entry in lists.items():
        report = reports[document]
        pieces = tuple((p.start, p.start + len(p.text)) for p in passages(report))
        labels = [
            label
            for kind in (*KINDS, "either")
            for name in entry.get(kind, ())
            for label in occurrences(report.text, name, kind)
        ]
        yield Labelled(document, entry["half"], report.text, pieces, report.title, tuple(widest(labels)))


def occurrences(text: str, name: str, kind: str) -> list[Label]:
    """Every place of a name in any of its cuts; where the widest stands, the narrower are right too."""
    widest_cut, *narrower = name.split("|")
    assert widest_cut in text, f"{name} is not in its sample"
    found = []
    for match in re.finditer(re.escape(widest_cut), text):
        inside = [(match.start() + widest_cut.find(cut), len(cut)) for cut in narrower]
        found.append(Label(kind, (match.span(), *((start, start + length) for start, length in inside))))
    found += [Label(kind, (match.span(),)) for cut in narrower for match in re.finditer(re.escape(cut), text)]
    return found


def widest(labels: list[Label]) -> list[Label]:
    """Drop what lies inside a longer label."""
    kept: list[Label] = []
    for label in sorted(labels, key=lambda one: one.cuts[0][0] - one.cuts[0][1]):
        if not any(o.cuts[0][0] <= label.cuts[0][0] and label.cuts[0][1] <= o.cuts[0][1] for o in kept):
            kept.append(label)
    return kept


def dump() -> Iterator[Labelled]:
    """The lines of the scraped dump; none where it does not lie near, or is another file than the one labelled."""
    if not DUMP.exists():
        return
    raw = DUMP.read_text(encoding="utf-8")
    rows = (HERE / "dump.tsv").read_text(encoding="utf-8").splitlines()
    digest = next(r.rpartition(" ")[2] for r in rows if "sha256" in r)
    if hashlib.sha256(raw.encode()).hexdigest() != digest:
        return
    held: set[int] = set()
    for part in next(r for r in rows if r.startswith("# HELD")).split()[2:]:
        first, _, last = part.partition("-")
        held |= set(range(int(first), int(last) + 1))
    marked = {int(r.split("\t")[0]): r.split("\t")[2] for r in rows if not r.startswith("#")}
    for n, line in enumerate(raw.split("\n"), 1):
        labels = tuple(_label(item) for item in marked.get(n, "").split())
        yield Labelled(f"dump:{n}", "held" if n in held else "dev", line, ((0, len(line)),), "", labels)


def _label(item: str) -> Label:
    kind, _, spans = item.partition(":")
    cuts = [tuple(map(int, span.split("-"))) for span in spans.split("|")]
    return Label(kind, tuple((a, b) for a, b in cuts))
