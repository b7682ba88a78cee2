"""Where the wording of samples stands, at any size: hashes of windows in a database of their own beside the library.

Every run of 30 characters that a text has taken over word for word shares a hash with its sample (``winnowing.py``). The
clauses of each report are kept too, with its family: a reposted text counts once (``families.py``).
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import Any, Self

from knowledge.errors import LibraryError
from knowledge.families import Fingerprint, fingerprint, of_fingerprints
from knowledge.splitting import Passage
from knowledge.winnowing import RUN, winnowed

__all__ = ["FILE", "RUN", "Copied", "Fingerprints"]

FILE = "fingerprints.sqlite3"
_VERSION = "1"  # change it when hashes come out differently, and the file is made anew
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, print BLOB NOT NULL, family TEXT);
CREATE TABLE IF NOT EXISTS passages (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, document INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS prints (hash INTEGER, passage INTEGER, at INTEGER, PRIMARY KEY (hash, passage, at)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS clauses (hash INTEGER, document INTEGER, PRIMARY KEY (hash, document)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS of_document ON passages (document);
"""
_TABLES = ("meta", "documents", "passages", "prints", "clauses")
_COUNT = """SELECT count(DISTINCT coalesce(d.family, d.number)) FROM clauses c JOIN documents d ON d.number = c.document WHERE c.hash = ?"""
_CLAUSE = re.compile(r"[^，,；;：:。！？!?、\n]+")
_OTHER = re.compile(r"[^\u4e00-\u9fff]+")
_SHORTEST_CLAUSE = 5  # Chinese characters; shorter ones say nothing of how usual a wording is
_AT_ONCE = 500  # values in one query
_MOST = 40  # passages looked at for one window; what more hold is a commonplace, and forty places are enough

