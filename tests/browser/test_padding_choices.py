"""The choices under an empty sentence, in a real Chromium: the notes' unused fact in its place, an answer, the padding cut; each kept or taken back."""

from __future__ import annotations

import os

import pytest

from assistant.manuscript import Manuscript
from assistant.repairs.proposing import ANSWERS
from assistant.workspace import Workspace
from assistant.writer import Writer
from tests.browser.test_first_report import CHROMIUM, EXAMPLE, Page, Server, page, server
from tests.browser.test_word_choices import saved_when, shot, text_of

__all__ = ["page", "server"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists() and not os.environ.get("CI"), reason="没有 /usr/bin/chromium"),
    pytest.mark.timeout(240),
]
EMPTY = "高度重视，狠抓落实，统一思想，提高认识。"


def report_of(server: Server, *, untold: bool) -> Manuscript:
    """An offline draft of the example with an empty sentence in its first section, in place of a told one where ``untold``."""
    desk, writer = Workspace(server.home), Writer()
    written = writer.write(writer.take(desk.new(), EXAMPLE))
    section = next(s for s in written.drafted().sections if s.heading)
    kept = section.text.split("。", 1)[1] if untold else section.text
    return desk.save(written.with_section(section.id, EMPTY + kept), "测试")


def opened(page: Page, server: Server, report: Manuscript, view: str) -> None:
    page.goto(f"{server.url}/?report={report.id}")
    page.locator(".st-key-views").get_by_text(view).first.click()


def decide(page: Page, choice: str) -> None:
    button = page.get_by_role("button", name=choice, exact=True)
    button.wait_for()
    button.click()
    button.wait_for(state="detached")


@pytest.mark.parametrize("choice", ["保留", "撤销"])
def test_an_unused_fact_takes_the_place_of_an_empty_sentence_once_approved(
    server: Server, page: Page, choice: str
) -> None:
    report = report_of(server, untold=True)
    before = text_of(server)
    opened(page, server, report, "核对")
    insert = page.get_by_role("button", name="换成笔记里的").first
    insert.wait_for()
    shot(page, "fact-offered")
    fact = insert.inner_text().split("“")[1].rstrip("”…")
    assert fact not in before
    insert.click()
    page.locator("del", has_text="狠抓落实").wait_for()
    shot(page, "fact-proposed")
    assert text_of(server) == before
    decide(page, choice)
    if choice == "撤销":
        assert text_of(server) == before
        return
    saved_when(page, server, present=True, words=fact)
    assert EMPTY not in text_of(server)
    told = [f for f in Writer().check(server.saved()).findings if f.kind == "unsourced-figure" and fact in f.text]
    assert told == []


def test_the_question_is_answered_in_place_and_the_answer_is_a_note(server: Server, page: Page) -> None:
    report = report_of(server, untold=False)
    opened(page, server, report, "核对")
    page.locator("[class*='st-key-repair-boilerplate']").get_by_role("button", name="补一句").first.click()
    box = page.get_by_label("写清楚：几次？多少人？哪个单位？")
    box.fill("党委专题听取工会汇报4次")
    box.press("Enter")
    page.get_by_role("button", name="记入笔记，换上这句").click()
    page.locator("ins", has_text="4次").wait_for()
    shot(page, "question-answered")
    decide(page, "保留")
    saved_when(page, server, present=True, words="专题听取工会汇报4次")
    after = server.saved()
    assert EMPTY not in text_of(server)
    assert after.notes.text_of(ANSWERS) == "党委专题听取工会汇报4次"
    assert not [f for f in Writer().check(after).findings if f.kind == "unsourced-figure" and "4" in f.text]


def test_cut_padding_comes_back_byte_for_byte(server: Server, page: Page) -> None:
    report = report_of(server, untold=False)
    before = text_of(server)
    opened(page, server, report, "草稿")
    page.get_by_role("button", name="去套话").first.click(force=True)
    page.locator("del", has_text="狠抓落实").wait_for()
    shot(page, "padding-cut")
    decide(page, "撤销")
    assert text_of(server) == before


def test_an_empty_sentence_is_struck_and_brought_back(server: Server, page: Page) -> None:
    report = report_of(server, untold=False)
    before = text_of(server)
    opened(page, server, report, "核对")
    page.locator("[class*='st-key-repair-boilerplate']").get_by_role("button", name="删去").first.click()
    saved_when(page, server, present=False, words=EMPTY)
    assert text_of(server) == before.replace(EMPTY, "")
    page.get_by_role("button", name="撤销：").click()
    saved_when(page, server, present=True, words=EMPTY)
    assert text_of(server) == before
