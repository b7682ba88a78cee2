"""Repetitions and copied passages, on whole drafts."""

from __future__ import annotations

import pytest

from assistant.checks import Samples, check
from assistant.facts import confirmed, facts_of
from assistant.findings import Finding
from assistant.notes import Notes
from knowledge.reports import built_in_reports
from knowledge.splitting import passages

LEAD = "今年的事不少，一件一件说。\n"


def of_kind(kind: str, text: str, samples: Samples | None = None, notes: str = "") -> list[Finding]:
    given = Notes.of(notes) if notes else None
    evidence = confirmed(given, facts_of(given)) if given else None
    return [f for f in check(text, evidence=evidence, samples=samples).findings if f.kind == kind]


@pytest.mark.parametrize("text", ["深入各企业组织劳动竞赛19次。", "有效提升了技能。"])
def test_a_claim_is_told_with_the_nearest_place_and_three_choices(text: str) -> None:
    given = Notes.of("组织劳动竞赛19次\n技能培训3期", "笔记.txt")
    report = check(text, evidence=confirmed(given, facts_of(given)))
    (finding,) = [f for f in report.findings if f.kind == "unsourced-claim"]
    near = finding.evidence[0]
    assert f"最接近的是“{near.text}”" in finding.message
    assert all(choice in finding.message for choice in ("删去", "自己的话保留", "补上依据"))


def test_the_same_matter_in_other_words_is_a_repetition() -> None:
    text = f"{LEAD}全年开展巡查46次，发现隐患93处，整改88处。修路3公里。\n今年共巡查46次，查出隐患93处，整改到位88处。"
    found = of_kind("repetition", text)
    assert [f.text for f in found] == ["今年共巡查46次，查出隐患93处，整改到位88处。"]
    assert "全年开展巡查46次" in found[0].message


def test_the_same_words_of_other_figures_are_none() -> None:
    text = f"{LEAD}第一季度组织职工培训，参加120人，满意率98%。\n第二季度组织职工培训，参加130人，满意率97%。"
    assert of_kind("repetition", text) == []


def test_sentences_in_another_order_of_clauses_are_one() -> None:
    text = f"{LEAD}我们组织青年职工到敬老院慰问孤寡老人，送去米面油。修渠。\n到敬老院慰问孤寡老人，我们组织青年职工送去米面油。"
    assert len(of_kind("repetition", text)) == 1


def test_the_samples_themselves_repeat_nothing() -> None:
    assert [f.text for report in built_in_reports() for f in of_kind("repetition", report.text)] == []


def test_a_copied_run_names_its_sample_and_what_the_notes_hold_is_the_users() -> None:
    found = passages(built_in_reports()[0])
    samples = Samples.of(found)
    run = found[2].text[5:60].replace("\n", "")[:40]
    start = found[2].text.find(run)
    if start < 0:
        run = found[2].text[5:45]
    text = f"{LEAD}甲{run}乙。"
    copied = of_kind("copied-passage", text, samples)
    assert len(copied) == 1
    assert run in copied[0].text
    assert found[2].title in copied[0].message
    assert copied[0].evidence[0].text == copied[0].text
    assert of_kind("copied-passage", text, samples, notes=f"笔记第一行\n{run}\n第三行") == []
