"""The few first of many figures by their place in the notes, kept while more are added."""

from __future__ import annotations

from bisect import insort

from assistant.figures.record import Noted

Key = tuple[str, int]  # document and start
Operand = tuple[int, Noted]  # in which turn it was told, and the figure


class Firsts:
    """At most ``most`` figures, those that stand first; of two told for one place the later one."""

    def __init__(self, most: int) -> None:
        self.items: dict[Key, Operand] = {}
        self._most = most
        self._keys: list[Key] = []

    def add(self, key: Key, operand: Operand) -> None:
        """Add a figure, unless there are enough that stand before it."""
        if key in self.items:
            if self.items[key][0] < operand[0]:
                self.items[key] = operand
            return
        if len(self._keys) == self._most:
            if key > self._keys[-1]:
                return
            del self.items[self._keys.pop()]
        insort(self._keys, key)
        self.items[key] = operand
