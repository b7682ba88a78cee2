"""One file, whatever it is, to its text: the reader for each format, and a sentence for the formats without one."""

from __future__ import annotations

import re

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading.content import LONGEST, Content
from knowledge.reading.encodings import decode
from knowledge.reading.formats import Format, ends_in, format_of

READABLE = "能读的是 txt、md、docx、doc、pdf、xlsx、xls、csv、html、mht、rtf 和 zip"
_APART = {Format.PDF: "pdf", Format.XLSX: "xlsx", Format.HTML: "html", Format.MHT: "mht"}
_OLDER = {Format.DOC: (".doc", "docx"), Format.XLS: (".xls", "xlsx"), Format.RTF: (".rtf", "docx")}
_HEADS = {Format.PDF: b"%PDF-", Format.DOC: b"\xd0\xcf\x11\xe0", Format.XLS: b"\xd0\xcf\x11\xe0", Format.RTF: b"{\\rtf"}
_NO = {
    Format.LOCKED: "加了密码，请用 Word、Excel 或 WPS 打开，去掉密码，另存为 docx 或 xlsx 后再试",
    Format.OLD_WPS: "是 WPS 自己的格式，请用 WPS 打开，另存为 docx（表格存为 xlsx）后再试",
    Format.SLIDES: "是幻灯片，请把要用的文字复制出来，存为 docx 或 txt 后再试",
    Format.OPEN_DOCUMENT: "是 ODF 文档，请用 WPS 或 LibreOffice 打开，另存为 docx（表格存为 xlsx）后再试",
    Format.ARCHIVE: "是 rar 之类的压缩包，请解压后再选里面的文件，或改压成 zip",
    Format.PICTURE: "是图片，请用带文字识别（OCR）的软件转成文字，存为 docx 或 txt 后再试",
}


def read_one(name: str, data: bytes, found: Format | None = None) -> Content:
    """Return the text of one file that is no zip archive.

    Raises ``UnreadableFile`` for what cannot be read and ``FileTooLarge`` for what goes over a limit.
    """
    content = _content(name, data, found or format_of(name, data))
    _check_length(name, content.text)
    if not content.text.strip():
        raise UnreadableFile(f"“{name}”里没有文字，请换一个有内容的文件。")
    return content


def _check_length(name: str, text: str) -> None:
    if len(text) > LONGEST:
        raise FileTooLarge(f"“{name}”有{len(text)}字，超过{LONGEST}字的上限，请拆成几个文件。")


def _content(name: str, data: bytes, found: Format) -> Content:
    if found in _NO:
        raise UnreadableFile(f"“{name}”{_NO[found]}。")
    if found is Format.OTHER:
        raise UnreadableFile(_wrong_type(name))
    if found in _HEADS and _HEADS[found] not in data[:1024]:
        raise UnreadableFile(f"“{name}”不是完好的 {found} 文件，请用 Word 或 WPS 打开，另存为 docx 或 xlsx 后再试。")
    if found is Format.TEXT:
        return Content(decode(name, data))
    if found is Format.DELIMITED:
        from knowledge.reading.delimited import read_csv

        text = decode(name, data)
        _check_length(name, text)
        return Content(read_csv(name, text))
    if found is Format.DOCX:
        from knowledge.reading.word import read_docx

        return Content(read_docx(name, data))
    if found in _APART:
        return _apart(_APART[found], name, data)
    return _older(name, data, found)


def _apart(reader: str, name: str, data: bytes) -> Content:
    from knowledge.reading.isolation import read_apart

    return read_apart(reader, name, data)


def _older(name: str, data: bytes, found: Format) -> Content:
    """Read what LibreOffice makes of an older file."""
    from knowledge.reading.office import converted
    from knowledge.reading.word import read_docx

    if found is Format.XML:
        if re.search(rb"<!DOCTYPE|<!ENTITY", data):
            raise UnreadableFile(f"“{name}”里有不寻常的内容，为安全起见不读取，请用 Word 或 WPS 另存为 docx 后再试。")
        sheet = b"Excel.Sheet" in data[:2048]
        suffix, target = ".xml", "xlsx" if sheet else "docx"
    else:
        suffix, target = _OLDER[found]
    made = converted(name, data, suffix, target)
    return Content(read_docx(name, made)) if target == "docx" else _apart("xlsx", name, made)


def _wrong_type(name: str) -> str:
    suffix = ends_in(name)
    what = f"不能读取 {suffix} 文件" if suffix else "没有扩展名，认不出类型"
    return f"“{name}”{what}：{READABLE}，请另存为其中一种（如 docx）后再试。"
