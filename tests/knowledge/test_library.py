"""The library: built once, reused after; one writer; nothing lost by a failure; mends its own index."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from langchain_core.embeddings import Embeddings

from knowledge.embedding import HashedEmbedding, NamedEmbedding
from knowledge.errors import EmbeddingError, LibraryBusy, LibraryError, UnreadableFile
from knowledge.library import Library
from knowledge.reports import built_in_reports

OWN = """丁镇总工会2024年工作总结

2024年，丁镇总工会新建工会17家，发展会员903人。

一、组织建设
在丁家湾码头建起货船船员联合工会，入会船员88人。

二、存在的问题
船员常年在外，会员大会召集不齐。
""".encode()


class Counting(Embeddings):
    """The offline embedding, counting what it is asked; it can be told to fail."""

    def __init__(self) -> None:
        self.texts = 0
        self.fails = False
        self._inner = HashedEmbedding()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if self.fails:
            raise ConnectionError("no route to sk-secret")
        self.texts += len(texts)
        return self._inner.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        if self.fails:
            raise ConnectionError("no route to sk-secret")
        return self._inner.embed_query(text)


@contextmanager
def another_process(folder: Path) -> Iterator[int]:
    """Hold the library in another process; yields its pid."""
    script = f"""
        import sys
        from pathlib import Path
        from knowledge.library import Library
        with Library.open(Path({str(folder)!r})):
            print("open", flush=True)
            sys.stdin.read()
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        try:
            yield process.pid
        finally:
            process.communicate()


def test_importing_the_library_loads_nothing_heavy() -> None:
    script = "import sys, knowledge.library; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    heavy = {
        "jieba",
        "chromadb",
        "sqlalchemy",
        "tantivy",
        "langchain_core",
        "langchain_chroma",
        "docx",
        "lxml",
        "numpy",
        "pydantic",
    }
    assert not heavy & set(done.stdout.split())


def test_opening_a_built_library_is_quick_and_loads_no_chroma(folder: Path) -> None:
    script = f"""
        import sys
        from pathlib import Path
        from knowledge.library import Library
        Library.open(Path({str(folder)!r})).close()
        print("chromadb" in sys.modules)
    """
    begin = time.monotonic()
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
    assert time.monotonic() - begin < 5


