"""Numerals that a model typed are the notes' own or an error; a person may round."""

from __future__ import annotations

import pytest

from assistant.checks import check
from assistant.drafting.typed import near_numerals
from assistant.facts import confirmed, facts_of
from assistant.notes import Notes


@pytest.mark.parametrize(
    ("notes", "text", "wrong"),
    [
        ("员工78人", "员工八十人。", ["八十人"]),
        ("学员228名", "学员二百三十名。", ["二百三十名"]),
        ("特困86人", "特困一百人。", ["一百人"]),
        ("员工八十人", "员工八十人。", []),
        ("员工80人", "员工八十人。", []),
        ("员工78人", "员工约八十人。", []),
        ("七个行政村", "七个行政村。", []),
    ],
)
def test_a_numeral_that_only_comes_near(notes: str, text: str, wrong: list[str]) -> None:
    given = Notes.of(notes)
    report = check(text, evidence=confirmed(given, facts_of(given)))
    assert [f.text for f in near_numerals(report.figures, [(0, len(text))])] == wrong
    assert not list(near_numerals(report.figures, []))
