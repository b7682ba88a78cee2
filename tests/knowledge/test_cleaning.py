"""Cleaning: what no author wrote goes, everything else stays, and cleaning twice changes nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cleaning import clean
from knowledge.reports import built_in_reports


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        (
            "\u3000\u3000今年建会9家。  \r\n\r\n\r\n\r\n新增会员300人。\t\n",
            "今年建会9家。\n\n新增会员300人。",
        ),
        ("维护教职工的.利益，围绕党的'工作大局", "维护教职工的利益，围绕党的工作大局"),
        ("所谓的'三化'建设", "所谓的'三化'建设"),
        ("一.加强组织建设", "一.加强组织建设"),
        ("完成3.5公里，增长2.1%", "完成3.5公里，增长2.1%"),
        ("精准扶贫·决胜全面小康", "精准扶贫·决胜全面小康"),
        ("第一行\n。\n欢迎阅读。\n第二行", "第一行\n第二行"),
        ("工会是职工的家。下面是小编搜集整理的乡镇工会总结。\n全镇有工会45家。", "全镇有工会45家。"),
        ("职工书屋全年接待310人次。更多精彩请关注本站。", "职工书屋全年接待310人次。"),
        ("以下是几篇范文，欢迎参考。\n全镇有工会45家。", "全镇有工会45家。"),
        ("欢迎参考书目入库的职工书屋，全年接待310人次。", "欢迎参考书目入库的职工书屋，全年接待310人次。"),
        ("村名\t户数\n甲村\t 30 ", "村名\t户数\n甲村\t30"),
        ("为期\u200b3天\ufeff", "为期3天"),
    ],
)
def test_examples(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize("report", built_in_reports(), ids=lambda report: report.document)
def test_our_own_samples_have_nothing_to_clean(report) -> None:
    assert clean(report.text) == report.text


@given(st.text(alphabet="工会的今年建会9家3.5%，。；、'. \n\t\u3000\r一（）", max_size=120))
def test_twice_is_as_once_and_no_figure_is_touched(raw: str) -> None:
    once = clean(raw)
    assert clean(once) == once
    assert re.findall(r"\d", once) == re.findall(r"\d", raw)
    assert re.findall(r"[\u4e00-\u9fff]", once) == re.findall(r"[\u4e00-\u9fff]", raw)
