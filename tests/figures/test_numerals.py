"""Numerals read back to the value they were written from."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures.mentions import Kind
from assistant.figures.numerals import arabic, chinese, scaled
from assistant.figures.reading import read

DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """A whole number below 10^12 in Chinese, written by the schoolbook rule."""
    if number == 0:
        return "零"
    for size, word in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            rest = number % size
            gap = "零" if rest and rest < size // 10 else ""
            return in_chinese(number // size) + word + (gap + in_chinese(rest) if rest else "")
    text, gap = "", False
    for size, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + word
            gap = False
        else:
            gap = True
    return text.removeprefix("一") if text.startswith("一十") else text


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals_read_back(number: int) -> None:
    assert chinese(in_chinese(number)).value == number


@given(st.integers(2, 10**8), st.sampled_from(["家", "人次", "亩", "户", "元", "名"]))
def test_every_form_of_a_count_reads_to_one_value(number: int, unit: str) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for form in (str(number), f"{number:,}", wide, in_chinese(number)):
        found = [m for m in read(f"共有{form}{unit}。") if m.kind is Kind.QUANTITY]
        assert [(m.value, m.unit) for m in found] == [(Decimal(number), unit)], form


@given(st.decimals(min_value="0.01", max_value="9999", places=2))
def test_scaled_forms_multiply_out(number: Decimal) -> None:
    (found,) = [m for m in read(f"投入{number}万元。") if m.kind is Kind.QUANTITY]
    assert found.value == number * 10000
    assert found.quantum == 100


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("廿三", 23),
        ("三万五", 35000),
        ("两千零五", 2005),
        ("一百零五", 105),
        ("十", 10),
        ("二〇二四", 2024),
        ("一亿零五百万", 105000000),
    ],
)
def test_everyday_chinese_forms(text: str, value: int) -> None:
    assert chinese(text).value == value


def test_quantum_is_the_place_of_the_last_digit_shown() -> None:
    assert arabic("2.50").quantum == Decimal("0.01")
    assert scaled("36.42万").quantum == 100
    assert scaled("5000").quantum == 1
