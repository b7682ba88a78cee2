"""What is true of a dump: its reports, noise, broken lines and slips, whether labelled by hand or known by making."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCRAPED = HERE.parents[1].parent / "shared" / "samples"


@dataclass(frozen=True, slots=True)
class Edit:
    """``drop`` characters at ``column`` (from 1) of a raw line that give way to ``put``."""

    line: int
    column: int
    drop: int
    put: str


@dataclass(frozen=True, slots=True)
class TrueReport:
    """One report of a dump; ``periods`` and the values of ``roles`` (by raw line) hold all answers that are right."""

    first_line: int
    last_line: int
    kind: str
    periods: frozenset[str]
    family: str
    roles: dict[int, frozenset[str]]
    headings: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Truth:
    """All that is known of one dump; ``whys`` names the sort of each repair, ``joined`` holds runs of raw lines."""

    reports: tuple[TrueReport, ...]
    noise: frozenset[int]
    joined: frozenset[tuple[int, ...]]
    repairs: dict[Edit, str]


def scraped() -> tuple[str, str, Truth] | None:
    """The hand-labelled dump as (name, raw text, truth); None where it does not lie beside the project."""
    labels = tomllib.loads((HERE / "segmentation.toml").read_text(encoding="utf-8"))
    path = SCRAPED / labels["file"]
    if not path.exists():
        return None
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != labels["sha256"]:
        raise SystemExit(f"{path.name} is not the file that was labelled")
    return path.name, data.decode("utf-8"), _labelled(labels)


def _labelled(labels: dict[str, Any]) -> Truth:
    return Truth(
        reports=tuple(_report(entry) for entry in labels["report"]),
        noise=frozenset(entry["line"] for entry in labels["noise"]),
        joined=frozenset(tuple(entry["lines"]) for entry in labels["joined"]),
        repairs={Edit(e["line"], e["at"], e["drop"], e["put"]): e["why"] for e in labels["repair"]},
    )


def _report(entry: dict[str, Any]) -> TrueReport:
    roles: dict[int, frozenset[str]] = {}
    for span in entry["roles"]:
        lines, _, names = span.partition(" ")
        first, _, last = lines.partition("-")
        roles |= dict.fromkeys(range(int(first), int(last) + 1), frozenset(names.split("|")))
    return TrueReport(
        first_line=entry["first_line"],
        last_line=entry["last_line"],
        kind=entry["kind"],
        periods=frozenset({entry["period"]}),
        family=entry["family"],
        roles=roles,
        headings=frozenset(entry["headings"]),
    )