Read = Callable[[Sequence[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Copied:
    """A run of a text that stands word for word in a passage: ``text[start:end]`` is the passage from ``at`` on."""

    start: int
    end: int
    passage: str
    at: int


class Fingerprints:
    """The windows and clauses of passages, by their ids. Safe to use from several threads; raises ``LibraryError``.

    ``update`` or ``sync`` keep it to a library; ``runs`` finds what a text has taken over.
    """

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        """Open or make the file; without a path everything stays in memory."""
        self._guard = threading.RLock()
        self._read_only = read_only
        self._settled = False  # whether the families are known to be up to date
        where = ":memory:" if path is None else f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
        with _translated():
            self._db = sqlite3.connect(where, uri=path is not None, check_same_thread=False)
            if not read_only:
                self._begin()

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> Self:
        """The fingerprints of these passages, in memory."""
        made = cls()
        made.update(list(passages), ())
        return made

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        self._db.close()

    def sync(self, passages: Sequence[Passage]) -> None:
        """Bring the file to exactly these passages; what is here already is not read again."""
        with self._guard, _translated():
            known = {row[0] for row in self._db.execute("SELECT id FROM passages")}
        here = {p.id for p in passages}
        self.update([p for p in passages if p.id not in known], known - here)

    def update(self, added: Sequence[Passage], removed: Iterable[str]) -> None:
        """Take in passages, whole documents at a time, and let go of others; all of it is kept, or nothing."""
        gone = [(id_,) for id_ in removed]
        if not added and not gone:
            return
        with self._guard, _translated(), self._db:
            self._db.executemany("DELETE FROM passages WHERE id = ?", gone)
            if gone:
                self._db.execute("DELETE FROM documents WHERE number NOT IN (SELECT document FROM passages)")
            for document, group in groupby(sorted(added, key=lambda p: p.document), key=lambda p: p.document):
                self._add(document, list(group))
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('families', 'stale')")
            self._settled = False

    def runs(self, text: str, read: Read) -> list[Copied]:
        """The longest runs of at least 30 characters that a text shares with passages, in order, none over another.

        ``read`` gives the texts of passages by their ids; one that is gone is passed over.
        """
        places: dict[int, list[int]] = defaultdict(list)
        for value, at in winnowed(text):
            places[value].append(at)
        hits = self._hits(list(places))
        texts = read(sorted({id_ for _, id_, _ in hits})) if hits else {}
        found = [
            _stretched(text, here, texts[id_], there, id_)
            for value, id_, there in hits
            if id_ in texts
            for here in places[value]
        ]
        return _longest([run for run in found if run.end - run.start >= RUN])

    def families_with(self, clause: str) -> int:
        """In how many families of reports a clause stands word for word, punctuation and figures aside."""
        value = _hash_of(clause)
        if value is None:
            return 0
        with self._guard, _translated():
            self._grouped()
            return int(self._db.execute(_COUNT, (value,)).fetchone()[0])

    def _begin(self) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_SCHEMA)
        row = self._db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
        if row is not None and row[0] != _VERSION:
            self._db.executescript("".join(f"DROP TABLE {table};" for table in _TABLES) + _SCHEMA)
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('version', ?)", (_VERSION,))

    def _add(self, document: str, passages: Sequence[Passage]) -> None:
        whole = "\n".join(p.text for p in passages)
        print_ = fingerprint(whole).to_bytes()
        new = "INSERT INTO documents (name, print) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET print = excluded.print"
        self._db.execute(new, (document, print_))
        number = self._db.execute("SELECT number FROM documents WHERE name = ?", (document,)).fetchone()[0]
        for passage in passages:
            cursor = self._db.execute("INSERT INTO passages (id, document) VALUES (?, ?)", (passage.id, number))
            at = cursor.lastrowid
            rows = [(value, at, place) for value, place in winnowed(passage.text)]
            self._db.executemany("INSERT INTO prints VALUES (?, ?, ?)", rows)
        values = {value for clause in _CLAUSE.findall(whole) if (value := _hash_of(clause)) is not None}
        self._db.executemany("INSERT OR IGNORE INTO clauses VALUES (?, ?)", [(value, number) for value in values])

    def _hits(self, values: Sequence[int]) -> list[tuple[int, str, int]]:
        """The passages that hold these hashes: hash, id, place; those of a removed passage are gone with it."""
        found: list[tuple[int, str, int]] = []
        with self._guard, _translated():
            for first in range(0, len(values), _AT_ONCE):
                some = values[first : first + _AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"SELECT f.hash, p.id, f.at FROM prints f JOIN passages p ON p.number = f.passage WHERE f.hash IN ({marks})"  # noqa: S608
                found.extend(self._db.execute(query, some).fetchall())
        counts: dict[int, int] = defaultdict(int)
        kept = []
        for hit in found:
            counts[hit[0]] += 1
            if counts[hit[0]] <= _MOST:
                kept.append(hit)
        return kept

    def _grouped(self) -> None:
        """Group the documents into families, once after each change; a reader leaves that to the one who writes."""
        if self._settled:
            return
        self._settled = True
        row: Any = self._db.execute("SELECT value FROM meta WHERE key = 'families'").fetchone()
        if self._read_only or row is None or row[0] != "stale":
            return
        rows = self._db.execute("SELECT number, print FROM documents ORDER BY number").fetchall()
        names = of_fingerprints([Fingerprint.from_bytes(data) for _, data in rows])
        with self._db:
            pairs = [(name, number) for name, (number, _) in zip(names, rows, strict=True)]
            self._db.executemany("UPDATE documents SET family = ? WHERE number = ?", pairs)
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('families', 'fresh')")


def _hash_of(clause: str) -> int | None:
    bare = _OTHER.sub("", clause)
    if len(bare) < _SHORTEST_CLAUSE:
        return None
    return int.from_bytes(blake2b(bare.encode(), digest_size=8).digest(), "big", signed=True)


def _stretched(text: str, here: int, passage: str, there: int, id_: str) -> Copied:
    """The run around a shared window as far as both go on alike."""
    start, at = here, there
    while start and at and text[start - 1] == passage[at - 1]:
        start, at = start - 1, at - 1
    end, stop = here, there
    while end < len(text) and stop < len(passage) and text[end] == passage[stop]:
        end, stop = end + 1, stop + 1
    return Copied(start, end, id_, at)


def _longest(runs: Sequence[Copied]) -> list[Copied]:
    """Of runs over one another the longest, in the order of the text."""
    kept: list[Copied] = []
    for run in sorted(set(runs), key=lambda r: (r.start - r.end, r.start, r.passage, r.at)):
        if all(run.end <= other.start or run.start >= other.end for other in kept):
            kept.append(run)
    return sorted(kept, key=lambda r: r.start)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise LibraryError("范文的字句索引读写失败（磁盘已满、没有权限或正被占用），请检查文件夹后再试。") from error
    except sqlite3.DatabaseError as error:
        raise LibraryError(
            "范文的字句索引已损坏，请删掉范文库文件夹里的 fingerprints.sqlite3，它会自己重建。"
        ) from error
