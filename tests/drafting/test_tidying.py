"""Tidying: what chat models wrap around prose comes off, whatever way the stream is cut up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.tidying import Tidied

HEADING, TITLE = "一、职工维权", "镇工会年度工作总结"
OTHERS = ["二、生产竞赛和培训", "三、组织建设"]


def tidied(text: str, size: int = 0) -> str:
    stream = Tidied(HEADING, TITLE, OTHERS)
    pieces = [text[at : at + size] for at in range(0, len(text), size)] if size else [text]
    return "".join(map(stream.feed, pieces)) + stream.close()


CASES = [
    ("签订{F12}。", "签订{F12}。"),
    ("**签订**`{F12}`，\\{F3\\}家。", "签订{F12}，{F3}家。"),
    ("一、职工维权\n签订{F12}。", "签订{F12}。"),
    ("## 一、职工维权\n\n签订{F12}。\n\n\n新增{F4}。", "签订{F12}。\n新增{F4}。"),
    ("**职工维权**\n签订{F12}。", "签订{F12}。"),
    ("一、职工维权。今年签订工资集体协议{F12}，集体合同续签{F2}，都按期完成。",
     "今年签订工资集体协议{F12}，集体合同续签{F2}，都按期完成。"),
    ("职工维权工作全面推开。", "职工维权工作全面推开。"),
    ("镇工会年度工作总结\n一、职工维权\n签订。", "签订。"),
    ("```markdown\n签订{F12}。\n```", "签订{F12}。"),
    ("好的，以下是“一、职工维权”的正文：\n\n签订{F12}。", "签订{F12}。"),
    ("签订{F12}。\n\n注：以上数字均来自笔记。", "签订{F12}。"),
    ("签订{F12}。\n（注：未提供去年数）", "签订{F12}。"),
    ("签订{F12}。\n二、生产竞赛和培训\n竞赛{F20}。\n还有。", "签订{F12}。"),
    ("### （一）集体合同\n续签{F2}。\n**（二）民主管理**\n建制{F7}。", "（一）集体合同\n续签{F2}。\n（二）民主管理\n建制{F7}。"),
    ("- 续签{F2}。\n* 建制{F7}。\n1. 检查。", "续签{F2}。\n建制{F7}。\n1. 检查。"),
    ("　　续签{F2}。\r\n　　建制{F7}。  \n", "续签{F2}。\n建制{F7}。"),
    ("<正文>\n续签{F2}。\n</正文>", "续签{F2}。"),
    ("到〔地名〕慰问〔数〕。", "到【待补充：地名】慰问【待补充：数】。"),
    ("根据检查结果整改{F3}，其余已经完成，没有遗留问题，企业都签了字，职工代表参加了全过程。",
     "根据检查结果整改{F3}，其余已经完成，没有遗留问题，企业都签了字，职工代表参加了全过程。"),
    ("**修改后的正文如下：**\n\n签订{F12}。", "签订{F12}。"),
    ("根据以上摸底结果，新建工会{F3}。", "根据以上摸底结果，新建工会{F3}。"),
    ("现将我镇工会主要工作情况汇报如下：\n当然，也有没办成的事。", "现将我镇工会主要工作情况汇报如下：\n当然，也有没办成的事。"),
    ("调整后的规划面积为{F3}。", "调整后的规划面积为{F3}。"),
    ("面积3*4米，约____年建成。", "面积3*4米，约____年建成。"),
    ("\n\n", ""),
    ("一、职工维权\n", ""),
    ("---\n签订。\n---", "签订。"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "clean"), CASES)
@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 30])
def test_only_the_prose_is_left(text: str, clean: str, size: int) -> None:
    assert tidied(text, size) == clean


@given(st.text(alphabet="一、职工维权签订{F12}。\n*`#-〔数〕好的，以下是：注<正文>/ ", max_size=120), st.integers(1, 9))
def test_however_the_stream_is_cut_the_text_is_the_same(text: str, size: int) -> None:
    assert tidied(text, size) == tidied(text)


def test_a_line_streams_on_before_it_ends() -> None:
    stream = Tidied(HEADING, TITLE, OTHERS)
    assert stream.feed("今年镇工会在维护职工权益方面做了以下几件事，先后开展了集体合同续签，") != ""
    assert stream.feed("工资集体协议") == "工资集体协议"
