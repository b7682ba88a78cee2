"""The numbers that Word writes before paragraphs by itself (一、 （一） 1.), which the text does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_LONGEST = 20  # characters of the pattern of a level
_HIGHEST = 9_999
_DIGITS = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MOST_PARENTS = 10  # styles that build on one another


@dataclass(frozen=True, slots=True)
class _Level:
    pattern: str
    form: str
    start: int
    legal: bool


class Numbering:
    """Counts the numbered paragraphs of a document in the order in which ``label`` is asked for them."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles: dict[str, tuple[str, str, str]] = {}
        for child in numbering if numbering is not None else ():
            self._take(child)
        for style in styles if styles is not None else ():
            if tag_of(style) == "style":
                number, level = _numbered(style)
                self._styles[_attribute(style, "styleId")] = (number, level, value_of(style, "basedOn") or "")

    def label(self, paragraph: Any, text: str) -> str:
        """The number that stands before a paragraph, empty for most, set off from a figure that the text begins with."""
        if not self._lists:
            return ""
        number, level = self._of(paragraph)
        levels = self._abstract.get(self._lists.get(number, ""), {})
        if not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(self._lists[number], {})
        for n, start in self._starts.pop(number, {}).items():
            counts[n] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        return _set_off(_said(levels, counts, level), text.lstrip()) if text.strip() else ""

    def _take(self, child: Any) -> None:
        if tag_of(child) == "abstractNum":
            levels = {}
            for level in child:
                if tag_of(level) == "lvl":
                    levels[_number(_attribute(level, "ilvl"))] = _Level(
                        (value_of(level, "lvlText") or "")[:_LONGEST],
                        value_of(level, "numFmt") or "decimal",
                        _number(value_of(level, "start") or "1"),
                        any(tag_of(part) == "isLgl" for part in level),
                    )
            self._abstract[_attribute(child, "abstractNumId")] = levels
        elif tag_of(child) == "num":
            number = _attribute(child, "numId")
            self._lists[number] = value_of(child, "abstractNumId") or ""
            overrides = [part for part in child if tag_of(part) == "lvlOverride"]
            self._starts[number] = {
                _number(_attribute(part, "ilvl")): _number(start)
                for part in overrides
                if (start := value_of(part, "startOverride"))
            }

    def _of(self, paragraph: Any) -> tuple[str, int]:
        """The list and the level of a paragraph: its own, else those of its style."""
        properties = next((child for child in paragraph if tag_of(child) == "pPr"), None)
        if properties is None:
            return "", 0
        number, level = _numbered(paragraph)
        style = value_of(properties, "pStyle") or ""
        for _ in range(_MOST_PARENTS):
            if number or style not in self._styles:
                break
            number, styled, style = self._styles[style]
            level = level or styled
        return number, _number(level or "0")


def tag_of(node: Any) -> str:
    """The name of an element without its namespace, which is another in the strict form; empty for comments."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def value_of(node: Any, *path: str) -> str | None:
    """The value of the element along ``path``: empty when it has none, None when there is no such element."""
    for tag in path:
        node = next((child for child in node if tag_of(child) == tag), None)
        if node is None:
            return None
    return _attribute(node, "val")


def _attribute(node: Any, name: str) -> str:
    return next((str(value) for key, value in node.attrib.items() if key.rpartition("}")[2] == name), "")


def _numbered(node: Any) -> tuple[str, str]:
    return value_of(node, "pPr", "numPr", "numId") or "", value_of(node, "pPr", "numPr", "ilvl") or ""


def _number(text: str) -> int:
    return min(int(text), _HIGHEST) if re.fullmatch(r"[0-9]{1,9}", text) else 0


def _said(levels: dict[int, _Level], counts: dict[int, int], at: int) -> str:
    """The pattern of a level with its numbers: %1.%2 is 2.1. Bullets say nothing."""
    if levels[at].form == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        form = levels[level].form if level in levels else "decimal"
        start = levels[level].start if level in levels else 1
        return _written(counts.get(level, start), "decimal" if levels[at].legal else form)

    return re.sub(r"%([1-9])", number, levels[at].pattern)


def _set_off(label: str, text: str) -> str:
    """1. before 5万元 must not become 1.5万元, nor 1 before 9家 19家."""
    if not label.strip():
        return ""
    if label[-1].isascii() and label[-1].isalnum():
        return label + (" " if "." in label else "、")
    return label + " " * (text[:1].isdigit() and label[-1] in ".．,-/")


def _written(number: int, form: str) -> str:
    known: dict[str, Callable[[int], str]] = {
        "decimalZero": lambda n: f"{n:02}",
        "decimalEnclosedCircle": lambda n: _CIRCLED[n - 1] if 0 < n <= len(_CIRCLED) else str(n),
        "decimalEnclosedCircleChinese": lambda n: _CIRCLED[n - 1] if 0 < n <= len(_CIRCLED) else str(n),
        "upperLetter": lambda n: chr(ord("A") + (n - 1) % 26),
        "lowerLetter": lambda n: chr(ord("a") + (n - 1) % 26),
        "upperRoman": _roman,
        "lowerRoman": lambda n: _roman(n).lower(),
        "none": lambda _: "",
    }
    if form in known:
        return known[form](number)
    chinese = ("chinese", "taiwanese", "japanese", "ideograph", "korean")
    return _chinese(number) if form.startswith(chinese) else str(number)


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return str(number) if number else _DIGITS[0]
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    marks = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    said = ""
    for value, mark in marks:
        while number >= value and len(said) < _LONGEST:
            said, number = said + mark, number - value
    return said
