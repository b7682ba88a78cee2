"""Each row of design ``word.md``'s table, and the comments, at the level of the XML that Word reads."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from assistant.draft import Draft, Role, Section
from assistant.errors import ExportError
from assistant.export import Font, Fonts, to_word
from assistant.export.lines import text_lines
from assistant.export.page import CHAR_SPACE, LINE_TWIPS
from assistant.export.title import title_breaks
from assistant.export.word import plain_date, signature_indents
from assistant.figures.mentions import Kind, Mention
from assistant.findings import Finding, JudgedFigure, Origin, Report, Severity, Source, Status

MM = 36000  # EMU in a millimetre
DRAFT = Draft(
    "青溪县河口镇人民政府关于2024年度安全生产工作情况的报告",
    (
        Section("s0", Role.OPENING, "", "今年以来，全镇坚持“预防为主”方针——检查企业50家，发现隐患132处。"),
        Section(
            "s1",
            Role.WORK,
            "一、主要工作",
            "（一）抓好防汛\n　　修堤3.2公里。\n1.清理河道\n（1）春季清淤\n（二）办好学。全年新建学校2所。\n"
            "村名\t户数\t投入\n东岭村\t312户\t45.6万元\n西河村\t208户\t30万元",
        ),
    ),
)


def found(words: str, *, draft: Draft = DRAFT, kind="unsourced-figure", severity=Severity.ERROR, **more) -> Finding:
    start = draft.text().index(words)
    return Finding(kind, severity, start, start + len(words), words, more.pop("message", "请核对。"), **more)


def word(draft: Draft = DRAFT, *findings: Finding, figures=(), **options):
    stream = io.BytesIO()
    to_word(draft, Report("draft", figures, findings), path_or_stream=stream, **options)
    stream.seek(0)
    return Document(stream)


def xml(document, path: str):
    return document.element.xpath(path)


def style_of(document, name: str):
    return next(s for s in document.styles.element.xpath("w:style") if s.xpath("w:name/@w:val") == [name])


def fonts_of(element) -> dict[str, str]:
    (fonts,) = element.xpath("w:rPr/w:rFonts")
    return {etree.QName(name).localname: value for name, value in fonts.attrib.items()}


def said(document) -> list[tuple[str, str]]:
    """The words that each comment is anchored on, and its text, by comment id."""
    result = []
    for comment in document.comments:
        inside, words = False, []
        for element in document.element.body.iter():
            mine = element.get(qn("w:id")) == str(comment.comment_id)
            if element.tag == qn("w:commentRangeStart") and mine:
                inside = True
            elif element.tag == qn("w:commentRangeEnd") and mine:
                inside = False
            elif inside and element.tag in {qn("w:t"), qn("w:tab")}:
                words.append(element.text or "\t")
        result.append(("".join(words), comment.text))
    return result


# paper, grid


def test_paper_and_margins():
    section = word().sections[0]
    sides = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(side / MM, 1) for side in sides] == [37, 28, 26, 35]
    assert (round(section.page_width / MM), round(section.page_height / MM)) == (210, 297)


def test_grid_holds_22_lines_of_28_characters():
    (grid,) = xml(word(), "//w:docGrid")
    values = {etree.QName(name).localname: value for name, value in grid.attrib.items()}
    assert values == {"type": "linesAndChars", "linePitch": "579", "charSpace": "-848"}
    assert (str(LINE_TWIPS), str(CHAR_SPACE)) == ("579", "-848")
    (size,), (margin,) = xml(word(), "//w:pgSz"), xml(word(), "//w:pgMar")
    wide, high, top, left, bottom, right = (
        int(node.get(qn(f"w:{name}")))
        for node, name in ((size, "w"), (size, "h"), *((margin, n) for n in ("top", "left", "bottom", "right")))
    )
    assert (high - top - bottom) // LINE_TWIPS == 22
    assert (wide - left - right) // ((16 + CHAR_SPACE / 4096) * 20) == 28


def test_body_lines_keep_the_pitch_and_28_characters_fit_the_line():
    style = style_of(word(), "Normal")
    (spacing,) = style.xpath("w:pPr/w:spacing")
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    tightened = int(style.xpath("w:rPr/w:spacing/@w:val")[0])
    assert 27.9 < (156 * 72 / 25.4) / (16 + tightened / 20) - 0.1 < 29


# title


def test_title_is_xiaobiaosong_22_centred_and_broken_by_sense():
    document = word()
    title = document.paragraphs[0]
    style = style_of(document, "Title")
    assert title.style.name == "Title"
    assert title.text == "青溪县河口镇人民政府\n关于2024年度安全生产工作情况的报告"
    assert fonts_of(style)["eastAsia"] == "方正小标宋简体"
    assert style.xpath("w:rPr/w:sz/@w:val") == ["44"]
    assert style.xpath("w:pPr/w:jc/@w:val") == ["center"]
    assert not style.xpath("w:rPr/w:b")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("河口镇2024年工作总结", ["河口镇2024年工作总结"]),
        (
            "临江市人力资源和社会保障局关于2024年法治政府建设年度报告",
            ["临江市人力资源和社会保障局", "关于2024年法治政府建设年度报告"],
        ),
        (
            "临江市青山区应急管理局2024年度安全生产和防灾减灾救灾工作总结",
            ["临江市青山区应急管理局2024年度", "安全生产和防灾减灾救灾工作总结"],
        ),
        ("平川县统计局2024年工作总结及2025年工作思路", ["平川县统计局2024年", "工作总结及2025年工作思路"]),
        ("甲\n乙", ["甲\n", "乙"]),
        ("字" * 200, ["字" * 200]),
    ],
)
def test_title_lines(title, lines):
    ends = (*title_breaks(title), len(title))
    assert [title[a:b] for a, b in zip((0, *ends), ends, strict=False)] == lines


@given(st.text(st.sampled_from("青溪县河口镇局2024年工作总结的“”、（）"), max_size=90))
def test_no_title_line_is_an_orphan(title):
    ends = (*title_breaks(title), len(title))
    parts = [title[a:b] for a, b in zip((0, *ends), ends, strict=False)]
    assert "".join(parts) == title
    assert len(parts) == 1 or min(map(len, parts)) >= 4


# body and headings


def test_body_is_fangsong_16_indented_two_characters_and_justified():
    document = word()
    normal, body = style_of(document, "Normal"), style_of(document, "Body Text")
    assert {fonts_of(normal)[name] for name in ("ascii", "hAnsi", "eastAsia")} == {"仿宋_GB2312"}
    assert normal.xpath("w:rPr/w:sz/@w:val") == ["32"]
    assert normal.xpath("w:pPr/w:jc/@w:val") == ["both"]
    assert body.xpath("w:pPr/w:ind/@w:firstLineChars") == ["200"]
    paragraph = next(p for p in document.paragraphs if p.text == "修堤3.2公里。")  # typed indentation is gone
    assert paragraph.style.name == "Body Text"


def test_headings_have_their_fonts_and_no_bold():
    document = word()
    wanted = {"一、主要工作": (1, "黑体"), "（一）抓好防汛": (2, "楷体_GB2312")}
    wanted |= {"1.清理河道": (3, "仿宋_GB2312"), "（1）春季清淤": (4, "仿宋_GB2312")}
    for text, (level, font) in wanted.items():
        paragraph = next(p for p in document.paragraphs if p.text == text)
        style = style_of(document, f"heading {level}")
        assert paragraph.style.name == f"Heading {level}"
        assert fonts_of(style)["eastAsia"] == font
        assert {fonts_of(run.element)["eastAsia"] for run in paragraph.runs} == {font}
        assert style.xpath("w:rPr/w:sz/@w:val") == ["32"]
        assert style.xpath("w:pPr/w:ind/@w:firstLineChars") == ["200"]
    assert not document.styles.element.xpath("//w:b")
    assert not xml(document, "//w:b")


def test_run_in_heading_is_kai_up_to_its_full_stop():
    paragraph = next(p for p in word().paragraphs if p.text.startswith("（二）"))
    assert [(run.text, fonts_of(run.element)["eastAsia"]) for run in paragraph.runs] == [
        ("（二）办好学。", "楷体_GB2312"),
        ("全年新建学校2所。", "仿宋_GB2312"),
    ]
    assert paragraph.style.name == "Body Text"


def test_every_run_names_its_font_and_quotation_marks_take_the_chinese_one():
    document = word(DRAFT, found("50家"), signature="河口镇人民政府", date="2025-01-08", addressee="县政府")
    for run in xml(document, "//w:r[w:t]"):
        fonts = fonts_of(run)
        assert fonts["hint"] == "eastAsia"
        assert fonts["ascii"] == fonts["hAnsi"] == fonts["eastAsia"]


def test_no_theme_font_is_left_and_fallbacks_are_named():
    stream = io.BytesIO()
    to_word(DRAFT, Report("draft"), path_or_stream=stream)
    with zipfile.ZipFile(stream) as package:
        names = package.namelist()
        parts = {name: package.read(name).decode() for name in names if name.endswith(".xml")}
    assert not any("asciiTheme" in text or "eastAsiaTheme" in text for text in parts.values())
    table = etree.fromstring(parts["word/fontTable.xml"].encode())
    fallbacks = {font.get(qn("w:name")): font[0].get(qn("w:val")) for font in table}
    assert fallbacks["仿宋_GB2312"] == "仿宋"
    assert fallbacks["方正小标宋简体"] == "宋体"
    assert not [name for name in names if "thumbnail" in name or "customXml" in name or name.endswith("app.xml")]


def test_fonts_are_a_setting():
    document = word(fonts=Fonts(body=Font('A"&<仿宋')))
    assert fonts_of(style_of(document, "Normal"))["eastAsia"] == 'A"&<仿宋'
    bold = word(fonts=Fonts.installed_everywhere())
    assert fonts_of(style_of(bold, "Title"))["eastAsia"] == "宋体"
    assert style_of(bold, "Title").xpath("w:rPr/w:b")


# addressee, signature, page number


def test_addressee_is_flush_left_with_a_full_width_colon():
    document = word(addressee="县应急管理局:")
    paragraph = document.paragraphs[1]
    assert paragraph.text == "县应急管理局："
    assert not style_of(document, "Salutation").xpath("w:pPr/w:ind")
    assert style_of(document, "Title").xpath("w:pPr/w:spacing/@w:afterLines") == ["100"]  # one blank line between


def test_signature_and_date_stand_right():
    document = word(signature="青溪县河口镇人民政府", date="2025-01-08")
    name, date = document.paragraphs[-2:]
    assert (name.text, date.text) == ("青溪县河口镇人民政府", "2025年1月8日")
    assert name.style.name == "Signature"
    rights = [p._p.xpath("w:pPr/w:ind/@w:rightChars") for p in (name, date)]
    assert rights == [["200"], ["400"]]  # ten and six characters: the date begins two further to the right
    assert style_of(document, "Signature").xpath("w:pPr/w:jc/@w:val") == ["right"]


@pytest.mark.parametrize(
    ("name", "date", "indents"),
    [(10, 6, (2, 4)), (8, 6, (2, 2)), (7, 7, (4, 2)), (4, 7, (7, 2)), (0, 6, (2, 2)), (5, 0, (2, 5))],
)
def test_signature_indents(name, date, indents):
    assert signature_indents(name, date) == indents


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("2025年01月08日", "2025年1月8日"),
        ("2025-1-8", "2025年1月8日"),
        ("2025.12.18", "2025年12月18日"),
        ("二〇二五年十二月十八日", "2025年12月18日"),
        ("2025年1月", "2025年1月"),
        ("元旦", "元旦"),
        ("2025年x月y日", "2025年x月y日"),
        ("2025年13月一二三日", "2025年13月一二三日"),
        ("", ""),
    ],
)
def test_plain_date(typed, set_):
    assert plain_date(typed) == set_


def test_page_numbers_odd_right_even_left():
    document = word()
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert [e.text for e in paragraph._p.xpath(".//w:instrText")] == [" PAGE "]
        assert paragraph._p.xpath("w:pPr/w:jc/@w:val") == [side]
        assert paragraph._p.xpath(f"w:pPr/w:ind/@w:{side}Chars") == ["100"]
        assert {fonts_of(run.element)["ascii"] for run in paragraph.runs} == {"宋体"}
    assert style_of(document, "footer").xpath("w:rPr/w:sz/@w:val") == ["28"]


# tables


def test_lines_with_tabs_become_a_table_of_its_own_height():
    document = word()
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["村名", "户数", "投入"],
        ["东岭村", "312户", "45.6万元"],
        ["西河村", "208户", "30万元"],
    ]
    (spacing,) = style_of(document, "表格文字").xpath("w:pPr/w:spacing")
    assert (spacing.get(qn("w:lineRule")), spacing.get(qn("w:line"))) == ("auto", "240")
    assert {p.style.name for row in table.rows for cell in row.cells for p in cell.paragraphs} == {"表格文字"}
    assert style_of(document, "Table Grid").xpath("w:tblPr/w:tblBorders/w:insideH/@w:val") == ["single"]


@pytest.mark.parametrize("text", ["甲\t乙\t丙", "甲\t乙\n丙\t丁", "甲\t乙\t丙\n丁\t戊"])
def test_no_table_of_one_line_or_one_tab_or_unlike_lines(text):
    document = word(Draft("题", (Section("s", Role.WORK, "", text),)))
    assert not document.tables
    assert [p.text for p in document.paragraphs[1:]] == text.split("\n")


# comments


def test_findings_are_comments_on_exactly_their_words():
    findings = (
        found("50家", message="笔记里没有“50家”。", suggestion="改为48家"),
        found("检查企业50家，发现隐患132处", kind="repetition", severity=Severity.WARNING),
        found("家，发现", kind="boilerplate", severity=Severity.WARNING),
        found("2024年度"),
        found("3.2公里"),
        found("（一）抓"),
        found("208户"),
        found("2所。"),
    )
    document = word(DRAFT, *findings)
    anchored = said(document)
    assert sorted(words for words, _ in anchored) == sorted(f.text for f in findings)
    assert ("50家", "【错误】笔记里没有“50家”。\n建议：改为48家") in anchored
    assert {(c.author, c.initials) for c in document.comments} == {("有据", "据")}
    lines = [DRAFT.title, *(line.text for line in text_lines(DRAFT) if "\t" not in line.text)]
    assert [p.text.replace("\n", "") for p in document.paragraphs] == lines


def test_comment_names_formula_and_source():
    start = DRAFT.text().index("132处")
    source = Source(Origin.NOTES, "notes.txt", 3, 9, "隐患130处")
    sample = Source(Origin.SAMPLE, "范文一.txt", 0, 4, "长" * 100)
    mention = Mention(start, start + 4, "132处", Kind.QUANTITY, Decimal(132), unit="处")
    figure = JudgedFigure(mention, Status.UNSOURCED, "65处 + 65处 = 130处")
    ((_, text),) = said(word(DRAFT, found("132处", evidence=(source, sample)), figures=(figure,)))
    assert text.split("\n")[1:] == [
        "算式：65处 + 65处 = 130处",
        "笔记《notes.txt》：“隐患130处”",
        f"范文《范文一.txt》：“{'长' * 60}……”",
    ]


def test_finding_across_paragraphs_is_anchored_on_its_first():
    assert [words for words, _ in said(word(DRAFT, found("132处。\n一、主要")))] == ["132处。"]


@pytest.mark.parametrize("at", [0, 5, len(DRAFT.title), len(DRAFT.text()), 10_000])
def test_finding_without_words_of_its_own_is_still_a_comment(at):
    ((words, _),) = said(word(DRAFT, Finding("placeholder", Severity.ERROR, at, at, "", "请补充。")))
    assert len(words) == 1


def test_findings_about_the_notes_and_quiet_information_are_no_comments():
    note = Source(Origin.NOTES, "n", 0, 3, "48家")
    document = word(
        DRAFT,
        Finding("unused-note", Severity.INFO, 0, 3, "48家", "没有用上。", evidence=(note,)),
        Finding("wrong-arithmetic", Severity.ERROR, 0, 3, "48家", "笔记算错。", evidence=(note,)),
        found("今年以来", kind="boilerplate", severity=Severity.INFO),
    )
    assert not xml(document, "//w:commentRangeStart")


def test_report_of_another_text_is_refused():
    with pytest.raises(ExportError, match="重新核对"):
        word(DRAFT, Finding("unsourced-figure", Severity.ERROR, 0, 3, "48家", "请核对。"))


def test_receipts_comment_the_figures_that_have_a_source():
    start = DRAFT.text().index("50家")
    mention = Mention(start, start + 3, "50家", Kind.QUANTITY, Decimal(50), unit="家")
    source = Source(Origin.NOTES, "notes.txt", 0, 3, "50家")
    figures = (JudgedFigure(mention, Status.SOURCED, sources=(source,)),)
    assert said(word(DRAFT, figures=figures, receipts=True)) == [("50家", "【有出处】\n笔记《notes.txt》：“50家”")]
    assert not xml(word(DRAFT, figures=figures), "//w:commentRangeStart")


# the clean copy


def test_clean_copy_is_refused_while_errors_stand():
    with pytest.raises(ExportError, match="还有2处错误没有改"):
        word(DRAFT, found("50家"), found("132处"), clean=True)


def test_clean_copy_on_insistence_says_so_in_its_properties():
    document = word(DRAFT, found("50家"), found("132处"), clean=True, insist=True)
    assert not xml(document, "//w:commentRangeStart")
    assert document.core_properties.comments == "导出时仍有2处错误未改"
    assert document.core_properties.keywords == "导出时仍有2处错误未改"


def test_clean_copy_without_errors_carries_no_comment():
    document = word(DRAFT, found("50家", severity=Severity.WARNING), clean=True, receipts=True)
    assert not xml(document, "//w:commentRangeStart")
    assert not [part for part in document.part.package.iter_parts() if "comments" in part.partname]


def test_properties_name_title_and_unit_only():
    properties = word(signature="河口镇人民政府").core_properties
    assert (properties.title, properties.author) == (DRAFT.title, "河口镇人民政府")
    assert (properties.language, properties.comments, properties.keywords) == ("zh-CN", "", "")
    assert properties.last_modified_by == "河口镇人民政府"
    assert word().core_properties.author == ""


# writing


def test_writes_a_path_whole(tmp_path):
    path = tmp_path / "总结.docx"
    path.write_bytes(b"old")
    to_word(DRAFT, Report("draft"), path_or_stream=path)
    assert Document(str(path)).paragraphs[0].style.name == "Title"
    assert [p.name for p in tmp_path.iterdir()] == ["总结.docx"]


@pytest.mark.parametrize("name", ["没有这个文件夹/a.docx", "", "x" * 300 + ".docx", "a\0b.docx"])
def test_unwritable_path_is_an_export_error(tmp_path, name):
    with pytest.raises(ExportError, match="导出"):
        to_word(DRAFT, Report("draft"), path_or_stream=f"{tmp_path}/{name}")
    assert list(tmp_path.iterdir()) == []


def test_file_held_open_elsewhere_is_an_export_error_and_stays(tmp_path, monkeypatch):
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")

    def held(*_):
        raise PermissionError(13, "held")

    monkeypatch.setattr("pathlib.Path.replace", held)
    with pytest.raises(ExportError, match="正在 Word 中打开"):
        to_word(DRAFT, Report("draft"), path_or_stream=path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.docx"]
    assert path.read_bytes() == b"old"


def test_what_xml_cannot_hold_is_dropped():
    draft = Draft("题\x00目", (Section("s", Role.WORK, "一、甲\x0b", "乙\ud800丙\x1f\uffff丁😀"),))
    document = word(draft, found("丙\x1f\uffff丁", draft=draft, message="错\x00了"), signature="局\x01", date="\x02")
    assert [p.text for p in document.paragraphs] == ["题目", "一、甲", "乙丙丁😀", "局"]
    assert said(document) == [("丙丁", "【错误】错了")]


TEXT = st.text(st.one_of(st.characters(), st.sampled_from("一二、（）1.\t\n\t\n。“”—\x00\r\u3000")), max_size=60)


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, TEXT, st.data())
def test_any_text_can_be_exported_with_any_findings(title, heading, text, data):
    draft = Draft(title, (Section("s", Role.WORK, heading, text), Section("t", Role.CLOSING, "", "")))
    whole, places = draft.text(), st.integers(0, len(draft.text()))
    pairs = data.draw(st.lists(st.tuples(places, places).map(sorted), max_size=5))
    findings = [Finding("repetition", Severity.WARNING, a, b, whole[a:b], "看。") for a, b in pairs]
    document = word(draft, *findings, signature=title, date=heading, addressee=text)
    starts, ends = (xml(document, f"//w:commentRange{which}") for which in ("Start", "End"))
    assert len(starts) == len(ends) == (len(findings) if whole.strip() else len(starts))


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("甲乙丙2024年，。\n"), min_size=1, max_size=80), st.data())
def test_anchored_words_are_the_findings_words(text, data):
    draft = Draft("题", (Section("s", Role.WORK, "", text),))
    lines = list(text_lines(draft))
    findings = []
    for line in lines:
        a, b = sorted(data.draw(st.tuples(*[st.integers(0, len(line.text))] * 2)))
        if a < b:
            findings.append(Finding("x", Severity.ERROR, line.start + a, line.start + b, line.text[a:b], "看。"))
    assert [words for words, _ in said(word(draft, *findings))] == [f.text for f in findings]
