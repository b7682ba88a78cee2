"""Reports in a chat model's manner: of their figures those are flagged that the notes do not have, and next to no others."""

from __future__ import annotations

import pytest

from benchmarks.figures.judging.replies import Reply, replies

REPLIES = [pytest.param(reply, id=reply.name) for reply in replies()]


@pytest.mark.parametrize("reply", REPLIES)
def test_what_is_invented_is_flagged(reply: Reply) -> None:
    assert set(reply.invented) <= set(reply.flagged())


@pytest.mark.parametrize("reply", REPLIES)
def test_nothing_else_is_but_what_is_known(reply: Reply) -> None:
    assert set(reply.flagged()) <= {*reply.invented, *reply.known}
