"""A real third-party server that speaks OpenAI's protocol: the LiteLLM proxy with mocked answers, without weights.

It pins an older openai, so it has a virtual environment of its own: ``make litellm`` builds it, and
``YOUJU_LITELLM_PYTHON`` names its Python.
"""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.errors import (
    BadAnswer,
    ModelError,
    RateLimited,
    ServerFault,
    Stopped,
    TimedOut,
    Unauthorised,
    UnknownModel,
)
from assistant.models import answering
from assistant.models.metering import Meter, MeteredModel
from assistant.models.openai_chat import OpenAIChat, test_connection
from assistant.settings import Settings
from tests.models.asking import ASK, TEXT

PYTHON = os.environ.get("YOUJU_LITELLM_PYTHON", "")
KEY = "sk-proxy-0123456789"
MOCKS = {
    "good": f"mock_response: '{TEXT}'",
    "limited": "mock_response: litellm.RateLimitError",
    "broken": "mock_response: litellm.InternalServerError",
    "crammed": "mock_response: litellm.ContextWindowExceededError",
    "slow": "mock_response: 好。, mock_delay: 6",
    "busy": "mock_response: 好。, rpm: 1",
}
STARTED = 90  # seconds that it may take on a busy machine

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PYTHON, reason="没有设 YOUJU_LITELLM_PYTHON（make litellm 可以装好），不跑 LiteLLM 的测试"),
]


def config() -> str:
    models = "\n".join(
        f"  - {{model_name: {name}, litellm_params: {{model: openai/mock, api_key: none, {mock}}}}}"
        for name, mock in MOCKS.items()
    )
    return f"""model_list:
{models}
general_settings: {{master_key: {KEY}}}
litellm_settings: {{num_retries: 0, telemetry: false}}
router_settings: {{num_retries: 0, enable_pre_call_checks: true}}
"""


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running proxy."""
    folder = tmp_path_factory.mktemp("litellm")
    (folder / "config.yaml").write_text(config(), encoding="utf-8")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
    command = [
        str(Path(PYTHON).parent / "litellm"),
        "--config",
        "config.yaml",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with (folder / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=subprocess.STDOUT)
        try:
            until = time.monotonic() + STARTED
            while time.monotonic() < until and server.poll() is None:
                with closing(socket.socket()) as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            else:
                pytest.fail(f"LiteLLM 没有起来：{(folder / 'log').read_text(encoding='utf-8')[-2000:]}")
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()
            try:
                server.wait(20)  # it first finishes what it was asked
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def chat(proxy: str, name: str, **changes: Any) -> OpenAIChat:
    values = {"base_url": proxy, "model": name, "api_key": SecretStr(KEY), "timeout": 15.0, "preset": "litellm"}
    return OpenAIChat(Settings(**(values | changes)))


def failure(proxy: str, name: str, kind: type[ModelError], **changes: Any) -> str:
    with pytest.raises(kind) as caught:
        chat(proxy, name, **changes).complete(ASK)
    sentence = str(caught.value)
    assert sentence.endswith("。")
    assert KEY not in sentence
    return sentence


def test_it_streams_and_reports_its_usage(proxy: str) -> None:
    meter = Meter()
    answer = MeteredModel(chat(proxy, "good"), meter).stream(ASK, max_tokens=500)
    pieces = list(answer)
    assert "".join(pieces) == TEXT
    assert len(pieces) > 3
    assert not answer.completion.usage.estimated
    assert meter.usage.completion > 10
    assert meter.usage.prompt > 5


def test_the_connection_test(proxy: str) -> None:
    report = test_connection(Settings(base_url=proxy, model="good", api_key=SecretStr(KEY), preset="litellm"))
    assert report.ok
    assert "模型“good”（LiteLLM（网关））" in report.message


def test_a_real_429_is_tried_again_and_then_told(proxy: str) -> None:
    answer = chat(proxy, "limited").stream(ASK)
    with pytest.raises(RateLimited, match="请求太频繁（429）"):
        list(answer)
    assert answer.completion.requests == len(answering.RATE_PAUSES) + 1


def test_a_limit_of_requests_a_minute(proxy: str) -> None:
    """The proxy counts by the minute: the first goes through, one of the next is refused with a 429 of its own."""
    busy = chat(proxy, "busy")
    assert busy.complete(ASK) == "好。"
    with pytest.raises(RateLimited, match="请求太频繁（429）"):
        [busy.complete(ASK) for _ in range(3)]


def test_a_fault_of_the_server(proxy: str) -> None:
    assert "自己出了故障（500）" in failure(proxy, "broken", ServerFault)


def test_more_than_the_model_can_read(proxy: str) -> None:
    assert "一次能读的长度" in failure(proxy, "crammed", BadAnswer)


def test_an_unknown_model_is_told_with_the_known_ones(proxy: str) -> None:
    sentence = failure(proxy, "nope", UnknownModel)
    assert "没有模型“nope”（400）" in sentence
    assert "good" in sentence


def test_a_wrong_key(proxy: str) -> None:
    assert "不接受现在的密钥" in failure(proxy, "good", Unauthorised, api_key=SecretStr("sk-wrong-9876543210"))


def test_no_answer_in_time(proxy: str) -> None:
    assert "在 1 秒内没有回应" in failure(proxy, "slow", TimedOut, timeout=1.0)


def test_a_stop_while_it_thinks(proxy: str) -> None:
    answer = chat(proxy, "slow").stream(ASK)
    threading.Timer(0.5, answer.cancel).start()
    began = time.monotonic()
    with pytest.raises(Stopped):
        list(answer)
    assert time.monotonic() - began < 2
