"""How one endpoint wants to be asked: what its preset says, and what it has taught us by refusing."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.models.port import Message
from assistant.models.presets import Preset

LIMITS = ("max_tokens", "max_completion_tokens")
_REFUSED_SYSTEM = re.compile(
    r"(?i)system.{0,60}(not.{0,12}support|unsupport|not allowed|invalid)"
    r"|(not.{0,12}support|unsupport|invalid|only).{0,60}\bsystem\b|system.{0,12}角色|不支持.{0,12}system"
)
_TOO_LARGE = re.compile(
    r"(?i)range|between|too (large|big|many|long)|at most|less than|exceed|greater than|最大|超过|范围"
)
_THINKS = re.compile(r"(?i)\br1\b|[-/]r1|qwq|think|reason")


@dataclass(frozen=True, slots=True)
class Dialect:
    """The form of a request; ``learned`` names what was changed after a refusal, each once."""

    system: bool = True  # knows the system role
    limit: str = LIMITS[0]  # its name for the limit on an answer's length
    usage: bool = True  # may be asked for the usage of a stream
    thinks_aloud: bool = False  # may begin with thoughts that only </think> ends
    learned: frozenset[str] = frozenset()

    def body(self, model: str, messages: Sequence[Message], max_tokens: int | None) -> dict[str, Any]:
        """Return what to send."""
        turns = [{"role": m.role, "content": m.text} for m in (messages if self.system else folded(messages))]
        body: dict[str, Any] = {"model": model, "messages": turns, "stream": True}
        if self.usage:
            body["stream_options"] = {"include_usage": True}
        if max_tokens is not None:
            body[self.limit] = max_tokens
        return body

    def after(self, said: str, body: dict[str, Any]) -> Dialect | None:
        """Return the form to try next where a refusal names a part of ``body``, each part once; else None."""
        if self.limit in body and self.limit in said and not _TOO_LARGE.search(said):
            return self._with("limit", limit=next(name for name in LIMITS if name != self.limit))
        if "stream_options" in body and re.search(r"stream_options|include_usage", said):
            return self._with("usage", usage=False)
        if self.system and _REFUSED_SYSTEM.search(said) and any(turn["role"] == "system" for turn in body["messages"]):
            return self._with("system", system=False)
        return None

    def _with(self, what: str, **changes: Any) -> Dialect | None:
        return None if what in self.learned else replace(self, learned=self.learned | {what}, **changes)


def folded(messages: Sequence[Message]) -> list[Message]:
    """Return the messages with the system's text in front of the first of the user's."""
    system = "\n\n".join(m.text for m in messages if m.role == "system")
    rest = [m for m in messages if m.role != "system"]
    if system and rest and rest[0].role == "user":
        return [Message("user", f"{system}\n\n{rest[0].text}"), *rest[1:]]
    return [Message("user", system), *rest] if system else rest


class Memory:
    """What the endpoints of this process have taught, by address and model."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._known: dict[tuple[str, str], Dialect] = {}

    def of(self, address: str, model: str, preset: Preset) -> Dialect:
        """Return how to ask that model."""
        with self._guard:
            known = self._known.get((address, model))
        aloud = not preset.apart and bool(_THINKS.search(model))
        return known or Dialect(preset.system, preset.limit, preset.usage, aloud)

    def learn(self, address: str, model: str, dialect: Dialect) -> None:
        """Remember it until the program ends."""
        with self._guard:
            self._known[address, model] = dialect


MEMORY = Memory()
