"""The OpenAI-compatible model over real HTTP: every failure is one of ours, one Chinese sentence, no key."""

from __future__ import annotations

import json
import logging
import socket
import subprocess
import sys
from contextlib import closing

import pytest
from pydantic import SecretStr

from assistant.errors import (
    BadAnswer,
    BrokenStream,
    Filtered,
    InputError,
    ModelError,
    NotAModel,
    NotConfigured,
    RateLimited,
    ServerFault,
    TimedOut,
    Unauthorised,
    UnknownModel,
    Unreachable,
)
from assistant.models import openai_chat
from assistant.models.openai_chat import OpenAIChat
from assistant.models.port import ChatModel
from assistant.settings import Settings
from tests.fake_endpoint import FakeEndpoint, Reply
from tests.models.asking import ASK, KEY, TEXT, failure, model


def test_it_is_a_chat_model_and_streams(endpoint: FakeEndpoint) -> None:
    chat: ChatModel = model(endpoint)
    pieces = list(chat.stream(ASK))
    assert "".join(pieces) == TEXT
    assert len(pieces) > 3
    assert all(pieces)
    assert chat.name == "m"
    assert chat.complete(ASK) == TEXT


def test_what_is_sent(endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-1")
    model(endpoint).complete(ASK, max_tokens=99)
    (request,) = endpoint.requests
    assert request.body["messages"] == [
        {"role": "system", "content": "你是助手"},
        {"role": "user", "content": "写一段"},
    ]
    assert request.body["max_tokens"] == 99
    assert set(request.body) == {"messages", "model", "stream", "stream_options", "max_tokens"}
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert not [name for name in request.headers if name.startswith(("x-stainless", "openai-"))]


def test_no_key_is_needed_and_none_is_sent(endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert model(endpoint, api_key=SecretStr("")).complete(ASK) == TEXT
    assert "authorization" not in endpoint.requests[0].headers


ELSEWHERE = [
    "HTTP_PROXY",
    "ALL_PROXY",
    "OPENAI_PROXY",
    "OPENAI_BASE_URL",
    "OPENAI_API_BASE",
    "LANGSMITH_GATEWAY",
]


@pytest.mark.parametrize("name", [*ELSEWHERE, "LC_OUTPUT_VERSION"])
def test_the_environment_does_not_lead_elsewhere(
    endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "v1" if name.startswith("LC") else "http://127.0.0.1:9/")
    assert model(endpoint).complete(ASK) == TEXT


def test_nothing_is_logged_of_notes_or_key(endpoint: FakeEndpoint, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    model(endpoint).complete(ASK)
    assert KEY not in caplog.text
    assert "写一段" not in caplog.text


@pytest.mark.parametrize(
    "reply",
    [
        Reply(TEXT, comments=True),
        Reply(TEXT, thinking="先想一想"),
        Reply(f"<think>先想{{F1}}</think>\n\n{TEXT}", size=1),
        Reply(TEXT, finish=None),  # only [DONE]
        Reply(TEXT, done=False),  # only finish_reason
        Reply(raw=json.dumps({"choices": [{"message": {"content": TEXT}}]}), content_type="application/json"),
    ],
    ids=["comments", "reasoning_content", "think", "no-finish", "no-done", "not-streamed"],
)
def test_every_way_of_answering_gives_the_text_alone(endpoint: FakeEndpoint, reply: Reply) -> None:
    endpoint.answer = reply
    assert model(endpoint).complete(ASK) == TEXT


@pytest.mark.parametrize("text", ["<think>", "<thin", "<表1> 见下", "前<think>后</think>"])
def test_what_only_looks_like_thoughts_stays(endpoint: FakeEndpoint, text: str) -> None:
    endpoint.answer = Reply(text, size=2)
    if text == "<think>":
        assert "没有给出任何文字" in failure(endpoint, Reply(text), BadAnswer)
    else:
        assert model(endpoint).complete(ASK) == text


@pytest.mark.parametrize(
    ("settings", "kind", "said"),
    [
        (Settings(), NotConfigured, "接口地址和模型名称"),
        (Settings(base_url="http://a/v1"), NotConfigured, "模型名称"),
        (Settings(base_url="a/v1", model="m"), InputError, "http://"),
        (Settings(base_url="http://a/v1", model="m", api_key=SecretStr("密 钥")), InputError, "重新复制"),
    ],
)
def test_settings_that_cannot_be_used(settings: Settings, kind: type[Exception], said: str) -> None:
    with pytest.raises(kind, match=said):
        OpenAIChat(settings)
    assert not openai_chat.test_connection(settings).ok


def test_nothing_listens(endpoint: FakeEndpoint) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        sentence = failure(endpoint, Reply(), Unreachable, base_url=address)
    assert address in sentence
    assert "已经启动" in sentence


def test_no_such_host(endpoint: FakeEndpoint) -> None:
    assert "找不到服务器 no.such.invalid" in failure(
        endpoint, Reply(), Unreachable, base_url="http://no.such.invalid/v1", timeout=5.0
    )


def test_https_asked_of_a_plain_server(endpoint: FakeEndpoint) -> None:
    address = endpoint.url.replace("http://", "https://")
    assert "安全证书" in failure(endpoint, Reply(), Unreachable, base_url=address)


@pytest.mark.parametrize(
    ("reply", "kind", "said"),
    [
        (Reply(status=401, error=f"Incorrect API key: {KEY}"), Unauthorised, "不接受现在的密钥（401）"),
        (Reply(status=403, html=True), Unauthorised, "（403）"),
        (Reply(status=402, error="Insufficient Balance"), RateLimited, "余额或额度不足（402）"),
        (Reply(status=429, error="You exceeded your current quota"), RateLimited, "余额或额度不足（429）"),
        (Reply(status=429, headers={"Retry-After": "80"}), RateLimited, "请等 80 秒再试"),
        (Reply(status=429), RateLimited, "一两分钟"),
        (Reply(status=404, error="The model `m` does not exist"), UnknownModel, "没有模型“m”（404）"),
        (Reply(status=404, html=True), UnknownModel, "它现有的模型是：m"),
        (Reply(status=400, error="Model Not Exist"), UnknownModel, "没有模型“m”（400）"),
        (Reply(status=400, error="maximum context length is 8192"), BadAnswer, "一次能读的长度"),
        (Reply(status=400, error=f"bad thing {KEY} here"), BadAnswer, "对方说明：bad thing *** here"),
        (Reply(status=422, error={"detail": "no"}), BadAnswer, "拒绝了这次请求（422）"),
        (Reply(status=500, error="boom"), ServerFault, "（500），请过几分钟再试，或在“设置”里换一个接口（"),
        (Reply(status=502, html=True), ServerFault, "（502）"),
        (Reply(status=504), TimedOut, "等得太久，放弃了（504）"),
        (Reply(status=308, headers={"Location": "https://b.cn/v1/chat/completions"}), NotAModel, "已转到 https://b.cn/v1，"),
        (Reply(html=True), NotAModel, "返回的是网页"),
        (Reply(raw='{"msg": "参数不对"}', content_type="application/json"), NotAModel, "对方说明：参数不对"),
        (Reply(raw="data: {not json}\n\n"), NotAModel, "回答读不懂"),
        (Reply(raw='data: {"choices": [5]}\n\n'), NotAModel, "回答读不懂"),
        (Reply(""), BadAnswer, "没有给出任何文字（模型“m”）"),
        (Reply("<think>想不完"), BadAnswer, "没有给出任何文字"),
        (Reply(first_pause=3), TimedOut, "0.5 秒内没有回应"),
        (Reply(cut="error", error="overloaded"), ServerFault, "overloaded"),
        (Reply(cut="error", error={"error": {"message": "slow", "code": 429}}), RateLimited, "slow"),
        (Reply(raw=" ", content_type="application/json"), NotAModel, "回答读不懂"),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:Pydantic serializer")
def test_every_failure_before_the_first_word(
    endpoint: FakeEndpoint, reply: Reply, kind: type[ModelError], said: str
) -> None:
    sentence = failure(endpoint, reply, kind, timeout=0.5 if reply.first_pause else 8.0)
    assert said in sentence
    assert endpoint.url in sentence or "模型“m”" in sentence


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(TEXT, finish=None, done=False), BrokenStream),
        (Reply(TEXT, cut="close"), BrokenStream),
        (Reply(TEXT, cut="reset"), BrokenStream),
        (Reply(TEXT, cut="chunked"), BrokenStream),
        (Reply(TEXT, cut="error", error=f"overloaded {KEY}"), BrokenStream),
        (Reply(TEXT, finish="length"), BrokenStream),
        (Reply(TEXT, finish="content_filter"), Filtered),
    ],
)
def test_a_failure_in_the_middle_keeps_what_had_arrived(
    endpoint: FakeEndpoint, reply: Reply, kind: type[ModelError]
) -> None:
    failure(endpoint, reply, kind)
    with pytest.raises(kind) as caught:
        model(endpoint).complete(ASK)
    assert caught.value.partial == TEXT


def test_silence_in_the_middle_keeps_what_had_arrived(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply("甲乙", size=1, pause=0.3)
    assert model(endpoint).complete(ASK) == "甲乙"
    endpoint.answer = Reply("甲乙", size=1, pause=0.3)
    with pytest.raises(TimedOut) as caught:
        model(endpoint, timeout=0.2).complete(ASK)
    assert caught.value.partial == ""


def test_a_passing_fault_is_tried_once_more(endpoint: FakeEndpoint) -> None:
    endpoint.answer = lambda _: Reply(status=503) if len(endpoint.requests) == 1 else TEXT
    assert model(endpoint).complete(ASK) == TEXT
    endpoint.answer = lambda _: Reply(status=429, headers={"Retry-After": "0"}) if len(endpoint.requests) == 3 else TEXT
    assert model(endpoint).complete(ASK) == TEXT
    assert len(endpoint.requests) == 4


@pytest.mark.parametrize(
    ("reply", "times"),
    [
        (Reply(status=503), 2),
        (Reply(status=401), 1),
        (Reply(status=429), 3),
        (Reply(status=429, error="insufficient quota"), 1),
        (Reply(status=429, headers={"Retry-After": "61"}), 1),
        (Reply(first_pause=3), 1),
        (Reply(""), 2),
        (Reply(TEXT, cut="reset"), 4),
    ],
)
def test_how_often_a_failure_is_tried(endpoint: FakeEndpoint, reply: Reply, times: int) -> None:
    endpoint.answer = reply
    with pytest.raises(ModelError):
        model(endpoint, timeout=0.2 if reply.first_pause else 8.0).complete(ASK)
    assert len(endpoint.requests) == times


def test_closing_the_stream_hangs_up(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply(TEXT * 100, size=1)
    pieces = model(endpoint).stream(ASK)
    assert next(pieces) == "今"
    pieces.close()  # type: ignore[attr-defined]
    assert list(pieces) == []


def test_a_key_never_shows_in_the_model(endpoint: FakeEndpoint) -> None:
    chat = model(endpoint)
    assert KEY not in repr(chat) + str(vars(chat))


def test_a_key_pasted_into_another_field_is_not_shown(endpoint: FakeEndpoint) -> None:
    failure(endpoint, Reply(status=404), UnknownModel, model=f"m-{KEY}")


def test_connection_report(endpoint: FakeEndpoint) -> None:
    settings = Settings(base_url=endpoint.url, model="m", api_key=SecretStr(KEY), timeout=8.0)
    good = openai_chat.test_connection(settings)
    assert good.ok
    assert "连接成功：模型“m”" in good.message
    endpoint.answer = Reply(status=401, error=KEY)
    bad = openai_chat.test_connection(settings)
    assert not bad.ok
    assert "不接受现在的密钥" in bad.message
    assert KEY not in bad.message


def test_importing_the_module_costs_nothing() -> None:
    code = (
        "import sys, assistant.models.openai_chat;"
        "heavy = {'openai', 'langchain_openai', 'langchain_core', 'httpx', 'httpx2', 'langsmith'};"
        "sys.exit(' '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
