"""The judged queries of ``queries.toml``, the corpora they are asked of, and when a hit is right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from knowledge.reports import Report, built_in_reports, own_report

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DUMP = ROOT.parent / "shared" / "samples" / "000_554a5db9e58bc8bd.txt"
STARTS = (
    2,
    7,
    24,
    38,
    46,
    56,
    71,
    88,
    112,
    123,
    138,
    147,
    169,
    207,
    214,
    218,
    232,
    238,
    260,
    275,
    285,
    291,
    295,
    311,
    330,
)
LAST = 354  # what follows belongs to the site, as do lines 1 and 231
SITE_LINES = frozenset({231})
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_END = re.compile(r"[。！？\n]")
_RUN_IN = 15  # characters that a sentence has at least; a shorter one is a heading that runs in
GRAM = 6
COVERED = 0.6  # of the place's grams have to be in the hit
ENOUGH = 100  # grams of a longer place that suffice


@dataclass(frozen=True)
class Query:
    """What is typed, and the texts of the places that answer it."""

    number: int
    text: str
    samples: tuple[str, ...]
    dump: tuple[str, ...]

    @property
    def half(self) -> str:
        """Tuned on (dev) or only counted (held)."""
        return "dev" if self.number % 2 else "held"


def queries() -> list[Query]:
    """Return the queries with their places read from the files; raises where a label names nothing."""
    data = tomllib.loads((HERE / "queries.toml").read_text(encoding="utf-8"))
    return [
        Query(
            number,
            entry["text"],
            tuple(_sample_place(label) for label in entry.get("samples", ())),
            tuple(_dump_place(label) for label in entry.get("dump", ())) if DUMP.exists() else (),
        )
        for number, entry in enumerate(data["query"], 1)
    ]


@lru_cache
def _sample(name: str) -> str:
    return (ROOT / "knowledge" / "samples" / f"{name}.md").read_text(encoding="utf-8")


@lru_cache
def dump_lines() -> tuple[str, ...]:
    return tuple(DUMP.read_text(encoding="utf-8").split("\n"))


def _sample_place(label: str) -> str:
    name, _, words = label.partition(": ")
    first, _, last = words.partition(" ~ ")
    text = _sample(name)
    if text.count(first) != 1:
        raise ValueError(f"{label}: stands {text.count(first)} times")
    start = text.index(first)
    if last:
        return text[start : text.index(last, start + 1)]
    end = _END.search(text, start + _RUN_IN)
    return text[start : end.end() if end else len(text)]


def _dump_place(label: str) -> str:
    line, _, part = label.partition(":")
    text = dump_lines()[int(line) - 1]
    first, _, last = part.partition("-")
    return text[int(first) : int(last)] if part else text


@lru_cache(maxsize=100_000)
def grams(text: str) -> frozenset[str]:
    """Return the runs of ``GRAM`` Chinese characters: figures, letters and punctuation do not count."""
    han = "".join(_HAN.findall(text))
    return frozenset(han[n : n + GRAM] for n in range(max(1, len(han) - GRAM + 1)))


def holds(hit: str, place: str) -> bool:
    """Whether a hit contains a place, or enough of a long one; versions of it count as it."""
    wanted = grams(place)
    found = len(wanted & grams(hit))
    return found >= COVERED * len(wanted) or found >= ENOUGH


def same(one: str, other: str) -> bool:
    """Whether two hits are versions of one passage: half of the shorter one's grams are in the other."""
    a, b = grams(one), grams(other)
    return 2 * len(a & b) >= min(len(a), len(b))


def sample_reports() -> list[Report]:
    return list(built_in_reports())


def dump_reports() -> list[Report]:
    """The reports of the dump, cut by line numbers, as reports of the user's own."""
    lines = dump_lines()
    found = []
    for start, after in zip(STARTS, [*STARTS[1:], LAST + 1], strict=True):
        body = [lines[n - 1] for n in range(start, after) if n not in SITE_LINES]
        found.append(own_report(f"dump-{start:03}.txt", "\n".join(body)))
    return found


def with_copies(reports: Iterable[Report]) -> list[Report]:
    """Return every report once, twice or three times, the copies worn as scraped ones are."""
    found: list[Report] = []
    for n, report in enumerate(reports):
        found.append(report)
        wear = (_renamed, _thinned)
        for number in range(n % 3):
            text = wear[number](report.text)
            found.append(replace(report, text=text, document=f"copy-{number + 1}-{report.document}"))
    return found


def _renamed(text: str) -> str:
    """Other years and figures, as when a report is reused."""
    return re.sub(r"\d", lambda m: str((int(m[0]) * 7 + 3) % 10), text).replace("xx", "____").replace("我镇", "全镇")


def _thinned(text: str) -> str:
    """Every seventh paragraph gone, neighbours run together."""
    lines = [line for n, line in enumerate(text.split("\n")) if n % 7 != 6]
    return "\n".join("".join(lines[n : n + 2]) for n in range(0, len(lines), 2))
