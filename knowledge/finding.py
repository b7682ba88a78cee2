"""Finding passages: the word index and the vector index side by side, both following the texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.asking import Asked
from knowledge.errors import LibraryError
from knowledge.lexical import LexicalIndex, searched_text
from knowledge.retrieval import CANDIDATES, Hit, Query, fuse, indexed_text, ranked, varied
from knowledge.splitting import Passage
from knowledge.words import WordIndex, joined_terms

if TYPE_CHECKING:
    from knowledge.texts import Texts
    from knowledge.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is kept of passages beside their texts, worked out before anything is written.

    ``vectors`` are by indexed text, ``terms`` by searched text.
    """

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
        found = list(passages)
        vectors = self._vectors.embed(list(dict.fromkeys(map(indexed_text, found)))) if self._vectors else {}
        terms = {text: joined_terms(text) for text in dict.fromkeys(map(searched_text, found))}
        return Prepared(vectors, terms)

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

    def candidates(self, query: Query, asked: Asked, pool: int = 0) -> list[Hit]:
        """Return what ``ranked`` makes of what both indexes find; where the vectors fail, ``notice`` says so."""
        self._words.follow(self._texts)
        near = self._nearest(query, asked.text)
        likely = self._words.find(asked.weights, query, CANDIDATES)
        found = self._texts.passages_of(list(dict.fromkeys((*likely, *near))), query.role, query.origin)
        by_words = LexicalIndex([found[item] for item in likely if item in found], self._words)
        scores = fuse(by_words.rank(asked.weights, query.admits), near)
        return ranked(query, asked, found, scores, pool)

    def answer(self, query: Query, asked: Asked, hits: Sequence[Hit]) -> list[Hit]:
        """Return at most ``query.k`` of the hits, no more of one report than may be, with their reasons."""
        self._words.follow(self._texts)  # what was closed meanwhile says so
        return varied(query, asked, hits, self._words)

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

    def _nearest(self, query: Query, text: str) -> list[str]:
        self.notice = ""
        if not (self._vectors and self._vectors.knows_meaning):
            return []
        try:
            if self._vectors.behind(self._texts.change()):
                with self._texts.alone(wait=False) as free:  # else another office is at it
                    if free:
                        self._vectors.follow(self._texts)
            return self._vectors.nearest(text, self._texts, CANDIDATES, query.role, query.origin)
        except LibraryError as error:
            self.notice = f"{error}这次只按词语查找样本。"
            return []
