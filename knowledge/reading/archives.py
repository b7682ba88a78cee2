"""The files in a zip archive: Chinese names as they were typed, no junk, limits on number, size and nesting."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading.content import LARGEST, Unread
from knowledge.reading.encodings import decode_name
from knowledge.reading.formats import READ_SUFFIXES, Format, ends_in, format_of
from knowledge.reading.junk import is_junk
from knowledge.reading.zips import ERRORS, open_zip, too_many_entries

MOST_FILES = 500
MOST_UNPACKED = 200 * 1024 * 1024  # bytes of all files together
DEEPEST = 3  # archives in archives
_UTF8_NAME = 0x800
_LOCKED = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive, unpacked; its name is the path inside the archive."""

    name: str
    data: bytes


@dataclass(slots=True)
class _Taken:
    """What has been unpacked so far, of the archive and of those inside it."""

    files: int = 0
    size: int = 0
    others: Counter[str] = field(default_factory=Counter)


def members(name: str, data: bytes) -> Iterator[Member | Unread]:
    """Yield the files of an archive that could be read, and a sentence for each that cannot be unpacked.

    Raises ``FileTooLarge`` for far too many files and ``UnreadableFile`` for a broken archive, before the first.
    """
    taken = _Taken()
    yield from _members(name, data, taken, 1)
    if taken.others:
        yield Unread(name, not_read(name, taken.others))


def not_read(name: str, others: Mapping[str, int]) -> str:
    """The sentence for files of types that are never read, such as the photos beside a report."""
    kinds = "、".join(f"{suffix or '无扩展名'} {count}个" for suffix, count in sorted(others.items()))
    return f"“{name}”里有{sum(others.values())}个文件不是能读的类型（{kinds}），没有读。"


def _members(name: str, data: bytes, taken: _Taken, depth: int) -> Iterator[Member | Unread]:
    if too_many_entries(data):
        raise FileTooLarge(_too_many(name))
    try:
        archive = open_zip(data)
    except ERRORS as error:
        raise UnreadableFile(f"“{name}”不是完好的 zip 文件，请重新压缩，或解压后再选里面的文件。") from error
    with archive:
        wanted: list[tuple[str, zipfile.ZipInfo]] = []
        for info in archive.infolist():
            path = _path(info)
            if info.is_dir() or path.endswith("/") or is_junk(path):
                continue
            if ends_in(path) in READ_SUFFIXES:
                wanted.append((path, info))
            else:
                taken.others[ends_in(path)] += 1
        taken.files += len(wanted)
        taken.size += sum(info.file_size for _, info in wanted if info.file_size <= LARGEST)
        if taken.files > MOST_FILES or taken.size > MOST_UNPACKED:
            raise FileTooLarge(_too_many(name))
        for path, info in wanted:
            yield from _inside(_unpacked(archive, path, info), taken, depth)


def _inside(member: Member | Unread, taken: _Taken, depth: int) -> Iterator[Member | Unread]:
    """Yield a file, or the files in it where it is an archive itself."""
    if isinstance(member, Unread) or format_of(member.name, member.data) is not Format.ZIP:
        yield member
        return
    if depth >= DEEPEST:
        yield Unread(member.name, f"“{member.name}”套在多层压缩包里，请解压后再选里面的文件。")
        return
    try:
        for inner in _members(member.name, member.data, taken, depth + 1):
            yield _below(member.name, inner)
    except (FileTooLarge, UnreadableFile) as error:
        yield Unread(member.name, str(error))


def _below(folder: str, inner: Member | Unread) -> Member | Unread:
    path = f"{folder}/{inner.name}"
    return Member(path, inner.data) if isinstance(inner, Member) else Unread(path, inner.sentence)


def _unpacked(archive: zipfile.ZipFile, path: str, info: zipfile.ZipInfo) -> Member | Unread:
    if info.flag_bits & _LOCKED:
        return Unread(path, f"“{path}”在压缩包里加了密码，请解压后再选它。")
    if info.file_size > LARGEST:
        return Unread(
            path,
            f"“{path}”解开后有{info.file_size / 1024 / 1024:.0f}MB，超过{LARGEST // 1024 // 1024}MB的上限，没有读。",
        )
    try:
        with archive.open(info) as stream:
            return Member(path, stream.read(LARGEST + 1)[: LARGEST + 1])
    except ERRORS:
        return Unread(path, f"“{path}”在压缩包里是坏的，请重新压缩，或解压后再选它。")


def _path(info: zipfile.ZipInfo) -> str:
    """The path of a member; where the archive does not say that it is UTF-8, Windows in China has written GBK."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        name = decode_name(name.encode("cp437", errors="replace"))
    return name.replace("\\", "/").lstrip("/")


def _too_many(name: str) -> str:
    size = MOST_UNPACKED // 1024 // 1024
    return f"“{name}”里的文件太多或太大（最多{MOST_FILES}个、解开共{size}MB），为安全起见不读取，请分几次压缩。"
