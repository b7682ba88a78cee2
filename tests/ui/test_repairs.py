"""What can be done about a finding in the app: one click each, undoable, and shown as a change where it rewrites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.manuscript import Manuscript
from assistant.padding.density import Density, Range
from assistant.repairs.proposing import ANSWERS, OWN_WORDS
from assistant.settings import load
from assistant.ui import style
from assistant.ui.density_view import spec
from assistant.workspace import Workspace
from assistant.writer import Writer

APP = Path(__file__).resolve().parents[2] / "app.py"
NOTES = (APP.parent / "examples" / "乡镇工会年度总结.txt").read_text(encoding="utf-8")
PADDING = "高度重视，狠抓落实，统一思想，提高认识。"
CLAIM = "有效提升了职工的满意度"


@pytest.fixture(autouse=True)
def _fresh_process() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    from assistant.ui.shelf import shelves

    shelf = shelves()._shelf
    if shelf is not None:
        shelf.close()


@pytest.fixture
def report() -> Manuscript:
    """A saved report whose first section has padding and a claim."""
    desk, writer = Workspace(load().home), Writer()
    written = writer.write(writer.take(desk.new(), NOTES))
    section = next(s for s in written.drafted().sections if s.heading)
    text = f"{PADDING}{section.text.rstrip('。')}，{CLAIM}。"
    return desk.save(written.with_section(section.id, text), "测试")


def opened(report: Manuscript, view: str = "check") -> AppTest:
    test = AppTest.from_file(str(APP), default_timeout=60)
    test.query_params["report"] = report.id
    test.session_state["view"] = view
    return test.run()


def now(report: Manuscript) -> Manuscript:
    return Workspace(load().home).load(report.id)


def padded(manuscript: Manuscript) -> str:
    return next(s for s in manuscript.drafted().sections if s.heading).text


def html(test: AppTest) -> str:
    return "\n".join(e.proto.body for e in test.get("html") if e.proto.body not in (style.SHEET, style.LANGUAGE))


def click(test: AppTest, begins: str, index: int = 0) -> AppTest:
    return [b for b in test.button if b.key and b.key.startswith(begins)][index].click().run()


def test_the_findings_stand_under_their_sections(report: Manuscript) -> None:
    page = html(opened(report))
    heading = next(s for s in report.drafted().sections if s.heading).heading
    assert f'<h3 class="group">{heading}' in page
    assert "放在哪个单位都能用" in page


def test_striking_is_one_click_and_undone_by_another(report: Manuscript) -> None:
    test = click(opened(report), "strike-unsourced-claim")
    assert not test.exception
    assert CLAIM not in padded(now(report))
    assert PADDING in padded(now(report))
    click(test, "undo")
    assert padded(now(report)) == padded(report)


def test_a_kept_claim_becomes_a_note_and_is_no_longer_listed(report: Manuscript) -> None:
    test = click(opened(report), "vouch-unsourced-claim")
    assert CLAIM in now(report).notes.text_of(OWN_WORDS)
    assert not [b for b in test.button if b.key and b.key.startswith("vouch-unsourced-claim")]
    click(test, "undo")
    assert not now(report).notes.text_of(OWN_WORDS)


@pytest.fixture
def swapped(report: Manuscript) -> Manuscript:
    """A saved report in which two figures stand in each other's place and one has no source."""
    section = next(s for s in report.drafted().sections if "103期" in s.text)
    text = "培训班2500期，受训职工103人次，走访困难职工217户。"
    return Workspace(load().home).save(report.with_section(section.id, text), "测试")


def told(manuscript: Manuscript) -> str:
    return next(s.text for s in manuscript.drafted().sections if "走访困难职工" in s.text)


def test_a_wrong_figure_gives_way_to_that_of_the_notes_in_one_click(swapped: Manuscript) -> None:
    test = opened(swapped)
    labels = [b.label for b in test.button if b.key and b.key.startswith("amend-")]
    assert "改成“103期”" in labels
    at = labels.index("改成“103期”")
    test = click(test, "amend-", at)
    assert not test.exception
    assert told(now(swapped)) == "培训班103期，受训职工103人次，走访困难职工217户。"
    click(test, "undo")
    assert told(now(swapped)) == told(swapped)


def test_a_figure_that_the_user_vouches_for_is_flagged_no_more(swapped: Manuscript) -> None:
    test = opened(swapped)
    at = swapped.drafted().text().index("217户")
    key = next(b.key for b in test.button if b.key and b.key.startswith(f"vouch-unsourced-figure-{at}-"))
    test = test.button(key=key).click().run()
    assert not test.exception
    assert now(swapped).notes.text_of(OWN_WORDS).endswith("走访困难职工217户")
    assert "2500期" not in now(swapped).notes.text_of(OWN_WORDS)
    assert not [b for b in test.button if b.key and b.key.startswith(f"vouch-unsourced-figure-{at}-")]


def test_an_answer_becomes_a_note_and_a_change_to_keep(report: Manuscript) -> None:
    test = opened(report)
    field = next(f for f in test.text_input if f.key and f.key.startswith("answer-boilerplate"))
    field.set_value("维权工作会开了6次").run()
    click(test, "save-boilerplate")
    saved = now(report)
    assert saved.notes.text_of(ANSWERS) == "维权工作会开了6次"
    assert saved.revision is not None
    assert "维权工作会开了6次。" in saved.revision.after.text
    assert "狠抓落实" not in saved.revision.after.text


def test_padding_is_trimmed_as_a_change_that_is_kept_or_dropped(report: Manuscript) -> None:
    test = click(opened(report, "draft"), "trim-padding")
    saved = now(report)
    assert saved.revision is not None
    assert "狠抓落实" not in saved.revision.after.text
    assert "<del>" in html(test)
    test.button(key="keep-change").click().run()
    assert "狠抓落实" not in padded(now(report))
    assert CLAIM in padded(now(report))


def test_a_second_change_waits_for_the_first(report: Manuscript) -> None:
    test = click(opened(report, "draft"), "trim-padding")
    before = now(report)
    test.session_state["view"] = "check"
    test.run()
    test = click(test, "strike-unsourced-claim")
    assert now(report) == before
    assert "还没定下来" in html(test)


def test_the_picture_of_density_is_drawn_with_chinese_labels(report: Manuscript) -> None:
    test = opened(report, "density")
    assert not test.exception
    assert "查得到的话" in html(test)
    rows = spec([Density("一、维权", 0.4, Range(0.7, 0.9, 12)), Density("二、培训", 0.95)])["data"]["values"]
    assert [row["偏空"] for row in rows] == [True, False]
    assert rows[0]["范文常见范围"] == "70–90%（12段范文）"
    assert rows[1]["范文低"] is None
