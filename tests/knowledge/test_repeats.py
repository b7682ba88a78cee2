"""Versions of one passage are told from passages on one matter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library import Library
from knowledge.repeats import Families


def versions(one: str, other: str) -> bool:
    families = Families()
    families.add(one)
    return families.version_of(other) == 0


ONE = (
    "年初在档困难职工34户，年内新纳入5户，脱困退出11户。春节前给34户发慰问金6.8万元，8月给9名职工子女发助学金2.7万元。"
)


@pytest.mark.parametrize(
    "other",
    [
        re.sub(r"\d", "7", ONE),
        ONE.replace("34", "xx").replace("年初", "xx年初"),
        ONE + "另有两户转由民政救助，年底前都已办好手续。",
        ONE[20:],
        "　" + ONE.replace("。", ".\n"),
    ],
)
def test_other_figures_marks_or_a_sentence_more(other: str) -> None:
    assert versions(ONE, other)
    assert versions(other, ONE)


def test_the_same_matter_is_no_version() -> None:
    assert not versions(
        ONE, "1月22日起，分3组走访困难职工，到2月6日走完43户，每户1000元，春节留守的外地工人也送去年货。"
    )


def test_no_two_passages_of_our_samples_are_versions(library: Library) -> None:
    families = Families()
    for number, passage in enumerate(library.passages()):
        assert families.version_of(passage.text) is None, passage.text
        families.add(passage.text)
        assert families.version_of(passage.text) == number


@given(st.text(max_size=30), st.text(max_size=30))
def test_it_holds_both_ways(one: str, other: str) -> None:
    assert versions(one, one)
    assert versions(one, other) == versions(other, one)
