"""The labelled sentences and clauses: where each stands, and what a reader said of it (``guide.md``).

Sentences are kept by reference (line and offsets in a source, and a checksum); those of the scraped dump are left out
where it does not lie beside the project. Labels stand apart from the items, one folder for each reader.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DUMP = ROOT.parent / "shared" / "samples"

Half = Literal["dev", "held", "fresh", "fresh2", "fresh3", "fresh4", "fresh5", "fresh6", "sealed", "sealed2"]
SHOWN: tuple[Half, ...] = (
    "dev",
    "fresh",
    "fresh2",
    "fresh3",
    "fresh4",
    "fresh5",
    "fresh6",
)  # the halves whose items may be read while a check is worked on
Span = tuple[int, int]

ROLES = ("opener", "closing", "lead-in", "label", "problem")
CLASSES = ("concrete", "mixed", "boilerplate", *(f"furniture:{role}" for role in ROLES))
UNSUPPORTED = ("act", "state", "effect", "cause", "compliance", "promise")
CLAIMS = ("supported", "furniture", *UNSUPPORTED)


class SetError(ValueError):
    """A set or a file of labels that does not hold together."""


@dataclass(frozen=True)
class Label:
    """What one reader says of one sentence: its class, the role of furniture, the padding of a mixed one."""

    kind: str
    role: str = ""
    padding: tuple[Span, ...] = ()

    @property
    def written(self) -> str:
        """The class as the files of labels have it: ``mixed``, ``furniture:opener``."""
        return f"{self.kind}:{self.role}" if self.role else self.kind


@dataclass(frozen=True)
class Sentence:
    """One sentence of a report; ``line`` is 1-based, ``start`` and ``end`` are offsets in the line."""

    id: str
    source: str
    line: int
    start: int
    end: int
    text: str

    @property
    def ours(self) -> bool:
        """Whether the text belongs to the project and may stand in its files."""
        return not self.source.startswith("dump/")


@dataclass(frozen=True)
class ClaimLabel:
    """What one reader says of one clause, and the words that have no source where only a part of it has none."""

    label: str
    part: str = ""

    @property
    def unsupported(self) -> bool:
        """Whether it claims what the notes do not say."""
        return self.label in UNSUPPORTED


@dataclass(frozen=True)
class Clause:
    """One clause with its place in the report."""

    id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Pair:
    """Notes, and the report that was written from them, in the manner of a chat model or faithfully."""

    name: str
    kind: str
    style: str
    manner: str
    notes: str
    report: str
    clauses: tuple[Clause, ...]


def split(name: str) -> dict[str, list[str]]:
    """The sources of each half of a set (``boilerplate`` or ``claims``)."""
    halves: dict[str, dict[str, list[str]]] = tomllib.loads((HERE / "split.toml").read_text(encoding="utf-8"))
    return halves[name]


def rows(path: Path) -> list[list[str]]:
    """The rows of a table with tabs, without its head and without empty lines."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines if line.strip()]


@cache
def _lines(source: str) -> tuple[str, ...] | None:
    """The lines of a source, or None where it is part of a dump that is not here."""
    room, _, name = source.partition("/")
    if room == "dump":
        found = sorted(DUMP.glob("*.txt"))
        path = found[0] if found else None
    else:
        path = {"texts": HERE / "texts" / f"{name}.txt", "samples": ROOT / "knowledge" / "samples" / f"{name}.md"}[room]
    return None if path is None else tuple(path.read_text(encoding="utf-8").split("\n"))


def lines_of(source: str) -> tuple[str, ...]:
    """The lines of a source that is here; SetError otherwise."""
    lines = _lines(source)
    if lines is None:
        raise SetError(f"{source} 不在这里，量不了它。")
    return lines


def located(row: list[str]) -> Sentence | None:
    """The sentence that a row refers to; None where its source is not here, SetError where the text has changed."""
    name, source, line, start, end, checksum = row
    lines = _lines(source)
    if lines is None:
        return None
    text = lines[int(line) - 1][int(start) : int(end)] if int(line) <= len(lines) else ""
    if hashlib.sha256(text.encode()).hexdigest() != checksum:
        raise SetError(f"{name}：{source} 第{line}行 {start}–{end} 的文字与校验和不符，请核对原文是否改动过。")
    return Sentence(name, source, int(line), int(start), int(end), text)


