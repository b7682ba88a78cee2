"""Tokens that an answer has used: as the endpoint reports them, else as they can be estimated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# tokens a character, https://api-docs.deepseek.com/quick_start/token_usage: 0.6 for Chinese, 0.3 for English
PER_CHINESE, PER_OTHER = 0.6, 0.3


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one answer or of many; ``cached`` is a part of ``prompt``, ``reasoning`` one of ``completion``."""

    prompt: int = 0
    cached: int = 0
    completion: int = 0
    reasoning: int = 0
    estimated: bool = False  # whether any of it is our estimate and not the endpoint's word

    @property
    def total(self) -> int:
        """Prompt and completion together."""
        return self.prompt + self.completion

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.prompt + other.prompt,
            self.cached + other.cached,
            self.completion + other.completion,
            self.reasoning + other.reasoning,
            self.estimated or other.estimated,
        )


def usage_in(record: object) -> Usage | None:
    """Return the usage that a chunk's ``usage`` tells, in any vendor's form; None where it tells nothing."""
    if not isinstance(record, dict):
        return None
    prompt, completion = _count(record, "prompt_tokens"), _count(record, "completion_tokens")
    if not prompt and not completion:
        return None
    cached = (
        _count(record.get("prompt_tokens_details"), "cached_tokens")
        or _count(record, "prompt_cache_hit_tokens")  # DeepSeek
        or _count(record, "cached_tokens")  # Moonshot
    )
    reasoning = _count(record.get("completion_tokens_details"), "reasoning_tokens")
    return Usage(prompt, min(cached, prompt), completion, min(reasoning, completion))


def _count(record: Any, name: str) -> int:
    value = record.get(name) if isinstance(record, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


class Estimate:
    """Counts tokens by characters while an answer arrives, for endpoints that report none."""

    def __init__(self, prompt: str) -> None:
        self._prompt = weight(prompt)
        self._text = self._thoughts = 0.0

    def add(self, text: str = "", thoughts: str = "") -> None:
        """Take in what has arrived."""
        self._text += weight(text)
        self._thoughts += weight(thoughts)

    def usage(self) -> Usage:
        """The estimate so far."""
        thought = round(self._thoughts)
        return Usage(round(self._prompt), 0, round(self._text) + thought, thought, estimated=True)


def weight(text: str) -> float:
    """The tokens that a text is likely to be."""
    chinese = sum(ch >= "\u2e80" for ch in text)
    return chinese * PER_CHINESE + (len(text) - chinese) * PER_OTHER
