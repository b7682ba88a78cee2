"""The vector index: it follows the texts change by change, and is mended or built anew where it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, TypeVar

from knowledge.embedding import NamedEmbedding, guarded
from knowledge.errors import LibraryError
from knowledge.retrieval import indexed_text
from knowledge.splitting import Passage
from knowledge.store import Place, Stamp

if TYPE_CHECKING:
    from knowledge.texts import Texts

_T = TypeVar("_T")
Progress = Callable[[int, int, str], None]
Vectors = Mapping[str, Sequence[float]]  # by indexed text
BATCH = 64  # passages embedded at a time; endpoints take few hundred
_DELETED = 2_000  # ids deleted at a time; Chroma takes some 5,000
_PROBED = 1_000  # nearest neighbours asked for to see whether the vectors can be found
_FINDABLE = 0.9
_FEW = 5  # fewer than that left of them by a filter: let Chroma filter, which takes ten times as long


class _DamagedError(Exception):
    """The index holds the right ids and cannot find them."""


class VectorIndex:
    """The index of one library; one thread at a time uses it, and all but ``nearest`` is called inside ``alone``."""

    def __init__(self, place: Place, embedding: NamedEmbedding, progress: Progress | None = None) -> None:
        self._place = place
        self._embedding = embedding
        self._progress = progress or (lambda _done, _total, _what: None)
        self._change = -1  # up to which change this process knows the index to have come
        self._checked = False

    @property
    def name(self) -> str:
        """The name of the embedding in use."""
        return self._embedding.name

    @property
    def knows_meaning(self) -> bool:
        """Whether its neighbours have a vote in a search."""
        return self._embedding.knows_meaning

    def behind(self, change: int) -> bool:
        """Whether the index does not stand at that change; opens no embedded index."""
        if self._change != change:
            stamp = self._place.stamp()
            self._change = stamp.change if stamp and stamp.whole else -1
        return self._change != change

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of indexed texts, for ``follow``; raises ``EmbeddingError``."""
        found: dict[str, Sequence[float]] = {}
        for at in range(0, len(texts), BATCH):
            some = list(texts[at : at + BATCH])
            found |= zip(some, guarded(self._embedding).embed_documents(some), strict=True)
        return found

    def follow(self, texts: Texts, ready: Vectors | None = None) -> None:
        """Bring the index up to date with the texts; ``ready`` holds vectors that need not be computed.

        Raises ``EmbeddingError`` when the embedding fails, ``LibraryError`` when the index is out of reach or
        cannot be built.
        """
        self._mending(texts, lambda: self._catch_up(texts, ready or {}))

    def nearest(self, query: str, texts: Texts, count: int, role: str = "", origin: str = "") -> list[str]:
        """Return the ids nearest in meaning, best first; the first call checks the index. Raises as ``follow`` does.

        ``role`` and ``origin`` see to it that enough of those wanted are among the answers, not that no others are.
        """
        vector = guarded(self._embedding).embed_query(query)

        def found() -> list[str]:
            self._check(texts)
            return self._filtered(vector, texts, count, role, origin)

        return self._mending(texts, found, alone=True)

    def rebuild(self, texts: Texts) -> None:
        """Throw the index away and build it anew; raises as ``follow`` does."""
        self._build_anew(texts)

    def close(self) -> None:
        """Let go of files and connections."""
        self._change, self._checked = -1, False
        self._place.close()

    def _mending(self, texts: Texts, work: Callable[[], _T], *, alone: bool = False) -> _T:
        """Do the work; whatever the vendor says against it, open the index again, then build it anew."""
        for mend in (self._open_again, self._build_anew):
            try:
                return work()
            except LibraryError:
                raise
            except Exception:  # noqa: BLE001 - a damaged index, or one that another machine has replaced
                if not self._place.alive():
                    raise LibraryError(self._place.away) from None
                with texts.alone() if alone else nullcontext():
                    mend(texts)
        try:
            return work()
        except LibraryError:
            raise
        except Exception:  # noqa: BLE001 - as above
            raise LibraryError(self._place.trouble) from None

    def _open_again(self, texts: Texts) -> None:
        if not self._place.renew():
            self._build_anew(texts)

    def _build_anew(self, texts: Texts) -> None:
        self._change, self._checked = -1, False
        self._place.discard()
        try:
            self._catch_up(texts, {})
        except LibraryError:
            raise
        except Exception:  # noqa: BLE001 - as above
            raise LibraryError(self._place.trouble) from None

    def _catch_up(self, texts: Texts, ready: Vectors) -> None:
        change, stamp = texts.change(), self._place.stamp()
        if stamp is None or not stamp.whole or stamp.change > change:
            self._place.begin(Stamp(0))
            self._match(texts, ready)
        elif stamp.change < change:
            self._place.begin(stamp)
            self._delete(texts.went(stamp.change))
            self._add(texts.came(stamp.change), texts.how_many_came(stamp.change), ready)
        self._place.end(Stamp(change))
        self._change = change

    def _match(self, texts: Texts, ready: Vectors) -> None:
        """Make the index hold exactly what can be found, keeping the vectors that it has."""
        present, wanted = set(self._place.open().get(include=[])["ids"]), texts.ids()
        self._delete(sorted(present - wanted))
        missing = wanted - present
        batches = ([p for p in batch if p.id in missing] for batch in texts.came(0))
        self._add((batch for batch in batches if batch), len(missing), ready)
        self._probe()

    def _delete(self, ids: Sequence[str]) -> None:
        for at in range(0, len(ids), _DELETED):
            self._place.open().delete(list(ids[at : at + _DELETED]))

    def _add(self, batches: Iterable[list[Passage]], total: int, ready: Vectors) -> None:
        done, told = 0, False
        for batch in batches:
            vectors = dict(ready)
            lacking = [text for text in map(indexed_text, batch) if text not in ready]
            for at in range(0, len(lacking), BATCH):
                self._progress(min(done + at, total), total, "正在建立样本索引")
                vectors |= self.embed(lacking[at : at + BATCH])
                told = True
            self._place.open().upsert(
                ids=[passage.id for passage in batch],
                embeddings=[vectors[indexed_text(passage)] for passage in batch],
                metadatas=[{"kind": p.kind, "role": p.role, "origin": p.origin} for p in batch],
            )
            done += len(batch)
        if told:
            self._progress(total, total, "样本索引已建好")

    def _check(self, texts: Texts) -> None:
        """Once a process, see that the index holds as many vectors as it should and can find them."""
        if self._checked:
            return
        held, wanted = self._place.open().count(), texts.number_of_passages()[0]
        if held != wanted and not self.behind(texts.change()):
            with texts.alone():
                self._place.begin(Stamp(0))
                self._match(texts, {})
                self._place.end(Stamp(texts.change()))
        else:
            self._probe()
        self._checked = True

    def _probe(self) -> None:
        """Raise ``_DamagedError`` unless about all vectors can be found by a search.

        An embedding that gives most texts the same vector leaves nothing to be told by that: Chroma's graph (HNSW) loses
        many of a hundred equal vectors in every second build.
        """
        collection = self._place.open()
        asked = min(collection.count(), _PROBED)
        if asked:
            some = collection.get(limit=1, include=["embeddings"])["embeddings"][0]
            if len(self._query(some, asked)) < asked * _FINDABLE and self._tells_apart(asked):
                raise _DamagedError

    def _tells_apart(self, count: int) -> bool:
        """Whether the vectors of so many passages are mostly unlike one another."""
        vectors = self._place.open().get(limit=count, include=["embeddings"])["embeddings"]
        return len({tuple(map(float, vector)) for vector in vectors}) >= count * _FINDABLE

    def _filtered(self, vector: Sequence[float], texts: Texts, count: int, role: str, origin: str) -> list[str]:
        if not (role or origin):
            return self._query(vector, count)
        found = self._query(vector, _PROBED)
        kept = texts.filtered(found, role, origin)
        if len(kept) >= min(count, _FEW) or len(found) < _PROBED:
            return [item for item in found if item in kept][:count]
        wanted: list[dict[str, object]] = [
            {name: value} for name, value in (("role", role), ("origin", origin)) if value
        ]
        return self._query(vector, count, wanted[0] if len(wanted) == 1 else {"$and": wanted})

    def _query(self, vector: Sequence[float], count: int, where: dict[str, object] | None = None) -> list[str]:
        collection = self._place.open()
        found = collection.query(query_embeddings=[vector], n_results=max(count, 1), where=where, include=[])
        return [str(item) for item in found["ids"][0]]
