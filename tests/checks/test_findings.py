"""Every finding kind has flagged and clean examples; a kind without both fails (the habit of proselint's examples test)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.checks import ABOUT_NOTES, CHECKS, Samples, check
from assistant.facts import confirmed, facts_of
from assistant.findings import Finding, Severity
from assistant.notes import Notes
from knowledge.reports import Report
from knowledge.splitting import passages

NOTES = """镇工会今年工作
工资集体协议 去年45家，今年+5，累计50家
劳动竞赛19次，参加职工1300人次
跑了3个工地，给职工送清凉
培训班 去年120期，今年103期
项目经费收入100万元，支出60万元，结余45万元
"""
SAMPLE = Report(
    title="鹭洲渡镇总工会2024年工作总结", kind="township-union-year", period="2024年", level="乡镇", unit="鹭洲渡镇总工会",
    text="鹭洲渡镇总工会2024年工作总结\n一、组织建设\n全年新建工会31家，发展会员1462人，在鹭洲渡镇商贸街建起职工之家，购置图书、球台和健身器材，每周二、周四晚上开放，由值班职工轮流管理。",
    document="sample.md", origin="built-in",
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    text: str
    at_fault: str = ""


FLAGGED: dict[str, list[Example]] = {
    "unsourced-figure": [Example("走访企业87家。", "87家"), Example("工资集体协议比去年增长12%。", "12%")],
    "mismatched-figure": [Example("今年签订工资集体协议45家。", "45家"), Example("参加劳动竞赛的职工1300人。", "1300人")],
    "leaked-figure": [Example("发展会员1462人。", "1462人")],
    "wrong-arithmetic": [Example("共有30人，其中男18人，女13人。", "30人")],
    "placeholder": [Example("走访企业xx家。", "xx家"), Example("【待补充：明年有哪些打算？】", "【待补充：明年有哪些打算？】")],
    "leaked-name": [Example("在鹭洲渡镇开展活动。", "鹭洲渡镇")],
    "copied-passage": [Example("建起职工之家，购置图书、球台和健身器材，每周二、周四晚上开放，由值班职工轮流管理。")],
    "boilerplate": [Example("高度重视，狠抓落实，扎实推进各项工作，取得显著成效。")],
    "repetition": [Example("组织劳动竞赛19次，参加职工1300人次，职工积极踊跃。\n组织劳动竞赛19次，参加职工1300人次，职工积极踊跃参与。")],
    "unsourced-claim": [
        Example("严格执行经费管理各项规定。"),
        Example("深入各企业组织劳动竞赛19次。", "深入各"),
        Example("有效提升了群众的满意度。"),
        Example("丰富了职工业余文化生活。"),
        Example("主要原因是企业主认识不到位。"),
        Example("深入各建筑企业走访慰问困难家庭。"),
    ],
    "dropped-contrast": [Example("举办培训班103期。", "103期")],
    "notes-conflict": [Example("劳动竞赛19次。")],
    "unused-note": [Example("劳动竞赛19次。")],
}  # fmt: skip
CLEAN: dict[str, list[str]] = {
    "unsourced-figure": ["劳动竞赛19次，参加职工1300人次。", "工资集体协议比去年增长11.1%。", "落实“十四五”规划，开展一系列活动。"],
    "mismatched-figure": ["在去年45家的基础上又增加5家，累计签订工资集体协议50家。"],
    "leaked-figure": ["劳动竞赛19次。"],
    "wrong-arithmetic": ["共有31人，其中男18人，女13人。"],
    "placeholder": ["走访企业3家，开展××式教育是书名吗".replace("××", "体验")],
    "leaked-name": ["在镇里开展活动，走访企业和社区。"],
    "copied-passage": ["职工之家每周开放，由职工轮流管理。"],
    "boilerplate": ["劳动竞赛19次，参加职工1300人次。", "在清湖棉召开职工民主管理现场会。", "部分企业经费不足，活动开展不够。"],
    "repetition": [
        "劳动竞赛19次。\n培训班103期。",
        "一季度当季播出节目19期，院坝会28场，参加群众1300人次。\n二季度当季播出节目17期，院坝会26场，参加群众1100人次。",
    ],
    "unsourced-claim": ["到3个工地给职工送清凉。", "现将今年以来主要工作情况汇报如下：", "主要做了以下工作：", "将做好以下工作：", "劳动竞赛19次，参加职工1300人次。"],
    "dropped-contrast": ["举办培训班103期，去年是120期。", "累计签订工资集体协议50家。"],
}  # fmt: skip


def findings(text: str, notes: str = NOTES) -> list[Finding]:
    given = Notes.of(notes, "笔记.txt")
    samples = Samples.of(passages(SAMPLE))
    report = check(text, document="草稿", evidence=confirmed(given, facts_of(given)), samples=samples)
    return list(report.findings)


def test_every_kind_has_flagged_and_clean_examples() -> None:
    assert set(CHECKS) == set(FLAGGED)
    assert set(CHECKS) - ABOUT_NOTES <= set(CLEAN)


@pytest.mark.parametrize(("kind", "example"), [(kind, e) for kind, group in FLAGGED.items() for e in group])
def test_flagged(kind: str, example: Example) -> None:
    found = [f for f in findings(example.text) if f.kind == kind]
    assert found
    if example.at_fault:
        assert example.at_fault in {f.text for f in found}
    for f in found:
        source = NOTES if kind in ABOUT_NOTES else example.text
        assert source[f.start : f.end] == f.text
        assert f.message.endswith(("。", "？", "！"))


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, group in CLEAN.items() for text in group])
def test_clean(kind: str, text: str) -> None:
    assert [f.text for f in findings(text) if f.kind == kind] == []


def test_notes_whose_sums_hold_have_no_conflict() -> None:
    notes = "收入100万元，支出60万元，结余40万元\n三项共30人，其中男17人，女13人"
    assert [f for f in findings("收入100万元。", notes) if f.kind == "notes-conflict"] == []


def test_two_cut_off_dates_in_the_notes_are_a_conflict() -> None:
    found = findings("建会3家。", "截至12月20日建会3家\n会员截至12月底500人")
    assert [f.kind for f in found if f.kind == "notes-conflict"] == ["notes-conflict"]


def test_the_stamp_of_a_chat_message_is_no_unused_note() -> None:
    notes = "[2023/12/18 09:15] 小林：送戏下乡27场\n[2023/12/18 09:16] 小林：放电影252场"
    assert [f.text for f in findings("送戏下乡27场。", notes) if f.kind == "unused-note"] == ["252场"]


def test_everything_used_leaves_no_unused_note() -> None:
    assert [
        f
        for f in findings("劳动竞赛19次，参加职工1300人次。", "劳动竞赛19次，参加职工1300人次")
        if f.kind == "unused-note"
    ] == []


def test_a_year_that_only_dates_a_figure_is_not_left_out() -> None:
    notes = "2023年气象站\n雨日148天，22年131天\n2021年建站"
    told = [f.text for f in findings("2023年雨日148天，上年131天。", notes) if f.kind == "unused-note"]
    assert told == ["2021年"]


def test_acts_are_errors_and_effects_warnings() -> None:
    by_text = {
        f.text: f for f in findings("严格执行经费管理各项规定。有效提升了群众的满意度。") if f.kind == "unsourced-claim"
    }
    assert by_text["严格执行经费管理各项规定"].severity is Severity.ERROR
    assert by_text["严格执行经费管理各项规定"].claim == "compliance"
    assert by_text["有效提升了群众的满意度"].severity is Severity.WARNING


def test_openers_are_only_mentioned() -> None:
    found = [f for f in findings("在镇党委领导下，围绕中心服务大局，扎实开展工作。") if f.kind == "boilerplate"]
    assert [f.severity for f in found] == [Severity.INFO]


def test_without_notes_figures_are_read_and_not_judged() -> None:
    report = check("建会50家，其中xx家。共有30人，其中男18人，女13人。")
    assert [f.status for f in report.figures] == [None, None, None, None]
    assert {f.kind for f in report.findings} == {"placeholder", "wrong-arithmetic"}


def test_findings_come_sorted_by_place() -> None:
    found = [f for f in findings("参加职工1300人。走访87家。xx村。高度重视，狠抓落实。") if f.kind not in ABOUT_NOTES]
    assert [f.start for f in found] == sorted(f.start for f in found)
