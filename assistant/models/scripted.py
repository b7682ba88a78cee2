"""A chat model whose answers are given beforehand: for tests and demonstrations, without HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.errors import ModelError
from assistant.models.port import Message

Answer = str | ModelError
Answerer = Callable[[Sequence[Message]], Answer]


class ScriptedModel:
    """Answers in order, or by a function of the messages; an answer that is an error is raised.

    An error's ``partial`` is streamed first. ``requests`` keeps what was asked. Asking more often than there
    are answers raises ``LookupError``, which is a mistake of the script and no ``ModelError``.
    """

    def __init__(self, answers: Sequence[Answer] | Answerer, *, name: str = "scripted", size: int = 4) -> None:
        self._answers: Answerer = answers if callable(answers) else self._in_order(list(answers))
        self._size = size
        self.name = name
        self.requests: list[tuple[Message, ...]] = []

    def _in_order(self, answers: list[Answer]) -> Answerer:
        def answer(_messages: Sequence[Message]) -> Answer:
            asked = len(self.requests)
            if asked > len(answers):
                raise LookupError(f"脚本里只有{len(answers)}个回答，却问了第{asked}次")
            return answers[asked - 1]

        return answer

    def stream(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> Iterator[str]:  # noqa: ARG002
        """Yield the next answer in pieces of ``size`` characters."""
        self.requests.append(tuple(messages))
        answer = self._answers(messages)
        text = answer.partial if isinstance(answer, ModelError) else answer
        for at in range(0, len(text), self._size):
            yield text[at : at + self._size]
        if isinstance(answer, ModelError):
            raise answer

    def complete(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> str:
        """Return the next answer whole."""
        return "".join(self.stream(messages, max_tokens=max_tokens))
