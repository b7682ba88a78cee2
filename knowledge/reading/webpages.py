"""Reading web pages saved as html or mht, and the tables that office systems export under .xls or .doc as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading import grids
from knowledge.reading.encodings import decode
from knowledge.reading.grids import Cell

MOST_TAGS = 400_000
MOST_ATTRIBUTES = 1_200_000
MOST_PARTS = 50  # parts within parts of an mht
MOST_COLUMNS = 500
_WIDEST, _LONGEST = 200, 5_000  # columns and rows that one cell is merged over
_SKIPPED = frozenset(
    {
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "select",
        "option",
        "button",
        "svg",
        "rt",
        "rp",
        "nav",
        "footer",
    }
)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)|^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9_-]+)""")
_AHEAD = 4_096  # bytes in which a page says its encoding
_CJK = r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]"
_TRUSTED = {  # others (iso-8859-1) are said of Chinese pages too, and fit any bytes
    "utf-8-sig": "utf-8-sig", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb18030": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "utf-16": "utf-16", "utf-16le": "utf-16-le", "unicode": "utf-16",
}  # fmt: skip


def read_html(name: str, data: bytes, charset: str = "") -> str:
    """Return the text of a web page: one line a block, tables as ``grids.lines`` gives them.

    ``charset`` is what a mail or mht says of the encoding; the page's own word counts next. Raises ``FileTooLarge`` and
    ``UnreadableFile``.
    """
    if data.count(b"<") > MOST_TAGS or data.count(b"=") > MOST_ATTRIBUTES:
        raise FileTooLarge(f"“{name}”里的内容过多，为安全起见不读取，请只留正文，另存为 txt 或 docx。")
    from lxml import etree, html

    text = _decoded(name, data, charset)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except etree.ParserError:
        return ""
    if any("depth" in entry.message for entry in parser.error_log):
        raise FileTooLarge(f"“{name}”里一层套一层，超过了能读的层数，请复制正文，另存为 txt 或 docx。")
    page = _Page(name)
    page.walk(root)
    return "\n".join(page.lines())


def read_mht(name: str, data: bytes) -> str:
    """Return the text of a page saved as one mht file; raises as ``read_html`` does."""
    import email
    import email.policy

    if data.lower().count(b"boundary=") > MOST_PARTS:
        raise FileTooLarge(f"“{name}”里一层套一层，超过了能读的层数，请复制正文，另存为 txt 或 docx。")
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "text/plain"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                charset = part.get_content_charset() or ""
                plain = part.get_content_type() == "text/plain"
                return _decoded(name, body, charset) if plain else read_html(name, body, charset)
    raise UnreadableFile(f"“{name}”里没有找到网页正文，请用浏览器或 Word 打开，另存为 docx 后再试。")


def _decoded(name: str, data: bytes, charset: str) -> str:
    """The text of a page: as UTF-8 where it is that, else by what is said of its encoding, else as any text."""
    said = _CHARSET.search(data[:_AHEAD])
    for encoding in ("utf-8-sig", charset, (said[1] or said[2]).decode() if said else ""):
        if known := _TRUSTED.get(encoding.lower()):
            try:
                return data.decode(known)
            except UnicodeDecodeError:
                continue
    return decode(name, data)


class _Page:
    """Gathers the text of elements into lines."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lines: list[str] = []
        self._open: list[str] = []

    def lines(self) -> list[str]:
        """The lines so far; none is empty."""
        self._end()
        return self._lines

    def walk(self, node: Any) -> None:
        """Take in an element and what is in it."""
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag and tag not in _SKIPPED and not _HIDDEN.search(node.get("style", "")):
            block = tag in _BLOCKS
            if block or tag == "br":
                self._end()
            if tag == "table":
                self._table(node)
            else:
                self._add(node.text)
                for child in node:
                    self.walk(child)
            if block:
                self._end()
        self._add(node.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self._open.append(text)

    def _end(self) -> None:
        text = re.sub(rf"(?<={_CJK})[ \t]*[\r\n]\s*(?={_CJK})", "", "".join(self._open))
        text = re.sub(r"[\s\u200b\ufeff]+", " ", text).strip()
        self._open.clear()
        if text:
            self._lines.append(text)

    def _table(self, table: Any) -> None:
        self._end()
        rows = list(_rows(table))
        if any(cell.find(".//table") is not None for row in rows for cell in row):  # it only lays out the page
            for child in table:
                self.walk(child)
            self._end()
            return
        for child in table:
            if child.tag == "caption":
                self.walk(child)
        self._end()
        self._lines.extend(line for line in grids.lines(self._cells(rows)) if line)

    def _cells(self, rows: list[list[Any]]) -> dict[tuple[int, int], Cell]:
        """The cells in their places; a cell that is merged downwards keeps its columns from the rows below."""
        found: dict[tuple[int, int], Cell] = {}
        taken: dict[int, int] = {}  # column → first row in which it is free
        for r, row in enumerate(rows):
            column = 0
            for cell in row:
                while taken.get(column, 0) > r:
                    column += 1
                if column > MOST_COLUMNS:
                    raise FileTooLarge(
                        f"“{self._name}”里有一张表超过{MOST_COLUMNS}列，请只留要用的部分，另存为 xlsx 后再试。"
                    )
                height, width = _span(cell, "rowspan", _LONGEST), _span(cell, "colspan", _WIDEST)
                inner = _Page(self._name)
                inner.walk(cell)
                found[r, column] = Cell("\n".join(inner.lines()), height, width)
                for c in range(column, column + width):
                    taken[c] = r + height
                column += width
        return found


def _rows(table: Any) -> Iterator[list[Any]]:
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _span(cell: Any, name: str, most: int) -> int:
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), most) if re.fullmatch(r"[0-9]{1,6}", text) else 1
