"""An index of the library in a SQLite file of its own: it follows the texts page by page, whoever finds it behind.

The file is only a copy. What it has come to is kept with each page, so that following can be broken off at any time and
goes on from there; a file of other texts, of other rules or with damage is made anew.
"""

from __future__ import annotations

import sqlite3
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, ClassVar, Protocol, Self

from filelock import FileLock

from knowledge.errors import LibraryError
from knowledge.holdings import LAST, Cursor
from knowledge.splitting import Passage

_AT_ONCE = 3_000  # passages written at a time: some seconds' work
_SLOW = 1_000  # passages to be taken in from which on progress is told
_NO_DAMAGE = {  # what keeps a good file from being used
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT,
}  # fmt: skip
_BASE = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS passages (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS of_document ON passages (document);
"""


class Followed(Protocol):
    """A library, as far as an index follows it."""

    folder: Path | None
    progress: Callable[[int, int, str], None]

    @property
    def identity(self) -> str:
        """The id of its texts."""

    def change(self) -> int:
        """The number of the last change."""

    def pages(self, after: Cursor) -> Iterator[tuple[Cursor, Sequence[Passage]]]:
        """The passages that can be found and came after that, page by page."""

    def how_many(self, after: Cursor) -> int:
        """How many they are."""

    def went(self, after: int) -> Sequence[str]:
        """The ids of passages that later changes took away."""


class Follower(ABC):
    """One such index. Safe to use from several threads; raises ``LibraryError``.

    A subclass gives ``FILE``, ``CALLED`` (what it is to the user), ``SCHEMA`` of its own tables and ``version``, and takes passages in.
    """

    FILE: ClassVar[str]
    CALLED: ClassVar[str]
    SCHEMA: ClassVar[str]

    def __init__(self, path: Path | None = None) -> None:
        """Open or make the file; without a path everything stays in memory."""
        self._guard = threading.RLock()
        self._path = path
        with self._translated():
            self._db = sqlite3.connect(":memory:" if path is None else path, check_same_thread=False, timeout=30)
            try:
                with self._alone():  # or those who make the file at the same time refuse each other
                    self._begin()
            except BaseException:
                self._db.close()
                raise

    @classmethod
    @abstractmethod
    def version(cls) -> str:
        """What changes when the same passages would be taken in differently."""

    @abstractmethod
    def _take(self, passages: Sequence[tuple[int, Passage]]) -> None:
        """Write what is kept of passages, by their numbers; called inside a transaction."""

    def _tidy(self) -> None:  # noqa: B027 - most have nothing to let go of
        """Let go of what no passage needs any more; called inside a transaction that has removed some."""

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> Self:
        """The index of these passages, in memory."""
        made = cls()
        made.update(list(passages), ())
        return made

    @classmethod
    def beside(cls, library: Followed) -> Self:
        """The index of a library, in a file beside it, up to date; a damaged file is made anew."""
        path = None if library.folder is None else Path(library.folder) / cls.FILE
        try:
            made = cls(path)
            made.follow(library)
        except LibraryError as error:
            if path is None or not _is_damage(error.__cause__):
                raise
            for spare in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
                spare.unlink(missing_ok=True)
            made = cls(path)
            made.follow(library)
        return made

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        self._db.close()

    def follow(self, library: Followed) -> None:
        """Take in what has come to a library since the last time, and let go of what went."""
        if self._stamp(library) == (library.change(), LAST):
            return
        with self._alone():
            change = library.change()
            after = self._stamp(library)
            if not (0, 0) <= after <= (change, LAST):
                self._empty()
                after = (0, 0)
            self.update((), library.went(max(after[0] - 1, 0)))
            total, done = library.how_many(after), 0
            for here, passages in _gathered(library.pages(after)):
                self.update(passages, (), f"{library.identity} {here[0]} {here[1]}")
                done += len(passages)
                if total >= _SLOW:
                    library.progress(min(done, total), total, "正在为核对整理范文")
            self.update((), (), f"{library.identity} {change} {LAST}")

    def update(self, added: Sequence[Passage], removed: Iterable[str], stamp: str = "") -> None:
        """Take in passages and let go of others; all of it is kept, or nothing."""
        gone = [(id_,) for id_ in (*removed, *(p.id for p in added))]
        with self._guard, self._translated(), self._db:
            before = self._db.total_changes
            self._db.executemany("DELETE FROM passages WHERE id = ?", gone)
            if self._db.total_changes > before:
                self._tidy()
            numbered = []
            for passage in added:
                cursor = self._db.execute(
                    "INSERT INTO passages (id, document) VALUES (?, ?)", (passage.id, passage.document)
                )
                numbered.append((int(cursor.lastrowid or 0), passage))
            if numbered:
                self._take(numbered)
            if stamp:
                self._db.execute("INSERT OR REPLACE INTO meta VALUES ('stamp', ?)", (stamp,))

    def _rows(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._guard, self._translated():
            return self._db.execute(query, values).fetchall()

    def _stamp(self, library: Followed) -> Cursor:
        """How far the file has come in this library; before the beginning for another one."""
        found = self._rows("SELECT value FROM meta WHERE key = 'stamp'")
        identity, change, number = str(found[0][0]).split() if found else (library.identity, "0", "0")
        return (int(change), int(number)) if identity == library.identity else (-1, 0)

    def _begin(self) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("PRAGMA cache_size=-32000")
        self._db.executescript(_BASE + self.SCHEMA)
        row = self._db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
        if row is None or row[0] != self.version():
            self._empty()

    def _empty(self) -> None:
        with self._guard, self._translated():
            tables = self._db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
            self._db.executescript(
                "".join(f"DROP TABLE {name};" for (name,) in tables.fetchall()) + _BASE + self.SCHEMA
            )
            with self._db:
                self._db.execute("INSERT OR REPLACE INTO meta VALUES ('version', ?)", (self.version(),))

    def _alone(self) -> Any:
        """Keep others from doing the same work at the same time; they wait, and find it done."""
        return nullcontext() if self._path is None else FileLock(self._path.with_suffix(".lock"), thread_local=False)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise LibraryError(
                f"范文的{self.CALLED}索引已损坏，请删掉范文库文件夹里的 {self.FILE}，它会自己重建。"
                if _is_damage(error)
                else f"范文的{self.CALLED}索引读写失败（磁盘已满、没有权限或正被占用），请检查文件夹后再试。"
            ) from error


def _gathered(pages: Iterable[tuple[Cursor, Sequence[Passage]]]) -> Iterator[tuple[Cursor, list[Passage]]]:
    """Several pages as one, with where to go on after them: hashes lie scattered, so each write goes through all of a file."""
    found: list[Passage] = []
    here: Cursor = (0, 0)
    for here, page in pages:
        found += page
        if len(found) >= _AT_ONCE:
            yield here, found
            found = []
    if found:
        yield here, found


def _is_damage(error: BaseException | None) -> bool:
    """Whether the file is none of ours, or no longer; a full disk or a file in use is no damage."""
    return isinstance(error, sqlite3.DatabaseError) and error.sqlite_errorcode & 0xFF not in _NO_DAMAGE
