"""Receipts: by the sentence's text, kept through every change around it and gone with the first change of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.draft import Draft, Role, Section
from assistant.findings import Origin, Source
from assistant.manuscript import Manuscript
from assistant.receipts import Receipt, groundless, is_furniture, kept, merged, placed, sentence_spans

NOTE = Source(Origin.NOTES, "粘贴的笔记", 0, 4, "办了甲事")
FIRST, SECOND = Receipt("甲事办好了。", (NOTE,)), Receipt("乙事也办好了。", (NOTE,))
SECTION = Section("s1", Role.WORK, "一、工作", "甲事办好了。乙事也办好了。\n甲事办好了。", (FIRST, SECOND, FIRST))
DRAFT = Draft("总结", (Section("s0", Role.OPENING, "", "现将情况报告如下："), SECTION))


def test_each_receipt_stands_at_its_sentence() -> None:
    text = DRAFT.text()
    assert [(text[start:end], receipt) for start, end, receipt in DRAFT.receipts()] == [
        ("甲事办好了。", FIRST),
        ("乙事也办好了。", SECOND),
        ("甲事办好了。", FIRST),
    ]


def test_a_sentence_typed_anew_loses_its_receipt_and_the_others_keep_theirs() -> None:
    manuscript = Manuscript("m", draft=DRAFT).with_section("s1", "甲事办好了。乙事还没办好。\n甲事办好了。")
    section = manuscript.drafted().section("s1")
    assert section.receipts == (FIRST, FIRST)
    assert manuscript.with_section("s1", section.text + "另记。").drafted().section("s1").receipts == (FIRST, FIRST)


def test_new_receipts_come_before_old_ones_unless_they_name_nothing() -> None:
    bare = Receipt("甲事办好了。")
    assert kept(merged([bare], [FIRST]), "甲事办好了。") == (FIRST,)
    assert kept(merged([bare], []), "甲事办好了。") == (bare,)
    assert kept(merged([], [FIRST]), "甲事办好了。丙。") == (FIRST,)


def test_a_gap_ends_no_sentence() -> None:
    text = "今年【待补充：办了几期？多少人？】培训班。完。"
    assert [text[a:b] for a, b in sentence_spans(text)] == ["今年【待补充：办了几期？多少人？】培训班。", "完。"]


@pytest.mark.parametrize(
    "sentence",
    [
        "现将我镇工会2024年工作情况报告如下：",
        "主要存在以下问题：",
        "（一）职工维权",
        "【待补充：明年打算做哪几件事？】",
        "主要做好以下工作：",
    ],
)
def test_furniture_needs_no_receipt(sentence: str) -> None:
    assert is_furniture(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "开展了劳动竞赛。",
        "有效提升了职工素质。",
        "一年来，各项工作取得新成效，现就下一步努力奋斗。",
        "深入各工地检查，【待补充：几次？】。",
        "走访企业37家。",
    ],
)
def test_what_claims_something_is_no_furniture(sentence: str) -> None:
    assert not is_furniture(sentence)
    assert list(groundless([(0, 1, Receipt(sentence))]))


@given(st.text("甲乙。！\n【】？，", max_size=30), st.lists(st.sampled_from([FIRST, SECOND]), max_size=4))
def test_what_is_kept_is_kept_again(text: str, receipts: list[Receipt]) -> None:
    once = kept(receipts, text)
    assert kept(once, text) == once
    assert [text[a:b] for a, b, _ in placed(once, text)] == [receipt.sentence for receipt in once]
