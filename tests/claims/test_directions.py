"""An amount that moved: two figures of the notes bear it out, if it moved that way and was an amount."""

from __future__ import annotations

import pytest

from assistant.claims.directions import borne_out
from assistant.claims.ground import Segment


def shown(clause: str, note: str) -> bool:
    return borne_out(clause, [Segment("n", 0, len(note), note, said=note)])


@pytest.mark.parametrize(
    ("clause", "note"),
    [
        ("供热规模稳步扩大", "面积 186万平 用户 14320户（上季178万）"), ("业务量稳步增长", "受理 47件 上年 39件"), ("用电量明显下降", "电 18万度 去年 19.9万"),
        ("客流有所回落", "客流 6.1万 比去年少了 8000"), ("收入稳步增加", "收入 比上年 +3.8万"),
    ],
)  # fmt: skip
def test_figures_that_moved_so_bear_it_out(clause: str, note: str) -> None:
    assert shown(clause, note)


@pytest.mark.parametrize(
    ("clause", "note"),
    [
        ("供热规模稳步扩大", "面积 186万平（上季198万）"), ("供热规模稳步扩大", "面积 186万平"), ("工作效率显著提升", "平均 9天 去年 13天"),
        ("业务量稳步增长", "受理 47件 上年 3.9万"), ("收入逐年增加", "收入 47万 上年 39万"), ("供热规模稳步扩大", "v1.2.3 上季 1.1"),
    ],
)  # fmt: skip
def test_others_do_not(clause: str, note: str) -> None:
    assert not shown(clause, note)
