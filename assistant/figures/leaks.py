"""Leaks: figures of a draft that only the samples state."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Protocol

from assistant.figures.mentions import Mention
from assistant.figures.record import Noted
from assistant.figures.units import canonical
from assistant.figures.verdicts import Source


class Leaks(Protocol):
    """The figures of samples, by ``leak_key``."""

    def said(self, key: str, words: AbstractSet[str]) -> Source | None:
        """Where a sample states a value of that key beside most of these words; None where none has one of them beside it."""
        ...


def leak_key(mention: Mention) -> str:
    """The key under which a figure of a sample is looked up."""
    return mention.date or f"{mention.kind}{mention.value}{canonical(mention.unit)[0]}"


def leak_of(figure: Noted, leaks: Leaks) -> Source | None:
    """The sample's figure of this value that is said in like words; a bare coincidence of small numbers is no leak."""
    return leaks.said(leak_key(figure.mention), frozenset(piece for piece in figure.thing.near if len(piece) > 1))
