"""Mending: what scraping broke is put right, what is in doubt stays, and mending twice changes nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.mending import first_item, joined, joins, mended


@pytest.mark.parametrize(
    ("line", "text", "why"),
    [
        ("维护教职工的.利益", "维护教职工的利益", "句中的水印点"),
        ("维护教职工的`利益", "维护教职工的利益", "句中的水印点"),
        ("重的'稿子少，调整的'旧政策", "重的稿子少，调整的旧政策", "句中的水印点"),
        ("成立委员会；。", "成立委员会；", "重复的标点"),
        ("1、、继续抓好", "1、继续抓好", "重复的标点"),
        ("回顾2019019年工作", "回顾2019年工作", "重复的年份"),
        ("开展“安康杯“活动两次", "开展“安康杯”活动两次", "引号方向"),
        ("在镇党委。政府的领导下", "在镇党委、政府的领导下", "顿号成了句号"),
        ("截至目前。我所办件326户", "截至目前，我所办件326户", "逗号成了句号"),
        ("建会&nbsp;9家<br/>", "建会 9家", "网页代码"),
        ("建会9家。（本文来源：文秘网）", "建会9家。", "网站加的话"),
    ],
)
def test_examples(line: str, text: str, why: str) -> None:
    after, repairs = mended(7, line)
    assert after == text
    assert {(r.line, r.why) for r in repairs} == {(7, why)}
    assert all(r.before in line and r.before != r.after for r in repairs)


@pytest.mark.parametrize(
    "line",
    [
        "所谓的'三化'建设",
        "一.加强组织建设",
        "完成3.5公里",
        "卡尔·马克思的《资本论》",
        "等等。。。。。。",
        "“安康杯”“工人先锋号”",
        "2010年至2011年",
        "x2<3且5>4",
        "经费不足。政府补贴",
    ],
)
def test_what_is_in_doubt_stays(line: str) -> None:
    assert mended(1, line) == (line, [])


def test_a_letter_for_a_one() -> None:
    assert first_item(3, "l、认真做好建会")[0] == "1、认真做好建会"
    assert first_item(3, "领导重视") == ("领导重视", [])


BEFORE = "工业园区的企业大多续签了集体"
AFTER = "以及工价协议，职工心里有了底。"
PROSE = ["全年签订集体合同50份，覆盖职工2300人。", "慰问困难职工20户，发放慰问金1万元。"]


@pytest.mark.parametrize("stop", ["。", ""])
def test_a_torn_sentence_is_joined(stop: str) -> None:
    lines = [PROSE[0], BEFORE + stop, "合同" + stop, AFTER, PROSE[1]]
    assert joins(lines) == {1}
    assert joined(lines[1:4]) == BEFORE + "合同" + AFTER


@pytest.mark.parametrize(
    "lines",
    [
        ["全年新建工会9家，发展会员300人。", "帮扶救助。", "春节前慰问困难职工20户。"],
        ["一、组织建设", "合同。", "全年签订集体合同50份。"],
        ["全年新建工会9家，发展会员300人。", "合同。", "二、帮扶救助"],
        [BEFORE + "。", "合同", AFTER],
    ],
)
def test_what_may_be_a_heading_is_left_alone(lines: list[str]) -> None:
    assert joins(lines) == set()


@given(st.text(alphabet="的.'`“”。；、，工会党委政府2019年化&nbsp;amp<br>l1", max_size=60))
def test_twice_is_as_once_and_letters_stay(line: str) -> None:
    once, _ = mended(1, line)
    assert mended(1, once) == (once, [])
    assert re.findall(r"[\u4e00-\u9fff]", once) == re.findall(r"[\u4e00-\u9fff]", line)
