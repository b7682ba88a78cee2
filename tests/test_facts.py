"""Facts hold their place; corrections become the evidence that the checker judges by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks import check
from assistant.errors import InputError
from assistant.facts import added, confirmed, corrected, facts_of
from assistant.findings import Status
from assistant.notes import CONFIRMED, Notes

NOTES = "工资集体协议 去年45家，今年+5，累计50家\n新增会员1850人\n单位：万元\n项目\t收入\n专项基金\t14.7"


def test_each_fact_says_what_it_counts_and_where_it_stands() -> None:
    notes = Notes.of(NOTES, "笔记.txt")
    facts = facts_of(notes)
    assert [(f.what, f.figure, f.period) for f in facts] == [
        ("工资集体协议", "45家", "去年"), ("工资集体协议", "5", "本期"), ("工资集体协议", "50家", "本期"), ("新增会员", "1850人", "本期"),
        ("专项基金收入", "14.7", "本期"),
    ]  # fmt: skip
    assert facts[-1].unit == "元"
    assert facts[-1].value == 147000
    assert all(f.source and notes.text_of("笔记.txt")[f.source.start : f.source.end] == f.figure for f in facts)


def test_a_corrected_figure_is_judged_by_and_the_old_one_no_longer() -> None:
    notes = Notes.of(NOTES)
    facts = facts_of(notes)
    facts = (*facts[:3], corrected(facts[3], figure="1860人"), *facts[4:])
    report = check("新增会员1860人，新增会员1850人。", evidence=confirmed(notes, facts))
    assert [f.status for f in report.figures] == [Status.SOURCED, Status.UNSOURCED]
    assert report.figures[0].sources[0].document == CONFIRMED


def test_deleting_a_fact_takes_its_receipt_away_and_adding_one_gives_it() -> None:
    notes = Notes.of(NOTES)
    facts = tuple(f for f in facts_of(notes) if f.figure != "1850人")
    assert check("新增会员1850人。", evidence=confirmed(notes, facts)).figures[0].status is Status.UNSOURCED
    facts = added(facts, "文艺汇演", "3场")
    assert check("举办文艺汇演3场。", evidence=confirmed(notes, facts)).figures[0].status is Status.SOURCED


@pytest.mark.parametrize("typed", ["很多", "", "50家和60家", "大约50家吧"])
def test_what_is_no_figure_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(InputError, match="不是一个数字"):
        added((), "建会", typed)


def test_a_fact_left_as_it_was_is_not_marked_as_edited() -> None:
    fact = facts_of(Notes.of(NOTES))[0]
    assert corrected(fact, what=fact.what, figure=fact.figure, period=fact.period) is fact


def test_empty_notes_and_overlong_notes_are_refused() -> None:
    with pytest.raises(InputError, match="没有文字"):
        Notes.of(" \n ")
    with pytest.raises(InputError, match="上限"):
        Notes.of("字" * 200_001)


@given(st.text(max_size=200).filter(str.strip))
def test_lines_slice_to_their_text(text: str) -> None:
    notes = Notes.of(text)
    for line in notes.lines():
        assert text[line.start : line.end] == line.text
