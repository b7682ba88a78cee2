"""Shorthand of typed and spoken notes: 680w平 for 680万平, 俩月 for 两月; letters that stand for scale words, each one character for one."""

from __future__ import annotations

import re
from functools import lru_cache

_W = re.compile(r"(?<=[0-9])[wWｗＷ](?![A-Za-z0-9])")

_PAIR = re.compile("[俩仨](?=多?(?:个|月|人|小时|星期|礼拜|钟头|学生|孩子|老人|村|队|组))(?<![他她它咱我你们师])")


_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = re.compile(r"(?<![A-Za-z])(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?=[ .]*[\u4e00-\u9fff])")
_LEGEND = re.compile(r"(?<![A-Za-z])(?P<short>[A-Za-z]{2,4})[=＝](?P<long>[\u4e00-\u9fff]{1,3})(?=[，,、；;）) ])")
_HEAD = 120  # characters in which notes say what their short forms stand for


@lru_cache(maxsize=64)
def spelled(text: str) -> str:
    """The text, as long as before, with 万 for the w behind a number."""
    if "w" in text or "W" in text or "ｗ" in text or "Ｗ" in text:
        text = _W.sub("万", text)
    if "俩" in text or "仨" in text:
        text = _PAIR.sub(lambda said: "两" if said[0] == "俩" else "三", text)
    if _MONTH.search(text):
        text = _MONTH.sub(lambda said: f"{_MONTHS[said[0].lower()]}月".ljust(len(said[0])), text)
    for match in _LEGEND.finditer(text[:_HEAD]):
        short, long = match["short"], match["long"]
        if len(long) <= len(short):
            text = re.sub(rf"(?<![A-Za-z]){short}(?![A-Za-z=＝])", long.ljust(len(short)), text)
    return text
