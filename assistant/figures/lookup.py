"""Finding the figures of the notes that may agree with a figure, or be alike, without comparing it with every one.

Values lie in sorted lists, one for a kind and one for a canonical unit; things in postings of their pairs of characters. So
judging grows with draft and notes, not with their product.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from assistant.figures.agreement import last_digit
from assistant.figures.dates import dotted
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.units import MEASURES, canonical

PIECES, POSTINGS = 10, 32  # how many telling pieces are looked up, and how common one may be
_SCALES = tuple(Decimal(10) ** n for n in (4, 8, -4, -8))
_Sorted = tuple[list[Decimal], list[int]]


class Lookup:
    """Indexes over the figures of the notes; answers are positions in the sequence given, ascending."""

    def __init__(self, mentions: Sequence[Mention], things: Sequence[Iterable[str]]) -> None:
        kinds: dict[str, list[tuple[Decimal, int]]] = defaultdict(list)
        units: dict[str, list[tuple[Decimal, int]]] = defaultdict(list)
        self._values: dict[Decimal, list[int]] = defaultdict(list)
        self._dates: dict[str, list[int]] = defaultdict(list)
        self._references: list[int] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        for at, (mention, pieces) in enumerate(zip(mentions, things, strict=True)):
            self._place(at, mention, kinds, units)
            for piece in pieces:
                if len(piece) > 1 and piece[0] != "#" and len(self._postings[piece]) < POSTINGS:
                    self._postings[piece].append(at)
        self._kinds = {key: _sorted(rows) for key, rows in kinds.items()}
        self._units = {key: _sorted(rows) for key, rows in units.items()}

    def _place(
        self,
        at: int,
        mention: Mention,
        kinds: dict[str, list[tuple[Decimal, int]]],
        units: dict[str, list[tuple[Decimal, int]]],
    ) -> None:
        if mention.kind is Kind.DATE:
            for key in _date_keys(mention.date):
                self._dates[key].append(at)
        elif mention.kind is Kind.REFERENCE:
            self._references.append(at)
        elif mention.value is not None:
            if not mention.unit and (day := dotted(mention.text)):
                for key in _date_keys(day):
                    self._dates[key].append(at)
            kinds[mention.kind].append((mention.value, at))
            self._values[abs(mention.value)].append(at)
            if mention.value < 0:
                self._values[mention.value].append(at)
            unit, factor = canonical(mention.unit)
            if mention.unit in MEASURES:
                units[unit].append((mention.value * factor, at))

    def agreeable(self, mention: Mention) -> list[int]:
        """Every figure that may agree with ``mention``, in value if not in unit; some that do not are among them."""
        if mention.kind is Kind.DATE:
            return sorted({at for key in _date_keys(mention.date) for at in self._dates.get(key, ())})
        if mention.kind is Kind.REFERENCE:
            return self._references
        if mention.value is None:
            return []
        found = set(self._values.get(mention.value, ()))
        for scale in _SCALES:  # a 万 or 亿 lost or gained
            found.update(self._values.get(mention.value * scale, ()))
        low, high = _reach(mention)
        found.update(_between(self._kinds.get(mention.kind), low, high))
        unit, factor = canonical(mention.unit)
        if factor != 1 or unit != mention.unit or unit in self._units:
            found.update(_between(self._units.get(unit), low * factor, high * factor))
        return sorted(found)

    def exactly(self, mention: Mention) -> Sequence[int]:
        """The figures of this very value, or date."""
        if mention.kind is Kind.DATE:
            return self._dates.get(mention.date, ())
        return () if mention.value is None else self._values.get(mention.value, ())

    def alike(self, telling: Iterable[tuple[float, str]], most: int) -> list[int]:
        """The figures that share the most telling pieces ``(weight, piece)``, the best ``most`` of them."""
        pairs = sorted([pair for pair in telling if pair[1] in self._postings], reverse=True)
        scores: dict[int, float] = defaultdict(float)
        for score, piece in pairs[:PIECES]:
            for at in self._postings[piece]:
                scores[at] += score
        if len(scores) <= most:
            return sorted(scores)
        least = sorted(scores.values())[-most]
        better = sorted([at for at, score in scores.items() if score > least])
        return sorted([*better, *sorted([at for at, score in scores.items() if score == least])[: most - len(better)]])


def _sorted(rows: list[tuple[Decimal, int]]) -> _Sorted:
    rows.sort()
    return [value for value, _ in rows], [at for _, at in rows]


def _between(rows: _Sorted | None, low: Decimal, high: Decimal) -> Iterable[int]:
    if rows is None:
        return ()
    values, places = rows
    return places[bisect_left(values, low) : bisect_right(values, high)]


def _reach(mention: Mention) -> tuple[Decimal, Decimal]:
    """The values that can possibly agree: what rounds to the figure, or what its qualifier covers."""
    value = mention.value if mention.value is not None else Decimal(0)
    if mention.qualifier is Qualifier.MAGNITUDE:
        return value, value * 10
    step = mention.quantum / 2 if mention.qualifier is Qualifier.EXACT else last_digit(value, mention.quantum)
    return value - step, value + step


def _date_keys(form: str) -> Iterator[str]:
    """Under what a date is found: its own form, and the months that it names, or its year where it names none."""
    yield form
    months = {point[5:7] if point[:4].isdigit() else point[2:4] for point in form.split("/")}
    months = {month for month in months if month.isdigit()}
    yield from (f"m{month}" for month in months)
    if form[:4].isdigit():
        yield f"ym{form[:4]}"
        if not months:
            yield f"y{form[:4]}"
