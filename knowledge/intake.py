"""Taking reports in: a file read and cut, what the indexes need worked out, then all of it stored in one change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast

from knowledge.files import read_bytes
from knowledge.finding import Finder, Prepared
from knowledge.holdings import OWN, AddResult, Found
from knowledge.reports import Report, own_report
from knowledge.splitting import passages
from knowledge.texts import Texts, digest_of
from knowledge.writing import Entry, Writing

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one file gave; ``digest`` is of its bytes, empty where reports came without a file."""

    entries: tuple[Entry, ...]
    digest: str = ""


def read_arrival(name: str, data: bytes, kind: str | None, origin: str) -> Arrival:
    """Return the reports in a file. Raises ``UnreadableFile``, ``FileTooLarge`` or ``UnknownKind``."""
    document = PurePath(name).name
    report = own_report(document, read_bytes(name, data), kind)
    return Arrival((_entry(report, origin, source=document),), digest_of(data))


def arrival_of(source: str, found: Sequence[Found], origin: str, digest: str = "") -> Arrival:
    """Return the reports that reading a file has found in it, each named after the file and its number there."""
    return Arrival(tuple(_entry_of(source, n, len(found), item, origin) for n, item in enumerate(found, 1)), digest)


def stored_before(texts: Texts, digest: str) -> list[AddResult]:
    """Return what came of a file that was taken in whole before, by its bytes; empty where it was not."""
    known = texts.of_file(digest)
    return [AddResult(report, already=True, passages=texts.cut_into(report.document)) for report in known]


def prepare(finder: Finder, arrivals: Iterable[Arrival]) -> Prepared:
    """Work out what the indexes need, before anything is written; raises ``EmbeddingError``."""
    return finder.prepare(p for arrival in arrivals for entry in arrival.entries for p in entry.passages)


def store(texts: Texts, finder: Finder, arrivals: Sequence[Arrival], prepared: Prepared) -> list[tuple[AddResult, ...]]:
    """Store all of it, or nothing, and bring the indexes up to date; a text that is here already stays as it is."""
    with texts.alone():
        with texts.writing() as writing:
            results = [_stored(writing, arrival) for arrival in arrivals]
        finder.follow(prepared)
    return results


def _stored(writing: Writing, arrival: Arrival) -> tuple[AddResult, ...]:
    results: list[AddResult] = []
    for entry in arrival.entries:
        known = writing.known(digest_of(entry.report.text))
        if known is None:
            named = _named(entry, writing.free_name(entry.report.document))
            writing.put(named)
            results.append(AddResult(named.report, already=False, passages=len(named.passages)))
        else:
            results.append(AddResult(known, already=True, passages=writing.cut_into(known.document)))
    if arrival.digest:
        writing.came_in(arrival.digest, list(dict.fromkeys(result.report.document for result in results)))
    return tuple(results)


def _named(entry: Entry, document: str) -> Entry:
    """Return the entry under another name; ids of passages depend on it."""
    if entry.report.document == document:
        return entry
    report = replace(entry.report, document=document)
    return replace(entry, report=report, passages=passages(report))


def _entry_of(source: str, number: int, total: int, found: Found, origin: str) -> Entry:
    path = PurePath(source)
    document = path.name if total == 1 else f"{path.stem}（第{number}篇）{path.suffix}"
    report = Report(
        title=found.title, kind=found.kind, period=found.period, level="", unit="", text=found.text,
        document=document, origin=cast("Any", origin),
    )  # fmt: skip
    return replace(
        _entry(report, origin, source=path.name),
        first_line=found.first_line, last_line=found.last_line, family=found.family,
    )  # fmt: skip


def _entry(report: Report, origin: str = OWN, source: str = "") -> Entry:
    text = report.text.replace("\0", "")  # PostgreSQL holds none
    report = replace(report, text=text, origin=cast("Any", origin))
    return Entry(report, passages(report), source=source)
