"""Turned round: two figures in each other's place, by the draft's own words."""

from __future__ import annotations

import pytest

from assistant.figures.provenance import judge
from assistant.figures.record import record

NOTES = "发问卷205份，收回198份\n满意率由88.2%升到91.5%\n应收费102.5万元，实收98.4万元\n全县小区73个，分类的57个\n筛查任务4000人，做了4236人\n"


def flagged(draft: str) -> set[str]:
    found = judge(draft, record((("notes", NOTES),)))
    return {j.mention.text for j in found if j.status is None or j.status.value not in ("sourced", "derived")}


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        ("发放问卷198份，收回205份，回收率96.6%。", {"198份", "205份"}),
        ("完成筛查4000人，为任务4236人的105.9%。", {"4000人", "4236人"}),
        ("73个小区实行垃圾分类，占全县57个小区的78.1%。", {"73个", "57个"}),
    ],
)
def test_a_part_that_is_more_than_its_whole_is_flagged_with_it(draft: str, wrong: set[str]) -> None:
    assert flagged(draft) >= wrong


@pytest.mark.parametrize(
    "draft",
    [
        "发放问卷205份，收回198份，回收率96.6%。",
        "实收98.4万元，应收102.5万元，收缴率96.0%。",
        "完成筛查4236人，为任务4000人的105.9%。",
        "57个小区实行垃圾分类，占全县73个小区的78.1%。",
        "满意率由88.2%提高到91.5%，提高3.3个百分点。",
    ],
)
def test_parts_and_wholes_in_either_order_are_left_alone(draft: str) -> None:
    assert not flagged(draft)


def test_a_rise_that_falls_is_flagged() -> None:
    assert flagged("满意率由91.5%提高到88.2%。")
