"""Clauses stand where the report has them, know their part, and headings and labels are told from what they announce."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from assistant.claims.clauses import Clause, Part, clauses

REPORT = """石桥村2022年工作总结
在镇党委领导下，各项工作有序开展。
一、基础设施
一是修好路。三组到五组通车，占用菜地两分。
1. 队伍不稳：离职2人（都是社工，刚来）。
二、存在的不足
一是管道老旧；二是人手少。
三、下一年打算
（一）更换水管。
（二）偿还欠款。
新的一年，我们将再接再厉。
"""


def by_text(text: str = REPORT) -> dict[str, Clause]:
    return {clause.bare: clause for clause in clauses(text)}


def test_parts_follow_the_headings() -> None:
    found = by_text()
    assert found["在镇党委领导下"].part is Part.OPENING
    assert found["三组到五组通车"].part is Part.WORK
    assert found["管道老旧"].part is Part.PROBLEMS
    assert found["更换水管"].part is Part.NEXT
    assert found["我们将再接再厉"].part is Part.CLOSING


def test_titles_headings_and_labels_only_name() -> None:
    named = {clause.bare for clause in clauses(REPORT) if clause.named}
    assert named == {"石桥村2022年工作总结", "基础设施", "修好路", "队伍不稳", "存在的不足", "下一年打算"}


def test_a_numbered_item_that_is_all_there_is_no_label() -> None:
    assert not by_text()["更换水管"].named
    assert not by_text()["管道老旧"].named


def test_marks_within_brackets_part_nothing() -> None:
    assert "离职2人（都是社工，刚来）" in by_text()


def test_a_text_without_headings_is_work() -> None:
    assert {clause.part for clause in clauses("严格执行各项规定。办班3期。")} == {Part.WORK}


@given(st.text(alphabet="一二、，。：；！（）()是修路通车 \n12.abc—《》“”", max_size=200))
def test_every_clause_stands_at_its_place_and_they_follow_one_another(text: str) -> None:
    found = clauses(text)
    assert all(text[clause.start : clause.end] == clause.text for clause in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert [clause.sentence for clause in found] == sorted(clause.sentence for clause in found)
