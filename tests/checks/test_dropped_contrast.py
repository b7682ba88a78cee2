"""A figure that the notes set against a better one: told alone it is a finding, told with it, in figures or in words, it is not."""

from __future__ import annotations

import pytest

from assistant.checks import check
from assistant.facts import confirmed, facts_of
from assistant.findings import Finding
from assistant.notes import Notes

FLAGGED = {
    "last year's better figure": ("培训班 去年120期，今年103期", "举办培训班103期。", "103期", "120期"),
    "more of what is unwelcome": ("投诉 去年8件，今年12件", "全年受理投诉12件。", "12件", "8件"),
    "a target that was missed": ("水费收了135万，任务150万", "收取水费135万元。", "135万元", "150万"),
    "a fall in so many words": ("植树1.2万棵 比去年少3000棵", "植树1.2万棵。", "1.2万棵", "3000棵"),
    "less was handled": ("办结案件86件，去年109件", "办结案件86件。", "86件", "109件"),
    "a remainder behind its figure": ("隐患58条，整改52条，6条没改", "整改隐患52条。", "52条", "6条"),
    "a remainder": ("老旧电表换了88块，还剩5块", "更换老旧电表88块。", "88块", "5块"),
    "a year in brackets": ("登船38次（2021：52）", "全年登船38次。", "38次", "52"),
    "a year's end in brackets": ("逾期贷款47笔（21年末31笔）", "年末逾期贷款47笔。", "47笔", "31笔"),
    "one unit for both years": ("住院812/上年965人次", "收治住院病人812人次。", "812人次", "965人次"),
    "no more than a minus": ("护工66人，-9", "护工66人。", "66人", "9"),
    "last year's line above": ("2021年 参展 6210人\n2022年 参展 5874人", "2022年参展5874人。", "5874人", "6210人"),
    "a wait that grew": ("平均等候26分钟 去年18", "平均等候26分钟。", "26分钟", "18"),
    "a quota": ("名额320人 实招274", "招收274人。", "274人", "320人"),
    "a target of a contract": ("合同要求9月铺完60公里，眼下41公里", "完成铺设41公里。", "41公里", "60公里"),
    "so many of all": ("全镇186户 装了121户", "安装121户。", "121户", "186户"),
    "so many of those on the list": ("问诊405人（在册530）", "问诊405人。", "405人", "530"),
    "so many of those that asked": ("资助申请52户 批了39 其余等公示", "批准资助39户。", "39户", "52户"),
    "what was lost of it": ("补植苗木3000株，死了700", "补植苗木3000株。", "3000株", "700"),
    "a remainder with a space": ("拆棚18处，还有 5处谈不下来", "拆棚18处。", "18处", "5处"),
    "short of the task": ("种茶2600株，比任务少400", "栽种茶树2600株。", "2600株", "400"),
    "a rank from below": ("测评得 79分 全系统倒数第三", "测评得分79分。", "79分", "第三"),
    "how many passed": ("抽检 水样 40份 合格 33", "抽检水样40份。", "40份", "33"),
    "how many left midway": ("学徒 18人 半路走了 5", "招收学徒18人。", "18人", "5"),
    "how many of the broken were mended": ("井盖坏 64个 换了51", "更换井盖51个。", "51个", "64个"),
    "a table's last year": ("项目\t去年\t今年\n接待读者（人次）\t5200\t4800", "接待读者4800人次。", "4800人次", "5200"),
}
CLEAN = {
    "told in figures": ("培训班 去年120期，今年103期", "举办培训班103期，去年是120期。"),
    "told in words": ("培训班 去年120期，今年103期", "举办培训班103期，比上年有所减少。"),
    "told in the next sentence": ("培训班 去年120期，今年103期", "举办培训班103期。场次比去年少。"),
    "better than last year": ("培训班 去年103期，今年120期", "举办培训班120期。"),
    "less of what is unwelcome": ("投诉 去年12件，今年8件", "全年受理投诉8件。"),
    "a target that was met": ("水费收了158万，任务150万", "收取水费158万元。"),
    "the rate tells the target": ("水费收了135万，任务150万", "收取水费135万元，完成任务的90%。"),
    "the whole is told": ("隐患58条，整改52条，6条没改", "58条隐患中整改52条。"),
    "a fall of what is unwelcome": ("投诉19件 比去年少11件", "受理投诉19件。"),
    "a rise": ("产奶930吨，增长7%", "产奶930吨。"),
    "the rest is told": ("老旧电表换了88块，还剩5块", "更换老旧电表88块，其余5块尚未更换。"),
    "a plan of next year is no target": ("烟感装了150个；明年目标200个", "安装烟感报警器150个。"),
    "a wait that shrank": ("平均等候18分钟 去年26", "平均等候18分钟。"),
    "all of them": ("全镇186户 186户都装了", "安装186户。"),
    "a part of all is no shortfall": ("全站护工120人 其中女70人", "女护工70人。"),
    "so many of all, told": ("全镇186户 装了121户", "全镇186户已装121户。"),
    "last year's line of another thing": ("2021年 参展 6210人\n2022年 观众 5874人", "2022年观众5874人。"),
    "what was lost is told": ("补植苗木3000株，死了700", "补植苗木3000株，部分未能成活。"),
    "few of the unwelcome are no shortfall": ("收到投诉12件，查实了3件", "查实投诉3件。"),
    "more than the task": ("种茶2600株，比任务多400", "栽种茶树2600株。"),
    "a rank that is told": ("测评得 79分 全系统倒数第三", "测评得分79分，名次靠后。"),
    "a rank from above": ("测评得 95分 全系统第三", "测评得分95分。"),
    "all passed": ("抽检 水样 40份 合格 40", "抽检水样40份。"),
    "how many passed, told": ("抽检 水样 40份 合格 33", "抽检水样40份，7份不合格。"),
    "all of the broken were mended": ("井盖坏 64个 换了64", "更换井盖64个。"),
    "another unit is another thing": ("培训 去年120人，今年3期", "举办培训3期。"),
}


def found(notes: str, text: str) -> list[Finding]:
    given = Notes.of(notes, "笔记.txt")
    report = check(text, evidence=confirmed(given, facts_of(given)))
    return [f for f in report.findings if f.kind == "dropped-contrast"]


@pytest.mark.parametrize(("notes", "text", "figure", "other"), FLAGGED.values(), ids=FLAGGED)
def test_a_figure_that_looks_better_alone_is_flagged(notes: str, text: str, figure: str, other: str) -> None:
    (finding,) = found(notes, text)
    assert finding.text == figure == text[finding.start : finding.end]
    assert finding.suggestion == other
    assert notes[finding.evidence[0].start : finding.evidence[0].end] == other
    assert other in finding.message


@pytest.mark.parametrize(("notes", "text"), CLEAN.values(), ids=CLEAN)
def test_what_is_told_or_not_against_it_is_left(notes: str, text: str) -> None:
    assert found(notes, text) == []
