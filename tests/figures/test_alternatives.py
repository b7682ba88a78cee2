import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures.alternatives import searching, split

PIECES = [
    "水",
    "泵",
    "[水电]",
    "(?:修|换)",
    "(?:修|换)?",
    "(?:修|换)??",
    "[水泵]?",
    "水+",
    "^泵",
    "(?<!不)修",
    "[^水]",
    "(?=电)",
    "泵{2}",
    "水(?:泵|电)",
    "电$",
]


@given(
    st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join), min_size=1, max_size=6),
    st.text("水泵电修换不1\n", max_size=12),
)
def test_it_finds_what_the_joined_alternatives_find(alternatives: list[str], text: str) -> None:
    plain, made = re.compile("|".join(alternatives)).search(text), searching(alternatives).search(text)
    assert (plain and plain.span()) == (made and made.span())


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("水|泵", ["水", "泵"]),
        ("(?:水|泵)修|[|]电", ["(?:水|泵)修", "[|]电"]),
        (r"水\|泵", [r"水\|泵"]),
        ("[]|]水", ["[]|]水"]),
    ],
)
def test_a_pattern_is_parted_outside_brackets(pattern: str, parts: list[str]) -> None:
    assert split(pattern) == parts


def test_alternatives_with_a_common_head_stand_together() -> None:
    assert searching(["(?:加强|加快)建设", "加大", "推进"]).pattern == "加(?:(?:强|快)建设|大)|推进"
