"""Workbooks as their clerk sees them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading import sheets
from knowledge.reading.sheets import read_xlsx
from tests.knowledge.reading.makers import archive, raw_workbook, workbook


def read(*pages: Any, touch: Any = None) -> str:
    return read_xlsx("a.xlsx", workbook(*pages, touch=touch)).text


def refused(data: bytes, kind: type[Exception] = UnreadableFile) -> str:
    with pytest.raises(kind) as caught:
        read_xlsx("a.xlsx", data)
    assert str(caught.value).count("。") == 1
    return str(caught.value)


def test_a_ledger_as_clerks_have_it() -> None:
    rows = [
        ["2024年工会工作统计表"], ["序号", "类别", "项目", "单位", "2024年", None, "时间"],
        [None, None, None, None, "上半年", "全年", None], [1, "组建", "新建工会", "家", 4, 9, dt.date(2024, 12, 1)],
        [2, None, "发展会员", "人", None, 386, None], [3, "服务", "完成率", None, 0.45, 0.885, None], ["合计", None, None, None, None, 395],
    ]  # fmt: skip

    def touch(book: Any) -> None:
        sheet = book.active
        for area in ("A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:G3", "B4:B5", "A7:D7"):
            sheet.merge_cells(area)
        sheet["E6"].number_format = sheet["F6"].number_format = "0.0%"
        sheet["G4"].number_format = 'yyyy"年"m"月"'

    assert read(rows, touch=touch).splitlines() == [
        "2024年工会工作统计表", "项目\t2024年上半年\t2024年全年\t时间", "组建新建工会\t4家\t9家\t2024年12月",
        "组建发展会员\t—\t386人\t—", "服务完成率\t45.0%\t88.5%\t—", "合计\t—\t395\t—",
    ]  # fmt: skip


def test_several_sheets_stand_under_their_names_unless_these_say_nothing() -> None:
    one = [["项目", "数"], ["建会", 9]]
    assert read(("组建", one), ("Sheet2", one), ("空", [])).splitlines() == [
        "组建", "项目\t数", "建会\t9", "", "项目\t数", "建会\t9",
    ]  # fmt: skip
    assert read(("组建", one)) == "项目\t数\n建会\t9"
    assert read(("组建", [["组建情况"], *one]), ("服务", one)).splitlines()[0] == "组建情况"


def test_what_is_hidden_is_not_read_and_said() -> None:
    def touch(book: Any) -> None:
        sheet = book["甲"]
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        book["乙"].sheet_state = "hidden"
        book["丙"].sheet_state = "veryHidden"

    rows = [["项目", "旧", "数"], ["建会", 1, 9], ["会员", 2, 3]]
    content = read_xlsx("a.xlsx", workbook(("甲", rows), ("乙", [["密", 1]]), ("丙", []), touch=touch))
    assert content.text == "项目\t数\n建会\t9"
    assert "乙" in content.missing
    assert "丙" not in content.missing


def test_chinese_formats_that_are_stored_by_number_alone() -> None:
    def touch(book: Any) -> None:
        book.active["A1"].number_format = "mm-dd-yy"

    made = workbook([[45356]], touch=touch)
    assert read_xlsx("a.xlsx", made).text == "2024/3/5"
    for number, said in [(14, "2024/3/5"), (31, "2024年3月5日"), (57, "2024年3月"), (58, "3月5日"), (9, "4535600%")]:
        with zipfile.ZipFile(io.BytesIO(made)) as old:
            parts = [(n, old.read(n)) for n in old.namelist()]
        changed = [(n, d.replace(b'<xf numFmtId="14"', b'<xf numFmtId="%d"' % number)) for n, d in parts]
        assert read_xlsx("a.xlsx", archive(*changed)).text == said


def test_values_of_every_kind() -> None:
    assert read([["是", True, "#DIV/0!", "　空 ", 3.0, "第一行\n第二行"]]) == "是\tTRUE\t#DIV/0!\t空\t3\t第一行第二行"


def test_formulas_show_their_results_and_without_one_the_file_is_refused() -> None:
    sound = '<row r="1"><c r="A1"><f>1+2</f><v>3</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    assert read_xlsx("a.xlsx", raw_workbook(sound)).text == "3"
    for empty in ("", "<v></v>", "<v/>"):
        assert "1个公式" in refused(raw_workbook(f'<row r="1"><c r="A1"><f>1+2</f>{empty}</c></row>'))
    assert "2个公式" in refused(workbook([["=1+2", "=A1"]]))


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    merges = '<mergeCells><mergeCell ref="A1:{}"/></mergeCells>'
    one = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert read_xlsx("a.xlsx", raw_workbook(one, merges.format("C3"))).text == "1"
    assert "合并" in refused(raw_workbook(one, merges.format("XFD1048576")), FileTooLarge)
    refused(raw_workbook(one, merges.format("XFD1048576").replace("A1:", "A1&#58;")))
    monkeypatch.setattr(sheets, "MOST_MERGED", 8)
    refused(raw_workbook(one, merges.format("C3")), FileTooLarge)


def test_far_corners_cost_nothing() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert read_xlsx("a.xlsx", raw_workbook(far)).text.split() == ["1", "2"]


def test_what_is_no_sound_workbook() -> None:
    sound = workbook([["好" * 300]])
    for cut in range(100, len(sound), len(sound) // 5):
        refused(sound[:cut])
    refused(raw_workbook("<row>"))
    refused(raw_workbook('<row r="1"><c r="A1"><v>1</v></c></row>', start="<!DOCTYPE x>"))
    refused(raw_workbook('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'))
