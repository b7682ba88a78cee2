"""Putting a library together: where its texts and vectors live, and what must be brought up to date first."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from knowledge import upkeep
from knowledge.database import Database, file_database, server_database
from knowledge.embedding import NamedEmbedding, offline_embedding
from knowledge.errors import LibraryBusy, LibraryError
from knowledge.finding import Finder
from knowledge.lock import busy
from knowledge.store import FolderPlace, Place, ServerPlace
from knowledge.texts import Texts
from knowledge.vectors import VectorIndex
from knowledge.words import WordIndex

Progress = Callable[[int, int, str], None]
_READ_ONLY = "样本库正被另一个有据程序使用，这里只能查找，请关掉那个程序后再导入或删除样本。"
_OUTDATED = "样本库已由更新版本的有据整理过，这里只能查找，请先升级有据再导入或删除样本。"


def opened(
    folder: Path,
    embedding: NamedEmbedding | None,
    progress: Progress | None,
    database_url: str,
    chroma_url: str,
    *,
    held: bool,
) -> tuple[Texts, Finder, str]:
    """Return texts, finder and the sentence why nothing can be written (empty where it can).

    ``held`` is whether this process holds the folder; without that its database can only be read, and an index
    in it not be opened. Raises as ``Library.open`` does.
    """
    read_only = not held and not database_url
    texts = _read_only(folder) if read_only else Texts(_database(folder, database_url))
    try:
        if not read_only:
            upkeep.prepare(texts, progress)
        library = texts.meta("library")
        words = WordIndex(folder / "words", library, progress)
        vectors = None
        if embedding is None and not chroma_url:
            _clear(folder / "index", library, held=held)
        elif (held or chroma_url) and not read_only:
            chosen = embedding or offline_embedding()
            vectors = VectorIndex(_place(folder, chroma_url, library, chosen.name), chosen, progress)
        finder = Finder(texts, words, vectors)
        finder.open()
    except BaseException:
        texts.close()
        raise
    refusal = _READ_ONLY if read_only else _OUTDATED if upkeep.outdated(texts) else ""
    return texts, finder, refusal


def _database(folder: Path, address: str) -> Database:
    return server_database(address) if address else file_database(folder / "texts.sqlite3")


def _clear(index: Path, library: str, *, held: bool) -> None:
    """Delete the vectors of our own embedding, which older versions kept; those of an endpoint have cost something."""
    if held and FolderPlace(index, _collection(library, offline_embedding().name)).stamp() is not None:
        shutil.rmtree(index, ignore_errors=True)


def _collection(library: str, embedding: str) -> str:
    return f"youju-{library[:12]}-{hashlib.sha256(embedding.encode()).hexdigest()[:16]}"


def _place(folder: Path, address: str, library: str, embedding: str) -> Place:
    name = _collection(library, embedding)
    return ServerPlace(address, name) if address else FolderPlace(folder / "index", name)


def _read_only(folder: Path) -> Texts:
    """Open the texts beside a process that writes; raises ``LibraryBusy`` while it is still filling them."""
    try:
        texts = Texts(file_database(folder / "texts.sqlite3", read_only=True), read_only=True)
    except LibraryError as error:
        raise LibraryBusy(busy(folder)) from error
    if texts.meta("built-in") and texts.meta("library"):
        return texts
    texts.close()
    raise LibraryBusy(busy(folder))
