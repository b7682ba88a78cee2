"""Reading a Word file's text in document order, after looking at what it would unpack to."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from knowledge.errors import FileTooLarge, UnreadableFile

MOST_MEMBERS = 1_000  # files inside the docx; one with 300 photos has some 330
MOST_UNPACKED = 40 * 1024 * 1024  # bytes of all of them
MOST_TAGS = 400_000  # opening and closing tags of the XML; a hundred pages have some 60,000
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
_OLE = b"\xd0\xcf\x11\xe0"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_MC}Fallback"})


def read_docx(name: str, data: bytes) -> str:
    """Return the body text of a docx: one line a paragraph, one line a table row (cells separated by tabs).

    Accepted insertions count, deletions do not; headers, footnotes and comments are left out.
    Raises ``FileTooLarge`` before anything is parsed, ``UnreadableFile`` for what is no sound docx.
    """
    _check(name, data)
    from docx import Document

    try:
        body = Document(io.BytesIO(data)).element.body
    except Exception as error:  # python-docx and lxml raise whatever they stumble over
        raise UnreadableFile(_damaged(name)) from error
    return "\n".join(_lines(body))


def _check(name: str, data: bytes) -> None:
    """Refuse archives which are no docx or would unpack to too much."""
    if data.startswith(_OLE):
        raise UnreadableFile(f"“{name}”其实是旧版或加了密码的文档，请用 Word 打开，去掉密码，另存为 docx。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
                raise FileTooLarge(_too_much(name))
            tags = sum(_tags(name, archive, m) for m in members if m.filename.endswith((".xml", ".rels")))
    except _ZIP_ERRORS as error:
        raise UnreadableFile(_damaged(name)) from error
    if tags > MOST_TAGS:
        raise FileTooLarge(_too_much(name))


def _tags(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """Count the tags of one XML member in pieces; raises ``UnreadableFile`` where it declares a DTD."""
    tags, tail = 0, b""
    with archive.open(member) as stream:
        while piece := stream.read(1 << 16):
            tags += piece.count(b"<")
            if b"<!DOCTYPE" in tail + piece or b"<!ENTITY" in tail + piece:
                raise UnreadableFile(_damaged(name))
            tail = piece[-16:]
    return tags


def _lines(parent: Any) -> Iterator[str]:
    """Yield the lines of a body, cell or content control, in document order."""
    for child in parent:
        if child.tag == f"{_W}p":
            boxes: list[Any] = []
            yield _text(child, boxes)
            for box in boxes:
                yield from _lines(box)
        elif child.tag == f"{_W}tbl":
            yield from (_row(row) for row in child.iter(f"{_W}tr") if _nearest_table(row) is child)
        elif child.tag not in _SKIPPED:
            yield from _lines(child)


def _row(row: Any) -> str:
    cells = [cell for cell in row.iter(f"{_W}tc") if _nearest_row(cell) is row]
    return "\t".join(" ".join(" ".join(_lines(cell)).split()) for cell in cells)


def _nearest_table(row: Any) -> Any:
    return next(row.iterancestors(f"{_W}tbl"), None)


def _nearest_row(cell: Any) -> Any:
    return next(cell.iterancestors(f"{_W}tr"), None)


def _text(node: Any, boxes: list[Any]) -> str:
    """Return the text of a paragraph; text boxes inside it are put into ``boxes`` for lines of their own."""
    parts: list[str] = []
    for child in node:
        if child.tag == f"{_W}txbxContent":
            boxes.append(child)
        elif child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in {f"{_W}tab", f"{_W}ptab"}:
            parts.append("\t")
        elif child.tag in {f"{_W}br", f"{_W}cr"}:
            parts.append("\n")
        elif child.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif child.tag not in _SKIPPED:
            parts.append(_text(child, boxes))
    return "".join(parts)


def _damaged(name: str) -> str:
    return f"“{name}”不是完好的 docx 文件，请用 Word 或 WPS 重新另存为 docx 后再试。"


def _too_much(name: str) -> str:
    return f"“{name}”解开后内容过多，为安全起见不读取，请只留正文，另存为 txt、md 或 docx。"
