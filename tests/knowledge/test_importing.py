"""Importing many files: one step a file once it is stored, broken off and taken up again, bad files told and left out."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from benchmarks.library.size_texts import reports
from knowledge import importing, upkeep
from knowledge.embedding import NamedEmbedding
from knowledge.errors import EmbeddingError, LibraryBusy, LibraryError, UnknownKind
from knowledge.holdings import AddResult
from knowledge.importing import Outcome, files_under, remaining
from knowledge.library import Library
from knowledge.reports import own_report
from tests.knowledge.test_library import OWN, Counting, another_process


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of ten reports."""
    place = tmp_path_factory.mktemp("files")
    for report in reports(10, seed=3):
        (place / report.document).write_text(report.text, encoding="utf-8")
    return place


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_FILES", 2)


def held(library: Library) -> int:
    vectors = library._finder._vectors
    assert vectors is not None
    return int(vectors._place.open().count())


@pytest.mark.usefixtures("small_batches")
def test_each_file_is_a_step_and_can_be_found_then(folder: Path, files: Path) -> None:
    with Library.open(folder, NamedEmbedding(Counting(), "counting")) as library:
        for n, step in enumerate(library.import_files([files]), start=1):
            assert (step.done, step.total) == (n, 10)
            (result,) = step.outcome.results
            assert not result.already
            assert library.report(result.report.document).text
            text = library.report(result.report.document).text[40:100]
            assert result.report.document in {hit.passage.document for hit in library.search(text)}
        assert library.stats().own == 10
        assert held(library) == library.stats().passages


@pytest.mark.usefixtures("small_batches")
def test_broken_off_and_taken_up_again(folder: Path, files: Path) -> None:
    counting = Counting()
    with Library.open(folder, NamedEmbedding(counting, "counting")) as library:
        steps = library.import_files([files])
        done = {next(steps).outcome.path for _ in range(3)}
        steps.close()
        kept = library.stats().own
        assert 3 <= kept <= 6
        assert done <= {files / s.document for s in library.reports() if s.origin == "own"}
        before = counting.texts
        again = list(library.import_files([files]))
        assert sum(step.outcome.already for step in again) == kept
        assert library.stats().own == 10
        assert counting.texts > before
        before, change = counting.texts, library._texts.change()
        assert all(step.outcome.already for step in library.import_files([files]))
        assert (counting.texts, library._texts.change()) == (before, change), "a file that is here costs nothing"
        library.delete(next(iter(done)).name)
        assert sum(not step.outcome.already for step in library.import_files([files])) == 1


