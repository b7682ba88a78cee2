"""Tables on a printed page: cells from the lines that are drawn round them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.reading.columns import is_number
from knowledge.reading.glyphs import Glyph, lines_of
from knowledge.reading.grids import Cell

MOST_RULES = 4_000  # of one page; a page of graph paper or a drawing is no table
_NEAR = 3.0  # points by which lines that meet may miss
_WRAPPED = 1.6  # characters that a full line of a cell may leave free
_MOST_PLACES = 20_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight stroke: across the page when ``across``, at height ``at``; else down the page, ``at`` from the left."""

    across: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table, and where on the page its top and the borders of its columns are."""

    cells: dict[tuple[int, int], Cell]
    top: float
    borders: tuple[float, ...]

    def goes_on_with(self, other: Table) -> bool:
        """Whether a table at the top of the next page has the same columns."""
        return len(self.borders) == len(other.borders) and all(
            abs(a - b) <= _NEAR for a, b in zip(self.borders, other.borders, strict=True)
        )

    def with_more(self, other: Table) -> Table:
        """The table with the rows of ``other`` below; a row that the end of the page has cut is put together."""
        last = max(row for row, _ in self.cells)
        first = {column: cell for (row, column), cell in other.cells.items() if row == 0}
        above = {column: cell for (row, column), cell in self.cells.items() if row == last}
        cut = bool(first) and len(first) < len(above) and first.keys() <= above.keys()
        cut = cut and not any(is_number(cell.text) for cell in first.values())
        cells = dict(self.cells)
        if cut:
            cells |= {
                (last, c): replace(cell, text=cell.text + first[c].text) for c, cell in above.items() if c in first
            }
        for (row, column), cell in other.cells.items():
            if row or not cut:
                cells[last + 1 + row, column] = cell
        return replace(self, cells=cells)


def tables_of(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page, and the characters that stand in none."""
    found: list[Table] = []
    rest = list(glyphs)
    if len(rules) > MOST_RULES:
        return [], rest
    for group in _joined(rules):
        xs = _places(rule.at for rule in group if not rule.across)
        ys = _places(rule.at for rule in group if rule.across)
        if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_PLACES:
            continue
        inside = [g for g in rest if xs[0] < g.centre < xs[-1] and ys[0] < g.middle < ys[-1]]
        if inside:
            found.append(Table(_cells(xs, ys, group, inside), ys[-1], tuple(xs)))
            taken = set(map(id, inside))
            rest = [g for g in rest if id(g) not in taken]
    return found, rest


def _joined(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules in groups that touch one another."""
    across = sorted((r for r in rules if r.across), key=lambda r: r.at)
    down = [r for r in rules if not r.across]
    heights = [r.at for r in across]
    leader = {id(r): r for r in rules}

    def head(rule: Rule) -> Rule:
        while leader[id(rule)] is not rule:
            leader[id(rule)] = leader[id(leader[id(rule)])]
            rule = leader[id(rule)]
        return rule

    for rule in down:
        for n in range(bisect_right(heights, rule.start - _NEAR), bisect_right(heights, rule.end + _NEAR)):
            if across[n].start - _NEAR <= rule.at <= across[n].end + _NEAR:
                leader[id(head(rule))] = head(across[n])
    groups: dict[int, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(id(head(rule)), []).append(rule)
    return [group for group in groups.values() if len(group) > 2]


def _places(values: Iterable[float]) -> list[float]:
    """The values from small to large, those that nearly coincide once."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


class _Frame:
    """The strokes of one table, sorted to the borders between its places; rows count from the bottom."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float], rules: Sequence[Rule]) -> None:
        self._xs, self._ys = xs, ys
        self._floors: dict[int, list[Rule]] = {}
        self._walls: dict[int, list[Rule]] = {}
        for rule in rules:
            if rule.across:
                self._floors.setdefault(_nearest(ys, rule.at), []).append(rule)
            else:
                self._walls.setdefault(_nearest(xs, rule.at), []).append(rule)

    def size(self, row: int, column: int) -> tuple[int, int]:
        """Over how many rows downwards and columns to the right a cell goes before a stroke ends it."""
        middle = (self._ys[row] + self._ys[row + 1]) / 2
        wide = 1
        while column + wide < len(self._xs) - 1 and not _drawn(self._walls.get(column + wide, ()), middle):
            wide += 1
        centre = (self._xs[column] + self._xs[column + 1]) / 2
        high = 1
        while row - high >= 0 and not _drawn(self._floors.get(row - high + 1, ()), centre):
            high += 1
        return high, wide


def _drawn(rules: Iterable[Rule], at: float) -> bool:
    return any(rule.start - _NEAR <= at <= rule.end + _NEAR for rule in rules)


def _cells(
    xs: Sequence[float], ys: Sequence[float], rules: Sequence[Rule], glyphs: Sequence[Glyph]
) -> dict[tuple[int, int], Cell]:
    """The cells, rows from the top; one without a stroke towards its neighbour is merged with it."""
    frame = _Frame(xs, ys, rules)
    owners: dict[tuple[int, int], tuple[int, int]] = {}  # every place → the cell it belongs to
    sizes: dict[tuple[int, int], tuple[int, int]] = {}
    top = len(ys) - 2
    for row in range(top, -1, -1):
        for column in range(len(xs) - 1):
            if (row, column) in owners:
                continue
            high, wide = sizes[row, column] = frame.size(row, column)
            for r in range(row - high + 1, row + 1):
                for c in range(column, column + wide):
                    owners.setdefault((r, c), (row, column))
    held: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        place = (bisect_right(ys, glyph.middle) - 1, bisect_right(xs, glyph.centre) - 1)
        held.setdefault(owners[place], []).append(glyph)
    return {
        (top - row, column): Cell(_text(inside, xs[column + sizes[row, column][1]]), *sizes[row, column])
        for (row, column), inside in held.items()
    }


def _nearest(places: Sequence[float], value: float) -> int:
    return min(range(len(places)), key=lambda n: abs(places[n] - value))


def _text(glyphs: Sequence[Glyph], border: float) -> str:
    """The text of a cell; lines that were broken only because the cell ended are joined."""
    text = ""
    full = False
    for line in lines_of(glyphs):
        text += ("" if full or not text else "\n") + line.text.replace("\t", " ")
        full = border - line.right < _WRAPPED * line.size
    return text
