"""Numbers said in words: 百分之三, 三分之二, 翻一番, 第三."""

from __future__ import annotations

from decimal import Decimal

from assistant.figures import patterns as p
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.numerals import chinese, numeral_value
from assistant.figures.qualifiers import qualified, suffixed


def percent_words(text: str, at: int, done: int) -> Mention | None:
    """百分之三, with its qualifiers."""
    match = p.PERCENT_CN.match(text, at)
    if match is None:
        return None
    number = numeral_value(match[1])
    if number is None:
        return None
    start, qualifier = qualified(text, at, done)
    end, qualifier = suffixed(text, match.end(), qualifier)
    return Mention(start, end, text[start:end], Kind.PERCENT, number.value, None, "%", qualifier, number.quantum)


def fraction(text: str, at: int, done: int) -> Mention | None:
    """三分之二 as a multiple, with its qualifiers."""
    match = p.FRACTION.match(text, at)
    if match is None:
        return None
    below, above = numeral_value(match[1]), numeral_value(match[2])
    if below is None or above is None or not below.value:
        return None
    start, qualifier = qualified(text, at, done)
    end, qualifier = suffixed(text, match.end(), qualifier)
    value = above.value / below.value
    return Mention(start, end, text[start:end], Kind.MULTIPLE, value, None, "分之", qualifier, Decimal("0.01"))


def doubling(text: str, at: int, _done: int) -> Mention | None:
    """翻一番, 翻了两番 as a multiple."""
    match = p.DOUBLING.match(text, at)
    if match is None:
        return None
    value = Decimal(2) ** chinese(match[1]).value
    return Mention(at, match.end(), match[0], Kind.MULTIPLE, value, None, "倍", Qualifier.EXACT)


def ordinal(text: str, at: int, _done: int) -> Mention | None:
    """第三, 前三名, 第五位."""
    match = p.ORDINAL.match(text, at)
    if match is None:
        return None
    number = numeral_value(match["n"] or match["top"] or match["short"] or match["bare"])
    if number is None:
        return None
    unit = match["u"] or match["tu"] or match["bu"] or ""
    return Mention(at, match.end(), match[0], Kind.ORDINAL, number.value, None, unit, Qualifier.EXACT)


def proportion(text: str, at: int, done: int) -> Mention | None:
    """师生比1∶13.2 as a multiple, the second number to the first; a colon of another kind only behind 比."""
    match = p.PROPORTION.match(text, at)
    if match is None or (match[2] != "∶" and "比" not in text[max(0, at - 6) : at]):
        return None
    one, other = numeral_value(match[1]), numeral_value(match[3])
    if one is None or other is None or not one.value:
        return None
    start, qualifier = qualified(text, at, done)
    value = other.value / one.value
    return Mention(
        start, match.end(), text[start : match.end()], Kind.MULTIPLE, value, None, "比", qualifier, other.quantum
    )
