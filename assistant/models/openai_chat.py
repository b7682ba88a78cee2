"""The one OpenAI-compatible implementation of the port, and the only import of openai and langchain-openai.

Those take 1.6 s to import and are imported at the first request. Every vendor error is translated here. A
request goes to the address that the user set and nowhere else: no proxies or keys from the environment, no
redirects, no tracing; it carries no headers about this machine.
"""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from assistant.errors import InputError, ModelError, RateLimited, ServerFault
from assistant.models import faults
from assistant.models.endpoint import Endpoint, chat_endpoint, embedding_endpoint
from assistant.models.port import Message
from assistant.models.thinking import ThinkFilter
from assistant.models.wire import Wire
from assistant.settings import Settings
from knowledge.errors import EmbeddingError

if TYPE_CHECKING:
    import openai
    from langchain_core.embeddings import Embeddings
    from langchain_core.messages import AIMessageChunk, BaseMessageChunk
    from langchain_openai import ChatOpenAI, OpenAIEmbeddings

RETRIES = 1  # of a request that failed before its first word, for a passing reason
PAUSE = 0.5  # seconds before a retry
LONGEST_PAUSE = 5.0  # a longer Retry-After is told to the user instead of waited for
CONNECT_TIMEOUT = 10.0
EMBEDDING_BATCH = 10  # texts a request; DashScope takes no more


@dataclass(frozen=True, slots=True)
class ConnectionReport:
    """Whether an endpoint answered, in a sentence for the settings page."""

    ok: bool
    message: str


