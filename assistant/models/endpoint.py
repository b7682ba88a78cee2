"""An endpoint: where a request goes, what messages may show of it, and the key that they may not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.errors import ModelError, NotConfigured
from assistant.settings import CONNECT_TIMEOUT, Settings, checked
from knowledge.errors import EmbeddingError

SHORTEST_SECRET = 8  # a dummy such as "ollama" or "EMPTY" may well stand in an address
_KEYLIKE = re.compile(r"(?i)bearer\s+\S+|\b(?:sk|ak|key|lsv2)[-_][\w*.-]{4,}|\w*\*{3,}\w*")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that we may ask, for one model; prints as 模型接口 http://… with a blank after it."""

    service: str  # 模型接口, 向量接口
    address: str
    model: str
    key: SecretStr
    timeout: float
    connect_timeout: float = CONNECT_TIMEOUT

    def __str__(self) -> str:
        return f"{self.service} {self.address} "

    @property
    def host(self) -> str:
        """The name of the machine in the address."""
        return urlsplit(self.address).hostname or ""

    def scrubbed(self, text: str) -> str:
        """Return ``text`` without the key and without anything else that looks like one."""
        key = self.key.get_secret_value()
        return _KEYLIKE.sub("***", text.replace(key, "***") if key else text)

    def fault(self, kind: Callable[..., ModelError], sentence: str, *, partial: str = "") -> ModelError:
        """Return an error of that kind, the key taken out of the sentence wherever it may have got in."""
        key = self.key.get_secret_value()
        return kind(sentence.replace(key, "***") if len(key) >= SHORTEST_SECRET else sentence, partial=partial)


def chat_endpoint(settings: Settings) -> Endpoint:
    """Return the endpoint of the chat model.

    Raises ``NotConfigured`` when the address or model is missing, ``InputError`` when one cannot be right.
    """
    wanted = (("接口地址", settings.base_url), ("模型名称", settings.model))
    missing = [what for what, value in wanted if not value]
    if missing:
        what = "和".join(missing)
        raise NotConfigured(f"还没有设置模型的{what}，请在“设置”里填写；不设置也可以不用模型起草。")
    checked("api_key", settings.api_key.get_secret_value())
    address = checked("base_url", settings.base_url)
    return Endpoint("模型接口", address, settings.model, settings.api_key, settings.timeout, settings.connect_timeout)


def embedding_endpoint(settings: Settings) -> Endpoint:
    """Return the endpoint of the embedding model; its address and key default to the chat model's.

    A key never goes to another host than its own. Raises ``EmbeddingError`` when no embedding model is set,
    ``InputError`` when a value cannot be right.
    """
    if not settings.has_embedding:
        raise EmbeddingError("还没有设置向量模型的接口地址和名称，请在“设置”里填写；不设置就用内置的检索。")
    address = checked("embedding_url", settings.embedding_url or settings.base_url)
    key = settings.embedding_key
    if not key.get_secret_value() and urlsplit(address).netloc == urlsplit(settings.base_url).netloc:
        key = settings.api_key
    checked("embedding_key", key.get_secret_value())
    return Endpoint("向量接口", address, settings.embedding_model, key, settings.timeout, settings.connect_timeout)
