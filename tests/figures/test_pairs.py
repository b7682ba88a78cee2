"""Pairs by other hands: nothing is flagged in a faithful draft but what is known to be, and a changed digit is."""

from __future__ import annotations

import re

import pytest

from assistant.figures.mentions import Kind
from benchmarks.figures.judging.pairs import FOUND, Pair, files

PAIRS = [pytest.param(pair, id=pair.name) for _, _, pairs in files() for pair in pairs]


@pytest.mark.parametrize("pair", PAIRS)
def test_no_more_is_flagged_than_is_known(pair: Pair) -> None:
    assert set(pair.flagged()) <= set(pair.known)


@pytest.mark.parametrize("pair", PAIRS)
def test_a_changed_digit_is_flagged(pair: Pair) -> None:
    for figure in pair.judged():
        digits = re.search(r"[0-9]{3,}", figure.mention.text)
        if figure.mention.kind is not Kind.QUANTITY or digits is None or figure.mention.text in pair.known:
            continue
        start = figure.mention.start + digits.start()
        changed = str(9 - int(digits[0][0]) or 9) + digits[0][1:-1] + str((int(digits[0][-1]) + 3) % 10)
        wrong = Pair("", pair.notes, pair.draft[:start] + changed + pair.draft[start + len(changed) :], ())
        verdict = next(j for j in wrong.judged() if j.mention.start == figure.mention.start)
        assert verdict.status not in FOUND, (figure.mention.text, verdict.mention.text)
