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
    "own",
)
FRAMES = ("frame", "purpose", "effect", "attitude", "aim")
WORN = ("manner", "verb", "noun", "body", "line", "function", "phrase", "slogan", "char",
        "common-verb", "common-noun", "common-other", "common-idiom")  # fmt: skip
TRAITS = ("bias", *PINS, *FRAMES, *WORN, "left", "much", "short", "recurring")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_QUOTED = re.compile(r"“([^”]{2,})”|\"([^\"]{2,})\"")
_MASK = re.compile(r"[0-9]?[xX]{2,}[0-9]*|_{2,}|[0-9]{1,2}[xX]{1,2}[0-9]{0,2}|某某?")
_ONCE = re.compile(r"一(?=[次场期名位人户家辆台座份本部条处间所项桩件笔封面张封车盏套批栋幢枚](?!步|样|致|定|体))")
_MUCH = 8  # characters that no worn word covers, from which on more say nothing new


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits of one clause by name, 0 where absent; ``worn`` are its worn words, ``pins`` what can be checked."""

    values: Mapping[str, float]
    worn: tuple[str, ...]
    frames: tuple[str, ...]

    def vector(self) -> list[float]:
        """The numbers in the order of ``TRAITS``."""
        return [self.values.get(name, 0.0) for name in TRAITS]


def traits(text: str, figures: Sequence[tuple[int, int]], lexicon: Lexicon, recurring: float = 0.0) -> Traits:
    """The traits of a clause with figures at these places; ``recurring``: how usual its wording is among samples, 0–1."""
    found: dict[str, float] = {"bias": 1.0, "recurring": recurring}
    covered: dict[str, int] = dict.fromkeys(WORN, 0)
    worn: list[str] = []
    bare = _without(text, figures)
    for word, group in lexicon.parts(bare):
        covered[group] += len(_HAN.findall(word))
        if group in ("phrase", "slogan") or (group in ("manner", "verb") and len(word) > 2):
            worn.append(word)
    size = max(1, len(_HAN.findall(bare)))
    left = size - sum(covered.values())
    found |= {name: count / size for name, count in covered.items()}
    found |= {"left": left / size, "much": min(left, _MUCH) / _MUCH, "short": float(size < 6)}
    found |= _counts(text, figures, lexicon)
    found["once"] = float(bool(_ONCE.search(bare)))
    found["quoted"] = float(any(_left(m[1] or m[2], lexicon) > 1 for m in _QUOTED.finditer(bare)))
    plain = lexicon.not_names.sub(" ", bare)
    for name, sought in lexicon.patterns.items():
        where = plain if name == "name" else text
        found[name] = float(bool(sought.search(where)))
    found["own"] = float(bool(lexicon.own and lexicon.own.search(text)))
    frames = tuple(name for name in FRAMES if found.get(name))
    return Traits(found, tuple(dict.fromkeys(worn)), frames)


def _without(text: str, figures: Sequence[tuple[int, int]]) -> str:
    """The clause with its figures and masks blanked, every other character in its place."""
    for start, end in figures:
        text = text[:start] + " " * (end - start) + text[end:]
    return _MASK.sub(lambda mask: " " * len(mask[0]), text)


def _counts(text: str, figures: Sequence[tuple[int, int]], lexicon: Lexicon) -> dict[str, float]:
    """Figures with digits; and counts in words of things that can be counted, which 五项工程 and 三个围绕 are not."""
    digits = [s for s, e in figures if any(char.isascii() and char.isdigit() for char in text[s:e])]
    spelled = [e for s, e in figures if s not in digits]
    real = [
        e for e in spelled if lexicon.group_at(text, e) not in ("verb", "noun", "line", "slogan", "phrase", "manner")
    ]
    return {"figure": float(bool(digits)), "counted": float(bool(real))}


def _left(text: str, lexicon: Lexicon) -> int:
    """How many characters of a text no worn word covers."""
    return len(_HAN.findall(text)) - sum(len(_HAN.findall(word)) for word, _ in lexicon.parts(text))
