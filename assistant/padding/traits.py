"""What can be said of a clause: pins, frames, and how much of it worn words cover; the numbers that weights are put on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.padding.lexicon import Lexicon

PINS = (
    "figure",
    "counted",
    "once",
    "quoted",
    "name",
    "result",
    "rule",
    "time",
    "deed",
    "event",
    "candid",
    "plain",
    "thing",
    "own",
)
FRAMES = ("frame", "purpose", "effect", "attitude", "aim", "maxim")
WORN = ("manner", "verb", "noun", "body", "line", "function", "phrase", "slogan", "char",
        "common-verb", "common-noun", "common-other", "common-idiom")  # fmt: skip
TRAITS = ("bias", *PINS, *FRAMES, *WORN, "left", "much", "short", "recurring")
SOUGHT = ("result", "rule", "time", "deed", "event", "candid", "plain", "thing", *FRAMES)  # by patterns of these names
_TOLD, _LONG = frozenset({"phrase", "slogan"}), frozenset({"manner", "verb"})
Span = tuple[int, int]
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_MASKING = frozenset("xX_某")
_QUOTED = re.compile(r"“([^”]{2,})”|\"([^\"]{2,})\"")
_MASK = re.compile(r"[0-9]?[xX]{2,}[0-9]*|_{2,}|[0-9]{1,2}[xX]{1,2}[0-9]{0,2}|某某?")
_ONCE = re.compile(r"一(?=[次场期名位人户家辆台座份本部条处间所项桩件笔封面张封车盏套批栋幢枚](?!步|样|致|定|体))")
_MUCH = 8  # characters that no worn word covers, from which on more say nothing new


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits of one clause by name, without those that are 0; its worn words worth telling, and its frames."""

    values: Mapping[str, float]
    worn: tuple[str, ...]
    frames: tuple[str, ...]

    def vector(self) -> list[float]:
        """The numbers in the order of ``TRAITS``."""
        return [self.values.get(name, 0.0) for name in TRAITS]


def traits(text: str, figures: Sequence[Span], lexicon: Lexicon, recurring: float = 0.0) -> Traits:
    """The traits of a clause with figures at these places; ``recurring``: how usual its wording is among samples, 0–1."""
    found: dict[str, float] = {"bias": 1.0}
    if recurring:
        found["recurring"] = recurring
    bare = _without(text, figures)
    size = max(1, _characters(bare))
    worn = _covered(bare, size, lexicon, found)
    if figures:
        found |= _counts(text, figures, lexicon)
    if "一" in bare and _ONCE.search(bare):
        found["once"] = 1.0
    if ("“" in bare or '"' in bare) and any(_left(m[1] or m[2], lexicon) > 1 for m in _QUOTED.finditer(bare)):
        found["quoted"] = 1.0
    sieve = lexicon.sieve
    passing = sieve.passing(text)
    if sieve.has("name", bare, passing) and lexicon.patterns["name"].search(lexicon.not_names.sub(" ", bare)):
        found["name"] = 1.0
    for name in SOUGHT:
        if sieve.has(name, text, passing):
            found[name] = 1.0
    if lexicon.own and lexicon.own.search(text):
        found["own"] = 1.0
    return Traits(found, worn, tuple(name for name in FRAMES if name in found))


def _covered(bare: str, size: int, lexicon: Lexicon, found: dict[str, float]) -> tuple[str, ...]:
    """Note how much of a clause each group of worn words covers and how much is left; return the words worth telling."""
    covered: dict[str, int] = {}
    worn: list[str] = []
    for word, group in lexicon.parts(bare):
        covered[group] = covered.get(group, 0) + len(word)
        if group in _TOLD or (group in _LONG and len(word) > 2):
            worn.append(word)
    left = max(0, size - sum(covered.values()))
    for group, count in covered.items():
        found[group] = min(1.0, count / size)
    if left:
        found["left"], found["much"] = left / size, min(left, _MUCH) / _MUCH
    if size < 6:
        found["short"] = 1.0
    return tuple(dict.fromkeys(worn))


def _without(text: str, figures: Sequence[Span]) -> str:
    """The clause with its figures and masks blanked, every other character in its place."""
    for start, end in figures:
        text = text[:start] + " " * (end - start) + text[end:]
    if _MASKING.isdisjoint(text):
        return text
    return _MASK.sub(lambda mask: " " * len(mask[0]), text)


def _counts(text: str, figures: Sequence[Span], lexicon: Lexicon) -> dict[str, float]:
    """Figures with digits; and counts in words of things that can be counted, which 五项工程 and 三个围绕 are not."""
    digits = [s for s, e in figures if any(char.isascii() and char.isdigit() for char in text[s:e])]
    spelled = [e for s, e in figures if s not in digits]
    real = [
        e for e in spelled if lexicon.group_at(text, e) not in ("verb", "noun", "line", "slogan", "phrase", "manner")
    ]
    return ({"figure": 1.0} if digits else {}) | ({"counted": 1.0} if real else {})


def _characters(text: str) -> int:
    """How many Chinese characters a text has."""
    return sum(map(len, _HAN.findall(text)))


def _left(text: str, lexicon: Lexicon) -> int:
    """How many characters of a text no worn word covers."""
    return _characters(text) - sum(_characters(word) for word, _ in lexicon.parts(text))
