"""What a found report is called, which time it covers, of which kind it is."""

from __future__ import annotations

import pytest

from knowledge.describing import described, is_half

WORK = "今年新建工会9家，发展会员300人，签订集体合同50份，慰问困难职工20户。"


@pytest.mark.parametrize(
    ("opening", "title", "period"),
    [
        ("2023年，鹭埠镇工会在市总工会和镇党委的领导下，完成了各项工作。", "鹭埠镇工会2023年工作总结", "2023年"),
        ("20xx年，xx镇工会在市总工会的领导下，完成了各项工作。", "镇工会工作总结", "全年"),
        ("镇工会在镇党委的领导下，一件一件地办，现将上半年情况汇报如下：", "镇工会上半年工作总结", "上半年"),
        ("到2023年底，全镇有工会45家，比2022年底增加9家。", "2023年乡镇工会年度总结", "2023年"),
    ],
)
def test_a_lost_title_is_made_up(opening: str, title: str, period: str) -> None:
    found = described([opening, WORK], "", {})
    assert (found.title, found.period) == (title, period)
    assert found.kind == ("township-union-half" if period == "上半年" else "township-union-year")


def test_a_title_is_kept_and_tells_the_time() -> None:
    found = described([WORK], "甲镇总工会2022年上半年工作总结", {})
    assert (found.title, found.period, found.kind) == (
        "甲镇总工会2022年上半年工作总结",
        "2022年上半年",
        "township-union-half",
    )


def test_the_year_before_the_one_that_is_planned() -> None:
    assert described([WORK, "二、2025年工作打算", "继续建会。"], "", {}).period == "2024年"


def test_a_year_to_compare_with_is_not_the_reports() -> None:
    assert described(["全年建会9家，比2022年增加3家。", WORK], "", {}).period == "全年"


def test_a_file_header_wins() -> None:
    found = described([WORK], "", {"title": "某厂总结", "kind": "company", "period": "2020年"})
    assert (found.title, found.kind, found.period) == ("某厂总结", "company", "2020年")


def test_nothing_tells() -> None:
    found = described(["向各街道发放宣传册20万份。"], "", {})
    assert (found.period, found.kind) == ("", "general")
    assert found.title


def test_half_or_whole() -> None:
    assert is_half("", ["半年来，我们着重抓了以下几项工作："]) is True
    assert is_half("", ["一年来，我乡工会做了这些事。", "上半年办班2期，上半年慰问20户。"]) is False
    assert is_half("", ["发放宣传册20万份。"]) is None
