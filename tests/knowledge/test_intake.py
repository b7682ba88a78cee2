"""What a file gives: every report of a dump, without noise, mended, versions joined, also across files; nothing twice."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from benchmarks.library.dumps import make
from knowledge.errors import UnknownKind, UnreadableFile
from knowledge.intake import read_arrival
from knowledge.library import Library
from knowledge.understanding import understand
from tests.knowledge.test_library import OWN

SCRAPED = sorted((Path(__file__).parents[2] / ".." / "shared" / "samples").glob("*.txt"))
OTHER = "戊镇国土所2023年工作总结\n一、耕地保护\n完成占补平衡153亩，巡查185次，没有违法占地，签订责任书28份。\n"


def archive(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, data in files.items():
            made.writestr(name.replace("_", "."), data)
    return held.getvalue()


def test_every_report_of_a_dump_is_stored_once(folder: Path) -> None:
    raw, _ = make("dev", 1)
    data, understood = raw.encode(), understand("合集.txt", raw)
    expected = understood.reports
    assert len(expected) >= 8
    with Library.open(folder) as library:
        added = library.add("合集.txt", data)
        assert [r.report.text for r in added.results] == [report.text for report in expected]
        before = (library.stats(), library.reports(), library._texts.change())
        again = library.add("改了名.txt", data)
        assert again.already
        assert len(again.results) == len(expected)
        assert (library.stats(), library.reports(), library._texts.change()) == before
        own = [s for s in library.reports() if s.source == "合集.txt"]
        assert [(s.first_line, s.last_line) for s in own] == [(r.first_line, r.last_line) for r in expected]
        noise = {line.text for line in understood.noise if len(line.text) > 6}
        assert noise
        assert not any(line in library.report(s.document).text.splitlines() for s in own for line in noise)


@pytest.mark.skipif(not SCRAPED, reason="the scraped samples do not lie beside the project")
def test_the_scraped_dump_gives_its_reports_and_one_version_of_each(folder: Path) -> None:
    with Library.open(folder) as library:
        added = library.add(SCRAPED[0].name, SCRAPED[0].read_bytes())
        assert len(added.results) == 24
        own = [s for s in library.reports() if s.origin == "own"]
        families = {s.family for s in own}
        assert 19 <= len(families) < 24
        assert sum(s.found for s in own) == len(families)
        assert all(s.passages > 0 for s in own if s.found)
        shown = {p.document for p in library.passages()}
        assert not shown & {s.document for s in own if not s.found}


def test_versions_in_different_files_are_one_family(folder: Path) -> None:
    masked = OWN.replace("丁镇".encode(), "××镇".encode()).replace(b"2024", "20××".encode())
    later = OWN.replace(b"2024", b"2025").replace(b"903", b"1120")
    with Library.open(folder) as library:
        library.add("丁镇.txt", OWN)
        library.add("网上抄的.txt", masked)
        library.add("明年.txt", later)
        library.add("外单位.txt", masked.replace(b"17", b"18"), origin="other")
        listed = {s.document: s for s in library.reports()}
        assert listed["丁镇.txt"].family == listed["网上抄的.txt"].family
        assert (listed["丁镇.txt"].found, listed["网上抄的.txt"].found) == (True, False)
        assert listed["明年.txt"].family != listed["丁镇.txt"].family, "another year is another report"
        assert listed["外单位.txt"].family != listed["丁镇.txt"].family, "another unit's"
        library.delete("丁镇.txt")
        assert {s.document: s.found for s in library.reports()}["网上抄的.txt"]
        library.retag("网上抄的.txt", period="2025年")
        listed = {s.document: s for s in library.reports()}
        assert listed["网上抄的.txt"].family == listed["明年.txt"].family
        assert listed["明年.txt"].found


def test_an_archive_gives_what_can_be_read_of_it(folder: Path) -> None:
    data = archive(丁镇_txt=OWN, 戊镇_txt=OTHER.encode(), 坏_docx=b"PK nonsense")
    with Library.open(folder) as library:
        added = library.add("往年.zip", data)
        assert [r.report.document for r in added.results] == ["丁镇.txt", "戊镇.txt"]
        assert len(added.troubles) == 1
        assert "坏.docx" in added.troubles[0]
        assert library.add("往年.zip", data).already


def test_what_the_user_says_of_the_kind_goes_for_all(folder: Path) -> None:
    arrival = read_arrival("往年.zip", archive(丁镇_txt=OWN, 戊镇_txt=OTHER.encode()), "company", "own")
    assert {entry.report.kind for entry in arrival.entries} == {"company"}
    assert {p.kind for entry in arrival.entries for p in entry.passages} == {"company"}
    with pytest.raises(UnknownKind):
        read_arrival("丁镇.txt", OWN, "诗歌", "own")


def test_a_header_is_kept_and_a_file_of_noise_refused(folder: Path) -> None:
    header = "---\ntitle: 己镇2022年小结\nlevel: 镇\nunit: 己镇\n---\n"
    (entry,) = read_arrival("己.md", (header + "全年修机耕路3公里，栽树420棵。").encode(), None, "own").entries
    assert (entry.report.title, entry.report.level, entry.report.unit) == ("己镇2022年小结", "镇", "己镇")
    with pytest.raises(UnreadableFile, match="没有可用的正文"):
        read_arrival("空.txt", "。\n欢迎阅读。\n".encode(), None, "own")


def test_a_name_that_would_break_lines_is_made_one(folder: Path) -> None:
    with Library.open(folder) as library:
        added = library.add("甲\n乙\x1b[2J.txt", "丁镇2024年工作总结\n\n一、组织建设\n新建工会17家。\n".encode())
        assert added.report.document == "甲 乙 [2J.txt"
