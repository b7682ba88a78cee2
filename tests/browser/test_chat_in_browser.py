"""What a hurried clerk types into the chat, in a real Chromium: offline, and before a slow and a failing model."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import load
from tests.browser.test_first_report import (  # noqa: F401 - fixtures
    EXAMPLE,
    Page,
    Server,
    drafted,
    page,
    pytestmark,
    send,
    server,
)
from tests.fake_endpoint import FakeEndpoint, Reply, Request
from tests.test_model_path import copied

OFFLINE = (
    ("再具体点", "没看出要改哪一部分"),
    ("第三部份太长", "已没有可以去掉的套话和括注"),
    ("把存在的问题改成三条", "改后3条"),
    ("撤消", "仍是原来的文字"),
    ("加上:11月又建会2家", "标绿"),
    ("保留", "已保留"),
    ("去年的数是多少", "45家"),
    ("建会不是9家是10家", "改为10家"),
    ("不对，改回去", "已撤销“改正数字”"),
    ("哪个数没出处", "没有标红的地方"),
    ("为什么标红", "没有标红的地方"),
    ("标题该成某某镇工会2026年总结", "标题已改为“某某镇工会2026年总结”"),
    ("咋导出啊", "导出"),
    ("这事儿吧", "请在下面点一下"),
)


def answered(page: Page, server: Server, text: str) -> str:  # noqa: F811
    """Say something and return what is answered, all of it that is not a count of tokens."""
    before = len(server.saved().chat)
    page.locator('[data-testid="stChatInput"] textarea:not([disabled])').wait_for()
    send(page, text)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        new = server.saved().chat[before:]
        if len(new) > 1 and new[-1].speaker.value == "assistant":
            page.locator(".bubble.theirs", has_text=new[-1].text.split("\n", maxsplit=1)[0][:20]).last.wait_for()
            return "\n".join(message.text for message in new if message.speaker.value == "assistant")
        time.sleep(0.1)
    raise AssertionError(f"“{text}”没有得到回答")


def test_what_a_clerk_says_offline(server: Server, page: Page) -> None:  # noqa: F811
    page.goto(server.url)
    page.get_by_text("把今年的工作笔记粘贴进来").wait_for()
    send(page, EXAMPLE)
    drafted(page)
    lines = len(server.saved().notes.lines())
    for text, told in OFFLINE:
        assert told in answered(page, server, text), text
        page.wait_for_timeout(600)
    assert len(server.saved().notes.lines()) == lines + 1, "only the one note was taken for a note"
    assert "11月又建会2家" in server.saved().drafted().text()
    assert page.get_by_text("当作修改要求").is_visible()
    page.reload()
    page.get_by_text("当作修改要求").wait_for()
    page.locator("mark.basis").nth(5).wait_for()


@pytest.fixture
def endpoint() -> Iterator[FakeEndpoint]:
    with FakeEndpoint() as running:
        yield running


def test_a_slow_model_is_stopped_and_a_failing_one_loses_no_word(
    endpoint: FakeEndpoint,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    page: Page,  # noqa: F811
) -> None:
    def answer(request: Request) -> Reply:
        return Reply(copied(request)) if "<现有文字>" not in request.text else Reply("全年办劳动竞赛19次。")

    endpoint.answer = answer
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("YOUJU_HOME", str(home))
    load().save(base_url=endpoint.url, model="m")
    running = Server(home)
    running.start()
    try:
        page.goto(running.url)
        page.get_by_text("把今年的工作笔记粘贴进来").wait_for()
        send(page, EXAMPLE)
        drafted(page)
        before = running.saved().drafted()
        endpoint.answer = Reply('{"intent": "ask"}', pause=20)
        page.locator('[data-testid="stChatInput"] textarea:not([disabled])').wait_for()
        send(page, "感觉差点意思")
        page.get_by_role("button", name="停下").click()
        page.get_by_role("button", name="当作笔记").wait_for()
        assert "已停下模型“m”" in running.saved().chat[-1].text
        endpoint.answer = Reply(status=500)
        told = answered(page, running, "第一部分写得再具体点")
        assert "自己出了故障（500）" in told
        assert running.saved().drafted() == before
        assert [m.text for m in running.saved().chat].count("感觉差点意思") == 1
    finally:
        running.stop()
