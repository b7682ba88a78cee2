"""Reading files: every encoding a clerk has comes out right; what cannot be read says so in one sentence."""

from __future__ import annotations

import io
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from knowledge import files, word
from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.files import read_bytes, read_file
from knowledge.reports import built_in_reports

TEXT = "鹭埠圩镇总工会：新建工会9家，\r\n会员“4246”人——净增386人，增长10.0﹪。\n"
NAMESPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str = "") -> bytes:
    """A docx whose body is the given WordprocessingML."""
    plain = io.BytesIO()
    Document().save(plain)
    made = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "word/document.xml":
                data = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
            new.writestr(member.filename, data)
    return made.getvalue()


def refused(name: str, data: bytes, kind: type[Exception] = UnreadableFile) -> str:
    with pytest.raises(kind) as caught:
        read_bytes(name, data)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith("。")
    assert message.count("。") == 1
    return message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_encodings_of_a_text_file(encoding: str) -> None:
    assert read_bytes("笔记.TXT", TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("report", built_in_reports(), ids=lambda report: report.document)
def test_every_sample_survives_gb18030(report) -> None:
    assert read_bytes("a.md", report.text.encode("gb18030")) == report.text


@pytest.mark.parametrize("text", ["联通", "一", "岚笕镇", "会员50家", "甲：３家，﹪。"])
def test_a_few_words_in_gbk(text: str) -> None:
    assert read_bytes("a.txt", text.encode("gb18030")) == text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip))
def test_utf8_with_a_chinese_character_round_trips(text: str) -> None:
    text = f"会{text.lstrip(chr(0xFEFF))}"
    assert read_bytes("a.txt", text.encode()) == text


@given(st.text(alphabet="全镇新建工会发展会员户数收入支出元，。、0123456789%\n", min_size=12).filter(str.strip))
def test_gb18030_round_trips(text: str) -> None:
    assert read_bytes("a.txt", f"总结{text}".encode("gb18030")) == f"总结{text}"


@pytest.mark.parametrize(
    "data",
    [
        "本會今年收入為七十七萬元，支出六十八萬元，結餘八萬元。全鎮新建工會九家。".encode("big5"),
        "これは日本語の議事録です。会議は三時に始まりました。".encode("shift_jis"),
        TEXT.encode()[:-3],  # cut off inside a character
        "会员工会工会".encode("utf-16-le"),
        b"\xff\xfe\x41",
        bytes(range(256)),
        b"%PDF-1.7\x00\x01",
    ],
)
def test_what_is_no_text_of_ours_is_refused_not_guessed(data: bytes) -> None:
    refused("a.txt", data)


@pytest.mark.parametrize("name", ["表.xlsx", "文件.pdf", "说明", "压缩.zip", "旧.doc", "a.wps"])
def test_other_types_say_what_to_do(name: str) -> None:
    message = refused(name, b"x")
    assert name in message
    assert "docx" in message


def test_empty_and_blank_files() -> None:
    assert "空文件" in refused("a.txt", b"")
    assert "没有文字" in refused("a.txt", b" \n\t")
    assert "没有文字" in refused("a.docx", docx())


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 10)
    refused("a.txt", b"x" * 11, FileTooLarge)
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    with pytest.raises(FileTooLarge):
        read_file(tmp_path / "a.txt")
    monkeypatch.undo()
    refused("a.txt", b"x" * (files.LONGEST + 1), FileTooLarge)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"不存在"):
        read_file(tmp_path / "没有.txt")
    with pytest.raises(UnreadableFile, match=r"文件夹"):
        read_file(tmp_path)


def test_a_file_on_disk(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(TEXT.encode("gb18030"))
    assert read_file(tmp_path / "a.md") == TEXT


def test_docx_keeps_document_order_and_rows() -> None:
    document = Document()
    document.add_paragraph("第一段，建会9家。")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ["村名", "户数", "甲\n村", "30"], strict=True):
        cell.text = text
    document.add_paragraph("第二段\t有制表符")
    stream = io.BytesIO()
    document.save(stream)
    assert read_bytes("a.docx", stream.getvalue()) == "第一段，建会9家。\n村名\t户数\n甲 村\t30\n第二段\t有制表符"


def test_docx_counts_insertions_and_not_deletions() -> None:
    body = (
        "<w:p><w:r><w:t>建会</w:t></w:r><w:del><w:r><w:delText>8</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>9</w:t></w:r></w:ins><w:r><w:t>家</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>控件里的字</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>"
    )
    assert read_bytes("a.docx", docx(body)) == "建会9家\n控件里的字"


def test_docx_nested_tables_come_once() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p>{}</w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format('内', '')}</w:tr></w:tbl>"
    body = f"<w:tbl><w:tr>{cell.format('甲', inner)}{cell.format('乙', '')}</w:tr></w:tbl>"
    assert read_bytes("a.docx", docx(body)) == "甲 内\t乙"


def test_docx_that_is_none() -> None:
    refused("a.docx", b"PK\x03\x04 broken")
    refused("a.docx", "其实是文本".encode())
    assert "密码" in refused("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    sound = docx("<w:p><w:r><w:t>好</w:t></w:r></w:p>")
    for cut in range(100, len(sound), len(sound) // 7):
        refused("a.docx", sound[:cut])
    refused("a.docx", sound.replace(b"PK\x01\x02", b"PK\x01\x09"))
    refused("a.docx", docx("<w:p>"))


def test_docx_with_a_document_type_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "word/document.xml":
                data = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + data
            new.writestr(member.filename, data)
    refused("a.docx", made.getvalue())


def test_docx_with_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "MOST_MEMBERS", 5)
    refused("a.docx", docx("<w:p/>"), FileTooLarge)


@pytest.mark.parametrize("body", ["<w:p/>" * 1_500_000, "<!--" + " " * 60_000_000 + "-->"])
def test_a_small_docx_that_unpacks_to_much_is_refused_cheaply(tmp_path: Path, body: str) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(docx(body))
    assert path.stat().st_size < 300_000
    script = """
        import sys, tracemalloc
        from pathlib import Path
        from knowledge.errors import FileTooLarge
        from knowledge.files import read_file
        tracemalloc.start()
        try:
            read_file(Path(sys.argv[1]))
        except FileTooLarge:
            print(tracemalloc.get_traced_memory()[1], "docx" in sys.modules)
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    peak, parser_loaded = done.stdout.split()
    assert int(peak) < 5_000_000
    assert parser_loaded == "False"
