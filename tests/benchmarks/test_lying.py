"""The lying model on a few notes: no wrong figure leaves unmarked, of which the big run in ``benchmarks/lying.py`` counts two hundred drafts."""

from __future__ import annotations

import pytest

from benchmarks.lying import LIES, Outcome, all_notes, built_in_shelf, outcomes

NOTES = ("乡镇工会年度总结", "国土所年度总结", "司法所_短句", "食品厂车间_交班", "农业半年_表格")


@pytest.fixture(scope="module")
def found() -> list[Outcome]:
    shelf, notes = built_in_shelf(), dict(all_notes())
    return [one for seed in (7, 8) for name in NOTES for one in outcomes(name, notes[name], shelf, seed)[0]]


def test_lies_of_every_kind_are_told_and_stay_in_the_drafts(found: list[Outcome]) -> None:
    assert len(found) > 30
    assert len({one.kind for one in found}) >= len(LIES) - 1
    assert sum(one.gone for one in found) <= len(found) // 10


def test_none_leaves_unmarked(found: list[Outcome]) -> None:
    assert [one for one in found if one.missed] == []
