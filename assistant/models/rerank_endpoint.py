"""A reranking endpoint as Jina, Cohere, TEI, vLLM and Xinference speak it. The only import of httpx.

A request goes to the address that the user set and nowhere else: no proxies from the environment, no redirects.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from assistant.models.endpoint import Endpoint
from assistant.settings import Settings, checked
from knowledge.errors import RerankError

TOTAL = 10.0  # seconds for one answer: a search is waited for
_LARGEST = 2_000_000  # bytes of an answer


class EndpointReranker:
    """The model behind ``POST …/rerank``; safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        """Raise ``InputError`` when a value cannot be right."""
        self._endpoint = _endpoint(settings)

    @property
    def name(self) -> str:
        """The model's name, or the machine's where none is set."""
        return self._endpoint.model or self._endpoint.host

    def scores(self, query: str, documents: Sequence[str]) -> list[tuple[int, float]]:
        """Return (index, relevance) as the endpoint gives them; raises ``RerankError`` when it fails or is too slow."""
        body = {"query": query, "documents": list(documents), "top_n": len(documents)}
        if self._endpoint.model:
            body["model"] = self._endpoint.model
        answer = self._posted(body)
        if answer is None:  # TEI's own way of putting it
            answer = self._posted({"query": query, "texts": list(documents)})
        try:
            rows = answer["results"] if isinstance(answer, dict) else answer
            return [(_index(row["index"]), _number(row)) for row in rows]
        except (KeyError, TypeError, ValueError):
            raise self._failed("答非所问") from None

    def _posted(self, body: dict[str, Any]) -> Any:
        """Return the answer as JSON; None where the endpoint wants the body put otherwise."""
        import httpx

        until = time.monotonic() + min(self._endpoint.timeout, TOTAL)
        key = self._endpoint.key.get_secret_value()
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        trouble = ""
        try:
            with (
                httpx.Client(
                    trust_env=False, follow_redirects=False, timeout=min(self._endpoint.timeout, TOTAL)
                ) as http,
                http.stream("POST", self._endpoint.address, json=body, headers=headers) as response,
            ):
                if response.status_code == httpx.codes.UNPROCESSABLE_ENTITY and "documents" in body:
                    return None
                if response.status_code != httpx.codes.OK:
                    raise self._failed(f"返回错误{response.status_code}")
                return json.loads(self._read(response, until))
        except httpx.TimeoutException:
            trouble = "没有及时回答"
        except httpx.HTTPError:
            trouble = "连不上"
        except ValueError:
            trouble = "答非所问"
        raise self._failed(trouble)  # outside of the handler: a vendor's error can hold the key

    def _read(self, response: Any, until: float) -> bytes:
        data = b""
        for piece in response.iter_bytes():
            data += piece
            if time.monotonic() > until:
                raise self._failed("没有及时回答")
            if len(data) > _LARGEST:
                raise self._failed("答非所问")
        return data

    def _failed(self, what: str) -> RerankError:
        return RerankError(
            f"重排接口 {self._endpoint.scrubbed(self._endpoint.address)} {what}，请检查地址、模型和密钥。"
        )


def _endpoint(settings: Settings) -> Endpoint:
    address = checked("rerank_url", settings.rerank_url)
    key = settings.rerank_key
    if not key.get_secret_value() and urlsplit(address).netloc == urlsplit(settings.base_url).netloc:
        key = settings.api_key  # a key never goes to another host than its own
    checked("rerank_key", key.get_secret_value())
    if not urlsplit(address).path.rpartition("/")[2].startswith("rerank"):
        address += "/rerank"
    return Endpoint("重排接口", address, settings.rerank_model, key, settings.timeout)


def _index(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return value


def _number(row: dict[str, Any]) -> float:
    value = row["relevance_score"] if "relevance_score" in row else row["score"]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return float(value)
