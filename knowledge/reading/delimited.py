"""Reading csv and tsv: a table in plain text, whatever divides its cells."""

from __future__ import annotations

import csv
import io

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading import grids
from knowledge.reading.grids import Cell

MOST_CELLS = 100_000
_DIVIDERS = "\t,;，|"
_LOOKED_AT, _AHEAD = 20, 10_000  # lines and characters that tell what divides the cells


def read_csv(name: str, text: str) -> str:
    """Return the rows of a csv or tsv as ``grids.lines`` gives them; raises ``FileTooLarge`` and ``UnreadableFile``."""
    cells: dict[tuple[int, int], Cell] = {}
    try:
        for r, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_divider(text))):
            cells.update(((r, c), Cell(value)) for c, value in enumerate(row) if value.strip())
            if len(cells) > MOST_CELLS:
                raise FileTooLarge(f"“{name}”里的格子超过{MOST_CELLS}个，请只留要用的部分后再试。")
    except csv.Error as error:
        raise UnreadableFile(f"“{name}”不是完好的表格文件，请用 Excel 或 WPS 打开，另存为 xlsx 后再试。") from error
    return "\n".join(grids.lines(cells))


def _divider(text: str) -> str:
    """The sign that divides most lines into the same number of cells; a comma when none does."""
    lines = [line for line in text[:_AHEAD].splitlines()[:_LOOKED_AT] if line.strip()]

    def alike(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) if usual else 0), usual

    best = max(_DIVIDERS, key=alike)
    return best if alike(best)[0] else ","
