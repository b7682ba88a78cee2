"""The reports and their passages in SQLite: the truth, of which the vector index is only a copy."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import Any

from knowledge.errors import LibraryError
from knowledge.reports import Report
from knowledge.splitting import Passage

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS reports (
    document TEXT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL, period TEXT NOT NULL,
    level TEXT NOT NULL, unit TEXT NOT NULL, text TEXT NOT NULL, origin TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS passages (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES reports (document) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, heading TEXT NOT NULL,
    role TEXT NOT NULL, text TEXT NOT NULL, first_line INTEGER NOT NULL, last_line INTEGER NOT NULL,
    origin TEXT NOT NULL, start INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS names (
    passage TEXT PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE, finder TEXT NOT NULL, found TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS passages_by_document ON passages (document, position);
"""
# the columns stand in the order of the fields of Report and Passage
_ALL_REPORTS = """SELECT title, kind, period, level, unit, text, document, origin
    FROM reports ORDER BY origin = 'built-in', document"""
_REPORT_BY_DIGEST = """SELECT title, kind, period, level, unit, text, document, origin
    FROM reports WHERE digest = ?"""
_ALL_PASSAGES = """SELECT id, document, title, kind, heading, role, text, first_line, last_line, origin, start
    FROM passages ORDER BY document, position"""
_SOME_PASSAGES = """SELECT id, document, title, kind, heading, role, text, first_line, last_line, origin, start
    FROM passages WHERE id IN ({})"""
_NEW_REPORT = """INSERT INTO reports (title, kind, period, level, unit, text, document, origin, digest)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_NEW_PASSAGE = """INSERT INTO passages
    (id, document, title, kind, heading, role, text, first_line, last_line, origin, start, position)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_HAS_NAMES = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'names'"
# a passage that another thread has deleted since takes no names
_NEW_NAMES = """INSERT OR REPLACE INTO names (passage, finder, found)
    SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM passages WHERE id = ?)"""


def digest_of(text: str) -> str:
    """Return the content hash by which a report added twice is known."""
    return hashlib.sha256(text.encode()).hexdigest()


class Texts:
    """The database file of one library; callers see to it that one thread at a time uses it."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open or create the database; raises ``LibraryError`` for a damaged or foreign file."""
        with self._translated():
            where = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
            self._db = sqlite3.connect(where, uri=True, check_same_thread=False, isolation_level=None, timeout=5)
            try:
                self._db.execute("PRAGMA foreign_keys = ON")
                if not read_only:
                    self._db.execute("PRAGMA journal_mode = WAL")
                    self._db.execute("PRAGMA synchronous = NORMAL")
                    self._db.executescript(_SCHEMA)
                self._db.execute("SELECT count(*) FROM passages").fetchone()
            except sqlite3.Error:
                self._db.close()
                raise

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept, or nothing of it."""
        with self._translated():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def put(self, report: Report, passages: Iterable[Passage]) -> None:
        """Store a report with its passages, instead of one with the same document name."""
        with self._translated():
            self.remove(report.document)
            self._db.execute(_NEW_REPORT, (*astuple(report), digest_of(report.text)))
            self._db.executemany(_NEW_PASSAGE, ((*astuple(p), n) for n, p in enumerate(passages)))

    def remove(self, document: str) -> None:
        """Delete a report and its passages; nothing happens where there is none."""
        with self._translated():
            self._db.execute("DELETE FROM reports WHERE document = ?", (document,))

    def reports(self) -> tuple[Report, ...]:
        """Return all reports: the user's own first, then by document name."""
        return tuple(Report(*row) for row in self._rows(_ALL_REPORTS))

    def passages(self) -> tuple[Passage, ...]:
        """Return all passages, by document and place."""
        return tuple(Passage(*row) for row in self._rows(_ALL_PASSAGES))

    def passages_of(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Return the passages of these ids that are here."""
        found: dict[str, Passage] = {}
        for first in range(0, len(ids), 500):
            some = ids[first : first + 500]
            rows = self._rows(_SOME_PASSAGES.format(",".join("?" * len(some))), *some)
            found |= {row[0]: Passage(*row) for row in rows}
        return found

    def names(self, finder: str) -> dict[str, str]:
        """Return what was stored of the names in each passage by that finder; passages without are missing."""
        if not self._rows(_HAS_NAMES)[0][0]:
            return {}  # an older library that is only read
        return dict(self._rows("SELECT passage, found FROM names WHERE finder = ?", finder))

    def put_names(self, finder: str, found: Mapping[str, str]) -> None:
        """Store the names of passages, by their ids, instead of those of another finder."""
        with self._translated():
            self._db.executemany(_NEW_NAMES, ((id_, finder, names, id_) for id_, names in found.items()))

    def with_digest(self, digest: str) -> Report | None:
        """Return the report of exactly that content, if it is here."""
        return next((Report(*row) for row in self._rows(_REPORT_BY_DIGEST, digest)), None)

    def meta(self, key: str) -> str:
        """Return a remembered value; empty when there is none."""
        return next((str(row[0]) for row in self._rows("SELECT value FROM meta WHERE key = ?", key)), "")

    def remember(self, key: str, value: str) -> None:
        """Store a value beside the reports."""
        with self._translated():
            self._db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    def version(self) -> int:
        """Return a number that changes when another process has written."""
        return int(self._rows("PRAGMA data_version")[0][0])

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        with self._translated():
            return self._db.execute(query, values).fetchall()

    @staticmethod
    @contextmanager
    def _translated() -> Iterator[None]:
        try:
            yield
        except sqlite3.ProgrammingError as error:
            raise LibraryError("样本库已经关闭，请重新打开后再试。") from error
        except sqlite3.OperationalError as error:
            raise LibraryError("样本库读写失败（磁盘已满、没有权限或正被占用），请检查文件夹后再试。") from error
        except sqlite3.DatabaseError as error:
            raise LibraryError("样本库的数据文件已损坏，请把样本库文件夹改名后重新打开，再导入自己的样本。") from error
