"""Agreement of two readers, and labels taken from filled sheets."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.words import agreement, sets
from benchmarks.words.sets import Label, Sentence, SetError

CLASSES = st.sampled_from(["concrete", "mixed", "boilerplate"])
SENTENCE = Sentence("b1", "texts/x", 1, 0, 22, "为丰富生活，5月办球赛，有效增强凝聚力。")


def test_kappa_by_hand() -> None:
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed .7, chance .5
    first = ["y"] * 25 + ["n"] * 25
    second = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert agreement.kappa(first, second) == pytest.approx(0.4)


@given(st.lists(CLASSES, min_size=1))
def test_a_reader_agrees_with_himself(labels: list[str]) -> None:
    assert agreement.kappa(labels, labels) == pytest.approx(1.0)


@given(st.lists(st.tuples(CLASSES, CLASSES), min_size=1))
def test_agreement_does_not_depend_on_who_is_first(labels: list[tuple[str, str]]) -> None:
    a, b = {str(n): x for n, (x, _) in enumerate(labels)}, {str(n): y for n, (_, y) in enumerate(labels)}
    assert agreement.compared(a, b).kappa == pytest.approx(agreement.compared(b, a).kappa)


def test_only_what_both_have_labelled_counts() -> None:
    result = agreement.compared({"1": "mixed", "2": "concrete", "3": "mixed"}, {"1": "mixed", "3": "concrete"})
    assert (result.items, result.same, result.percent) == (2, 1, 50.0)
    assert agreement.compared({"1": "mixed"}, {}).percent == 0


def test_padding_is_compared_by_characters_where_both_call_it_mixed() -> None:
    a = {"1": Label("mixed", "", ((0, 4),)), "2": Label("mixed", "", ((0, 9),)), "3": Label("concrete")}
    b = {"1": Label("mixed", "", ((2, 6),)), "2": Label("boilerplate"), "3": Label("concrete")}
    both, f1 = agreement.span_overlap(a, b)
    assert both == 1
    assert f1 == pytest.approx(0.5)


def test_quotes_become_offsets() -> None:
    written = agreement.spans_of(SENTENCE, "为丰富生活|有效增强凝聚力")
    spans = sets._spans(written)
    assert [SENTENCE.text[a:b] for a, b in spans] == ["为丰富生活", "有效增强凝聚力"]
    with pytest.raises(SetError, match="找不到“有效提升”"):
        agreement.spans_of(SENTENCE, "有效提升")


def test_a_filled_sheet_is_taken_in(tmp_path: Path) -> None:
    known = next(s for s in sets.sentences() if s.ours and "，" in s.text)
    first = known.text.partition("，")[0]
    sheet = tmp_path / "boilerplate.tsv"
    sheet.write_text(f"id\tclass\tquotes\n{known.id}\tmixed\t{first}\n", encoding="utf-8")
    assert agreement.taken(sheet, sheet.name).splitlines()[1] == f"{known.id}\tmixed\t0-{len(first)}"
    sheet.write_text("id\tclass\nb9999\tconcrete\n", encoding="utf-8")
    with pytest.raises(SetError, match="b9999"):
        agreement.taken(sheet, sheet.name)
    claims = tmp_path / "claims.tsv"
    claims.write_text("id\tlabel\tpart\nnobody:001\tact\t\n", encoding="utf-8")
    with pytest.raises(SetError, match="nobody:001"):
        agreement.taken(claims, claims.name)


def test_texts_of_the_dump_go_only_outside_the_project(tmp_path: Path) -> None:
    with pytest.raises(SetError, match="项目之内"):
        agreement.outside(sets.HERE / "sheets")
    assert not (sets.HERE / "sheets").exists()
    assert agreement.outside(tmp_path / "sheets").is_dir()


def test_the_sheets_of_the_project_are_the_current_items() -> None:
    kept = sets.HERE / "for_reader_b"
    assert (kept / "boilerplate.txt").read_text(encoding="utf-8") == agreement.sentence_sheet(dump=False)
    assert (kept / "claims.txt").read_text(encoding="utf-8") == agreement.claim_sheet(sets.pairs())


def test_the_report_names_both_sets() -> None:
    text = agreement.report()
    assert "套话 dev" in text
    assert "小句 held" in text
