"""Headings and list numbers: what a line begins with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.headings import heading_of, mark_of, marks_of


@pytest.mark.parametrize(
    ("line", "style", "value"),
    [
        ("一、组织建设", "cn", 1),
        ("十二、其他", "cn", 12),
        ("二十三．其他", "cn", 23),
        ("（三）维权", "(cn)", 3),
        ("(三)、维权", "(cn)", 3),
        ("4.走访企业", "1", 4),
        ("4、走访企业", "1", 4),
        ("5.3月底前完成", "1", 5),
        ("（2）入会", "(1)", 2),
        ("③ 慰问", "①", 3),
        ("五是经费", "是", 5),
        ("其次，抓培训", "首", 2),
        ("第二，入会难", "第", 2),
        ("7月：补齐监控", "月", 7),
        ("第一部分 总体情况", "part", 1),
        ("## 组织建设", "hash", 0),
    ],
)
def test_marks(line: str, style: str, value: int) -> None:
    mark = mark_of(line)
    assert mark is not None
    assert (mark.style, mark.value) == (style, value)


@pytest.mark.parametrize("line", ["3.5公里道路完工", "一季度收入", "全年建会9家", "2024年", "12月底", ""])
def test_no_mark(line: str) -> None:
    assert mark_of(line) is None


def test_a_figure_after_item_two_is_item_three() -> None:
    lines = ["1.收入增长", "2.成本下降", "3.11部电梯更换4部"]
    assert [mark.value if mark else 0 for mark in marks_of(lines)] == [1, 2, 3]
    assert marks_of(["3.11部电梯更换4部"]) == [None]


@pytest.mark.parametrize(
    ("line", "heading", "level", "bare"),
    [
        ("一、组织建设", "一、组织建设", 1, True),
        ("二、目标完成情况和主要做法。", "二、目标完成情况和主要做法", 1, True),
        ("（一）粮食。种小麦4.70万亩。", "（一）粮食", 2, False),
        ("1.园区企业。上门38家。", "1.园区企业", 3, False),
        ("一、建会进展顺利，全年建会9家。", "", 0, False),
        ("三、推进企业民主管理，在规模以上企业推行厂务公开和工价协商。", "", 0, False),
        ("全年建会9家。", "", 0, False),
    ],
)
def test_headings(line: str, heading: str, level: int, bare: bool) -> None:
    found = heading_of(line)
    assert (found.text, found.level, found.bare) == (heading, level, bare)


def test_a_bare_line_is_a_heading_only_where_it_may_be() -> None:
    assert heading_of("春季学期").level == 0
    assert heading_of("春季学期", may_be_bare=True).level == 1
    assert heading_of("春季学期共上课20周。", may_be_bare=True).level == 0


@given(st.text(alphabet="一二十百（）、.1②第是首先# 月：", max_size=12))
def test_a_mark_ends_inside_its_line(line: str) -> None:
    mark = mark_of(line)
    assert mark is None or 0 < mark.end <= len(line)


def test_a_heading_is_shown_without_the_marks_of_markdown() -> None:
    assert heading_of("## 一、组织建设").text == "一、组织建设"
    assert heading_of("### 组织建设").bare
