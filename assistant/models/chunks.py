"""Reading one chunk of a streamed answer, in any vendor's form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.models.usage import Usage, usage_in

THOUGHTS = ("reasoning_content", "reasoning", "thinking")  # DeepSeek, Qwen, GLM, Kimi; vLLM, Ollama; others


@dataclass(frozen=True, slots=True)
class Delta:
    """What a chunk adds: text, thoughts, why the answer ended, what it used, what the model refused to say."""

    text: str = ""
    thought: str = ""
    finish: str = ""
    usage: Usage | None = None
    refusal: str = ""


def delta_of(chunk: object) -> Delta:
    """Read a chunk, or a whole answer sent at once; raises ``ValueError`` for anything else."""
    if not isinstance(chunk, dict):
        raise ValueError("no chunk")  # noqa: TRY004 - the caller tells the user; it is what came that is wrong
    usage = usage_in(chunk.get("usage"))
    choices = chunk.get("choices")
    if not choices:
        if usage is None and "choices" not in chunk:
            raise ValueError("no choices")
        return Delta(usage=usage)
    choice = choices[0] if isinstance(choices, list) else None
    if not isinstance(choice, dict):
        raise ValueError("no choice")  # noqa: TRY004
    said = choice.get("delta") or choice.get("message") or {}
    if not isinstance(said, dict):
        raise ValueError("no delta")  # noqa: TRY004
    text, thought = _content(said.get("content"))
    return Delta(
        text,
        thought + next((_text(said.get(name)) for name in THOUGHTS if said.get(name)), ""),
        str(choice.get("finish_reason") or ""),
        usage or usage_in(choice.get("usage")),  # Moonshot
        _text(said.get("refusal")),
    )


def _content(content: Any) -> tuple[str, str]:
    """Text and thoughts of a content that is a string or a list of parts."""
    if not isinstance(content, list):
        return _text(content), ""
    parts = [part for part in content if isinstance(part, dict)]
    texts = "".join(_text(part.get("text")) for part in parts if part.get("type") in (None, "text"))
    inner = [part.get("thinking") for part in parts if part.get("type") == "thinking"]
    return texts, "".join(_content(one)[0] if isinstance(one, list) else _text(one) for one in inner)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
