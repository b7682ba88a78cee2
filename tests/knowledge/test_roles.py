"""Roles: read from headings where they are kept, from the paragraphs where they are lost."""

from __future__ import annotations

import pytest

from knowledge.roles import closes, heading_role, leans
from knowledge.splitting import sections


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("五、存在的问题", "problems"),
        ("四、欠账在哪里", "problems"),
        ("六、没有做好的事", "problems"),
        ("三、落后的2项", "problems"),
        ("六、2025年打算", "next"),
        ("四、几条建议", "next"),
        ("二、取得的成效", "results"),
        ("二、目标完成情况和主要做法", None),
        ("三、困难职工帮扶", None),
        ("二、合理化建议活动", None),
        ("一、组织建设", None),
    ],
)
def test_headings(heading: str, role: str | None) -> None:
    assert heading_role(heading) == role


def roles_of(*lines: str) -> list[str]:
    text = "\n".join(lines)
    by_line: list[str] = []
    for section in sections(text):
        by_line += [section.role] * (text[section.start : section.end].count("\n") + 1)
    return by_line


OPENING = "一年来，镇工会在镇党委的领导下，围绕中心工作，现将全年工作情况汇报如下："
WORK = ["今年新建工会9家，发展会员300人，签订集体合同50份。", "春节前慰问困难职工20户，发放慰问金1万元。"]


def test_lost_headings() -> None:
    found = roles_of(
        OPENING,
        *WORK,
        "在肯定成绩的同时，我们也看到工作中存在的一些不足，活动形式单一，离上级要求还有差距。",
        "明年，我们将继续抓好建会工作，进一步扩大集体合同覆盖面，努力提高服务水平。",
    )
    assert found == ["opening", "work", "work", "problems", "next"]


def test_a_list_shares_the_role_of_the_line_that_leads_in() -> None:
    found = roles_of(
        OPENING,
        *WORK,
        "工作中还存在一些问题和不足：",
        "一是工会档案资料尚不齐全。",
        "二是活动内容单一。",
        "下一步要做好以下工作：",
        "1、抓好建会。",
        "2、组织一次体检。",
    )
    assert found == ["opening", "work", "work", *["problems"] * 3, *["next"] * 3]


def test_a_second_row_of_numbers_without_its_heading() -> None:
    found = roles_of(
        OPENING,
        "（一）组织建设。今年新建工会9家，发展会员300人，职工入会率达到95%。",
        "（二）维权服务。全年调解劳动争议7件，签订了集体合同50份。",
        "（一）加强组织建设。继续抓好新建工会工作，进一步扩大覆盖面。",
        "（二）完善维权机制。要加大调解力度，努力做好欠薪预防。",
    )
    assert found == ["opening", "work", "work", "next", "next"]


def test_a_problem_on_the_side_makes_no_section_of_problems() -> None:
    found = roles_of(
        OPENING, "一、组织建设", WORK[0] + "针对小企业建会不足的问题，上门38家，建会5家。", "二、帮扶", WORK[1]
    )
    assert found == ["opening", *["work"] * 4]


def test_closing_words_are_the_reports() -> None:
    text = "\n".join([OPENING, "一、组织建设", *WORK, "二、2025年打算", "继续抓好建会工作。", "以上报告，请审议。"])
    *_, last = sections(text)
    assert (last.role, last.headings) == ("closing", ())


def test_leanings() -> None:
    assert leans("工作中存在的不足主要是活动少。")[0] >= 3
    assert leans("明年我们将继续抓好建会工作。")[1] >= 3
    assert max(leans("今年新建了工会9家，发展会员300人。")) < 1
    assert closes("总之，成绩不小。")
    assert not closes("建会9家。")
