from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.padding.lexicon import Lexicon
from assistant.padding.recurrence import Recurrence
from assistant.padding.traits import TRAITS, traits
from assistant.padding.weights import CERTAIN, concreteness, together


def test_a_figure_and_an_offices_own_word_are_certain() -> None:
    words = Lexicon.standard()
    assert concreteness(traits("不断加强检查46次", [(6, 9)], words)) >= CERTAIN
    assert concreteness(traits("不断加强检查", [], words)) < 0


def test_slogans_with_numbers_are_no_counts() -> None:
    words = Lexicon.standard()
    assert "counted" not in traits("全力实施五项工程", [(4, 6)], words).values
    assert "counted" in traits("走访了九个村", [(3, 5)], words).values


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=8), st.floats(0, 5))
def test_a_better_clause_never_makes_a_sentence_worse_and_a_poor_one_drags_it_down(
    marks: list[float], more: float
) -> None:
    assert together([*marks, min(marks) + more]) >= together(marks) - 1e-9
    assert together([*marks, -9.0]) < together(marks) + 1.1
    assert together([2.0, -3.0]) < together([2.0, -1.0]) < together([2.0])


@given(st.text(alphabet="加强工作检查水泵修好了5月，“”、xX_", max_size=40))
def test_every_trait_has_a_name_and_lies_between_0_and_1(text: str) -> None:
    found = traits(text, [], Lexicon.standard())
    assert set(found.values) <= set(TRAITS)
    assert all(0 <= value <= 1 for value in found.values.values())


def test_recurrence_counts_families_and_one_says_nothing() -> None:
    assert Recurrence.share(0) == Recurrence.share(1) == 0
    assert Recurrence.share(8) == Recurrence.share(80) == pytest.approx(1)
    assert 0 < Recurrence.share(3) < 1
