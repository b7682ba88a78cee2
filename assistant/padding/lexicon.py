"""The words that the check goes by, from data files: worn words by group, patterns of pins and frames, an office's own words.

An office's file holds one entry a line, ``套话：赋能增效`` or ``实词：三本账``; what follows ``#`` is a remark.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from assistant.claims.sieve import Sieve
from assistant.errors import InputError
from assistant.figures.alternatives import searching
from assistant.figures.tries import pattern

OWN_FILE = "套话.txt"
_ENTRY = re.compile(r"(套话|实词)\s*[：:]\s*(\S.*)")
_GROUPS = {"套话": "phrase", "实词": "own"}
_LONGEST = 40  # characters of an entry; more is a sentence that nobody writes twice


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Worn words with the group of each, and the named patterns; built once for one set of files."""

    groups: Mapping[str, str]
    sizes: Mapping[str, tuple[int, ...]]  # by first character the lengths of words, the longest first
    patterns: Mapping[str, re.Pattern[str]]
    not_names: re.Pattern[str]
    own: re.Pattern[str] | None

    @cached_property
    def sieve(self) -> Sieve:
        """The named patterns, ready to be passed over where a text lacks their characters."""
        return Sieve(self.patterns.items())

    @classmethod
    def standard(cls) -> Lexicon:
        """The project's own words."""
        return _lexicon("")

    @classmethod
    def of(cls, path: Path) -> Lexicon:
        """The project's words and those of an office's file; without the file the project's alone.

        Raises ``InputError`` for a line that is no entry.
        """
        try:
            return _lexicon(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            return _lexicon("")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"读不了套话表“{path}”：请把它存成 UTF-8 编码的文本文件，或把它移走。") from error

    def without(self, words: Iterable[str]) -> Lexicon:
        """The lexicon less some words: how a text looks to which they are new (the fit needs that)."""
        gone = set(words)
        groups = {word: group for word, group in self.groups.items() if word not in gone}
        return replace(self, groups=groups, sizes=_sizes(groups))

    def parts(self, text: str) -> Iterator[tuple[str, str]]:
        """The worn words of a text in order, the longest at each place, each with its group."""
        at, end, groups, sizes = 0, len(text), self.groups, self.sizes
        while at < end:
            for size in sizes.get(text[at], ()):
                word = text[at : at + size]
                if word in groups:
                    yield word, groups[word]
                    at += len(word)
                    break
            else:
                at += 1

    def group_at(self, text: str, at: int) -> str:
        """The group of the worn word that begins at a place; empty where none does."""
        found = (text[at : at + size] for size in self.sizes.get(text[at : at + 1], ()))
        return next((self.groups[word] for word in found if word in self.groups), "")


@lru_cache(maxsize=8)
def _lexicon(own: str) -> Lexicon:
    groups: dict[str, str] = {}
    for group in (*_data("wording")["group"], *_data("common")["group"]):
        for word in str(group["words"]).split():
            groups.setdefault(word, str(group["name"]))
    mine = list(_entries(own))
    groups |= {word: _GROUPS[kind] for kind, word in mine if kind == "套话"}
    real = [word for kind, word in mine if kind == "实词"]
    for word in real:
        groups.pop(word, None)
    pins = _data("pins")
    named = [*pins["group"], *_data("frames")["group"]]
    return Lexicon(
        groups,
        _sizes(groups),
        {str(g["name"]): searching(str(g["patterns"]).strip().split("\n"), re.MULTILINE) for g in named},
        re.compile(pattern(pins["not_names"].split())),
        re.compile(pattern(real)) if real else None,
    )


def _sizes(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = defaultdict(set)
    for word in words:
        found[word[0]].add(len(word))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def _entries(text: str) -> Iterator[tuple[str, str]]:
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        match = _ENTRY.fullmatch(line)
        if match is None or len(match[2]) > _LONGEST:
            raise InputError(
                f"套话表第{number}行“{line[:30]}”看不懂：请写成“套话：赋能增效”或“实词：三本账”，一行一条。"
            )
        yield match[1], match[2]
