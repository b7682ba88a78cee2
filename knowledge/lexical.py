"""BM25 over characters and pairs of characters, for passages in memory: a small library, or what a larger index has found.

The postings of all passages lie in four arrays, sorted by term. A term is a number: the code of a character, or of
a pair the first code times 65,536 plus the second.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from knowledge.splitting import Passage
from knowledge.tokens import stop_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

CANDIDATES = 300  # passages that go by their words into the choice
_K1, _B = 1.2, 0.5
_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FFF
_PLACES = 24  # bits for the number of a passage
_BLOCK = 4_000  # passages read at a time: some 100 MB


def searched_text(passage: Passage) -> str:
    """Return what the words of a query are looked for in: title, heading path and text."""
    return f"{passage.title}\n{passage.heading}\n{passage.text}"


class Corpus(Protocol):
    """All that is searched, as far as the score of one passage depends on it."""

    @property
    def mean_length(self) -> float:
        """How many terms a passage has on average."""

    def rarity(self, term: str) -> float:
        """How much one hit of a term says: the fewer passages have it, the more."""


class LexicalIndex:
    """The word index of some passages, which are in ``passages`` and, by their ids, in ``by_id``.

    They are weighed as part of ``corpus``, or as all there is: passages of a corpus get the same scores either way.
    """

    def __init__(self, passages: Sequence[Passage], corpus: Corpus | None = None) -> None:
        self.passages = passages
        self.by_id = {passage.id: passage for passage in passages}
        self._corpus = corpus
        self._terms, self._ends, self._places, self._counts = _postings([searched_text(p) for p in passages])
        mean = corpus.mean_length if corpus else 0.0
        self._norms = _norms(self._places, self._counts, len(passages), mean)

    def rarity(self, term: str) -> float:
        """How much one hit of a term says: the fewer passages have it, the more."""
        if self._corpus is not None:
            return self._corpus.rarity(term)
        start, end = self._span(term)
        return rarity(len(self.passages), end - start)

    def rank(
        self,
        weights: Mapping[str, float],
        admits: Callable[[Passage], bool] = lambda _: True,
        count: int = CANDIDATES,
    ) -> dict[str, float]:
        """Return the scores of the passages that share a term with a query and are admitted, best first, by id."""
        import numpy as np

        scores = np.zeros(len(self.passages), dtype=np.float64)
        for term, weight in weights.items():
            start, end = self._span(term)
            if start < end:
                places, counts = self._places[start:end], self._counts[start:end]
                scores[places] += weight * self.rarity(term) * counts * (_K1 + 1) / (counts + self._norms[places])
        found: dict[str, float] = {}
        for place in np.argsort(-scores, kind="stable"):
            if scores[place] <= 0 or len(found) == count:
                break
            passage = self.passages[place]
            if admits(passage):
                found[passage.id] = float(scores[place])
        return found

    def _span(self, term: str) -> tuple[int, int]:
        import numpy as np

        key = ord(term) if len(term) == 1 else ord(term[0]) << 16 | ord(term[1])
        at = int(np.searchsorted(self._terms, key))
        if at == len(self._terms) or self._terms[at] != key:
            return 0, 0
        return (int(self._ends[at - 1]) if at else 0), int(self._ends[at])


def rarity(passages: int, having: int) -> float:
    """Return how much a term says that so many of so many passages have."""
    return math.log(1 + (passages - having + 0.5) / (having + 0.5))


def _postings(texts: Sequence[str]) -> tuple[Any, Any, Any, Any]:
    """Return the terms in order, the end of each one's postings, and of each posting the passage and the count."""
    import numpy as np

    blocks = [_counted(texts[at : at + _BLOCK], at) for at in range(0, len(texts), _BLOCK)]
    keys = np.concatenate([block[0] for block in blocks]) if blocks else np.empty(0, np.uint64)
    counts = np.concatenate([block[1] for block in blocks]) if blocks else np.empty(0, np.float32)
    if len(blocks) > 1:
        order = np.argsort(keys, kind="stable")
        keys, counts = keys[order], counts[order]
    terms = keys >> np.uint64(_PLACES)
    ends = np.append(np.flatnonzero(terms[1:] != terms[:-1]) + 1, len(terms)) if len(terms) else np.empty(0, np.int64)
    places = (keys & np.uint64((1 << _PLACES) - 1)).astype(np.uint32)
    return terms[ends - 1].astype(np.uint32), ends, places, counts


def _counted(texts: Sequence[str], first: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return each pair of a term and a passage that has it as one number, in order, and how often it does.

    The terms are those of ``tokens.terms``; a test holds the two together.
    """
    import numpy as np

    codes = np.frombuffer("\0".join((*texts, "")).encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    places = np.repeat(np.arange(first, first + len(texts), dtype=np.uint64), [len(text) + 1 for text in texts])
    codes[(codes >= ord("A")) & (codes <= ord("Z"))] += np.uint64(ord("a") - ord("A"))
    han = (codes >= _FIRST_HAN) & (codes <= _LAST_HAN)
    in_run = han | ((codes >= ord("a")) & (codes <= ord("z")))
    stopped = np.zeros(_LAST_HAN + 1, dtype=bool)
    stopped[[ord(word) for word in stop_words() if len(word) == 1]] = True
    single = np.flatnonzero(han)
    single = single[~stopped[codes[single]]]
    pair = np.flatnonzero(in_run[:-1] & in_run[1:])
    terms = np.concatenate([codes[single], codes[pair] << np.uint64(16) | codes[pair + 1]])
    keys = terms << np.uint64(_PLACES) | places[np.concatenate([single, pair])]
    keys.sort()
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.empty(0, np.int64)
    return keys[starts], np.diff(np.append(starts, len(keys))).astype(np.float32)


def _norms(places: NDArray[Any], counts: NDArray[Any], number: int, mean: float) -> NDArray[Any]:
    import numpy as np

    lengths = np.bincount(places, weights=counts, minlength=number)
    mean = mean or (lengths.mean() if number and lengths.any() else 1.0)
    return _K1 * (1 - _B + _B * lengths / mean)