def test_the_first_opening_builds_with_progress_and_the_second_embeds_nothing(tmp_path: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    counting = Counting()
    embedding = NamedEmbedding(counting, "counting-1")
    with Library.open(tmp_path / "新库", embedding, lambda *step: steps.append(step)) as library:
        total = library.stats().passages
        assert library.stats().built_in == len(built_in_reports())
    assert counting.texts == total
    assert steps[0][:2] == (0, total)
    assert steps[-1][:2] == (total, total)
    assert all("索引" in what for _, _, what in steps)
    steps.clear()
    with Library.open(tmp_path / "新库", embedding, lambda *step: steps.append(step)) as library:
        assert library.search("建会")
    assert counting.texts == total
    assert steps == []


def test_another_embedding_rebuilds_the_index(folder: Path) -> None:
    counting = Counting()
    with Library.open(folder, NamedEmbedding(counting, "另一个-2")) as library:
        assert counting.texts == library.stats().passages
        assert library.stats().embedding == "另一个-2"
        assert library.search("建会")


def test_adding_a_file_and_finding_it(folder: Path) -> None:
    with Library.open(folder) as library:
        before = library.stats()
        result = library.add("我的总结.txt", OWN)
        assert not result.already
        assert (result.report.kind, result.report.unit) == ("township-union-year", "丁镇总工会")
        assert result.passages == library.stats().passages - before.passages > 0
        hit = library.search("货船船员联合工会")[0]
        assert hit.passage.document == "我的总结.txt"
        assert [hit.passage.origin for hit in library.search("船员", origin="own")] == ["own", "own"]
    with Library.open(folder) as library:
        assert library.search("货船船员联合工会")[0].passage.document == "我的总结.txt"
        assert library.reports()[0].document == "我的总结.txt"
        assert library.stats().own == 1


def test_adding_the_same_text_twice_changes_nothing(folder: Path) -> None:
    with Library.open(folder) as library:
        first = library.add("甲.txt", OWN)
        before = (library.passages(), library.reports())
        again = library.add("乙.md", OWN.replace(b"\n", b"\r\n"))
        assert again.already
        assert again.report == first.report
        assert again.passages == first.passages
        assert (library.passages(), library.reports()) == before
        sample = built_in_reports()[0]
        assert library.add("抄.txt", sample.text.encode()).report.document == sample.document


def test_another_text_of_the_same_name_gets_a_number(folder: Path) -> None:
    with Library.open(folder) as library:
        library.add("总结.txt", OWN)
        second = library.add("C:/资料/总结.txt".replace("C:", ""), OWN.replace(b"903", b"904"), kind="company")
        assert second.report.document == "总结（2）.txt"
        assert second.report.kind == "company"


def test_deleting_an_own_report(folder: Path) -> None:
    with Library.open(folder) as library:
        before = library.stats()
        library.add("甲.txt", OWN)
        library.delete("甲.txt")
        assert library.stats() == before
        assert all(hit.passage.origin == "built-in" for hit in library.search("货船船员联合工会"))
        with pytest.raises(LibraryError, match=r"没有“甲\.txt”"):
            library.delete("甲.txt")
        with pytest.raises(LibraryError, match="内置样本"):
            library.delete(built_in_reports()[0].document)
        with pytest.raises(LibraryError, match=r"没有“甲\.txt”"):
            library.report("甲.txt")


def test_a_file_that_cannot_be_read_changes_nothing(folder: Path) -> None:
    with Library.open(folder) as library:
        before = library.stats()
        with pytest.raises(UnreadableFile):
            library.add("表.xlsx", b"PK")
        assert library.stats() == before


def test_a_failing_endpoint_keeps_nothing_half_done(folder: Path) -> None:
    counting = Counting()
    with Library.open(folder, NamedEmbedding(counting, "endpoint")) as library:
        before = library.stats()
        counting.fails = True
        with pytest.raises(EmbeddingError) as caught:
            library.add("甲.txt", OWN)
        assert "sk-secret" not in str(caught.value)
        assert library.stats() == before
        hits = library.search("困难职工慰问", k=3)
        assert hits
        assert "只按词语查找" in library.notice
        counting.fails = False
        assert not library.add("甲.txt", OWN).already
        assert library.search("货船船员")[0].passage.document == "甲.txt"
        assert library.notice == ""


def test_opening_with_a_dead_endpoint_says_so_and_lets_go(folder: Path) -> None:
    counting = Counting()
    counting.fails = True
    with pytest.raises(EmbeddingError, match="dead"):
        Library.open(folder, NamedEmbedding(counting, "dead"))
    Library.open(folder).close()


def test_two_openings_in_one_process(folder: Path) -> None:
    with Library.open(folder), pytest.raises(LibraryBusy, match="已在本程序里打开"):
        Library.open(folder)
    Library.open(folder).close()


def test_another_process_holds_the_library(folder: Path) -> None:
    with another_process(folder) as pid:
        with pytest.raises(LibraryBusy) as caught:
            Library.open(folder)
        assert str(pid) in str(caught.value)
        with Library.open(folder, shared=True) as library:
            assert library.read_only
            assert library.stats().read_only
            assert library.search("建会和会员发展")[0].passage.kind.startswith("township-union")
            assert library.passages()
            with pytest.raises(LibraryBusy):
                library.add("甲.txt", OWN)
            with pytest.raises(LibraryBusy):
                library.delete("甲.txt")
    with Library.open(folder, shared=True) as library:
        assert not library.read_only


def test_a_reader_sees_what_the_writer_adds(folder: Path) -> None:
    script = f"""
        from pathlib import Path
        from knowledge.library import Library
        with Library.open(Path({str(folder)!r}), shared=True) as library:
            print(library.read_only, len(library.search("货船船员", origin="own")), flush=True)
            input()
            print(len(library.search("货船船员", origin="own")), flush=True)
    """
    with Library.open(folder) as library:
        command = [sys.executable, "-c", textwrap.dedent(script)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "True 0\n"
            library.add("甲.txt", OWN)
            out, _ = process.communicate("\n")
    assert out == "2\n"


def test_a_killed_holder_leaves_no_lock(folder: Path) -> None:
    script = f"""
        import os
        from pathlib import Path
        from knowledge.library import Library
        library = Library.open(Path({str(folder)!r}))
        library.add("甲.txt", {OWN!r})
        os._exit(9)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)
    assert done.returncode == 9
    with Library.open(folder) as library:
        assert library.search("货船船员联合工会")[0].passage.document == "甲.txt"


def index_files(folder: Path) -> list[Path]:
    return [path for path in (folder / "index").rglob("*") if path.is_file()]


def check_mended(folder: Path) -> None:
    with Library.open(folder) as library:
        assert library.search("建会和会员发展")[0].passage.kind.startswith("township-union")
        assert library.notice == ""
        library.add("甲.txt", OWN)
    with Library.open(folder) as library:
        assert library.search("货船船员联合工会")[0].passage.document == "甲.txt"


@pytest.mark.parametrize("damage", ["garbage", "half", "empty", "gone", "no stamp", "all garbage", "stale stamp"])
def test_a_damaged_index_is_built_anew(folder: Path, damage: str) -> None:
    database = next(path for path in index_files(folder) if path.name == "chroma.sqlite3")
    if damage == "garbage":
        database.write_bytes(b"garbage" * 1000)
    elif damage == "half":
        database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])
    elif damage == "empty":
        database.write_bytes(b"")
    elif damage == "gone":
        shutil.rmtree(folder / "index")
    elif damage == "no stamp":
        (folder / "index" / "stamp.json").unlink()
    elif damage == "all garbage":
        for path in index_files(folder):
            path.write_bytes(os.urandom(5000))
    else:
        (folder / "index" / "stamp.json").write_text("[]", encoding="utf-8")
    check_mended(folder)


def test_a_hole_in_the_index_is_filled_without_embedding_the_rest(tmp_path: Path) -> None:
    counting = Counting()
    embedding = NamedEmbedding(counting, "counting")
    with Library.open(tmp_path, embedding) as library:
        total = library.stats().passages
        lost = [passage.id for passage in library.passages()[:5]]
        library._finder._vectors._place.open().delete(lost)  # type: ignore[union-attr]
    with Library.open(tmp_path, embedding) as library:
        library.search("建会")
    assert counting.texts == total + 5


def test_changed_samples_are_taken_in_and_own_reports_stay(folder: Path) -> None:
    with Library.open(folder) as library:
        library.add("甲.txt", OWN)
        count = library.stats().passages
    with sqlite3.connect(folder / "texts.sqlite3") as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM reports WHERE document = 'company-1.md'")
        database.execute("UPDATE reports SET text = '旧', digest = 'x' WHERE document = 'company-2.md'")
        database.execute("UPDATE meta SET value = 'older' WHERE key = 'built-in'")
    database.close()
    with Library.open(folder) as library:
        assert library.stats().passages == count
        assert len(library.report("company-2.md").text) > 900
        assert library.search("货船船员联合工会")[0].passage.document == "甲.txt"


def test_a_damaged_database_is_one_sentence(folder: Path) -> None:
    (folder / "texts.sqlite3").write_bytes(b"not a database" * 500)
    with pytest.raises(LibraryError, match="损坏") as caught:
        Library.open(folder)
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(LibraryError, match="不能写入"):
        Library.open(tmp_path / "file" / "library")


def test_a_closed_library_says_so(folder: Path) -> None:
    library = Library.open(folder)
    library.close()
    library.close()
    with pytest.raises(LibraryError, match="已经关闭"):
        library.search("建会")


def test_many_threads(folder: Path) -> None:
    with Library.open(folder) as library:

        def work(number: int) -> int:
            if number % 8 == 0:
                library.add(f"{number}.txt", OWN.replace(b"903", str(900 + number).encode()))
            return len(library.search("职工维权和集体协商", k=4))

        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(work, range(32))) == [4] * 32
        assert library.stats().own == 4


def test_passages_point_into_their_reports(library: Library) -> None:
    texts = {summary.document: library.report(summary.document).text for summary in library.reports()}
    for passage in library.passages():
        assert texts[passage.document][passage.start :].startswith(passage.text)
    for summary in library.reports():
        assert summary.passages == sum(p.document == summary.document for p in library.passages())
