"""Titles: which lines name a report, and what they are called without a collection's number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.titles import bare_title, is_title


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("甲镇总工会2024年工作总结", "甲镇总工会2024年工作总结"),
        ("# 甲镇总工会2024年工作总结", "甲镇总工会2024年工作总结"),
        ("篇三：甲镇总工会工作总结", "甲镇总工会工作总结"),
        ("【第三篇】甲镇总工会工作总结", "甲镇总工会工作总结"),
        ("甲镇总工会工作总结（三）", "甲镇总工会工作总结"),
        ("甲镇总工会工作总结篇3", "甲镇总工会工作总结"),
        ("二、甲镇总工会20xx年工作汇报", "甲镇总工会20xx年工作汇报"),
        ("国土所2023年工作总结及2024年工作计划", "国土所2023年工作总结及2024年工作计划"),
    ],
)
def test_titles(line: str, bare: str) -> None:
    assert is_title(line)
    assert bare_title(line) == bare


@pytest.mark.parametrize(
    "line",
    [
        "三、工作总结",
        "全镇有工会45家",
        "现将全年工作总结如下：",
        "年终对全年工作作了总结，表彰先进9人。",
        "总结",
        "（一）年中小结",
    ],
)
def test_no_titles(line: str) -> None:
    assert not is_title(line)


@given(st.text(alphabet="篇第三一：【】（）工作总结报告2024年# ", max_size=24))
def test_a_bare_title_stays_as_it_is(line: str) -> None:
    assert bare_title(bare_title(line)) == bare_title(line)
