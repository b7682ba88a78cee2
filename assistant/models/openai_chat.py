"""The one implementation of the port: any endpoint that speaks OpenAI's protocol, with its ways and whims.

What it takes to get an answer is in ``answering``; sending and vendor errors are in ``vendor``.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import InputError, ModelError
from assistant.models.answering import Answering, Limits
from assistant.models.endpoint import chat_endpoint
from assistant.models.port import Answer, Message, Watch
from assistant.settings import Settings


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
        self._preset = settings.provider
        first = settings.first_timeout or max(self._preset.first_timeout or 0.0, settings.timeout)
        self._limits = Limits(first, settings.timeout, settings.total_timeout)
        self.max_parallel = settings.max_parallel or self._preset.max_parallel

    @property
    def name(self) -> str:
        """The model's name."""
        return self._endpoint.model

    def __repr__(self) -> str:
        return f"OpenAIChat({self._endpoint.address!r}, {self._endpoint.model!r})"

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int | None = None, watch: Watch | None = None
    ) -> Answer:
        """Return the answer as it arrives, without the model's thoughts; nothing is sent before it is iterated."""
        own = Watch(watch)
        work = Answering(self._endpoint, self._preset, self._limits, messages, max_tokens, own)
        return Answer(work.pieces(), lambda: work.completion, own)

    def complete(
        self, messages: Sequence[Message], *, max_tokens: int | None = None, watch: Watch | None = None
    ) -> str:
        """Return the whole answer; it is streamed all the same, so that silence is noticed."""
        return "".join(self.stream(messages, max_tokens=max_tokens, watch=watch))


def test_connection(settings: Settings) -> ConnectionReport:
    """Ask the chat model for one word and report; never raises for a failure of the endpoint."""
    try:
        model = OpenAIChat(settings)
        started = time.monotonic()
        answer = model.stream([Message("user", "请只回答一个字：好")])
        next(answer)
        seconds = time.monotonic() - started
        answer.close()
    except (ModelError, InputError) as error:
        return ConnectionReport(ok=False, message=str(error))
    where = f"（{settings.provider.name}）" if settings.provider.slug else ""
    return ConnectionReport(ok=True, message=f"连接成功：模型“{model.name}”{where}在 {seconds:.1f} 秒内开始回答。")


test_connection.__test__ = False  # type: ignore[attr-defined]  # not a test for pytest to collect
