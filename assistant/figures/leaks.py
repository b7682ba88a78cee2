"""Leaks: figures of a draft that only the samples state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from assistant.figures.mentions import Mention
from assistant.figures.record import Noted
from assistant.figures.units import canonical
from assistant.figures.verdicts import Source


class Stated(Protocol):
    """A figure of a sample: its place, and the pairs of characters beside it."""

    @property
    def source(self) -> Source:
        """Its place in the sample."""
        ...

    @property
    def words(self) -> frozenset[str]:
        """The pairs of characters beside it."""
        ...


Leaks = Mapping[str, Sequence[Stated]]  # by ``leak_key``


def leak_key(mention: Mention) -> str:
    """The key under which a figure of a sample is looked up."""
    return mention.date or f"{mention.kind}{mention.value}{canonical(mention.unit)[0]}"


def leak_of(figure: Noted, leaks: Leaks) -> Source | None:
    """The sample's figure of this value that is said in like words; a bare coincidence of small numbers is no leak."""
    words = {piece for piece in figure.thing.near if len(piece) > 1}
    shared = [(len(words & stated.words), stated.source) for stated in leaks.get(leak_key(figure.mention), ())]
    count, source = max(shared, key=lambda pair: pair[0], default=(0, None))
    return source if count else None
