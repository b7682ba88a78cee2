"""The words of a text with their places, and what kind each is to someone who looks for names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge.tokens import RARE, tagged

HAN = re.compile(r"[\u4e00-\u9fff]+")
_PROPER = ("nr", "ns", "nt", "nz")
_SUFFIXES = ("seats", "sites", "firms", "schools", "offices", "trades")
_FUNCTION = ("p", "c", "d", "r", "u", "uj", "ul", "uz", "f", "y", "m", "q")
_NOUNS = ("n", "nz", "nt", "ns", "nr", "vn", "an", "b", "j", "s")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the dictionary, or one character that is in none; ``start`` is its place in the text."""

    text: str
    tag: str
    frequency: int
    start: int

    @property
    def end(self) -> int:
        """The place after it."""
        return self.start + len(self.text)

    @property
    def is_han(self) -> bool:
        """Whether it is all Chinese characters."""
        return bool(HAN.fullmatch(self.text))

    @property
    def is_proper(self) -> bool:
        """Whether the dictionary calls it a name."""
        if len(self.text) < 2 or not self.tag.startswith(_PROPER) or (self.tag == "nr" and len(self.text) > 3):
            return False
        return self.is_rare or self.text in famous()

    @property
    def is_rare(self) -> bool:
        """Whether the dictionary hardly knows it."""
        return len(self.text) > 1 and self.frequency <= RARE

    @property
    def is_noun(self) -> bool:
        """Whether it may stand between a name and its suffix (物业服务 of 绥岚物业服务有限公司)."""
        return len(self.text) > 1 and self.tag in _NOUNS and self.is_han

    @property
    def sets_apart(self) -> bool:
        """Whether a name may begin right after it, whatever it begins with: a mark, a figure, a word of grammar."""
        return not self.is_han or self.tag in _FUNCTION or self.text in chars("hard") or self.text in suffixes("seats")

    @property
    def is_own(self) -> bool:
        """Whether it may be what is peculiar to a name: one character, a name, or a noun that hardly anybody uses."""
        if not self.is_han or self.text in generic() or self.text in suffixes("seats"):
            return False
        if len(self.text) == 1:
            return True
        if (
            self.text in suffixes(*_SUFFIXES)
            or self.text[0] in chars("hard")
            or (self.text[0] in suffixes("seats") and self.tag != "ns")
        ):
            return False
        return self.is_proper or (self.is_rare and self.is_noun)


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its words."""

    text: str
    words: tuple[Word, ...]

    def within(self, start: int, end: int) -> list[Word]:
        """The words that begin inside a span."""
        return [word for word in self.words if start <= word.start < end]


def read(text: str) -> Text:
    """Cut a text into words of the dictionary; what it does not have falls into single characters."""
    found, at = [], 0
    for word, tag, frequency in tagged(text):
        found.append(Word(word, tag, frequency, at))
        at += len(word)
    return Text(text, tuple(found))


@cache
def parts() -> Mapping[str, Any]:
    """What names are made of (``parts.toml``)."""
    return tomllib.loads((files("knowledge.names") / "parts.toml").read_text(encoding="utf-8"))


@cache
def famous() -> frozenset[str]:
    """The cities and provinces that everybody knows."""
    known = parts()["wellknown"]
    return frozenset((known["cities"] + known["provinces"]).split())


@cache
def chars(which: str) -> frozenset[str]:
    """The characters of one of the sets of ``parts.toml``: hard, soft, features, surnames."""
    data = parts()
    return frozenset({**data["words"], **data["places"], **data["people"]}[which])


@cache
def suffixes(*which: str) -> frozenset[str]:
    """The last words of places and organisations, by the names of their lists: seats, sites, firms, schools, offices, trades."""
    data = {**parts()["places"], **parts()["organisations"]}
    return frozenset(suffix for name in which for suffix in data[name])


def is_generic(stem: str) -> bool:
    """Whether every unit has such a thing: 示范 (of 示范村), 中心 (of 中心小学)."""
    return stem in generic() or stem[-2:] in generic() or any(char in "各全本每该我几两" for char in stem)


def is_famous(name: str) -> bool:
    """Whether this is a city or province that everybody knows."""
    return name in famous()


@cache
def generic() -> frozenset[str]:
    """Stems and names that every unit has (``generic.tsv``)."""
    lines = (files("knowledge.names") / "generic.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.partition("\t")[0] for line in lines if line and not line.startswith("#"))
