"""The kinds of report we know, read from ``kinds.toml``: names, and the topics of their work sections."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from knowledge.errors import UnknownKind

if TYPE_CHECKING:
    KINDS: tuple[ReportKind, ...]

GENERAL = "general"
_NAME_WEIGHT, _KEYWORD_WEIGHT, _TOPIC_WEIGHT = 8.0, 2.0, 1.0
_TITLE_FACTOR = 3.0  # the first line says most about what a text is
_MOST_HITS = 3  # a word repeated often is no better evidence than one said three times
_ENOUGH, _FEW = 3, 2  # different names and keywords that make a guess sure, and those that need a clear lead
_LONGEST_TITLE, _LONGEST_OPENING = 60, 200  # characters of a first line that is a title, or an opening sentence
_CLEAR = 1.5  # times the score of the next kind
_HALF_YEAR = ("上半年", "半年", "6月底", "6月30日", "截至6月", "下半年打算", "下半年安排", "下半年计划")
_WHOLE_YEAR = ("全年", "年底", "年末", "年度", "12月", "年工作总结", "明年", "年终")


@dataclass(frozen=True, slots=True)
class Topic:
    """One usual work section: a heading that claims nothing, and words of notes that belong under it."""

    heading: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One kind of report; ``topics`` stand in their usual order, ``twin`` is the same kind of report for a whole year.

    Without one of the words of ``needs`` (where there are any) a text is not taken for this kind.
    """

    slug: str
    name: str
    half: bool
    twin: str
    names: tuple[str, ...]
    keywords: tuple[str, ...]
    needs: tuple[str, ...]
    topics: tuple[Topic, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The default headings of the work sections, in order."""
        return tuple(topic.heading for topic in self.topics)

    def is_named_in(self, title: str) -> bool:
        """Whether a title has a name of the kind; words with a space between them stand anywhere in it."""
        return any(all(word in title for word in name.split()) for name in self.names)


def kind_of(text: str) -> ReportKind:
    """Return the kind that the words of a title, notes or report point to; 工作总结 where they do not do so clearly."""
    title, _, body = text.strip().partition("\n")
    if len(title) > _LONGEST_OPENING:  # no title, nor an opening sentence, but notes in one line
        title, body = title[:_LONGEST_TITLE], title[_LONGEST_TITLE:] + body
    half = _is_half(title) if _is_half(title) is not None else _is_half(body)
    known = [kind for kind in _kinds() if kind.slug != GENERAL and _can_be(kind, text)]
    in_title, in_body = _hits(title), _hits(body)
    scores = {kind.slug: _score(kind, title, in_title, in_body) for kind in known}
    best = max(known, key=lambda kind: scores[kind.slug])
    family = best.twin or best.slug
    rival = max((scores[kind.slug] for kind in known if family not in (kind.slug, kind.twin)), default=0.0)
    said = sum(word in text for word in {*best.names, *best.keywords})
    lead = scores[best.slug] >= _CLEAR * rival
    if not (best.is_named_in(title) or said >= _ENOUGH or (said >= _FEW and lead)):
        return kind_named(GENERAL)
    return next((kind for kind in known if half and kind.twin == family), kind_named(family))


def kind_named(name: str) -> ReportKind:
    """Return the kind of that slug or Chinese name; raises ``UnknownKind``, naming the kinds there are."""
    wanted = name.strip()
    for kind in _kinds():
        if wanted in (kind.slug, kind.name):
            return kind
    known = "、".join(kind.name for kind in _kinds())
    raise UnknownKind(f"没有“{wanted}”这种总结，可选的有：{known}。")


def _can_be(kind: ReportKind, text: str) -> bool:
    return not kind.needs or any(word in text for word in kind.needs)


def _is_half(text: str) -> bool | None:
    """Whether the text speaks of half a year rather than of a whole one; None where it says neither."""
    half, whole = (sum(map(text.count, words)) for words in (_HALF_YEAR, _WHOLE_YEAR))
    return half > whole if half or whole else None


def _score(kind: ReportKind, title: str, in_title: Mapping[str, int], in_body: Mapping[str, int]) -> float:
    named = _NAME_WEIGHT * kind.is_named_in(title)
    return _TITLE_FACTOR * (named + _said(kind, in_title)) + _said(kind, in_body)


def _said(kind: ReportKind, hits: Mapping[str, int]) -> float:
    return sum(weight * hits[word] for word, weight in _weights()[kind.slug].items() if word in hits)


def _hits(text: str) -> dict[str, int]:
    """Return how often a text says each word of any kind, as far as it counts."""
    begun = {text[at : at + 2] for at in range(len(text))} | set(text)  # sooner done than looking for each word
    likely = (word for start in begun & _words().keys() for word in _words()[start])
    return {word: min(hits, _MOST_HITS) for word in likely if (hits := text.count(word))}


@cache
def _words() -> dict[str, set[str]]:
    """All words of all kinds, by their first two characters, or the only one."""
    found: dict[str, set[str]] = {}
    for weights in _weights().values():
        for word in weights:
            found.setdefault(word[:2], set()).add(word)
    return found


@cache
def _weights() -> dict[str, dict[str, float]]:
    """For each kind its words and what one hit counts: the fewer kinds share a word, the more."""
    own = {kind.slug: _own_words(kind) for kind in _kinds()}
    shared = Counter(word for words in own.values() for word in words)
    return {slug: {w: weight / shared[w] for w, weight in words.items()} for slug, words in own.items()}


def _own_words(kind: ReportKind) -> dict[str, float]:
    words = {word: _TOPIC_WEIGHT for topic in kind.topics for word in topic.words}
    return words | dict.fromkeys(kind.keywords, _KEYWORD_WEIGHT) | dict.fromkeys(kind.names, _NAME_WEIGHT)


@cache
def _kinds() -> tuple[ReportKind, ...]:
    data = tomllib.loads((files("knowledge") / "kinds.toml").read_text(encoding="utf-8"))
    return tuple(_kind(entry) for entry in data["kind"])


def _kind(entry: dict[str, Any]) -> ReportKind:
    return ReportKind(
        slug=entry["slug"],
        name=entry["name"],
        half=entry["half"],
        twin=entry.get("twin", ""),
        names=tuple(entry["names"]),
        keywords=tuple(entry["keywords"]),
        needs=tuple(entry.get("needs", ())),
        topics=tuple(Topic(topic["heading"], tuple(topic["words"])) for topic in entry["topics"]),
    )


def __getattr__(name: str) -> tuple[ReportKind, ...]:
    """Read ``KINDS`` on first use, not on import."""
    if name == "KINDS":
        return _kinds()
    raise AttributeError(name)
