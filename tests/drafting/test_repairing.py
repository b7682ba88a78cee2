"""Repair rounds: only the faulty sentences change, only for the better, and never by a typed figure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.drafting.citing import Citable, cited
from assistant.drafting.repairing import Fault, Judgement, repaired
from assistant.errors import BrokenStream, BudgetSpent, ModelError, Stopped
from assistant.receipts import Written
from tests.drafting.drafts import assignment

JOB = assignment("维权\n工资集体协议累计50家\n劳动竞赛19次", "维权")
TEXT = "甲事办好了。走访企业37家。\n乙事也办好了。"
GOOD = "1：走访了企业。"


def judge(written: Written) -> Judgement:
    text = written.text
    found = [Fault(text.index(w), text.index(w) + len(w), "没有出处") for w in ("37家", "99家", "88家") if w in text]
    return Judgement(tuple(found), len(found))


def asking(answers: list[str | ModelError], questions: list[str]) -> Callable[[str], str]:
    def ask(question: str) -> str:
        answer = answers[len(questions)]
        questions.append(question)
        if isinstance(answer, ModelError):
            raise answer
        return answer

    return ask


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([GOOD], "走访了企业。"),
        (["1：（删去）"], ""),
        (["1：走访企业37家单位。"], "走访企业37家。"),
        (["好的，已改正。", GOOD], "走访了企业。"),
        (["1：走访企业99家。"], "走访企业37家。"),
        (["1：走访企业37家，{F9}。"], "走访企业37家。"),
    ],
)
def test_a_sentence_is_replaced_only_for_the_better(answers: list[str | ModelError], expected: str) -> None:
    questions: list[str] = []
    assert (
        repaired(JOB, Written(TEXT), judge, asking(answers, questions)).text
        == f"甲事办好了。{expected}\n乙事也办好了。"
    )
    assert len(questions) == len(answers)
    assert "1：走访企业37家。" in questions[0]
    assert "甲事" not in questions[0]


@pytest.mark.parametrize(
    "answers",
    [["好的。", "2：走访了企业。"], [GOOD + "\n2：另有一句。"] * 2, [BrokenStream("断了")], [BudgetSpent("到了上限。")], [Stopped("已停下。")]],
)  # fmt: skip
def test_an_answer_that_cannot_be_used_is_an_error_and_the_section_stays(answers: list[str | ModelError]) -> None:
    questions: list[str] = []
    with pytest.raises(ModelError):
        repaired(JOB, Written(TEXT), judge, asking(answers, questions))
    assert len(questions) == len(answers)


def test_what_mends_a_section_and_harms_another_is_not_taken() -> None:
    def strict(written: Written) -> Judgement:
        own = judge(written)
        return Judgement(own.faults, own.total + ("走访了企业" in written.text))

    assert repaired(JOB, Written(TEXT), strict, lambda _: GOOD).text == TEXT


def test_a_sentence_goes_back_with_its_names_before_its_full_stop_and_its_new_names_are_kept() -> None:
    questions: list[str] = []

    def ask(question: str) -> str:
        questions.append(question)
        return "1：开展劳动竞赛{F2}⟦N3⟧。"

    notes = Citable(JOB)
    written = cited("劳动竞赛37家⟦N3⟧。工资集体协议签了50家⟦N2⟧。", notes)
    new = repaired(JOB, written, judge, ask)
    assert "1：劳动竞赛37家⟦N3⟧。" in questions[0]
    assert "还没有写到的笔记号：没有了" in questions[0]
    assert new.text == "开展劳动竞赛19次。工资集体协议签了50家。"
    assert [[source.text for source in receipt.sources] for receipt in new.receipts] == [
        ["劳动竞赛19次"],
        ["工资集体协议累计50家"],
    ]
