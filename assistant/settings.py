"""Settings: which model to use, where they came from, and keeping them.

A value is taken from the environment, else from the file that the settings page writes
(``<home>/settings.env``, readable by its owner only), else from a ``.env`` in the current folder or the
project's. Loading never fails over a bad value, so that the settings page can always be opened to correct it:
``complaints`` tells what is wrong, and using or saving the value raises ``InputError``.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import SecretStr

from assistant.errors import InputError, WorkspaceError

VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        "base_url": "YOUJU_BASE_URL",
        "model": "YOUJU_MODEL",
        "api_key": "YOUJU_API_KEY",
        "embedding_url": "YOUJU_EMBEDDING_URL",
        "embedding_model": "YOUJU_EMBEDDING_MODEL",
        "embedding_key": "YOUJU_EMBEDDING_KEY",
        "timeout": "YOUJU_TIMEOUT",
        "database_url": "YOUJU_DATABASE_URL",
        "chroma_url": "YOUJU_CHROMA_URL",
    }
)
HOME = "YOUJU_HOME"
SECRETS = frozenset({"api_key", "embedding_key"})
URLS = frozenset({"base_url", "embedding_url"})
# where the sample library lives instead of in the home folder (docs/scaling.md); they may hold passwords
SERVERS: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "database_url": (("postgresql", "postgres", "postgresql+psycopg"), "postgresql://账号:密码@主机:5432/库名"),
        "chroma_url": (("http", "https"), "http://主机:8000"),
    }
)
NO_KEY = SecretStr("")
TIMEOUT = 120.0  # seconds without a sign of life
LONGEST_TIMEOUT = 3600.0
PROJECT = Path(__file__).resolve().parent.parent


class Source(StrEnum):
    """Where a setting came from, in the user's words."""

    ENVIRONMENT = "环境变量"
    SAVED = "设置页"
    DOTENV = ".env 文件"
    DEFAULT = "默认值"


@dataclass(frozen=True, slots=True)
class Preset:
    """A provider to choose on the settings page; ``model`` is only an example."""

    name: str
    base_url: str
    model: str
    needs_key: bool = True


PRESETS = (
    Preset("DeepSeek", "https://api.deepseek.com/v1", "deepseek-chat"),
    Preset("通义千问（阿里云百炼）", "https://dashscope.aliyuncs.com/compatible-mode/v1", "qwen-plus"),
    Preset("智谱 GLM", "https://open.bigmodel.cn/api/paas/v4", "glm-4.6"),
    Preset("Kimi（月之暗面）", "https://api.moonshot.cn/v1", "kimi-k2.5"),
    Preset("OpenAI", "https://api.openai.com/v1", "gpt-5-mini"),
    Preset("Ollama（本机）", "http://127.0.0.1:11434/v1", "qwen3:8b", needs_key=False),
    Preset("vLLM（自建）", "http://127.0.0.1:8000/v1", "Qwen/Qwen3-8B", needs_key=False),
    Preset("llama.cpp（自建）", "http://127.0.0.1:8080/v1", "default", needs_key=False),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is set; keys and server addresses are ``SecretStr`` and print as stars. ``load`` reads them."""

    base_url: str = ""
    model: str = ""
    api_key: SecretStr = NO_KEY
    embedding_url: str = ""
    embedding_model: str = ""
    embedding_key: SecretStr = NO_KEY
    timeout: float = TIMEOUT
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


def load(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Read the settings; ``environ`` and ``folder`` stand in for the process's own in tests."""
    env = os.environ if environ is None else environ
    problems: list[str] = []
    dotenv = _dotenv(folder or Path.cwd(), problems)
    home = Path(env.get(HOME) or dotenv.get(HOME) or Path.home() / ".youju").expanduser()
    saved = _tolerant(home / "settings.env", problems)
    layers = ((Source.ENVIRONMENT, env), (Source.SAVED, saved), (Source.DOTENV, dotenv))
    texts: dict[str, str] = {}
    sources: dict[str, Source] = {}
    for name, variable in VARIABLES.items():
        for source, layer in layers:
            text = (layer.get(variable) or "").strip()
            if text:
                texts[name], sources[name] = text, source
                break
    return _built(home, texts, sources, problems)


def _built(home: Path, texts: dict[str, str], sources: dict[str, Source], problems: list[str]) -> Settings:
    for name, text in list(texts.items()):
        try:
            texts[name] = checked(name, text)
        except InputError as error:
            problems.append(f"{sources[name]}里的 {VARIABLES[name]}：{error}")
            if name == "timeout":
                del texts[name], sources[name]
    return Settings(
        base_url=texts.get("base_url", ""),
        model=texts.get("model", ""),
        api_key=SecretStr(texts.get("api_key", "")),
        embedding_url=texts.get("embedding_url", ""),
        embedding_model=texts.get("embedding_model", ""),
        embedding_key=SecretStr(texts.get("embedding_key", "")),
        timeout=float(texts.get("timeout", TIMEOUT)),
        database_url=SecretStr(texts.get("database_url", "")),
        chroma_url=SecretStr(texts.get("chroma_url", "")),
        home=home,
        sources=sources,
        complaints=tuple(problems),
    )


def checked(name: str, text: str) -> str:
    """Return a value of that field in its tidy form; raises ``InputError`` saying what to write instead."""
    if name not in VARIABLES:
        raise InputError(f"没有名为“{name}”的设置，可以设置的有：{'、'.join(VARIABLES)}。")
    text = text.strip()
    if not text.isprintable():
        raise InputError("设置里不能有换行或不可见的字符，请重新粘贴。")
    if not text:
        return ""
    if name in URLS:
        return checked_url(text)
    if name in SECRETS:
        return _checked_key(text)
    if name in SERVERS:
        return _checked_server(name, text)
    return _checked_timeout(text) if name == "timeout" else text


def checked_url(text: str) -> str:
    """Return the address of an OpenAI-compatible endpoint without its last slash and ``/chat/completions``.

    Raises ``InputError`` when it is no http(s) address, or holds a key, a query or a fragment.
    """
    shown = text.rpartition("@")[2] if "." in text or "/" in text else "…"  # a password before @, a key by mistake
    try:
        parts = urlsplit(text)
        well_formed = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        well_formed = False
    if not well_formed or any(c.isspace() for c in text):
        raise InputError(
            f"接口地址“{shown}”写得不对，应以 http:// 或 https:// 开头，例如 https://api.deepseek.com/v1。"
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InputError("接口地址里不要带密钥、账号或“?”“#”后面的内容，请只填到 /v1 为止，密钥填在“密钥”一栏。")
    tidy = text.rstrip("/")
    for tail in ("/chat/completions", "/embeddings"):
        tidy = tidy.removesuffix(tail)
    return tidy


def _checked_key(text: str) -> str:
    if not text.isascii() or any(c.isspace() for c in text):
        raise InputError("密钥里有空格或中文字符，请从服务商的页面重新复制一次。")
    return text


def _checked_server(name: str, text: str) -> str:
    schemes, example = SERVERS[name]
    try:
        parts = urlsplit(text)
        well_formed = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        well_formed = False
    if not well_formed or any(c.isspace() for c in text):
        raise InputError(f"服务器地址写得不对，应像 {example} 这样写（内容可能含密码，这里不显示）。")
    return text


def _checked_timeout(text: str) -> str:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST_TIMEOUT:
        raise InputError(f"超时时间“{text}”应是不超过{LONGEST_TIMEOUT:.0f}的秒数，例如 120。")
    return f"{seconds:g}"


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
