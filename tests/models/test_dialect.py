"""The form of a request: what a preset says of it, and what a refusal teaches."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.models.dialect import Dialect, Memory, folded
from assistant.models.port import Message
from assistant.models.presets import PRESETS, UNKNOWN, preset_named

TURNS = [Message("system", "规矩"), Message("user", "写"), Message("assistant", "写了"), Message("user", "再写")]


def roles(body: dict[str, Any]) -> list[str]:
    return [turn["role"] for turn in body["messages"]]


def test_folding_keeps_all_the_text_and_the_turns() -> None:
    assert folded(TURNS) == [Message("user", "规矩\n\n写"), *TURNS[2:]]
    assert folded(TURNS[:1]) == [Message("user", "规矩")]
    assert folded(TURNS[1:]) == TURNS[1:]
    assert folded([TURNS[0], TURNS[2]]) == [Message("user", "规矩"), TURNS[2]]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda p: p.slug)
def test_every_preset_gives_a_form(preset: Any) -> None:
    body = Memory().of(preset.base_url, preset.model, preset).body(preset.model, TURNS, 100)
    assert body[preset.limit] == 100
    assert ("system" in roles(body)) is preset.system
    assert ("stream_options" in body) is preset.usage
    assert body["stream"] is True


def test_no_limit_is_sent_where_none_is_asked_for() -> None:
    assert not {"max_tokens", "max_completion_tokens"} & Dialect().body("m", TURNS, None).keys()


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", "limit"),
        ("body.max_tokens Extra inputs are not permitted", "limit"),
        ("Range of max_tokens should be [1, 8192]", ""),
        ("max_tokens is too large: 99999", ""),
        ("unknown field stream_options", "usage"),
        ("Unrecognized request argument supplied: include_usage", "usage"),
        ("System role not supported", "system"),
        ("Unsupported value: 'messages[0].role' does not support 'system' with this model.", "system"),
        ("Only user and assistant roles are supported! system is unsupported", "system"),
        ("不支持 system 角色", "system"),
        ("the system is busy", ""),
        ("temperature must be 1", ""),
    ],
)
def test_what_a_refusal_teaches(said: str, changed: str) -> None:
    form = Dialect()
    body = form.body("m", TURNS, 100)
    after = form.after(said, body)
    assert (after.learned if after else set()) == ({changed} if changed else set())
    if after:
        assert after.body("m", TURNS, 100) != body
        assert after.after(said, after.body("m", TURNS, 100)) is None, "each part is changed once"


def test_a_second_switch_of_the_limit_does_not_go_back() -> None:
    form = Dialect().after("unknown field max_tokens", Dialect().body("m", TURNS, 9))
    assert form
    assert form.after("unknown field max_completion_tokens", form.body("m", TURNS, 9)) is None


@pytest.mark.parametrize(
    ("model", "slug", "held"),
    [("DeepSeek-R1-Distill", "vllm", True), ("qwq:32b", "ollama", True), ("Qwen3-4B-Thinking", "", True),
     ("deepseek-reasoner", "deepseek", False), ("qwen3:8b", "ollama", False), ("r1bbon", "", False)],
)  # fmt: skip
def test_which_models_may_think_aloud(model: str, slug: str, held: bool) -> None:
    preset = preset_named(slug) if slug else UNKNOWN
    assert Memory().of("http://a/v1", model, preset).thinks_aloud is held


def test_what_was_learned_is_kept_by_address_and_model() -> None:
    memory = Memory()
    memory.learn("http://a/v1", "m", Dialect(system=False))
    assert not memory.of("http://a/v1", "m", UNKNOWN).system
    assert memory.of("http://a/v1", "n", UNKNOWN).system
    assert memory.of("http://b/v1", "m", UNKNOWN).system
