"""The library page: finding with reasons, browsing, one report with its parts and versions, taking in, numbers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.errors import InputError
from assistant.ui.library import correcting, statistics
from assistant.ui.library.job import Job, Stage, desk
from assistant.ui.pieces import escaped
from knowledge.library import Library
from tests.knowledge.test_library import OWN
from tests.knowledge.test_proposals import TWO
from tests.ui.test_app import _fresh_process, html, page_of

__all__ = ["_fresh_process"]  # a fixture that each test of this module uses too


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


class Quiet:
    """A shelf that nobody looks at."""

    def changed(self) -> None: ...


def read(library: Library, *files: tuple[str, bytes]) -> Job:
    job = Job(library)
    job.read(files)
    return ended(job, Stage.READING)


def stored(job: Job) -> Job:
    job.store(Quiet())  # type: ignore[arg-type]
    return ended(job, Stage.STORING)


def ended(job: Job, stage: Stage) -> Job:
    deadline = time.monotonic() + 30
    while job.stage is stage and time.monotonic() < deadline:
        time.sleep(0.02)
    assert job.stage is not stage
    return job


def opened(view: str) -> AppTest:
    """The page, once the library is open, at that view."""
    test = page_of("library_page")
    deadline = time.monotonic() + 60
    while not test.get("button_group") and time.monotonic() < deadline:
        time.sleep(0.3)
        test.run()
    test.session_state["library-view"] = view
    return test.run()


def the_library() -> Library:
    """The library that the page has opened."""
    from assistant.ui.shelf import shelves

    shelf = shelves()._shelf
    assert shelf is not None
    assert shelf.library is not None
    return shelf.library


def test_a_passage_is_found_with_reasons_and_its_report_opened_and_left() -> None:
    test = opened("search")
    test.text_input(key="query").set_value("困难职工帮扶").run()
    assert "共同词：" in html(test)
    test.selectbox(key="search-part").select("问题部分").run()
    expected = the_library().search("困难职工帮扶", 8, role="problems")
    assert len(expected) > 3
    assert all(escaped(hit.passage.text) in html(test) for hit in expected)
    test.button(key="open-hit-0").click().run()
    assert 'class="part"' in html(test)
    assert "内置的范文" in html(test)
    test.button(key="sample-back").click().run()
    assert test.text_input(key="query").value == "困难职工帮扶"
    assert test.selectbox(key="search-part").value == "问题部分"
    assert not test.exception


def test_reports_are_browsed_by_kind_corrected_and_deleted() -> None:
    test = opened("browse")
    assert "共有范文32篇" in html(test)
    library = the_library()
    library.add("甲.txt", OWN)
    library.add("乙.txt", OWN.replace(b"2024", "20××".encode()).replace("丁镇".encode(), "××镇".encode()))
    test.run()
    assert "2个版本之一，查找时用这一份" in html(test)
    test.selectbox(key="browse-origin").select("本单位").run()
    assert html(test).count('class="own"') == 2
    test.text_input(key="browse-word").set_value("丁镇").run()
    test.button(key="open-sample-0").click().run()
    assert "同一份总结的其他版本" in html(test)
    test.text_input(key="title-甲.txt").set_value("丁镇总工会年度小结")
    test.text_input(key="name-甲.txt").set_value("丁镇.txt")
    next(b for b in test.button if b.label == "保存").click().run()
    assert "《丁镇总工会年度小结》已改好" in html(test)
    assert library.report("丁镇.txt").title == "丁镇总工会年度小结"
    test.text_input(key="name-丁镇.txt").set_value("乙.txt")
    next(b for b in test.button if b.label == "保存").click().run()
    assert "已有“乙.txt”" in html(test)
    test.button(key="delete-sure").click().run()
    assert "已从范文库删除" in html(test)
    assert {r.document for r in library.reports() if r.origin == "own"} == {"乙.txt"}
    assert not test.exception


def test_the_numbers_are_drawn() -> None:
    test = opened("numbers")
    assert [metric.value for metric in test.metric][:2] == ["32篇", "0篇"]
    assert len(test.get("vega_lite_chart")) == 3
    assert not test.exception


def test_what_the_pictures_show_is_counted(library: Library) -> None:
    library.add("甲.txt", OWN)
    reports = library.reports()
    kinds = statistics.kinds(reports)
    assert sum(int(row["篇数"]) for row in kinds) == sum(int(row["篇数"]) for row in statistics.lengths(reports)) == 33
    assert statistics.lengths([]) == []
    assert statistics.duplicates(reports, 10, 3)[2:] == [
        {"什么": "段落：用10段，重复3段", "查找时": "用", "占": 10},
        {"什么": "段落：用10段，重复3段", "查找时": "不用", "占": 3},
    ]


def test_what_was_read_waits_to_be_corrected_and_is_stored_as_it_was_corrected(library: Library) -> None:
    job = read(library, ("合集.txt", TWO.encode()), ("坏.docx", b"PK nonsense"))
    assert job.stage is Stage.SHOWN
    assert len(job.troubles) == 1
    assert library.stats().own == 0
    first, second = job.items
    job.items = [replace(first, title="改过的标题", kind="company", period="2022年"), replace(second, keep=False)]
    stored(job)
    (own,) = (report for report in library.reports() if report.origin == "own")
    assert (own.title, own.kind, own.period, own.source, own.first_line) == (
        "改过的标题",
        "company",
        "2022年",
        "合集.txt",
        1,
    )
    assert (job.added, job.known) == (1, 0)
    again = read(library, ("合集.txt", TWO.encode()))
    assert [(item.keep, bool(item.here)) for item in again.items] == [(False, True), (True, False)]


def test_a_stopped_job_keeps_what_it_has_added(library: Library) -> None:
    files = [(f"{n}.txt", OWN.replace(b"2024", str(2000 + n).encode())) for n in range(30)]
    job = read(library, *files)
    job.store(Quiet())  # type: ignore[arg-type]
    while job.done < 2:
        time.sleep(0.005)
    job.stop()
    ended(job, Stage.STORING)
    assert 2 <= job.added < 30
    assert library.stats().own == job.added
    again = read(library, *files)
    assert sum(item.keep for item in again.items) == 30 - job.added
    stored(again)
    assert library.stats().own == 30


def test_a_report_without_a_title_is_not_taken_in(library: Library) -> None:
    job = read(library, ("合集.txt", TWO.encode()))
    with pytest.raises(InputError, match="第2篇没有标题"):
        correcting.checked([job.items[0], replace(job.items[1], title="")])
    assert correcting.checked([replace(job.items[0], title="", keep=False)])


def test_borders_are_corrected_on_the_page() -> None:
    test = opened("add")
    library = the_library()
    job = desk().job = read(library, ("合集.txt", TWO.encode()))
    test.run()
    assert "1个文件里读出2篇总结" in html(test)
    look = next(s for s in test.selectbox if s.label == "细看哪一篇")
    look.select(look.options[1]).run()
    test.button(key="merge").click().run()
    assert len(job.items) == 1
    test.button(key="unmerge").click().run()
    assert [item.title for item in job.items] == ["甲镇总工会2024年工作总结", "乙镇国土所2023年工作总结"]
    border = next(s for s in test.selectbox if s.label.startswith("其实是两篇"))
    border.select(border.options[1]).run()
    test.button(key="part").click().run()
    assert len(job.items) == 3
    test.button(key="store-samples").click().run()
    deadline = time.monotonic() + 30
    while desk().job is not None and time.monotonic() < deadline:
        time.sleep(0.1)
        test.run()
    assert "已添加3篇" in html(test)
    assert library.stats().own == 3
    assert not test.exception


def test_a_filter_begins_at_its_first_page() -> None:
    test = opened("browse")
    test.button(key="browse-on").click().run()
    assert "第2页" in html(test)
    test.text_input(key="browse-word").set_value("总结").run()
    assert "第1页" in html(test)
