"""The few first of many operands by their place in the notes, kept while more are added."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import replace

from assistant.figures.mentions import Kind
from assistant.figures.once import once
from assistant.figures.record import Noted
from assistant.figures.things import Thing

Key = tuple[str, int]  # document and start


class Operand:
    """A figure of the notes, as the draft tells it, where it does; ``turn`` says when (0: not told)."""

    def __init__(self, n: Noted, turn: int = 0, figure: Noted | None = None) -> None:
        self.n = n
        self.turn = turn
        self.key: Key = (n.document, n.mention.start)
        self._figure = figure

    @once
    def noted(self) -> Noted:
        """The figure, in the draft's words too."""
        return self.n if self._figure is None else as_told(self._figure, self.n)


class Firsts:
    """At most ``most`` operands of those told in ``rows``, which grow: those that stand first; of one place the last told."""

    def __init__(self, rows: Sequence[Operand], most: int) -> None:
        self.items: dict[Key, Operand] = {}
        self._rows = rows
        self._done = 0
        self._most = most
        self._keys: list[Key] = []

    def upto(self, end: int) -> dict[Key, Operand]:
        """Those of the first ``end`` rows; quick where ``end`` only grows."""
        if end < self._done:
            self._done, self.items, self._keys = 0, {}, []
        for operand in self._rows[self._done : end]:
            self._add(operand)
        self._done = end
        return self.items

    def _add(self, operand: Operand) -> None:
        key = operand.key
        if key in self.items:
            if self.items[key].turn < operand.turn:
                self.items[key] = operand
            return
        if not counts(operand.n):
            return
        if len(self._keys) == self._most:
            if key > self._keys[-1]:
                return
            del self.items[self._keys.pop()]
        insort(self._keys, key)
        self.items[key] = operand


def counts(n: Noted) -> bool:
    """Whether a figure may be reckoned with at all."""
    return n.mention.value is not None or n.mention.kind is Kind.DATE


def as_told(figure: Noted, n: Noted) -> Noted:
    """The notes' figure in the words of the draft's figure too."""
    # 由63%提高到82%: the draft says which came first
    base = figure.place.period == "any" and not n.place.period
    place = replace(n.place, period="any") if base else n.place
    if n.mention.unit in ("", "个") and n.mention.kind is figure.mention.kind is Kind.QUANTITY:
        place = replace(place, mention=replace(n.mention, unit=figure.mention.unit))
    near = {**figure.thing.near, **n.thing.near}
    return replace(n, place=place, thing=Thing(near, {**figure.thing.wide, **n.thing.wide}))
