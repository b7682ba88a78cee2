"""What the samples hold that must not leak: their figures, their names, and their wording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.figures.clauses import places
from assistant.figures.leaks import leak_key
from assistant.figures.things import pieces
from assistant.figures.verdicts import Origin, Source
from knowledge.names import Lookup, Name, names_of
from knowledge.splitting import Passage
from knowledge.wording import Wording


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of a sample: its place, and the word pieces beside it."""

    source: Source
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Samples:
    """The samples in use: figures by key, names with one place each, and their wording."""

    figures: Mapping[str, tuple[Stated, ...]]
    names: Mapping[str, Source]
    lookup: Lookup
    wording: Wording

    @classmethod
    def of(
        cls,
        passages: Iterable[Passage],
        names: Mapping[str, Sequence[Name]] | None = None,
        wording: Wording | None = None,
    ) -> Samples:
        """Read the samples once; checking many drafts then costs little.

        ``names`` by the ids of passages, as ``Library.names`` keeps them; without it they are looked for here. ``wording`` as it
        is kept beside the library; without it it is made in memory.
        """
        passages = list(passages)
        figures: dict[str, list[Stated]] = defaultdict(list)
        forms: dict[str, tuple[Name, Source]] = {}
        for passage in passages:
            for key, stated in _figures(passage):
                figures[key].append(stated)
            for name in names_of(passage) if names is None else names.get(passage.id, ()):
                forms.setdefault(name.text, (name, _named(passage, name)))
        sources = {text: source for text, (_, source) in forms.items()}
        lookup = Lookup(name for name, _ in forms.values())
        every = {key: tuple(group) for key, group in figures.items()}
        return cls(every, sources, lookup, wording or Wording.of(passages))


def _source(passage: Passage, start: int, end: int) -> Source:
    return Source(Origin.SAMPLE, passage.title, passage.start + start, passage.start + end, passage.text[start:end])


def _figures(passage: Passage) -> Iterable[tuple[str, Stated]]:
    for place in places(passage.text):
        m = place.mention
        words: dict[str, float] = {}
        pieces(f"{place.before} {place.after[:8]}", 1.0, words)
        yield leak_key(m), Stated(_source(passage, m.start, m.end), frozenset(w for w in words if len(w) > 1))


def _named(passage: Passage, name: Name) -> Source:
    if name.start >= 0:
        return _source(passage, name.start, name.end)
    shown = name.text if name.text in passage.title else name.core
    at = max(0, passage.title.find(shown))
    return Source(Origin.SAMPLE, passage.title, at, at + len(shown), shown)
