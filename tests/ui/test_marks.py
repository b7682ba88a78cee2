from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from assistant.checks import check
from assistant.facts import confirmed, facts_of
from assistant.figures.mentions import Kind, Mention
from assistant.findings import Finding, JudgedFigure, Origin, Report, Severity, Source, Status
from assistant.manuscript import Message, Speaker
from assistant.notes import Notes
from assistant.revision import diff
from assistant.ui import pieces
from assistant.ui.marks import KINDS, Backing, counts, render, shown

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)> ![图](http://evil.example/x.png) [点](javascript:1) &amp; \"'"
ALLOWED = {"p", "mark", "span", "b", "div", "details", "summary", "del", "ins", "ul", "li", "h1", "h3"}


class _Reader(HTMLParser):
    """The text outside of receipts, and every tag and attribute seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._open.append("receipt" in (dict(attrs).get("class") or "").split())

    def handle_endtag(self, _tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open):
            self.text.append(data)


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def plain(html: str) -> str:
    return "".join(read(html).text)


def mention(start: int, end: int, text: str) -> Mention:
    found = next(iter(check("培训50家。").figures)).mention
    assert isinstance(found, Mention)
    assert found.kind is Kind.QUANTITY
    from dataclasses import replace

    return replace(found, start=start, end=end, text=text)


TEXTS = st.text(
    alphabet=st.sampled_from(list("工会培训50家，。\n\t <>&\"'/script！[](){}一二（）、x"))
    | st.characters(exclude_categories=["Cs", "Cc"]),
    max_size=60,
)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, Report]:
    """A text with figures and findings anywhere in it, overlapping and empty ones too."""
    text = draw(TEXTS)
    place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    findings = []
    for start, end in draw(st.lists(place, max_size=5)):
        severity = draw(st.sampled_from(list(Severity)))
        kind = draw(st.sampled_from(sorted(KINDS)))
        evidence = (Source(Origin.SAMPLE, EVIL, 0, 3, EVIL), Source(Origin.NOTES, "没有", 5, 9, EVIL))
        findings.append(Finding(kind, severity, start, end, text[start:end], EVIL, EVIL, evidence))
    figures = []
    for start, end in draw(st.lists(place, max_size=3)):
        status = draw(st.sampled_from([*Status, None]))
        figures.append(JudgedFigure(mention(start, end, text[start:end]), status, EVIL, (), EVIL, EVIL))
    return text, Report("", tuple(figures), tuple(findings))


@given(marked_texts())
def test_without_tags_the_text_is_left_character_for_character(made: tuple[str, Report]) -> None:
    text, report = made
    html = render(text, report)
    assert plain(html).replace("\r", "\n") == text.replace("\r", "\n")
    reader = read(html)
    assert reader.tags <= ALLOWED
    assert reader.attributes <= {"class", "tabindex"}


@given(marked_texts(), st.data())
def test_a_span_of_the_text_gives_that_span(made: tuple[str, Report], data: st.DataObject) -> None:
    text, report = made
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert plain(render(text, report, start=start, end=end)) == text[start:end]


def test_a_sourced_figure_carries_the_line_of_the_notes_it_stands_in() -> None:
    notes = Notes.of("劳动竞赛19次，参加职工1300人次\n培训班103期")
    evidence = confirmed(notes, facts_of(notes))
    text = "总结\n开展劳动竞赛19次，举办培训班103期。"
    html = render(text, check(text, evidence=evidence), Backing(notes))
    assert html.count('class="figure sourced"') == 2
    assert "劳动竞赛<b>19次</b>，参加职工1300人次" in html
    assert plain(html) == text


def test_a_derived_figure_carries_its_formula() -> None:
    notes = Notes.of("一季度培训10人\n二季度培训20人")
    evidence = confirmed(notes, facts_of(notes))
    text = "总结\n两个季度合计培训30人。"
    report = check(text, evidence=evidence)
    assert [f.status for f in report.figures if f.mention.text == "30人"] == [Status.DERIVED]
    html = render(text, report, Backing(notes))
    assert 'class="figure derived"' in html
    assert "10人＋20人＝30人" in html


def test_an_unsourced_figure_is_red_and_says_why() -> None:
    notes = Notes.of("劳动竞赛19次")
    text = "总结\n开展劳动竞赛29次。"
    report = check(text, evidence=confirmed(notes, facts_of(notes)))
    html = render(text, report, Backing(notes))
    assert 'class="figure error"' in html
    assert report.errors[0].message in html
    assert counts(report).wrong == 1


def test_a_table_row_is_quoted_under_its_column_heads() -> None:
    notes = Notes.of("项目\t收入\t支出\n专项基金\t147350元\t123830元")
    text = "总结\n专项基金收入147350元。"
    html = render(text, check(text, evidence=confirmed(notes, facts_of(notes))), Backing(notes))
    assert '<span class="heads">项目\u3000收入\u3000支出</span>' in html


def test_overlapping_findings_both_speak() -> None:
    text = "高度重视培训50家企业"
    one = Finding("boilerplate", Severity.WARNING, 0, 6, text[0:6], "甲")
    two = Finding("unsourced-claim", Severity.ERROR, 4, 11, text[4:11], "乙")
    html = render(text, Report("", (), (one, two)))
    assert plain(html) == text
    assert html.count("甲") == 2  # alone, and where the two overlap
    assert html.count("乙") == 2


def test_nothing_in_receipts_is_live() -> None:
    notes = Notes.of(f"{EVIL} 竞赛19次 {EVIL}")
    text = "总结\n竞赛19次。"
    html = render(text, check(text, evidence=confirmed(notes, facts_of(notes))), Backing(notes))
    assert read(html).tags <= ALLOWED
    finding = Finding("leaked-name", Severity.ERROR, 0, 2, EVIL, EVIL, EVIL, (Source(Origin.SAMPLE, EVIL, 0, 1, EVIL),))
    assert read(shown(finding, Backing(titles={EVIL: EVIL}))).tags <= ALLOWED


def test_chat_changes_and_notes_are_escaped() -> None:
    said = pieces.bubbles([Message(Speaker.USER, EVIL), Message(Speaker.ASSISTANT, EVIL * 9)])
    assert read(said).tags <= ALLOWED
    assert plain(pieces.change(diff(f"甲{EVIL}", f"乙{EVIL}"))) == f"甲乙{EVIL}"
    assert plain(pieces.noted(EVIL, [(0, 3), (2, 5)])) == EVIL
    assert plain(pieces.notice(EVIL, "error")) == EVIL


def test_a_label_holds_no_link_image_icon_or_formula() -> None:
    for text in (EVIL, ":material/home: $x$ :red[甲] **粗**", "# 标题\n第二行", "![](http://a.example)"):
        label = pieces.label(text, 400)
        assert not re.search(r"(?<!\\)[\[\]()*_`<>#!$:]", label)
        assert "\n" not in label
    assert pieces.label("镇工会2026年度工作总结") == "镇工会2026年度工作总结"
    assert pieces.label("  ") == "（空）"
