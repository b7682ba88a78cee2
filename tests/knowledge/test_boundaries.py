"""Borders between reports: evidence adds up to one, and what belongs together is not cut."""

from __future__ import annotations

import pytest

from knowledge.boundaries import WEIGHTS, Paragraph, borders, gaps
from knowledge.reports import built_in_reports

REPORTS = [report.text.split("\n") for report in built_in_reports()[:8]]


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(text) for text in texts]


def lines_of(number: int, *, titled: bool) -> list[str]:
    lines = [line for line in REPORTS[number] if line]
    return lines if titled else lines[1:]


@pytest.mark.parametrize("number", range(1, 8))
def test_a_title_begins_a_report(number: int) -> None:
    before, after = lines_of(0, titled=True), lines_of(number, titled=True)
    assert borders(paragraphs(*before, *after)) == [len(before)]


@pytest.mark.parametrize("number", range(2, 8))
def test_without_titles_the_numbers_and_the_words_tell(number: int) -> None:
    before, after = lines_of(0, titled=False), lines_of(number, titled=False)
    assert borders(paragraphs(*before, *after)) == [len(before)]


@pytest.mark.parametrize("number", range(8))
def test_one_report_has_no_border_inside(number: int) -> None:
    for titled in (True, False):
        assert borders(paragraphs(*lines_of(number, titled=titled))) == []


def test_a_copy_begins_where_its_model_began() -> None:
    first, second = lines_of(2, titled=False), lines_of(5, titled=False)
    found = borders(paragraphs(*first, *second, *first))
    assert found == [len(first), len(first) + len(second)]


def test_the_next_item_of_a_list_begins_no_report() -> None:
    lines = [
        "全年做了三件事：",
        "1.建会9家，发展会员300人，覆盖全镇企业。",
        "2.在县总工会领导下，现将帮扶情况汇报如下：慰问20户。",
    ]
    assert borders(paragraphs(*lines)) == []
    (gap,) = [gap for gap in gaps(paragraphs(*lines)) if gap.at == 2]
    assert gap.score < 0
    assert set(gap.evidence) <= set(WEIGHTS)


def test_a_report_in_two_parts_is_one() -> None:
    first, second = lines_of(0, titled=False)[1:6], lines_of(0, titled=False)[-4:]
    lines = ["甲局2023年工作总结和2024年工作计划", "一、2023年工作总结", *first, "二、2024年工作计划", *second]
    assert borders(paragraphs(*lines)) == []


@pytest.mark.parametrize("heads", [("第一部分 党建工作", "第二部分 业务工作"), ("党建工作", "业务工作")])
def test_chapters_with_numbers_of_their_own_are_one_report(heads: tuple[str, str]) -> None:
    numbers = str.maketrans("三四五六七八", "一二三四五六")
    for number in range(8):
        title, opening, *body = lines_of(number, titled=True)
        third = next(n for n, line in enumerate(body) if line.startswith("三、"))
        second = [line[0].translate(numbers) + line[1:] if line[1] == "、" else line for line in body[third:]]
        assert borders(paragraphs(title, opening, heads[0], *body[:third], heads[1], *second)) == []


def test_nothing_has_no_border() -> None:
    assert borders([]) == []
    assert gaps(paragraphs("一行")) == []
