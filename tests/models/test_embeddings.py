"""Embeddings over real HTTP: every failure is an ``EmbeddingError`` in one Chinese sentence, without the key."""

from __future__ import annotations

import traceback
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.models import embeddings
from assistant.models.embeddings import endpoint_embeddings
from assistant.settings import Settings
from knowledge.errors import EmbeddingError
from tests.fake_endpoint import FakeEndpoint, Reply
from tests.models.asking import KEY


def embedding_settings(endpoint: FakeEndpoint, **changes: Any) -> Settings:
    values = {
        "base_url": endpoint.url,
        "api_key": SecretStr(KEY),
        "embedding_model": "e",
        "timeout": 8.0,
    } | changes
    return Settings(**values)


def test_embeddings(endpoint: FakeEndpoint) -> None:
    made = endpoint_embeddings(embedding_settings(endpoint))
    texts = [f"第{n}段" for n in range(embeddings.BATCH + 2)]
    vectors = made.embed_documents(texts)
    assert vectors[-1] == pytest.approx(endpoint.vector(texts[-1]))
    assert made.embed_query(texts[0]) == pytest.approx(vectors[0])
    assert [len(request.body["input"]) for request in endpoint.requests] == [
        embeddings.BATCH,
        2,
        1,
    ]
    assert all(isinstance(text, str) for text in endpoint.requests[0].body["input"])
    assert endpoint.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert made.embed_documents([]) == []


def test_the_chat_key_is_not_sent_to_another_embedding_host(endpoint: FakeEndpoint) -> None:
    endpoint_embeddings(
        embedding_settings(endpoint, base_url="https://a.cn/v1", embedding_url=endpoint.url)
    ).embed_query("甲")
    assert "authorization" not in endpoint.requests[0].headers


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(status=401, error=KEY), "向量接口"),
        (Reply(status=404, error="no model"), "没有模型“e”"),
        (Reply(html=True), "网页"),
        (Reply(first_pause=3), "没有回应"),
        (Reply(raw='{"data": [{"index": 0, "embedding": [1.0]}]}', content_type="application/json"), "数目"),
        (Reply(raw='{"data": []}', content_type="application/json"), "向量接口"),
    ],
)
def test_embedding_failures(endpoint: FakeEndpoint, reply: Reply, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "RETRIES", 0)
    endpoint.answer = reply
    with pytest.raises(EmbeddingError, match=said) as caught:
        endpoint_embeddings(embedding_settings(endpoint, timeout=0.5 if reply.first_pause else 8.0)).embed_documents(
            ["甲", "乙"]
        )
    assert KEY not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None


def test_embeddings_that_are_not_configured() -> None:
    with pytest.raises(EmbeddingError, match="还没有设置向量模型"):
        endpoint_embeddings(Settings())


def test_nothing_is_traced(endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    from langsmith.utils import get_env_var, tracing_is_enabled

    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", endpoint.url)
    get_env_var.cache_clear()
    assert tracing_is_enabled()
    endpoint_embeddings(embedding_settings(endpoint)).embed_query("甲")
    assert not tracing_is_enabled()
    assert len(endpoint.requests) == 1
