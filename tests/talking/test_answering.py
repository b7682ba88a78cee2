"""Answers from the facts, with the line of the notes; changes of facts that follow into the draft."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.manuscript import Manuscript
from assistant.writer import Writer

NOTES = (Path(__file__).resolve().parents[2] / "examples" / "乡镇工会年度总结.txt").read_text(encoding="utf-8")
WRITER = Writer()


@pytest.fixture(scope="module")
def drafted() -> Manuscript:
    return WRITER.write(WRITER.take(Manuscript("m"), NOTES))


@pytest.mark.parametrize(
    ("question", "figure", "line"),
    [
        ("去年工资集体协议是多少家", "45家（去年）", "工资集体协议 去年45家，今年+5"),
        ("83万是哪来的", "83万元", "各基层工会搞劳动竞赛19次"),
        ("培训了几期", "103期", "培训班103期，受训职工2500人次"),
    ],
)
def test_an_answer_has_its_receipt(drafted: Manuscript, question: str, figure: str, line: str) -> None:
    told = WRITER.reply(drafted, question)
    assert figure in told
    assert line in told
    assert told.count("·") == 1


def test_of_notes_in_one_line_only_what_is_asked_is_shown() -> None:
    matters = "，".join(f"{place}村修路{n + 2}公里" for n, place in enumerate("东西南北中上下前后左右内外"))
    notes = f"今年造林1260亩，{matters}，合作医疗交了1598人，去年1612人，另外调解纠纷21起"
    told = WRITER.reply(WRITER.write(WRITER.take(Manuscript("m"), notes)), "合作医疗交了多少人")
    assert "1598人" in told
    assert "东村修路" not in told
    assert len(told) < 200


def test_what_the_notes_do_not_say_is_not_answered(drafted: Manuscript) -> None:
    assert "没有查到" in WRITER.reply(drafted, "医保参保多少人")


def test_a_correction_follows_into_the_draft_and_stays_sourced(drafted: Manuscript) -> None:
    changed = WRITER.correct(drafted, "新增会员应该是1580人，不是1850人")
    assert "三、组织建设" in changed.told
    text = changed.manuscript.drafted().text()
    assert "1580人" in text
    assert "1850人" not in text
    report = WRITER.check(changed.manuscript)
    assert not [f for f in report.errors if "1580" in f.text]
    assert [s for s in drafted.drafted().sections if s not in changed.manuscript.drafted().sections] == [
        next(s for s in drafted.drafted().sections if "1850人" in s.text)
    ]


def test_a_deleted_fact_is_marked_where_it_is_used(drafted: Manuscript) -> None:
    changed = WRITER.forget(drafted, "83万那个数删掉，记错了")
    assert "二、生产竞赛和培训" in changed.told
    assert [f for f in WRITER.check(changed.manuscript).errors if f.text.startswith("83万")]


@pytest.mark.parametrize("words", ["11月那条不要了", "刚才加的那条不要了"])
def test_a_whole_line_goes_with_every_figure_in_it(drafted: Manuscript, words: str) -> None:
    added = WRITER.add(drafted, "11月又建会2家").kept()
    forgotten = WRITER.forget(added, words).manuscript
    assert forgotten.facts == drafted.facts
    assert [f for f in WRITER.check(forgotten).errors if "2家" in f.text]
    assert WRITER.correct(added, "建会不是2家是3家").manuscript.drafted().text().count("建会3家") == 1


def test_what_means_no_fact_or_several_changes_nothing(drafted: Manuscript) -> None:
    with pytest.raises(InputError, match="没找到"):
        WRITER.correct(drafted, "医保参保不是8人是9人")
    with pytest.raises(InputError, match="个数都像"):
        WRITER.forget(drafted, "创效那个数不要了")


def test_an_added_fact_is_proposed_in_one_section_and_sourced(drafted: Manuscript) -> None:
    added = WRITER.add(drafted, "11月新增会员22人")
    assert added.revision is not None
    assert "22人" in added.revision.after.text
    assert added.drafted() == drafted.drafted()
    assert not [f for f in WRITER.check(added.kept()).errors if "22人" in f.text]


def test_an_explanation_says_what_to_do_of_the_figure_asked_about(drafted: Manuscript) -> None:
    section = drafted.drafted().sections[1]
    wrong = replace(drafted, draft=drafted.drafted().replacing(replace(section, text="培训职工99999人，慰问777户。")))
    told = WRITER.explain(WRITER.check(wrong), "99999为什么标红")
    assert "99999人" in told
    assert "777" not in told
    assert "没有标红" in WRITER.explain(WRITER.check(wrong), "83为什么标红")


def test_the_last_part_and_the_part_last_spoken_of_are_found(drafted: Manuscript) -> None:
    from assistant.manuscript import Speaker
    from assistant.talking.places import section_meant

    sections = drafted.drafted().sections
    assert section_meant(drafted, "最后一段删掉") == sections[-1]
    named = next(s for s in sections if s.heading)
    spoken = drafted.saying(Speaker.ASSISTANT, f"已保留“{named.heading}”的改动。")
    assert section_meant(spoken, "再具体点") == named
    assert section_meant(spoken, "第九部分太长") is None
    assert section_meant(drafted, "再具体点") is None
