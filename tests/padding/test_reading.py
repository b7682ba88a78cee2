from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from assistant.figures.reading import read
from assistant.padding.lexicon import Lexicon
from assistant.padding.reading import Sort, Verdict, verdicts
from assistant.padding.recurrence import Recurrence

LEAD = "一年来，站里的事都按单子做完了，下面逐件说。\n"


def found(text: str, recurrence: Recurrence | None = None) -> list[Verdict]:
    figures = [(m.start, m.end) for m in read(text) if m.is_figure]
    return list(verdicts(text, figures, Lexicon.standard(), recurrence or Recurrence()))


@pytest.mark.parametrize(
    "sentence",
    [
        "高度重视安全生产工作，统一思想，提高认识，狠抓落实，取得了显著成效。",
        "坚持以人为本，不断提高服务水平，切实维护职工合法权益。",
        "积极开展形式多样的宣传活动，营造了良好氛围。",
        "确保全年安全稳定。",
    ],
)
def test_a_sentence_without_a_pin_is_worn(sentence: str) -> None:
    assert [v.sort for v in found(f"{LEAD}{sentence}\n明年再说别的事情，先把水泵修好要紧。")] == [Sort.WORN]


@pytest.mark.parametrize(
    "sentence",
    [
        "全站获省级文明单位。",
        "老人的被褥换季时全部拆洗。",
        "成立了由局长任组长、各科室负责人为成员的领导小组。",
        "卷宗里证据清单常常漏附。",
        "全年没有发生安全事故。",
        "明年给东头三条巷子换下水管。",
        "服务意识还不够强，业务水平有待提高。",
    ],
)
def test_facts_without_a_digit_and_candid_words_are_spared(sentence: str) -> None:
    assert found(f"{LEAD}{sentence}\n明年再说别的事情，先把水泵修好要紧。") == []


def test_only_the_padding_of_a_mixed_sentence_is_marked() -> None:
    text = f"{LEAD}为进一步丰富职工生活，5月举办篮球赛，有效增强了凝聚力。\n明年先把水泵修好要紧，再换水管。"
    assert [(v.sort, v.text) for v in found(text)] == [
        (Sort.PADDING, "为进一步丰富职工生活"), (Sort.PADDING, "有效增强了凝聚力"),
    ]  # fmt: skip


def test_a_label_is_read_with_what_it_announces() -> None:
    text = f"{LEAD}一是切实加强学习。全年办班3期。二是切实改进作风。查处2起。\n明年先把水泵修好要紧，再换水管。"
    assert found(text) == []


def test_opener_closing_line_and_lead_in_are_told_apart() -> None:
    text = (
        "2026年，在县委的正确领导下，我们紧紧围绕中心工作，凝心聚力、真抓实干，取得了新的成绩。现将工作总结如下：\n"
        "检修水泵12台。\n今后，我们将继续努力，开拓创新，为又好又快发展作出更大的贡献。"
    )
    assert {v.sort for v in found(text)} == {Sort.OPENER, Sort.LEAD_IN, Sort.CLOSER}


def test_a_gap_is_left_alone() -> None:
    assert found(f"{LEAD}高度重视，狠抓落实，【待补充：几次？】。\n明年先把水泵修好要紧，再换水管。") == []


def test_an_offices_own_word_is_a_pin() -> None:
    class Everywhere:
        def families_of(self, clauses: Sequence[str]) -> Mapping[str, int]:
            return dict.fromkeys(clauses, 8)

    text = f"{LEAD}积极开展形式多样的宣传活动，营造了良好氛围。\n明年先把水泵修好要紧，再换水管。"
    assert found(text, Recurrence(Everywhere()))[0].families == 8


@pytest.mark.parametrize(
    "sentence",
    [
        "教学是学校的中心工作，也是教师的立身之本。",
        "俗话说，没有规矩，不成方圆。",
        "作为一名教师，我始终牢记自己的责任和使命，努力做一名让学生喜欢、家长放心的好老师。",
    ],
)
def test_a_general_truth_or_a_vow_is_worn(sentence: str) -> None:
    (verdict,) = found(f"{LEAD}{sentence}\n明年再说别的事情，先把水泵修好要紧。")
    assert verdict.sort is Sort.WORN
    assert "maxim" in verdict.frames


def test_what_the_next_clause_explains_is_no_padding() -> None:
    text = f"{LEAD}成立了领导小组，由局长任组长，张口站长管材料。\n明年再说别的事情，先把水泵修好要紧。"
    assert found(text) == []
