"""The word index on disk: it finds what the one in memory does, follows the texts, and is built anew where it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import words as words_module
from knowledge.asking import understood
from knowledge.database import file_database
from knowledge.lexical import CANDIDATES, LexicalIndex
from knowledge.library import Library
from knowledge.retrieval import Query
from knowledge.texts import Texts
from knowledge.tokens import terms
from knowledge.words import WordIndex
from knowledge.writing import Entry
from tests.knowledge.test_retrieval import QUERIES
from tests.knowledge.test_texts import put, remove, report


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[Texts]:
    opened = Texts(file_database(tmp_path / "texts.sqlite3"))
    put(opened, report("甲.txt", 0), report("乙.txt", 1), report("丙.txt", 2))
    yield opened
    opened.close()


@pytest.fixture
def index(texts: Texts, tmp_path: Path) -> WordIndex:
    made = WordIndex(tmp_path / "words", "library")
    made.follow(texts)
    return made


def find(index: WordIndex, text: str, count: int, **wanted: str) -> list[str]:
    return index.find(dict.fromkeys(terms(text), 1.0), Query(text, **wanted), count)


def first(index: WordIndex, texts: Texts, query: str) -> str:
    ranked = find(index, query, 5)
    return texts.passages_of(ranked)[ranked[0]].document if ranked else ""


@pytest.mark.parametrize("query", [query for query, _ in QUERIES])
@pytest.mark.parametrize("wanted", [{}, {"role": "problems"}, {"period": "上半年"}, {"period": "2023"}])
def test_what_it_finds_and_how_it_weighs_is_as_in_memory(library: Library, query: str, wanted: dict[str, str]) -> None:
    """The scores of the first are those that an index of all passages in memory gives."""
    library.search(query)
    asked, index, looked_for = understood(query), library._finder._words, Query(query, **wanted)
    expected = LexicalIndex(library.passages()).rank(asked.weights, looked_for.admits)
    found = library._texts.passages_of(index.find(asked.weights, looked_for, CANDIDATES))
    scores = LexicalIndex(list(found.values()), index).rank(asked.weights, looked_for.admits)
    first = list(expected)[:50]
    assert [scores[item] for item in first] == pytest.approx([expected[item] for item in first])
    assert set(list(scores)[: len(first) // 2]) <= set(first)


def test_of_many_the_likeliest_are_handed_on(library: Library) -> None:
    library.search("工会")
    index, everything = library._finder._words, LexicalIndex(library.passages())
    for query, _ in QUERIES:
        weights = understood(query).weights
        assert set(list(everything.rank(weights))[:10]) <= set(index.find(weights, Query(query), 60))


def test_rare_words_say_more_and_as_much_as_in_memory(library: Library) -> None:
    memory = LexicalIndex(library.passages())
    library.search("工会")
    for term in ("工会", "点验", "鑫", "鑫鑫"):
        assert library._finder._words.rarity(term) == pytest.approx(memory.rarity(term))


def test_it_follows_what_comes_and_goes(index: WordIndex, texts: Texts) -> None:
    assert first(index, texts, "协商慰问") == "甲.txt"
    remove(texts, "甲.txt")
    put(texts, report("丁.txt", 0, n=4))
    index.follow(texts)
    assert first(index, texts, "协商慰问") == "丁.txt"
    assert index._searcher.num_docs == len(texts.ids()) + 1


def test_adding_reads_only_what_is_new(index: WordIndex, texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(text: str) -> str:
        read.append(text)
        return "工会"

    monkeypatch.setattr(words_module, "joined_terms", counted)
    put(texts, report("丁.txt", 0, 1, 2, n=4, year=2020))
    put(texts, Entry(*_other()))
    index.follow(texts)
    assert len(read) == len(_other()[1])
    index.follow(texts)
    assert len(read) == len(_other()[1])


def _other() -> tuple:
    from knowledge.reports import own_report
    from knowledge.splitting import passages

    made = own_report(
        "戊.txt", "戊镇工作总结\n一、茶园管护\n修剪茶园320亩，聘请技术员6名驻园指导，病虫害统防3次。", "company"
    )
    return made, passages(made)


def test_role_and_origin_exclude_without_touching_the_order(library: Library) -> None:
    library.search("工会")
    index, known = library._finder._words, {p.id: p for p in library.passages()}
    every = find(index, "经费不够，人手少", 1000)
    some = find(index, "经费不够，人手少", 1000, role="problems")
    assert [item for item in every if known[item].role == "problems"] == some
    assert some
    half = find(index, "经费不够，人手少", 1000, period="上半年")
    assert half == [item for item in every if Query("", period="上半年").admits(known[item])] != []
    assert find(index, "工会", 10, origin="own") == find(index, "工会", 10, period="1999") == []
    assert find(index, "，。123", 10) == []


def test_another_process_follows_and_both_see_it(index: WordIndex, texts: Texts, tmp_path: Path) -> None:
    put(texts, report("丁.txt", 0, 1, n=4, year=2020))
    remove(texts, "甲.txt")
    script = f"""
        from pathlib import Path
        from knowledge.database import file_database
        from knowledge.texts import Texts
        from knowledge.words import WordIndex
        folder = Path({str(tmp_path)!r})
        texts = Texts(file_database(folder / "texts.sqlite3"))
        index = WordIndex(folder / "words", "library")
        index.follow(texts)
        print(index._searcher.num_docs)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True)
    assert int(done.stdout) == len(texts.ids()) + 1
    index.follow(texts)
    assert first(index, texts, "协商慰问") == "丁.txt"


@pytest.mark.parametrize("damage", ["garbage", "half", "gone", "no meta", "foreign"])
def test_a_damaged_index_is_built_anew(index: WordIndex, texts: Texts, tmp_path: Path, damage: str) -> None:
    index.close()
    files = sorted(path for path in (tmp_path / "words").iterdir() if path.is_file())
    for path in files:
        if damage == "garbage":
            path.write_bytes(os.urandom(200))
        elif damage == "half":
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        elif damage == "gone" or path.name == "meta.json":
            path.unlink()
    again = WordIndex(tmp_path / "words", "another" if damage == "foreign" else "library")
    again.follow(texts)
    assert first(again, texts, "消杀鼠药") == "丙.txt"
    assert again._searcher.num_docs == len(texts.ids()) + 1


def test_other_words_are_noticed(
    index: WordIndex, texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.close()
    monkeypatch.setattr(words_module, "vocabulary_id", lambda: "other")
    again = WordIndex(tmp_path / "words", "library")
    calls: list[str] = []
    monkeypatch.setattr(words_module, "joined_terms", lambda text: calls.append(text) or "工会")
    again.follow(texts)
    assert len(calls) == len(texts.ids())


def test_texts_that_were_put_back_are_followed_back(index: WordIndex, texts: Texts, tmp_path: Path) -> None:
    """A folder whose database was restored from an older copy, while the index is newer."""
    other = Texts(file_database(tmp_path / "older.sqlite3"))
    put(other, report("丙.txt", 2))
    put(texts, report("丁.txt", 0, n=5))
    index.follow(texts)
    assert texts.change() > other.change()
    index.follow(other)
    assert index._searcher.num_docs == len(other.ids()) + 1
    other.close()
