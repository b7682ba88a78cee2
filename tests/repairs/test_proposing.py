from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.drafting.model import ModelWriter
from assistant.errors import InputError, Unreachable
from assistant.findings import Finding, Severity
from assistant.manuscript import Manuscript
from assistant.models.scripted import ScriptedModel
from assistant.padding.lexicon import OWN_FILE
from assistant.repairs.proposing import ANSWERS, OWN_WORDS
from assistant.settings import Settings
from assistant.writer import Writer, writer_for

NOTES = """镇工会2026年工作总结
一、维权
安全生产检查46次，查出隐患93条，改了88条
二、培训
培训3期，120人参加
"""
PADDED = "高度重视安全工作，狠抓落实，扎实推进各项工作。安全生产检查46次，查出隐患93条，有效提升了群众的满意度。"


def padded() -> tuple[Writer, Manuscript, str]:
    writer = Writer()
    written = writer.write(writer.take(Manuscript("x"), NOTES))
    section = next(s for s in written.drafted().sections if "46次" in s.text)
    return writer, written.with_section(section.id, PADDED), section.id


def one(writer: Writer, manuscript: Manuscript, kind: str) -> Finding:
    return next(f for f in writer.check(manuscript).findings if f.kind == kind and f.severity is not Severity.INFO)


def test_padding_goes_and_the_other_sections_are_the_same_objects() -> None:
    writer, manuscript, section = padded()
    trimmed = writer.trim(manuscript, section, "padding")
    assert trimmed.revision is not None
    assert trimmed.revision.after.text == PADDED.split("。")[1] + "。"
    assert trimmed.draft is manuscript.draft
    kept = trimmed.kept().drafted()
    assert all(a is b for a, b in zip(kept.sections, manuscript.drafted().sections, strict=True) if a.id != section)


def test_what_has_no_source_goes_and_the_figures_stay() -> None:
    writer, manuscript, section = padded()
    trimmed = writer.trim(manuscript, section, "claims")
    assert trimmed.revision is not None
    assert "满意度" not in trimmed.revision.after.text
    assert "46次，查出隐患93条。" in trimmed.revision.after.text


def test_nothing_to_trim_is_one_sentence() -> None:
    writer, manuscript, section = padded()
    clean = manuscript.with_section(section, "安全生产检查46次，查出隐患93条。")
    with pytest.raises(InputError, match="没有可以去套话的地方"):
        writer.trim(clean, section, "padding")


def test_the_models_wording_is_taken_where_it_holds() -> None:
    _, manuscript, section = padded()
    good = "安全生产检查46次，查出隐患93条，有效提升了群众的满意度。"
    model = ScriptedModel([good])
    trimmed = Writer(sections=ModelWriter(model)).trim(manuscript, section, "padding")
    assert trimmed.revision is not None
    assert trimmed.revision.after.text == good
    assert "狠抓落实" in model.requests[0][0].text


@pytest.mark.parametrize(
    "answer",
    [
        "安全生产检查50次。",
        "安全生产检查46次，查出隐患93条，深入各企业开展活动，有效提升了群众的满意度。",
        "",
        Unreachable("连不上。"),
    ],
)
def test_an_answer_that_does_not_hold_gives_way_to_the_cut(answer: str | Unreachable) -> None:
    _, manuscript, section = padded()
    trimmed = Writer(sections=ModelWriter(ScriptedModel([answer]))).trim(manuscript, section, "padding")
    assert trimmed.revision is not None
    assert trimmed.revision.after.text == PADDED.split("。")[1] + "。"


def test_a_struck_clause_is_gone_and_one_with_a_figure_is_not_struck() -> None:
    writer, manuscript, section = padded()
    claim = next(f for f in writer.check(manuscript).findings if f.kind == "unsourced-claim" and "满意度" in f.text)
    assert "满意度" not in writer.strike(manuscript, claim).drafted().section(section).text
    at = manuscript.drafted().text().index("查出隐患93条")
    figure = replace(claim, start=at, end=at + 7, text="查出隐患93条")
    with pytest.raises(InputError, match="里有数字"):
        writer.strike(manuscript, figure)


def test_a_kept_claim_becomes_a_note_of_the_users_and_is_not_found_again() -> None:
    writer, manuscript, _ = padded()
    claim = one(writer, manuscript, "unsourced-claim")
    kept = writer.vouch(manuscript, claim)
    assert kept.notes.text_of(OWN_WORDS) == claim.text
    assert all(f.text != claim.text for f in writer.check(kept).findings)


def test_an_answer_becomes_a_note_and_a_sentence_to_be_kept_or_dropped() -> None:
    writer, manuscript, _ = padded()
    empty = one(writer, manuscript, "boilerplate")
    answered = writer.answer(manuscript, empty, "安全会议开了6次")
    assert answered.notes.text_of(ANSWERS) == "安全会议开了6次"
    assert answered.revision is not None
    assert answered.revision.after.text.startswith("安全会议开了6次。安全生产检查46次")
    kept = answered.kept()
    assert all(f.kind != "unsourced-figure" for f in writer.check(kept).findings)


def test_an_unused_fact_takes_the_place_of_an_empty_sentence() -> None:
    writer, manuscript, section = padded()
    empty = manuscript.with_section(section, "高度重视安全生产检查工作，狠抓落实，扎实推进各项工作。")
    finding = one(writer, empty, "boilerplate")
    proposed = writer.insert(empty, finding)
    assert proposed.revision is not None
    assert "46次" in proposed.revision.after.text
    assert "狠抓落实" not in proposed.revision.after.text


def test_an_offices_own_words_are_read_at_each_check(tmp_path: Path) -> None:
    manuscript, section = padded()[1:]
    writer = writer_for(Settings(home=tmp_path), choice="offline")
    plain = manuscript.with_section(section, "安全生产检查46次，查出隐患93条。赋能增效显华章，踔厉笃行谱新韵。")

    def words() -> list[str]:
        return [
            f.text for f in writer.check(plain).findings if f.kind == "boilerplate" and f.severity is not Severity.INFO
        ]

    (tmp_path / OWN_FILE).write_text("套话：赋能增效显华章\n套话：踔厉笃行谱新韵\n", encoding="utf-8")
    assert words() == ["赋能增效显华章，踔厉笃行谱新韵。"]
    (tmp_path / OWN_FILE).write_text("实词：赋能增效\n", encoding="utf-8")
    assert words() == []


def test_a_finding_of_an_older_draft_is_refused() -> None:
    writer, manuscript, section = padded()
    claim = one(writer, manuscript, "unsourced-claim")
    changed = manuscript.with_section(section, "安全生产检查46次。" + PADDED)
    with pytest.raises(InputError, match="找不到"):
        writer.strike(changed, claim)
