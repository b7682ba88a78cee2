"""The preview for a person: reports, their parts, versions, what is left out and what was mended."""

from __future__ import annotations

from knowledge.preview import as_lines
from knowledge.understanding import understand
from tests.knowledge.test_understanding import LAND, UNION


def test_what_a_clerk_reads() -> None:
    raw = f"{UNION}\n。\n{LAND.replace('占补', '的.占补')}\n{UNION}"
    text = "\n".join(as_lines(understand("合集.txt", raw)))
    assert text.startswith("合集.txt：读出3份总结，其中有重复的，去掉重复是2份；不是正文的1行，修补1处。")
    assert "1. 第1—7行《镇工会工作总结》（乡镇工会年度总结，全年，与第3份是同一份总结的不同版本）" in text
    assert "     第6—7行 打算：三、下一步打算" in text
    assert "  第8行 只有标点：。" in text
    assert "句中的水印点：县下达的.占补平衡任务 → 县下达的占补平衡任务" in text


def test_an_empty_file() -> None:
    assert list(as_lines(understand("空.txt", ""))) == ["空.txt：读出0份总结；不是正文的0行，修补0处。"]
