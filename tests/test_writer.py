"""The story of a report, without a model: taking notes, drafting, checking, revising one section, exporting."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from assistant.errors import ExportError, InputError
from assistant.facts import added, corrected
from assistant.findings import Status
from assistant.manuscript import Manuscript
from assistant.writer import Writer

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.txt"))
WRITER = Writer()


def drafted(path: Path = EXAMPLES[0]) -> Manuscript:
    notes = path.read_text(encoding="utf-8")
    return WRITER.write(WRITER.take(Manuscript(id="t"), notes, path.name))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_each_example_is_drafted_with_a_receipt_for_every_figure(path: Path) -> None:
    manuscript = drafted(path)
    report = WRITER.check(manuscript)
    assert len(manuscript.drafted().sections) >= 4
    assert report.errors == ()
    assert {f.status for f in report.figures} <= {Status.SOURCED, Status.DERIVED}
    for figure in report.figures:
        for source in figure.sources:
            assert manuscript.notes.text_of(source.document)[source.start : source.end] == source.text


def test_revising_one_section_leaves_the_others_as_they_are() -> None:
    before = drafted()
    proposed = WRITER.revise(before, "把第一部分改成三条")
    assert proposed.drafted() == before.drafted(), "nothing changes before the user keeps it"
    after = proposed.kept().drafted()
    changed = [s.id for s, old in zip(after.sections, before.drafted().sections, strict=True) if s != old]
    assert changed == [proposed.revision.before.id] if proposed.revision else False


def test_an_instruction_that_changes_nothing_says_so() -> None:
    manuscript = drafted()
    section = next(s for s in manuscript.drafted().sections if s.heading)
    plain = replace(manuscript, draft=manuscript.drafted().replacing(replace(section, text="签订集体合同。")))
    with pytest.raises(InputError):
        WRITER.revise(plain, "把集体改成集体", section.id)


def test_an_instruction_that_names_no_section_lists_them() -> None:
    with pytest.raises(InputError, match="存在的问题"):
        WRITER.revise(drafted(), "改得更好一点")


def test_a_later_message_adds_notes_and_keeps_corrected_facts() -> None:
    manuscript = drafted()
    facts = tuple(corrected(f, figure="20次") if f.figure == "19次" else f for f in manuscript.facts)
    manuscript = replace(manuscript, facts=added(facts, "文艺汇演", "3场"))
    more = WRITER.take(manuscript, "11月又建会2家")
    assert len({f.id for f in more.facts}) == len(more.facts)
    assert [f.figure for f in more.facts if f.edited] == ["20次", "3场"]
    assert more.notes.items[-1].text == "11月又建会2家"


def test_the_clean_copy_is_refused_while_errors_stand() -> None:
    manuscript = drafted()
    section = next(s for s in manuscript.drafted().sections if s.heading)
    wrong = manuscript.with_section(section.id, f"{section.text}走访企业987家。")
    with pytest.raises(ExportError, match="1处错误"):
        WRITER.word(wrong, clean=True)
    assert "987家" in "".join(p.text for p in Document(BytesIO(WRITER.word(wrong, clean=True, insist=True))).paragraphs)
    assert list(Document(BytesIO(WRITER.word(wrong))).comments)


def test_without_notes_there_is_nothing_to_write() -> None:
    with pytest.raises(InputError, match="还没有笔记"):
        WRITER.write(Manuscript(id="t"))
