"""Which passages help with a piece of work: word and vector rank fused, same kind lifted, texts varied."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.splitting import Passage
from knowledge.tokens import terms, words

CANDIDATES = 200  # ranks taken from each side
PER_DOCUMENT = 2  # a report lends at most this many passages to one answer
_RRF = 60  # the usual constant of reciprocal rank fusion
_SAME_KIND = 1.7  # measured: every usual topic then finds its own kind first, and others still come through
_K1, _B = 1.2, 0.5
_SHARED_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: ``kind`` lifts its own reports, ``role`` and ``origin`` exclude all others."""

    text: str
    k: int = 5
    kind: str = ""
    role: str = ""
    origin: str = ""

    def admits(self, passage: Passage) -> bool:
        """Whether a passage may be among the answers at all."""
        return self.role in {"", passage.role} and self.origin in {"", passage.origin}


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; ``score`` orders hits of one search, ``why`` is a few Chinese words for the user."""

    passage: Passage
    score: float
    why: str


class LexicalIndex:
    """BM25 over words and single characters, in memory."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        counts = [Counter(terms(indexed_text(passage))) for passage in passages]
        lengths = [sum(count.values()) for count in counts]
        mean = sum(lengths) / len(lengths) if lengths else 1.0
        for n, count in enumerate(counts):
            norm = _K1 * (1 - _B + _B * lengths[n] / mean) if mean else _K1
            for term, tf in count.items():
                self._postings[term].append((n, tf * (_K1 + 1) / (tf + norm)))

    def rarity(self, term: str) -> float:
        """How much one hit of a term says: the fewer passages have it, the more."""
        df, n = len(self._postings.get(term, ())), len(self.passages)
        return math.log(1 + (n - df + 0.5) / (df + 0.5))

    def rank(self, query: str) -> list[str]:
        """Return the ids of the passages that share a term with the query, best first."""
        scores: dict[int, float] = defaultdict(float)
        for term in set(terms(query)):
            rarity = self.rarity(term)
            for n, weight in self._postings.get(term, ()):
                scores[n] += rarity * weight
        return [self.passages[n].id for n in sorted(scores, key=lambda n: (-scores[n], n))]


def indexed_text(passage: Passage) -> str:
    """Return what search sees of a passage: its heading path and its text."""
    return f"{passage.heading}\n{passage.text}"


def fuse(rankings: Iterable[Sequence[str]]) -> dict[str, float]:
    """Return the reciprocal rank fusion of several rankings of ids."""
    scores: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, item in enumerate(ranking[:CANDIDATES], 1):
            scores[item] += 1 / (_RRF + rank)
    return scores


def choose(query: Query, index: LexicalIndex, rankings: Iterable[Sequence[str]]) -> list[Hit]:
    """Return at most ``query.k`` hits, best first: same kind lifted, no text twice, few of one document."""
    allowed = {passage.id: passage for passage in index.passages if query.admits(passage)}
    scores = {
        item: score * (_SAME_KIND if allowed[item].kind == query.kind else 1.0)
        for item, score in fuse([item for item in r if item in allowed] for r in rankings).items()
    }
    hits: list[Hit] = []
    taken: Counter[str] = Counter()
    texts: set[str] = set()
    for item in sorted(scores, key=lambda i: (-scores[i], i)):
        passage = allowed[item]
        if taken[passage.document] >= PER_DOCUMENT or passage.text in texts:
            continue
        taken[passage.document] += 1
        texts.add(passage.text)
        hits.append(Hit(passage, scores[item], _why(query, passage, index)))
        if len(hits) == query.k:
            break
    return hits


def _why(query: Query, passage: Passage, index: LexicalIndex) -> str:
    shared = {word for word in words(query.text) if len(word) > 1} & set(words(indexed_text(passage)))
    rarest = sorted(shared, key=lambda word: (-index.rarity(word), word))[:_SHARED_SHOWN]
    reasons = ["同类报告"] if passage.kind == query.kind else []
    reasons.append(f"共同词：{'、'.join(rarest)}" if rarest else "内容相近")
    return "；".join(reasons)
