"""Figures and names of samples, looked up: in memory or beside a library they say the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.checks import Samples
from assistant.notes import Notes
from assistant.stated import StatedFigures, stated_in
from assistant.writer import Writer, check_text
from knowledge.library import Library

OWN = """丁镇总工会2024年工作总结

2024年，丁镇总工会新建工会17家，发展会员903人。
在丁家湾码头建起货船船员联合工会，入会船员88人。
"""
DRAFT = "今年，我镇发展会员903人，在丁家湾码头慰问船员。"
NOTES = Notes.of("发展会员230人\n慰问船员")


def leaks(library: Library) -> list[tuple[str, str]]:
    found = check_text(DRAFT, "稿", NOTES, library).findings
    return [(f.kind, f.text) for f in found if f.kind.startswith("leaked")]


def test_what_is_added_is_looked_for_from_then_on_and_no_longer_once_it_is_deleted(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        assert leaks(library) == []
        library.add("丁.txt", OWN.encode())
        assert ("leaked-name", "丁家湾码头") in leaks(library)
        library.delete("丁.txt")
        assert leaks(library) == []


def test_a_writer_follows_its_library(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        writer = Writer(library)
        first = writer.samples()
        assert first is not None
        assert list(first.names.shown(DRAFT)) == []
        library.add("丁.txt", OWN.encode())
        samples = writer.samples()
        assert samples is first
        hit, source = next(first.names.shown(DRAFT))
        assert (DRAFT[hit.start : hit.end], source.text) == ("丁家湾码头", "丁家湾码头")
        assert "丁镇总工会" in source.document


def test_the_figure_said_in_the_most_like_words_is_the_one_that_leaked(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add("丁.txt", OWN.encode())
        library.add("戊.txt", OWN.replace("丁", "戊").replace("发展会员903人", "参会903人").encode())
        beside, memory = Samples.beside(library), Samples.of(library.passages())
        (key, mention, words), *_ = (row for row in stated_in("发展会员903人。") if row[1].value == 903)
        for samples in (beside, memory):
            source = samples.figures.said(key, words)
            assert source is not None
            assert source.document == "丁镇总工会2024年工作总结"
            assert source.text == mention.text
            assert samples.figures.said(key, {"完全", "无关"}) is None
            assert samples.figures.said("另一个数", words) is None


def test_each_figure_of_a_sample_is_found_by_its_own_words(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        passages = library.passages()[:40]
        samples = Samples.of(passages)
        for passage in passages:
            for key, _, words in stated_in(passage.text):
                source = samples.figures.said(key, words) if words else None
                assert source is not None or not words


def test_figures_read_by_other_rules_are_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(tmp_path) as library:
        StatedFigures.beside(library).close()
        monkeypatch.setattr("assistant.stated._engine", lambda: "other")
        again = StatedFigures.beside(library)
        assert again._rows("SELECT count(*) FROM passages") == [(len(library.passages()),)]
        assert again._rows("SELECT value FROM meta WHERE key = 'version'") == [("other",)]


def test_the_engine_has_one_id_in_every_process() -> None:
    code = "from assistant.stated import StatedFigures as s; print(s.version())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == StatedFigures.version()


def test_a_check_needs_no_segmenter_once_the_names_are_found(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        Samples.beside(library)
    code = f"""
import sys
from pathlib import Path
from knowledge.library import Library
from assistant.notes import Notes
from assistant.writer import check_text
with Library.open(Path({str(tmp_path)!r})) as library:
    check_text("在石磴村开展活动。", "稿", Notes.of("今年工作"), library)
print("jieba" in sys.modules, "chromadb" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"


def test_evidence_of_a_leak_is_the_samples_place(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add("丁.txt", OWN.encode())
        finding = next(f for f in check_text(DRAFT, "稿", NOTES, library).findings if f.kind == "leaked-name")
        (source,) = finding.evidence
        text = library.report("丁.txt").text
        assert text[source.start : source.end] == source.text == "丁家湾码头"
