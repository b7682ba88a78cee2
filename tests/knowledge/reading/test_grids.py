"""Tables to lines: nothing shifted, one head, the commonest tables of clerks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.figures import tables
from knowledge.reading import grids
from knowledge.reading.grids import Cell


def lines(*rows: list[str | None], merged: dict[tuple[int, int], tuple[int, int]] | None = None) -> list[str]:
    spans = merged or {}
    cells = {
        (r, c): Cell(text, *spans.get((r, c), (1, 1)))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    }
    return list(grids.lines(cells))


def test_an_empty_cell_keeps_its_place() -> None:
    assert lines(["项目", "上年", "今年"], ["建会", None, "9"], ["会员", "3", None]) == [
        "项目\t上年\t今年", "建会\t—\t9", "会员\t3\t—",
    ]  # fmt: skip


def test_title_and_unit_line_stand_before_the_head_and_notes_after_the_rows() -> None:
    assert lines(["2024年收支表"], ["单位：万元"], ["项目", "收入"], ["会费", "3.5"], ["注：含上年结余"]) == [
        "2024年收支表", "单位：万元", "项目\t收入", "会费\t3.5", "注：含上年结余",
    ]  # fmt: skip


def test_serial_numbers_go_and_units_join_their_numbers() -> None:
    assert lines(
        ["序号", "指标", "单位", "本年", "完成率"],
        ["1", "新建工会", "家", "9", "112.5%"],
        ["2", "支出", "万元", "1,300.5", "98"],
        ["合计", None, None, "12", None],
    ) == ["指标\t本年\t完成率", "新建工会\t9家\t112.5%", "支出\t1,300.5万元\t98", "合计\t12\t—"]


def test_a_column_of_offices_is_no_column_of_units() -> None:
    rows = [["项目", "单位", "数量"], ["培训", "农业农村局", "9"], ["慰问", "总工会", "3"]]
    assert lines(*rows) == ["\t".join(filter(None, row)) for row in rows]


def test_numbers_in_their_own_order_are_no_serial_numbers() -> None:
    assert lines(["编号", "姓名", "岁"], ["9", "甲", "30"], ["7", "乙", "40"])[0] == "姓名\t岁"
    assert lines([None, "姓名", "岁"], ["9", "甲", "30"], ["7", "乙", "40"])[1] == "9\t甲\t30"
    assert lines(["数量", "姓名", "岁"], ["1", "甲", "30"], ["2", "乙", "40"])[1] == "1\t甲\t30"


def test_groups_join_the_labels() -> None:
    rows = [
        ["类别", "项目", "数量"],
        ["组建", "建会", "9"],
        [None, "会员", "386"],
        ["服务", "培训", "12"],
        [None, "合计", "407"],
    ]
    merged = {(1, 0): (2, 1)}
    assert lines(*rows, merged=merged) == ["项目\t数量", "组建建会\t9", "组建会员\t386", "服务培训\t12", "合计\t407"]


def test_groups_without_a_total_become_headings() -> None:
    rows = [["类别", "项目", "数量"], ["组建", "建会", "9"], [None, "会员", "386"], ["服务", "培训", "12"]]
    assert lines(*rows, merged={(1, 0): (2, 1)}) == [
        "组建", "项目\t数量", "建会\t9", "会员\t386", "服务", "项目\t数量", "培训\t12",
    ]  # fmt: skip
    days = [["日期", "事项", "人数"], ["3月8日", "讲座", "86"], ["3月8日", "义诊", "30"], ["4月1日", "培训", "12"]]
    assert lines(*days) == ["\t".join(filter(None, day)) for day in days]
    villages = [
        ["村", "项目", "数"],
        ["甲村", "改厕", "9"],
        ["乙村", "改厕", "8"],
        ["甲村", "道路", "7"],
        ["甲村", "路灯", "7"],
    ]
    assert lines(*villages)[1:] == ["甲村改厕\t9", "乙村改厕\t8", "甲村道路\t7", "甲村路灯\t7"]


def test_a_merged_number_counts_once_and_a_merged_text_for_each_row() -> None:
    rows = [["项目", "金额", "责任人"], ["建会", "50", "张三"], ["会员", None, None]]
    assert lines(*rows, merged={(1, 1): (2, 1), (1, 2): (2, 1)})[1:] == ["建会\t50\t张三", "会员\t—\t张三"]


def test_a_head_of_two_rows_becomes_one_and_keeps_its_unit_at_the_end() -> None:
    rows = [["项目", "产值（万元）", None, "备注"], [None, "上半年", "全年", None], ["甲", "3", "9", "好"]]
    merged = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1)}
    assert lines(*rows, merged=merged)[0] == "项目\t产值上半年（万元）\t产值全年（万元）\t备注"
    unmerged = [["项目", "2024年", None], [None, "上半年", "全年"], ["甲", "3", "9"]]
    assert lines(*unmerged, merged={(0, 1): (1, 2)})[0] == "项目\t2024年上半年\t2024年全年"


def test_the_head_stands_again_after_a_line_within() -> None:
    assert lines(["项目", "数量"], ["一、组建"], ["建会", "9"], ["二、服务"], ["培训", "12"]) == [
        "一、组建", "项目\t数量", "建会\t9", "二、服务", "项目\t数量", "培训\t12",
    ]  # fmt: skip


def test_tables_that_an_empty_row_divides() -> None:
    assert lines(["项目", "数"], ["甲", "1"], [], ["村", "户"], ["乙", "2"]) == [
        "项目\t数",
        "甲\t1",
        "",
        "村\t户",
        "乙\t2",
    ]
    assert lines(["项目", "数"], ["甲", "1"], [], ["乙", "2"]) == ["项目\t数", "甲\t1", "乙\t2"]


def test_the_head_once_more_is_left_out() -> None:
    assert lines(["项目", "数"], ["甲", "1"], ["项目", "数"], ["乙", "2"]) == ["项目\t数", "甲\t1", "乙\t2"]


def test_signatures_are_no_row() -> None:
    rows = [["项目", "上年", "今年", "增长"], ["甲", "1", "2", "3"], ["填表人：张三", None, None, "审核：李四"]]
    assert lines(*rows)[-2:] == ["填表人：张三", "审核：李四"]
    above = ["填报单位：镇总工会", None, None, "填报日期：2024年12月20日"]
    assert lines(["2024年统计表"], above, *rows[:2]) == [
        "2024年统计表",
        *filter(None, above),
        "\t".join(rows[0]),
        "甲\t1\t2\t3",
    ]  # type: ignore[arg-type]


def test_no_head_no_harm() -> None:
    assert lines(["新建工会", "9家"], ["发展会员", "386人"]) == ["新建工会\t9家", "发展会员\t386人"]
    assert lines(["建会", None, "9家"], ["会员", "3人", None], ["甲村", "乙村"]) == [
        "建会\t—\t9家",
        "会员\t3人",
        "甲村\t乙村",
    ]
    assert lines(["今年新建工会9家。"], [], ["发展会员386人。"]) == ["今年新建工会9家。", "", "发展会员386人。"]


def test_a_cell_in_several_lines() -> None:
    assert lines(["项目", "完成\n情况"], ["张 三", "召开会议3次\n办培训班2期、560人次"])[:] == [
        "项目\t完成情况", "张三\t召开会议3次；办培训班2期、560人次",
    ]  # fmt: skip


def test_far_too_wide_is_still_read_row_by_row() -> None:
    cells = {(n, n): Cell(str(n)) for n in range(3_000)}
    assert list(grids.lines(cells)) == [str(n) for n in range(3_000)]


WORDS = st.sampled_from(["建会", "会员", "培训", "慰问", "调解"])
COUNTS = st.integers(0, 99_999).filter(lambda n: not 1900 <= n < 2100)  # which may be years
NUMBERS = st.one_of(st.none(), COUNTS.map(str), st.sampled_from(["3.5%", "12期", "1,300"]))


@given(st.lists(st.tuples(WORDS, NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=8), st.booleans())
def test_every_number_stands_under_its_own_head(rows: list[tuple[str | None, ...]], serial: bool) -> None:
    head = ["序号", "项目", "甲项", "乙项", "丙项"]
    laid = [[str(n), f"{row[0]}{'一二三四五六七八'[n - 1]}", *row[1:]] for n, row in enumerate(rows, start=1)]
    text = "\n".join(lines(*([head, *laid] if serial else [head[1:], *(row[1:] for row in laid)])))
    expected = sorted(
        (f"{label}{column}", number)
        for _, label, *numbers in laid
        for column, number in zip(head[2:], numbers, strict=True)
        if number
    )
    found = sorted((f"{cell.row}{cell.column}", text[cell.start : cell.end]) for cell in tables.cells(text))
    dashes = [pair for pair in found if pair[1] == "—"]
    assert [pair for pair in found if pair not in dashes] == expected
