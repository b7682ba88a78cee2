"""The pairs of notes and draft: enough of them, in many forms, half of them held out, and dev stays where it was brought to."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.words.pairs import KINDS, labelled, report


def test_there_are_enough_of_both_kinds_in_both_halves() -> None:
    count = Counter((row.kind, half, row.due) for half in ("dev", "held") for row in labelled(half))
    assert sum(n for (_, _, due), n in count.items() if due) >= 30
    assert sum(n for (_, _, due), n in count.items() if not due) >= 60
    assert all(count[kind, half, due] >= 8 for kind in KINDS for half in ("dev", "held") for due in (True, False))


@pytest.mark.parametrize("kind", KINDS)
def test_dev_stays_found(kind: str) -> None:
    count = Counter((row.due, row.found) for row in labelled("dev") if row.kind == kind)
    assert count[False, True] == 0
    assert count[True, True] >= 7


def test_failures_of_the_held_half_are_not_listed() -> None:
    assert len(report("held", show=True)) == len(KINDS)
