"""One change of the texts: reports put in, taken out, or cut anew, with the passages and copies that follow from it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection, func, literal, or_, select

from knowledge.duplicates import alike, keys_of
from knowledge.families import best
from knowledge.kinship import Kinship
from knowledge.reports import Report
from knowledge.splitting import Passage
from knowledge.splitting import passages as cut
from knowledge.tables import files, gone, meta, passages, prints, reports

_MOST_KEYS = 400  # looked up at a time


@dataclass(frozen=True, slots=True)
class Entry:
    """A report to be put in, with the file it came in, its place there and the family of its versions."""

    report: Report
    passages: tuple[Passage, ...]
    source: str = ""
    first_line: int = 0
    last_line: int = 0
    family: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """A passage that can be found, to be compared; copies are told apart by kind, role and origin too."""

    id: str
    group: tuple[str, str, str]
    text: str


class Writing:
    """The change of that number; made by ``Texts.writing``, which keeps all of it or nothing."""

    def __init__(self, connection: Connection, number: int) -> None:
        self._connection = connection
        self._number = number
        self._kinship = Kinship(connection)

    def put(self, entry: Entry) -> None:
        """Store a report with its passages, instead of one of the same name.

        Of its versions, the one that is here and those of other files, the best one is found from now on.
        """
        report = entry.report
        self.remove(report.document)
        family = self._kinship.join(report, entry.family)
        self._connection.execute(
            reports.insert().values(
                document=report.document, title=report.title, kind=report.kind, period=report.period,
                level=report.level, unit=report.unit, text=report.text, origin=report.origin,
                digest=hashlib.sha256(report.text.encode()).hexdigest(),
                characters=sum(not char.isspace() for char in report.text),
                source=entry.source, first_line=entry.first_line, last_line=entry.last_line, family=family,
                found=0,
            )
        )  # fmt: skip
        self._kinship.remember(report)
        self._choose(family, entry)

    def remove(self, document: str) -> None:
        """Delete a report and its passages; nothing happens where there is none."""
        family = self._connection.execute(select(reports.c.family).where(reports.c.document == document)).scalar()
        if family is None:
            return
        self._unshelve(document)
        self._connection.execute(reports.delete().where(reports.c.document == document))
        if family:
            self._choose(family)

    def entry(self, document: str) -> Entry | None:
        """Return a stored report as it was put in, without its passages."""
        row = self._connection.execute(select(reports).where(reports.c.document == document)).mappings().first()
        if row is None:
            return None
        return Entry(_report(row), (), row["source"], row["first_line"], row["last_line"], row["family"])

    def replace(self, document: str, entry: Entry) -> None:
        """Put an entry in the place of a stored report, keeping what is known of the file it came in."""
        links = self._connection.execute(select(files).where(files.c.document == document)).mappings().all()
        self.remove(document)
        self.put(entry)
        if links:
            moved = [dict(link) | {"document": entry.report.document} for link in links]
            self._connection.execute(files.insert(), moved)

    def clear_passages(self) -> None:
        """Delete all passages and fingerprints, so that all reports can be joined and cut anew."""
        shown = select(literal(self._number), passages.c.id).where(passages.c.same_as == "")
        self._connection.execute(gone.insert().from_select(["change", "id"], shown))
        self._connection.execute(prints.delete())
        self._connection.execute(passages.delete())
        self._connection.execute(reports.update().values(found=0))
        self._kinship.forget_all()

    def join_anew(self, document: str) -> str:
        """Find a report's family by the rules of today, and return it; fingerprints were cleared before."""
        row = self._connection.execute(select(reports).where(reports.c.document == document)).mappings().one()
        report = _report(row)
        family = self._kinship.join(report, row["family"])
        self._connection.execute(reports.update().where(reports.c.document == document).values(family=family))
        self._kinship.remember(report)
        return family

    def choose_anew(self) -> Iterator[int]:
        """Cut the best version of each family by the rules of today, yielding how many are done."""
        wanted = select(reports.c.family).distinct().order_by(reports.c.family)
        for done, family in enumerate(self._connection.execute(wanted).scalars().all(), start=1):
            self._choose(family)
            yield done

    def known(self, digest: str) -> Report | None:
        """Return the report of exactly that content, if it is here."""
        row = self._connection.execute(select(reports).where(reports.c.digest == digest)).mappings().first()
        return _report(row) if row else None

    def cut_into(self, document: str) -> int:
        """Return how many passages a report has, copies among them."""
        wanted = select(func.count()).where(passages.c.document == document)
        return int(self._connection.execute(wanted).scalar() or 0)

    def free_name(self, document: str) -> str:
        """Return the name, with a number where another report has it."""
        path = PurePath(document)
        numbered = reports.c.document.startswith(f"{path.stem}（", autoescape=True)
        taken = set(self._connection.execute(
            select(reports.c.document).where(or_(reports.c.document == document, numbered))
        ).scalars())  # fmt: skip
        number, name = 2, document
        while name in taken:
            name, number = f"{path.stem}（{number}）{path.suffix}", number + 1
        return name

    def came_in(self, digest: str, documents: Sequence[str]) -> None:
        """Remember which reports a file gave."""
        self._connection.execute(files.delete().where(files.c.digest == digest))
        rows = [{"digest": digest, "document": name, "reports": len(documents)} for name in documents]
        if rows:
            self._connection.execute(files.insert(), rows)

    def remember(self, key: str, value: str) -> None:
        """Store a value beside the reports."""
        self._connection.execute(meta.delete().where(meta.c.key == key))
        self._connection.execute(meta.insert().values(key=key, value=value))

    def _choose(self, family: str, new: Entry | None = None) -> None:
        """Let the best version of a family be found, and no other; ``new`` has been cut already."""
        wanted = select(reports).where(reports.c.family == family).order_by(reports.c.document)
        rows = self._connection.execute(wanted).mappings().all()
        chosen = best([row["text"] for row in rows]) if rows else -1
        for n, row in enumerate(rows):
            if row["found"] and n != chosen:
                self._unshelve(row["document"])
                self._mark(row["document"], 0)
        if rows and not rows[chosen]["found"]:
            report = _report(rows[chosen])
            self._mark(report.document, 1)
            known = new is not None and new.report.document == report.document and new.passages
            self._shelve(report, new.passages if known and new else cut(report))

    def _mark(self, document: str, found: int) -> None:
        self._connection.execute(reports.update().where(reports.c.document == document).values(found=found))

    def _shelve(self, report: Report, found: Sequence[Passage]) -> None:
        keys = [keys_of(passage.text) for passage in found]
        known = self._known({key for group in keys for key in group})
        rows: list[dict[str, Any]] = []
        for position, (passage, own) in enumerate(zip(found, keys, strict=True)):
            same = _same(passage, own, known)
            if not same:
                new = _Known(passage.id, (report.kind, passage.role, report.origin), passage.text)
                for key in own:
                    known[key].append(new)
            rows.append(self._row(passage, position, same))
        if rows:
            self._connection.execute(passages.insert(), rows)
            self._print({p.id: k for p, k, row in zip(found, keys, rows, strict=True) if not row["same_as"]})

    def _row(self, passage: Passage, position: int, same: str) -> dict[str, Any]:
        return {
            "id": passage.id, "document": passage.document, "position": position, "same_as": same,
            "change": self._number, "role": passage.role, "origin": passage.origin, "kind": passage.kind,
            "title": passage.title, "heading": passage.heading, "first_line": passage.first_line,
            "last_line": passage.last_line, "start": passage.start, "text": passage.text,
        }  # fmt: skip

    def _print(self, keys: dict[str, tuple[int, ...]]) -> None:
        """Store by which keys these passages are found to be copies of others."""
        numbers = self._connection.execute(select(passages.c.id, passages.c.n).where(passages.c.id.in_(keys))).all()
        rows = [{"key": key, "n": n} for item, n in numbers for key in dict.fromkeys(keys[item])]
        if rows:
            self._connection.execute(prints.insert(), rows)

    def _known(self, keys: set[int]) -> dict[int, list[_Known]]:
        """Return the passages that share one of these keys, by key."""
        wanted = select(
            prints.c.key, passages.c.id, passages.c.kind, passages.c.role, passages.c.origin, passages.c.text
        ).join(passages, passages.c.n == prints.c.n)
        found: dict[int, list[_Known]] = defaultdict(list)
        asked = sorted(keys)
        for at in range(0, len(asked), _MOST_KEYS):
            some = wanted.where(prints.c.key.in_(asked[at : at + _MOST_KEYS])).order_by(passages.c.n)
            for row in self._connection.execute(some):
                found[row[0]].append(_Known(row[1], (row[2], row[3], row[4]), row[5]))
        return found

    def _unshelve(self, document: str) -> None:
        """Delete a report's passages; where one has a copy in another report, that one can be found from now on."""
        wanted = select(passages.c.id, passages.c.same_as).where(passages.c.document == document)
        shown = [row[0] for row in self._connection.execute(wanted) if not row[1]]
        for item in shown:
            self._pass_on(item, document)
        if shown:
            self._connection.execute(gone.insert(), [{"change": self._number, "id": item} for item in self._new(shown)])
        self._connection.execute(passages.delete().where(passages.c.document == document))

    def _new(self, items: Sequence[str]) -> list[str]:
        """Return those of these ids that are not yet noted as gone by this change."""
        noted = select(gone.c.id).where(gone.c.change == self._number, gone.c.id.in_(items))
        already = set(self._connection.execute(noted).scalars())
        return [item for item in items if item not in already]

    def _pass_on(self, item: str, document: str) -> None:
        heirs = select(passages.c.id, passages.c.text).where(passages.c.same_as == item)
        first = self._connection.execute(heirs.where(passages.c.document != document).order_by(passages.c.n)).first()
        if first is None:
            return
        copies = passages.update().where(passages.c.same_as == item)
        self._connection.execute(copies.values(same_as=first[0]))
        heir = passages.update().where(passages.c.id == first[0])
        self._connection.execute(heir.values(same_as="", change=self._number))
        self._print({first[0]: keys_of(first[1])})


def _same(passage: Passage, keys: Sequence[int], known: dict[int, list[_Known]]) -> str:
    """Return the id of the passage of which this one is a copy; empty where it is one of its own."""
    compared: set[str] = set()
    for key in keys:
        for other in known.get(key, ()):
            if other.id in compared or other.group != (passage.kind, passage.role, passage.origin):
                continue
            compared.add(other.id)
            if alike(passage.text, other.text):
                return other.id
    return ""


def _report(row: Any) -> Report:
    return Report(
        title=row["title"], kind=row["kind"], period=row["period"], level=row["level"], unit=row["unit"],
        text=row["text"], document=row["document"], origin=row["origin"],
    )  # fmt: skip
