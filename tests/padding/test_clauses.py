from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.padding.clauses import Place, sentences

REPORT = """镇工会年度总结
一年来，在镇党委领导下，我们扎实开展工作，完成了任务。
一、主要工作
一是抓好培训。全年办班3期，参加120人。二是抓好慰问。走访87户。
1、加强管理。
2、规范服务。
二、存在的问题
1、人手不足，办案偏慢。
三、明年打算
继续努力，再创佳绩，为发展贡献力量，把工作做得更好更扎实。"""


def test_places_are_told_from_where_a_sentence_stands() -> None:
    found = {s.text: s for s in sentences(REPORT)}
    assert found["镇工会年度总结"].place is Place.HEADING
    assert found["一年来，在镇党委领导下，我们扎实开展工作，完成了任务。"].place is Place.OPENING
    assert found["抓好培训。"].place is Place.LABEL
    assert found["抓好慰问。"].place is Place.LABEL
    assert found["全年办班3期，参加120人。"].place is Place.BODY
    assert found["加强管理。"].place is Place.BODY, "an item that is all there is to it is no label"
    assert found["继续努力，再创佳绩，为发展贡献力量，把工作做得更好更扎实。"].place is Place.CLOSING


def test_what_stands_under_problems_is_candid_up_to_the_next_heading() -> None:
    found = {s.text: s.candid for s in sentences(REPORT)}
    assert found["人手不足，办案偏慢。"]
    assert not found["走访87户。"]
    assert not found["继续努力，再创佳绩，为发展贡献力量，把工作做得更好更扎实。"]


def test_quotes_and_brackets_are_not_cut() -> None:
    one = sentences("开展“创建学习型组织，争做学习型职工”活动，效果好。")[0]
    assert [c.text for c in one.clauses] == ["开展“创建学习型组织，争做学习型职工”活动", "效果好"]


@given(st.text(alphabet="一是二、1.（）。，；：“”\n #工作加强12年 ", max_size=80))
def test_sentences_and_clauses_are_slices_in_order(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= at
        at = sentence.end
        for clause in sentence.clauses:
            assert text[clause.start : clause.end] == clause.text
            assert sentence.start <= clause.start < clause.end <= sentence.end