class OpenAIChat:
    """A chat model behind an OpenAI-compatible address; safe to use from several threads at once.

    Raises ``NotConfigured`` when the address or model is missing, ``InputError`` when one cannot be right.
    """

    def __init__(self, settings: Settings) -> None:
        self._endpoint = chat_endpoint(settings)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._endpoint.model

    def __repr__(self) -> str:
        return f"OpenAIChat({self._endpoint.address!r}, {self._endpoint.model!r})"

    def complete(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> str:
        """Return the whole answer; it is streamed all the same, so that silence is noticed."""
        return "".join(self.stream(messages, max_tokens=max_tokens))

    def stream(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> Iterator[str]:
        """Yield the answer as it arrives, without the model's thoughts; closing the iterator hangs up."""
        arrived: list[str] = []
        for attempt in range(RETRIES + 1):
            wire, failure = Wire(), None
            try:
                for piece in self._once(messages, max_tokens, wire):
                    arrived.append(piece)
                    yield piece
            except Exception as error:  # noqa: BLE001 - whatever a vendor raises becomes one of ours
                failure, pause = _translated(error, self._endpoint, wire, "".join(arrived))
            if failure is None:
                return
            if arrived or pause is None or attempt == RETRIES:
                raise failure  # outside of the handler: a vendor's error can hold the key
            time.sleep(pause)

    def _once(self, messages: Sequence[Message], max_tokens: int | None, wire: Wire) -> Iterator[str]:
        thoughts = ThinkFilter()
        finish, some = "", False
        turns = [(message.role, message.text) for message in messages]
        http = _http_client(self._endpoint, wire)
        try:
            for chunk in _chat_model(self._endpoint, http, max_tokens).stream(turns):
                finish = _finish_of(chunk) or finish
                if text := thoughts.feed(str(chunk.text)):
                    some = True
                    yield text
        except ValueError:  # what langchain raises when there are no events at all
            if wire.is_stream:
                raise
        finally:
            http.close()
        if text := thoughts.close() or ("" if some else _unstreamed(wire)):
            some = True
            yield text
        _check_end(self._endpoint, finish, wire, some=some)


def _http_client(endpoint: Endpoint, wire: Wire) -> openai.DefaultHttpxClient:
    _no_tracing()
    import openai

    for name in ("openai", "httpx2", "httpcore2", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)  # at DEBUG they write out the notes

    return openai.DefaultHttpxClient(
        timeout=openai.Timeout(endpoint.timeout, connect=min(endpoint.timeout, CONNECT_TIMEOUT)),
        trust_env=False,
        follow_redirects=False,
        event_hooks={"request": [_anonymous(endpoint)], "response": [wire.watch]},
    )


def _anonymous(endpoint: Endpoint) -> Callable[[Any], None]:
    def tidy(request: Any) -> None:
        for name in list(request.headers):
            if name.lower().startswith(("x-stainless-", "openai-")):  # this machine, somebody's organisation
                del request.headers[name]
        request.headers["User-Agent"] = "youju"
        if not endpoint.key.get_secret_value():
            request.headers.pop("Authorization", None)

    return tidy


def _no_tracing() -> None:
    """Keep LangSmith from sending the notes anywhere, whatever the environment says."""
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = "false"
    from langsmith import utils

    utils.get_env_var.cache_clear()  # type: ignore[attr-defined]


def _chat_model(endpoint: Endpoint, http: openai.DefaultHttpxClient, max_tokens: int | None) -> ChatOpenAI:
    from langchain_openai import ChatOpenAI

    # OpenAI's newer models want max_completion_tokens; most others know only max_tokens
    at_openai = endpoint.host.endswith("openai.com")
    return ChatOpenAI(
        model=endpoint.model,
        base_url=endpoint.address,
        api_key=_secret(endpoint),
        timeout=endpoint.timeout,
        max_retries=0,
        http_client=http,
        openai_proxy=None,
        use_responses_api=False,
        output_version=None,
        stream_usage=False,
        max_completion_tokens=max_tokens if at_openai else None,
        extra_body=None if at_openai or max_tokens is None else {"max_tokens": max_tokens},
    )


def _secret(endpoint: Endpoint) -> SecretStr:
    return endpoint.key if endpoint.key.get_secret_value() else SecretStr("none")  # its header is taken out


def _finish_of(chunk: AIMessageChunk | BaseMessageChunk) -> str:
    return str(chunk.response_metadata.get("finish_reason") or "")


def _unstreamed(wire: Wire) -> str:
    """Return the text of an answer sent whole although a stream was asked for; else an empty string."""
    try:
        text = wire.json()["choices"][0]["message"]["content"]
    except (LookupError, TypeError):
        return ""
    wire.done = True
    thoughts = ThinkFilter()
    return thoughts.feed(text) + thoughts.close() if isinstance(text, str) else ""


def _check_end(endpoint: Endpoint, finish: str, wire: Wire, *, some: bool) -> None:
    """Raise when the answer has ended and is not whole; what had arrived is added by the caller."""
    if finish == "content_filter":
        raise faults.filtered(endpoint)
    if finish == "length":
        raise faults.too_long(endpoint)
    if not finish and not wire.done:
        raise faults.broken(endpoint) if wire.is_stream else _unreadable(endpoint, wire)
    if not some:
        raise faults.empty(endpoint)


def _unreadable(endpoint: Endpoint, wire: Wire) -> ModelError:
    return faults.not_an_answer(endpoint, wire.text, wire.json())


def _translated(error: Exception, endpoint: Endpoint, wire: Wire, partial: str) -> tuple[ModelError, float | None]:
    """Return the error to tell, and the pause after which trying again makes sense, or None."""
    import openai

    if isinstance(error, ModelError):
        error.partial = partial
        return error, None
    if isinstance(error, openai.APIStatusError):
        return _of_status(error, endpoint)
    said = faults.said_in(error.body) if isinstance(error, openai.APIError) else ""
    lost = isinstance(error, openai.APIConnectionError)
    if isinstance(error, openai.APITimeoutError):
        fault = faults.timed_out(endpoint, partial)
    elif partial or (lost and wire.status == 200):
        fault = faults.broken(endpoint, partial, said)
    elif lost:
        fault = faults.unreachable(endpoint, _causes(error))
    elif isinstance(error, openai.APIError):  # an error event in the stream
        code = error.code or ""
        fault = faults.of_status(endpoint, int(code) if re.fullmatch(r"[45]\d\d", code) else 500, said)
    else:
        fault = _unreadable(endpoint, wire)
    return fault, None


def _of_status(error: openai.APIStatusError, endpoint: Endpoint) -> tuple[ModelError, float | None]:
    headers = error.response.headers
    if 300 <= error.status_code < 400:
        return faults.of_redirect(endpoint, str(headers.get("location", ""))), None
    wait = str(headers.get("retry-after", ""))
    fault = faults.of_status(endpoint, error.status_code, faults.said_in(error.body), wait if wait.isdecimal() else "")
    if isinstance(fault, ServerFault):
        return fault, PAUSE
    if isinstance(fault, RateLimited) and wait.isdecimal() and int(wait) <= LONGEST_PAUSE:
        return fault, float(wait)
    return fault, None


def _causes(error: BaseException) -> str:
    told: list[str] = []
    at = error.__cause__
    while at is not None and len(told) < 5:
        told.append(str(at))
        at = at.__cause__ or at.__context__
    return " ".join(told)


def test_connection(settings: Settings) -> ConnectionReport:
    """Ask the chat model for one word and report; never raises for a failure of the endpoint."""
    try:
        model = OpenAIChat(settings)
        started = time.monotonic()
        pieces = model.stream([Message("user", "请只回答一个字：好")])
        next(pieces)
        seconds = time.monotonic() - started
        pieces.close()  # type: ignore[attr-defined]
    except (ModelError, InputError) as error:
        return ConnectionReport(ok=False, message=str(error))
    return ConnectionReport(ok=True, message=f"连接成功：模型“{model.name}”在 {seconds:.1f} 秒内开始回答。")


test_connection.__test__ = False  # type: ignore[attr-defined]  # not a test for pytest to collect


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
    wire, failure = Wire(), None
    http = _http_client(endpoint, wire)
    try:
        found = _embedding_model(endpoint, http).embed_documents(texts)
    except Exception as error:  # noqa: BLE001 - whatever a vendor raises becomes one of ours
        failure = str(_translated(error, endpoint, wire, "")[0])
    finally:
        http.close()
    if failure is None and (len(found) != len(texts) or len({len(vector) for vector in found}) > 1):
        failure = f"{endpoint}给回的向量数目或长短不对，请核对向量模型“{endpoint.model}”。"
    if failure is not None:
        raise EmbeddingError(failure)  # outside of the handler, as above
    return found


def _embedding_model(endpoint: Endpoint, http: openai.DefaultHttpxClient) -> OpenAIEmbeddings:
    from langchain_openai import OpenAIEmbeddings

    return OpenAIEmbeddings(
        model=endpoint.model,
        base_url=endpoint.address,
        api_key=_secret(endpoint),
        timeout=endpoint.timeout,
        max_retries=RETRIES,
        http_client=http,
        openai_proxy=None,
        openai_api_type="",
        check_embedding_ctx_length=False,  # else it downloads a tokenizer and sends token numbers
        chunk_size=EMBEDDING_BATCH,
    )
