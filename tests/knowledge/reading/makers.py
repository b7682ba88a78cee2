"""Files made for the tests, sound and hostile; none is kept in the project."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
LAUGHS = (  # each entity is ten of the one before it
    '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
)


def archive(*members: tuple[str, bytes | str], stored: bool = False) -> bytes:
    """A zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as packed:
        for name, data in members:
            packed.writestr(name, data)
    return made.getvalue()


def gbk_archive(*members: tuple[str, bytes]) -> bytes:
    """A zip archive as Windows in China packs it: names in GBK, and nothing that says so."""
    names = [name.encode("gbk") for name, _ in members]
    plain = [chr(ord("A") + n) * len(name) for n, name in enumerate(names)]
    made = archive(*((held, data) for held, (_, data) in zip(plain, members, strict=True)), stored=True)
    for held, name in zip(plain, names, strict=True):
        made = made.replace(held.encode(), name)
    return made


def docx(body: str = "", *parts: tuple[str, str], start: str = "", namespace: str = WORD) -> bytes:
    """A docx of nothing but a body, in WordprocessingML, and ``parts`` such as word/numbering.xml."""
    document = f'{start}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
    return archive(
        ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
        (
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_DOCUMENT}" Target="word/document.xml"/></Relationships>',
        ),
        ("word/document.xml", document),
        *parts,
    )


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of WordprocessingML."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def workbook(*sheets: Sequence[Sequence[Any]] | tuple[str, Sequence[Sequence[Any]]], touch: Any = None) -> bytes:
    """An xlsx with the given rows; ``touch`` may change the openpyxl workbook before it is saved."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for n, sheet in enumerate(sheets, start=1):
        title, rows = sheet if isinstance(sheet, tuple) else (f"Sheet{n}", sheet)
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    if touch is not None:
        touch(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def raw_workbook(rows: str, tail: str = "", start: str = "") -> bytes:
    """An xlsx whose one sheet holds the given SpreadsheetML."""
    sheet = f'{start}<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData>{tail}</worksheet>'
    with zipfile.ZipFile(io.BytesIO(workbook([["x"]]))) as old:
        return archive(*((n, sheet if n.endswith("sheet1.xml") else old.read(n)) for n in old.namelist()))


def pdf(*pages: Sequence[tuple[float, float, float, str]], drawn: str = "", turned: int = 0) -> bytes:
    """A pdf of text set at (left, bottom, size), in a Chinese font that is not embedded; ``drawn`` goes on every page."""
    contents = []
    for page in pages:
        lines = [f"BT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, size, text in page]
        contents.append("\n".join([*lines, drawn]).encode())
    return raw_pdf(contents, turned=turned)


def raw_pdf(contents: Sequence[bytes], filters: str = "", turned: int = 0, repeat: int = 1) -> bytes:
    """A pdf with a page for each content stream, ``repeat`` times over."""
    first = 6
    kids = [f"{first + 2 * n} 0 R" for n in range(len(contents))] * repeat
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        (
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong/DW 1000/W[1 95 500]/FontDescriptor 5 0 R"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>"
        ),
        (
            b"<</Type/FontDescriptor/FontName/STSong/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0"
            b"/Ascent 880/Descent -120/CapHeight 880/StemV 80>>"
        ),
    ]
    for n, content in enumerate(contents):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {turned}/Contents {first + 2 * n + 1} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        objects.append(f"<</Length {len(content)}{filters}>>stream\n".encode() + content + b"\nendstream")
    return _numbered(objects)


def picture_pdf(pages: int = 1) -> bytes:
    """A pdf of scanned pages: a picture each, and no text."""
    return raw_pdf([b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"] * pages)


def _numbered(objects: Iterable[bytes]) -> bytes:
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, len(made))
    )


def deflated(data: bytes) -> bytes:
    """Data as /FlateDecode has it."""
    return zlib.compress(data, 9)
