"""A clerk's first report in a real Chromium against the real server on a free loopback port."""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.manuscript import Manuscript
from assistant.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
EXAMPLE = (ROOT / "examples" / "乡镇工会年度总结.txt").read_text(encoding="utf-8")
ALLOWED = re.compile(
    r"\b(?:Word|Excel|PDF|LibreOffice|Markdown|pdf|doc|xls|xlsx|csv|html|mht|rtf|zip|WPS|iso9000|ISO9000|ISO|txt|md|docx|https?|DeepSeek|deepseek-chat|KB|OpenAI|GLM|Kimi|Ollama|vLLM|llama|cpp|GB|T|A4|UTF)\b|\dKB\b"
)
EVIL = '镇工会2026年总结\n培训职工50人 <script>window.pwned=1</script>\n慰问20人 <img src=x onerror="window.pwned=1"> ![图](http://127.0.0.1:9/beacon.png)'
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists() and not os.environ.get("CI"), reason="没有 /usr/bin/chromium"),
    pytest.mark.timeout(240),
]
playwright_api = pytest.importorskip("playwright.sync_api", reason="没有安装 playwright")
Page = playwright_api.Page


class Server:
    """``youju app`` in a process of its own, with a home that outlives it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        code = f"from assistant.ui.launch import launch; launch({self.port}, open_browser=False)"
        env = {k: v for k, v in os.environ.items() if not k.startswith("YOUJU_")}
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, env={**env, "YOUJU_HOME": str(self.home)}
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("服务器没有起来")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)

    def saved(self) -> Manuscript:
        desk = Workspace(self.home)
        return desk.load(desk.entries()[0].id)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path / "home")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def page() -> Iterator[Page]:
    with playwright_api.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN", accept_downloads=True)
        context.set_default_timeout(60_000)
        yield context.new_page()
        browser.close()


def send(page: Page, text: str) -> None:
    box = page.locator('[data-testid="stChatInput"] textarea')
    box.fill(text)
    box.press("Enter")


def drafted(page: Page) -> None:
    page.locator(".st-key-paper .section mark").first.wait_for()
    page.get_by_text("要核对的").first.wait_for()


def visible_words(page: Page) -> str:
    """The page's visible text without icon fonts, whose ligatures are words only in the source."""
    return str(
        page.evaluate(
            """() => {
              const shown = node => {
                const style = getComputedStyle(node.parentElement);
                const range = document.createRange();
                range.selectNodeContents(node);
                return parseFloat(style.fontSize) > 0 && style.visibility === 'visible' && range.getClientRects().length > 0
                  && !node.parentElement.closest('[data-testid="stIconMaterial"], script, style');
              };
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              const words = [];
              while (walker.nextNode()) if (shown(walker.currentNode)) words.push(walker.currentNode.data);
              for (const field of document.querySelectorAll('input, textarea')) words.push(field.placeholder);
              return words.join(' ');
            }"""
        )
    )


def no_english(page: Page) -> None:
    words = ALLOWED.sub("", re.sub(r"https?://\S+|/[\w/.-]+", "", visible_words(page)))
    assert re.findall(r"[A-Za-z]{2,}", words) == []


def test_a_clerk_writes_a_first_report(server: Server, page: Page) -> None:
    page.goto(server.url)
    page.get_by_text("把今年的工作笔记粘贴进来").wait_for()
    no_english(page)
    send(page, EXAMPLE)
    drafted(page)
    no_english(page)
    before = server.saved().drafted()
    second = [s for s in before.sections if s.heading][1]

    send(page, "把第二部分改成三条")
    page.get_by_role("button", name="保留").click()
    page.get_by_role("button", name="保留").wait_for(state="detached")
    after = server.saved().drafted()
    assert after.section(second.id).text != second.text
    assert [s for s in after.sections if s.id != second.id] == [s for s in before.sections if s.id != second.id]

    address = page.url
    assert "report=" in address
    page.reload()
    drafted(page)
    assert after.title in page.locator("h1.title").inner_text()
    assert "把第二部分改成三条" in page.locator(".chat").inner_text()

    from docx import Document

    page.get_by_text("导出", exact=True).click()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Word（带批注）").click()
    assert caught.value.suggested_filename == f"{after.title}.docx"
    document = Document(io.BytesIO(Path(caught.value.path()).read_bytes()))
    words = "".join("".join(p.text.split()) for p in document.paragraphs)
    assert all("".join(s.text.split()) in words for s in after.sections)

    server.stop()
    server.start()
    page.goto(address)
    drafted(page)
    assert after.title in page.locator("h1.title").inner_text()
    page.goto(server.url)
    page.get_by_role("button", name=after.title[:10]).click()
    drafted(page)
    assert server.saved().drafted() == after


