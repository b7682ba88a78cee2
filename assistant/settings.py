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
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import SecretStr

from assistant.errors import InputError, WorkspaceError
from assistant.models.presets import PRESETS, Preset, preset_at, preset_named
from assistant.values import NUMBERS, SECRETS, VARIABLES, checked, checked_url

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
    """Everything that is set; keys are ``SecretStr`` and print as stars. ``load`` reads them.

    Prices are yuan for a million tokens. None leaves a timeout or the parallel requests to the preset, and a
    price or a budget out of account.
    """

    base_url: str = ""
    model: str = ""
    api_key: SecretStr = NO_KEY
    embedding_url: str = ""
    embedding_model: str = ""
    embedding_key: SecretStr = NO_KEY
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
        it, and ``clear_key`` removes it. Raises ``InputError`` for a bad value, ``WorkspaceError`` when the
        file cannot be written.
        """
        kept = _read(self.file)
        for name, value in changes.items():
            text = checked(name, str(value))
            if text:
                kept[VARIABLES[name]] = text
            elif name not in SECRETS:
                kept.pop(VARIABLES[name], None)
        _write(self.file, kept)
        return load()

    def clear_key(self, name: str = "api_key") -> Settings:
        """Remove a saved key and return settings anew; a key in the environment or ``.env`` stays there."""
        kept = _read(self.file)
        if kept.pop(VARIABLES[name], None) is not None:
            _write(self.file, kept)
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
    meant = layer.get(VARIABLES["base_url"]) or _address_of(layer.get(VARIABLES["preset"]) or "")
    if meant and texts.get("base_url") and _host(meant) != _host(texts["base_url"]):
        told = [
            f"{sources['api_key']}里的密钥是给 {_host(meant)} 的，没有发给 {_host(texts['base_url'])}，请为它另填密钥。"
        ]
        del texts["api_key"], sources["api_key"]
    return told


def _address_of(preset: str) -> str:
    try:
        return preset_named(preset).base_url if preset else ""
    except InputError:
        return ""


def _host(address: str) -> str:
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
    return Settings(
        base_url=texts.get("base_url", ""),
        model=texts.get("model", ""),
        api_key=SecretStr(texts.get("api_key", "")),
        embedding_url=texts.get("embedding_url", ""),
        embedding_model=texts.get("embedding_model", ""),
        embedding_key=SecretStr(texts.get("embedding_key", "")),
        timeout=float(texts.get("timeout", TIMEOUT)),
        connect_timeout=float(texts.get("connect_timeout", CONNECT_TIMEOUT)),
        first_timeout=float(texts["first_timeout"]) if "first_timeout" in texts else None,
        total_timeout=float(texts.get("total_timeout", TOTAL_TIMEOUT)),
        max_parallel=int(texts["max_parallel"]) if "max_parallel" in texts else None,
        price_prompt=_amount(texts, "price_prompt"),
        price_cached=_amount(texts, "price_cached"),
        price_completion=_amount(texts, "price_completion"),
        budget_tokens=int(texts["budget_tokens"]) if "budget_tokens" in texts else None,
        budget_yuan=_amount(texts, "budget_yuan"),
        preset=texts.get("preset", ""),
        home=home,
        sources=sources,
        complaints=tuple(problems),
    )


def _amount(texts: Mapping[str, str], name: str) -> Decimal | None:
    return Decimal(texts[name]) if name in texts else None


def _dotenv(folder: Path, problems: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for place in dict.fromkeys((folder.resolve(), PROJECT)):
        values = _tolerant(place / ".env", problems) | values
    return values


def _tolerant(path: Path, problems: list[str]) -> dict[str, str]:
    try:
        return _read(path)
    except WorkspaceError as error:
        problems.append(str(error))
        return {}


def _read(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        read = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise WorkspaceError(f"设置文件 {path} 读不出来，请检查它的权限，并确认它是 UTF-8 编码。") from None
    return {name: value for name, value in read.items() if value is not None}


def _write(path: Path, values: Mapping[str, str]) -> None:
    lines = ["# 由“设置”页写入，含密钥，请勿外传"]
    for name, value in values.items():
        escaped = value.replace("\\", "\\\\").replace("'", "\\'")
        lines.append(f"{name}='{escaped}'")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=".settings-")  # mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
                file.flush()
                os.fsync(file.fileno())
            Path(part).replace(path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WorkspaceError(f"设置不能写入 {path}（{error.strerror}），请检查文件夹的权限和磁盘空间。") from None
