"""Values of settings as they are typed: each field's tidy form, or a sentence that says what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from urllib.parse import urlsplit

from assistant.errors import InputError
from assistant.models.presets import preset_named

VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        "preset": "YOUJU_MODEL_PRESET",
        "base_url": "YOUJU_BASE_URL",
        "model": "YOUJU_MODEL",
        "api_key": "YOUJU_API_KEY",
        "embedding_url": "YOUJU_EMBEDDING_URL",
        "embedding_model": "YOUJU_EMBEDDING_MODEL",
        "embedding_key": "YOUJU_EMBEDDING_KEY",
        "rerank_url": "YOUJU_RERANK_URL",
        "rerank_model": "YOUJU_RERANK_MODEL",
        "rerank_key": "YOUJU_RERANK_KEY",
        "timeout": "YOUJU_TIMEOUT",
        "connect_timeout": "YOUJU_CONNECT_TIMEOUT",
        "first_timeout": "YOUJU_FIRST_TIMEOUT",
        "total_timeout": "YOUJU_TOTAL_TIMEOUT",
        "max_parallel": "YOUJU_MAX_PARALLEL",
        "price_prompt": "YOUJU_PRICE_PROMPT",
        "price_cached": "YOUJU_PRICE_CACHED",
        "price_completion": "YOUJU_PRICE_COMPLETION",
        "budget_tokens": "YOUJU_BUDGET_TOKENS",
        "budget_yuan": "YOUJU_BUDGET_YUAN",
        "database_url": "YOUJU_DATABASE_URL",
        "chroma_url": "YOUJU_CHROMA_URL",
    }
)
SECRETS = frozenset({"api_key", "embedding_key", "rerank_key"})
URLS = frozenset({"base_url", "embedding_url", "rerank_url"})
# where the sample library lives instead of in the home folder (docs/scaling.md); they may hold passwords
SERVERS: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "database_url": (("postgresql", "postgres", "postgresql+psycopg"), "postgresql://账号:密码@主机:5432/库名"),
        "chroma_url": (("http", "https"), "http://主机:8000"),
    }
)
SECONDS = MappingProxyType(
    {
        "timeout": "超时时间",
        "connect_timeout": "连接的超时时间",
        "first_timeout": "等第一个字的超时时间",
        "total_timeout": "一次回答的总时间",
    }
)
COUNTS = MappingProxyType({"max_parallel": ("同时请求数", 32), "budget_tokens": ("每份报告的词元上限", 1_000_000_000)})
AMOUNTS = MappingProxyType(
    {
        "price_prompt": "输入单价",
        "price_cached": "缓存命中的输入单价",
        "price_completion": "输出单价",
        "budget_yuan": "每份报告的金额上限",
    }
)
NUMBERS = frozenset({*SECONDS, *COUNTS, *AMOUNTS})
LONGEST_TIMEOUT = 3600
LARGEST_AMOUNT = 100_000


def checked(name: str, text: str) -> str:
    """Return a value of that field in its tidy form; raises ``InputError`` saying what to write instead."""
    if name not in VARIABLES:
        raise InputError(f"没有名为“{name}”的设置，可以设置的有：{'、'.join(VARIABLES)}。")
    text = text.strip()
    if not text.isprintable():
        raise InputError("设置里不能有换行或不可见的字符，请重新粘贴。")
    if not text:
        return ""
    if name == "preset":
        return preset_named(text).slug
    if name in URLS:
        return checked_url(text)
    if name in SECRETS:
        return _checked_key(text)
    if name in SERVERS:
        return _checked_server(name, text)
    return _checked_number(name, text) if name in NUMBERS else text


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


def _checked_number(name: str, text: str) -> str:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite():
        value = Decimal(-1)
    if name in SECONDS:
        if not 0 < value <= LONGEST_TIMEOUT:
            raise InputError(f"{SECONDS[name]}“{text}”应是不超过{LONGEST_TIMEOUT}的秒数，例如 120。")
    elif name in COUNTS:
        what, most = COUNTS[name]
        if not 1 <= value <= most or value != value.to_integral_value():
            raise InputError(f"{what}“{text}”应是1到{most}之间的整数。")
    elif not 0 <= value <= LARGEST_AMOUNT:
        unit = "元" if name == "budget_yuan" else "每百万词元多少元"
        raise InputError(f"{AMOUNTS[name]}“{text}”应是不超过{LARGEST_AMOUNT}的数，单位是{unit}，例如 2。")
    return f"{value.normalize():f}"
