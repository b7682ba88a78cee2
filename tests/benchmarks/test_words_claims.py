"""The measure of unsourced claims counts what it should, and the dev half stays where it was brought to."""

from __future__ import annotations

import pytest

from benchmarks.words.claims import Score, Verdict, covered, findings, measured, report, verdicts
from benchmarks.words.sets import ClaimLabel, Half, labelled_pairs


@pytest.fixture(scope="module")
def dev() -> list[Verdict]:
    return verdicts("dev")


def test_every_clause_of_a_half_is_counted_once(dev: list[Verdict]) -> None:
    assert len(dev) == sum(len(pair.clauses) for pair, _ in labelled_pairs("dev"))
    assert len({verdict.clause.id for verdict in dev}) == len(dev)


def test_a_finding_counts_for_the_clause_that_it_covers_most() -> None:
    pair, _ = labelled_pairs("dev")[0]
    for finding in findings(pair):
        clause = covered(pair.clauses, finding)
        assert clause.start <= finding.start < clause.end


def test_groups_are_counted_by_class_and_faithful_reports_by_length(dev: list[Verdict]) -> None:
    model = next(v for v in dev if v.pair.manner == "model")
    faithful = next(v for v in dev if v.pair.manner == "faithful")
    made = [
        Verdict(model.pair, model.clause, ClaimLabel("act"), "state"),
        Verdict(model.pair, model.clause, ClaimLabel("state"), "effect"),
        Verdict(model.pair, model.clause, ClaimLabel("effect"), ""),
        Verdict(faithful.pair, faithful.clause, ClaimLabel("supported"), "promise"),
    ]
    counted = measured(made)
    assert counted.groups["hard"] == Score(1, 0, 1)
    assert counted.groups["effect"] == Score(0, 1, 1)
    assert counted.groups["promise"] == Score(0, 1, 0)
    assert counted.every == Score(2, 1, 1)
    assert counted.false == 1
    assert counted.per_thousand == pytest.approx(1000 / len(faithful.pair.report))


def test_the_dev_half_stays_found(dev: list[Verdict]) -> None:
    counted = measured(dev)
    hard, effect = counted.groups["hard"], counted.groups["effect"]
    assert min(hard.recall, hard.precision) >= 0.85
    assert min(effect.recall, effect.precision) >= 0.9
    assert counted.per_thousand <= 1.0


@pytest.mark.parametrize("half", ["held", "sealed"])
def test_held_and_sealed_are_never_shown(half: Half, monkeypatch: pytest.MonkeyPatch) -> None:
    pair, labels = labelled_pairs("dev")[0]
    wrong = [Verdict(pair, clause, label, "") for clause, label in zip(pair.clauses, labels, strict=True)]
    monkeypatch.setattr("benchmarks.words.claims.verdicts", lambda _: wrong)
    shown = report(half, show=True)
    assert not [line for line in shown if "->" in line]
