"""Passages of real reports against notes written back from them: no more is flagged than is known."""

from __future__ import annotations

import pytest

from benchmarks.figures.judging.reversed import Passage, passages

PASSAGES = [pytest.param(passage, id=passage.name) for passage in passages()] or [
    pytest.param(None, marks=pytest.mark.skip(reason="../shared/samples 不在这里"))
]


@pytest.mark.parametrize("passage", PASSAGES)
def test_no_more_is_flagged_than_is_known(passage: Passage) -> None:
    assert set(passage.flagged()) <= {*passage.wrong, *passage.known}
    assert set(passage.wrong) <= set(passage.flagged())
