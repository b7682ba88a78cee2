"""Taking reports in: a file taken apart and cut, what the indexes need worked out, then all of it stored in one change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import PurePath

from knowledge.cleaning import clean
from knowledge.errors import UnreadableFile
from knowledge.files import ReadFile, read_all
from knowledge.finding import Finder, Prepared
from knowledge.holdings import AddResult, Found
from knowledge.kinds import kind_named
from knowledge.reports import Origin, Report, header_of, unit_of
from knowledge.splitting import passages
from knowledge.texts import Texts, digest_of
from knowledge.understanding import understand
from knowledge.writing import Entry, Writing


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one file gave. ``digest`` is of its bytes, empty where reports came without a file.

    ``troubles`` are sentences on what could not be read of it. ``older`` is the digest by which version 0.2.0 knew a
    file of one report, which it stored without mending.
    """

    entries: tuple[Entry, ...]
    digest: str = ""
    troubles: tuple[str, ...] = ()
    older: str = ""


def read_arrival(name: str, data: bytes, kind: str | None, origin: Origin) -> Arrival:
    """Return the reports in a file, or in the files of an archive; ``kind`` is a slug that all of them then have.

    Raises ``UnreadableFile`` or ``FileTooLarge`` where nothing can be read, ``UnknownKind``.
    """
    entries: list[Entry] = []
    troubles: list[str] = []
    older = ""
    for file in read_all(PurePath(name).name, data):
        if not isinstance(file, ReadFile):
            troubles.append(file.sentence)
            continue
        found = _read(file, kind, origin)
        older = digest_of(clean(header_of(file.text)[1])) if len(found) == 1 and not entries else ""
        entries += found
        if not found:
            troubles.append(f"“{file.name}”里没有可用的正文，请换一个文件。")
    if not entries:
        raise UnreadableFile("；".join(troubles))
    return Arrival(tuple(entries), digest_of(data), tuple(troubles), older)


def arrival_of(source: str, found: Sequence[Found], origin: Origin, digest: str = "") -> Arrival:
    """Return the reports that reading a file has found in it, each named after the file and its number there."""
    return Arrival(tuple(_entries(source, found, origin)), digest)


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
        known = writing.known(digest_of(entry.report.text)) or (writing.known(arrival.older) if arrival.older else None)
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


def _read(file: ReadFile, kind: str | None, origin: Origin) -> list[Entry]:
    header, name = header_of(file.text)[0], PurePath(file.name).name
    slug = kind_named(kind).slug if kind else ""
    found = []
    for entry in _entries(name, understand(name, file.text).reports, origin):
        old = entry.report
        report = replace(old, kind=slug or old.kind, level=header.get("level", ""), unit=header.get("unit") or old.unit)
        found.append(entry if report == old else _cut(replace(entry, report=report)))
    return found


def _entries(source: str, found: Sequence[Found], origin: Origin) -> Iterator[Entry]:
    """Yield the reports of one file. Only versions that this file holds together are said to be of one family."""
    path, versions = PurePath(source), Counter(item.family for item in found)
    for number, item in enumerate(found, start=1):
        report = Report(
            title=item.title, kind=item.kind, period=item.period, level="", unit=unit_of(item.title),
            text=item.text.replace("\0", ""), origin=origin,  # PostgreSQL holds no such character
            document=path.name if len(found) == 1 else f"{path.stem}（第{number}篇）{path.suffix}",
        )  # fmt: skip
        together = item.family and versions[item.family] > 1
        family = blake2b(f"{path.name}\0{item.family}".encode(), digest_size=5).hexdigest() if together else ""
        yield _cut(Entry(report, (), path.name, item.first_line, item.last_line, family))


def _cut(entry: Entry) -> Entry:
    return replace(entry, passages=passages(entry.report))
