"""A figure in full: the number as written, with the scale and unit that the layout of the notes gives it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from assistant.figures.mentions import Kind, Mention

_SCALES = {1: "", 10: "十", 100: "百", 1000: "千", 10000: "万", 100000000: "亿"}
_DIGITS = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")


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
