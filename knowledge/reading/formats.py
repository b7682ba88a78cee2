"""What a file really is: by its first bytes where they say so, else by its name."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

from knowledge.reading.zips import ERRORS, open_zip, too_many_entries


class Format(StrEnum):
    """The kinds of files that are told apart; for the last group there is only a sentence."""

    TEXT = "text"
    DELIMITED = "delimited"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    HTML = "html"
    MHT = "mht"
    ZIP = "zip"
    DOC = "doc"
    XLS = "xls"
    RTF = "rtf"
    XML = "xml"  # what Word and Excel 2003 could save

    LOCKED = "locked"
    OLD_WPS = "old-wps"
    SLIDES = "slides"
    OPEN_DOCUMENT = "open-document"
    ARCHIVE = "archive"
    PICTURE = "picture"
    OTHER = "other"


SUFFIXES = (
    ".txt", ".md", ".docx", ".doc", ".wps", ".pdf", ".xlsx", ".xls", ".et", ".csv", ".html", ".htm", ".mht", ".mhtml",
    ".rtf", ".zip",
)  # fmt: skip
_BY_SUFFIX = {
    ".txt": Format.TEXT, ".md": Format.TEXT, ".markdown": Format.TEXT, ".text": Format.TEXT,
    ".csv": Format.DELIMITED, ".tsv": Format.DELIMITED,
    ".docx": Format.DOCX, ".docm": Format.DOCX, ".dotx": Format.DOCX, ".xlsx": Format.XLSX, ".xlsm": Format.XLSX,
    ".pdf": Format.PDF, ".html": Format.HTML, ".htm": Format.HTML, ".mht": Format.MHT, ".mhtml": Format.MHT,
    ".zip": Format.ZIP, ".rtf": Format.RTF, ".doc": Format.DOC, ".xls": Format.XLS, ".wps": Format.OLD_WPS,
    ".et": Format.OLD_WPS,
}  # fmt: skip
READ_SUFFIXES = frozenset(_BY_SUFFIX)
_PLAIN = frozenset({Format.TEXT, Format.DELIMITED})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_MARKS = (
    (b"{\\rtf", Format.RTF), (b"Rar!", Format.ARCHIVE), (b"7z\xbc\xaf", Format.ARCHIVE), (b"\x1f\x8b", Format.ARCHIVE),
    (b"\x89PNG", Format.PICTURE), (b"\xff\xd8\xff", Format.PICTURE), (b"GIF8", Format.PICTURE),
)  # fmt: skip
_AHEAD = 2_048
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|table|meta|div|style)\b", re.IGNORECASE)
_OFFICE_XML = re.compile(rb"""progid\s*=\s*["'](?:Word\.Document|Excel\.Sheet)["']""")
_MAIL = re.compile(rb"^(?:from|mime-version|content-type|subject|date|message-id)\s*:", re.IGNORECASE)


def format_of(name: str, data: bytes) -> Format:
    """Return what a file is; a text is what its name says, anything else what its content says."""
    named = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    if found := _by_content(data, plain=named in _PLAIN):
        return found
    if named in _PLAIN:
        return named
    if marked := _marked_up(data[:_AHEAD].removeprefix(b"\xef\xbb\xbf")):
        return marked
    return named or Format.OTHER


def ends_in(name: str) -> str:
    """The ending of a name in lower case, with its dot."""
    return PurePath(name).suffix.lower()


def _by_content(data: bytes, *, plain: bool) -> Format | None:
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith(_OLE):
        return _compound(data)
    if data.startswith(b"%PDF-") or (not plain and b"%PDF-" in data[:1024]):  # some programs write a line before it
        return Format.PDF
    return next((found for mark, found in _MARKS if data.startswith(mark)), None)


def _marked_up(start: bytes) -> Format | None:
    """Web pages and XML, under whatever name office systems give them."""
    if _OFFICE_XML.search(start):
        return Format.XML
    if _HTML.match(start):
        return Format.HTML
    return Format.MHT if _MAIL.match(start) and b"mime-version" in start.lower() else None


def _packed(data: bytes) -> Format | None:
    """What a zip archive holds: a document, a workbook, or files."""
    if too_many_entries(data):
        return Format.ZIP
    try:
        with open_zip(data) as archive:
            paths = frozenset(archive.namelist())
    except ERRORS:
        return None
    if "[Content_Types].xml" in paths:
        for folder, found in (("word/", Format.DOCX), ("xl/", Format.XLSX), ("ppt/", Format.SLIDES)):
            if any(path.startswith(folder) for path in paths):
                return found
    return Format.OPEN_DOCUMENT if "mimetype" in paths and "content.xml" in paths else Format.ZIP


def _compound(data: bytes) -> Format:
    """What the older binary files are, by the names of their streams."""
    if _stream("EncryptedPackage") in data:
        return Format.LOCKED
    if _stream("WordDocument") in data:
        return Format.LOCKED if _is_locked_doc(data) else Format.DOC
    if _stream("Workbook") in data or _stream("Book") in data:
        return Format.LOCKED if _is_locked_xls(data) else Format.XLS
    return Format.SLIDES if _stream("PowerPoint Document") in data else Format.OLD_WPS


def _stream(name: str) -> bytes:
    return f"{name}\0".encode("utf-16-le")


def _is_locked_doc(data: bytes) -> bool:
    """Whether the head of the Word stream says that it is encrypted."""
    for at in range(_SECTOR, len(data) - 12, _SECTOR):
        if data[at : at + 2] == b"\xec\xa5":
            return bool(data[at + 11] & 1)
    return False


def _is_locked_xls(data: bytes) -> bool:
    """Whether a password record follows the first record of the workbook."""
    for at in range(_SECTOR, len(data) - 24, _SECTOR):
        if data[at : at + 4] == b"\x09\x08\x10\x00":
            return data[at + 20 : at + 22] == b"\x2f\x00"
    return False
