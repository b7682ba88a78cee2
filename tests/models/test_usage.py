"""Usage: the endpoint's word in any form, sums, and the estimate where there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.usage import Estimate, Usage, usage_in, weight

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(
        st.sampled_from(["prompt_tokens", "completion_tokens", "prompt_tokens_details", "cached_tokens",
                         "completion_tokens_details", "reasoning_tokens", "prompt_cache_hit_tokens"]), inner),
    max_leaves=8,
)  # fmt: skip


@pytest.mark.parametrize(
    "record", [None, {}, [], "3", {"prompt_tokens": 0}, {"total_tokens": 5}, {"prompt_tokens": "7"}]
)
def test_nothing_told(record: object) -> None:
    assert usage_in(record) is None


@given(JSON)
def test_any_record_is_read_or_left(record: object) -> None:
    usage = usage_in(record)
    assert usage is None or (0 <= usage.cached <= usage.prompt and 0 <= usage.reasoning <= usage.completion)


def test_sums() -> None:
    total = Usage(1, 1, 2, 1) + Usage(10, 0, 20, 0, estimated=True)
    assert (total.prompt, total.cached, total.completion, total.reasoning, total.total) == (11, 1, 22, 1, 33)
    assert total.estimated
    assert sum([Usage(1), Usage(2)], Usage()).prompt == 3


def test_estimates_weigh_chinese_and_other_characters() -> None:
    assert weight("工会" * 5) == pytest.approx(6)
    assert weight("ab" * 5) == pytest.approx(3)
    estimate = Estimate("工会" * 5)
    estimate.add("工会" * 5)
    estimate.add(thoughts="工会" * 10)
    assert estimate.usage() == Usage(6, 0, 18, 12, estimated=True)


@given(st.lists(st.text(max_size=5)))
def test_an_estimate_does_not_depend_on_the_pieces(pieces: list[str]) -> None:
    one, many = Estimate(""), Estimate("")
    one.add("".join(pieces))
    for piece in pieces:
        many.add(piece)
    assert abs(one.usage().completion - many.usage().completion) <= 1
