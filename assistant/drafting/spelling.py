"""A figure in full: the number as written, or in digits where it was spoken, with the scale and unit that the notes give it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from assistant.figures.mentions import FIGURE_KINDS, Kind, Mention
from assistant.figures.numerals import CHINESE, numeral_value

_SCALES = {1: "", 10: "十", 100: "百", 1000: "千", 10000: "万", 100000000: "亿"}
_DIGITS = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
_SPELLED = re.compile(rf"[{CHINESE}]+(?:点[{CHINESE}]+)?")
_DAY = re.compile(rf"([{CHINESE}]{{1,2}})月([{CHINESE}]{{1,3}})[号日]")
_MONTH = re.compile(rf"([{CHINESE}]{{1,2}})月份?([初底末]?)")
_FEWEST_SPELLED = 4  # figures in words from which on notes are taken for talk written down
_SMALL = 10  # counts below it stay in words: 两个村, 三次


def talked(found: Iterable[Mention]) -> bool:
    """Whether notes give their figures in words, as talk that was written down does (四百八十六户)."""
    counted = [m for m in found if m.kind in FIGURE_KINDS and m.value is not None and m.value >= _SMALL]
    spelled = sum(bool(_SPELLED.search(m.text)) and not re.search("[0-9]", m.text) for m in counted)
    return spelled >= _FEWEST_SPELLED


def in_digits(mention: Mention) -> str:
    """A figure in words as a report prints it: 486户, 41.6万, 89%, 150多; small counts, ranges and guesses stay as they are."""
    text = mention.text
    if day := _DAY.fullmatch(text):
        return f"{_plain(day[1])}月{_plain(day[2])}日"
    if (
        re.search("[0-9几数]", text)
        or mention.high is not None
        or len(_SPELLED.findall(text.replace("百分之", ""))) != 1
    ):
        return text
    if mention.kind is Kind.PERCENT and (share := re.fullmatch(rf"(.*?)百分之({_SPELLED.pattern})(.*)", text)):
        return f"{share[1]}{_plain(share[2])}%{share[3]}"
    small = mention.value is not None and mention.value < _SMALL and "点" not in text
    if mention.kind is not Kind.QUANTITY or mention.value is None or small:
        return text
    return _SPELLED.sub(lambda m: _plain(m[0]), text)


def _plain(numeral: str) -> str:
    """A numeral in digits, with 万 or 亿 where it has them: 四十一万六 is 41.6万."""
    number = numeral_value(numeral)
    if number is None:
        return numeral
    scale, word = (10**8, "亿") if "亿" in numeral else (10**4, "万") if "万" in numeral else (1, "")
    return f"{(number.value / scale).normalize():f}{word}"


def full(mention: Mention) -> str:
    """The figure with the unit and scale that its mention has and its own text leaves out: 3180万立方米."""
    if mention.kind is not Kind.QUANTITY or mention.value is None or mention.text.endswith(mention.unit or "\0"):
        return mention.text
    number = _DIGITS.match(mention.text)
    if number is None or mention.text[number.end() :].strip("余多万亿"):
        return mention.text
    try:
        scale = mention.value / Decimal(number[0].replace(",", ""))
    except (InvalidOperation, ZeroDivisionError):
        return f"{mention.text}{mention.unit}"
    own = next((factor for word, factor in (("万", 10**4), ("亿", 10**8)) if word in mention.text), 1)
    word = _SCALES.get(int(scale / own)) if scale % own == 0 and scale >= own else None
    return mention.text if word is None else f"{mention.text}{word}{mention.unit}"
