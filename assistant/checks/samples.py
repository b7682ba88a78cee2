"""What the samples hold that must not leak: their figures, their names, and their wording, looked up in indexes of any size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.figures.verdicts import Origin, Source
from assistant.stated import StatedFigures, stated_in
from knowledge.names import Hit, Lookup, Name
from knowledge.names.forms import Forms
from knowledge.splitting import Passage
from knowledge.wording import Wording

if TYPE_CHECKING:
    from knowledge.library import Library

Find = Callable[[Sequence[str]], Mapping[str, Passage]]
_LOOKED_INTO = 5  # passages read for one figure, those that share most words with it


@dataclass(frozen=True, slots=True)
class SampleFigures:
    """The figures of samples; ``find`` gives passages by their ids."""

    stated: StatedFigures
    find: Find

    def said(self, key: str, words: AbstractSet[str]) -> Source | None:
        """Where a sample states a value of that key beside most of these words; None where none has one of them beside it."""
        most, best = 0, None
        holders = self.stated.holders(key, words)[:_LOOKED_INTO]
        passages = self.find([id_ for id_, _ in holders]) if holders else {}
        for id_, count in holders:
            if count <= most or id_ not in passages:
                continue
            for found, mention, beside in stated_in(passages[id_].text):
                if found == key and len(words & beside) > most:
                    most, best = len(words & beside), _source(passages[id_], mention.start, mention.end)
        return best


@dataclass(frozen=True, slots=True)
class SampleNames:
    """The names of samples; ``find`` gives passages by their ids."""

    forms: Forms
    find: Find

    def shown(self, text: str) -> Iterator[tuple[Hit, Source]]:
        """Every place of a text where a name of a sample shows itself, with a place of it there."""
        near = self.forms.near(text)
        hits = list(Lookup(name for name, _ in near.values()).find(text))
        passages = self.find(sorted({near[hit.name.text][1] for hit in hits})) if hits else {}
        for hit in hits:
            name, id_ = near[hit.name.text]
            if id_ in passages:
                yield hit, _named(passages[id_], name)


@dataclass(frozen=True, slots=True)
class Samples:
    """The samples in use."""

    figures: SampleFigures
    names: SampleNames
    wording: Wording

    @classmethod
    def of(
        cls,
        passages: Iterable[Passage],
        names: Mapping[str, Sequence[Name]] | None = None,
        wording: Wording | None = None,
    ) -> Samples:
        """These passages, read into memory; ``names`` by the ids of passages where they have been found already."""
        known = {passage.id: passage for passage in passages}

        def find(ids: Sequence[str]) -> Mapping[str, Passage]:
            return {id_: known[id_] for id_ in ids if id_ in known}

        forms = Forms.of(known.values()) if names is None else Forms.known(known.values(), names)
        figures = SampleFigures(StatedFigures.of(known.values()), find)
        return cls(figures, SampleNames(forms, find), wording or Wording.of(known.values()))

    @classmethod
    def beside(cls, library: Library) -> Samples:
        """The samples of a library, by indexes kept beside it and brought up to date first."""
        return cls(
            SampleFigures(StatedFigures.beside(library), library.find),
            SampleNames(Forms.beside(library), library.find),
            Wording.beside(library),
        )

    def follow(self, library: Library) -> None:
        """Bring the indexes up to date with the library; costs what has changed."""
        self.figures.stated.follow(library)
        self.names.forms.follow(library)
        self.wording.follow(library)

    def close(self) -> None:
        """Let go of the files; closing twice does nothing."""
        self.figures.stated.close()
        self.names.forms.close()
        self.wording.close()


def _source(passage: Passage, start: int, end: int) -> Source:
    return Source(Origin.SAMPLE, passage.title, passage.start + start, passage.start + end, passage.text[start:end])


def _named(passage: Passage, name: Name) -> Source:
    if name.start >= 0:
        return _source(passage, name.start, name.end)
    shown = name.text if name.text in passage.title else name.core
    at = max(0, passage.title.find(shown))
    return Source(Origin.SAMPLE, passage.title, at, at + len(shown), shown)
