"""Judging figures against notes: the statuses of ``figures.md`` §2, one table of sentences."""

from __future__ import annotations

import random
import sys
import time

import pytest

from assistant.figures.clauses import places
from assistant.figures.provenance import judge
from assistant.figures.record import record
from assistant.figures.verdicts import Status
from knowledge.reports import Report, built_in_reports

NOTES = """镇工会今年工作
集体合同签订率100%，到期10家都续签了
工资集体协议 去年45家，今年+5，累计50家
劳动竞赛19次，参加职工1300人次，创效83万元
合理化建议211条，采纳实施125条，创效66万
培训班103期，受训职工2500人次
规模企业应建未建15家，已组建9家，4家正在组建
新增会员1850人，职代会新增10家，厂务公开新增12家
慰问困难职工40余人次，发慰问金364212元
满意率 去年88.2%，今年95%
流动红旗从全市第五到第三
8月4日至15日办夏令营
动员会1次
"""


def status_of(sentence: str, figure: str, notes: str = NOTES) -> Status:
    judged = judge(sentence, record((("笔记", notes),)))
    found = [j for j in judged if j.mention.text == figure]
    assert found, [j.mention.text for j in judged]
    assert found[0].status is not None
    return found[0].status


@pytest.mark.parametrize(
    ("sentence", "figure", "status"),
    [
        ("累计签订工资集体协议50家。", "50家", "sourced"),
        ("在去年45家的基础上又增加5家。", "45家", "sourced"),
        ("在去年45家的基础上又增加5家。", "5家", "sourced"),
        ("今年签订工资集体协议45家。", "45家", "mismatched"),
        ("签订工资集体协议五十家。", "五十家", "sourced"),
        ("工资集体协议比去年增长11.1%。", "11.1%", "derived"),
        ("工资集体协议比去年增长12.5%。", "12.5%", "unsourced"),
        ("采纳实施合理化建议125条，采纳率59.2%。", "59.2%", "derived"),
        ("参加劳动竞赛的职工达2500人次。", "2500人次", "mismatched"),
        ("提出合理化建议125条。", "125条", "mismatched"),
        ("厂务公开新增10家。", "10家", "mismatched"),
        ("受训职工2600人次。", "2600人次", "unsourced"),
        ("受训职工2500人。", "2500人", "mismatched"),
        ("发放慰问金36.42万元。", "36.42万元", "sourced"),
        ("发放慰问金37万元。", "37万元", "unsourced"),
        ("发放慰问金36万余元。", "36万余元", "sourced"),
        ("慰问困难职工40余人次。", "40余人次", "sourced"),
        ("慰问困难职工40人次。", "40人次", "mismatched"),
        ("职工满意率达到95%，提高6.8个百分点。", "6.8个百分点", "derived"),
        ("职工满意率提高6.8%。", "6.8%", "unsourced"),
        ("规模企业应建未建15家，已组建9家，正在组建4家，还有2家未动。", "2家", "derived"),
        ("劳动竞赛和合理化建议两项共创效149万元。", "149万元", "derived"),
        ("夏令营8月4日至15日举办，为期12天。", "12天", "derived"),
        ("流动红旗由全市第五升至第三，前移2位。", "2位", "derived"),
        ("召开动员会一次。", "一次", "sourced"),
        ("新增会员１８５０人。", "１８５０人", "sourced"),
        ("新增会员1,850名。", "1,850名", "sourced"),
        ("新增会员约1850人。", "约1850人", "mismatched"),
        ("走访企业37家。", "37家", "unsourced"),
    ],
)  # fmt: skip
def test_status(sentence: str, figure: str, status: str) -> None:
    assert status_of(sentence, figure) == status


def test_both_of_two_swapped_figures_are_mismatched_and_the_message_says_what_the_notes_give() -> None:
    judged = judge("提出合理化建议125条，采纳实施211条。", record((("笔记", NOTES),)))
    assert [j.status for j in judged] == [Status.MISMATCHED, Status.MISMATCHED]
    assert judged[0].suggestion == "211条"
    assert "合理化建议" in judged[0].message


