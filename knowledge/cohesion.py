"""How much the text before a place shares with the text after it: pairs of characters, weighed by how rare they are in the file."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_WINDOW, _WINDOW_CHARS = 5, 900  # paragraphs, and characters after which no further one is taken, on each side
_LONGEST = 2000  # characters of a paragraph
_SCALE = 1000  # weights are whole numbers, so that sums come out the same whichever way the windows moved


def likenesses(texts: Sequence[str]) -> Iterator[float]:
    """Yield for each gap between two paragraphs what share of the lighter side's pairs stands on the other side, too."""
    pairs = [{run[i : i + 2] for run in _HAN.findall(text[:_LONGEST]) for i in range(len(run) - 1)} for text in texts]
    df = Counter(pair for some in pairs for pair in some)
    weight = {pair: round(_SCALE * math.log((len(texts) + 1) / (count + 0.5)) ** 2) for pair, count in df.items()}
    sides = _Sides(weight)
    sizes = [len(text) for text in texts]
    first = after = 0  # the windows are texts[first:n] and texts[n:after]
    left_size = right_size = 0
    for n in range(1, len(texts)):
        if after == n - 1:
            after, right_size = n, sizes[n - 1]
            sides.put(1, pairs[n - 1])
        sides.take(1, pairs[n - 1])
        right_size -= sizes[n - 1]
        sides.put(0, pairs[n - 1])
        left_size += sizes[n - 1]
        while n - first > _WINDOW or (first < n - 1 and left_size - sizes[first] > _WINDOW_CHARS):
            sides.take(0, pairs[first])
            left_size -= sizes[first]
            first += 1
        while after < len(texts) and after - n < _WINDOW and right_size <= _WINDOW_CHARS:
            sides.put(1, pairs[after])
            right_size += sizes[after]
            after += 1
        yield sides.shared()


class _Sides:
    """The pairs in the windows before and after a gap, with their weights summed up as paragraphs come and go."""

    def __init__(self, weight: dict[str, int]) -> None:
        self._weight = weight
        self._counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._sums = [0, 0]
        self._both = 0

    def put(self, side: int, pairs: set[str]) -> None:
        """Let a paragraph come into a window."""
        here, there = self._counts[side], self._counts[1 - side]
        for pair in pairs:
            here[pair] += 1
            if here[pair] == 1:
                self._sums[side] += self._weight[pair]
                self._both += self._weight[pair] if there[pair] else 0

    def take(self, side: int, pairs: set[str]) -> None:
        """Let a paragraph go out of a window."""
        here, there = self._counts[side], self._counts[1 - side]
        for pair in pairs:
            here[pair] -= 1
            if here[pair] == 0:
                self._sums[side] -= self._weight[pair]
                self._both -= self._weight[pair] if there[pair] else 0

    def shared(self) -> float:
        """Return the weight of what stands on both sides, as a share of the lighter side."""
        least = min(self._sums)
        return self._both / least if least else 1.0
