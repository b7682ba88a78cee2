"""What the commands are given: files of notes and drafts, the folder of samples; and where a result is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.cli.terminal import aside, progress
from assistant.errors import InputError
from knowledge.library import Library


@contextmanager
def opened(folder: Path | None = None) -> Iterator[Library]:
    """The sample library of the settings, or of ``folder``; read along where the running app holds it."""
    from assistant.settings import load
    from assistant.writer import open_library

    chosen = (
        Library.open(folder, progress=progress, shared=True)
        if folder
        else open_library(load(), progress=progress, shared=True)
    )
    with chosen as found:
        yield found


def read(path: Path) -> str:
    """The text of one file of any kind that can be read."""
    from knowledge.files import read_file

    return read_file(path)


def notes_in(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """Every text of the files, archives and folders; what cannot be read of several is said and passed over."""
    from knowledge.errors import UnreadableFile
    from knowledge.files import ReadFile, read_path

    for path in paths:
        entries = list(read_path(path))
        texts = [(entry.name, entry.text) for entry in entries if isinstance(entry, ReadFile)]
        sentences = [entry.sentence for entry in entries if not isinstance(entry, ReadFile)]
        if not texts:
            raise UnreadableFile(sentences[0])
        for sentence in sentences:
            aside(sentence)
        yield from texts


def write(path: Path, data: bytes) -> None:
    """Write a result; raises ``InputError`` where the place does not allow it."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError(f"写不了“{path}”：请检查文件夹是否存在、文件是否正在别处打开。") from error