def test_a_one_that_the_notes_do_not_count_is_no_figure() -> None:
    assert judge("开展了一系列活动，走访一批企业。", record((("笔记", NOTES),))) == ()


def test_a_derived_figure_carries_its_formula_and_operands() -> None:
    (figure,) = judge("工资集体协议比去年增长11.1%。", record((("笔记", NOTES),)))
    assert figure.formula == "（50家－45家）÷45家×100%＝"
    assert [s.text for s in figure.sources] == ["50家", "45家"]
    assert all(NOTES[s.start : s.end] == s.text for s in figure.sources)


@pytest.mark.parametrize(
    ("sentence", "figure", "status"),
    [
        ("今年调解率98%。", "98%", "mismatched"), ("明年，调解率力争达到98%。", "98%", "sourced"),
        ("二、下一步工作\n调解率达到98%。", "98%", "sourced"), ("全年立案32件。", "32件", "mismatched"), ("上半年立案32件。", "32件", "sourced"),
        ("立案32件。", "32件", "sourced"),
    ],
)  # fmt: skip
def test_plans_are_no_results_and_half_a_year_no_whole_one(sentence: str, figure: str, status: str) -> None:
    assert status_of(sentence, figure, "上半年立案32件\n计划明年调解率98%\n") == status


DAYS = """3月12日植树，来了128人，栽了960棵
6月18日防汛演练，出动245人、车32台
五一5天进园4.3万人次；十一8天7.9万人次
投诉 噪音53 停车61 卫生29
"""


@pytest.mark.parametrize(
    ("sentence", "figure", "status"),
    [
        ("3月12日组织128人植树960棵。", "3月12日", "sourced"),
        ("6月18日组织128人植树960棵。", "6月18日", "mismatched"),
        ("3月开展防汛演练，出动245人、车辆32台。", "3月", "mismatched"),
        ("3月12日植树，参加128人；6月18日开展防汛演练，出动245人。", "6月18日", "sourced"),
        ("截至6月18日，植树960棵。", "6月18日", "sourced"),  # how far the year had come, not when it was done
        ("“五一”假期5天接待4.3万人次，“十一”假期8天接待7.9万人次。", "7.9万人次", "sourced"),
        ("“五一”假期5天接待7.9万人次，“十一”假期8天接待4.3万人次。", "7.9万人次", "mismatched"),
        ("“五一”假期5天接待7.9万人次，“十一”假期8天接待4.3万人次。", "4.3万人次", "mismatched"),
        ("噪音投诉53件、卫生投诉29件。", "29件", "sourced"),
        ("噪音投诉29件、卫生投诉53件。", "29件", "mismatched"),
        ("噪音投诉29件、卫生投诉53件。", "53件", "mismatched"),
    ],
)
def test_what_stands_together_in_the_notes_stays_together(sentence: str, figure: str, status: str) -> None:
    """A day goes with the figures of its line, a figure with the one beside it."""
    assert status_of(sentence, figure, DAYS) == status


def test_what_the_notes_deny_beside_a_figure_is_not_affirmed() -> None:
    notes = "抽查了50份，有7份不合格\n发现隐患57处，整改51处，6处未整改"
    assert status_of("抽查50份，有7份合格。", "7份", notes) is Status.MISMATCHED
    assert status_of("抽查50份，7份不合格。", "7份", notes) is Status.SOURCED
    assert status_of("发现隐患57处，整改51处，6处尚未整改。", "51处", notes) is Status.SOURCED
    assert status_of("发现隐患57处，整改6处。", "6处", notes) is Status.MISMATCHED


def test_void_places_are_no_source() -> None:
    start = NOTES.index("1850人")
    judged = judge("新增会员1850人。", record((("笔记", NOTES),), frozenset({("笔记", start, start + 5)})))
    assert judged[0].status is Status.UNSOURCED


def test_judging_does_not_depend_on_the_order_of_the_lines() -> None:
    draft = (
        "累计签订工资集体协议50家。参加职工1300人次。采纳实施125条，创效66万元。受训职工2500人次。厂务公开新增12家。"
    )
    expected = [j.status for j in judge(draft, record((("笔记", NOTES),)))]
    lines = NOTES.splitlines()
    for seed in range(8):
        shuffled = random.Random(seed).sample(lines, len(lines))
        assert [j.status for j in judge(draft, record((("笔记", "\n".join(shuffled)),)))] == expected


