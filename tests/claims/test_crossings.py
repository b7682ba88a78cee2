"""Figures of different lines that contradict each other, and lines that only look so."""

from __future__ import annotations

import pytest

from assistant.claims.crossings import crossings
from assistant.figures.record import record

WRONG = {
    "a rate of the line above": ("送检 50批，合格 41批\n合格率 94%", "94%", "82.0%"),
    "quarters and their year": ("调解 一季度12件 二季度9件 三季度11件 四季度8件\n全年调解 44件", "44件", "40"),
    "halves and their year": ("上半年收废纸 31吨\n下半年收废纸 28吨\n全年收废纸 69吨", "69吨", "59"),
    "a course against both years": ("退货 26单，比去年少\n去年退货 19单", "26单", ""),
    "a change against both years": ("营收 90万，去年 75万\n营收比去年降了 12%", "12%", "增长2"),
}
RIGHT = {
    "a rate that comes out": "送检 50批，合格 41批\n合格率 82%",
    "a rate of something else": "送检 50批，合格 41批\n满意率 94%",
    "a rate whose whole is not told": "合格 41批，退回 50批\n合格率 94%",
    "quarters that come out": "调解 一季度12件 二季度9件 三季度11件 四季度8件\n全年调解 40件",
    "only three quarters": "调解 一季度12件 二季度9件 三季度11件\n全年调解 44件",
    "another thing of the year": "上半年收废纸 31吨\n下半年收废纸 28吨\n全年收塑料 69吨",
    "a course that holds": "退货 26单，比去年多\n去年退货 19单",
    "a change that holds": "营收 90万，去年 75万\n营收比去年涨了 20%",
    "rounded halves": "上半年收入 1.3万\n下半年收入 1.4万\n全年收入 2.75万",
}


@pytest.mark.parametrize(("notes", "figure", "right"), WRONG.values(), ids=WRONG)
def test_lines_that_contradict_each_other(notes: str, figure: str, right: str) -> None:
    ((wrong, said, others),) = crossings(record((("n", notes),)).figures)
    assert wrong.mention.text == figure
    assert right in said
    assert others


@pytest.mark.parametrize("notes", RIGHT.values(), ids=RIGHT)
def test_lines_that_only_look_so(notes: str) -> None:
    assert list(crossings(record((("n", notes),)).figures)) == []
