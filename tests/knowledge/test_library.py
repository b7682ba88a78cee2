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
from dataclasses import dataclass
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


VECTORS = NamedEmbedding(HashedEmbedding(), "hashed")  # without an endpoint's there are none to look at


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
    with Library.open(folder, VECTORS) as library:
        assert library.search("建会和会员发展")[0].passage.kind.startswith("township-union")
        assert library.notice == ""
        library.add("甲.txt", OWN)
    with Library.open(folder) as library:
        assert library.search("货船船员联合工会")[0].passage.document == "甲.txt"


@pytest.mark.parametrize("damage", ["garbage", "half", "empty", "gone", "no stamp", "all garbage", "stale stamp"])
def test_a_damaged_index_is_built_anew(folder: Path, damage: str) -> None:
    Library.open(folder, VECTORS).close()
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


def test_renaming_changes_the_name_and_nothing_else(folder: Path) -> None:
    with Library.open(folder) as library:
        library.add("甲.txt", OWN)
        before = library.stats()
        library.rename("甲.txt", " 工会2024.txt ")
        assert library.reports()[0].document == "工会2024.txt"
        assert library.search("货船船员联合工会")[0].passage.document == "工会2024.txt"
        assert library.stats() == before
        assert library.add("又.txt", OWN).report.document == "工会2024.txt", "the file is still known"
        library.add("乙.txt", OWN.replace("货船船员".encode(), "快递小哥".encode()))
        with pytest.raises(LibraryError, match="已有“乙"):
            library.rename("工会2024.txt", "乙.txt")
        for name in ("", " ", "a/b.txt", "a\nb"):
            with pytest.raises(LibraryError, match="不能用作文件名"):
                library.rename("乙.txt", name)
        with pytest.raises(LibraryError, match="内置样本"):
            library.rename(built_in_reports()[0].document, "x.md")
        with pytest.raises(LibraryError, match="没有“丙"):
            library.rename("丙.txt", "丁.txt")


def test_tags_are_changed_one_by_one(folder: Path) -> None:
    with Library.open(folder) as library:
        library.add("甲.txt", OWN)
        library.retag("甲.txt", kind="company", period="2023年", unit="丁镇", title="一年小结")
        (own,) = (s for s in library.reports() if s.origin == "own")
        assert (own.kind, own.period, own.unit, own.title) == ("company", "2023年", "丁镇", "一年小结")
        hit = library.search("货船船员联合工会", kind="company")[0]
        assert (hit.passage.title, hit.passage.kind) == ("一年小结", "company")
        library.retag("甲.txt", origin="外单位")
        assert library.search("货船船员", origin="other")[0].passage.document == "甲.txt"
        assert library.search("货船船员", origin="own") == []
        assert library.reports()[0].period == "2023年"
        assert library.stats().own == 1
        change = library._texts.change()
        library.retag("甲.txt", origin="other", unit=None)
        assert library.report("甲.txt").unit == "丁镇"
        assert library._texts.change() <= change + 1
        for wrong in ({"origin": "built-in"}, {"title": " "}, {"text": "x"}, {"kind": "诗歌"}):
            with pytest.raises(LibraryError):
                library.retag("甲.txt", **wrong)
        library.delete("甲.txt")
        assert library.stats().own == 0


@dataclass(frozen=True)
class FoundReport:
    """As reading a file will give it."""

    title: str
    kind: str
    period: str
    first_line: int
    last_line: int
    family: str
    text: str
    sections: tuple[()] = ()


def found(number: int, family: str, text: str) -> FoundReport:
    return FoundReport(f"第{number}份总结", "company", f"202{number}年", 10 * number, 10 * number + 9, family, text)


