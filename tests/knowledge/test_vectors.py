"""The vector index: it follows the texts at the price of what is new, and mends what a broken-off write has left."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.database import file_database
from knowledge.embedding import NamedEmbedding
from knowledge.errors import EmbeddingError, LibraryError
from knowledge.retrieval import indexed_text
from knowledge.store import FolderPlace, ServerPlace, Stamp
from knowledge.texts import Texts
from knowledge.vectors import VectorIndex
from tests.knowledge.test_library import Counting
from tests.knowledge.test_texts import put, remove, report


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[Texts]:
    opened = Texts(file_database(tmp_path / "texts.sqlite3"))
    put(opened, report("甲.txt", 0), report("乙.txt", 1))
    yield opened
    opened.close()


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def index(texts: Texts, tmp_path: Path, counting: Counting) -> Iterator[VectorIndex]:
    made = opened(tmp_path, counting)
    made.follow(texts)
    yield made
    made.close()


def opened(folder: Path, counting: Counting, name: str = "youju-test") -> VectorIndex:
    return VectorIndex(FolderPlace(folder / "index", name), NamedEmbedding(counting, name))


def held(index: VectorIndex) -> set[str]:
    return set(index._place.open().get(include=[])["ids"])


def test_following_costs_what_is_new(index: VectorIndex, texts: Texts, counting: Counting) -> None:
    before = counting.texts
    put(texts, report("丙.txt", 2))
    assert index.behind(texts.change())
    index.follow(texts)
    assert not index.behind(texts.change())
    assert counting.texts == before + len(texts.report("丙.txt") and report("丙.txt", 2).passages)
    assert held(index) == texts.ids()
    remove(texts, "甲.txt")
    index.follow(texts)
    assert held(index) == texts.ids()


def test_vectors_at_hand_are_not_computed_again(index: VectorIndex, texts: Texts, counting: Counting) -> None:
    entry = report("丙.txt", 2)
    ready = index.embed([indexed_text(passage) for passage in entry.passages])
    before = counting.texts
    put(texts, entry)
    index.follow(texts, ready)
    assert counting.texts == before
    assert index.nearest(indexed_text(entry.passages[0]), texts, 1) == [entry.passages[0].id]


def test_a_write_that_was_broken_off_is_found_and_mended(
    index: VectorIndex, texts: Texts, tmp_path: Path, counting: Counting
) -> None:
    index._place.begin(Stamp(texts.change()))
    index._place.open().delete(sorted(texts.ids())[:1])
    index.close()
    again = opened(tmp_path, counting)
    assert again.behind(texts.change())
    before = counting.texts
    again.follow(texts)
    assert held(again) == texts.ids()
    assert counting.texts == before + 1
    again.close()


def test_what_nobody_knows_of_is_thrown_out(
    index: VectorIndex, texts: Texts, tmp_path: Path, counting: Counting
) -> None:
    index._place.open().upsert(ids=["stray"], embeddings=[[0.5] * 1024], metadatas=[{"role": "work"}])
    index.close()
    again = opened(tmp_path, counting)
    assert "stray" not in again.nearest("工会", texts, 10)
    assert held(again) == texts.ids()
    again.close()


@pytest.mark.parametrize(
    "stamp", ["", "[]", "{}", '{"collection": "other", "change": 2, "whole": true}', '{"change": "x"}']
)
def test_a_stamp_that_says_nothing_is_no_stamp(index: VectorIndex, tmp_path: Path, stamp: str) -> None:
    (tmp_path / "index" / "stamp.json").write_text(stamp, encoding="utf-8")
    assert index._place.stamp() is None


def test_another_collection_is_another_index(
    index: VectorIndex, texts: Texts, tmp_path: Path, counting: Counting
) -> None:
    index.close()
    other = opened(tmp_path, counting, "youju-other")
    assert other.behind(texts.change())
    other.follow(texts)
    assert [c.name for c in other._place._client.list_collections()] == ["youju-other"]
    other.close()


def test_a_failing_embedding_is_said_and_made_up_for(index: VectorIndex, texts: Texts, counting: Counting) -> None:
    put(texts, report("丙.txt", 2))
    counting.fails = True
    with pytest.raises(EmbeddingError):
        index.follow(texts)
    assert index.behind(texts.change())
    counting.fails = False
    index.follow(texts)
    assert held(index) == texts.ids()


def test_filters_find_even_the_few(index: VectorIndex, texts: Texts) -> None:
    put(texts, report("丙.txt", 2))
    index.follow(texts)
    every = index.nearest("工作", texts, 100)
    assert set(every) == texts.ids()
    assert index.nearest("工作", texts, 100, role="problems") == []
    assert set(index.nearest("工作", texts, 100, role="work", origin="own")) == texts.filtered(every, "work", "own")


def test_the_stamp_on_disk_names_the_collection(index: VectorIndex, texts: Texts, tmp_path: Path) -> None:
    kept = json.loads((tmp_path / "index" / "stamp.json").read_text(encoding="utf-8"))
    assert kept == {"collection": "youju-test", "change": texts.change(), "whole": True}


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("http://10.0.0.8", "10.0.0.8", 8000),
        ("https://a:b@index.example", "index.example", 443),
        ("http://h:9", "h", 9),
    ],
)
def test_a_server_address_is_taken_apart(address: str, host: str, port: int) -> None:
    place = ServerPlace(address, "youju-x")
    assert (place._host, place._port) == (host, port)
    assert f"{host}:{port}" in place.away
    assert bool(place._headers) == ("@" in address)


class Same(Counting):
    """An embedding that tells no two texts apart."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[1.0, 0.5] for _ in super().embed_documents(texts)]


@pytest.mark.parametrize("embedding", [Same, Counting])
def test_vectors_that_are_all_the_same_are_not_taken_for_a_damaged_index(
    texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedding: type[Counting]
) -> None:
    made = opened(tmp_path, embedding())
    monkeypatch.setattr(made, "_query", lambda *_: [])  # as a graph of equal vectors is at times
    if embedding is Same:
        made.follow(texts)
        assert held(made) == texts.ids()
    else:
        with pytest.raises(LibraryError):
            made.follow(texts)
    made.close()
