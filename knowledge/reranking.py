"""The port of a reranking model, and the check of what it answers: a model may be slow, fail or lie."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from knowledge.errors import RerankError
from knowledge.retrieval import Hit


class Reranker(Protocol):
    """A model that says how relevant documents are to a query. ``name`` is shown to the user."""

    @property
    def name(self) -> str:
        """The endpoint and model, without any key."""

    def scores(self, query: str, documents: Sequence[str]) -> Sequence[tuple[int, float]]:
        """Return (index of a document, relevance), in any order; raises ``RerankError``."""


def reranked(reranker: Reranker, query: str, hits: Sequence[Hit], least: int) -> list[Hit]:
    """Return the hits in the order of the model, then those it left out, in theirs.

    Raises ``RerankError`` where the model fails, names a document twice or one that was not sent, gives no number,
    or scores fewer than ``least`` of them.
    """
    if len(hits) < 2:
        return list(hits)
    try:
        scores = list(reranker.scores(query, [f"{hit.passage.heading}\n{hit.passage.text}".strip() for hit in hits]))
    except RerankError:
        raise
    except Exception as error:  # noqa: BLE001 - any vendor's error, whose words may hold the key
        raise RerankError(_sentence(reranker, f"调用失败（{type(error).__name__}）")) from None
    _check(reranker, scores, len(hits), least)
    first = [replace(hits[n], score=score) for n, score in sorted(scores, key=lambda pair: (-pair[1], pair[0]))]
    chosen = {n for n, _ in scores}
    floor = min((hit.score for hit in first), default=0.0)
    rest = [hit for n, hit in enumerate(hits) if n not in chosen]
    return first + [replace(hit, score=floor - n) for n, hit in enumerate(rest, 1)]


def _check(reranker: Reranker, scores: Sequence[tuple[int, float]], sent: int, least: int) -> None:
    indexes = [n for n, _ in scores]
    if any(not 0 <= n < sent for n in indexes) or len(set(indexes)) < len(indexes):
        raise RerankError(_sentence(reranker, "返回的序号对不上"))
    if any(not math.isfinite(score) for _, score in scores):
        raise RerankError(_sentence(reranker, "返回的分数不是数"))
    if len(scores) < min(least, sent):
        raise RerankError(_sentence(reranker, f"只返回了{len(scores)}段的分数"))


def _sentence(reranker: Reranker, what: str) -> str:
    return f"重排接口“{reranker.name}”{what}，请检查接口地址、模型和密钥。"
