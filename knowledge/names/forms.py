"""The names of all samples, found once and looked up in drafts: those whose first characters stand in a draft are read, no others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Self

from knowledge import names
from knowledge.following import Follower
from knowledge.names.name import Grip, Kind, Name
from knowledge.splitting import Passage

_HEAD = 2  # characters that forms are filed under
_AT_ONCE = 500  # values in one query
_COLUMNS = "number, text, kind, grip, core, suffix"
_PLACE = """
SELECT p.id, h.start, h.stop FROM holds h JOIN passages p ON p.number = h.passage WHERE h.form = ? ORDER BY h.passage LIMIT 1
"""

Find = Callable[[Passage], Iterable[Name]]


class Forms(Follower):
    """The forms of names with the passages that have them; ``near`` gives what a text could show."""

    FILE = "names.sqlite3"
    CALLED = "名称"
    SCHEMA = """
CREATE TABLE IF NOT EXISTS forms (number INTEGER PRIMARY KEY, head TEXT NOT NULL, text TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL, grip TEXT NOT NULL, core TEXT NOT NULL, suffix TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS by_head ON forms (head);
CREATE TABLE IF NOT EXISTS holds (form INTEGER, passage INTEGER, start INTEGER, stop INTEGER, PRIMARY KEY (form, passage)) WITHOUT ROWID;
"""
    _find: Find = staticmethod(names.names_of)

    @classmethod
    def version(cls) -> str:
        """What changes with the rules by which names are found."""
        return f"1-{names.finder_id()}"

    @classmethod
    def known(cls, passages: Iterable[Passage], found: Mapping[str, Sequence[Name]]) -> Self:
        """The forms of these passages, in memory, where the names have been found already, by the ids of passages."""
        made = cls()
        made._find = lambda passage: found.get(passage.id, ())
        made.update(list(passages), ())
        return made

    def __len__(self) -> int:
        return int(self._rows("SELECT count(*) FROM forms")[0][0])

    def near(self, text: str) -> dict[str, tuple[Name, str]]:
        """The forms that stand in a text, whether or not they show themselves there, each with one passage that has it.

        The name's place is that in the passage; -1 in its title.
        """
        heads = sorted({text[at : at + _HEAD] for at in range(len(text) - 1)})
        found: dict[str, tuple[Name, str]] = {}
        for first in range(0, len(heads), _AT_ONCE):
            some = heads[first : first + _AT_ONCE]
            query = f"SELECT {_COLUMNS} FROM forms WHERE head IN ({','.join('?' * len(some))})"  # noqa: S608
            for number, form, kind, grip, core, suffix in self._rows(query, some):
                for id_, start, stop in self._rows(_PLACE, (number,)) if form in text else ():
                    found[form] = (Name(form, Kind(kind), Grip(grip), core, suffix, start, stop), id_)
        return found

    def _take(self, passages: Sequence[tuple[int, Passage]]) -> None:
        found = [(number, name) for number, passage in passages for name in self._find(passage)]
        forms = [(n.text[:_HEAD], n.text, n.kind, n.grip, n.core, n.suffix) for _, n in found]
        self._db.executemany(
            "INSERT OR IGNORE INTO forms (head, text, kind, grip, core, suffix) VALUES (?, ?, ?, ?, ?, ?)", forms
        )
        holds = [(number, name.start, name.end, name.text) for number, name in found]
        self._db.executemany(
            "INSERT OR IGNORE INTO holds (form, passage, start, stop) SELECT number, ?, ?, ? FROM forms WHERE text = ?",
            holds,
        )
