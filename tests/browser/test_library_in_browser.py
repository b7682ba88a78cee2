"""A clerk takes a scraped collection into the library, in a real Chromium: looks, corrects, adds, finds, deletes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.test_first_report import Page, Server, no_english, page, pytestmark, server
from tests.knowledge.test_proposals import TWO

__all__ = ["page", "pytestmark", "server"]


def view(page: Page, name: str) -> None:
    page.locator('[data-testid="stButtonGroup"]').get_by_text(name, exact=True).click()


def test_a_collection_is_looked_at_corrected_added_found_and_deleted(
    server: Server, page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "合集.txt"
    file.write_text(f"欢迎阅读。\n{TWO}", encoding="utf-8")
    page.goto(f"{server.url}/library")
    page.get_by_text("输入后按回车").wait_for(timeout=60_000)
    no_english(page)
    view(page, "添加")
    page.locator('input[type="file"]').set_input_files(str(file))
    page.get_by_role("button", name="看看里面有什么").click()
    page.get_by_text("1个文件里读出2篇总结，1行不是正文").wait_for()
    page.wait_for_timeout(800)
    no_english(page)
    _type_into(page, row=0, x=300, text="改过的题目")
    page.wait_for_timeout(1500)  # the cell is drawn anew before the next one is touched
    _tick(page, row=1)
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="添加这1篇").click()
    page.get_by_text("已添加1篇").wait_for()
    view(page, "浏览")
    page.get_by_role("button", name="改过的题目").click()
    page.get_by_text("取自").wait_for()
    page.get_by_text("合集.txt，第2—9行").wait_for()
    assert page.get_by_text("开头部分").count() == 1
    no_english(page)
    page.get_by_text("← 返回").click()
    view(page, "找一段")
    page.get_by_placeholder("用自己的话说").fill("货船船员入会")
    page.keyboard.press("Enter")
    page.get_by_text("《改过的题目》").first.wait_for()
    page.get_by_text("共同词：").first.wait_for()
    page.get_by_role("button", name="看整篇").first.click()
    page.get_by_text("删除这一篇").click()
    page.get_by_role("button", name="确定删除").click()
    page.get_by_text("已从范文库删除《改过的题目》").wait_for()
    view(page, "统计")
    page.get_by_text("各类有多少篇").wait_for()
    page.wait_for_timeout(1500)
    assert page.locator('[data-testid="stVegaLiteChart"] svg, [data-testid="stVegaLiteChart"] canvas').count() >= 3
    no_english(page)


def _cell(page: Page, row: int, x: int) -> tuple[float, float]:
    box = page.locator('[data-testid="stDataFrameResizable"]').bounding_box()
    assert box is not None
    return box["x"] + x, box["y"] + 38 + 35 * row + 15


def _type_into(page: Page, *, row: int, x: int, text: str) -> None:
    page.mouse.dblclick(*_cell(page, row, x))
    page.wait_for_timeout(800)  # the cell opens; what is typed before that is lost
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_timeout(800)


def _tick(page: Page, *, row: int) -> None:
    page.mouse.click(*_cell(page, row, 38))
    page.wait_for_timeout(800)


@pytest.mark.parametrize("width", [1440, 900])
def test_nothing_is_cut_off_at_the_side(server: Server, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{server.url}/library")
    page.get_by_text("输入后按回车").wait_for(timeout=60_000)
    for name, sign in (("浏览", "共有范文"), ("添加", "谁写的"), ("统计", "各类有多少篇"), ("找一段", "输入后按回车")):
        view(page, name)
        page.get_by_text(sign).first.wait_for()
        page.wait_for_timeout(600)
        wide = page.evaluate(
            "() => { const main = document.querySelector('[data-testid=\"stMain\"]'); return main.scrollWidth - main.clientWidth; }"
        )
        assert wide <= 1, name
