"""Ways of keeping notes that plain offices have: parts of an amount, verbs behind amounts, rates without a sign."""

from __future__ import annotations

import pytest

from assistant.figures.arithmetic import slips
from assistant.figures.clauses import places
from assistant.figures.provenance import judge
from assistant.figures.record import record
from assistant.figures.verdicts import Status


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        (
            "总收入1420万，财政补助518，医疗收入886，其他16",
            "总收入1420万元，其中财政补助518万元、医疗收入886万元、其他16万元。",
        ),
        ("老欠的46万收回19万", "陈欠46万元已收回19万元。"),
        ("老账41万报了3回", "老账41万元已上报3次。"),
        ("一类苗接种率都在95以上", "一类疫苗接种率均在95%以上。"),
        (
            "合格率99.93%\n漏损率：上年14.6%，本年11.9%",
            "合格率99.93%。漏损率方面，上年14.6%，本年11.9%，下降2.7个百分点。",
        ),
        ("妇女微家 从4个到9个", "妇女微家由4个增加到9个。"),
        ("1月\n5号开站务会\n14号半夜去黄家沟", "1月5日召开站务会。14号半夜去黄家沟。"),
        ("2024年\n23年应收372.5万，实收349.78万", "2023年应收372.5万元，实收349.78万元。"),
        ("编制16 在编14\n民生档案进系统 16类", "人员编制16，在编14人。"),
        (
            "春防猪免了17920\n去年春防猪免了16880,牛3040\n狂犬苗 1486条",
            "去年春防猪免疫16880，牛3040。犬只狂犬苗1486条。",
        ),
    ],
)
def test_they_are_read_as_meant(notes: str, text: str) -> None:
    verdicts = judge(text, record((("笔记", notes),)))
    assert [j.mention.text for j in verdicts if j.status not in (Status.SOURCED, Status.DERIVED)] == []


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        ("总收入1420万，财政补助518，医疗收入886，其他16", "医疗收入886元。"),
        ("总收入1420万，病床518，医生886", "病床518万元。"),
    ],
)
def test_and_no_further(notes: str, text: str) -> None:
    verdicts = judge(text, record((("笔记", notes),)))
    assert [j.mention.text for j in verdicts if j.status not in (Status.SOURCED, Status.DERIVED)] != []


def test_a_share_of_what_its_own_words_name_is_not_reckoned_of_the_figure_before() -> None:
    assert slips("家庭医生签约12800人，重点人群签约7900人，占重点人群81%。") == ()
    assert [slip.right for slip in slips("签约居民12800人，其中重点人群7900人，占签约居民的81%。")] == ["62%"]


def test_a_plus_sign_alone_hands_no_unit_on() -> None:
    assert [place.mention.unit for place in places("停班15天+罚2000")] == ["天", ""]
