"""When a figure of a draft states a figure of the notes: rounding, qualifiers, units, dates (``figures.md`` §2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures.agreement import Agreement, agreement, date_in
from assistant.figures.reading import read


def compare(draft: str, note: str) -> Agreement:
    (one,), (other,) = read(draft), read(note)
    return agreement(one, other)


@pytest.mark.parametrize(
    ("note", "draft", "expected"),
    [
        ("364212元", "36.42万元", "yes"), ("364212元", "36.4万元", "yes"), ("364212元", "36万元", "yes"), ("364212元", "37万元", "no"),
        ("364212元", "36万余元", "yes"), ("364212元", "近36万元", "qualifier"), ("364212元", "近37万元", "yes"),
        ("40余人次", "40余人次", "yes"), ("40余人次", "40人次", "qualifier"), ("1300人次", "约1300人次", "qualifier"),
        ("8200余人", "8000余人", "yes"), ("3268.4万元", "近3270万元", "yes"), ("50家", "五十家", "yes"), ("1300人", "1,300名", "yes"),
        ("1300人次", "1300人", "unit"), ("50家", "50户", "yes"), ("50家", "50人", "unit"), ("3亩", "2000平方米", "yes"),
        ("2公里", "2000米", "yes"), ("15.01%", "15%", "yes"), ("15.6%", "15%", "no"), ("100%", "100﹪", "yes"),
        ("6.8%", "6.8个百分点", "unit"), ("2-3次", "2—3次", "yes"), ("2-3次", "3次", "no"), ("第三届", "第3届", "yes"), ("第二名", "第二", "yes"),
        ("办发〔2020〕17号", "办发[2020]17号", "yes"), ("66万", "66万元", "yes"), ("5吨", "10000斤", "yes"), ("90%", "九成", "yes"),
        ("数百人", "数百人", "yes"), ("3230人", "3000多人", "yes"), ("3230人", "3200余人", "yes"), ("3230人", "3300余人", "no"),
        ("86人", "一百人", "no"), ("78人", "八十人", "no"), ("228名", "二百三十名", "no"), ("80人", "八十人", "yes"), ("78人", "约八十人", "yes"),
        ("11860元", "一万二千元", "no"), ("364212元", "三十六万元", "yes"), ("350000000元", "三亿五千万元", "yes"),
    ],
)  # fmt: skip
def test_agreement(note: str, draft: str, expected: str) -> None:
    assert compare(draft, note) == expected


@pytest.mark.parametrize(
    ("draft", "note", "expected"),
    [("6月", "6月15日", True), ("6月中旬", "6月15日", True), ("6月上旬", "6月15日", False), ("2024年6月", "6月", True), ("2023年", "2024年", False),
     ("8月", "8月4日至15日", True), ("8月4日至15日", "8月4日—15日", True), ("9月", "8月4日至15日", False), ("10月底", "10月末", True), ("6月份", "六月", True),
     ("7月", "6月", False), ("6月15日", "6月", False)],
)  # fmt: skip
def test_dates_may_be_coarser_than_the_notes_and_never_finer(draft: str, note: str, *, expected: bool) -> None:
    (one,), (other,) = read(draft), read(note)
    assert date_in(one.date, other.date) is expected


@given(st.integers(2, 10**9))
def test_a_figure_agrees_with_itself_rounded_and_never_with_the_next(number: int) -> None:
    assert compare(f"{number}元", f"{number}元") is Agreement.YES
    assert compare(f"{number + 1}元", f"{number}元") is Agreement.NO
    if number >= 10000:
        ten_thousands = (number + 5000) // 10000
        assert compare(f"{ten_thousands}万元", f"{number}元") is Agreement.YES
        assert compare(f"{ten_thousands + 1}万元", f"{number}元") is Agreement.NO
