"""The sieve finds what a search through all its patterns finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.claims.sieve import Sieve, needful
from assistant.claims.wording import furniture, groups
from assistant.padding.lexicon import Lexicon
from benchmarks.words.sets import pairs

PATTERNS = [(group.claim, group.words) for group in groups()]
TEXTS = [clause.text for pair in pairs("dev") for clause in pair.clauses]


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        ("甲乙", "甲乙"),
        ("甲?乙", "乙"),
        ("(?:甲|乙)丙*", "甲 乙"),
        ("[甲乙]{2}[\\u4e00-\\u9fff]", "甲 乙"),
        ("(?<!甲)乙|丙", "乙 丙"),
        ("(?=[甲乙])(?:甲丁*|乙)", "甲 乙"),
        ("[0-3]戊?", "0 1 2 3"),
        ("(?!甲)乙", "乙"),
        ("[甲乙](?:丙|丁?戊)", "甲丙 乙丙 甲戊 乙戊 丁戊"),
        ("甲.乙丙?丁", "乙丁 丙丁"),
        ("甲+(?=乙丙)", "乙丙"),
        ("(?:甲乙|丙)丁", "乙丁 丙丁"),
    ],
)
def test_a_match_must_hold_one_of_these(pattern: str, pieces: str) -> None:
    assert needful(re.compile(pattern)) == frozenset(pieces.split())


@pytest.mark.parametrize("pattern", ["[\\u4e00-\\u9fff]+", "甲|乙*", "甲?", "(?i)abc"])
def test_of_some_patterns_nothing_can_be_said(pattern: str) -> None:
    assert needful(re.compile(pattern)) is None


@settings(deadline=None)  # the first text compiles the patterns
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3).map("".join))
def test_the_first_of_a_name_speaks_for_it(text: str) -> None:
    sieve = Sieve([*PATTERNS, ("lead-in", furniture().lead_ins)])
    passing = sieve.passing(text)
    for name in {name for name, _ in PATTERNS}:
        hits = (pattern.search(text) for known, pattern in PATTERNS if known == name)
        assert sieve.first(name, text, passing) == next((hit[0] for hit in hits if hit), "")
    assert sieve.first("another", text, passing) == ""


def test_every_pattern_of_a_name_has_its_say() -> None:
    sieve = Sieve([("how", re.compile("督办")), ("how", re.compile("逐[条户]")), ("what", re.compile("跟踪"))])
    text = "逐条跟踪督办"
    assert sieve.every("how", text, sieve.passing(text)) == ["督办", "逐条"]
    assert sieve.every("what", "督办", sieve.passing("督办")) == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3).map("".join))
def test_what_a_text_has_is_what_a_search_finds(text: str) -> None:
    patterns = Lexicon.standard().patterns
    sieve = Lexicon.standard().sieve
    passing = sieve.passing(text)
    assert {name for name in patterns if sieve.has(name, text, passing)} == {
        n for n, p in patterns.items() if p.search(text)
    }
