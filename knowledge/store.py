"""The vector index over the passages, in Chroma. The only import of chromadb and langchain_chroma.

SQLite holds the truth (``texts.py``). This is a copy, compared with it and built anew by itself when it is
missing, of another embedding, or damaged. A damaged index is left for a new folder, for Chroma keeps a broken
client of a folder for the life of the process.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import EmbeddingError, LibraryError
from knowledge.retrieval import indexed_text
from knowledge.splitting import Passage

if TYPE_CHECKING:
    from knowledge.embedding import NamedEmbedding

Progress = Callable[[int, int, str], None]
BATCH = 64  # passages embedded at a time; endpoints take few hundred, Chroma some 5,000
_PROBED = 1_000  # nearest neighbours asked for to see whether the vectors can be found
_FINDABLE = 0.9


class _DamagedError(Exception):
    """The index holds the right ids and cannot find them."""


class VectorIndex:
    """The index of one library; callers see to it that one thread of one process at a time uses it."""

    def __init__(self, folder: Path, embedding: NamedEmbedding, progress: Progress | None = None) -> None:
        self._folder = folder
        self._embedding = embedding
        self._progress = progress or (lambda _done, _total, _what: None)
        self._stamp = folder / "stamp.json"
        self._client: Any = None
        self._chroma: Any = None
        self._checked = False

    @property
    def name(self) -> str:
        """The name of the embedding in use."""
        return self._embedding.name

    def matches(self, passages: Sequence[Passage]) -> bool:
        """Whether the index was left in order for exactly these passages; cheap, opens nothing."""
        try:
            stamp = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return bool(stamp == self._state(passages)) and (self._place() / "chroma.sqlite3").is_file()

    def sync(self, passages: Sequence[Passage]) -> None:
        """Make the index hold exactly these passages; a damaged one is built anew.

        Raises ``EmbeddingError`` when the embedding fails, ``LibraryError`` when no index can be built.
        """
        self._stamp.unlink(missing_ok=True)
        self._checked = False
        try:
            self._match(passages)
        except EmbeddingError:
            raise
        except Exception:  # noqa: BLE001 - whatever Chroma says of a damaged index: it is only a copy
            self.discard()
            try:
                self._match(passages)
            except EmbeddingError:
                raise
            except Exception as error:
                raise LibraryError("样本索引建不起来，请检查磁盘空间和样本库文件夹的写入权限。") from error
        self._stamp.write_text(json.dumps(self._state(passages)), encoding="utf-8")
        self._checked = True

    def nearest(self, query: str, passages: Sequence[Passage], count: int) -> list[str]:
        """Return the ids nearest in meaning, best first; the first call compares the index with ``passages``.

        Raises as ``sync`` does.
        """
        if not self._checked:
            self.sync(passages)
        try:
            return self._query(query, count)
        except EmbeddingError:
            raise
        except Exception:  # noqa: BLE001 - damaged since it was checked
            self.discard()
            self.sync(passages)
            return self._query(query, count)

    def discard(self) -> None:
        """Throw the index away; the next use builds another one in a new folder."""
        self.close()
        generation = self._generation() + 1
        for old in self._folder.glob("g*"):
            shutil.rmtree(old, ignore_errors=True)
        self._stamp.unlink(missing_ok=True)
        (self._folder / f"g{generation}").mkdir(parents=True, exist_ok=True)

    def close(self) -> None:
        """Let go of the files."""
        if self._client is not None:
            with suppress(Exception):
                self._client.close()
        self._client = self._chroma = None
        self._checked = False

    def _match(self, passages: Sequence[Passage]) -> None:
        chroma = self._opened()
        present = set(chroma.get(include=[])["ids"])
        extra = sorted(present - {passage.id for passage in passages})
        missing = [passage for passage in passages if passage.id not in present]
        for at in range(0, len(extra), BATCH):
            chroma.delete(extra[at : at + BATCH])
        for at in range(0, len(missing), BATCH):
            self._progress(at, len(missing), "正在建立样本索引")
            batch = missing[at : at + BATCH]
            chroma.add_texts(
                [indexed_text(passage) for passage in batch],
                metadatas=[{"kind": p.kind, "role": p.role, "origin": p.origin} for p in batch],
                ids=[passage.id for passage in batch],
            )
        if missing:
            self._progress(len(missing), len(missing), "样本索引已建好")
        self._probe(len(passages))

    def _probe(self, count: int) -> None:
        """Raise ``_DamagedError`` unless about all vectors can be found by a search."""
        asked = min(count, _PROBED)
        if asked and len(self._query("工作总结", asked)) < asked * _FINDABLE:
            raise _DamagedError

    def _query(self, query: str, count: int) -> list[str]:
        found = self._opened().similarity_search_with_score(query, k=count)
        return [str(document.id) for document, _ in found]

    def _opened(self) -> Any:
        if self._chroma is None:
            import chromadb
            from chromadb.config import Settings
            from langchain_chroma import Chroma

            from knowledge.embedding import guarded

            place = self._place()
            place.mkdir(parents=True, exist_ok=True)
            self._client = chromadb.PersistentClient(str(place), Settings(anonymized_telemetry=False))
            name = f"passages-{hashlib.sha256(self._embedding.name.encode()).hexdigest()[:16]}"
            for other in self._client.list_collections():
                if other.name != name:
                    self._client.delete_collection(other.name)
            self._chroma = Chroma(
                client=self._client,
                collection_name=name,
                embedding_function=guarded(self._embedding),
                collection_configuration={"hnsw": {"space": "cosine"}},
            )
        return self._chroma

    def _state(self, passages: Sequence[Passage]) -> dict[str, str]:
        ids = "\n".join(sorted(passage.id for passage in passages))
        return {"embedding": self._embedding.name, "passages": hashlib.sha256(ids.encode()).hexdigest()}

    def _generation(self) -> int:
        names = (path.name[1:] for path in self._folder.glob("g*"))
        return max((int(name) for name in names if name.isdecimal()), default=1)

    def _place(self) -> Path:
        return self._folder / f"g{self._generation()}"
