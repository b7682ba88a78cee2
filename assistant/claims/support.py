"""Where the notes say what a clause says: its content words aligned with the places of the notes, in other words or not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.claims.ground import Segment, segments
from assistant.claims.wording import decorating, known_words, synonyms

_COUNTED = re.compile(r"[一两三四五六七八九十几数多](?:名|座|个|项|批|家|次|支|位|台|套|条|所|场|期|种|件)")
_EXACT, _SYNONYM, _ALONE = 1.0, 0.9, 0.6  # what a match is worth: the word, another for it, that being one character
_SINGLE = 0.38  # what a character of a run is worth that stands in a place without its neighbour
_LONE = 0.35  # the weight of a single character between words
_PART = re.compile(r"(?:(?![的了和与及并对把被将在由从向着也都是等给让使])[\u4e00-\u9fffa-z])+")
_UNPLANNED = 0.5  # what a place that is not of the time to come is worth to a plan
_DENYING = re.compile(r"没|未|无(?!论|线|人机|害化)")
_DENIED, _DENIAL = 0.25, re.compile(r"没|未|无(?!论|线|人机|害化)|不")  # both deny something: that much more alike
_ANCHORED = 0.15  # what it adds that the figures of the sentence stand there
_LEAST_ALIKE = 0.15
COMMON = frozenset(  # characters that are alike by chance
    "的了和与及或在是有对把被将为以于从到由等个各该其这那并也都还就又而但中上下里一二三四五六七八九十百千万不没要可能着过去来"
    "后前内外时地得之所使让给向按同项大小多少好人工作年月日"
)
_SAYS_NOTHING = COMMON | {"均", "已", "皆"}


class Support(NamedTuple):
    """How much of a clause one place of the notes says, from 0 to 1, and that place."""

    share: float = 0.0
    nearest: Segment | None = None


class Ground:
    """The notes, ready for clauses to be aligned with."""

    def __init__(self, notes: Sequence[tuple[str, str]], year: int = 0) -> None:
        self.segments = tuple(s for document, text in notes for s in segments(document, text, year))
        self.text = "\n".join(text for _, text in notes).lower()
        self._found: dict[str, dict[int, float]] = {}

    @cached_property
    def _characters(self) -> dict[str, list[int]]:
        return _index(set(segment.said) for segment in self.segments)

    @cached_property
    def _telling(self) -> dict[str, list[int]]:
        """The characters that are not alike by chance."""
        return {char: numbers for char, numbers in self._characters.items() if char not in COMMON}

    @cached_property
    def _pairs(self) -> dict[str, list[int]]:
        return _index({first + second for first, second in pairwise(segment.said)} for segment in self.segments)

    @cached_property
    def planned(self) -> bool:
        """Whether the notes say anything of the time to come."""
        return any(segment.planned for segment in self.segments)

    def at(self, document: str, offset: int) -> int:
        """The number of the place that holds an offset of a document; -1 where none does."""
        first, starts = self._starts.get(document, (0, []))
        index = bisect_right(starts, offset) - 1
        return first + index if index >= 0 and offset < self.segments[first + index].end else -1

    @cached_property
    def _starts(self) -> dict[str, tuple[int, list[int]]]:
        """Of each document the number of its first place, and where its places start."""
        found: dict[str, tuple[int, list[int]]] = {}
        for number, segment in enumerate(self.segments):
            found.setdefault(segment.document, (number, []))[1].append(segment.start)
        return found

    def place_of(self, quote: str) -> Segment | None:
        """The place of the notes where a quote stands word for word; None where it stands nowhere."""
        for segment in self.segments:
            if (offset := segment.text.find(quote)) >= 0:
                start = segment.start + offset
                return Segment(segment.document, start, start + len(quote), quote, segment.planned, quote)
        return None

    def nearest(self, text: str, most: int = 5) -> list[int]:
        """The numbers of the places that have most of a clause, best first."""
        scores: dict[int, float] = defaultdict(float)
        for word, weight in content_words(text):
            for number, share in self._matches(word).items():
                scores[number] += weight * share
        return sorted(scores, key=lambda number: (-scores[number], number))[:most]

    def says(self, word: str, near: Segment | None = None) -> bool:
        """Whether the notes have a word anywhere, or another for it in the place ``near``."""
        others = synonyms().get(word, ()) if near is not None else ()
        return word in self.text or any(len(other) > 1 and near is not None and other in near.said for other in others)

    def support(self, text: str, anchors: frozenset[int] = frozenset(), *, planned: bool = False) -> Support:
        """Align the content words of a clause with each place of the notes; ``anchors`` are those its sentence rests on.

        With ``planned`` what the notes do not say of the time to come counts half.
        """
        content = content_words(text)
        total = sum(weight for _, weight in content)
        if not total:
            return Support(1.0)
        scores: dict[int, float] = defaultdict(float)
        for word, weight in content:
            for number, share in self._matches(word).items():
                scores[number] += weight * share / total
        self._adjust(scores, text, anchors, planned=planned)
        best = max(scores, key=lambda number: (scores[number], -number), default=None)
        return Support() if best is None else Support(min(1.0, round(scores[best], 6)), self.segments[best])

    def _adjust(self, scores: dict[int, float], text: str, anchors: frozenset[int], *, planned: bool) -> None:
        """Weigh what is beside the words: where the sentence's figures stand, what is denied, what is of the time to come."""
        denying = bool(_DENYING.search(text))
        for number, plain in scores.items():
            segment = self.segments[number]
            score = plain + (_ANCHORED if number in anchors else 0.0)
            both = denying and score > _LEAST_ALIKE and bool(_DENIAL.search(segment.text))
            scores[number] = (score + _DENIED * both) * (
                _UNPLANNED if planned and self.planned and not segment.planned else 1.0
            )

    def _matches(self, word: str) -> dict[int, float]:
        """How well each segment has a word: itself, another for it, or a part of it."""
        if (known := self._found.get(word)) is not None:
            return known
        found = self._parts(word) if len(word) > 1 else dict.fromkeys(self._characters.get(word, ()), _EXACT)
        for other in synonyms().get(word, ()):
            worth = _SYNONYM if len(other) > 1 else _ALONE
            for number in self._having(other):
                if found.get(number, 0.0) < worth:
                    found[number] = worth
        self._found[word] = found
        return found

    def _having(self, word: str) -> Iterable[int]:
        if len(word) == 1:
            return self._characters.get(word, ())
        found = self._pairs.get(word[:2], ())
        return found if len(word) == 2 else [number for number in found if word in self.segments[number].said]

    def _parts(self, word: str) -> dict[int, float]:
        """How much of a run of characters each place has: pairs of neighbours count, single characters less."""
        covered: dict[int, int] = {}
        ends: dict[int, int] = {}
        pairs, characters = self._pairs, self._telling
        for at in range(len(word) - 1):
            for number in pairs.get(word[at : at + 2], ()):
                covered[number] = covered.get(number, 0) + (1 if ends.get(number) == at else 2)
                ends[number] = at + 1
        present: dict[int, float] = dict.fromkeys(covered, 0)
        for char in word:
            for number in characters.get(char, ()):
                present[number] = present.get(number, 0) + 1
        size = len(word)
        for number, count in present.items():
            pair = covered.get(number, 0)
            present[number] = (pair + _SINGLE * (count - pair) if count > pair else pair) / size
        return present


def _index(places: Iterable[set[str]]) -> dict[str, list[int]]:
    """Of each piece of text the numbers of the places that have it."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, pieces in enumerate(places):
        for piece in pieces:
            index[piece].append(number)
    return index


def shares(text: str, place: str) -> bool:
    """Whether a place has a character of the text that is not alike by chance."""
    return any(char in place for char in set(text) - COMMON)


@lru_cache(maxsize=4096)
def content_words(text: str) -> tuple[tuple[str, float], ...]:
    """The words of a clause that say something, with weights by length: those that have others for them, and the runs between."""
    plain = decorating().sub(" ", _COUNTED.sub(" ", text.lower()))
    found: dict[str, float] = {}
    at = 0
    for known in known_words().finditer(plain):
        if known.start() > at:
            _add(plain[at : known.start()], found)
        found[known[0]] = len(known[0]) / 2
        at = known.end()
    if at < len(plain):
        _add(plain[at:], found)
    return tuple(found.items())


def _add(between: str, found: dict[str, float]) -> None:
    for part in _PART.findall(between):
        if len(part) > 1 and not _SAYS_NOTHING.issuperset(part):
            found[part] = len(part) / 2
        elif len(part) == 1 and part not in COMMON:
            found[part] = _LONE
