"""The word index in memory: the terms of ``tokens``, BM25 by the book, quick to build and to ask."""

from __future__ import annotations

import math
import random
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import knowledge.lexical as lexical
from knowledge.lexical import LexicalIndex, searched_text
from knowledge.library import Library
from knowledge.splitting import Passage
from knowledge.tokens import terms

TEXT = st.text(st.sampled_from("工会会员职工入会年3%，\nAbDzİ\u212a\ud800的镇\0"), max_size=30)


def passage(number: int, text: str, title: str = "题") -> Passage:
    return Passage(f"p{number}", f"{number}.md", title, "company", "", "work", text, 1, 1, "own")


def by_the_book(passages: list[Passage], query: list[str]) -> dict[str, float]:
    counts = [Counter(terms(searched_text(p))) for p in passages]
    lengths = [sum(count.values()) for count in counts]
    mean = sum(lengths) / len(lengths) or 1
    found = {}
    for p, count, length in zip(passages, counts, lengths, strict=True):
        score = 0.0
        for term in query:
            df = sum(term in other for other in counts)
            tf = count[term]
            rarity = math.log(1 + (len(passages) - df + 0.5) / (df + 0.5))
            score += rarity * tf * 2.2 / (tf + 1.2 * (0.5 + 0.5 * length / mean)) if tf else 0
        if score:
            found[p.id] = score
    return found


@settings(deadline=None)  # the first run loads numpy
@given(st.lists(TEXT, min_size=1, max_size=6), TEXT)
def test_scores_are_bm25_over_the_terms(texts: list[str], query: str) -> None:
    passages = [passage(n, text) for n, text in enumerate(texts)]
    asked = list(dict.fromkeys(terms(query)))
    found = LexicalIndex(passages).rank(dict.fromkeys(asked, 1.0))
    expected = by_the_book(passages, asked)
    assert found.keys() == expected.keys()
    assert all(math.isclose(found[item], expected[item], rel_tol=1e-5) for item in found)
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_built_in_blocks_it_is_the_same(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    passages = library.passages()
    whole = LexicalIndex(passages)
    monkeypatch.setattr(lexical, "_BLOCK", 50)
    blocks = LexicalIndex(passages)
    for query in ("职工维权", "民兵点验到点率", "的"):
        weights = dict.fromkeys(terms(query), 1.0)
        assert whole.rank(weights) == blocks.rank(weights)


def test_weights_and_titles_count() -> None:
    index = LexicalIndex([passage(1, "职工活动"), passage(2, "灭鼠投药"), passage(3, "活动", title="职工之家")])
    assert list(index.rank({"职工": 1.0, "灭鼠": 0.1}))[-1] == "p2"
    assert "p3" in index.rank({"职工": 1.0})


def test_what_is_not_admitted_takes_no_place() -> None:
    index = LexicalIndex([passage(n, "职工活动") for n in range(50)])
    assert list(index.rank({"职工": 1.0}, lambda p: p.id == "p49", count=1)) == ["p49"]


def test_nothing_indexed_nothing_found() -> None:
    assert LexicalIndex([]).rank({"职工": 1.0}) == {}
    assert LexicalIndex([passage(1, "2024")]).rank({"职工": 1.0}) == {}


def test_twenty_thousand_passages_are_indexed_in_seconds_and_asked_in_milliseconds(library: Library) -> None:
    chance = random.Random(1)
    sentences = [s + "。" for p in library.passages() for s in p.text.split("。") if len(s) > 8]
    big = [passage(n, "".join(chance.sample(sentences, 8))) for n in range(20_000)]
    start = time.perf_counter()
    index = LexicalIndex(big)
    assert time.perf_counter() - start < 15  # 1.2 s on an idle machine
    taken = []
    for query in ("困难职工慰问金发放", "违法用地拆除复耕", "工会经费收不上来", "灭鼠投药", "征兵体检"):
        start = time.perf_counter()
        assert index.rank(dict.fromkeys(terms(query), 1.0))
        taken.append(time.perf_counter() - start)
    assert sorted(taken)[2] < 0.2  # 3 ms on an idle machine
