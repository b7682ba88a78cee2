"""The workspace: every report and every version of it, in one SQLite file, so that a refresh or a restart loses nothing.

Keys and endpoints never come here: a manuscript has no place for them (``settings.py`` keeps them).
"""

from __future__ import annotations

import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.errors import WorkspaceError
from assistant.manuscript import Manuscript

_SCHEMA = """
CREATE TABLE IF NOT EXISTS manuscripts (id TEXT PRIMARY KEY, title TEXT NOT NULL, updated TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS versions (
    manuscript TEXT NOT NULL REFERENCES manuscripts(id) ON DELETE CASCADE,
    number INTEGER NOT NULL, why TEXT NOT NULL, saved TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (manuscript, number)
);
"""
_BODY: TypeAdapter[Manuscript] = TypeAdapter(Manuscript)


@dataclass(frozen=True, slots=True)
class Entry:
    """One report in the list; ``updated`` is local time as 2026-11-22 18:05."""

    id: str
    title: str
    updated: str


@dataclass(frozen=True, slots=True)
class Version:
    """One kept version of a report and what it was saved for."""

    number: int
    why: str
    saved: str


class Workspace:
    """Reports by id; each ``save`` that changes something adds a version. Safe for the threads of one process."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "workspace.db"
        self._lock = threading.RLock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with self._connected() as db:
                db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise WorkspaceError(f"打不开工作区“{self._path}”：请检查该文件夹是否可写、磁盘是否已满。") from error

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            db = sqlite3.connect(self._path, timeout=10)
            try:
                db.execute("PRAGMA journal_mode=WAL")
                db.execute("PRAGMA foreign_keys=ON")
                with db:
                    yield db
            except sqlite3.Error as error:
                raise WorkspaceError(f"工作区“{self._path}”读写失败（{error}），请检查磁盘空间后重试。") from error
            finally:
                db.close()

    def new(self) -> Manuscript:
        """Return an empty manuscript with an id of its own; it is stored at its first ``save``."""
        return Manuscript(id=uuid.uuid4().hex[:12])

    def save(self, manuscript: Manuscript, why: str) -> Manuscript:
        """Keep the manuscript as a new version (none where nothing changed) and return it."""
        body = _BODY.dump_json(manuscript).decode()
        title = (manuscript.draft.title if manuscript.draft else manuscript.title) or "未命名的报告"
        now = _now()
        with self._connected() as db:
            last = db.execute(
                "SELECT number, body FROM versions WHERE manuscript = ? ORDER BY number DESC LIMIT 1", (manuscript.id,)
            ).fetchone()
            if last and last[1] == body:
                return manuscript
            db.execute(
                "INSERT INTO manuscripts VALUES (?, ?, ?) ON CONFLICT(id) DO UPDATE SET title=excluded.title,"
                " updated=excluded.updated",
                (manuscript.id, title, now),
            )
            number = (last[0] if last else 0) + 1
            db.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?)", (manuscript.id, number, why, now, body))
        return manuscript

    def load(self, manuscript_id: str, number: int | None = None) -> Manuscript:
        """A report as last saved, or one version of it; raises ``WorkspaceError`` where there is none."""
        with self._connected() as db:
            row = db.execute(
                "SELECT body FROM versions WHERE manuscript = ? AND (? IS NULL OR number = ?) ORDER BY number DESC LIMIT 1",
                (manuscript_id, number, number),
            ).fetchone()
        if row is None:
            raise WorkspaceError(
                f"找不到编号为“{manuscript_id}”的报告，它可能已被删除。请从左侧列表里选一份，或新建一份。"
            )
        try:
            return _BODY.validate_json(row[0])
        except ValidationError as error:
            raise WorkspaceError(f"编号为“{manuscript_id}”的报告读不出来，可在“历史版本”里打开较早的一版。") from error

    def entries(self) -> tuple[Entry, ...]:
        """All reports, the latest first."""
        with self._connected() as db:
            rows = db.execute("SELECT id, title, updated FROM manuscripts ORDER BY updated DESC, id").fetchall()
        return tuple(Entry(row[0], row[1], _shown(row[2])) for row in rows)

    def versions(self, manuscript_id: str) -> tuple[Version, ...]:
        """All versions of a report, the latest first."""
        with self._connected() as db:
            rows = db.execute(
                "SELECT number, why, saved FROM versions WHERE manuscript = ? ORDER BY number DESC", (manuscript_id,)
            ).fetchall()
        return tuple(Version(number, why, _shown(saved)) for number, why, saved in rows)

    def delete(self, manuscript_id: str) -> None:
        """Remove a report with all its versions."""
        with self._connected() as db:
            db.execute("DELETE FROM manuscripts WHERE id = ?", (manuscript_id,))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _shown(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
