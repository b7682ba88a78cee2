"""Reading mentions: every kind of the contract's table (``figures.md`` §1), exact offsets, and texts made to hurt."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures import reading
from assistant.figures.mentions import Kind, Qualifier
from assistant.figures.reading import figures, read, read_ones

KINDS = {
    Kind.QUANTITY: "50家 1300人次 83万元 2.54万亩 三家 两场 0.5分 3000平方 近5000名 40余人次 2.23亿元 4—5所 98万余元 8200余 一年半 3个半 十几个 "
    "近3270万元 3000余万元 三千九百一十三万千瓦时 三四百亩 上万人 数百户 十余场 1,300人 １３００人 二十三点五吨 500万以上 22000立方米 80元/亩",
    Kind.PERCENT: "95% 15.01﹪ 百分之九十 九成 100﹪ 10%-15% 3-5% 90﹪以上 百分之二十三点五 4.5‰",
    Kind.POINTS: "6.8个百分点 十五个百分点",
    Kind.MULTIPLE: "2.8倍 翻两番 三分之二 1.5倍",
    Kind.DATE: "2023年 6月上旬 10月底 8月4日至15日 一季度 2023年6月 1-10月 2024.5.8 二〇二四年 2023-2024学年 3月份 前三季度 14:30",
    Kind.ORDINAL: "第二 前十名 第三届 第一名 第12期",
    Kind.REFERENCE: "办发〔2020〕17号 ISO9001 国发〔2021〕3号 GB/T9704-2012",
    Kind.NAME: "三严三实 十九大 十八届五中全会 第一书记 三农 一把手 12.4法制宣传日 3+1模式 12345热线 五色印刷机 三中队 举一反三 五一 十四五 七年级 5G",
    Kind.PLACEHOLDER: "xx人 ×× ____年 20xx年 71.20xx 某某 【待补充】 2xx3年 2620__元",
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts.split()])
def test_each_form_is_one_mention_of_its_kind(kind: Kind, text: str) -> None:
    padded = f"我单位{text}，"
    found = [m for m in read(padded) if m.start < 3 + len(text)]
    assert [(m.kind, m.text) for m in found] == [(kind, text)]


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("2.23亿元", "223000000", "元", Qualifier.EXACT),
        ("98万余元", "980000", "元", Qualifier.OVER),
        ("近5000名", "5000", "名", Qualifier.UNDER),
        ("40余人次", "40", "人次", Qualifier.OVER),
        ("3.2万亩", "32000", "亩", Qualifier.EXACT),
        ("5千克", "5", "千克", Qualifier.EXACT),
        ("二十三点五吨", "23.5", "吨", Qualifier.EXACT),
        ("约三百户", "300", "户", Qualifier.ABOUT),
        ("600人左右", "600", "人", Qualifier.ABOUT),
        ("500元以内", "500", "元", Qualifier.WITHIN),
        ("不少于2次", "2", "次", Qualifier.OVER),
        ("上万人", "10000", "人", Qualifier.MAGNITUDE),
        ("九成", "90", "%", Qualifier.EXACT),
        ("翻两番", "4", "倍", Qualifier.EXACT),
        ("三万五千户", "35000", "户", Qualifier.EXACT),
        ("2亿3000万元", "230000000", "元", Qualifier.EXACT),
        ("3个半月", "3.5", "月", Qualifier.EXACT),
    ],
)
def test_values_units_and_qualifiers(text: str, value: str, unit: str, qualifier: Qualifier) -> None:
    (found,) = read(text)
    assert (found.value, found.unit, found.qualifier, found.text) == (Decimal(value), unit, qualifier, text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("4—5所", 4, 5),
        ("2-3次", 2, 3),
        ("四五所", 4, 5),
        ("3万至5万元", 30000, 50000),
        ("10%-15%", 10, 15),
        ("十七八岁", 17, 18),
    ],
)
def test_ranges_have_two_ends(text: str, low: int, high: int) -> None:
    (found,) = read(text)
    assert (found.value, found.high, found.text) == (low, high, text)


@pytest.mark.parametrize(
    "text",
    ["过半企业", "老百姓十分满意", "统一思想", "一些问题", "单位：万元", "半年", "全年", "今年上半年", "唯一", "一系列活动", "一家一户",
     "人均收入", "完成任务", "万一", "千方百计", "老师成长", "二话不说"],
)  # fmt: skip
def test_words_that_state_no_figure(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("一、加强领导", ["一、"]),
        ("（二）抓培训", ["（二）"]),
        ("1.建会", ["1."]),
        ("3、走访50户", ["3、"]),
        ("一是抓建会；二是抓维权。", ["一是", "二是"]),
        ("主要做了以下三方面工作", ["三方面"]),
        ("做到五个注重：一是注重学习", ["五个", "一是"]),
        ("分为三个部分:一、专项基金;二、爱心基金", ["三个部分", "一、", "二、"]),
    ],
)
def test_markers_and_own_counts_are_structure(text: str, marks: list[str]) -> None:
    assert [m.text for m in read(text) if m.kind is Kind.STRUCTURE] == marks


def test_quoted_terms_are_names_without_their_quotation_marks() -> None:
    text = "落实“两个普遍”，学习“十三五”规划，给“50家”困难企业"
    found = [(m.kind, m.text) for m in read(text)]
    assert found == [(Kind.NAME, "两个普遍"), (Kind.NAME, "十三五"), (Kind.QUANTITY, "50家")]


def test_one_with_a_classifier_is_kept_apart() -> None:
    text = "召开一次动员会，修路一公里"
    assert [m.text for m in read(text)] == ["一公里"]
    assert [m.text for m in read_ones(text)] == ["一次"]


def test_change_is_two_figures_and_no_range() -> None:
    assert [m.text for m in figures("从45家增加到50家，35→4")] == ["45家", "50家", "35", "4"]


def test_markdown_bold_is_no_gap() -> None:
    assert [m.kind for m in read("**50家**企业")] == [Kind.QUANTITY]


ALPHABET = st.sampled_from(
    list(
        "0123456789０５一二三十百千万亿两半第前近约余多%﹪.,，。、年月日至到—-~个家人次元亩倍成xX_*×“”（）()①\n\t 的是各建会A"
    )
)


@given(st.text(ALPHABET, max_size=80))
def test_offsets_always_slice_to_text_in_order(text: str) -> None:
    end = 0
    for m in read(text):
        assert text[m.start : m.end] == m.text
        assert end <= m.start < m.end
        end = m.end


@given(st.text(max_size=200))
def test_no_text_crashes_reading(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 1_000_000,
        "一、" * 100_000,
        "一" * 200_000,
        "（一）" * 60_000,
        "xx" * 200_000,
        "2024年" * 60_000,
        "“" * 200_000,
        "一、5家\n" * 60_000,
        "\n" * 300_000,
    ],
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    """Ten times less text may not be much more than ten times quicker: nothing quadratic hides in a pattern."""
    short = text[: len(text) // 10]
    read("热身1家")

    def cost(sample: str) -> float:
        reading._parted.cache_clear()
        reading._in_line.cache_clear()
        start = time.process_time()
        read(sample)
        return time.process_time() - start

    assert cost(text) < 40 * max(min(cost(short), cost(short)), 0.002)
