"""A model asked about an unclear message, over real HTTP: honest, malformed once, malformed twice, and failing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from assistant.errors import BadAnswer
from assistant.manuscript import Manuscript
from assistant.settings import Settings
from assistant.talking.asking import parsed
from assistant.talking.request import Intent
from assistant.writer import Writer, writer_for
from tests.fake_endpoint import FakeEndpoint

UNCLEAR = "感觉差点意思"


@pytest.fixture
def endpoint() -> Iterator[FakeEndpoint]:
    with FakeEndpoint() as running:
        yield running


def understood(endpoint: FakeEndpoint, text: str) -> Intent:
    offline = Writer()
    drafted = offline.write(offline.take(Manuscript("m"), "劳动竞赛19次\n新增会员1850人"))
    settings = Settings(endpoint.url, "m", SecretStr("sk-0123456789"), timeout=5.0)
    return writer_for(settings, choice="model").understood(drafted, text).intent


def test_an_honest_answer_decides(endpoint: FakeEndpoint) -> None:
    endpoint.answer = '{"intent": "revise"}'
    assert understood(endpoint, UNCLEAR) is Intent.REVISE
    assert len(endpoint.requests) == 1


def test_what_the_rules_read_is_not_asked(endpoint: FakeEndpoint) -> None:
    assert understood(endpoint, "第三部分太长") is Intent.REVISE
    assert endpoint.requests == []


def test_a_malformed_answer_is_asked_for_once_more(endpoint: FakeEndpoint) -> None:
    endpoint.answer = lambda _: "改文字吧" if len(endpoint.requests) == 1 else '{"intent": "chatter"}'
    assert understood(endpoint, UNCLEAR) is Intent.CHATTER
    assert "不合格式" in endpoint.requests[1].text


def test_twice_malformed_is_one_clear_sentence(endpoint: FakeEndpoint) -> None:
    endpoint.answer = '{"intent": "delete"}'
    with pytest.raises(BadAnswer, match="没看懂"):
        understood(endpoint, UNCLEAR)
    assert len(endpoint.requests) == 2


@pytest.mark.parametrize(
    "answer",
    ["", "revise", '["revise"]', '{"intent": "undo"}', '{"intent": ["ask"]}', '{"intent": "ask", "call": "rm"}', '```{"intent": "ask"}```', "[" * 9000],
)  # fmt: skip
def test_only_the_form_asked_for_is_taken(answer: str) -> None:
    assert parsed(answer) is None
