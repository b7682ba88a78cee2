"""Slots where they cannot be right are refused with a reason, and only those."""

from __future__ import annotations

import pytest

from assistant.drafting import Assignment
from assistant.drafting.comparisons import comparisons
from assistant.drafting.fitting import first_slots
from assistant.drafting.offered import Offer
from assistant.drafting.offline import OfflineWriter
from assistant.drafting.slots import FAULTY
from tests.drafting.drafts import EXAMPLES, NAMES, planned, read

NOTES = """车间2024年
产量 1季度702吨 2季度836吨 3季度901吨
水质检测4次，合格率98.5%，去年96.5%
高标准农田任务4000亩，完成3500亩
庆广村37组，太湖村30组"""


def filled(text: str) -> str:
    """The text with slots in place of ``<836吨>``, filled as a first draft is; several sections' facts together."""
    notes, facts, outline = planned(NOTES)
    plan = max(outline.plans, key=lambda p: len(p.facts))
    lines = tuple(line for p in outline.plans for line in p.lines)
    whole = Assignment(type(plan)(plan.id, plan.role, plan.heading, lines, facts, plan.question), outline, notes, facts)
    offer = Offer.of(whole)
    for slot in offer.slot_facts:
        text = text.replace(f"<{slot.figure_text}>", f"{{{slot.id}}}")
        text = text.replace(f"[{slot.figure_text}]", slot.id)
    return first_slots(whole, offer, comparisons(whole, offer)).fill(text)[0]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2季度<901吨>。", "“2季度”在笔记里是836吨，不是901吨"),
        ("太湖村<37组>。", "“太湖村”在笔记里是30组，不是37组"),
        ("去年<98.5%>。", "98.5%在笔记里不是去年的数"),
        ("合格率去年同期为<98.5%>。", "98.5%在笔记里不是去年的数"),
        ("合格率今年<96.5%>。", "96.5%在笔记里是去年的数"),
        ("已建成{diff [4000亩] [3500亩]}。", "这里说的不是"),
        ("合格率{points [98.5%] [96.5%]}。", "这里说的不是"),
    ],
)
def test_a_slot_that_cannot_be_right_is_refused(text: str, why: str) -> None:
    got = filled(text)
    assert FAULTY in got, got
    assert why in got


@pytest.mark.parametrize(
    "text",
    [
        "1季度<702吨>，2季度<836吨>，3季度<901吨>。",
        "2季度和3季度分别为<836吨>和<901吨>。",
        "产量从1季度的<702吨>增加到<901吨>。",
        "合格率<98.5%>，去年<96.5%>，提高{points [98.5%] [96.5%]}。",
        "去年合格率为<96.5%>，今年为<98.5%>。",
        "任务<4000亩>，完成<3500亩>，完成率{rate [3500亩] [4000亩]}，还差{diff [4000亩] [3500亩]}。",
        "庆广村<37组>、太湖村<30组>。",
        "建成<3500亩>，为任务的{rate [3500亩] [4000亩]}。",
        "水质检测<4次>，<98.5%>合格，比去年高{points [98.5%] [96.5%]}。",
    ],
)
def test_a_slot_that_may_be_right_is_filled(text: str) -> None:
    got = filled(text)
    assert FAULTY not in got, got
    assert "{" not in got


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_no_figure_of_an_honest_draft_is_refused(path) -> None:  # type: ignore[no-untyped-def]
    from assistant.drafting.offered import reslotted

    notes, facts, outline = planned(read(path))
    for plan in outline.plans:
        task = Assignment(plan, outline, notes, facts)
        offer = Offer.of(task)
        honest = "".join(piece for piece in OfflineWriter().write(task) if isinstance(piece, str))
        slotted, kept = reslotted(honest, offer.slot_facts)
        for fact in kept:
            slotted = slotted.replace(f"{{{fact.id}}}", fact.figure_text)
        _, problems = first_slots(task, offer, comparisons(task, offer)).fill(slotted)
        assert not problems, (plan.heading, problems)
