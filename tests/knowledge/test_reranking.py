"""The order of a reranking model is taken, and what cannot be right is not."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import RerankError
from knowledge.library import Library
from knowledge.reranking import reranked
from knowledge.retrieval import Hit
from knowledge.splitting import Passage

HITS = [
    Hit(Passage(f"p{n}", f"{n}.md", "题", "company", "", "work", f"第{n}段", 1, 1, "own"), 9.0 - n, "共同词：段")
    for n in range(5)
]


class Model:
    """Answers with the given scores, whatever is asked."""

    name = "某重排"

    def __init__(self, scores: Sequence[tuple[int, float]] | Exception) -> None:
        self.given = scores

    def scores(self, query: str, documents: Sequence[str]) -> Sequence[tuple[int, float]]:
        if isinstance(self.given, Exception):
            raise self.given
        return self.given


def order(scores: Sequence[tuple[int, float]], least: int = 2) -> list[int]:
    return [
        HITS.index(next(h for h in HITS if h.passage == hit.passage))
        for hit in reranked(Model(scores), "问", HITS, least)
    ]


def test_the_models_order_is_taken_and_the_rest_follows() -> None:
    assert order([(3, 0.9), (1, 0.95)]) == [1, 3, 0, 2, 4]
    scores = [hit.score for hit in reranked(Model([(3, 0.9), (1, 0.95)]), "问", HITS, 2)]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ([(0, 1.0), (5, 0.5)], "序号"), ([(-1, 1.0), (0, 0.5)], "序号"), ([(1, 1.0), (1, 0.5)], "序号"),
        ([(0, math.nan), (1, 0.5)], "不是数"), ([(0, math.inf), (1, 0.5)], "不是数"),
        ([(0, 1.0)], "只返回了1段"), ([], "只返回了0段"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused(scores: list[tuple[int, float]], said: str) -> None:
    with pytest.raises(RerankError, match=said) as caught:
        reranked(Model(scores), "问", HITS, 2)
    assert "某重排" in str(caught.value)


def test_any_error_of_a_model_becomes_ours_without_its_words() -> None:
    with pytest.raises(RerankError) as caught:
        reranked(Model(ConnectionError("key sk-secret")), "问", HITS, 2)
    assert "sk-secret" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_one_hit_needs_no_model() -> None:
    assert reranked(Model(ConnectionError()), "问", HITS[:1], 1) == HITS[:1]


@given(st.permutations(range(5)), st.lists(st.floats(-5, 5), min_size=5, max_size=5))
def test_no_hit_is_lost_or_doubled(indexes: list[int], numbers: list[float]) -> None:
    assert sorted(order(list(zip(indexes, numbers, strict=True)))) == [0, 1, 2, 3, 4]


def test_a_library_falls_back_and_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = library.search("困难职工慰问", k=3)
    assert library.notice == ""
    monkeypatch.setattr(library, "_reranker", Model([(0, math.nan)]))
    assert library.search("困难职工慰问", k=3) == plain
    assert library.notice.endswith("这次没有重排。")
    monkeypatch.setattr(library, "_reranker", None)
    library.search("困难职工慰问", k=3)
    assert library.notice == ""
