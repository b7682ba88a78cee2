"""The port: what the writers ask of a chat model, whichever it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Speaker = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of the conversation."""

    role: Speaker
    text: str


class ChatModel(Protocol):
    """A chat model. Every failure is a ``ModelError`` whose ``partial`` holds the text that had arrived."""

    @property
    def name(self) -> str:
        """The model's name as the user knows it."""
        ...

    def stream(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> Iterator[str]:
        """Yield the answer in non-empty pieces as they arrive; ends only when the answer is whole."""
        ...

    def complete(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> str:
        """Return the whole answer, which is never empty."""
        ...
