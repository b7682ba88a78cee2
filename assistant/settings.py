"""Settings: which model to use, where they came from, and keeping them.

A value is taken from the environment, else from the file that the settings page writes
(``<home>/settings.env``, readable by its owner only), else from a ``.env`` in the current folder or the
project's. A preset fills in the address and the model that its own layer and those above it leave out. A key
goes to no other host than the one it was saved for. Loading never fails over a bad value, so that the settings
page can always be opened to correct it: ``complaints`` tells what is wrong, and using or saving the value raises
``InputError``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant import envfile
from assistant.errors import InputError, WorkspaceError
from assistant.models.presets import PRESETS, Preset, preset_at, preset_named
from assistant.values import COUNTS, NUMBERS, SECONDS, SECRETS, SERVERS, VARIABLES, checked, checked_url

__all__ = [
    "CONNECT_TIMEOUT",
    "PRESETS",
    "SECRETS",
    "VARIABLES",
    "Preset",
    "Settings",
    "Source",
    "checked",
    "checked_url",
    "load",
]

HOME = "YOUJU_HOME"
NO_KEY = SecretStr("")
TIMEOUT = 120.0  # seconds between two signs of life
CONNECT_TIMEOUT = 10.0
TOTAL_TIMEOUT = 1800.0  # of one answer, all tries and waits together
PROJECT = Path(__file__).resolve().parent.parent


class Source(StrEnum):
    """Where a setting came from, in the user's words."""

    ENVIRONMENT = "环境变量"
    SAVED = "设置页"
    DOTENV = ".env 文件"
    PRESET = "所选服务商"
    DEFAULT = "默认值"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is set; keys and server addresses are ``SecretStr`` and print as stars. ``load`` reads them.

    Prices are yuan for a million tokens. None leaves a timeout or the parallel requests to the preset, and a
    price or a budget out of account.
    """

    base_url: str = ""
    model: str = ""
    api_key: SecretStr = NO_KEY
    embedding_url: str = ""
    embedding_model: str = ""
    embedding_key: SecretStr = NO_KEY
    rerank_url: str = ""
    rerank_model: str = ""
    rerank_key: SecretStr = NO_KEY
    timeout: float = TIMEOUT
    connect_timeout: float = CONNECT_TIMEOUT
    first_timeout: float | None = None
    total_timeout: float = TOTAL_TIMEOUT
    max_parallel: int | None = None
    price_prompt: Decimal | None = None
    price_cached: Decimal | None = None
    price_completion: Decimal | None = None
    budget_tokens: int | None = None
    budget_yuan: Decimal | None = None
    preset: str = ""
    database_url: SecretStr = NO_KEY
    chroma_url: SecretStr = NO_KEY
    home: Path = field(default_factory=lambda: Path.home() / ".youju")
    sources: Mapping[str, Source] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()

    @property
    def file(self) -> Path:
        """The file that the settings page writes."""
        return self.home / "settings.env"

    @property
    def has_model(self) -> bool:
        """Whether an address and a model name are set."""
        return bool(self.base_url and self.model)

    @property
    def has_embedding(self) -> bool:
        """Whether an embedding model is set; its address may be the chat model's."""
        return bool(self.embedding_model and (self.embedding_url or self.base_url))

    @property
    def provider(self) -> Preset:
        """The ways of the endpoint: by its address, else by the chosen preset."""
        return preset_at(self.base_url, self.preset)

    @property
    def values(self) -> tuple[object, ...]:
        """All values, to tell whether something has changed."""
        return tuple(getattr(self, name) for name in VARIABLES)

    def origin_of(self, name: str) -> Source:
        """Where the value of that field came from; ``ENVIRONMENT`` means that saving does not change it."""
        return self.sources.get(name, Source.DEFAULT)

    def save(self, **changes: str | float) -> Settings:
        """Write these fields to the settings file, atomically and for its owner only; return settings anew.

        An empty value removes the field, except that an empty key leaves the key as it is: a form never shows
        it, and ``clear_key`` removes it. A key does not go along to another host. Raises ``InputError`` for a bad
        value, ``WorkspaceError`` when the file cannot be written.
        """
        kept = envfile.read(self.file)
        before = _address_in(kept)
        for name, value in changes.items():
            text = checked(name, str(value))
            if text:
                kept[VARIABLES[name]] = text
            elif name not in SECRETS:
                kept.pop(VARIABLES[name], None)
        after = _address_in(kept)
        if before and after and host_of(before) != host_of(after) and not changes.get("api_key"):
            kept.pop(VARIABLES["api_key"], None)
        envfile.write(self.file, kept)
        return load()

    def tried(self, **changes: str) -> Settings:
        """Return settings with these fields changed and nothing saved; bad values raise ``InputError``.

        An empty key stands for the one that is set, where that belongs to the address.
        """
        texts = {name: checked(name, value) for name, value in changes.items()}
        key = texts.pop("api_key", "")
        away = "base_url" in texts and host_of(texts["base_url"]) != host_of(self.base_url)
        kept = NO_KEY if away else self.api_key
        return replace(self, **_typed(texts), api_key=SecretStr(key) if key else kept)

    def clear_key(self, name: str = "api_key") -> Settings:
        """Remove a saved key and return settings anew; a key in the environment or ``.env`` stays there."""
        kept = envfile.read(self.file)
        if kept.pop(VARIABLES[name], None) is not None:
            envfile.write(self.file, kept)
        return load()


