"""Finding passages: the word index and the vector index side by side, both following the texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.errors import LibraryError
from knowledge.retrieval import CANDIDATES, Hit, Query, choose, indexed_text
from knowledge.splitting import Passage
from knowledge.words import Candidates, WordIndex, joined_terms

if TYPE_CHECKING:
    from knowledge.texts import Texts
    from knowledge.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the indexes need of passages, worked out before anything is written; by indexed text."""

    vectors: Mapping[str, Sequence[float]] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)


class Finder:
    """Both indexes of one library; without ``vectors`` words alone decide. One thread at a time uses it.

    ``notice`` is a Chinese sentence when search has to go by words alone.
    """

    def __init__(self, texts: Texts, words: WordIndex, vectors: VectorIndex | None) -> None:
        self._texts, self._words, self._vectors = texts, words, vectors
        self.notice = ""

    @property
    def embedding(self) -> str:
        """The name of the embedding in use; empty where search goes by words alone."""
        return self._vectors.name if self._vectors else ""

    def prepare(self, passages: Iterable[Passage]) -> Prepared:
        """Work out vectors and terms, from any thread; raises ``EmbeddingError``."""
        wanted = list(dict.fromkeys(map(indexed_text, passages)))
        vectors = self._vectors.embed(wanted) if self._vectors else {}
        return Prepared(vectors, {text: joined_terms(text) for text in wanted})

    def open(self) -> None:
        """Build the vector index where it is behind; raises ``EmbeddingError`` or ``LibraryError``."""
        if not (self._vectors and self._vectors.behind(self._texts.change())):
            return
        if self._texts.shared:  # at first keeping nobody out, for it may take long
            self._vectors.follow(self._texts)
        with self._texts.alone(wait=not self._texts.shared) as free:
            if free:
                self._vectors.follow(self._texts)

    def follow(self, prepared: Prepared | None = None) -> None:
        """Bring both up to date after a change, inside ``alone``; what the vectors lack they catch up with later."""
        prepared = prepared or Prepared()
        self._words.follow(self._texts, prepared.terms)
        if self._vectors:
            try:
                self._vectors.follow(self._texts, prepared.vectors)
            except LibraryError as error:
                self.notice = f"{error}样本已经存好，向量索引以后会自动补上。"

    def search(self, query: Query) -> list[Hit]:
        """Return at most ``query.k`` hits, best first; where the vectors fail, ``notice`` says so."""
        self._words.follow(self._texts)
        by_words = self._words.rank(query.text, CANDIDATES, query.role, query.origin)
        by_vectors = self._nearest(query)
        ids = list(dict.fromkeys((*by_words, *by_vectors)))
        found = self._texts.passages_of(ids, query.role, query.origin)
        candidates = Candidates([found[item] for item in ids if item in found], self._words)
        return choose(query, candidates, [by_words, by_vectors])

    def rebuild(self) -> None:
        """Throw both indexes away and build them anew; raises ``EmbeddingError`` or ``LibraryError``."""
        self._words.rebuild(self._texts)
        if self._vectors:
            with self._texts.alone():
                self._vectors.rebuild(self._texts)

    def close(self) -> None:
        """Let go of files and connections."""
        self._words.close()
        if self._vectors:
            self._vectors.close()

    def _nearest(self, query: Query) -> list[str]:
        if not self._vectors:
            return []
        try:
            if self._vectors.behind(self._texts.change()):
                with self._texts.alone(wait=False) as free:  # else another office is at it
                    if free:
                        self._vectors.follow(self._texts)
            found = self._vectors.nearest(query.text, self._texts, CANDIDATES, query.role, query.origin)
        except LibraryError as error:
            self.notice = f"{error}这次只按词语查找样本。"
            return []
        self.notice = ""
        return found
