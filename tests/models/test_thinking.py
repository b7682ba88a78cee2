"""Thoughts before the answer are left out, however the stream is cut; nothing else is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.thinking import ThinkFilter


def filtered(*pieces: str) -> str:
    thoughts = ThinkFilter()
    return "".join(map(thoughts.feed, pieces)) + thoughts.close()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<think>想</think>\n\n答", "答"),
        ("\n<think></think>答 \n", "答 \n"),
        ("<think>想不完", ""),
        ("<think>想</think>", ""),
        ("答<think>想</think>", "答<think>想</think>"),
        ("<thin", "<thin"),
        ("<表>", "<表>"),
        ("", ""),
    ],
)
def test_answers(text: str, answer: str) -> None:
    assert filtered(text) == filtered(*text) == answer


@given(st.lists(st.sampled_from(["<think>", "</think>", "<thi", "nk>", "甲", " ", "\n"])).map("".join), st.data())
def test_any_cut_of_the_stream_gives_the_same(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)))))
    assert filtered(*(text[a:b] for a, b in pairwise([0, *cuts, len(text)]))) == filtered(text)
