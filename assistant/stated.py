"""The figures of all samples: of each passage which values it states beside which words, to be looked up, not read through."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from assistant.figures.clauses import places
from assistant.figures.leaks import leak_key
from assistant.figures.mentions import Mention
from assistant.figures.things import pieces
from knowledge.following import Follower
from knowledge.splitting import Passage

_AFTER = 8  # characters behind a figure that say what it counts
_MOST = 200  # passages looked at for one value and word; what more state together is a commonplace
_HOLDERS = """
SELECT s.passage, p.id FROM stated s JOIN passages p ON p.number = s.passage WHERE s.hash = ? ORDER BY s.passage LIMIT ?
"""


class StatedFigures(Follower):
    """Values of figures, each with one of the words beside it, by the passages that have both."""

    FILE = "figures.sqlite3"
    CALLED = "数字"
    SCHEMA = (
        "CREATE TABLE IF NOT EXISTS stated (hash INTEGER, passage INTEGER, PRIMARY KEY (hash, passage)) WITHOUT ROWID;"
    )

    @classmethod
    def version(cls) -> str:
        """What changes with anything by which figures are read."""
        return _engine()

    def holders(self, key: str, words: AbstractSet[str]) -> list[tuple[str, int]]:
        """The passages that state a value beside one of these words at least: ids, with how many of them, most first."""
        counts: Counter[tuple[int, str]] = Counter()
        for word in sorted(words):
            counts.update((number, id_) for number, id_ in self._rows(_HOLDERS, (_hash(key, word), _MOST)))
        return [(id_, count) for (_, id_), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]

    def _take(self, passages: Sequence[tuple[int, Passage]]) -> None:
        rows = {
            (_hash(key, word), number)
            for number, passage in passages
            for key, _, words in stated_in(passage.text)
            for word in words
        }
        self._db.executemany("INSERT OR IGNORE INTO stated VALUES (?, ?)", sorted(rows))


def stated_in(text: str) -> Iterator[tuple[str, Mention, frozenset[str]]]:
    """The figures of a text: the key of each value, its mention, and the words beside it."""
    for place in places(text):
        words: dict[str, float] = {}
        pieces(f"{place.before} {place.after[:_AFTER]}", 1.0, words)
        yield leak_key(place.mention), place.mention, frozenset(word for word in words if len(word) > 1)


def _hash(key: str, word: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{key}\0{word}".encode(), digest_size=8).digest(), "big", signed=True)


@cache
def _engine() -> str:
    """An id of the code and data that figures are read by: a library follows every change of them."""
    digest = hashlib.sha256(b"1")
    for file in _all(files("assistant.figures")):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _all(folder: Traversable) -> Iterator[Traversable]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir() and item.name != "__pycache__":
            yield from _all(item)
        elif item.name.endswith((".py", ".txt", ".toml", ".tsv")):
            yield item
