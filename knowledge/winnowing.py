"""Hashes of a text of which every run of 30 characters holds at least one, whatever stands around it (winnowing)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

RUN = 30  # characters taken over word for word that make a copied passage
WINDOW = 15  # characters that one hash is made of
_NEIGHBOURS = RUN - WINDOW + 1  # of so many windows in a row the smallest hash is kept
_BASE, _MIX = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9


def winnowed(text: str) -> list[tuple[int, int]]:
    """The kept hashes of a text with the places of their windows, in order; none for a text shorter than a run."""
    if len(text) < RUN:
        return []
    import numpy as np

    values = windows(text)
    count = len(values) - _NEIGHBOURS + 1
    near = np.lib.stride_tricks.sliding_window_view(values, _NEIGHBOURS)
    kept = np.unique(np.arange(count) + near.argmin(axis=1))
    return list(zip(values[kept].tolist(), kept.tolist(), strict=True))


def windows(text: str) -> np.ndarray:
    """A hash for each window of a text, as signed numbers of 64 bits that a database can hold."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    values = np.zeros(len(codes) - WINDOW + 1, dtype=np.uint64)
    for at in range(WINDOW):
        values *= np.uint64(_BASE)
        values += codes[at : at + len(values)]
    values ^= values >> np.uint64(31)
    values *= np.uint64(_MIX)
    values ^= values >> np.uint64(29)
    return values.view(np.int64)
