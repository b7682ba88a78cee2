"""Asking a model what an unclear message wants. Its answer is parsed strictly, asked for once more, then given up."""

from __future__ import annotations

import json

import prompts
from assistant.errors import BadAnswer
from assistant.replies import Ask, asked_twice
from assistant.talking.request import Intent

ALLOWED = frozenset(
    {Intent.REVISE, Intent.NOTES, Intent.ASK, Intent.EXPLAIN, Intent.FINDINGS, Intent.CHATTER, Intent.UNCLEAR}
)
_ONLY_JSON = "\n上次的回答不合格式。只输出一行 JSON，键只有 intent，值只能是上面列出的英文词。"


def classified(text: str, sections: str, ask: Ask) -> Intent:
    """What the model takes the message for; raises ``BadAnswer`` after two answers that are not of the form asked for."""
    question = prompts.render("intent", text=text, sections=sections)
    intent = asked_twice(ask, question, parsed, _ONLY_JSON)
    if intent is not None:
        return intent
    raise BadAnswer("模型两次都没有按格式回答，没看懂这句话想做什么。")


def parsed(answer: str) -> Intent | None:
    """The intent of an answer that is one JSON object with just that key, and one of those allowed; else None."""
    try:
        given = json.loads(answer.strip())
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict) or set(given) != {"intent"} or not isinstance(given["intent"], str):
        return None
    return next((intent for intent in ALLOWED if intent.value == given["intent"]), None)
