"""An index beside the library: it holds what the library holds, however often it was broken off on the way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import following
from knowledge.errors import LibraryError
from knowledge.fingerprints import Fingerprints
from knowledge.following import Follower
from knowledge.holdings import LAST, Cursor
from knowledge.library import Library
from knowledge.splitting import Passage

OWN = "丁镇总工会2024年工作总结\n\n2024年，丁镇总工会新建工会17家，在丁家湾码头建起货船船员联合工会，入会船员88人。\n"


class Kept(Follower):
    """The simplest of all: how many characters each passage has; it can break off."""

    FILE = "kept.sqlite3"
    CALLED = "试验"
    SCHEMA = "CREATE TABLE IF NOT EXISTS sizes (passage INTEGER PRIMARY KEY, size INTEGER NOT NULL);"
    rules = "1"
    taken = 0
    breaks_after = 10**9

    @classmethod
    def version(cls) -> str:
        return cls.rules

    def _take(self, passages: Sequence[tuple[int, Passage]]) -> None:
        if self.taken >= self.breaks_after:
            raise KeyboardInterrupt
        self.taken += len(passages)
        self._db.executemany("INSERT INTO sizes VALUES (?, ?)", [(n, len(p.text)) for n, p in passages])

    def held(self) -> dict[str, int]:
        return dict(self._rows("SELECT p.id, s.size FROM passages p JOIN sizes s ON s.passage = p.number"))


def sizes(library: Library) -> dict[str, int]:
    return {passage.id: len(passage.text) for passage in library.passages()}


def test_it_takes_in_what_came_and_lets_go_of_what_went(folder: Path) -> None:
    with Library.open(folder) as library:
        kept = Kept.beside(library)
        assert kept.held() == sizes(library)
        before = kept.taken
        library.add("丁.txt", OWN.encode())
        kept.follow(library)
        assert kept.held() == sizes(library)
        assert kept.taken - before == len(library.passages()) - before
        library.delete("丁.txt")
        kept.follow(library)
        assert kept.held() == sizes(library)
        again = Kept.beside(library)
        assert (again.taken, again.held()) == (0, sizes(library))


def test_what_was_broken_off_goes_on_from_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.texts._PAGE", 40)
    monkeypatch.setattr(following, "_AT_ONCE", 40)
    with Library.open(folder) as library:
        monkeypatch.setattr(Kept, "breaks_after", 100)
        with pytest.raises(KeyboardInterrupt):
            Kept.beside(library)
        monkeypatch.setattr(Kept, "breaks_after", 10**9)
        kept = Kept.beside(library)
        assert kept.held() == sizes(library)
        assert 0 < kept.taken <= len(library.passages()) - 100


def test_other_rules_other_texts_and_damage_begin_anew(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(folder) as library:
        total = len(library.passages())
        Kept.beside(library).close()
        monkeypatch.setattr(Kept, "rules", "2")
        kept = Kept.beside(library)
        assert (kept.taken, kept.held()) == (total, sizes(library))
        kept.close()
        (folder / Kept.FILE).write_bytes(b"no database at all" * 1000)
        assert Kept.beside(library).held() == sizes(library)
        (folder / Kept.FILE).replace(tmp_path / Kept.FILE)
    with Library.open(tmp_path) as other:
        other.add("丁.txt", OWN.encode())
        assert Kept.beside(other).held() == sizes(other)


def test_a_table_that_is_lost_is_made_anew(folder: Path) -> None:
    with Library.open(folder) as library:
        Kept.beside(library).close()
        with sqlite3.connect(folder / Kept.FILE) as db:
            db.execute("DROP TABLE sizes")
            db.execute("CREATE TABLE sizes (other TEXT)")
        library.add("丁.txt", OWN.encode())
        assert Kept.beside(library).held() == sizes(library)


def test_several_at_once_do_the_work_once(folder: Path) -> None:
    with Library.open(folder) as library, ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: Kept.beside(library), range(4)))
        assert all(kept.held() == sizes(library) for kept in made)
        assert sum(kept.taken for kept in made) == len(library.passages())


def test_a_program_that_only_reads_the_library_brings_it_up_to_date_too(folder: Path) -> None:
    with Library.open(folder) as library, Library.open(folder, shared=True) as reader:
        assert reader.read_only
        assert Fingerprints.beside(reader).runs(library.passages()[3].text, lambda _: {}) == []
        assert Kept.beside(reader).held() == sizes(library)
        library.add("丁.txt", OWN.encode())
        assert Kept.beside(reader).held() == sizes(library)


def test_a_closed_library_is_one_sentence(folder: Path) -> None:
    library = Library.open(folder)
    kept = Kept.beside(library)
    library.close()
    with pytest.raises(LibraryError, match="关闭"):
        kept.follow(library)


class Changing:
    """A library of small numbers: each change puts passages in or takes some away."""

    folder = None
    identity = "a"

    def __init__(self) -> None:
        self.now: dict[str, tuple[int, int, Passage]] = {}
        self.gone: list[tuple[int, str]] = []
        self.number = self.changes = 0

    def progress(self, done: int, total: int, what: str) -> None:
        """Nothing."""

    def put(self, names: Sequence[int], size: int) -> None:
        self.changes += 1
        for name in names:
            self.number += 1
            text = "字" * size
            passage = Passage(f"p{name}", f"d{name % 3}", "题", "general", "", "work", text, 1, 1, "own", 0)
            self.now[passage.id] = (self.changes, self.number, passage)

    def take(self, names: Sequence[int]) -> None:
        self.changes += 1
        for name in names:
            if self.now.pop(f"p{name}", None):
                self.gone.append((self.changes, f"p{name}"))

    def change(self) -> int:
        return self.changes

    def pages(self, after: Cursor) -> Iterator[tuple[Cursor, list[Passage]]]:
        came = sorted((row for row in self.now.values() if row[:2] > after), key=lambda row: row[:2])
        for at in range(0, len(came), 2):
            yield came[at : at + 2][-1][:2], [row[2] for row in came[at : at + 2]]

    def how_many(self, after: Cursor) -> int:
        return sum(row[:2] > after for row in self.now.values())

    def went(self, after: int) -> list[str]:
        return [id_ for change, id_ in self.gone if change > after and id_ not in self.now]


@settings(max_examples=80, deadline=None)
@given(
    st.integers(1, 5),
    st.lists(
        st.tuples(
            st.sampled_from(["put", "take", "follow", "break"]), st.lists(st.integers(0, 8), max_size=6, unique=True)
        ),
        max_size=14,
    ),
)
def test_whatever_happens_in_between_it_ends_up_with_what_the_library_holds(
    at_once: int, steps: list[tuple[str, list[int]]]
) -> None:
    library, kept = Changing(), Kept()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(following, "_AT_ONCE", at_once)
        _play(library, kept, steps)
        kept.follow(library)
    assert kept.held() == {id_: len(row[2].text) for id_, row in library.now.items()}
    assert kept._stamp(library) == (library.changes, LAST)


def _play(library: Changing, kept: Kept, steps: list[tuple[str, list[int]]]) -> None:
    for n, (step, names) in enumerate(steps, start=1):
        if step == "put":
            library.put(names, n)
        elif step == "take":
            library.take(names)
        elif step == "follow":
            kept.follow(library)
        else:
            kept.breaks_after = kept.taken + len(names)
            with suppress(KeyboardInterrupt):
                kept.follow(library)
            kept.breaks_after = 10**9
