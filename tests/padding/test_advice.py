from __future__ import annotations

from assistant.checks import check
from assistant.facts import confirmed, facts_of
from assistant.findings import Finding, Severity
from assistant.notes import Notes
from assistant.padding.advice import question

NOTES = Notes.of("安全生产检查46次，查出隐患93条\n走访困难职工87户，送慰问金4.2万元\n")
LEAD = "镇工会总结\n一、工作\n今年检查的事做得不少，年底都结了账，下面说。\n"


def warnings(text: str) -> list[Finding]:
    report = check(f"{LEAD}{text}\n最后，水泵修好了，管子也换了新的。", evidence=confirmed(NOTES, facts_of(NOTES)))
    return [f for f in report.findings if f.kind == "boilerplate" and f.severity is Severity.WARNING]


def test_the_best_unused_fact_of_the_notes_is_offered_once() -> None:
    found = warnings("高度重视安全生产检查工作，狠抓落实。不断加强安全生产检查工作，扎实推进。")
    assert "46次" in found[0].message
    assert found[0].evidence[0].text == "46次"
    assert all("46次" not in f.message for f in found[1:])


def test_a_fact_that_the_draft_tells_is_not_offered() -> None:
    found = warnings("安全生产检查46次，查出隐患93条。高度重视安全生产检查工作，狠抓落实。")
    assert len(found) == 1
    assert found[0].evidence == ()
    assert "？" in found[0].message


def test_the_reason_names_the_words() -> None:
    assert "“高度重视”、“狠抓落实”" in warnings("高度重视，狠抓落实，扎实推进各项工作。")[0].message


def test_the_question_fits_what_is_said() -> None:
    assert question("广泛开展宣传活动") == "几次？多少人？"
    assert question("建立健全各项制度") == "哪一项制度？什么时候订的？"
    assert question("受到一致好评") == "谁评的？在哪里？"
    assert question("统一思想，提高认识") == "几次？多少人？哪个单位？"
    assert question("同心同德") == "几次？多少人？哪个单位？"


def test_what_the_notes_say_in_these_words_is_the_users_to_say() -> None:
    notes = Notes.of("明年继续加强学习，提高业务水平\n检修水泵12台\n")
    text = f"{LEAD}明年继续加强学习，提高业务水平。\n水泵修好了，管子也换了新的，一共12台。"
    report = check(text, evidence=confirmed(notes, facts_of(notes)))
    assert [f for f in report.findings if f.kind == "boilerplate"] == []


def test_what_stands_between_two_told_notes_belongs_to_their_section() -> None:
    notes = Notes.of("安全检查46次\n张贴标语210条\n培训电工12人\n走访困难职工87户\n")
    text = "镇工会总结\n一、安全\n安全检查46次。高度重视，狠抓落实，取得显著成效。培训电工12人。\n"
    found = [f for f in check(text, evidence=confirmed(notes, facts_of(notes))).findings if f.evidence]
    assert [f.evidence[0].text for f in found if f.kind == "boilerplate"] == ["210条"]


def test_the_first_note_belongs_where_the_second_is_told() -> None:
    notes = Notes.of("安全检查46次\n张贴标语210条\n")
    text = "镇工会总结\n一、安全\n高度重视，狠抓落实，取得显著成效。张贴标语210条。\n"
    found = [f for f in check(text, evidence=confirmed(notes, facts_of(notes))).findings if f.evidence]
    assert [f.evidence[0].text for f in found if f.kind == "boilerplate"] == ["46次"]


def test_a_note_of_which_one_figure_is_told_is_not_offered_again() -> None:
    notes = Notes.of("安全检查46次，查出隐患93条，改了88条\n")
    text = "镇工会总结\n一、安全\n安全检查46次。高度重视安全检查和隐患整改，狠抓落实，取得显著成效。\n"
    found = check(text, evidence=confirmed(notes, facts_of(notes))).findings
    assert [f.evidence for f in found if f.kind == "boilerplate"] == [()]
