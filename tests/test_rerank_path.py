"""Search with a reranking endpoint, and with an embedding endpoint beside it, over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.settings import Settings
from assistant.writer import open_library
from knowledge.library import Library
from tests.fake_endpoint import FakeEndpoint, Reply, Request

QUERY = "给困难职工送慰问金"


@pytest.fixture
def endpoint() -> Iterator[FakeEndpoint]:
    with FakeEndpoint() as running:
        yield running


def settings(home: Path, endpoint: FakeEndpoint, *, embedding: bool = False) -> Settings:
    vectors = {"embedding_url": endpoint.url, "embedding_model": "bge"} if embedding else {}
    key = SecretStr("sk-secret-rerank")
    return Settings(home=home, rerank_url=endpoint.url, rerank_model="bge-reranker", rerank_key=key, **vectors)  # type: ignore[arg-type]


def documents(library: Library, **more: object) -> list[str]:
    return [hit.passage.id for hit in library.search(QUERY, k=4, **more)]  # type: ignore[arg-type]


def test_the_order_of_the_endpoint_is_taken(tmp_path: Path, endpoint: FakeEndpoint) -> None:
    with open_library(Settings(home=tmp_path)) as library:
        plain = documents(library)
    with open_library(settings(tmp_path, endpoint)) as library:
        sent: list[str] = []
        endpoint.relevance = lambda query, document: sent.append(document) or float(len(sent))  # type: ignore[method-assign,func-returns-value]
        hits = library.search(QUERY, k=4)
        assert library.notice == ""
    assert sent
    assert hits[0].passage.text in sent[-1], "the last one sent was scored highest"
    assert [hit.passage.id for hit in hits] != plain
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    request = endpoint.requests[-1]
    assert len(request.body["documents"]) == 40
    assert len({*request.body["documents"]}) == 40


def test_figures_and_the_users_names_are_not_sent(tmp_path: Path, endpoint: FakeEndpoint) -> None:
    with open_library(settings(tmp_path, endpoint)) as library:
        library.search("鸢尾泊镇慰问困难职工26户，共2.08万元", names=["鸢尾泊镇"])
    assert endpoint.requests[-1].body["query"] == "慰问困难职工 ，共"


def rows(request: Request, score: object = 0.5, shift: int = 0, count: int = 99) -> str:
    found = [{"index": n + shift, "relevance_score": score} for n in range(min(count, len(request.body["documents"])))]
    return json.dumps({"results": found})


@pytest.mark.parametrize(
    "answer",
    [
        Reply(status=500), Reply(status=429), Reply(html=True), Reply(raw="oops", content_type="application/json"),
        lambda request: Reply(raw=rows(request, shift=1), content_type="application/json"),
        lambda request: Reply(raw=rows(request, shift=-1), content_type="application/json"),
        lambda request: Reply(raw=rows(request, score=float("nan")), content_type="application/json"),
        lambda request: Reply(raw=rows(request, count=2), content_type="application/json"),
        lambda request: Reply(raw=rows(request, count=0), content_type="application/json"),
    ],
    ids=["500", "429", "web page", "no json", "index too high", "index below zero", "nan", "too few", "none"],
)  # fmt: skip
def test_failure_falls_back_with_one_sentence(tmp_path: Path, endpoint: FakeEndpoint, answer: object) -> None:
    with open_library(Settings(home=tmp_path)) as library:
        plain = documents(library)
    with open_library(settings(tmp_path, endpoint)) as library:
        endpoint.answer = answer  # type: ignore[assignment]
        assert documents(library) == plain
        assert library.notice.startswith("重排接口")
        assert library.notice.endswith("这次没有重排。")
        assert "sk-secret-rerank" not in library.notice
        endpoint.answer = "好"
        documents(library)
        assert library.notice == "", "what is over is not told again"


def test_a_slow_endpoint_does_not_hold_the_search_up(
    tmp_path: Path, endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.models.rerank_endpoint.TOTAL", 0.3)
    with open_library(settings(tmp_path, endpoint)) as library:
        endpoint.answer = Reply(first_pause=5)
        assert documents(library)
        assert "没有及时回答" in library.notice


def test_role_and_origin_still_exclude_and_reports_still_vary(tmp_path: Path, endpoint: FakeEndpoint) -> None:
    with open_library(settings(tmp_path, endpoint)) as library:
        hits = library.search("工会", k=8, role="problems")
    assert {hit.passage.role for hit in hits} == {"problems"}
    names = [hit.passage.document for hit in hits]
    assert max(map(names.count, names)) <= 2


def test_both_endpoints_failing_is_told_together(tmp_path: Path, endpoint: FakeEndpoint) -> None:
    with open_library(settings(tmp_path, endpoint, embedding=True)) as library:
        assert documents(library)
        assert {request.path for request in endpoint.requests} == {"/v1/embeddings", "/v1/rerank"}
        endpoint.answer = Reply(status=500)
        assert documents(library)
        assert "按词语查找" in library.notice
        assert "没有重排" in library.notice


def test_vectors_of_an_endpoint_find_what_no_word_of_the_query_says(tmp_path: Path, endpoint: FakeEndpoint) -> None:
    near = "毒饵"  # this embedding knows that 消灭啮齿动物 is about poisoned bait
    endpoint.vector = lambda text: [1.0, 0.1] if near in text or "啮齿" in text else [0.1, 1.0]  # type: ignore[method-assign]
    given = settings(tmp_path, endpoint, embedding=True)
    with open_library(Settings(home=given.home, embedding_url=endpoint.url, embedding_model="bge")) as library:
        hits = library.search("消灭啮齿动物", k=3)
        assert any(near in hit.passage.text for hit in hits)
