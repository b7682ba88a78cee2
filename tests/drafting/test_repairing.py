"""Repair rounds: only the faulty sentences change, only for the better, and never by a typed figure."""

from __future__ import annotations

import pytest

from assistant.drafting.citing import Citable, cited
from assistant.drafting.repairing import Fault, repaired
from assistant.errors import BrokenStream, BudgetSpent, ModelError, Stopped
from assistant.receipts import Written
from tests.drafting.drafts import assignment

JOB = assignment("维权\n工资集体协议累计50家\n劳动竞赛19次", "维权")
TEXT = "甲事办好了。走访企业37家。\n乙事也办好了。"
GOOD = "1：走访了企业。"


def judge(written: Written) -> list[Fault]:
    text = written.text
    return [Fault(text.index(w), text.index(w) + len(w), "没有出处") for w in ("37家", "99家", "88家") if w in text]


@pytest.mark.parametrize(
    ("answers", "expected", "asked"),
    [
        ([GOOD], "走访了企业。", 1),
        (["1：（删去）"], "", 1),
        (["1：走访企业37家单位。", GOOD], "走访了企业。", 2),
        (["好的，已改正。", GOOD], "走访了企业。", 2),
        (["好的。", "2：走访了企业。"], "走访企业37家。", 2),
        (["1：走访企业99家。"] * 2, "走访企业37家。", 2),
        (["1：走访企业37家，{F9}。"] * 2, "走访企业37家。", 2),
        ([GOOD + "\n2：另有一句。"] * 2, "走访企业37家。", 2),
        ([BrokenStream("断了")], "走访企业37家。", 1),
    ],
)
def test_a_sentence_is_replaced_only_for_the_better(answers: list[str | ModelError], expected: str, asked: int) -> None:
    questions: list[str] = []

    def ask(question: str) -> str:
        answer = answers[len(questions)]
        questions.append(question)
        if isinstance(answer, ModelError):
            raise answer
        return answer

    assert repaired(JOB, Written(TEXT), judge, ask).text == f"甲事办好了。{expected}\n乙事也办好了。"
    assert len(questions) == asked
    assert "1：走访企业37家。" in questions[0]
    assert "甲事" not in questions[0]


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


@pytest.mark.parametrize("error", [BudgetSpent("到了上限。"), Stopped("已停下。")])
def test_a_limit_or_a_stop_in_a_repair_keeps_what_was_written(error: ModelError) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        if len(asked) == 2:
            raise error
        return "1：走访企业37家单位。" if len(asked) == 3 else "1：走访企业37家。\n2：乙事办好了。"

    text = "走访企业37家。\n乙事办了99家。"
    assert repaired(JOB, Written(text), judge, ask).text == "走访企业37家。\n乙事办好了。"
    assert len(asked) == 2
