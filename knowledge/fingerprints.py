"""Where the wording of samples stands, at any size: hashes of windows in a database of their own beside the library.

Every run of 30 characters that a text has taken over word for word shares a hash with its sample (``winnowing.py``). The
clauses of each report are kept too, with its family: a reposted text counts once (``families.py``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from typing import Self

from knowledge.families import families
from knowledge.following import Follower
from knowledge.splitting import Passage
from knowledge.winnowing import RUN, winnowed

__all__ = ["RUN", "Copied", "Fingerprints"]

_COUNT = """SELECT c.hash, count(DISTINCT coalesce(d.family, d.number)) FROM clauses c JOIN documents d ON d.number = c.document
WHERE c.hash IN ({}) GROUP BY c.hash"""
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


class Fingerprints(Follower):
    """The windows and clauses of passages, by their ids; ``runs`` finds what a text has taken over.

    Of the versions of one report a library lets only the best be found, so each of its documents is a family of its own.
    """

    FILE = "fingerprints.sqlite3"
    CALLED = "字句"
    SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, family TEXT);
CREATE TABLE IF NOT EXISTS prints (hash INTEGER, passage INTEGER, at INTEGER, PRIMARY KEY (hash, passage, at)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS clauses (hash INTEGER, document INTEGER, PRIMARY KEY (hash, document)) WITHOUT ROWID;
"""

    @classmethod
    def version(cls) -> str:
        """What changes when hashes come out differently."""
        return "2"

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> Self:
        """The fingerprints of these passages, in memory; reposted reports among them are told to be one family."""
        found = sorted(passages, key=lambda p: p.document)
        made = super().of(found)
        made._group({name: list(group) for name, group in groupby(found, key=lambda p: p.document)})  # noqa: SLF001
        return made

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
        return self.families_of([clause]).get(clause, 0)

    def families_of(self, clauses: Sequence[str]) -> dict[str, int]:
        """In how many families each of these clauses stands, asked for at one go; without those that stand in none."""
        hashes = {clause: value for clause in clauses if (value := _hash_of(clause)) is not None}
        values = list(dict.fromkeys(hashes.values()))
        counts: dict[int, int] = {}
        for first in range(0, len(values), _AT_ONCE):
            some = values[first : first + _AT_ONCE]
            counts.update(self._rows(_COUNT.format(",".join("?" * len(some))), some))
        return {clause: counts[value] for clause, value in hashes.items() if value in counts}

    def _take(self, passages: Sequence[tuple[int, Passage]]) -> None:
        names = {passage.document: None for _, passage in passages}
        self._db.executemany("INSERT OR IGNORE INTO documents (name) VALUES (?)", [(name,) for name in names])
        number = "SELECT number FROM documents WHERE name = ?"
        documents = {name: self._db.execute(number, (name,)).fetchone()[0] for name in names}
        prints = [(value, at, place) for at, passage in passages for value, place in winnowed(passage.text)]
        self._db.executemany("INSERT INTO prints VALUES (?, ?, ?)", sorted(prints))
        clauses = {
            (value, documents[passage.document])
            for _, passage in passages
            for clause in _CLAUSE.findall(passage.text)
            if (value := _hash_of(clause)) is not None
        }
        self._db.executemany("INSERT OR IGNORE INTO clauses VALUES (?, ?)", sorted(clauses))

    def _tidy(self) -> None:
        self._db.execute("DELETE FROM documents WHERE name NOT IN (SELECT document FROM passages)")

    def _group(self, documents: Mapping[str, Sequence[Passage]]) -> None:
        found = families(["\n".join(p.text for p in group) for group in documents.values()])
        pairs = zip(found, documents, strict=True)
        with self._guard, self._translated(), self._db:
            self._db.executemany("UPDATE documents SET family = ? WHERE name = ?", list(pairs))

    def _hits(self, values: Sequence[int]) -> list[tuple[int, str, int]]:
        """The passages that hold these hashes: hash, id, place; those of a removed passage are gone with it."""
        found: list[tuple[int, str, int]] = []
        for first in range(0, len(values), _AT_ONCE):
            some = values[first : first + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT f.hash, p.id, f.at FROM prints f JOIN passages p ON p.number = f.passage WHERE f.hash IN ({marks})"  # noqa: S608
            found.extend(self._rows(query, some))
        counts: dict[int, int] = defaultdict(int)
        kept = []
        for hit in found:
            counts[hit[0]] += 1
            if counts[hit[0]] <= _MOST:
                kept.append(hit)
        return kept


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