def test_a_receipt_shows_on_hover_and_is_no_part_of_the_text(server: Server, page: Page) -> None:
    page.goto(server.url)
    send(page, EXAMPLE)
    drafted(page)
    mark = page.locator(".section mark.sourced", has_text="1300人次").first
    assert not mark.locator(".receipt").is_visible()
    mark.hover()
    mark.locator(".receipt").wait_for()
    assert "劳动竞赛19次" in mark.locator(".receipt").inner_text()
    section = next(s for s in server.saved().drafted().sections if "1300人次" in s.text)
    page.mouse.move(5, 5)
    mark.locator(".receipt").wait_for(state="hidden")
    shown = page.locator(f".st-key-section-{section.id} .section").inner_text()
    assert "".join(shown.split()) == "".join(section.rendered().split())


def test_a_fact_is_corrected_in_the_table_and_the_draft_checked_anew(server: Server, page: Page) -> None:
    page.goto(server.url)
    send(page, EXAMPLE)
    drafted(page)
    page.locator(".st-key-views").get_by_text("事实表").click()
    page.locator('[data-testid="stDataFrame"] canvas').first.wait_for()
    page.wait_for_timeout(3000)  # the library is ready then, and nothing moves any more

    typing = page.locator("textarea.gdg-input")

    def put(text: str) -> None:
        for _ in range(5):  # the grid overlooks clicks while it is being drawn
            box = page.locator('[data-testid="stDataFrame"]').bounding_box()
            assert box is not None
            x, y = box["x"] + 270, box["y"] + 53  # the figure of the first row
            page.mouse.click(x, y)
            page.wait_for_timeout(400)
            page.mouse.dblclick(x, y, delay=60)
            page.wait_for_timeout(700)
            if typing.count():
                break
        typing.fill(text)
        typing.press("Enter")
        typing.wait_for(state="detached")
        page.wait_for_timeout(1000)
        page.get_by_role("button", name="保存改动").click()

    before = server.saved().facts
    put("很多")
    page.get_by_text("第1行：“很多”不是一个数字").wait_for()
    assert server.saved().facts == before
    page.wait_for_timeout(1500)
    put("98%")
    page.get_by_text("事实表已保存").wait_for()
    assert server.saved().facts[0].figure == "98%"
    page.locator(".st-key-views").get_by_text("草稿", exact=True).click()
    page.locator(".section mark.error").first.wait_for()


def test_hostile_notes_run_nothing_and_fetch_nothing(server: Server, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url)
    page.get_by_text("把今年的工作笔记粘贴进来").wait_for()
    send(page, EVIL.replace("\n", " \n"))
    page.locator(".st-key-paper .section").first.wait_for()
    page.locator(".st-key-views").get_by_text("事实表").click()
    page.get_by_text("笔记原文").wait_for()
    page.wait_for_timeout(1000)
    assert page.evaluate("window.pwned") is None
    assert all(url.startswith((server.url, "data:", "blob:")) for url in asked), asked
    assert page.locator("img[src*='beacon'], img[src='x']").count() == 0


def test_every_page_is_in_chinese(server: Server, page: Page) -> None:
    page.goto(server.url)
    page.get_by_text("把今年的工作笔记粘贴进来").wait_for()
    page.get_by_role("link", name="范文库").click()
    page.get_by_text("输入后按回车").wait_for()
    page.locator('[data-testid="stButtonGroup"]').get_by_text("添加").click()
    page.get_by_text("选择文件").first.wait_for()
    page.wait_for_timeout(500)
    no_english(page)
    page.get_by_role("link", name="设置").click()
    page.get_by_role("button", name="测试连接").wait_for()
    no_english(page)
    page.get_by_role("link", name="帮助").click()
    page.locator(".st-key-guide h1, .st-key-guide h2").first.wait_for()
    no_english(page)


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="这个系统没有 /proc/net/tcp")
def test_the_server_listens_on_this_machine_only(server: Server) -> None:
    port = f":{server.port:04X}"
    rows = [row.split() for name in ("tcp", "tcp6") for row in Path("/proc/net", name).read_text().splitlines()[1:]]
    listening = [row[1] for row in rows if row[1].endswith(port) and row[3] == "0A"]
    assert listening == [f"0100007F{port}"]


def test_padding_goes_in_one_click_and_the_change_is_shown(server: Server, page: Page) -> None:
    from assistant.writer import Writer

    desk, writer = Workspace(server.home), Writer()
    written = writer.write(writer.take(desk.new(), EXAMPLE))
    section = next(s for s in written.drafted().sections if s.heading)
    padded = f"高度重视，狠抓落实，统一思想，提高认识。{section.text.rstrip('。')}，有效提升了职工的满意度。"
    saved = desk.save(written.with_section(section.id, padded), "测试")
    page.goto(f"{server.url}/?report={saved.id}")
    page.get_by_text("去套话").first.wait_for(state="attached", timeout=60_000)
    page.get_by_text("去套话").first.click(force=True)
    page.locator("del", has_text="狠抓落实").wait_for(timeout=30_000)
    page.get_by_text("保留", exact=True).first.click()
    page.locator("del").first.wait_for(state="detached", timeout=30_000)
    assert server.saved().drafted().section(section.id).text == padded.split("。", 1)[1]
    page.locator("[data-testid=stButtonGroup] button", has_text="要核对的").first.click()
    page.get_by_text("是我的话，保留").first.wait_for(timeout=30_000)
