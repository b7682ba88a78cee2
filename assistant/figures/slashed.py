"""Rows of values parted by slashes under a legend that names them once: 各村（信访件/初核件/退款元） 大坳 6/4/3800."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LEGEND = re.compile(
    r"[（(【]?([^\s（）()/【】：:\d]{1,10}(?:\s?/\s?[^\s（）()/【】：:\d]{1,10}){1,11})[）)】]?[：: ]*$"
)
_ROW = re.compile(
    r"^[ 　\-·•]*([^\s/:：0-9][^\s/:：]{0,11}|[0-9]{2,4}年[^\s/:：]{0,6})[ 　:：\t]+"
    r"([≤≥<>＜＞]?-?[0-9][0-9.,]*[万亿]?[%％‰\u4e00-\u9fff]{0,3}(?:\s?/\s?-?[0-9][0-9.,]*[万亿]?[%％‰\u4e00-\u9fff]{0,3}){1,11})[ 　。；;]*$"
)
_VALUE = re.compile(r"-?[0-9][0-9.,]*")


@dataclass(frozen=True, slots=True)
class Slashed:
    """One value: its span, its row's name, and what the legend calls it."""

    start: int
    end: int
    row: str
    column: str


def slashed(text: str) -> Iterator[Slashed]:
    """Every value of such rows, in order; rows have as many values as the legend above them has names."""
    if text.count("/") < 4:
        return
    legend: list[str] = []
    at = 0
    for raw in text.splitlines(keepends=True):
        line = raw.rstrip("\r\n")
        row = _ROW.match(line)
        values = list(_VALUE.finditer(row[2])) if row else []
        if row and len(values) == len(legend):
            for name, value in zip(legend, values, strict=True):
                start = at + row.start(2) + value.start()
                yield Slashed(start, start + len(value[0]), row[1], name)
        elif named := _LEGEND.search(line):
            legend = [part.strip() for part in named[1].split("/")]
        at += len(raw)
