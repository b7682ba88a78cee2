"""Cells as their sheet shows them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading.shown import CHINESE_FORMATS, shown

DAY = dt.datetime(2024, 3, 5, 14, 7, 9)  # noqa: DTZ001
ACCOUNTS = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.123, "0.0%", "12.3%"), (0.1235, "0.00%", "12.35%"), (1, "0%", "100%"), (-0.05, "0.00%", "-5.00%"),
        (1234567.891, "#,##0.00", "1,234,567.89"), (1234.5, "#,##0", "1,235"), (2.5, "0", "3"), (0.125, "0.00", "0.13"),
        (0.30000000000000004, "General", "0.3"), (100 / 3, "General", "33.33333333"), (1e-7, "General", "0.0000001"),
        (4246, "General", "4246"), (1e21, "0", "1" + "0" * 21), (12.5, '0.00 "万元"', "12.50万元"),
        (12, '0"个"', "12个"), (12, 'General"人"', "12人"), (12, "G/通用格式", "12"), (12, "@", "12"), (5, "000", "005"),
        (3.5, "#.##", "3.5"), (12345678, '0.0,,"百万"', "12.3百万"), (45000, '0.0,"千元"', "45.0千元"),
        (1234, "[$￥-804]#,##0.00", "￥1,234.00"), (-12, "￥#,##0", "-￥12"),
        (-5, "0;[Red]0", "-5"), (-5, "#,##0_);(#,##0)", "-5"), (-1234, ACCOUNTS, "-1,234.00"), (0, ACCOUNTS, "-"),
        (95, '[>=90]"优";[>=60]"及格";"差"', "优"), (50, '[>=90]"优";[>=60]"及格";"差"', "差"),
        (0.5, "# ?/?", "0.5"), (13812345678, "000-0000-0000", "13812345678"), (123456, "0.00E+00", "123456"),
        (45356, 'yyyy"年"m"月"', "2024年3月"), (45356.5, "yyyy/m/d h:mm", "2024/3/5 12:00"), (0.5, "h:mm", "12:00"),
        (DAY, "yyyy-mm-dd hh:mm:ss", "2024-03-05 14:07:09"), (DAY, 'h"时"mm"分"', "14时07分"), (DAY, "mm:ss", "07:09"),
        (DAY, '上午/下午h"时"mm"分"', "下午2时07分"), (DAY, "aaaa", "星期二"), (DAY, "yy.m.d", "24.3.5"),
        (DAY, "[$-F800]dddd, mmmm dd, yyyy", "2024年3月5日"), (DAY, "d-mmm-yy", "2024年3月5日"), (DAY, "General", "2024年3月5日"),
        (DAY.date(), CHINESE_FORMATS[14], "2024/3/5"), (DAY, CHINESE_FORMATS[58], "3月5日"), (dt.time(8, 5), "h:mm", "8:05"),
        (dt.timedelta(hours=30, minutes=5), "[h]:mm", "30:05"), (True, "General", "TRUE"), ("12", "0.00", "12"),
        (float("nan"), "0", "nan"), (-1, 'yyyy"年"', "-1"),
    ],
)  # fmt: skip
def test_as_excel_shows_it(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text  # type: ignore[arg-type]


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 4), st.booleans())
def test_digits_after_the_point_and_groups(value: Decimal, places: int, grouped: bool) -> None:
    code = ("#,##0" if grouped else "0") + ("." + "0" * places if places else "")
    text = shown(float(value), code)
    assert abs(Decimal(text.replace(",", "")) - Decimal(repr(float(value)))) <= Decimal(5).scaleb(-places - 1)
    assert len(text.partition(".")[2]) == places
    assert ("," in text) == (grouped and abs(Decimal(text.replace(",", ""))) >= 1000)


@given(st.floats() | st.datetimes(), st.text(alphabet='0#?.,%;@"[]<>=年月日ymdhsaeEG/_*\\-+ ', max_size=30))
def test_no_format_is_too_odd(value: float | dt.datetime, code: str) -> None:
    assert isinstance(shown(value, code), str)
