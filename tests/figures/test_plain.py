"""The quick way of reading plain amounts says what the slow one says; so do the tables of first characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures import reading
from assistant.figures.mentions import Mention
from assistant.figures.plain import plain_amount
from assistant.figures.reading import read
from assistant.figures.units import classifiers
from knowledge.reports import built_in_reports

AROUND = "一二三四五0123456789.,，。、：:（）()第前约近余多半成至到—-/%﹪‰ 年月日号季分个方面项大类家人次元万亿千百里平台以上左右由这列居名合格\nAx"


def slowly(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Mention, ...]:
    with monkeypatch.context() as patched:
        patched.setattr(reading, "plain_amount", lambda _text, _at, _done: None)
        reading._parted.cache_clear()
        reading._in_line.cache_clear()
        found = read(text)
    reading._parted.cache_clear()
    reading._in_line.cache_clear()
    return found


numbers = st.one_of(
    st.integers(0, 12000).map(str),
    st.decimals(0, 3000, places=2).map(str),
    st.sampled_from(["2024.05", "12.4", "211", "985"]),
)
amounts = st.tuples(
    st.text(AROUND, max_size=6),
    numbers,
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from([*classifiers(), "%"]),
    st.text(AROUND, max_size=6),
)


@given(parts=st.lists(amounts.map("".join), min_size=1, max_size=3))
def test_plain_amounts_are_read_as_all_others_are(parts: list[str]) -> None:
    text = "".join(parts)
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert read(text) == slowly(text, monkeypatch)


def test_reports_are_read_alike_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    for report in built_in_reports():
        assert read(report.text) == slowly(report.text, monkeypatch)


def test_the_quick_way_is_taken() -> None:
    found = plain_amount("帮助职工1300人次。", 4, 0)
    assert found is not None
    assert found.text == "1300人次"
    assert plain_amount("1300人次以上", 0, 0) is None


@given(text=st.text(AROUND + "xX×_*【某翻几上好其①⑳〔［发国字办ISOGB5+", min_size=1, max_size=24), at=st.integers(0, 8))
def test_expressions_begin_with_the_characters_that_are_listed_for_them(text: str, at: int) -> None:
    at = min(at, len(text) - 1)
    for _, expression, heads in reading.first_tried():
        assert not expression.match(text, at) or text[at] in heads
    for reader, heads in reading.NUMBER_READERS:
        assert not reader(text, at, 0) or text[at] in heads
