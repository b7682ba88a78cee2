"""Numerals to ``Decimal``: Arabic (half and full width, thousands commas), Chinese, and both mixed (98万, 2亿3000万).

The forms are those of GB/T 15835-2011 and of everyday writing (两, 廿, 〇, 半).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
DIGITS |= {"肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
SMALL = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
SCALES = {c: Decimal(n) for c, n in (SMALL | LARGE).items() if c not in "廿卅拾佰仟"}

CHINESE = "零〇○一二两三四五六七八九十廿卅百千万亿"
ARABIC = r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９岁])|[0-9０-９]++)(?:[.．][0-9０-９]++)?"
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_MIXED = re.compile(rf"({ARABIC})([十百千万亿]*)")


def scale_of(words: str) -> Decimal:
    """What scale words multiply by, all together: 万 → 10000, 万亿 → 10^12, nothing → 1."""
    factor = Decimal(1)
    for char in words:
        factor *= SCALES[char]
    return factor


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral read: its value and the place value of the last digit that it shows."""

    value: Decimal
    quantum: Decimal


def arabic(text: str) -> Number:
    """Read Arabic digits such as ``1,300`` or ``２．５``; trailing zeros of an integer count as shown digits."""
    plain = text.translate(_WIDE).replace(",", "")
    value = Decimal(plain)
    exponent = value.as_tuple().exponent
    quantum = Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)
    return Number(value, quantum)


def scaled(text: str) -> Number:
    """Read digits with scale words, summed: ``98万``, ``2亿3000万``, ``3千``, ``4万6800``, ``2万2`` (22000)."""
    total, quantum = Decimal(0), Decimal(1)
    last = Decimal(10)
    for digits, scale in _MIXED.findall(text.replace(" ", "")):
        spelled = not scale and len(digits) == len("6800") and digits.isdigit()  # 4万6800
        factor = scale_of(scale) if scale or spelled else last / 10  # 2万2: 22000
        last = factor
        part = arabic(digits)
        total += part.value * factor
        quantum = part.quantum * factor
    return Number(total, quantum)


def chinese(text: str) -> Number:
    """Read a Chinese numeral: ``二十三``, ``一百零五``, ``十五万``, ``二十三点五``, ``八点六万``, ``二〇二四`` (digit by digit).

    Raises ``ValueError`` for a run of characters that is no numeral (``百万千``).
    """
    whole, point, fraction = text.partition("点")
    number = _whole(whole)
    if not point:
        return number
    digits = fraction.rstrip("十百千万亿")
    places = "".join(str(DIGITS[c]) for c in digits)
    scale = scale_of(fraction[len(digits) :])
    return Number((number.value + Decimal(f"0.{places}")) * scale, Decimal(1).scaleb(-len(places)) * scale)


def _whole(text: str) -> Number:
    if not text:
        raise ValueError("空的数字")
    if all(c in DIGITS for c in text):
        return Number(Decimal("".join(str(DIGITS[c]) for c in text)), Decimal(1))
    total, section, digit, last = 0, 0, None, 1
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char] if digit is None or digit == 0 else digit * 10 + DIGITS[char]
            last = 1
        elif char in SMALL:
            step = SMALL[char]
            section += step if char in "廿卅" else (1 if digit in (None, 0) else digit) * step
            digit, last = None, (10 if char in "廿卅" else step)
        else:
            section += digit or 0
            if char in "亿億":
                total = (total + (section or 1)) * LARGE[char]
            else:  # 二万二千一百六十五万 is 22165万: a second 万 scales the first
                low = total % LARGE["亿"]
                total += (low + (section or 1)) * LARGE[char] - low
            section, digit, last = 0, None, LARGE[char]
    ending, shown = digit or 0, 1 if digit else last
    if ending and len(text) > 1 and text[-2] in "百千万亿" and last == 1:  # 三万五 is 35000
        shown = (SMALL | LARGE)[text[-2]] // 10
        ending *= shown
    if shown < LARGE["万"] and not (shown > 1 and text[-2:-1] == "万"):
        shown = 1  # 一百人 are 100, not about 100: only 万 and 亿 are written for what was rounded
    return Number(Decimal(total + section + ending), Decimal(shown))


def numeral_value(numeral: str) -> Number | None:
    """The value of a numeral in any writing; None for what only looks like one (百万千)."""
    try:
        if numeral[0] in CHINESE:
            return chinese(numeral)
        return scaled(numeral) if any(c in SCALES for c in numeral) else arabic(numeral)
    except (ValueError, ArithmeticError, KeyError):
        return None