def load(environ: Mapping[str, str] | None = None, folder: Path | None = None, *, preset: str = "") -> Settings:
    """Read the settings; ``preset`` goes before all else and raises ``InputError`` where there is none of that name.

    ``environ`` and ``folder`` stand in for the process's own in tests.
    """
    env = os.environ if environ is None else environ
    if preset:
        env = {**env, VARIABLES["preset"]: preset_named(preset).slug}
    problems: list[str] = []
    dotenv = _dotenv(folder or Path.cwd(), problems)
    home = Path(env.get(HOME) or dotenv.get(HOME) or Path.home() / ".youju").expanduser()
    saved = _tolerant(home / "settings.env", problems)
    layers: _Layers = ((Source.ENVIRONMENT, env), (Source.SAVED, saved), (Source.DOTENV, dotenv))
    texts: dict[str, str] = {}
    sources: dict[str, Source] = {}
    for name, variable in VARIABLES.items():
        for source, layer in layers:
            text = (layer.get(variable) or "").strip()
            if text:
                texts[name], sources[name] = text, source
                break
    problems += _filled_in(texts, sources)
    problems += _keys_at_home(texts, sources, layers)
    return _built(home, texts, sources, problems)


def _filled_in(texts: dict[str, str], sources: dict[str, Source]) -> list[str]:
    """Let a preset give address and model, unless its own layer or one above names them."""
    if "preset" not in texts:
        return []
    try:
        preset = preset_named(texts["preset"])
    except InputError as error:
        del texts["preset"]
        return [f"{sources.pop('preset')}里的 {VARIABLES['preset']}：{error}"]
    texts["preset"] = preset.slug
    rank = list(Source).index
    for name, value in (("base_url", preset.base_url), ("model", preset.model)):
        if name not in texts or rank(sources[name]) > rank(sources["preset"]):
            texts[name], sources[name] = value, Source.PRESET
    return []


def _keys_at_home(texts: dict[str, str], sources: dict[str, Source], layers: _Layers) -> list[str]:
    """Drop a key whose own layer names another host than the one it would now be sent to."""
    told = []
    layer = dict(layers).get(sources.get("api_key", Source.DEFAULT), {})
    meant = _address_in(layer)
    if meant and texts.get("base_url") and host_of(meant) != host_of(texts["base_url"]):
        told = [
            f"{sources['api_key']}里的密钥是给 {host_of(meant)} 的，没有发给 {host_of(texts['base_url'])}，请为它另填密钥。"
        ]
        del texts["api_key"], sources["api_key"]
    return told


def _address_in(layer: Mapping[str, str | None] | Mapping[str, str]) -> str:
    """The address that a layer names, itself or by its preset."""
    address, preset = layer.get(VARIABLES["base_url"]) or "", layer.get(VARIABLES["preset"]) or ""
    try:
        return address or (preset_named(preset).base_url if preset else "")
    except InputError:
        return ""


def host_of(address: str) -> str:
    """Return the host and port that an address names."""
    try:
        return urlsplit(address.strip()).netloc.rpartition("@")[2]
    except ValueError:
        return ""


_Layers = tuple[tuple[Source, Mapping[str, str | None] | Mapping[str, str]], ...]


def _built(home: Path, texts: dict[str, str], sources: dict[str, Source], problems: list[str]) -> Settings:
    for name, text in list(texts.items()):
        try:
            texts[name] = checked(name, text)
        except InputError as error:
            problems.append(f"{sources[name]}里的 {VARIABLES[name]}：{error}")
            if name in NUMBERS:
                del texts[name], sources[name]
    if "budget_yuan" in texts and "price_completion" not in texts:
        problems.append("设了每份报告的金额上限，却没有填单价，所以不起作用，请在“设置”里填上输入和输出的单价。")
    return Settings(**_typed(texts), home=home, sources=sources, complaints=tuple(problems))


def _typed(texts: Mapping[str, str]) -> dict[str, Any]:
    """Checked texts as the values that ``Settings`` holds; an empty number is left to its default."""
    found: dict[str, Any] = {}
    for name, text in texts.items():
        if name in SECRETS or name in SERVERS:
            found[name] = SecretStr(text)
        elif name not in NUMBERS:
            found[name] = text
        elif text:
            found[name] = float(text) if name in SECONDS else int(text) if name in COUNTS else Decimal(text)
    return found


def _dotenv(folder: Path, problems: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for place in dict.fromkeys((folder.resolve(), PROJECT)):
        values = _tolerant(place / ".env", problems) | values
    return values


def _tolerant(path: Path, problems: list[str]) -> dict[str, str]:
    try:
        return envfile.read(path)
    except WorkspaceError as error:
        problems.append(str(error))
        return {}
