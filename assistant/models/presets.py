"""Presets: providers that can be chosen by name, with their address and their ways (``presets.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import InputError


@dataclass(frozen=True, slots=True)
class Preset:
    """A provider and its ways; the fields are told in ``presets.toml``."""

    slug: str
    name: str
    base_url: str
    model: str
    source: str
    needs_key: bool = True
    limit: str = "max_tokens"
    system: bool = True
    usage: bool = True
    apart: bool = False
    first_timeout: float | None = None
    max_parallel: int = 2
    remark: str = ""


def _read() -> tuple[Preset, ...]:
    text = files(__package__).joinpath("presets.toml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text)["preset"]
    return tuple(Preset(**entry) for entry in entries)


PRESETS = _read()
UNKNOWN = Preset("", "", "", "", "")  # an address that is nobody's we know


def preset_named(text: str) -> Preset:
    """Return the preset of that slug or name; raises ``InputError`` that lists them all."""
    wanted = text.strip().lower()
    for preset in PRESETS:
        if wanted in {preset.slug, preset.name.lower()}:
            return preset
    known = "、".join(preset.slug for preset in PRESETS)
    raise InputError(f"没有名为“{text.strip()}”的服务商，请从这些里选一个：{known}。")


def preset_at(address: str, chosen: str = "") -> Preset:
    """Return the preset whose machine the address names, else the chosen one (a slug), else ``UNKNOWN``."""
    machine = urlsplit(address).netloc
    for preset in PRESETS:
        if urlsplit(preset.base_url).netloc == machine:
            return preset
    return next((preset for preset in PRESETS if preset.slug == chosen), UNKNOWN)
