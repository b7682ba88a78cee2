"""Shorthand of typed and spoken notes: 680w平 for 680万平, 俩月 for 两月; letters that stand for scale words, each one character for one."""

from __future__ import annotations

import re
from functools import lru_cache

_W = re.compile(r"(?<=[0-9])[wWｗＷ](?![A-Za-z0-9])")

_PAIR = re.compile("[俩仨](?=多?(?:个|月|人|小时|星期|礼拜|钟头|学生|孩子|老人|村|队|组))(?<![他她它咱我你们师])")


@lru_cache(maxsize=64)
def spelled(text: str) -> str:
    """The text, as long as before, with 万 for the w behind a number."""
    if "w" in text or "W" in text or "ｗ" in text or "Ｗ" in text:
        text = _W.sub("万", text)
    if "俩" in text or "仨" in text:
        text = _PAIR.sub(lambda said: "两" if said[0] == "俩" else "三", text)
    return text
