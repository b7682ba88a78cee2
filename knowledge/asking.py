"""What a query asks for: its matter without figures, names and words of asking; the part and kind of report; synonyms.

``cues.toml`` and ``synonyms.toml`` hold the words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge.kinds import GENERAL, KINDS
from knowledge.tokens import terms

_CUE = 0.5  # weight of the words that ask for a part of a report: 打算 finds headings that say so
_SYNONYM = 0.4  # weight of words that only stand for those of the query
_KINDS = 3  # a word that more kinds share says nothing of the kind
_FIGURE = re.compile(
    r"[\d０-９][\d０-９.,，：:]*\s*(?:多|余|几)?(?:[万亿千百]?(?:元|人次|个百分点|平方米|公里|公斤|千米|小时|人|户|家|个|件|场|期|次|宗|亩|座|吨|米|名|台|套|项|份|处|对|年|月|日|号|天|岁)|[%％‰万亿千百])?"
)
_NAME = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<stem>[\u4e00-\u9fff]{2,4}?)(?=镇|乡(?!镇)|村|街道|社区|县|小学|中学|有限公司)(?!乡村|镇村)"
)
_COMMON = re.compile(r"[各全本我该某每两几多这那其他农城集行政自然贫困示范重点乡镇村新老中心民公办希望的和在到从向]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query understood. ``weights`` are the terms to look for, ``role`` and ``kinds`` only what it hints at.

    ``text`` is what is left to be read by a model; ``stands_for`` tells of each added word which one was said.
    """

    text: str
    weights: Mapping[str, float]
    role: str
    kinds: frozenset[str]
    stands_for: Mapping[str, str]


def understood(text: str, names: Iterable[str] = ()) -> Asked:
    """Return what a query asks for; ``names`` are the user's own (unit, places), which no sample can have."""
    plain = _without_names(_FIGURE.sub(" ", text), names)
    role, rest = _part(plain)
    plain = _unfilled(plain) or text.strip()
    rest = _unfilled(rest) or plain
    added = _synonyms(rest)
    weights = dict.fromkeys(terms(rest), 1.0)
    for weight, words in ((_CUE, [plain]), (_SYNONYM, list(added))):
        for term in (term for word in words for term in terms(word)):
            weights.setdefault(term, weight)
    return Asked(plain, weights, role, _kinds(plain), added)


def _without_names(text: str, names: Iterable[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        if len(name) > 1:
            text = text.replace(name, " ")
    return _NAME.sub(lambda match: match[0] if _COMMON.search(match["stem"]) else " ", text)


def _part(text: str) -> tuple[str, str]:
    """Return the part of a report that the text asks for (empty for none), and the text without the words for it."""
    for role, pattern in _roles():
        if pattern.search(text):
            return role, pattern.sub(" ", text)
    return "", text


def _unfilled(text: str) -> str:
    return " ".join(_fillers().sub(" ", text).split())


def _kinds(text: str) -> frozenset[str]:
    """Return the kinds of report that a name or keyword of the text belongs to; empty where that is no clear hint."""
    found = {
        kind.slug
        for kind in KINDS
        if kind.slug != GENERAL and any(word in text for word in (*kind.names, *kind.keywords))
    }
    return frozenset(found) if len(found) <= _KINDS else frozenset()


def _synonyms(text: str) -> dict[str, str]:
    """Return the words that may stand in a report for those of the text, each with the one it stands for."""
    added: dict[str, str] = {}
    for group in _groups():
        said = next((word for word in group if word in text), None)
        if said is not None:
            added |= {word: said for word in group if word not in text and word not in added}
    return added


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_read("cues.toml")["fillers"], key=len, reverse=True))))


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((entry["role"], _cue(entry["words"], entry["unless"])) for entry in _read("cues.toml")["role"])


def _cue(words: list[str], unless: list[str]) -> re.Pattern[str]:
    """Return a pattern of the words where they are no part of one of the compounds."""
    guarded = []
    for word in sorted(words, key=len, reverse=True):
        before = "".join(f"(?<!{re.escape(c.partition(word)[0])})" for c in unless if c.endswith(word) and c != word)
        after = "".join(f"(?!{re.escape(c.partition(word)[2])})" for c in unless if c.startswith(word) and c != word)
        guarded.append(f"{before}{re.escape(word)}{after}")
    return re.compile("|".join(guarded))


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group["words"]) for group in _read("synonyms.toml")["group"])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("knowledge") / name).read_text(encoding="utf-8"))
