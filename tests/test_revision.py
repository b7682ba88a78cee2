"""Which section an instruction means, and diffs that keep figures whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.draft import Draft, Role, Section
from assistant.revision import Change, diff, meant

DRAFT = Draft(
    "总结",
    (
        Section("s0", Role.OPENING, "", "现将工作汇报如下："),
        Section("s1", Role.WORK, "一、职工维权", "签订合同50家。"),
        Section("s2", Role.WORK, "二、生产竞赛和培训", "竞赛19次。"),
        Section("s3", Role.PROBLEMS, "三、存在的问题", "人手少。"),
        Section("s4", Role.NEXT, "四、下一步工作", "接着干。"),
    ),
)


@pytest.mark.parametrize(
    ("instruction", "chosen", "expected"),
    [
        ("把第二部分压缩一下", None, "s2"), ("第1部分太长", None, "s1"), ("存在的问题改成三条", None, "s3"), ("不足写得太轻了", None, "s3"),
        ("明年的打算再具体点", None, "s4"), ("生产竞赛那段合成一段", None, "s2"), ("压缩一下", "s1", "s1"), ("压缩一下", None, None),
        ("第九部分删掉", "s1", None), ("开头换一种说法", None, "s0"), ("第二部分压缩一下", "s1", "s2"),
    ],
)  # fmt: skip
def test_the_section_that_is_meant(instruction: str, chosen: str | None, expected: str | None) -> None:
    found = meant(DRAFT, instruction, chosen)
    assert (found.id if found else None) == expected


@given(st.text(max_size=120), st.text(max_size=120))
def test_a_diff_holds_both_texts(before: str, after: str) -> None:
    pieces = diff(before, after)
    assert "".join(p.text for p in pieces if p.change is not Change.NEW) == before
    assert "".join(p.text for p in pieces if p.change is not Change.GONE) == after


def test_figures_are_never_cut_in_two() -> None:
    pieces = diff("建会150家。", "建会1500家。")
    assert [(p.change, p.text) for p in pieces if p.change is not Change.SAME] == [
        (Change.GONE, "150"),
        (Change.NEW, "1500"),
    ]
