"""Presets: every provider by name and by address, each with the documentation that it rests on."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from assistant.errors import InputError
from assistant.models.dialect import LIMITS
from assistant.models.presets import PRESETS, UNKNOWN, Preset, preset_at, preset_named
from assistant.settings import checked_url


def test_every_provider_that_we_name_is_there() -> None:
    assert {preset.slug for preset in PRESETS} == {
        "deepseek", "qwen", "zhipu", "moonshot", "openai", "ollama", "vllm", "llamacpp", "litellm",
    }  # fmt: skip


@pytest.mark.parametrize("preset", PRESETS, ids=lambda p: p.slug)
def test_a_preset_is_complete(preset: Preset) -> None:
    assert checked_url(preset.base_url) == preset.base_url
    assert preset.model
    assert urlsplit(preset.source).scheme == "https"
    assert preset.limit in LIMITS
    assert 1 <= preset.max_parallel <= 16
    assert not preset.remark or preset.remark.endswith("。")
    assert preset.needs_key or urlsplit(preset.base_url).hostname == "127.0.0.1"
    assert preset_named(preset.slug) is preset_named(preset.name.upper()) is preset_at(preset.base_url) is preset


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"没有名为“文心”的服务商.*deepseek、qwen"):
        preset_named("文心")


def test_the_address_decides_before_the_choice() -> None:
    assert preset_at("https://api.deepseek.com/beta", "openai").slug == "deepseek"
    assert preset_at("https://relay.cn/v1", "moonshot").slug == "moonshot"
    assert preset_at("https://relay.cn/v1") is UNKNOWN
    assert preset_at("") is UNKNOWN
