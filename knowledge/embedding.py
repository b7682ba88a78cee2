"""Embeddings for search: our own, which needs no network, and the wrapper that gives any other a name."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from dataclasses import dataclass
from functools import cache

from langchain_core.embeddings import Embeddings

from knowledge.errors import EmbeddingError
from knowledge.tokens import terms, vocabulary_id

SIZE = 1024
_VERSION = "2"
_CHARACTER_WEIGHT = 0.8  # a single character says less than a pair, but is found far more often


@dataclass(frozen=True, slots=True)
class NamedEmbedding:
    """An embedding and a name that changes when its vectors do: endpoint, model, version.

    The index is rebuilt when the name is another; it holds no key and is shown to the user. ``knows_meaning`` says
    whether its neighbours tell more than shared words do; else search does not ask for them.
    """

    embeddings: Embeddings
    name: str
    knows_meaning: bool = True


class HashedEmbedding(Embeddings):
    """Characters and pairs of them, hashed into ``SIZE`` numbers of length one: what keeps the index whole offline.

    The same text gives the same vector on every machine and in every process.
    """

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector a text."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of one text; all zeros but the first number where it holds no word."""
        vector = [0.0] * SIZE
        for term, count in Counter(terms(text)).items():
            place, sign = _slot(term)
            vector[place] += sign * (1 + math.log(count)) * (_CHARACTER_WEIGHT if len(term) == 1 else 1.0)
        length = math.sqrt(sum(x * x for x in vector))
        if not length:
            return [1.0, *vector[1:]]  # cosine has no meaning for zeros
        return [x / length for x in vector]


@cache
def offline_embedding() -> NamedEmbedding:
    """Return our own embedding, named after all that its vectors depend on."""
    name = f"offline-{_VERSION}-{SIZE}-{vocabulary_id()}"
    return NamedEmbedding(HashedEmbedding(), name, knows_meaning=False)


@cache
def _slot(term: str) -> tuple[int, float]:
    digest = hashlib.blake2b(term.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:4], "big") % SIZE, 1.0 if digest[4] & 1 else -1.0


def guarded(embedding: NamedEmbedding) -> Embeddings:
    """Return the embedding with its failures translated to ``EmbeddingError``, which quotes no vendor."""
    ours = isinstance(embedding.embeddings, HashedEmbedding)
    return embedding.embeddings if ours else _Guarded(embedding)


class _Guarded(Embeddings):
    def __init__(self, embedding: NamedEmbedding) -> None:
        self._inner, self._name = embedding.embeddings, embedding.name

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        try:
            return self._inner.embed_documents(texts)
        except Exception as error:  # noqa: BLE001 - any vendor's error
            raise self._translated(error) from None  # the vendor's own words may hold the key

    def embed_query(self, text: str) -> list[float]:
        try:
            return self._inner.embed_query(text)
        except Exception as error:  # noqa: BLE001 - any vendor's error
            raise self._translated(error) from None

    def _translated(self, error: Exception) -> EmbeddingError:
        what = type(error).__name__
        return EmbeddingError(
            f"向量接口“{self._name}”调用失败（{what}），请检查接口地址、密钥和网络，或改用内置的离线向量。"
        )
