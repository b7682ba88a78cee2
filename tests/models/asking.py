"""Asking the fake endpoint, and the checks that hold for every failure."""

from __future__ import annotations

import traceback
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.errors import ModelError
from assistant.models.openai_chat import OpenAIChat
from assistant.models.port import Message
from assistant.settings import Settings
from tests.fake_endpoint import FakeEndpoint, Reply

KEY = "sk-secret-0123456789"
ASK = [Message("system", "你是助手"), Message("user", "写一段")]
TEXT = "今年签订工资集体协议{F12}，比去年增加{diff F12 F13}。"


def model(endpoint: FakeEndpoint, **changes: Any) -> OpenAIChat:
    values = {"base_url": endpoint.url, "model": "m", "api_key": SecretStr(KEY), "timeout": 8.0} | changes
    return OpenAIChat(Settings(**values))


def failure(endpoint: FakeEndpoint, reply: Reply, kind: type[ModelError], **changes: Any) -> str:
    """Ask, expect that error, and return its sentence after the checks that hold for every one."""
    endpoint.answer = reply
    with pytest.raises(kind) as caught:
        list(model(endpoint, **changes).stream(ASK))
    error = caught.value
    assert type(error) is kind
    told = "".join(traceback.format_exception(error)) + repr(error)
    assert KEY not in told
    assert error.__cause__ is None
    assert error.__context__ is None
    sentence = str(error)
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    assert "请" in sentence
    return sentence
