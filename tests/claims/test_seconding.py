"""A second opinion: only doubtful claims are asked about, and nothing is believed that the notes do not hold."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from assistant.claims.seconding import BATCH, seconded
from assistant.claims.verdict import Claim, judged

NOTES = (("n", "网线老断，跟电信吵了几回，换了光猫\n培训3期\n打印机修了两台"),)
TEXT = "某站2023年工作总结\n一、主要工作\n与运营商反复交涉，更新接入设备。严格执行各项规定。\n二、结束\n"


def claims(text: str = TEXT) -> tuple[Claim, ...]:
    return judged(text, NOTES)


def asked(answers: list[str]) -> tuple[Callable[[str], str], list[str]]:
    questions: list[str] = []

    def ask(question: str) -> str:
        questions.append(question)
        return answers[min(len(questions), len(answers)) - 1]

    return ask, questions


def doubtful() -> list[Claim]:
    return [claim for claim in claims() if claim.doubtful]


def replies(reply: str) -> str:
    return "\n".join(f"{number}：{reply}" for number in range(1, len(doubtful()) + 1))


def standing(given_claims: tuple[Claim, ...]) -> set[str]:
    return {claim.clause.bare for claim in given_claims if claim.unsupported}


def test_only_doubtful_clauses_are_asked_about_in_one_question() -> None:
    ask, questions = asked([replies("无")])
    seconded(claims(), NOTES, ask)
    (question,) = questions
    assert "更新接入设备" in question
    assert "严格执行各项规定" not in question.split("</分句>")[0]
    assert "换了光猫" in question


def test_a_quote_that_is_found_and_speaks_of_the_same_is_believed() -> None:
    found = judged(TEXT.replace("更新接入设备", "完善了光猫更换流程"), NOTES)
    asked_about = [claim.clause.bare for claim in found if claim.doubtful]
    assert "完善了光猫更换流程" in standing(found)
    ask, _ = asked(
        ["\n".join(f"{n}：{'换了光猫' if '光猫' in bare else '无'}" for n, bare in enumerate(asked_about, start=1))]
    )
    after = next(claim for claim in seconded(found, NOTES, ask) if "光猫" in claim.clause.bare)
    assert not after.unsupported
    assert after.nearest is not None
    assert NOTES[0][1][after.nearest.start : after.nearest.end] == "换了光猫"


def test_an_invented_quote_changes_nothing() -> None:
    ask, _ = asked([replies("已按规定更新全部接入设备")])
    assert standing(seconded(claims(), NOTES, ask)) == standing(claims())


def test_a_true_quote_of_something_else_changes_nothing() -> None:
    ask, _ = asked([replies("培训3期")])
    assert standing(seconded(claims(), NOTES, ask)) == standing(claims())


def test_none_denies_what_the_program_let_pass_and_only_gently() -> None:
    passed = [claim for claim in doubtful() if not claim.unsupported]
    ask, _ = asked([replies("无")])
    after = {claim.clause.start: claim for claim in seconded(claims(), NOTES, ask)}
    assert all(after[claim.clause.start].unsupported and after[claim.clause.start].seconded for claim in passed)


def test_an_answer_of_another_form_is_asked_for_once_more_and_then_let_be() -> None:
    ask, questions = asked(["我认为这些说法都有依据。", "还是都有依据。"])
    assert seconded(claims(), NOTES, ask) == claims()
    assert len(questions) == 2
    ask, questions = asked(["好的，如下：\n1：无", replies("无")])
    assert standing(seconded(claims(), NOTES, ask)) >= {claim.clause.bare for claim in doubtful()}
    assert len(questions) == 2


def test_many_clauses_are_asked_about_in_batches() -> None:
    many = "\n".join(f"与第{n}家运营商交涉更新设备。" for n in range(BATCH + 5))
    text = f"某站2023年工作总结\n一、主要工作\n{many}\n二、结束\n"
    found = judged(text, NOTES)
    count = sum(claim.doubtful for claim in found)
    ask, questions = asked(["不合格式"])
    seconded(found, NOTES, ask)
    assert len(questions) == 2 * -(-count // BATCH)


@given(st.text(max_size=60))
def test_whatever_comes_back_is_survived_and_never_hides_a_claim(answer: str) -> None:
    ask, _ = asked([answer])
    assert standing(seconded(claims(), NOTES, ask)) >= standing(claims())
