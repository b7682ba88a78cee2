"""Rows: the paragraphs authors wrote, with their raw lines; the rest is noise, with its place kept in mind."""

from __future__ import annotations

from knowledge.rows import join, number_first, read_rows

LINES = [
    "建会9家，发展会员300人。",
    "",
    "",
    "。",
    "范文二",
    "维护教职工的.利益，慰问20户。",
    "l、抓好建会。",
    "2、抓好帮扶。",
]


def test_rows_noise_and_repairs() -> None:
    reading = read_rows(LINES, 0)
    assert [(row.first, row.text, row.blank, row.between) for row in reading.rows] == [
        (1, "建会9家，发展会员300人。", 0, ""),
        (6, "维护教职工的利益，慰问20户。", 2, "announced"),
        (7, "l、抓好建会。", 0, ""),
        (8, "2、抓好帮扶。", 0, ""),
    ]
    assert [(n.line, n.text) for n in reading.noise] == [(4, "。"), (5, "范文二")]
    assert [(r.line, r.before, r.after) for r in reading.repairs] == [
        (6, "维护教职工的.利益，慰问2", "维护教职工的利益，慰问2")
    ]


def test_the_first_lines_may_be_left_to_somebody_else() -> None:
    assert [row.first for row in read_rows(LINES, 5).rows] == [6, 7, 8]


def test_a_misread_first_number() -> None:
    reading = read_rows(LINES, 0)
    assert [row.text for row in number_first(reading.rows, reading.repairs)][2] == "1、抓好建会。"
    assert reading.repairs[-1].line == 7


def test_torn_rows_are_one_with_all_their_lines() -> None:
    reading = read_rows(
        ["全年认真签订集体。", "合同。", "", "以及工资协议50份，覆盖职工。", "慰问20户，发放1万元。"], 0
    )
    rows = join(reading.rows, reading.repairs)
    assert [(row.first, row.last, row.text) for row in rows] == [
        (1, 4, "全年认真签订集体合同以及工资协议50份，覆盖职工。"),
        (5, 5, "慰问20户，发放1万元。"),
    ]
    assert join(rows, reading.repairs) is rows
