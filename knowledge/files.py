"""Reading what a user gives, one file, a zip archive or a folder: its text, or one sentence why not."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from knowledge.errors import FileError, FileTooLarge, UnreadableFile
from knowledge.reading.archives import MOST_FILES, Member, members, not_read
from knowledge.reading.content import LARGEST, ReadFile, Unread
from knowledge.reading.formats import READ_SUFFIXES, SUFFIXES, Format, ends_in, format_of
from knowledge.reading.junk import is_junk
from knowledge.reading.readers import read_one

__all__ = [
    "LARGEST",
    "SUFFIXES",
    "ReadFile",
    "Unread",
    "read_all",
    "read_bytes",
    "read_file",
    "read_folder",
    "read_path",
]

ARCHIVE_SECONDS = 300.0  # of reading in one archive
_DEEPEST_FOLDER = 8


def read_file(path: Path) -> str:
    """Return the text of one file.

    Raises ``UnreadableFile`` (missing, empty, damaged, another type) or ``FileTooLarge``.
    """
    return read_bytes(path.name, _bytes_of(path))


def read_bytes(name: str, data: bytes) -> str:
    """Return the text of a file given as bytes; what it is its content tells, and ``name`` where that does not.

    Text files come exactly as they stand, but for a byte order mark. Of a zip archive the one file in it is read.
    Raises ``UnreadableFile``, also for an archive of several files (see ``read_all``), or ``FileTooLarge``.
    """
    _check(name, data)
    found = format_of(name, data)
    if found is Format.ZIP:
        return _only(name, list(_from_archive(name, data)))
    return read_one(name, data, found).text


def read_all(name: str, data: bytes) -> Iterator[ReadFile | Unread]:
    """Yield the text of a file, or of each file in a zip archive; ``Unread`` for what could not be read.

    Never raises ``FileError``, so that one bad file does not lose the rest; something is always yielded.
    """
    try:
        _check(name, data)
        found = format_of(name, data)
        if found is Format.ZIP:
            yield from _from_archive(name, data)
        else:
            yield from _read(name, data, found)
    except FileError as error:
        yield Unread(name, str(error))


def read_path(path: Path) -> Iterator[ReadFile | Unread]:
    """Yield as ``read_all`` does, for a file, an archive or a folder on disk."""
    if path.is_dir():
        yield from read_folder(path)
        return
    try:
        data = _bytes_of(path)
    except FileError as error:
        yield Unread(path.name, str(error))
        return
    yield from read_all(path.name, data)


def read_folder(path: Path) -> Iterator[ReadFile | Unread]:
    """Yield the files of a folder and of those below it, in the order of their names, as ``read_all`` does.

    Hidden files, locks and links are passed over; files of types that are never read are named together at the end.
    """
    others: Counter[str] = Counter()
    count = 0
    for file in _files_in(path):
        name = file.relative_to(path).as_posix()
        if ends_in(name) not in READ_SUFFIXES:
            others[ends_in(name)] += 1
            continue
        count += 1
        if count > MOST_FILES:
            yield Unread(path.name, f"“{path.name}”里的文件超过{MOST_FILES}个，后面的没有读，请分几个文件夹来添加。")
            break
        try:
            data = _bytes_of(file)
        except FileError as error:
            yield Unread(name, str(error))
            continue
        yield from (_under(name, entry) for entry in read_all(name, data))
    if others:
        yield Unread(path.name, not_read(path.name, others))
    if not count and not others:
        yield Unread(path.name, f"“{path.name}”里没有可以读的文件，请检查路径是否正确。")


def _files_in(folder: Path) -> Iterator[Path]:
    top = len(folder.parts)
    for place, below, files in os.walk(folder):
        here = Path(place)
        below[:] = sorted(b for b in below if not is_junk(b) and not (here / b).is_symlink())
        if len(here.parts) - top >= _DEEPEST_FOLDER:
            below.clear()
        yield from (
            here / f for f in sorted(files) if not is_junk(f) and (here / f).is_file() and not (here / f).is_symlink()
        )


def _under(archive: str, entry: ReadFile | Unread) -> ReadFile | Unread:
    """An entry by its path below the folder: of an archive in it, 包.zip/甲.docx."""
    if entry.name == archive:
        return entry
    name = f"{archive}/{entry.name}"
    return ReadFile(name, entry.text) if isinstance(entry, ReadFile) else Unread(name, entry.sentence)


def _from_archive(name: str, data: bytes) -> Iterator[ReadFile | Unread]:
    spent, empty = 0.0, True
    for member in members(name, data):
        empty = False
        if isinstance(member, Unread):
            yield member
        elif spent > ARCHIVE_SECONDS:
            yield Unread(member.name, f"“{name}”读得太久，“{member.name}”没有读，请把它单独添加。")
        else:
            started = time.monotonic()
            entries = list(_member(member))
            spent += time.monotonic() - started
            yield from entries
    if empty:
        yield Unread(name, f"“{name}”里没有文件，请换一个有内容的文件。")


def _member(member: Member) -> Iterator[ReadFile | Unread]:
    try:
        _check(member.name, member.data)
        yield from _read(member.name, member.data, format_of(member.name, member.data))
    except FileError as error:
        yield Unread(member.name, str(error))


def _read(name: str, data: bytes, found: Format) -> Iterator[ReadFile | Unread]:
    content = read_one(name, data, found)
    yield ReadFile(name, content.text)
    if content.missing:
        yield Unread(name, f"“{name}”{content.missing}")


def _only(name: str, entries: list[ReadFile | Unread]) -> str:
    texts = [entry.text for entry in entries if isinstance(entry, ReadFile)]
    if len(texts) == 1:
        return texts[0]
    if texts:
        raise UnreadableFile(f"“{name}”里有{len(texts)}个文件，这里一次只能用一个，请解压后再选。")
    sentence = next((entry.sentence for entry in entries if isinstance(entry, Unread)), "")
    raise UnreadableFile(sentence or f"“{name}”里没有文件，请换一个有内容的文件。")


def _check(name: str, data: bytes) -> None:
    if len(data) > LARGEST:
        raise FileTooLarge(_too_large(name, len(data)))
    if not data:
        raise UnreadableFile(f"“{name}”是空文件，请换一个有内容的文件。")


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableFile(f"“{path.name}”是一个文件夹，请给出其中的文件。")
        size = path.stat().st_size
        if size > LARGEST:
            raise FileTooLarge(_too_large(path.name, size))
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"打不开文件“{path.name}”（{_reason(error)}），请检查路径和权限。") from error


def _too_large(name: str, size: int) -> str:
    limit = LARGEST // 1024 // 1024
    return f"“{name}”有{size / 1024 / 1024:.1f}MB，超过{limit}MB的上限，请去掉图片或拆成几个文件。"


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "文件不存在"
    return "没有读取权限" if isinstance(error, PermissionError) else "系统读取出错"
