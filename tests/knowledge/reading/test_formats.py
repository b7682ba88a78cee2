"""What a file is: its content tells, else its name."""

from __future__ import annotations

import pytest

from knowledge.errors import UnreadableFile
from knowledge.files import read_bytes
from knowledge.reading.formats import READ_SUFFIXES, SUFFIXES, Format, format_of
from tests.knowledge.reading.makers import archive, docx, pdf, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def stream(name: str) -> bytes:
    return f"{name}\0".encode("utf-16-le")


WORD = OLE + b"\xec\xa5" + b"\0" * 9
BOOK = OLE + b"\x09\x08\x10\x00" + b"\0" * 16
CONTENTS = [
    (docx(), Format.DOCX), (workbook([["x"]]), Format.XLSX), (pdf([]), Format.PDF), (archive(("a.txt", b"x")), Format.ZIP),
    (archive(("[Content_Types].xml", b""), ("ppt/x", b"")), Format.SLIDES),
    (archive(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"")), Format.OPEN_DOCUMENT),
    (OLE + stream("EncryptedPackage"), Format.LOCKED), (OLE + stream("PowerPoint Document"), Format.SLIDES),
    (WORD + b"\0" * 99 + stream("WordDocument"), Format.DOC), (WORD + b"\1" + b"\0" * 99 + stream("WordDocument"), Format.LOCKED),
    (BOOK + b"\0" * 99 + stream("Workbook"), Format.XLS), (BOOK + b"\x2f\0" + b"\0" * 99 + stream("Workbook"), Format.LOCKED),
    (OLE, Format.OLD_WPS), (b"{\\rtf1 x}", Format.RTF), (b"Rar!\x1a\x07", Format.ARCHIVE), (b"\xff\xd8\xff\xe0", Format.PICTURE),
]  # fmt: skip
MARKED_UP = [
    (b"<html><table>", Format.HTML), (b"\xef\xbb\xbf<!DOCTYPE html>", Format.HTML), (b"\n <TABLE border=1>", Format.HTML),
    (b"<?xml version='1.0'?><?mso-application progid=\"Excel.Sheet\"?>", Format.XML),
    (b"From: <x>\nMIME-Version: 1.0\n", Format.MHT),
]  # fmt: skip


@pytest.mark.parametrize(("data", "found"), CONTENTS)
@pytest.mark.parametrize("name", ["a.txt", "a.doc", "a", "a.docx", "a.xls"])
def test_content_that_says_so(name: str, data: bytes, found: Format) -> None:
    assert format_of(name, data) is found


@pytest.mark.parametrize(("data", "found"), MARKED_UP)
def test_what_office_systems_export_under_other_names(data: bytes, found: Format) -> None:
    assert format_of("报表.xls", data) is found
    assert format_of("报表.doc", data) is found
    assert format_of("笔记.txt", data) is Format.TEXT


def test_names_where_the_content_does_not_tell() -> None:
    assert format_of("A.TXT", b"x") is Format.TEXT
    assert format_of("a.csv", b"x") is Format.DELIMITED
    assert format_of("a.docx", b"x") is Format.DOCX
    assert format_of("a", b"x") is Format.OTHER
    assert set(SUFFIXES) <= READ_SUFFIXES


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (OLE + stream("EncryptedPackage"), "密码"), (OLE, "WPS"), (CONTENTS[4][0], "幻灯片"), (CONTENTS[5][0], "ODF"),
        (b"Rar!\x1a\x07", "解压"), (b"\xff\xd8\xff\xe0", "图片"),
    ],
)  # fmt: skip
def test_formats_without_a_reader_say_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes("文件.docx", data)
    message = str(caught.value)
    assert words in message
    assert "请" in message
    assert message.count("。") == 1
