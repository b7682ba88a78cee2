"""Arithmetic within a text: what contradicts itself is found, what holds is left alone (``figures.md`` §3)."""

from __future__ import annotations

import pytest

from assistant.figures.arithmetic import slips
from knowledge.reports import built_in_reports


@pytest.mark.parametrize(
    ("text", "at_fault", "right"),
    [
        ("共30人，其中男18人，女13人。", "30人", "31人"),
        ("全年刊发信息698篇。其中，中央媒体8篇、行业媒体93篇、省级媒体300篇、市级媒体298篇。", "698篇", "699篇"),
        ("收入100万元，支出60万元，结余50万元。", "50万元", "40万元"),
        ("去年建会45家，今年建会50家，增长12%。", "12%", "11%"),
        ("由45家增加到50家，增长10.1%。", "10.1%", "11.1%"),
        ("覆盖率占全镇的120%。", "120%", ""),
        ("项目\t收入\n甲\t10\n乙\t20\n合计\t35", "35", "30"),
        ("主要做了以下三方面工作：一是建会。二是维权。", "以下三方面", "2"),
        ("培训10人，其中女15人。", "15人", ""),
        ("上稿87条，其中国家级3条、省级502条。", "502条", ""),
        ("现有拖拉机40台、收割机12台、插秧机96台，三类机械合计52台。", "52台", "148台"),
        ("造林1.8万亩，折合100公顷。", "100公顷", "1200公顷"),
    ],
)
def test_contradictions_are_found(text: str, at_fault: str, right: str) -> None:
    found = slips(text)
    assert [(s.text, s.right) for s in found if s.text == at_fault] == [(at_fault, right)]
    assert all(text[s.start : s.end] == s.text for s in found)


@pytest.mark.parametrize(
    "text",
    [
        "共31人，其中男18人，女13人。",
        "党员10人，其中退役军人6人，大专以上5人，女2人。",
        "下达任务150亩，完成153亩，其中甲20亩，乙32亩，丙13.9亩，丁87亩。",
        "全年培训50期，其中安全生产培训3期。",
        "总收入364212元，其中专项147350元，爱心187423元，公费29439元，总支出330562.5元，其中专项123830元，爱心179404元，公费27328.5元。",
        "上年结余12.63万元，本年收入34.72万元，支出28.15万元，结余19.20万元。",
        "收入达14477元，比上年增加1889元，增幅15.01﹪。",
        "去年建会45家，今年建会50家，增长11.1%。",
        "主要做了以下三方面工作：一是建会。二是维权。三是帮扶。",
        "完成计划的112.27%。",
        "7所优质学校，占16.6%；40所达标学校，占95%。",
        "纳税户5634户，比上年净增424户，其中一般纳税人687户。",
        "支出303.9万元，同比减少7.3万元，其中工资168.3万元，电费28.4万元。",
        "受助学生41名，人均2000元，其中企业捐6万元、财政2.2万元。",
        "封山育林3600亩，退化林修复1650亩，人工造林占总量的58.6%。",
        "高危孕妇由29名增至37名，多了8名，占建册孕妇的22.0%。",
        "全年收入418.5万元，其中补贴收入286.5万元。支出303.9万元，结余114.6万元。",
        "职工512人，其中医生168人、护士237人、药技61人，其余行政后勤；高级职称43人；招了29人，走了21人。",
        "国家级9篇、省级64篇、市级238篇，省级以上稿件合计73篇。",
        "造林1.8万亩，折合1200公顷。",
        "类别\t季度\t电量\n居民\t一季度\t10\n\t二季度\t12\n\t小计\t22\n商业\t一季度\t20\n\t二季度\t25\n\t小计\t45\n合计\t\t67",
    ],
)
def test_sums_that_hold_are_left_alone(text: str) -> None:
    assert slips(text) == ()


def test_the_dump_has_one_sum_that_does_not_hold(dump: str) -> None:
    assert [(s.text, s.right) for s in slips(dump)] == [("698篇", "699篇")]


@pytest.mark.parametrize("report", built_in_reports(), ids=lambda r: r.document)
def test_our_own_samples_are_consistent_and_nothing_in_them_is_flagged(report) -> None:  # type: ignore[no-untyped-def]
    assert slips(report.text) == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("应收98.2万元，实收94.27万元，收缴率93.9%。", ["93.9%"]),
        ("应收98.2万元，实收94.27万元，收缴率96%。", []),
        ("点验应到96人，实到94人，到点率97.9%。", []),
        ("点验应到96人，实到94人，到点率95.9%。", ["95.9%"]),
        ("应收98.2万元，实收94.27万元，去年收缴率93.9%。", []),
        ("应收约98万元，实收94.27万元，收缴率93.9%。", []),
        ("任务300户，完成276户，完成率92%。", []),
    ],
)
def test_a_rate_beside_what_was_due_and_what_came_of_it(text: str, wrong: list[str]) -> None:
    assert [slip.text for slip in slips(text)] == wrong
