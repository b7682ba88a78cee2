"""The choices under a claim without source, in a real Chromium: strike, keep as one's own word, answer; each can be taken back and outlives a restart."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.manuscript import Manuscript
from assistant.repairs.proposing import ANSWERS, OWN_WORDS
from assistant.workspace import Workspace
from assistant.writer import Writer
from tests.browser.test_first_report import CHROMIUM, EXAMPLE, Page, Server, page, server

__all__ = ["page", "server"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists() and not os.environ.get("CI"), reason="没有 /usr/bin/chromium"),
    pytest.mark.timeout(240),
]
TAILS = (
    "有效提升了职工的满意度",
    "显著增强了队伍的凝聚力",
    "为企业发展提供了坚实保障",
    "赢得了社会各界的广泛好评",
    "进一步激发了职工的工作热情",
    "营造了和谐稳定的良好氛围",
    "切实维护了职工的合法权益",
    "职工幸福感不断提升",
)


@pytest.fixture
def report(server: Server) -> Manuscript:
    """An offline draft of the example whose first section ends in effects that nobody stated."""
    desk, writer = Workspace(server.home), Writer()
    written = writer.write(writer.take(desk.new(), EXAMPLE))
    section = next(s for s in written.drafted().sections if s.heading)
    return desk.save(written.with_section(section.id, f"{section.text.rstrip('。')}，{'，'.join(TAILS)}。"), "测试")


def opened(page: Page, server: Server, report: Manuscript) -> None:
    page.goto(f"{server.url}/?report={report.id}")
    page.locator(".st-key-views").get_by_text("核对").first.click()
    page.get_by_role("button", name="是我的话，保留").first.wait_for()


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("YOUJU_SHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def text_of(server: Server) -> str:
    return server.saved().drafted().text()


def saved_when(page: Page, server: Server, *, present: bool, words: str) -> None:
    for _ in range(60):
        if (words in text_of(server)) == present:
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"{words} {'没有出现' if present else '还在'}")


def test_a_claim_is_struck_and_brought_back(server: Server, page: Page, report: Manuscript) -> None:
    opened(page, server, report)
    shot(page, "claims-listed")
    assert page.get_by_text("处类似").first.is_visible()
    before = text_of(server)
    page.get_by_role("button", name="删去").first.click()
    saved_when(page, server, present=False, words=TAILS[0])
    page.get_by_role("button", name="撤销：").wait_for()
    shot(page, "claim-struck")
    page.get_by_role("button", name="撤销：").click()
    saved_when(page, server, present=True, words=TAILS[0])
    assert text_of(server) == before


def test_a_kept_claim_is_a_note_and_stays_one(server: Server, page: Page, report: Manuscript) -> None:
    opened(page, server, report)
    page.get_by_role("button", name="是我的话，保留").first.click()
    page.get_by_role("button", name="撤销：").wait_for()
    shot(page, "claim-kept")
    kept = server.saved()
    (note,) = [n for n in kept.evidence.notes.items if n.document == OWN_WORDS]
    assert note.text.strip() == TAILS[0]
    assert TAILS[0] not in [f.text for f in Writer().check(kept).findings if f.kind == "unsourced-claim"]

    server.stop()
    server.start()
    opened(page, server, report)
    assert server.saved() == kept
    listed = page.locator(".st-key-paper, [data-testid='stMain']").first.inner_text()
    assert "没有说有这个效果" in listed
    assert f"“{TAILS[0]}”请删去" not in listed


def test_a_kept_claim_is_taken_back(server: Server, page: Page, report: Manuscript) -> None:
    opened(page, server, report)
    page.get_by_role("button", name="是我的话，保留").first.click()
    page.get_by_role("button", name="撤销：").click()
    page.get_by_role("button", name="撤销：").wait_for(state="detached")
    assert [n for n in server.saved().evidence.notes.items if n.document == OWN_WORDS] == []


def test_an_answer_takes_the_place_of_the_claim(server: Server, page: Page, report: Manuscript) -> None:
    opened(page, server, report)
    page.get_by_role("button", name="补一句").first.click()
    box = page.get_by_label("写清楚：几次？多少人？哪个单位？")
    box.fill("问卷收回320份，满意的301份")
    box.press("Enter")
    page.get_by_role("button", name="记入笔记，换上这句").click()
    page.get_by_role("button", name="保留", exact=True).wait_for()
    shot(page, "claim-answered")
    page.get_by_role("button", name="保留", exact=True).click()
    saved_when(page, server, present=True, words="320份")
    after = server.saved()
    assert TAILS[0] not in after.drafted().text()
    assert any(n.document == ANSWERS and "320份" in n.text for n in after.evidence.notes.items)
