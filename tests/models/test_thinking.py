"""Thoughts before the answer are left out, however the stream is cut; nothing else is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.thinking import ThinkFilter, ThoughtsAloud

ALOUD = "（思考混进了回答）"


def filtered(*pieces: str, held: bool = False) -> str:
    thoughts = ThinkFilter(held=held)
    try:
        return "".join(map(thoughts.feed, pieces)) + thoughts.close()
    except ThoughtsAloud:
        return ALOUD


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<think>想</think>\n\n答", "答"),
        ("\n<think></think>答 \n", "答 \n"),
        ("<think>想不完", ""),
        ("<think>想</think>", ""),
        ("答<think>想</think>", "答<think>想</think>"),
        ("<thinking>想</thinking>答", "答"),
        ("<thought>想</thought>答", "答"),
        ("</think>\n\n答", "答"),
        ("想来想去</think>答", ALOUD),
        ("<thin", "<thin"),
        ("<表>", "<表>"),
        ("", ""),
    ],
)
def test_answers(text: str, answer: str) -> None:
    assert filtered(text) == filtered(*text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("想来想去</think>\n答", "答"),
        ("<think>想</think>答", "答"),
        ("一句没有想的话", "一句没有想的话"),
        ("想</think>", ""),
    ],
)
def test_held_back_until_the_thoughts_are_over(text: str, answer: str) -> None:
    assert filtered(text, held=True) == filtered(*text, held=True) == answer


def test_thoughts_of_a_field_of_their_own_let_the_answer_stream() -> None:
    thoughts = ThinkFilter(held=True)
    thoughts.apart()
    assert thoughts.feed("答") == "答"


def test_what_was_thought_is_kept_for_counting() -> None:
    thoughts = ThinkFilter()
    for piece in ("<think>想了", "又想", "</think>", "答"):
        thoughts.feed(piece)
    assert thoughts.thoughts == "想了又想"


@given(st.lists(st.sampled_from(["<think>", "</think>", "<thi", "nk>", "甲", " ", "\n"])).map("".join), st.data())
def test_any_cut_of_the_stream_gives_the_same(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)))))
    assert filtered(*(text[a:b] for a, b in pairwise([0, *cuts, len(text)]))) == filtered(text)
