"""csv and tsv, whatever divides their cells."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading import delimited
from knowledge.reading.delimited import read_csv


@pytest.mark.parametrize("sign", [",", "\t", ";", "，", "|"])
def test_dividers(sign: str) -> None:
    text = f"项目{sign}数量{sign}备注\r\n建会{sign}9家{sign}\r\n会员{sign}386人{sign}新\r\n"
    assert read_csv("a.csv", text) == "项目\t数量\t备注\n建会\t9家\t—\n会员\t386人\t新"


def test_quoted_cells() -> None:
    assert read_csv("a.csv", '项目,数量,说明\n建会,"1,300","甲，\n乙"\n') == "项目\t数量\t说明\n建会\t1,300\t甲，乙"


@given(
    st.lists(
        st.tuples(*[st.text(alphabet='甲乙,;"9| ', min_size=1, max_size=5).filter(str.strip)] * 3),
        min_size=3,
        max_size=6,
    )
)
def test_what_excel_writes_no_cell_is_lost(rows: list[tuple[str, ...]]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    said = read_csv("a.csv", "甲,乙,丙\r\n" * 9 + written.getvalue()).replace("\t", "")
    for row in rows:
        for cell in row:
            assert all(char in said for char in cell if char in '9"|;,')


def test_limits_and_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFile, match="xlsx"):
        read_csv("a.csv", '"' + "a" * 200_000)
    monkeypatch.setattr(delimited, "MOST_CELLS", 5)
    with pytest.raises(FileTooLarge, match="5个"):
        read_csv("a.csv", "1,2,3\n" * 3)
