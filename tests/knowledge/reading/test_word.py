"""Reading docx: document order, tables, boxes, revisions, automatic numbers; nothing unsound."""

from __future__ import annotations

import io

import pytest
from docx import Document

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading import packages
from knowledge.reading.word import read_docx
from tests.knowledge.reading.makers import LAUGHS, WORD, archive, docx, paragraph

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def read(body: str) -> str:
    return read_docx("a.docx", docx(body))


def cell(text: str, properties: str = "", inner: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}{inner}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def refused(data: bytes, kind: type[Exception] = UnreadableFile) -> str:
    with pytest.raises(kind) as caught:
        read_docx("a.docx", data)
    assert str(caught.value).count("。") == 1
    return str(caught.value)


def test_document_order_and_rows() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.add_paragraph("第一段，建会9家。")
    table = document.add_table(rows=2, cols=2)
    for place, text in zip((c for r in table.rows for c in r.cells), ["村名", "户数", "甲\n村", "30"], strict=True):
        place.text = text
    document.add_paragraph("第二段\t有制表符")
    stream = io.BytesIO()
    document.save(stream)
    assert read_docx("a.docx", stream.getvalue()) == "第一段，建会9家。\n村名\t户数\n甲村\t30\n第二段\t有制表符"


def test_insertions_count_and_deletions_do_not() -> None:
    body = (
        "<w:p><w:r><w:t>建会</w:t></w:r><w:del><w:r><w:delText>8</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>9</w:t></w:r></w:ins><w:r><w:t>家</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>控件里的字</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>"
    )
    assert read(body) == "建会9家\n控件里的字"


def test_text_boxes_come_once_and_as_lines_of_their_own() -> None:
    box = f"<w:txbxContent>{paragraph('框里的字')}</w:txbxContent>"
    body = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent><w:t>段落</w:t></w:r></w:p>"
    )
    assert read(body) == "段落\n框里的字"


def test_fields_and_phonetic_guides_give_only_what_is_seen() -> None:
    body = (
        "<w:p><w:r><w:instrText>PAGE 99</w:instrText></w:r><w:r><w:t>共3页</w:t></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>jìng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>净</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert read(body) == "共3页净"


def test_merged_cells_and_two_head_rows() -> None:
    span, down, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = "<w:tbl>" + "".join([
        row(cell("项目", down), cell("2024年", span)),
        row(cell("", on), cell("上半年"), cell("全年")),
        row(cell("新建工会"), cell("4"), cell("9")),
        row(cell("发展会员"), cell(""), cell("386")),
    ]) + "</w:tbl>"  # fmt: skip
    assert read(body) == "项目\t2024年上半年\t2024年全年\n新建工会\t4\t9\n发展会员\t—\t386"


def test_a_table_that_lays_out_the_page_is_read_as_lines() -> None:
    inner = f"<w:tbl>{row(cell('项目'), cell('数'))}{row(cell('建会'), cell('9'))}</w:tbl>"
    body = f"<w:tbl>{row(cell('甲', inner=inner), cell('乙'))}</w:tbl>"
    assert read(body) == "甲\n项目\t数\n建会\t9\n乙"


def test_prose_in_a_form_is_read_paragraph_by_paragraph() -> None:
    long = "今年新建工会9家，发展会员386人，办理职工医疗互助理赔63件，赔付11.82万元。"
    prose = f"<w:tc>{paragraph(long)}{paragraph('二是' + long)}</w:tc>"
    body = f"<w:tbl>{row(cell('单位'), cell('镇总工会'))}{row(cell('主要工作'), prose)}</w:tbl>"
    assert read(body).splitlines()[1:] == ["主要工作", long, "二是" + long]


def test_the_strict_form_is_read_too() -> None:
    assert read_docx("a.docx", docx(paragraph("建会9家。"), namespace=STRICT)) == "建会9家。"


def test_what_is_no_sound_docx() -> None:
    refused(b"PK\x03\x04 broken")
    refused("其实是文本".encode())
    sound = docx(paragraph("好" * 500))
    for cut in range(100, len(sound), len(sound) // 7):
        refused(sound[:cut])
    refused(sound.replace(b"PK\x01\x02", b"PK\x01\x09"))
    refused(docx("<w:p>"))
    refused(docx('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr></w:tc></w:tr></w:tbl>'))
    refused(archive(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<x/>")))
    refused(archive(("_rels/.rels", "<Relationships/>")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-7", "cp037"])
def test_a_document_type_is_refused_however_it_is_hidden(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{LAUGHS}'
    text = f'{declared}<w:document xmlns:w="{WORD}"><w:body>{paragraph("&a11;")}</w:body></w:document>'
    plain = docx()
    with packages.opened("a.docx", plain) as package:
        relations = b"".join(package.pieces("_rels/.rels"))
    made = archive(("_rels/.rels", relations), ("word/document.xml", text.encode(encoding)))
    assert "a.docx" in refused(made)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = docx(paragraph("好") * 20)
    for name, most in [("MOST_MEMBERS", 2), ("MOST_UNPACKED", 100), ("MOST_TAGS", 50), ("MOST_ATTRIBUTES", 3)]:
        with monkeypatch.context() as patch:
            patch.setattr(packages, name, most)
            refused(sound, FileTooLarge)
    assert read_docx("a.docx", sound) == "\n".join(["好"] * 20)
