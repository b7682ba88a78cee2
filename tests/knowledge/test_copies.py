"""Copies inside one file: where a run of paragraphs begins that stands there twice."""

from __future__ import annotations

from knowledge.copies import copies_in
from knowledge.reports import built_in_reports

FIRST, SECOND = ([line for line in report.text.split("\n") if line] for report in built_in_reports()[2:4])


def test_a_copy_and_what_it_copies() -> None:
    assert copies_in([*FIRST, *SECOND, *FIRST]) == [(len(FIRST) + len(SECOND), 0)]


def test_masks_and_lost_paragraphs_do_not_matter() -> None:
    copy = [line.replace("2", "x").replace("，", ",") for n, line in enumerate(FIRST) if n % 5]
    (found,) = copies_in([*FIRST, *SECOND, *copy])
    assert found == (len(FIRST) + len(SECOND), 1)


def test_one_sentence_said_twice_is_no_copy() -> None:
    assert copies_in([*FIRST, "全镇工会工作取得了新的成绩。", *SECOND, "全镇工会工作取得了新的成绩。"]) == []
    assert copies_in([]) == []
