"""What was done in part is not told as done in full, and plans in the last line are plans."""

from __future__ import annotations

import pytest

from assistant.checks import check
from assistant.claims.clauses import Part, clauses
from assistant.facts import confirmed, facts_of
from assistant.notes import Notes


def kinds(note: str, draft: str) -> set[str]:
    notes = Notes.of(note, "笔记")
    return {f.kind for f in check(draft, evidence=confirmed(notes, facts_of(notes))).findings}


@pytest.mark.parametrize(
    ("note", "draft"),
    [
        ("路灯坏了 40盏 修了 28", "40盏路灯全部修复。"),
        ("茶农 75户 有证 61", "75户茶农全部持证经营。"),
        ("隐患 9处，改了 7", "9处隐患全部整改到位。"),
    ],
)
def test_all_of_what_was_done_in_part_has_no_source(note: str, draft: str) -> None:
    assert "unsourced-claim" in kinds(note, draft)


@pytest.mark.parametrize(
    ("note", "draft"),
    [("隐患 9处，改了 9", "9处隐患全部整改到位。"), ("查出隐患9处，都改了", "9处隐患全部整改到位。")],
)
def test_all_of_what_was_done_is_borne_out(note: str, draft: str) -> None:
    assert "unsourced-claim" not in kinds(note, draft)


def test_an_offer_that_came_to_less_is_a_contrast() -> None:
    assert "dropped-contrast" in kinds("实训床位 36个 来了 20", "提供实训床位36个。")
    assert "dropped-contrast" not in kinds("实训床位 36个 来了 36", "提供实训床位36个。")
    assert "dropped-contrast" not in kinds("实训床位 36个 来了 20", "提供实训床位36个，实际到岗20人。")


@pytest.mark.parametrize(
    ("last", "part"),
    [("明年把老仓库改成晒茶棚。", Part.NEXT), ("明年，我们将再接再厉，谱写新篇章。", Part.CLOSING)],
)
def test_a_last_line_of_plain_plans_closes_nothing(last: str, part: Part) -> None:
    assert {c.part for c in clauses(f"茶场总结\n全年采茶5次。\n修路2公里。\n{last}") if c.text in last} == {part}
