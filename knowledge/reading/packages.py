"""Looking into a docx or xlsx before any parser does: what it would unpack to, and nothing but sound XML."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading.zips import ERRORS, open_zip

MOST_MEMBERS = 1_000  # files inside; a docx with 300 photos has some 330
MOST_UNPACKED = 40 * 1024 * 1024  # bytes of all of them
MOST_TAGS = 400_000  # opening and closing tags of the XML; a hundred pages have some 60,000, a sheet four a cell
MOST_ATTRIBUTES = 1_200_000
_PIECE = 1 << 16
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1"})
_MEDIA = (
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".bmp",
    ".emf",
    ".wmf",
    ".tif",
    ".tiff",
    ".ico",
    ".bin",
    ".odttf",
    ".fntdata",
)
_FOREIGN = (b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00", b"\x4c\x6f\xa7\x94")  # XML in UTF-16, UTF-32, EBCDIC


class Package:
    """The parts of a docx or xlsx; each is checked before it is handed out. Limits hold for all parts together."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name = name
        self._archive = archive
        self._members = {member.filename: member for member in archive.infolist()}
        self._tags = self._attributes = 0

    def __contains__(self, path: str) -> bool:
        return path in self._members

    def xml(self, path: str) -> Any:
        """The root element of a part; raises ``UnreadableFile`` where it is missing or no plain XML."""
        from lxml import etree

        if path not in self._members:
            raise UnreadableFile(damaged(self.name))
        self._count(self._members[path])
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self._archive.read(path), parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(damaged(self.name)) from error

    def main(self) -> str:
        """The path of the part that holds the document."""
        for relation in self.xml("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return posixpath.normpath(str(relation.get("Target", ""))).lstrip("/")
        raise UnreadableFile(damaged(self.name))

    def check(self) -> None:
        """Check every part that a parser might take for XML; for packages that a library reads as a whole."""
        for path, member in self._members.items():
            if not path.startswith("customXml/"):
                self._count(member)

    def pieces(self, path: str) -> Iterator[bytes]:
        """The bytes of a part, a little at a time."""
        with self._archive.open(path) as stream:
            while piece := stream.read(_PIECE):
                yield piece

    def paths(self) -> tuple[str, ...]:
        """The paths of all parts."""
        return tuple(self._members)

    def _count(self, member: zipfile.ZipInfo) -> None:
        """Count the tags and attributes of one part; raises where they are too many or hide behind an encoding."""
        tail = b""
        for piece in self.pieces(member.filename):
            if not tail:
                if piece.startswith(_FOREIGN) and not member.filename.endswith(_MEDIA):
                    raise UnreadableFile(_odd(self.name))
                start = piece.removeprefix(b"\xef\xbb\xbf").lstrip()
                if not start.startswith(b"<"):
                    return
                declared = _DECLARED.match(start)
                if declared and declared[1].lower() not in _ENCODINGS:
                    raise UnreadableFile(_odd(self.name))
            self._tags += piece.count(b"<")
            self._attributes += piece.count(b"=")
            if self._tags > MOST_TAGS or self._attributes > MOST_ATTRIBUTES:
                raise FileTooLarge(too_much(self.name))
            joint = tail + piece
            if b"<!DOCTYPE" in joint or b"<!ENTITY" in joint or b"\x00" in piece:
                raise UnreadableFile(_odd(self.name))
            tail = piece[-16:]


@contextmanager
def opened(name: str, data: bytes) -> Iterator[Package]:
    """Give the package in ``data``; raises ``FileTooLarge`` before anything is unpacked, ``UnreadableFile``."""
    try:
        with open_zip(data) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
                raise FileTooLarge(too_much(name))
            yield Package(name, archive)
    except ERRORS as error:
        raise UnreadableFile(damaged(name)) from error


def damaged(name: str) -> str:
    """The sentence for a file that is none of its kind or broken."""
    sheet = name.lower().endswith((".xlsx", ".xlsm", ".xls", ".et", ".csv"))
    kind, program = ("xlsx", "Excel") if sheet else ("docx", "Word")
    return f"“{name}”不是完好的 {kind} 文件，请用 {program} 或 WPS 重新另存为 {kind} 后再试。"


def too_much(name: str) -> str:
    """The sentence for a file that unpacks to more than a text or a table needs."""
    return f"“{name}”解开后内容过多，为安全起见不读取，请只留要用的文字和表格，另存后再试。"


def _odd(name: str) -> str:
    return f"“{name}”里有不寻常的内容（不是 Word、WPS 会存出来的），为安全起见不读取，请重新另存后再试。"
