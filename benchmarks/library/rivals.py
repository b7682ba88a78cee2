"""Other ways to search the same reports, for comparison. Each takes reports and gives texts for a query, best first.

BM25 is bm25s with its own defaults; the usual recipe is what LangChain's tutorials show, with the offline embedding of this project.
All but the recipe search the same passages as ours do, so that only the ranking differs.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Sequence

import bm25s
import numpy as np

from benchmarks.library.ours import Rival, Search
from knowledge.embedding import offline_embedding
from knowledge.reports import Report
from knowledge.splitting import passages
from knowledge.tokens import stop_words, words

Cut = Callable[[str], list[str]]
_HAN = ("\u4e00", "\u9fff")
_numbers = itertools.count()


def words_and_characters(text: str) -> list[str]:
    stops = stop_words()
    return words(text) + [char for char in text if _HAN[0] <= char <= _HAN[1] and char not in stops]


def usual_recipe(reports: Sequence[Report]) -> Search:
    """Cut every 500 characters with an overlap of 50, embed, put into Chroma, take the nearest."""
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=500, chunk_overlap=50)
    chunks = [chunk for report in reports for chunk in splitter.split_text(report.text)]
    store = Chroma(collection_name=f"usual-{next(_numbers)}", embedding_function=offline_embedding().embeddings)
    store.add_texts(chunks)
    return lambda query, k: [document.page_content for document in store.similarity_search(query, k=k)]


def bm25(cut: Cut) -> Rival:
    def rival(reports: Sequence[Report]) -> Search:
        texts = _texts(reports)
        vocabulary: dict[str, int] = {}
        ids = [[vocabulary.setdefault(term, len(vocabulary)) for term in cut(text)] for text in texts]
        index = bm25s.BM25()
        index.index(bm25s.tokenization.Tokenized(ids=ids, vocab=vocabulary), show_progress=False)

        def search(query: str, k: int) -> list[str]:
            known = [term for term in cut(query) if term in vocabulary]
            return _best(index.get_scores(known), texts, k) if known else []

        return search

    return rival


def tf_idf(cut: Cut) -> Rival:
    def rival(reports: Sequence[Report]) -> Search:
        texts = _texts(reports)
        counts = [Counter(cut(text)) for text in texts]
        found = Counter(term for count in counts for term in count)
        place = {term: n for n, term in enumerate(found)}
        rarity = np.array([math.log((1 + len(texts)) / (1 + df)) + 1 for df in found.values()])

        def vector(count: Counter[str]) -> np.ndarray:
            raw = np.zeros(len(place))
            for term, tf in count.items():
                if term in place:
                    raw[place[term]] = 1 + math.log(tf)
            weighed = raw * rarity
            return weighed / (np.linalg.norm(weighed) or 1)

        matrix = np.stack([vector(count) for count in counts])
        return lambda query, k: _best(matrix @ vector(Counter(cut(query))), texts, k)

    return rival


def dense(reports: Sequence[Report]) -> Search:
    """Our offline embedding alone, compared with every passage."""
    texts = _texts(reports)
    embedding = offline_embedding().embeddings
    matrix = np.array(embedding.embed_documents(texts))
    return lambda query, k: _best(matrix @ np.array(embedding.embed_query(query)), texts, k)


def _texts(reports: Sequence[Report]) -> list[str]:
    return [f"{passage.heading}\n{passage.text}" for report in reports for passage in passages(report)]


def _best(scores: np.ndarray, texts: Sequence[str], k: int) -> list[str]:
    return [texts[n] for n in np.argsort(-scores, kind="stable")[:k] if scores[n] > 0]


RIVALS: dict[str, Rival] = {
    "the usual recipe": usual_recipe,
    "BM25, words": bm25(words),
    "BM25, words and characters": bm25(words_and_characters),
    "TF-IDF, words and characters": tf_idf(words_and_characters),
    "offline vectors alone": dense,
}
