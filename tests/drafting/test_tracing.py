"""Receipts of offline sentences: every sentence but furniture has the notes that it was made of, and only those."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.draft import Role
from assistant.drafting import Assignment
from assistant.drafting.offline import OfflineWriter, written
from assistant.facts import added, corrected, facts_of
from assistant.findings import Severity
from assistant.manuscript import Manuscript
from assistant.notes import CONFIRMED, Notes
from assistant.outline import outline_of
from assistant.receipts import Receipt, is_furniture, sentence_spans
from assistant.reporting import draft_as_json
from assistant.workspace import Workspace
from assistant.writer import Writer
from tests.drafting.drafts import EXAMPLES, NAMES, assignment, drafted, read

NOTES = st.text(alphabet="工会建培训问题明年会，。；：、0123456789万元人次%\n\t #一二、（）", max_size=120)


def rests(text: str, section: str) -> dict[str, list[str]]:
    return {r.sentence: [s.text for s in r.sources] for r in written(assignment(text, section)).receipts}


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_every_sentence_but_furniture_has_its_notes(path: Path) -> None:
    draft = drafted(read(path))
    text = draft.text()
    placed = {(start, end): receipt for start, end, receipt in draft.receipts()}
    for section, _, stop in draft.spans():
        body = section.text.strip("\n")
        for first, last in sentence_spans(body):
            at = (stop - len(body) + first, stop - len(body) + last)
            if is_furniture(body[first:last]):
                assert at not in placed, text[slice(*at)]
            else:
                assert placed[at].sources, text[slice(*at)]


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_a_source_is_a_place_of_the_notes(path: Path) -> None:
    notes = Notes.of(read(path))
    for _, _, receipt in drafted(read(path)).receipts():
        for source in receipt.sources:
            assert notes.text_of(source.document)[source.start : source.end] == source.text


def test_a_sentence_rests_on_its_own_lines_and_no_others() -> None:
    found = rests("某镇工会2025年总结\n维权\n调解争议12件\n追回工资5万元\n慰问困难职工35人\n", "维权")
    assert found == {
        "一是调解争议12件；二是追回工资5万元；三是慰问困难职工35人。": [
            "调解争议12件",
            "追回工资5万元",
            "慰问困难职工35人",
        ]
    }
    long = "今年调解争议12件，都签了协议。法律咨询来了40人次，大多问工资的事。年底还慰问了35户困难职工，每户送去500元慰问金。"
    found = {r.sentence: [s.text for s in r.sources] for r in written(assignment(long, "一、")).receipts}
    for sentence, lines in found.items():
        assert all(("12件" in line) == ("12件" in sentence) for line in lines), found


def test_a_row_of_a_table_is_the_receipt_of_its_sentence() -> None:
    table = "村\t户数\t补偿款（万元）\n上坪\t86\t1505\n石门\t124\t2170\n合计\t210\t3675\n"
    found = rests(f"某县水利局2025年总结\n移民安置\n{table}", "移民")
    (lines,) = found.values()
    assert lines == ["上坪\t86\t1505", "石门\t124\t2170", "合计\t210\t3675"]


def test_what_was_corrected_or_added_rests_on_the_table_of_facts() -> None:
    notes = Notes.of("维权\n调解争议12件\n追回工资5万元")
    facts = facts_of(notes)
    facts = added((corrected(facts[0], figure="13件"), *facts[1:]), "法律咨询", "40人次")
    outline = outline_of(notes, facts)
    plan = next(p for p in outline.plans if p.role is Role.WORK)
    sources = {s.document: s.text for r in written(Assignment(plan, outline, notes, facts)).receipts for s in r.sources}
    assert CONFIRMED in sources
    whole = [s.text for r in written(Assignment(plan, outline, notes, facts)).receipts for s in r.sources]
    assert "法律咨询40人次" in whole
    assert any("13件" in text for text in whole)


def test_a_gap_and_an_opening_have_none() -> None:
    whole = drafted("某镇工会2025年总结\n调解争议12件\n")
    told = {receipt.sentence for _, _, receipt in whole.receipts()}
    assert not any("待补充" in sentence or "汇报如下" in sentence for sentence in told)


@settings(max_examples=60, deadline=None)
@given(NOTES)
def test_any_notes_give_receipts_that_stand_in_the_text(text: str) -> None:
    if not text.strip():
        return
    notes = Notes.of(text)
    outline = outline_of(notes, facts_of(notes))
    for plan in outline.plans:
        task = Assignment(plan, outline, notes, facts_of(notes))
        whole = written(task)
        spoken = "".join(piece for piece in OfflineWriter().write(task) if isinstance(piece, str))
        assert spoken == whole.text
        for receipt in whole.receipts:
            assert receipt.sources
            assert receipt.sentence in whole.text
        assert written(replace(task, plan=plan)) == whole


def test_they_are_kept_shown_and_outlive_changes(tmp_path: Path) -> None:
    writer = Writer()
    manuscript = writer.write(writer.take(Manuscript("m"), read(EXAMPLES[0])))
    desk = Workspace(tmp_path)
    desk.save(manuscript, "写出草稿")
    assert desk.load("m") == manuscript
    report = writer.check(manuscript)
    rows = draft_as_json(manuscript.drafted(), report)["receipts"]
    assert rows
    assert all(row["sources"] for row in rows)
    assert not [f for f in report.findings if f.severity is Severity.WARNING and f.message.startswith("写这句时")]
    section = next(s for s in manuscript.drafted().sections if s.role is Role.WORK and len(s.receipts) > 1)
    for wish in ("改成三条", "改成两条", "分条写"):
        after = writer.revise(manuscript, wish, section.id).kept().drafted().section(section.id)
        claims = [after.text[a:b] for a, b in sentence_spans(after.text) if not is_furniture(after.text[a:b])]
        assert {r.sentence for r in after.receipts} == set(claims), wish


def test_a_note_added_in_the_chat_is_the_receipt_of_its_sentence() -> None:
    writer = Writer()
    manuscript = writer.write(writer.take(Manuscript("m"), read(EXAMPLES[0])))
    after = writer.add(manuscript, "11月又建会2家").revision
    assert after is not None
    (new,) = [r for r in after.after.receipts if "又建会2家" in r.sentence]
    assert "11月又建会2家" in [s.text for s in new.sources]


def test_a_corrected_figure_keeps_the_receipt_of_its_sentence() -> None:
    writer = Writer()
    manuscript = writer.write(writer.take(Manuscript("m"), "某镇工会2025年总结\n调解争议12件\n追回工资5万元"))
    changed = writer.correct(manuscript, "调解争议不是12件是13件").manuscript
    before, after = ([(receipt.sources) for _, _, receipt in m.drafted().receipts()] for m in (manuscript, changed))
    assert before == after
    assert any("13件" in receipt.sentence for _, _, receipt in changed.drafted().receipts())


def test_a_struck_clause_leaves_the_receipt_of_the_rest() -> None:
    from assistant.receipts import carried

    source = written(assignment("维权\n调解争议12件", "维权")).receipts[0].sources
    old = Receipt("调解争议12件，成效明显提高，群众满意。", source)
    assert carried([old], "调解争议12件，群众满意。") == (Receipt("调解争议12件，群众满意。", source),)
    assert carried([old], "调解争议13件。") == ()
