"""The port: what the writers ask of a chat model, whichever it is.

::

    watch = Watch()                                    # optional: stop() from any thread, notice while it waits
    answer = model.stream(messages, watch=watch)
    for piece in answer: ...                           # text as it arrives; a piece is never taken back
    answer.completion.usage.total                      # tokens, also after a failure

Every failure is a ``ModelError``: a ``ModelGone`` where asking again for another section is useless, an
``AnswerFault`` where only this answer failed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from assistant.models.usage import Usage

Speaker = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of the conversation."""

    role: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Completion:
    """What an answer came to so far: its text, and what it took to get it."""

    text: str = ""
    usage: Usage = field(default_factory=Usage)
    requests: int = 0  # more than one where it was tried again or asked to go on
    first: float = 0.0  # seconds from asking to the first word
    seconds: float = 0.0


class Watch:
    """The reins of one or more answers: ``stop`` works from any thread, ``notice`` says what is being waited for."""

    def __init__(self, parent: Watch | None = None) -> None:
        self._guard = threading.Lock()
        self._stopped = threading.Event()
        self._calls: list[Callable[[], None]] = []
        self._parent = parent
        self._notice = ""
        if parent is not None:
            parent.on_stop(self.stop)

    @property
    def stopped(self) -> bool:
        """Whether somebody has stopped it."""
        return self._stopped.is_set()

    @property
    def notice(self) -> str:
        """A sentence for the user while a request waits, else empty."""
        return self._notice

    @notice.setter
    def notice(self, sentence: str) -> None:
        self._notice = sentence
        if self._parent is not None:
            self._parent.notice = sentence

    def stop(self) -> None:
        """Stop the answers: their connections are closed at once."""
        with self._guard:
            self._stopped.set()
            calls, self._calls = self._calls, []
        for call in calls:
            call()

    def on_stop(self, call: Callable[[], None]) -> None:
        """Have ``call`` called when it is stopped, at once where it is already."""
        with self._guard:
            if not self._stopped.is_set():
                self._calls.append(call)
                return
        call()

    def forget(self, call: Callable[[], None]) -> None:
        """Take back ``on_stop``."""
        with self._guard:
            self._calls = [kept for kept in self._calls if kept != call]

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until it is stopped; return whether it was."""
        return self._stopped.wait(seconds)

    def close(self) -> None:
        """Let go of the watch that this one was made under."""
        if self._parent is not None:
            self._parent.forget(self.stop)


class Answer(Iterator[str]):
    """A streamed answer: non-empty pieces of its text, ending only when it is whole."""

    def __init__(
        self, pieces: Generator[str, None, None], completion: Callable[[], Completion], watch: Watch | None = None
    ) -> None:
        self._pieces = pieces
        self._completion = completion
        self._watch = watch or Watch()

    def __next__(self) -> str:
        return next(self._pieces)

    @property
    def completion(self) -> Completion:
        """What has come of it by now; final when the iteration has ended, in whichever way."""
        return self._completion()

    def cancel(self) -> None:
        """Stop it from another thread: whoever iterates gets ``Stopped``, and the connection is closed."""
        self._watch.stop()

    def close(self) -> None:
        """Hang up from the thread that iterates."""
        self._pieces.close()


class ChatModel(Protocol):
    """A chat model; safe to use from several threads at once."""

    @property
    def name(self) -> str:
        """The model's name as the user knows it."""
        ...

    @property
    def max_parallel(self) -> int:
        """How many answers may be asked for at the same time, at least 1."""
        ...

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int | None = None, watch: Watch | None = None
    ) -> Answer:
        """Ask, and return the answer as it arrives; ``max_tokens`` limits each request that it takes.

        Iterating raises ``ModelError`` with what had arrived and may be kept as ``partial``.
        """
        ...

    def complete(
        self, messages: Sequence[Message], *, max_tokens: int | None = None, watch: Watch | None = None
    ) -> str:
        """Return the whole answer, which is never empty; raises ``ModelError``."""
        ...
