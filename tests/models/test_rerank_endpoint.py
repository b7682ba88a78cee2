"""The reranking endpoint over real HTTP: right, slow, failing, lying; the key stays out of what is said."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import suppress

import pytest
from pydantic import SecretStr

from assistant.errors import InputError
from assistant.models import rerank_endpoint
from assistant.models.rerank_endpoint import EndpointReranker
from assistant.settings import Settings, load
from knowledge.errors import RerankError
from tests.fake_endpoint import FakeEndpoint, Reply, Request

KEY = "sk-rerank-secret"
DOCUMENTS = ["水稻亩产和虫害", "春节慰问困难职工34户", "职工活动"]


def settings(url: str, **more: object) -> Settings:
    given: dict[str, object] = {"rerank_url": url, "rerank_model": "bge-reranker", "rerank_key": SecretStr(KEY)}
    return Settings(**(given | more))  # type: ignore[arg-type]


def asked(endpoint: FakeEndpoint, **more: object) -> list[tuple[int, float]]:
    return EndpointReranker(settings(endpoint.url, **more)).scores("慰问困难职工", DOCUMENTS)


def raw(body: object) -> Reply:
    return Reply(raw=body if isinstance(body, str) else json.dumps(body), content_type="application/json")


def test_query_and_documents_go_out_and_scores_come_back() -> None:
    with FakeEndpoint() as endpoint:
        scores = asked(endpoint)
        request = endpoint.requests[0]
    assert [n for n, _ in scores] == [1, 2, 0]
    assert request.path == "/v1/rerank"
    assert request.body == {"model": "bge-reranker", "query": "慰问困难职工", "documents": DOCUMENTS, "top_n": 3}
    assert request.headers["authorization"] == f"Bearer {KEY}"


def test_the_whole_address_may_be_given_and_the_model_left_out() -> None:
    with FakeEndpoint() as endpoint:
        assert EndpointReranker(settings(endpoint.url + "/rerank", rerank_model="")).scores("职工", DOCUMENTS)
        assert endpoint.requests[0].path == "/v1/rerank"
        assert "model" not in endpoint.requests[0].body


def test_a_key_goes_to_no_other_host() -> None:
    with FakeEndpoint() as endpoint, FakeEndpoint() as other:
        chat = {"base_url": other.url, "api_key": SecretStr("sk-chat-secret"), "rerank_key": SecretStr("")}
        asked(endpoint, **chat)
        assert "authorization" not in endpoint.requests[0].headers
        asked(endpoint, **(chat | {"base_url": endpoint.url}))
        assert endpoint.requests[1].headers["authorization"] == "Bearer sk-chat-secret"


def test_teis_own_way_is_tried_where_the_usual_one_is_not_understood() -> None:
    def answer(request: Request) -> Reply:
        if "texts" not in request.body:
            return Reply(status=422)
        return raw([{"index": n, "score": n / 10} for n in range(len(request.body["texts"]))])

    with FakeEndpoint(answer) as endpoint:
        assert asked(endpoint) == [(0, 0.0), (1, 0.1), (2, 0.2)]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=500), Reply(status=401, error=f"bad key {KEY}"), Reply(status=422), Reply(status=429),
        Reply(html=True), Reply(status=302, headers={"Location": "http://127.0.0.1:1/elsewhere"}),
        raw("不是JSON"), raw({"results": "无"}), raw({"data": []}), raw("null"), raw("[1]"),
        raw({"results": [{"index": "0", "relevance_score": 1}]}), raw({"results": [{"index": True, "score": 1}]}),
        raw({"results": [{"index": 0, "relevance_score": "高"}]}), raw({"results": [{"index": 0}]}),
        raw({"results": [{"index": 0, "relevance_score": None}]}),
    ],
    ids=str,
)  # fmt: skip
def test_trouble_is_one_sentence_without_the_key(reply: Reply) -> None:
    with FakeEndpoint(reply) as endpoint, pytest.raises(RerankError) as caught:
        asked(endpoint)
    said = str(caught.value)
    assert said.startswith("重排接口 http://127.0.0.1")
    assert said.endswith("请检查地址、模型和密钥。")
    assert KEY not in said
    assert "\n" not in said
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_nobody_there() -> None:
    with pytest.raises(RerankError, match="连不上"):
        EndpointReranker(settings("http://127.0.0.1:1/v1")).scores("职工", DOCUMENTS)


def test_a_slow_endpoint_is_waited_for_briefly() -> None:
    start = time.monotonic()
    with FakeEndpoint(Reply(first_pause=5)) as endpoint, pytest.raises(RerankError, match="没有及时回答"):
        asked(endpoint, timeout=0.3)
    assert time.monotonic() - start < 3


def test_an_answer_that_trickles_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rerank_endpoint, "TOTAL", 0.5)

    def trickle(server: socket.socket) -> None:
        with suppress(OSError), server.accept()[0] as connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            for _ in range(100):
                connection.sendall(b" ")
                time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=trickle, args=(server,), daemon=True).start()
        start = time.monotonic()
        with pytest.raises(RerankError, match="没有及时回答"):
            EndpointReranker(settings(f"http://127.0.0.1:{server.getsockname()[1]}/v1")).scores("职工", DOCUMENTS)
        assert time.monotonic() - start < 3


def test_an_answer_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rerank_endpoint, "_LARGEST", 1_000)
    with FakeEndpoint(raw(" " * 5_000 + "[]")) as endpoint, pytest.raises(RerankError):
        asked(endpoint)


def test_the_settings_are_read_and_a_bad_address_is_told() -> None:
    read = load({"YOUJU_RERANK_URL": "http://127.0.0.1:9/v1/", "YOUJU_RERANK_MODEL": "m", "YOUJU_HOME": "/nowhere"})
    assert (read.rerank_url, read.rerank_model) == ("http://127.0.0.1:9/v1", "m")
    assert KEY not in repr(settings("http://127.0.0.1:9"))
    with pytest.raises(InputError):
        EndpointReranker(settings("不是地址"))