def sentences(half: Half | None = None) -> list[Sentence]:
    """The sentences of one half, or of both, in the order of their reports."""
    wanted = {source for name, sources in split("boilerplate").items() if half in (None, name) for source in sources}
    found = (located(row) for row in rows(HERE / "sentences.tsv") if row[1] in wanted)
    return [sentence for sentence in found if sentence is not None]


def _clauses(name: str, report: str, texts: list[str]) -> tuple[Clause, ...]:
    """The clauses with their places; SetError unless they follow one another and leave out nothing but space."""
    found, at = [], 0
    for number, text in enumerate(texts, 1):
        start = report.find(text, at)
        if start < 0 or report[at:start].strip():
            raise SetError(f"{name}：第{number}个小句“{text}”没有接着上一个小句，请核对报告。")
        at = start + len(text)
        found.append(Clause(f"{name}:{number:03d}", start, at, text))
    if report[at:].strip():
        raise SetError(f"{name}：报告末尾“{report[at:].strip()[:20]}”没有分成小句，请补上。")
    return tuple(found)


def pair(name: str) -> Pair:
    """One pair of notes and report."""
    data = tomllib.loads((HERE / "claims" / f"{name}.toml").read_text(encoding="utf-8"))
    clauses = _clauses(name, data["report"], data["clauses"])
    return Pair(name, data["kind"], data["style"], data["manner"], data["notes"], data["report"], clauses)


def pairs(half: Half | None = None) -> list[Pair]:
    """The pairs of one half, or of both."""
    return [pair(name) for side, names in split("claims").items() if half in (None, side) for name in names]


def _spans(written: str) -> tuple[Span, ...]:
    return tuple((int(a), int(b)) for a, _, b in (span.partition("-") for span in written.split(",")))


def _label(name: str, written: str, padding: str = "") -> Label:
    if written not in CLASSES:
        raise SetError(f"{name}：没有“{written}”这一类，可用的是 {'、'.join(CLASSES)}。")
    if bool(padding) != (written == "mixed"):
        raise SetError(f"{name}：掺水句要标出空话，别的句子不标；这里是 {written} 与“{padding}”。")
    kind, _, role = written.partition(":")
    return Label(kind, role, _spans(padding) if padding else ())


def _claim(name: str, label: str, part: str = "") -> ClaimLabel:
    if label not in CLAIMS:
        raise SetError(f"{name}：没有“{label}”这个记号，可用的是 {'、'.join(CLAIMS)}。")
    return ClaimLabel(label, part)


def sentence_labels(folder: str) -> dict[str, Label]:
    """What a reader (``labels_a``, ``labels_b``, ``adjudicated``) says of the sentences; empty where he said nothing."""
    path = HERE / folder / "boilerplate.tsv"
    return {row[0]: _label(*row) for row in rows(path)} if path.exists() else {}


def claim_labels(folder: str) -> dict[str, ClaimLabel]:
    """What a reader says of the clauses; empty where he said nothing."""
    path = HERE / folder / "claims.tsv"
    return {row[0]: _claim(*row) for row in rows(path)} if path.exists() else {}


def labelled_sentences(half: Half | None = None) -> list[tuple[Sentence, Label]]:
    """The sentences that are here, with the label that stands: the adjudicated one, else the first reader's."""
    labels = sentence_labels("labels_a") | sentence_labels("adjudicated")
    return [(sentence, labels[sentence.id]) for sentence in sentences(half)]


def labelled_pairs(half: Half | None = None) -> list[tuple[Pair, tuple[ClaimLabel, ...]]]:
    """The pairs with the label that stands for each clause."""
    labels = claim_labels("labels_a") | claim_labels("adjudicated")
    return [(one, tuple(labels[clause.id] for clause in one.clauses)) for one in pairs(half)]