def test_years_that_this_year_and_last_year_resolve_to() -> None:
    notes = record((("笔记", "2024年工作\n去年建会30家，今年建会35家"),))
    judged = judge("2024年建会35家，2023年建会30家，2022年建会30家。", notes)
    assert [j.status for j in judged if j.mention.date] == [Status.SOURCED, Status.SOURCED, Status.UNSOURCED]


def test_a_table_gives_units_and_names_to_its_figures() -> None:
    notes = record((("笔记", "单位：万元\n项目\t收入\t支出\n专项基金\t14.7\t12.4\n爱心基金\t18.7\t17.9"),))
    judged = judge("专项基金收入14.7万元，爱心基金支出17.9万元，爱心基金收入14.7万元。", notes)
    assert [j.status for j in judged] == [Status.SOURCED, Status.SOURCED, Status.MISMATCHED]


@pytest.mark.parametrize("report", built_in_reports(), ids=lambda r: r.document)
def test_a_report_is_its_own_source(report: Report) -> None:
    """No figure of a text may be flagged when the very text is the notes."""
    flagged = [
        j.mention.text for j in judge(report.text, record((("笔记", report.text),))) if j.status is not Status.SOURCED
    ]
    assert flagged == []


@pytest.mark.parametrize("report", built_in_reports()[::4], ids=lambda r: r.document)
def test_most_figures_of_a_foreign_report_have_no_source(report: Report) -> None:
    """The other way round: a report of another office gives next to no receipts."""
    judged = [j for j in judge(report.text, record((("笔记", NOTES),))) if not j.mention.date]
    assert sum(j.status in (Status.SOURCED, Status.DERIVED) for j in judged) <= 0.06 * len(judged)


def test_notes_without_a_figure_give_no_source():
    judged = judge("走访企业37家，6月5日培训12人，增长5%。", record((("笔记", "今年忙了一年。"),)))
    assert {j.status for j in judged} == {Status.UNSOURCED}
    assert judge("走访企业37家。", record(()))[0].status is Status.UNSOURCED


def numbered_villages(count: int, end: str) -> str:
    return "".join(f"第{i}村修路{i * 7 % 991 + 3}米，占比{i % 89 + 3}%{end}" for i in range(count))


@pytest.mark.parametrize(("of_notes", "of_draft"), [("，", "，"), ("\n", "。"), ("，", "。\n")])
def test_judging_takes_time_in_proportion_to_the_texts(of_notes: str, of_draft: str) -> None:
    def cost(count: int) -> float:
        notes, draft = numbered_villages(count, of_notes), numbered_villages(count, of_draft)
        start = time.process_time()
        judge(draft, record((("笔记", notes),)))
        return time.process_time() - start

    cost(20)
    assert cost(600) < 40 * max(min(cost(59), cost(60)), 0.002)  # quadratic would be a hundred times


def test_a_changed_draft_is_judged_as_a_new_one() -> None:
    notes = record((("笔记", NOTES),))
    drafts = [
        "累计签订工资集体协议50家。\n采纳实施125条，采纳率59.2%。",
        "累计签订工资集体协议50家，新增5家。\n采纳实施125条，采纳率59.2%。",
    ]
    known = [judge(draft, notes) for draft in drafts]
    forget()
    assert [judge(draft, record((("笔记", NOTES),))) for draft in reversed(drafts)] == known[::-1]


def forget() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("assistant.figures"):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()


@pytest.mark.parametrize("word", ["1 ", "去年5人 ", "教师5人 ", "1，", "3.5万 "])
def test_a_line_without_a_stop_is_read_in_time_in_proportion_to_it(word: str) -> None:
    def cost(count: int) -> float:
        start = time.process_time()
        places(f"去年{word * count}")
        return time.process_time() - start

    cost(20)
    assert cost(4_000) < 40 * max(min(cost(399), cost(400)), 0.002)  # quadratic would be a hundred times
