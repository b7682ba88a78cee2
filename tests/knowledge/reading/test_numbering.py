"""Automatic numbers come out as Word shows them, and never run into a figure."""

from __future__ import annotations

import pytest

from knowledge.reading.word import read_docx
from tests.knowledge.reading.makers import WORD, docx, paragraph


def numbering(*levels: tuple[str, str]) -> str:
    """The part that defines list 1 (and 2, which begins anew) with the given forms and patterns."""
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for n, (form, pattern) in enumerate(levels)
    )
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    return (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="7">{inner}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{override}</w:num></w:numbering>'
    )


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def read(body: str, *levels: tuple[str, str], styles: str = "") -> list[str]:
    parts = [("word/numbering.xml", numbering(*levels))]
    if styles:
        parts.append(("word/styles.xml", f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>'))
    return read_docx("a.docx", docx(body, *parts)).splitlines()


OFFICIAL = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def test_official_headings() -> None:
    body = "".join([
        numbered("主要工作"), numbered("建会", 1), numbered("园区企业", 2), numbered("快递", 2), numbered("帮扶", 1),
        numbered("慰问", 2), paragraph("正文"), numbered("问题"), numbered("人手", 1),
    ])  # fmt: skip
    assert read(body, *OFFICIAL) == [
        "一、主要工作", "（一）建会", "1.园区企业", "2.快递", "（二）帮扶", "1.慰问", "正文", "二、问题", "（一）人手",
    ]  # fmt: skip


def test_a_number_never_runs_into_a_figure() -> None:
    assert read(numbered("5万元"), ("decimal", "%1.")) == ["1. 5万元"]
    assert read(numbered("9家"), ("decimal", "%1")) == ["1、9家"]
    assert read(numbered("建会") + numbered("9家", 1), ("decimal", "%1"), ("decimal", "%1.%2")) == [
        "1、建会",
        "1.1 9家",
    ]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("decimalEnclosedCircle", "③"), ("upperRoman", "III"), ("lowerLetter", "c"), ("decimalZero", "03"),
        ("japaneseCounting", "三"), ("unheard", "3"),
    ],
)  # fmt: skip
def test_forms(form: str, said: str) -> None:
    assert read("".join(numbered("甲") for _ in range(3)), (form, "（%1）"))[2] == f"（{said}）甲"


def test_tens_in_chinese() -> None:
    lines = read("".join(numbered("甲") for _ in range(21)), OFFICIAL[0])
    assert (lines[9], lines[10], lines[19], lines[20]) == ("十、甲", "十一、甲", "二十、甲", "二十一、甲")


def test_bullets_lists_that_begin_anew_and_none() -> None:
    assert read(numbered("甲"), ("bullet", "●")) == ["甲"]
    body = numbered("甲") + numbered("乙") + numbered("丙", number=2) + numbered("丁", number=0) + numbered("戊", 5)
    assert read(body, OFFICIAL[0]) == ["一、甲", "二、乙", "一、丙", "丁", "戊"]


def test_numbers_of_a_style_and_of_the_style_it_builds_on() -> None:
    styles = (
        '<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style><w:style w:styleId="c"><w:basedOn w:val="c"/></w:style>'
    )
    body = "".join(paragraph("甲", f'<w:pStyle w:val="{style}"/>') for style in "abc")
    assert read(body, OFFICIAL[0], styles=styles) == ["一、甲", "二、甲", "甲"]


def test_a_hostile_pattern_stays_short() -> None:
    lines = read(numbered("甲") * 3, ("decimal", "%1" * 5_000))
    assert all(len(line) < 60 for line in lines)
