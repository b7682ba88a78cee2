"""The contract of ``to_markdown``: the same characters, rendered and unrendered."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.draft import Draft, Role, Section
from assistant.export import to_markdown

RENDER = MarkdownIt("commonmark")


def one(text: str, heading: str = "", title: str = "某局2024年工作总结") -> Draft:
    return Draft(title, (Section("s1", Role.WORK, heading, text),))


def body(text: str) -> list[str]:
    """The paragraphs of a one-section draft as Markdown."""
    return to_markdown(one(text)).rstrip("\n").split("\n\n")[1:]


def rendered(markdown: str) -> list[str]:
    """The text of each block as a reader of the rendered page sees it, list numbers and all."""
    lines: list[str] = []
    stack: list[int] = []
    for token in RENDER.parse(markdown):
        if token.type == "ordered_list_open":
            stack.append(int(token.attrs.get("start", 1)))
        elif token.type == "ordered_list_close":
            stack.pop()
        elif token.type == "list_item_open" and stack:
            lines.append(f"{stack[-1]}{token.markup} ")
            stack[-1] += 1
        elif token.type == "inline":
            assert all(child.type in {"text", "text_special", "softbreak"} for child in token.children)
            text = "".join(child.content for child in token.children)
            if lines and re.fullmatch(r"\d+[.)] ", lines[-1]):
                lines[-1] += text
            else:
                lines.append(text)
        else:
            assert token.type.split("_")[0] in {"heading", "paragraph", "list"}, token.type
    return lines


def test_headings_and_paragraphs():
    draft = Draft(
        "某局2024年工作总结",
        (
            Section("s0", Role.OPENING, "", "今年以来，全局完成检查50家。"),
            Section(
                "s1",
                Role.WORK,
                "一、主要工作",
                "（一）抓好防汛\n修堤3.2公里。\n1.清淤。\n（二）办好学。全年新建2所。",
            ),
        ),
    )
    assert to_markdown(draft) == (
        "# 某局2024年工作总结\n\n今年以来，全局完成检查50家。\n\n## 一、主要工作\n\n### （一）抓好防汛\n\n"
        "修堤3.2公里。\n\n1.清淤。\n\n（二）办好学。全年新建2所。\n"
    )


def test_empty_draft_and_empty_title():
    assert to_markdown(Draft("")) == "\n"
    assert to_markdown(one("一段。", title="")) == "一段。\n"


@pytest.mark.parametrize(
    "text",
    [
        "1.清理河道12公里。",
        "1. 清理河道12公里。",
        "3—5个、8~10家、3*5米",
        "完成率95%，同比+2.3个百分点，-1.5%",
        "a_b_c与____年____月____日",
        "“有据”——2024年",
        "A&B公司、R&D投入<5%>3%",
        "12.4法制宣传日",
        "5>3",
    ],
)
def test_left_as_typed(text):
    assert body(text) == [text]


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# 号", "\\# 号"),
        ("- 项", "\\- 项"),
        ("> 引", "\\> 引"),
        ("*注*：略", "\\*注*：略"),
        ("____年至____", "\\_\\_\\_\\_年至____"),
        ("___", "\\___"),
        ("<b>5</b>", "\\<b>5\\</b>"),
        ("见[附件](1)", "见\\[附件](1)"),
        ("`5`", "\\`5\\`"),
        ("~~5~~", "\\~\\~5\\~\\~"),
        ("&amp;", "\\&amp;"),
        ("C:\\_x", "C:\\\\_x"),
    ],
)
def test_escapes_only_what_is_eaten(text, escaped):
    assert body(text) == [escaped]


def test_numbers_are_never_recounted():
    assert body("1. 甲\n2. 乙\n4. 丙\n1. 丁") == ["1. 甲", "2. 乙", "4\\. 丙", "1. 丁"]


@given(st.lists(st.text(st.sampled_from("甲乙12 .、)#*_~`<>&;[](:)!|+-=\\/ab（一）。\t"), min_size=1), max_size=6))
def test_rendered_text_is_the_text(lines):
    draft = one("\n".join(lines))
    shown = [re.sub(r"\s+", " ", t).strip() for t in rendered(to_markdown(draft))]
    typed = [re.sub(r"\s+", " ", line).strip() for line in draft.text().split("\n")]
    assert shown == [line for line in typed if line]


@given(st.text(), st.text(), st.text())
def test_never_crashes_and_parts_paragraphs_by_blank_lines(title, heading, text):
    markdown = to_markdown(one(text, heading, title))
    assert markdown.endswith("\n")
    assert all(not (a and b) for a, b in pairwise(markdown.split("\n")))
