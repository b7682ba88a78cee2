"""Embeddings made by an endpoint, and the only import of langchain-openai, at the first request."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pydantic import SecretStr

from assistant.errors import ModelError
from assistant.models.endpoint import Endpoint, embedding_endpoint
from assistant.models.vendor import fault_of, http_client, secret
from assistant.models.wire import Wire
from assistant.settings import Settings
from knowledge.errors import EmbeddingError

if TYPE_CHECKING:
    import httpx2
    from langchain_core.embeddings import Embeddings
    from langchain_openai import OpenAIEmbeddings

BATCH = 10  # texts a request; DashScope takes no more
RETRIES = 1


def endpoint_embeddings(settings: Settings) -> Embeddings:
    """Return embeddings made by the configured endpoint; every failure of it is an ``EmbeddingError``."""
    from langchain_core.embeddings import Embeddings

    endpoint = embedding_endpoint(settings)

    class EndpointEmbeddings(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return _vectors(endpoint, texts) if texts else []

        def embed_query(self, text: str) -> list[float]:
            return _vectors(endpoint, [text])[0]

    return EndpointEmbeddings()


def _vectors(endpoint: Endpoint, texts: list[str]) -> list[list[float]]:
    wire, failure, found = Wire(), "", list[list[float]]()
    _no_tracing()
    try:
        http = http_client(endpoint, wire, endpoint.timeout)
    except ModelError as error:
        failure = str(error)
    if not failure:
        try:
            found = _model(endpoint, http).embed_documents(texts)
        except Exception as error:  # noqa: BLE001 - whatever a vendor raises becomes one of ours
            failure = str(fault_of(error, endpoint, wire).error)
        finally:
            http.close()
    if not failure and (len(found) != len(texts) or len({len(vector) for vector in found}) > 1):
        failure = f"{endpoint}给回的向量数目或长短不对，请核对向量模型“{endpoint.model}”。"
    if failure:
        raise EmbeddingError(failure)  # outside of the handler: a vendor's error can hold the key
    return found


def _model(endpoint: Endpoint, http: httpx2.Client) -> OpenAIEmbeddings:
    from langchain_openai import OpenAIEmbeddings

    return OpenAIEmbeddings(
        model=endpoint.model,
        base_url=endpoint.address,
        api_key=SecretStr(secret(endpoint)),
        timeout=endpoint.timeout,
        max_retries=RETRIES,
        http_client=http,
        openai_proxy=None,
        openai_api_type="",
        check_embedding_ctx_length=False,  # else it downloads a tokenizer and sends token numbers
        chunk_size=BATCH,
    )


def _no_tracing() -> None:
    """Keep LangSmith from sending the texts anywhere, whatever the environment says."""
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = "false"
    from langsmith import utils

    utils.get_env_var.cache_clear()  # type: ignore[attr-defined]
