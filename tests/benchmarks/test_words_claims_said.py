"""Faithful clauses in other words: few of them look unsupported."""

from __future__ import annotations

from benchmarks.words.claims_said import REPORTS, report, said


def test_few_faithful_clauses_are_flagged() -> None:
    every = said()
    assert len(every) >= 100
    assert {row.part for row in every} <= set(REPORTS)
    assert sum(bool(row.wrong) for row in every) <= len(every) * 0.15


def test_the_flagged_are_listed_on_demand() -> None:
    assert len(report()) == 1
    assert len(report(show=True)) > 1
