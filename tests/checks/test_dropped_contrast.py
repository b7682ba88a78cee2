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
