"""Where the notes say what a clause says: its content words aligned with the places of the notes, in other words or not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.claims.ground import Segment, segments
from assistant.claims.wording import decorating, decoration, phrases, synonyms
from knowledge.tokens import words

_HAN = re.compile(r"[\u4e00-\u9fff]")
_CONTENT = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,}")
_COUNTED = re.compile(r"[一两三四五六七八九十几数多](?:名|座|个|项|批|家|次|支|位|台|套|条|所|场|期|种|件)")
_EXACT, _SYNONYM, _ALONE, _PARTIAL = 1.0, 0.9, 0.6, 0.7  # what a match is worth: the word, another for it, one character, part of it
_MISSING = 0.5  # a word that no place says better than so is missing
_DENYING = re.compile(r"没|未|无(?!论|线|人机|害化)")
_DENIED, _DENIAL = 0.25, re.compile(r"没|未|无(?!论|线|人机|害化)|不")  # both deny something: that much more alike
_ANCHORED = 0.15  # what it adds that the figures of the sentence stand there
_LEAST_ALIKE = 0.15
_COMMON = frozenset("的了和与及或在是有对把被将为以于从到由等个各该其这那并也都还就又而但中上下里一二三四五六七八九十百千万不没要可能着过去来后前内外时地得之所使让给向按同项大小多少好人工作年月日")


@dataclass(frozen=True, slots=True)
class Support:
    """How much of a clause one place of the notes says, from 0 to 1, and that place; ``missing`` are the words without a match."""

    share: float = 0.0
    whole: float = 0.0
    nearest: Segment | None = None
    missing: tuple[str, ...] = ()
    weight: float = 0.0


class Ground:
    """The notes, ready for clauses to be aligned with."""

    def __init__(self, notes: Sequence[tuple[str, str]], year: int = 0) -> None:
        self.segments = tuple(s for document, text in notes for s in segments(document, text, year))
        self.text = "\n".join(text for _, text in notes).lower()
        self._found: dict[str, dict[int, float]] = {}

    @cached_property
    def _characters(self) -> dict[str, set[int]]:
        index: dict[str, set[int]] = defaultdict(set)
        for number, segment in enumerate(self.segments):
            for char in set(segment.said):
                index[char].add(number)
        return index

    @cached_property
    def planned(self) -> bool:
        """Whether the notes say anything of the time to come."""
        return any(segment.planned for segment in self.segments)

    def at(self, document: str, offset: int) -> int:
        """The number of the place that holds an offset of a document; -1 where none does."""
        return next((n for n, s in enumerate(self.segments) if s.document == document and s.start <= offset < s.end), -1)

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
            return Support(1.0, 1.0)
        scores: dict[int, float] = defaultdict(float)
        whole, missing = 0.0, []
        for word, weight in content:
            found = self._matches(word)
            for number, share in found.items():
                scores[number] += weight * share
            best = max(found.values(), default=0.0)
            whole += weight * best
            if best < _MISSING:
                missing.append(word)
        for number in anchors:
            if scores.get(number):
                scores[number] += _ANCHORED * total
        if _DENYING.search(text):
            for number, score in scores.items():
                if score > _LEAST_ALIKE * total and _DENIAL.search(self.segments[number].text):
                    scores[number] = score + _DENIED * total
        if planned and self.planned:
            for number in scores:
                scores[number] *= 1.0 if self.segments[number].planned else 0.5
        best_at = max(scores, key=lambda number: (scores[number], -number), default=None)
        if best_at is None:
            return Support(0.0, 0.0, None, tuple(missing), total)
        share = min(1.0, scores[best_at] / total)
        return Support(share, whole / total, self.segments[best_at], tuple(missing), total)

    def _matches(self, word: str) -> dict[int, float]:
        """How well each segment has a word: itself, another for it, or a part of it."""
        if (known := self._found.get(word)) is not None:
            return known
        found: dict[int, float] = {}
        for variant, worth in ((word, _EXACT), *((other, _SYNONYM if len(other) > 1 else _ALONE) for other in synonyms().get(word, ()))):
            for number in self._having(variant):
                found[number] = max(found.get(number, 0.0), worth)
        for number, share in self._parts(word).items():
            found[number] = max(found.get(number, 0.0), share)
        self._found[word] = found
        return found

    def _having(self, word: str) -> Iterable[int]:
        rows = [self._characters.get(char, set()) for char in set(word)]
        common = set.intersection(*rows) if rows else set()
        return (number for number in common if word in self.segments[number].said)

    def _parts(self, word: str) -> dict[int, float]:
        """Segments that have some characters of a word: 排查 where the notes say 查, 更换冰柜 where they say 换."""
        chars = [char for char in dict.fromkeys(word) if _HAN.match(char) and char not in _COMMON]
        counts: dict[int, int] = defaultdict(int)
        for char in chars:
            for number in self._characters.get(char, ()):
                counts[number] += 1
        return {number: _PARTIAL * n / max(2, len(word)) * (1.2 if n > 1 else 1.0) for number, n in counts.items()}


@lru_cache(maxsize=4096)
def content_words(text: str) -> tuple[tuple[str, float], ...]:
    """The words of a clause that say something, with weights by length."""
    fixed = phrases().findall(text)
    plain = decorating().sub(" ", _COUNTED.sub(" ", phrases().sub(" ", text.lower())))
    found = fixed + [word for run in _CONTENT.findall(plain) for word in _cut(run) if word not in decoration()]
    return tuple((word, 0.35 if len(word) == 1 else 1.0 + 0.3 * (len(word) - 2)) for word in dict.fromkeys(found))


def _cut(run: str) -> list[str]:
    return [run] if len(run) == 2 else words(run)
