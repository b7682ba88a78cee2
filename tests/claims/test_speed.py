"""Claims cost about what a segmenter needs for the same text, and grow with it no faster than it."""

from __future__ import annotations

import time
from collections.abc import Callable

from assistant.claims import ground, support
from assistant.claims.verdict import judged
from benchmarks.words.sets import pairs
from knowledge import tokens

SLACK = 2.5  # times the segmenter; measured 1.7, and machines differ


def cost(run: Callable[[], object]) -> float:
    """The least processor time of a few runs with empty caches."""
    times = []
    for _ in range(5):
        support.content_words.cache_clear()
        ground.segments.cache_clear()
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def test_claims_cost_about_one_segmentation() -> None:
    given = [(pair.report, (("n", pair.notes),)) for pair in pairs()]
    tokens.words("先把词典读进来")
    judged(*given[0])
    cut = cost(lambda: [tokens.words(report) for report, _ in given])
    own = cost(lambda: [judged(report, notes) for report, notes in given])
    assert own <= SLACK * cut


def test_ten_times_the_text_costs_no_more_than_thirty_times() -> None:
    pair = pairs("dev")[0]
    once = cost(lambda: judged(pair.report, (("n", pair.notes),)))
    ten = cost(lambda: judged(pair.report * 10, (("n", pair.notes * 10),)))
    assert ten <= 40 * once
