"""The reports and their passages: the truth, of which every index is only a copy that follows.

Each write is one change with a number. What a change made findable, and what it took away, can be asked for by number,
so an index that knows its own number catches up in time that grows with what it missed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Column, Connection, Row, Select, func, or_, select, tuple_

from knowledge.database import Database
from knowledge.errors import LibraryError
from knowledge.holdings import BUILT_IN, LAST, Cursor, Place, Summary
from knowledge.reports import Report
from knowledge.splitting import Passage
from knowledge.tables import SCHEMA, bring_up_to_date, files, gone, meta, passages, reports, schema_of
from knowledge.writing import Writing

_PAGE = 500  # rows asked for at a time; SQLite binds at most some thousand values
_OF_REPORT = (
    reports.c.title, reports.c.kind, reports.c.period, reports.c.level, reports.c.unit, reports.c.text,
    reports.c.document, reports.c.origin,
)  # fmt: skip
_OF_PASSAGE = (
    passages.c.id, passages.c.document, passages.c.title, passages.c.kind, passages.c.heading, passages.c.role,
    passages.c.text, passages.c.first_line, passages.c.last_line, passages.c.origin, passages.c.start,
)  # fmt: skip
_FINDABLE = select(*_OF_PASSAGE).where(passages.c.same_as == "")


def digest_of(text: str | bytes) -> str:
    """Return the content hash by which a report or file added twice is known."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


