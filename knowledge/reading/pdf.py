"""Reading the text of a PDF with PDFium; pages that are pictures are said to be missing, not passed over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading.content import LONGEST, Content
from knowledge.reading.pages import Page, text_of
from knowledge.reading.pdfium import Sheet
from knowledge.reading.unembedded import Unembedded

MOST_PAGES = 300
MOST_ON_PAGE = 50_000  # characters; a page of small print has 5,000
_PASSWORD = 4  # PDFium's number for it
_UNKNOWN_SHARE = 0.05  # of characters without a meaning, beyond which a text is useless
_SCANNED = "请用带文字识别（OCR）的软件转成 docx 或 txt 后再试"


def read_pdf(name: str, data: bytes) -> Content:
    """Return the text of a PDF with its paragraphs put together again.

    Raises ``UnreadableFile`` for a damaged or locked file and where there is no text in it, ``FileTooLarge``.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise UnreadableFile(f"“{name}”加了密码，请去掉密码，另存后再试。") from error
        raise UnreadableFile(f"“{name}”不是完好的 pdf 文件，请从原处重新复制或另存后再试。") from error
    try:
        if len(document) > MOST_PAGES:
            raise FileTooLarge(f"“{name}”有{len(document)}页，超过{MOST_PAGES}页的上限，请拆成几个文件。")
        return _read(name, document, data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(f"“{name}”里有损坏的页，请从原处重新复制或另存后再试。") from error


def _read(name: str, document: Any, data: bytes) -> Content:
    pages: list[Page] = []
    pictures: list[int] = []
    known = unknown = 0
    elsewhere = Unembedded(data)
    for number, sheet in enumerate(document, start=1):
        reader = Sheet(sheet)
        if reader.characters > MOST_ON_PAGE:
            raise FileTooLarge(f"“{name}”第{number}页有{reader.characters}字，不像是一页文字，为安全起见不读取。")
        page, missing = _page(reader, elsewhere, number)
        known, unknown = known + len(page.glyphs), unknown + missing
        if known > LONGEST:
            raise FileTooLarge(f"“{name}”的文字超过{LONGEST}字的上限，请拆成几个文件。")
        if reader.pictured and not page.glyphs:
            pictures.append(number)
        pages.append(page)
        sheet.close()
    if not known and not unknown:
        what = "是扫描件或图片，里面没有文字" if pictures else "里没有文字"
        raise UnreadableFile(f"“{name}”{what}，{_SCANNED}。")
    if unknown > _UNKNOWN_SHARE * (known + unknown):
        raise UnreadableFile(f"“{name}”的字体里没有文字编码，读出来会是乱码，{_SCANNED}。")
    return Content(text_of(pages), _missing(pictures, unknown))


def _page(reader: Sheet, elsewhere: Unembedded, number: int) -> tuple[Page, int]:
    """The page, and how many of its characters have no meaning or are lost for want of a font."""
    page = reader.page()
    if not reader.lost:
        return page, reader.unknown
    chars = elsewhere.characters(number - 1)
    if len(chars) > len(page.glyphs):
        return reader.page_of(chars), sum(char.text == "\ufffd" for char in chars)
    return page, reader.unknown + (0 if chars else reader.lost)  # spaces, where both find the same


def _missing(pictures: Sequence[int], unknown: int) -> str:
    lost = [f"第{'、'.join(map(str, pictures))}页是图片"] if pictures else []
    lost += [f"有{unknown}个字认不出"] if unknown else []
    return f"{'，'.join(lost)}，没有读，要用的话{_SCANNED}。" if lost else ""