def test_bad_files_are_told_and_do_not_stop_the_others(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "in"
    place.mkdir()
    (place / "好.txt").write_bytes(OWN)
    (place / "空.txt").write_bytes(b"")
    (place / "坏.docx").write_bytes(b"PK nonsense")
    (place / "大.txt").write_bytes(b" " * (importing.LARGEST + 1))
    (place / "~$好.docx").write_bytes(b"x")
    (place / "图.png").write_bytes(b"x")
    with Library.open(folder) as library:
        steps = list(library.import_files([place, place / "没有.txt", place / "好.txt"]))
        outcomes = {step.outcome.path.name: step.outcome for step in steps}
        assert set(outcomes) == {"好.txt", "空.txt", "坏.docx", "大.txt", "没有.txt"}
        assert [name for name, outcome in outcomes.items() if not outcome.trouble] == ["好.txt"]
        assert all("\n" not in o.trouble for o in outcomes.values())
        assert library.stats().own == 1


def test_the_same_text_under_two_names_is_one_report(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(OWN)
    (tmp_path / "b.txt").write_bytes(OWN.replace(b"\n", b"\r\n"))
    with Library.open(folder) as library:
        first, second = library.import_files([tmp_path / "a.txt", tmp_path / "b.txt"], origin="other")
        assert not first.outcome.already
        assert second.outcome.already
        assert library.reports()[0].origin == "other"
        assert all(step.outcome.already for step in library.import_files([tmp_path / "b.txt"]))


def test_many_files_of_one_name_get_numbers(folder: Path, tmp_path: Path) -> None:
    for n, report in enumerate(reports(4, seed=5)):
        (tmp_path / str(n)).mkdir()
        (tmp_path / str(n) / "年度总结.txt").write_text(report.text, encoding="utf-8")
    with Library.open(folder) as library:
        list(library.import_files([tmp_path]))
        own = {s.document for s in library.reports() if s.origin == "own"}
        assert own == {"年度总结.txt", *(f"年度总结（{n}）.txt" for n in (2, 3, 4))}


def test_wrong_wishes_are_refused_before_anything_is_done(folder: Path, files: Path) -> None:
    with Library.open(folder) as library:
        with pytest.raises(UnknownKind):
            library.import_files([files], kind="诗歌")
        with pytest.raises(LibraryError, match="外单位"):
            library.import_files([files], origin="他们")
    with another_process(folder), Library.open(folder, shared=True) as reader, pytest.raises(LibraryBusy):
        reader.import_files([files])


@pytest.mark.usefixtures("small_batches")
def test_a_failing_embedding_stops_and_keeps_what_was_done(folder: Path, files: Path) -> None:
    counting = Counting()
    with Library.open(folder, NamedEmbedding(counting, "counting")) as library:
        done = 0
        with pytest.raises(EmbeddingError):  # noqa: PT012
            for step in library.import_files([files]):
                done = step.done
                counting.fails = done >= 4
        assert 4 <= done < 10
        counting.fails = False
        assert library.stats().own == done
        list(library.import_files([files]))
        assert library.stats().own == 10
        assert held(library) == library.stats().passages


@pytest.mark.usefixtures("small_batches")
def test_searching_goes_on_while_files_come_in(folder: Path, files: Path) -> None:
    with Library.open(folder) as library:
        thread = threading.Thread(target=lambda: list(library.import_files([files])))
        thread.start()
        counts = []
        while thread.is_alive():
            assert library.search("建会和会员发展")
            counts.append(library.stats().own)
            time.sleep(0.01)
        thread.join()
        assert counts == sorted(counts)
        assert library.stats().own == 10


def test_files_under_folders_come_in_order_and_once(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.MD", "a.docx", "c.jpg", ".hidden.txt"):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(b"x")
    found = files_under([tmp_path, tmp_path / "a.docx", tmp_path / "c.jpg"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a.docx", "b/1.MD", "b/2.txt", "c.jpg"]


@pytest.mark.parametrize(
    ("seconds", "said"), [(None, ""), (0.2, "约剩1秒"), (59, "约剩59秒"), (150, "约剩2分钟"), (3900, "约剩1小时5分钟")]
)
def test_the_time_left_is_told_in_words(seconds: float | None, said: str) -> None:
    assert remaining(seconds) == said


def test_the_time_left_counts_bytes_and_not_what_was_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = []
    for n, size in enumerate((100, 300, 400)):
        paths.append(tmp_path / f"{n}.txt")
        paths[-1].write_bytes(b"x" * size)
    now = [100.0]
    monkeypatch.setattr(importing.time, "monotonic", lambda: now[0])
    clock = importing._Clock(paths)
    report = own_report("a.txt", OWN.decode())
    clock.passed(Outcome(paths[0], (AddResult(report, already=True, passages=1),)))
    now[0] = 103.0
    assert clock.left() is None
    clock.passed(Outcome(paths[1], (AddResult(report, already=False, passages=1),)))
    assert clock.left() == pytest.approx(4.0)


def test_reports_cut_by_older_rules_are_cut_anew(folder: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedding = NamedEmbedding(Counting(), "counting")
    with Library.open(folder, embedding) as library:
        list(library.import_files([files]))
        before, ids = library.stats(), {p.id for p in library.passages()}
    monkeypatch.setattr("knowledge.splitting.VERSION", "8")
    monkeypatch.setattr(upkeep, "RULES", "8.1.1")
    told: list[str] = []
    with Library.open(folder, embedding, lambda done, total, what: told.append(what)) as library:
        assert library.stats() == before
        assert not ids & {p.id for p in library.passages()}
        assert held(library) == before.passages
        assert library.search("建会和会员发展")[0].passage.kind.startswith("township-union")
    assert "正在按新的规则切分范文" in told
    assert "正在建立样本索引" in told


def test_a_library_cut_by_newer_rules_is_cut_back_at_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder belongs to one program, so that the program's own rules hold; only on a server do newer rules stay."""
    with monkeypatch.context() as newer:
        newer.setattr(upkeep, "RULES", "9.9")
        Library.open(folder).close()
    with Library.open(folder) as library:
        assert library._texts.meta("rules") == upkeep.RULES
        assert not library.read_only
