"""Shorthand of typed notes: 680w平 for 680万平; letters that stand for scale words, each one character for one."""

from __future__ import annotations

import re
from functools import lru_cache

_W = re.compile(r"(?<=[0-9])[wWｗＷ](?![A-Za-z0-9])")


@lru_cache(maxsize=64)
def spelled(text: str) -> str:
    """The text, as long as before, with 万 for the w behind a number."""
    return _W.sub("万", text) if "w" in text or "W" in text or "ｗ" in text or "Ｗ" in text else text
