"""A flagged figure set right in one click: the notes' own in its place, or vouched for."""

from __future__ import annotations

import pytest

from assistant.errors import InputError
from assistant.findings import Finding, Severity
from assistant.manuscript import Manuscript
from assistant.repairs.proposing import OWN_WORDS
from assistant.repairs.righting import UNTRUE, instead, vouched
from assistant.writer import Writer

NOTES = """镇工会2026年总结
一、维权
安全生产检查46次，查出隐患93条，改了88条
调解纠纷12起
二、培训
培训3期，120人参加
"""


def flagged(text: str, suggestion: str, kind: str = "mismatched-figure") -> Finding:
    return Finding(kind, Severity.ERROR, 0, len(text), text, "请核对。", suggestion)


@pytest.mark.parametrize(
    ("text", "suggestion", "new"),
    [
        ("46次", "93次", "93次"),
        ("3.2万亩", "3.5万亩", "3.5万亩"),
        ("28人", "23", "23人"),
        ("约1300人", "1300人", "1300人"),
        ("180万元", "一百六十万", "160万元"),
        ("12%", "11.1%", "11.1%"),
        ("2025年", "2024年", "2024年"),
        ("5名", "六个", ""),
        ("83元", "83万元", "83万元"),
        ("12%", "11.1", ""),
        ("以下三方面", "2", ""),
        ("25人", "", ""),
        ("25人", "请核对", ""),
        ("25人", "25人", ""),
    ],
)
def test_what_can_stand_there_instead(text: str, suggestion: str, new: str) -> None:
    assert instead(flagged(text, suggestion)) == new


def test_words_are_no_figures() -> None:
    assert instead(flagged("46次", "93次", "boilerplate")) == ""


def drafted(wrong: str) -> tuple[Writer, Manuscript, str]:
    writer = Writer()
    written = writer.write(writer.take(Manuscript("x"), NOTES))
    section = next(s for s in written.drafted().sections if "46次" in s.text)
    return writer, written.with_section(section.id, wrong), section.id


def wrong_ones(writer: Writer, manuscript: Manuscript) -> list[Finding]:
    return [f for f in writer.check(manuscript).findings if f.kind in UNTRUE]


def test_the_notes_figure_takes_the_place_of_a_swapped_one() -> None:
    writer, manuscript, section = drafted("安全生产检查46次，查出隐患88条，整改93条。")
    found = wrong_ones(writer, manuscript)
    assert [f.text for f in found] == ["88条", "93条"]
    for finding in found:
        manuscript = writer.amend(manuscript, finding)
    assert manuscript.drafted().section(section).text == "安全生产检查46次，查出隐患93条，整改88条。"
    assert not wrong_ones(writer, manuscript)


def test_a_figure_that_nothing_can_replace_is_refused_in_one_sentence() -> None:
    writer, manuscript, _ = drafted("安全生产检查46次，走访职工家庭217户。")
    (finding,) = wrong_ones(writer, manuscript)
    assert writer.instead(finding) == ""
    with pytest.raises(InputError, match="217户"):
        writer.amend(manuscript, finding)


def test_a_draft_that_has_changed_since_is_left_alone() -> None:
    writer, manuscript, section = drafted("安全生产检查46次，查出隐患88条，整改93条。")
    finding = wrong_ones(writer, manuscript)[0]
    changed = manuscript.with_section(section, "全年安全生产检查46次。")
    with pytest.raises(InputError, match="88条"):
        writer.amend(changed, finding)


def test_a_figure_that_the_user_vouches_for_is_no_longer_flagged() -> None:
    writer, manuscript, section = drafted("安全生产检查46次，走访职工家庭217户，发放慰问金8万元。")
    found = wrong_ones(writer, manuscript)
    assert [f.text for f in found] == ["217户", "8万元"]
    kept = writer.vouch(manuscript, found[0])
    said = kept.notes.text_of(OWN_WORDS)
    assert "217户" in said
    assert "8万元" not in said
    assert [f.text for f in wrong_ones(writer, kept)] == ["8万元"]
    assert kept.drafted().section(section).text == manuscript.drafted().section(section).text


def test_only_what_is_vouched_for_becomes_a_note() -> None:
    text = "标题\n走访217户，慰问35人。培训3期。"
    at = text.index("217户")
    first = Finding("unsourced-figure", Severity.ERROR, at, at + 4, "217户", "")
    other = Finding("unsourced-figure", Severity.ERROR, at + 7, at + 10, "35人", "")
    assert vouched(text, first, [first, other]) == "走访217户，慰问"
    assert vouched(text, other, [other]) == "走访217户，慰问35人"
