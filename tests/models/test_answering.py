"""One answer over many requests, over real HTTP: each whim of an endpoint is a test."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from assistant.errors import BadAnswer, BrokenStream, Filtered, ModelError, RateLimited, ServerFault, Stopped, TimedOut
from assistant.models import answering
from assistant.models.answering import RESUMES
from assistant.models.port import Watch
from tests.fake_endpoint import Answer, FakeEndpoint, Reply, Request
from tests.models.asking import ASK, KEY, TEXT, failure, model

FIRST, SECOND, THIRD = "今年签订集体协议{F12}。", "培训职工{F3}，比去年多。", "困难职工走访到户。"


def in_turn(*answers: Answer) -> Callable[[Request], Answer]:
    rest = iter(answers)
    return lambda _: next(rest)


def threads() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name == "youju-model"]


# thoughts


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning", "thinking"])
def test_thoughts_of_their_own_field_are_counted_and_not_shown(endpoint: FakeEndpoint, name: str) -> None:
    endpoint.answer = Reply(TEXT, thinking="先看一看笔记" * 10, thinking_field=name)
    answer = model(endpoint).stream(ASK)
    assert "".join(answer) == answer.completion.text == TEXT
    assert answer.completion.usage.reasoning == 36


def test_thoughts_in_tags_are_counted_and_not_shown(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply(f"<think>{'先看一看笔记' * 10}</think>\n{TEXT}")
    answer = model(endpoint).stream(ASK)
    assert "".join(answer) == TEXT
    assert answer.completion.usage.reasoning == 36


def test_thoughts_in_parts_of_the_content(endpoint: FakeEndpoint) -> None:
    parts = [{"type": "thinking", "thinking": [{"type": "text", "text": "想"}]}, {"type": "text", "text": TEXT}]
    chunk = {"choices": [{"delta": {"content": parts}, "finish_reason": "stop"}]}
    endpoint.answer = Reply(raw=f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n")
    assert model(endpoint).complete(ASK) == TEXT


def test_a_model_known_to_think_aloud_is_held_back_until_it_has_done_so(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply(f"先看看笔记\n</think>\n\n{TEXT}")
    assert model(endpoint, model="DeepSeek-R1-Distill-Qwen-7B").complete(ASK) == TEXT


def test_thoughts_without_a_mark_are_void_once_and_held_back_from_then_on(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply(f"先看看笔记。\n</think>\n\n{TEXT}")
    with pytest.raises(BadAnswer, match="思考过程混进了回答") as caught:
        model(endpoint).complete(ASK)
    assert caught.value.partial == ""
    assert model(endpoint).complete(ASK) == TEXT


def test_nothing_but_thoughts_up_to_the_limit(endpoint: FakeEndpoint) -> None:
    sentence = failure(endpoint, Reply("", thinking="想" * 50, finish="length"), BadAnswer)
    assert "只顾着思考" in sentence
    assert len(endpoint.requests) == 1


# the form of a request


def test_a_limit_of_the_wrong_name_is_renamed_once_and_remembered(endpoint: FakeEndpoint) -> None:
    def picky(request: Request) -> Answer:
        told = "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead."
        return Reply(status=400, error=told) if "max_tokens" in request.body else TEXT

    endpoint.answer = picky
    chat = model(endpoint)
    assert chat.complete(ASK, max_tokens=9) == TEXT
    assert model(endpoint).complete(ASK, max_tokens=9) == TEXT
    assert ["max_tokens" in request.body for request in endpoint.requests] == [True, False, False]
    assert endpoint.requests[-1].body["max_completion_tokens"] == 9


def test_a_limit_that_no_name_suits_is_told(endpoint: FakeEndpoint) -> None:
    endpoint.answer = lambda r: Reply(
        status=400, error=f"unknown field {next(n for n in r.body if n.startswith('max'))}"
    )
    with pytest.raises(BadAnswer, match="拒绝了这次请求（400）"):
        model(endpoint).complete(ASK, max_tokens=9)
    assert len(endpoint.requests) == 2


def test_a_system_role_that_is_refused_is_folded_into_the_user_s(endpoint: FakeEndpoint) -> None:
    def picky(request: Request) -> Answer:
        has = request.body["messages"][0]["role"] == "system"
        return Reply(status=400, error="System role not supported") if has else TEXT

    endpoint.answer = picky
    assert model(endpoint).complete(ASK) == TEXT
    assert model(endpoint).complete(ASK) == TEXT
    assert endpoint.requests[-1].body["messages"] == [{"role": "user", "content": "你是助手\n\n写一段"}]
    assert len(endpoint.requests) == 3


def test_usage_is_not_asked_for_where_that_is_refused(endpoint: FakeEndpoint) -> None:
    detail = [{"loc": ["body", "stream_options"], "msg": "Extra inputs are not permitted"}]
    endpoint.answer = lambda r: Reply(status=422, error={"detail": detail}) if "stream_options" in r.body else TEXT
    answer = model(endpoint).stream(ASK)
    assert "".join(answer) == TEXT
    assert answer.completion.usage.estimated
    assert answer.completion.requests == 2


# usage


@pytest.mark.parametrize(
    "reply",
    [
        Reply(TEXT, usage={"prompt_tokens": 40, "completion_tokens": 30,
                           "prompt_tokens_details": {"cached_tokens": 16}, "completion_tokens_details": {"reasoning_tokens": 8}}),
        Reply(TEXT, usage={"prompt_tokens": 40, "completion_tokens": 30, "prompt_cache_hit_tokens": 16,
                           "completion_tokens_details": {"reasoning_tokens": 8}}),
        Reply(TEXT, usage_in_choice={"prompt_tokens": 40, "completion_tokens": 30, "cached_tokens": 16,
                                     "completion_tokens_details": {"reasoning_tokens": 8}}),
    ],
    ids=["openai", "deepseek", "moonshot"],
)  # fmt: skip
def test_usage_in_every_vendor_s_form(endpoint: FakeEndpoint, reply: Reply) -> None:
    endpoint.answer = reply
    answer = model(endpoint).stream(ASK)
    assert "".join(answer) == TEXT
    used = answer.completion.usage
    assert (used.prompt, used.cached, used.completion, used.reasoning, used.estimated) == (40, 16, 30, 8, False)


def test_missing_usage_is_estimated_and_marked(endpoint: FakeEndpoint) -> None:
    answer = model(endpoint).stream(ASK)
    list(answer)
    assert answer.completion.usage.estimated
    assert answer.completion.usage.completion > 10


def test_usage_of_all_requests_is_summed(endpoint: FakeEndpoint) -> None:
    used = {"prompt_tokens": 40, "completion_tokens": 30}
    endpoint.answer = in_turn(Reply(FIRST, finish="length", usage=used), Reply(SECOND, usage=used))
    answer = model(endpoint).stream(ASK)
    assert "".join(answer) == FIRST + SECOND
    assert (answer.completion.usage.prompt, answer.completion.usage.completion) == (80, 60)
    assert not answer.completion.usage.estimated


# going on


@pytest.mark.parametrize(
    "cut",
    [
        Reply(finish="length"),
        Reply(cut="close", done=False, finish=None),
        Reply(cut="reset"),
        Reply(cut="chunked"),
        Reply(cut="error", error="upstream overloaded"),
        Reply(finish="insufficient_system_resource"),
    ],
    ids=["length", "closed", "reset", "inside a chunk", "error event", "out of resources"],
)
@pytest.mark.parametrize(
    ("said", "rest"),
    [
        (FIRST, SECOND + THIRD),
        (FIRST + "培训职", SECOND + THIRD),  # begins the half sentence anew
        (FIRST + "培训职工{F3}，比去", "{F3}，比去年多。" + THIRD),  # with its last few characters
        (FIRST + "培训职工{F3}，比去", FIRST + SECOND + THIRD),  # tells a sentence twice
        (FIRST + SECOND, f"好的，接着写。{THIRD}"),
        ("今年签订集", FIRST + SECOND + THIRD),  # no whole sentence yet
    ],
    ids=["whole", "half", "tail", "repeated", "chatty", "first"],
)
def test_a_cut_is_gone_on_with_and_nothing_is_doubled(endpoint: FakeEndpoint, cut: Reply, said: str, rest: str) -> None:
    endpoint.answer = in_turn(replace(cut, text=said), Reply(rest, size=2))
    answer = model(endpoint).stream(ASK)
    assert "".join(answer) == FIRST + SECOND + THIRD
    assert answer.completion.requests == 2
    turns = endpoint.requests[1].body["messages"]
    assert turns[:2] == endpoint.requests[0].body["messages"]
    kept = said[: said.rfind("。") + 1]
    assert [turn["content"] for turn in turns[2:-1]] == ([kept] if kept else [])
    assert said[len(kept) :] in turns[-1]["content"]


def test_it_is_asked_to_go_on_only_so_often(endpoint: FakeEndpoint) -> None:
    numbers = iter("一二三四五六七八九")
    endpoint.answer = lambda _: Reply(f"这是写出来的第{next(numbers)}句话。", finish="length")
    with pytest.raises(BrokenStream, match="写到长度上限就停了") as caught:
        model(endpoint).complete(ASK)
    assert len(endpoint.requests) == RESUMES + 1
    assert caught.value.partial == "".join(f"这是写出来的第{n}句话。" for n in "一二三四")


def test_a_continuation_without_a_seam_is_not_joined(endpoint: FakeEndpoint) -> None:
    endpoint.answer = in_turn(
        Reply(FIRST + "走访企业并发现", finish="length"),
        Reply("与此无关的另一句话。"),
        Reply("走访企业并发现问题三个。"),
    )
    assert model(endpoint).complete(ASK) == FIRST + "走访企业并发现问题三个。"


def test_nothing_left_to_say(endpoint: FakeEndpoint) -> None:
    endpoint.answer = in_turn(Reply(FIRST + SECOND, finish=None, done=False), Reply("（完）", size=1))
    assert model(endpoint).complete(ASK) == FIRST + SECOND


def test_the_word_for_the_end_is_no_text(endpoint: FakeEndpoint) -> None:
    endpoint.answer = in_turn(Reply(FIRST, finish="length"), Reply(SECOND + "（完）", size=1))
    assert model(endpoint).complete(ASK) == FIRST + SECOND


def test_silence_in_the_middle_is_gone_on_with_once(endpoint: FakeEndpoint) -> None:
    endpoint.answer = in_turn(Reply(FIRST, last_pause=30), Reply(SECOND))
    assert model(endpoint, timeout=0.5, first_timeout=8.0).complete(ASK) == FIRST + SECOND
    endpoint.answer = Reply(FIRST, last_pause=30)
    with pytest.raises(TimedOut, match=r"在 0\.5 秒内没有回应") as caught:
        model(endpoint, timeout=0.5, first_timeout=8.0).complete(ASK)
    assert caught.value.partial == FIRST
    assert len(endpoint.requests) == 4


def test_an_endpoint_that_is_gone_when_asked_to_go_on_keeps_what_it_said(endpoint: FakeEndpoint) -> None:
    endpoint.answer = in_turn(Reply(FIRST, cut="reset"), *[Reply(status=503)] * 9)
    with pytest.raises(ServerFault) as caught:
        model(endpoint).complete(ASK)
    assert caught.value.partial == FIRST


# trying again


@pytest.mark.parametrize(
    "reply", [Reply(""), Reply("<think>想</think>"), Reply("  \n")], ids=["empty", "thoughts", "blank"]
)
def test_an_empty_answer_is_asked_for_once_more(endpoint: FakeEndpoint, reply: Reply) -> None:
    endpoint.answer = in_turn(reply, Reply(TEXT))
    assert model(endpoint).complete(ASK).strip() == TEXT


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("0.2", 0.2), (lambda: format_datetime(datetime.now(UTC) + timedelta(seconds=1.9), usegmt=True), 0.8)],
    ids=["seconds", "date"],
)
def test_retry_after_is_waited_for(endpoint: FakeEndpoint, value: str | Callable[[], str], seconds: float) -> None:
    header = value if isinstance(value, str) else value()
    endpoint.answer = in_turn(Reply(status=429, headers={"Retry-After": header}), Reply(TEXT))
    began = time.monotonic()
    assert model(endpoint).complete(ASK) == TEXT
    assert seconds <= time.monotonic() - began < 4


def test_milliseconds_go_before_seconds(endpoint: FakeEndpoint) -> None:
    headers = {"Retry-After": "9", "retry-after-ms": "50"}
    endpoint.answer = in_turn(Reply(status=429, headers=headers), Reply(TEXT))
    began = time.monotonic()
    assert model(endpoint).complete(ASK) == TEXT
    assert time.monotonic() - began < 3


def test_a_wait_says_how_long_and_can_be_stopped(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply(status=429, headers={"Retry-After": "30"})
    watch, caught = Watch(), list[ModelError]()

    def ask() -> None:
        try:
            model(endpoint).complete(ASK, watch=watch)
        except ModelError as error:
            caught.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    deadline = time.monotonic() + 5
    while not watch.notice and time.monotonic() < deadline:
        time.sleep(0.01)
    assert "正在等它要求的 30 秒" in watch.notice
    watch.stop()
    asking.join(2)
    assert not asking.is_alive()
    assert isinstance(caught[0], Stopped)
    assert watch.notice == ""
    assert len(endpoint.requests) == 1


def test_a_wait_too_long_is_told(endpoint: FakeEndpoint) -> None:
    reply = Reply(status=429, headers={"Retry-After": "600"})
    assert "请等 10 分钟再试" in failure(endpoint, reply, RateLimited)


def test_a_wait_that_the_whole_time_does_not_allow_is_told(endpoint: FakeEndpoint) -> None:
    reply = Reply(status=429, headers={"Retry-After": "30"})
    assert "请等 30 秒再试" in failure(endpoint, reply, RateLimited, total_timeout=20)


# time


def test_keep_alives_are_no_answer_but_bridge_the_wait_for_one(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply(TEXT, first_pause=1.5, heartbeat=0.05)
    with pytest.raises(TimedOut, match=r"在 0\.3 秒内没有回应"):
        model(endpoint, timeout=0.3).complete(ASK)
    assert model(endpoint, timeout=1.0, first_timeout=8.0).complete(ASK) == TEXT


def test_the_whole_time_is_limited(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply(TEXT * 50, size=1, pause=0.05)
    began = time.monotonic()
    with pytest.raises(TimedOut, match=r"超过了 0\.4 秒") as caught:
        model(endpoint, timeout=5.0, total_timeout=0.4).complete(ASK)
    assert time.monotonic() - began < 1.5
    assert (TEXT * 50).startswith(caught.value.partial)
    assert caught.value.partial


def test_a_slow_stream_is_alive_as_long_as_it_says_something(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply("甲乙丙丁", size=1, pause=0.4)
    assert model(endpoint, timeout=1.2).complete(ASK) == "甲乙丙丁"


# stopping


@pytest.mark.parametrize(
    "reply",
    [Reply(TEXT, first_pause=30), Reply(TEXT, first_pause=30, heartbeat=0.05), Reply(TEXT, last_pause=30)],
    ids=["before the headers", "before the first word", "in the middle"],
)
def test_a_stop_from_another_thread_closes_the_connection_at_once(endpoint: FakeEndpoint, reply: Reply) -> None:
    endpoint.answer = reply
    answer = model(endpoint, timeout=20.0).stream(ASK)
    threading.Timer(0.3, answer.cancel).start()
    began = time.monotonic()
    with pytest.raises(Stopped) as caught:
        list(answer)
    assert time.monotonic() - began < 1.5
    assert endpoint.hung_up.wait(1)
    assert caught.value.partial == (TEXT if reply.last_pause else "")
    assert threads() == []


def test_closing_the_iterator_closes_the_connection_at_once(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply(TEXT, size=1, last_pause=30)
    answer = model(endpoint, timeout=20.0).stream(ASK)
    assert next(answer) == "今"
    answer.close()
    assert endpoint.hung_up.wait(1)
    assert threads() == []


def test_one_watch_stops_many_answers(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply(TEXT, last_pause=30)
    watch, ended = Watch(), list[str]()

    def ask() -> None:
        with pytest.raises(Stopped) as caught:
            model(endpoint, timeout=20.0).complete(ASK, watch=watch)
        ended.append(caught.value.partial)

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for one in asking:
        one.start()
    deadline = time.monotonic() + 5
    while len(endpoint.requests) < 4 and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.3)
    watch.stop()
    for one in asking:
        one.join(2)
    assert ended == [TEXT] * 4
    assert threads() == []


def test_a_stopped_watch_asks_nothing(endpoint: FakeEndpoint) -> None:
    watch = Watch()
    watch.stop()
    with pytest.raises(Stopped):
        model(endpoint).complete(ASK, watch=watch)
    assert endpoint.requests == []


def test_nothing_is_left_after_a_whole_answer(endpoint: FakeEndpoint) -> None:
    model(endpoint).complete(ASK)
    time.sleep(0.05)
    assert threads() == []


# answers that are none


def test_events_in_other_line_ends_and_without_blanks(endpoint: FakeEndpoint) -> None:
    chunk = json.dumps({"choices": [{"delta": {"content": TEXT}, "finish_reason": "stop"}]}, ensure_ascii=False)
    endpoint.answer = Reply(raw=f"\ufeff:ok\r\n\r\nevent:message\r\ndata:{chunk}\r\n\r\ndata:[DONE]\r\n\r\n")
    assert model(endpoint).complete(ASK) == TEXT


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "text/html", ""])
def test_events_of_the_wrong_content_type(endpoint: FakeEndpoint, kind: str) -> None:
    chunk = json.dumps({"choices": [{"delta": {"content": TEXT}, "finish_reason": "stop"}]})
    endpoint.answer = Reply(raw=f"data: {chunk}\n\ndata: [DONE]\n\n", content_type=kind)
    assert model(endpoint).complete(ASK) == TEXT


def test_a_whole_answer_of_the_wrong_content_type(endpoint: FakeEndpoint) -> None:
    body = {"choices": [{"message": {"content": TEXT}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 5}}
    endpoint.answer = Reply(raw=json.dumps(body))
    assert model(endpoint).complete(ASK) == TEXT


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        ({"error": {"code": "1113", "message": "您的账户已欠费，请充值后重试"}}, RateLimited, "余额或额度不足（402）"),
        ({"error": {"code": "1301", "message": "系统检测到不安全或敏感内容"}}, Filtered, "内容审查"),
        ({"error": {"code": 429, "message": "slow down"}}, RateLimited, "请求太频繁"),
        ({"error": {"message": "Incorrect API key provided"}}, ModelError, "不接受现在的密钥（401）"),
        ({"error": {"message": "model m does not exist"}}, ModelError, "没有模型“m”（404）"),
        ({"error": "boom"}, ServerFault, "自己出了故障（500）"),
    ],
)
@pytest.mark.parametrize("event", [False, True], ids=["body", "event"])
def test_errors_inside_a_good_answer(
    endpoint: FakeEndpoint, body: dict[str, object], kind: type[ModelError], said: str, event: bool
) -> None:
    text = json.dumps(body)
    endpoint.answer = Reply(raw=f"data: {text}\n\n") if event else Reply(raw=text, content_type="application/json")
    with pytest.raises(kind, match=said):
        model(endpoint).complete(ASK)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=400, error={"error": {"code": "data_inspection_failed", "message": "Output data may be bad"}}),
        Reply(status=400, error="The request was rejected because it was considered high risk"),
        Reply(TEXT, finish="sensitive"),
        Reply(TEXT, finish="content_filter"),
        Reply(raw='data: {"choices": [{"delta": {"refusal": "I cannot"}, "finish_reason": "stop"}]}\n\n'),
    ],
    ids=["qwen", "moonshot", "glm", "openai", "refusal"],
)
def test_the_content_filter_of_every_vendor(endpoint: FakeEndpoint, reply: Reply) -> None:
    assert "内容审查拦下了" in failure(endpoint, reply, Filtered)
    assert len(endpoint.requests) == 1


def test_no_money_told_with_400(endpoint: FakeEndpoint) -> None:
    error = {"error": {"code": "Arrearage", "message": "Access denied, make sure your account is in good standing."}}
    assert "余额或额度不足（400）" in failure(endpoint, Reply(status=400, error=error), RateLimited)


def test_the_models_that_there_are_are_named(endpoint: FakeEndpoint) -> None:
    from assistant.errors import UnknownModel

    endpoint.models = [f"qwen-{n}" for n in range(12)]
    sentence = failure(endpoint, Reply(status=404, error="model not found"), UnknownModel)
    assert "它现有的模型是：qwen-0、" in sentence
    assert "qwen-7等 12 个" in sentence
    endpoint.models = []
    assert "多以 /v1 结尾" in failure(endpoint, Reply(status=404, error="model not found"), UnknownModel)


def test_no_key_in_anything_that_is_kept(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply(status=500, error=f"bad {KEY}")
    answer = model(endpoint).stream(ASK)
    with pytest.raises(ServerFault):
        list(answer)
    assert KEY not in repr(answer.completion) + repr(vars(answering.MEMORY))
