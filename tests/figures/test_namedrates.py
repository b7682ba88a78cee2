"""A percentage or a mean is sourced only where the notes state one of that name."""

from __future__ import annotations

import pytest

from assistant.figures.provenance import judge
from assistant.figures.record import record
from assistant.figures.verdicts import Status

NOTES = "收款 1058万 应收 1235万\n废品率 1.4% 去年 1.9%\n电子送达 3870次 去年 2614次 调撤率 61.2%\n带货6场 卖了22.8万 补贴发了21.35万\n投诉办结率 98.5%"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("收回货款1058万元，回款率1.4%。", "1.4%"),
        ("电子送达3870次，增长61.2%。", "61.2%"),
        ("开展直播带货6场，销售额22.8万元，场均21.35万元。", "21.35万元"),
    ],
)
def test_another_rate_or_no_mean_is_flagged(text: str, figure: str) -> None:
    (verdict,) = [j for j in judge(text, record((("笔记", NOTES),))) if j.mention.text == figure]
    assert verdict.status is Status.MISMATCHED


@pytest.mark.parametrize(
    "text",
    [
        "废品率由1.9%降至1.4%。",
        "次品率1.4%。",
        "调解撤诉率为61.2%。",
        "投诉办结率达98.5%。",
        "带货6场，销售额22.8万元，场均3.8万元。",
        "应收1235万元，收回货款1058万元，回款率85.7%。",
    ],
)
def test_what_bears_its_name_is_not(text: str) -> None:
    verdicts = judge(text, record((("笔记", NOTES),)))
    assert [j.mention.text for j in verdicts if j.status not in (Status.SOURCED, Status.DERIVED)] == []
