"""A clause and the place of the notes that says it: in other words, in part, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.claims.support import Ground, content_words

NOTES = "抽检4次，一次消毒柜温度不够，当天修好\n围墙塌了一段，砌好了\n没出事故\n明年：空调换掉"
GROUND = Ground((("n", NOTES),), 2023)


@pytest.mark.parametrize(
    ("clause", "said"),
    [("维修消毒柜", "消毒柜"), ("全年未发生事故", "没出事故"), ("更换空调", "空调换掉"), ("重新砌好围墙", "围墙塌了")],
)
def test_other_words_for_the_same_are_found_at_their_place(clause: str, said: str) -> None:
    found = GROUND.support(clause)
    assert found.nearest is not None
    assert said in found.nearest.text
    assert found.share >= 0.6


@pytest.mark.parametrize("clause", ["成立领导小组", "建立长效机制", "群众安全意识明显增强"])
def test_what_no_place_says_has_little_support(clause: str) -> None:
    assert GROUND.support(clause).share < 0.45


def test_scattered_words_support_less_than_one_place() -> None:
    ground = Ground((("n", "消毒柜坏了\n围墙补漆\n花木施肥"),))
    assert ground.support("消毒柜坏了").share > ground.support("消毒柜补漆施肥").share


def test_a_plan_is_borne_out_by_what_is_planned() -> None:
    assert GROUND.support("更换空调", planned=True).share > GROUND.support("修砌围墙", planned=True).share


def test_decoration_and_counts_are_no_content() -> None:
    assert content_words("认真扎实开展各项工作") == ()
    assert GROUND.support("认真扎实开展各项工作").share == 1.0


def test_a_quote_is_found_word_for_word_or_not_at_all() -> None:
    place = GROUND.place_of("当天修好")
    assert place is not None
    assert NOTES[place.start : place.end] == "当天修好"
    assert GROUND.place_of("当天就修好") is None


@given(st.text(alphabet="查改换消毒柜围墙砌好没出事故的了，12", max_size=30))
def test_shares_are_shares(text: str) -> None:
    assert 0.0 <= GROUND.support(text).share <= 1.25


@given(st.sampled_from(NOTES.split("\n")))
def test_what_is_copied_from_the_notes_is_wholly_borne_out(line: str) -> None:
    assert GROUND.support(line).share >= 0.9
