"""Openings: what reads like the beginning of a report."""

from __future__ import annotations

from knowledge.openings import opens


def test_openings() -> None:
    assert opens("一年来，镇工会在镇党委的领导下，围绕中心，服务大局，现将全年工作情况总结如下：") == 4.0
    assert opens("各位理事、监事、会员代表：") >= 3.0
    assert opens("全年新建工会9家，发展会员300人，签订集体合同50份。") < 1.0
    assert opens("今后一年，我们将在镇党委的领导下，继续做好工会工作，努力开创新局面。") == 0.0
