"""The words that claims are known by, read from the data files once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from assistant.figures.alternatives import searching
from assistant.figures.tries import pattern


@dataclass(frozen=True, slots=True)
class Group:
    """Words which make a clause claim something of one class; ``widens`` where they only enlarge what is said."""

    claim: str
    name: str
    reason: str
    words: re.Pattern[str]
    widens: bool = False


@dataclass(frozen=True, slots=True)
class Furniture:
    """What claims nothing, and what heads say of their sections."""

    adjuncts: re.Pattern[str]
    dates: re.Pattern[str]
    lead_ins: re.Pattern[str]
    slogans: re.Pattern[str]
    truths: re.Pattern[str]
    empty: re.Pattern[str]
    praised: re.Pattern[str]
    next: re.Pattern[str]
    problems: re.Pattern[str]
    turn: re.Pattern[str]
    tackled: re.Pattern[str]
    flourish: re.Pattern[str]
    pledge: re.Pattern[str]


def data_text(name: str) -> str:
    """The text of a data file of this room."""
    return resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")


def _any(words: list[str]) -> re.Pattern[str]:
    return searching(words)


@cache
def groups() -> tuple[Group, ...]:
    """The groups of ``frames.toml``, each of their patterns by itself: so it is seldom searched for in vain."""
    rows: list[dict[str, Any]] = tomllib.loads(data_text("frames.toml"))["group"]
    return tuple(
        Group(row["claim"], row["name"], row["reason"], re.compile(words), row.get("widens", False))
        for row in rows
        for words in row["words"]
    )


@cache
def furniture() -> Furniture:
    """``furniture.toml``."""
    data: dict[str, Any] = tomllib.loads(data_text("furniture.toml"))
    whole = "|".join(f"(?:{word})" for word in data["empty"])
    return Furniture(
        _any(data["adjuncts"]),
        _any(data["dates"]),
        _any(data["lead_ins"]),
        _any(data["slogans"]),
        re.compile("|".join(f"^(?:{word})" for word in data["truths"])),
        re.compile(f"^(?:{whole}|[、“”（）() ])*$"),
        re.compile(data["praised_things"]),
        re.compile(data["next"]),
        re.compile(data["problems"]),
        re.compile(data["turn"]),
        re.compile(data["tackled"]),
        re.compile(data["flourish"]),
        re.compile(data["pledge"]),
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def decoration() -> frozenset[str]:
    """Words that change nothing of what a clause says."""
    return frozenset(word for line in _lines(data_text("manner_words.txt")) for word in line.split())


@cache
def decorating() -> re.Pattern[str]:
    """Decoration in a run of characters, longest first."""
    return re.compile(pattern(word for word in decoration() if len(word) > 1))


@cache
def synonyms() -> dict[str, frozenset[str]]:
    """Each word with the other words for the same deed or thing: the figures' list and our own."""
    figures = resources.files("assistant.figures").joinpath("data", "synonyms.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for line in (*_lines(figures), *_lines(data_text("synonyms.txt"))):
        group = line.split()
        for word in group:
            found.setdefault(word, set()).update(group)
    return {word: frozenset(others - {word}) for word, others in found.items()}


@cache
def known_words() -> re.Pattern[str]:
    """The words that have others for them, of two characters or more, longest first."""
    return re.compile(pattern(word for word in synonyms() if len(word) > 1))