class Texts:
    """The texts of one library; safe to use from several threads, one writer at a time."""

    def __init__(self, database: Database, *, read_only: bool = False) -> None:
        """Create the tables, or bring older ones up to date.

        Raises ``LibraryError`` for a damaged or foreign file, and for one that a newer version has written.
        """
        self._database = database
        try:
            with database.reading() as connection:
                found = schema_of(connection)
            _check(found, read_only=read_only)
            if found < SCHEMA:
                with database.alone(), database.writing() as connection:
                    bring_up_to_date(connection)
        except BaseException:
            database.close()
            raise

    @property
    def shared(self) -> bool:
        """Whether other machines write here too."""
        return self._database.is_server

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One change: all that is written inside is kept, or nothing of it. Call it inside ``alone``."""
        with self._database.writing() as connection:
            number = _change(connection) + 1
            yield Writing(connection, number)
            _remember(connection, "change", str(number))

    @contextmanager
    def alone(self, *, wait: bool = True) -> Iterator[bool]:
        """Keep all other writers out; yields False where one is in and ``wait`` is not."""
        with self._database.alone(wait=wait) as got:
            yield got

    def change(self) -> int:
        """Return the number of the last change, by whomever."""
        with self._database.reading() as connection:
            return _change(connection)

    def meta(self, key: str) -> str:
        """Return a remembered value; empty when there is none."""
        with self._database.reading() as connection:
            return _meta(connection, key)

    def remember(self, key: str, value: str) -> None:
        """Store a value beside the reports, without a change of its own."""
        with self._database.writing() as connection:
            _remember(connection, key, value)

    # reports

    def summaries(self) -> tuple[Summary, ...]:
        """Return all reports: the user's own first, by file and place there, then by document name."""
        counts = select(passages.c.document, func.count().label("n")).group_by(passages.c.document).subquery()
        wanted = select(
            reports.c.document, reports.c.title, reports.c.kind, reports.c.period, reports.c.unit, reports.c.origin,
            reports.c.characters, func.coalesce(counts.c.n, 0), reports.c.source, reports.c.first_line,
            reports.c.last_line, reports.c.family, reports.c.found,
        ).outerjoin(counts, counts.c.document == reports.c.document)  # fmt: skip
        rows = self._rows(
            wanted.order_by(reports.c.origin == BUILT_IN, reports.c.source, reports.c.first_line, reports.c.document)
        )
        return tuple(_as_summary(row) for row in rows)

    def report(self, document: str) -> Report | None:
        """Return one report with its text."""
        return self._report(reports.c.document == document)

    def with_digest(self, digest: str) -> Report | None:
        """Return the report of exactly that content, if it is here."""
        return self._report(reports.c.digest == digest)

    def of_file(self, digest: str) -> list[Report]:
        """Return the reports that a file gave; empty where the file, or any of its reports, is not here."""
        wanted = select(*_OF_REPORT, files.c.reports).join(files).where(files.c.digest == digest)
        rows = self._rows(wanted.order_by(reports.c.first_line))
        return [_as_report(row) for row in rows] if rows and len(rows) == rows[0][-1] else []

    def documents(self) -> tuple[str, ...]:
        """Return the names of all reports."""
        return tuple(row[0] for row in self._rows(select(reports.c.document).order_by(reports.c.document)))

    def counts(self) -> dict[str, int]:
        """Return how many reports there are of each origin."""
        return {row[0]: row[1] for row in self._rows(select(reports.c.origin, func.count()).group_by(reports.c.origin))}

    def built_in(self) -> dict[str, str]:
        """Return the names of the built-in reports with their digests."""
        wanted = select(reports.c.document, reports.c.digest).where(reports.c.origin == BUILT_IN)
        return {row[0]: row[1] for row in self._rows(wanted)}

    # passages

    def passages(self) -> tuple[Passage, ...]:
        """Return all passages that can be found, by document and place; a copy of another is not among them."""
        wanted = _FINDABLE.order_by(passages.c.document, passages.c.position)
        return tuple(_as_passage(row) for row in self._rows(wanted))

    def passages_of(self, ids: Sequence[str], role: str = "", origin: str = "") -> dict[str, Passage]:
        """Return those of these passages that can be found, and have that role and origin."""
        return {row[0]: _as_passage(row) for row in self._of(_OF_PASSAGE, ids, role, origin)}

    def filtered(self, ids: Sequence[str], role: str = "", origin: str = "") -> set[str]:
        """Return those of these ids whose passages have that role and origin; their texts are not read."""
        return {row[0] for row in self._of((passages.c.id,), ids, role, origin)}

    def number_of_passages(self) -> tuple[int, int]:
        """Return how many passages can be found, and how many are copies of one of them."""
        counted = select(func.count()).select_from(passages)
        every, shown = self._rows(counted)[0][0], self._rows(counted.where(passages.c.same_as == ""))[0][0]
        return shown, every - shown

    def cut_into(self, document: str) -> int:
        """Return how many passages a report has, copies among them."""
        return int(self._rows(select(func.count()).where(passages.c.document == document))[0][0])

    def places(self, ids: Sequence[str]) -> Mapping[str, tuple[Place, ...]]:
        """Return for each passage all places where it or a near-identical one stands, its own first."""
        key = func.coalesce(func.nullif(passages.c.same_as, ""), passages.c.id)
        wanted = select(
            key, passages.c.document, reports.c.title, reports.c.period, passages.c.first_line, passages.c.last_line
        ).join(reports)
        wanted = wanted.where(or_(passages.c.id.in_(ids), passages.c.same_as.in_(ids)))
        found: dict[str, list[Place]] = {}
        for row in self._rows(wanted.order_by(passages.c.same_as != "", passages.c.n)):
            found.setdefault(row[0], []).append(Place(*row[1:]))
        return {item: tuple(there) for item, there in found.items()}

    # for what follows

    def ids(self) -> set[str]:
        """Return the ids of all passages that can be found."""
        return {row[0] for row in self._rows(select(passages.c.id).where(passages.c.same_as == ""))}

    def came(self, after: int) -> Iterator[list[Passage]]:
        """Yield, some hundred at a time, the passages that changes after that one made findable."""
        return (page for _, page in self.pages((after, LAST)))

    def pages(self, after: Cursor) -> Iterator[tuple[Cursor, list[Passage]]]:
        """Yield the same, each time with where to go on from."""
        last = after
        while True:
            beyond = tuple_(passages.c.change, passages.c.n) > last
            wanted = select(*_OF_PASSAGE, passages.c.change, passages.c.n)
            wanted = wanted.where(passages.c.same_as == "", beyond).order_by(passages.c.change, passages.c.n)
            rows = self._rows(wanted.limit(_PAGE))
            if not rows:
                return
            last = (rows[-1][-2], rows[-1][-1])
            yield last, [_as_passage(row) for row in rows]

    def how_many_came(self, after: int) -> int:
        """Return how many passages ``came`` yields in all."""
        return self.how_many((after, LAST))

    def how_many(self, after: Cursor) -> int:
        """Return how many passages ``pages`` yields in all."""
        beyond = tuple_(passages.c.change, passages.c.n) > after
        return int(self._rows(select(func.count()).where(passages.c.same_as == "", beyond))[0][0])

    def some(self, kind: str, roles: Collection[str], count: int) -> list[Passage]:
        """Return the first passages of a kind and of those roles that can be found, at most so many."""
        wanted = _FINDABLE.where(passages.c.kind == kind, passages.c.role.in_(roles))
        return [_as_passage(row) for row in self._rows(wanted.order_by(passages.c.n).limit(count))]

    def went(self, after: int) -> list[str]:
        """Return the ids that changes after that one took away and that are not here again."""
        here = select(passages.c.id).where(passages.c.same_as == "", passages.c.id == gone.c.id).exists()
        return [row[0] for row in self._rows(select(gone.c.id).where(gone.c.change > after, ~here).distinct())]

    def _of(
        self, columns: Sequence[Column[Any]], ids: Sequence[str], role: str, origin: str
    ) -> Iterator[Row[*tuple[Any, ...]]]:
        """Yield the rows of passages that can be found; asked for by id alone, for which SQLite then uses its index."""
        wanted = select(*columns, passages.c.same_as, passages.c.role, passages.c.origin)
        for at in range(0, len(ids), _PAGE):
            for row in self._rows(wanted.where(passages.c.id.in_(ids[at : at + _PAGE]))):
                if not row[-3] and role in {"", row[-2]} and origin in {"", row[-1]}:
                    yield row

    def _report(self, condition: Any) -> Report | None:
        return next((_as_report(row) for row in self._rows(select(*_OF_REPORT).where(condition))), None)

    def _rows(self, wanted: Select[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
        with self._database.reading() as connection:
            return connection.execute(wanted).all()


def _check(schema: int, *, read_only: bool) -> None:
    if schema > SCHEMA:
        raise LibraryError("样本库是更新版本的有据建的，请先升级有据再打开。")
    if read_only and schema < SCHEMA:
        raise LibraryError("样本库还没有建好，请稍后再试。")


def _as_summary(row: Row[*tuple[Any, ...]]) -> Summary:
    return Summary(
        document=row[0], title=row[1], kind=row[2], period=row[3], unit=row[4], origin=row[5], characters=row[6],
        passages=row[7], source=row[8], first_line=row[9], last_line=row[10], family=row[11], found=bool(row[12]),
    )  # fmt: skip


def _as_report(row: Row[*tuple[Any, ...]]) -> Report:
    return Report(
        title=row[0], kind=row[1], period=row[2], level=row[3], unit=row[4], text=row[5], document=row[6],
        origin=cast("Any", row[7]),
    )  # fmt: skip


def _as_passage(row: Row[*tuple[Any, ...]]) -> Passage:
    return Passage(
        id=row[0], document=row[1], title=row[2], kind=row[3], heading=row[4], role=row[5], text=row[6],
        first_line=row[7], last_line=row[8], origin=cast("Any", row[9]), start=row[10],
    )  # fmt: skip


def _change(connection: Connection) -> int:
    return int(_meta(connection, "change") or 0)


def _meta(connection: Connection, key: str) -> str:
    return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar() or ""


def _remember(connection: Connection, key: str, value: str) -> None:
    connection.execute(meta.delete().where(meta.c.key == key))
    connection.execute(meta.insert().values(key=key, value=value))
