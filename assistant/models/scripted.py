"""A chat model whose answers are given beforehand: for tests and demonstrations, without HTTP."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence

from assistant.errors import ModelError, Stopped
from assistant.models.port import Answer, Completion, Message, Watch
from assistant.models.usage import Estimate

Scripted = str | ModelError
Answerer = Callable[[Sequence[Message]], Scripted]


class ScriptedModel:
    """Answers in order, or by a function of the messages; an answer that is an error is raised.

    An error's ``partial`` is streamed first. ``requests`` keeps what was asked. Asking more often than there
    are answers raises ``LookupError``, which is a mistake of the script and no ``ModelError``.
    """

    def __init__(
        self, answers: Sequence[Scripted] | Answerer, *, name: str = "scripted", size: int = 4, max_parallel: int = 1
    ) -> None:
        self._answers: Answerer = answers if callable(answers) else self._in_order(list(answers))
        self._size = size
        self.name = name
        self.max_parallel = max_parallel
        self.requests: list[tuple[Message, ...]] = []

    def _in_order(self, answers: list[Scripted]) -> Answerer:
        def answer(_messages: Sequence[Message]) -> Scripted:
            asked = len(self.requests)
            if asked > len(answers):
                raise LookupError(f"脚本里只有{len(answers)}个回答，却问了第{asked}次")
            return answers[asked - 1]

        return answer

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int | None = None,  # noqa: ARG002
        watch: Watch | None = None,
    ) -> Answer:
        """Return the next answer in pieces of ``size`` characters; its usage is an estimate."""
        own, given = Watch(watch), list[str]()
        estimate = Estimate("".join(message.text for message in messages))

        def pieces() -> Generator[str, None, None]:
            self.requests.append(tuple(messages))
            answer = self._answers(messages)
            text = answer.partial if isinstance(answer, ModelError) else answer
            for at in range(0, len(text), self._size):
                if own.stopped:
                    raise Stopped("已停下大模型。", partial="".join(given))
                given.append(text[at : at + self._size])
                estimate.add(given[-1])
                yield given[-1]
            if isinstance(answer, ModelError):
                raise answer

        return Answer(pieces(), lambda: Completion("".join(given), estimate.usage(), 1), own)

    def complete(
        self, messages: Sequence[Message], *, max_tokens: int | None = None, watch: Watch | None = None
    ) -> str:
        """Return the next answer whole."""
        return "".join(self.stream(messages, max_tokens=max_tokens, watch=watch))