def test_the_reports_of_one_file_come_in_together(folder: Path) -> None:
    texts = [
        OWN.decode(),
        OWN.decode().replace("货船船员", "快递小哥") + "全年调解纠纷46件。\n",
        "戊镇新建茶园320亩，聘请技术员6名驻园指导。",
    ]
    with Library.open(folder) as library:
        results = library.add_reports(
            "汇编.docx", [found(1, "f", texts[0]), found(2, "f", texts[1]), found(3, "", texts[2])], digest="d"
        )
        names = ["汇编（第1篇）.docx", "汇编（第2篇）.docx", "汇编（第3篇）.docx"]
        assert [result.report.document for result in results] == names
        listed = {s.document: s for s in library.reports() if s.origin == "own"}
        assert [(listed[n].source, listed[n].first_line, listed[n].last_line) for n in names] == [
            ("汇编.docx", 10, 19), ("汇编.docx", 20, 29), ("汇编.docx", 30, 39),
        ]  # fmt: skip
        assert [listed[n].found for n in names] == [False, True, True]
        assert listed[names[0]].passages == 0
        assert names[0] not in {h.passage.document for h in library.search("货船船员联合工会", k=20)}
        assert all(r.already for r in library.add_reports("汇编.docx", [found(1, "f", texts[0])]))
        library.delete(names[1])
        assert library.search("货船船员联合工会")[0].passage.document == names[0]
        assert library.add_reports("单.docx", [found(4, "", "己镇修机耕路3公里。")])[0].report.document == "单.docx"


def test_one_of_several_reports_that_fails_keeps_none(folder: Path) -> None:
    with Library.open(folder) as library:
        before = library.stats()
        with pytest.raises(AttributeError):
            library.add_reports("汇编.docx", [found(1, "", OWN.decode()), None])  # type: ignore[list-item]
        counting = Counting()
        assert library.stats() == before
    with Library.open(folder, NamedEmbedding(counting, "x")) as library:
        counting.fails = True
        with pytest.raises(EmbeddingError):
            library.add_reports("汇编.docx", [found(1, "", OWN.decode()), found(2, "", "己镇修机耕路3公里。")])
        assert library.stats().own == 0


def test_near_identical_passages_are_found_once_with_all_places(folder: Path) -> None:
    with Library.open(folder) as library:
        for n in range(5):
            library.add(f"{n}.txt", OWN.replace(b"2024", str(2020 + n).encode()).replace(b"88", str(80 + n).encode()))
        hits = library.search("货船船员联合工会", k=5)
        shared = [hit for hit in hits if hit.passage.origin == "own"]
        assert len({hit.passage.document for hit in shared}) == 1
        places = library.places([shared[0].passage])[shared[0].passage.id]
        assert [place.document for place in places] == [f"{n}.txt" for n in range(5)]
        assert [place.period for place in places] == [f"{2020 + n}年" for n in range(5)]
        library.delete("0.txt")
        assert library.search("货船船员联合工会")[0].passage.document == "1.txt"
        assert library.stats().copies > 0


def test_a_rebuild_keeps_every_report_and_mends_everything(folder: Path) -> None:
    with Library.open(folder, VECTORS) as library:
        library.add("甲.txt", OWN)
        before, reports = library.stats(), library.reports()
        library._finder._vectors._place.open().delete([p.id for p in library.passages()[:9]])  # type: ignore[union-attr]
        steps: list[str] = []
        library.rebuild(lambda done, total, what: steps.append(what))
        assert (library.stats(), library.reports()) == (before, reports)
        assert steps
        assert library.search("货船船员联合工会")[0].passage.document == "甲.txt"
        assert library._finder._vectors._place.open().count() == before.passages  # type: ignore[union-attr]
    with another_process(folder), Library.open(folder, shared=True) as reader, pytest.raises(LibraryBusy):
        reader.rebuild()


def test_adding_and_deleting_cost_what_the_report_costs(folder: Path) -> None:
    counting = Counting()
    with Library.open(folder, NamedEmbedding(counting, "counting")) as library:
        before = counting.texts
        result = library.add("甲.txt", OWN)
        assert counting.texts == before + result.passages
        library.delete("甲.txt")
        library.search("建会")
        assert counting.texts == before + result.passages


def test_whoever_keeps_something_beside_the_passages_can_follow_them(folder: Path) -> None:
    with Library.open(folder) as library:
        held = {p.id for batch in library.came() for p in batch}
        assert held == {p.id for p in library.passages()}
        at = library.change()
        library.add("甲.txt", OWN)
        library.add("乙.txt", OWN.replace(b"2024", b"2031").replace("货船船员".encode(), "快递小哥".encode()))
        library.delete("甲.txt")
        held = (held - set(library.went(at))) | {p.id for batch in library.came(at) for p in batch}
        assert held == {p.id for p in library.passages()}
        assert library.change() > at
