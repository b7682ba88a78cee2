"""Which passages help with a piece of work: by words and by meaning, the asked-for part and kind lifted, texts varied.

``ranked`` puts candidates in order, whichever index found them; ``varied`` takes the answer from it. A reranker
may come between (``reranking.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from knowledge.asking import Asked
from knowledge.kinds import KINDS
from knowledge.lexical import CANDIDATES, LexicalIndex
from knowledge.repeats import Families
from knowledge.splitting import Passage
from knowledge.tokens import stop_words

__all__ = [
    "CANDIDATES",
    "Hit",
    "LexicalIndex",
    "Query",
    "fuse",
    "indexed_text",
    "ranked",
    "span_asked",
    "spans_of",
    "varied",
]

PER_DOCUMENT = 2  # a report lends at most this many passages to one answer
POOL = 40  # passages, each another one, that a reranker is shown
_SPARE = 3  # times what is wanted is looked at, for versions and for what one report has too much of
_MEANING = 0.5  # what the first by meaning counts beside the first by words; cautious: no model could be measured here
_EASE = 60  # how slowly that falls with the rank
_SAME_KIND, _HINTED_KIND = 2.5, 1.3  # the kind said outright; the kind that a word of the query hints at
_HINTED_ROLE = 2.0
_OWN = 1.5
_SHARED_SHOWN, _ALIKE_SHOWN = 3, 2
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_HALF = re.compile(r"上半年|半年")
_YEAR = re.compile(r"\d{4}")
_ROLES = {
    "opening": "开头部分", "work": "工作部分", "results": "成效部分", "problems": "问题部分", "next": "打算部分", "closing": "结尾部分",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: ``kind`` lifts its own reports; ``role``, ``origin`` and ``period`` exclude all others.

    ``period`` is 上半年, 全年 or a year; ``own_first`` lifts the user's own reports; ``names`` are the user's own
    names, which no sample has.
    """

    text: str
    k: int = 5
    kind: str = ""
    role: str = ""
    origin: str = ""
    period: str = ""
    own_first: bool = False
    names: tuple[str, ...] = ()

    def admits(self, passage: Passage) -> bool:
        """Whether a passage may be among the answers at all."""
        return (
            self.role in {"", passage.role}
            and self.origin in {"", passage.origin}
            and (not self.period or _of_period(passage, self.period))
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; ``score`` orders hits of one search, ``why`` is a few Chinese words for the user.

    ``family`` is equal for versions of one passage, of which an answer holds one.
    """

    passage: Passage
    score: float
    why: str = ""
    family: str = ""


class Rarity(Protocol):
    """A word index, as far as the reasons of a hit need it."""

    def rarity(self, term: str) -> float:
        """How much one hit of a term says."""


def indexed_text(passage: Passage) -> str:
    """Return what is embedded of a passage: its heading path and its text."""
    return f"{passage.heading}\n{passage.text}"


def fuse(by_words: Mapping[str, float], by_meaning: Sequence[str]) -> dict[str, float]:
    """Return one score an id: the share of the best score by words, and half a point that falls with the other rank."""
    top = max(by_words.values(), default=0.0)
    scores = {item: score / top for item, score in by_words.items() if top > 0}
    for rank, item in enumerate(by_meaning):
        scores[item] = scores.get(item, 0.0) + _MEANING * _EASE / (_EASE + rank)
    return scores


def ranked(
    query: Query, asked: Asked, passages: Mapping[str, Passage], scores: Mapping[str, float], pool: int = 0
) -> list[Hit]:
    """Return at least ``pool`` hits, or what there is, best first, of each family of versions only the best one."""
    pool = max(pool, _SPARE * query.k)
    lifted = {
        item: score * _lift(query, asked, passages[item])
        for item, score in scores.items()
        if item in passages and query.admits(passages[item])
    }
    found: list[Hit] = []
    families = Families()
    for item in sorted(lifted, key=lambda item: (-lifted[item], item))[: _SPARE * pool]:
        text = passages[item].text
        known = families.version_of(text)
        if known is not None:
            found[known] = replace(found[known], family=min(found[known].family, item))
        elif len(found) < pool:
            families.add(text)
            found.append(Hit(passages[item], lifted[item], family=item))
    return found


def varied(query: Query, asked: Asked, hits: Sequence[Hit], index: Rarity) -> list[Hit]:
    """Return the first ``query.k`` hits with at most ``PER_DOCUMENT`` of one report, each with its reasons."""
    taken: Counter[str] = Counter()
    found: list[Hit] = []
    for hit in hits:
        if len(found) < query.k and taken[hit.passage.document] < PER_DOCUMENT:
            taken[hit.passage.document] += 1
            found.append(replace(hit, why=_why(query, asked, hit.passage, index)))
    return found


def _lift(query: Query, asked: Asked, passage: Passage) -> float:
    factor = 1.0
    if query.kind:
        factor *= _SAME_KIND if passage.kind == query.kind else 1.0
    elif passage.kind in asked.kinds:
        factor *= _HINTED_KIND
    if asked.role and not query.role and passage.role == asked.role:
        factor *= _HINTED_ROLE
    return factor * (_OWN if query.own_first and passage.origin == "own" else 1.0)


def spans_of(passage: Passage) -> list[str]:
    """Return what an index holds of a passage's time: half or whole, and the years in the title."""
    return ["half" if _is_half(passage) else "whole", *dict.fromkeys(_YEAR.findall(passage.title))]


def span_asked(period: str) -> str:
    """Return the span that all passages of a period have; empty where an index cannot tell."""
    if _HALF.search(period):
        return "half"
    year = _YEAR.search(period)
    return "whole" if period == "全年" else year[0] if year else ""


def _of_period(passage: Passage, period: str) -> bool:
    if _HALF.search(period):
        return _is_half(passage)
    return not _is_half(passage) if period == "全年" else period in passage.title


def _is_half(passage: Passage) -> bool:
    return bool(_HALF.search(passage.title)) or any(kind.half for kind in KINDS if kind.slug == passage.kind)


def _why(query: Query, asked: Asked, passage: Passage, index: Rarity) -> str:
    reasons = ["同类报告"] if passage.kind == query.kind or (not query.kind and passage.kind in asked.kinds) else []
    if passage.role == asked.role:
        reasons.append(f"同是{_ROLES[passage.role]}")
    if query.own_first and passage.origin == "own":
        reasons.append("自己的样本")
    text = f"{passage.title}\n{passage.heading}\n{passage.text}"
    shared = sorted(set(_shared(asked.text, text)), key=lambda word: (-_weight(word, index), word))[:_SHARED_SHOWN]
    if shared:
        reasons.append(f"共同词：{'、'.join(shared)}")
    alike = [word for word, said in asked.stands_for.items() if word in text and said not in text]
    if alike:
        reasons.append(f"相近的说法：{'、'.join(alike[:_ALIKE_SHOWN])}")
    if not reasons:
        reasons.append("内容相近")
    return "；".join(reasons)


def _shared(query: str, text: str) -> Iterator[str]:
    """Yield the longest runs of two and more characters that a query has in common with a text."""
    for run in _HAN.findall(query):
        at = 0
        while at < len(run) - 1:
            end = at + 1
            while end < len(run) and run[at : end + 1] in text:
                end += 1
            if end - at > 1 and run[at:end] not in stop_words():
                yield run[at:end]
            at = max(end, at + 1)


def _weight(word: str, index: Rarity) -> float:
    return max(index.rarity(word[n : n + 2]) for n in range(len(word) - 1))
