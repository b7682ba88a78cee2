"""Tables in plain text: rows of cells under a head, with a unit given once in the head or in a line 单位：万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.figures.numerals import scale_of
from assistant.figures.patterns import unit as unit_pattern

_CELL = re.compile(r"[^\t|｜ 　]+(?: (?=[A-Za-z]))?")
_NUMBER_CELL = re.compile(
    r"^[-+]?[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?[%﹪％\u4e00-\u9fff²/]{0,4}$|^[-—–/]$"
)
_UNIT_LINE = re.compile(r"单\s*位\s*[：:]\s*([十百千万亿]*)([^\s，。；、）)\d]{1,4})")
_UNIT_HEAD = re.compile(r"[（(](?:单位[：:])?([十百千万亿]*)([^）)\d]{0,5})[）)]$")
_SAID_CELL = re.compile(
    r"[，。；！,;]|[\u4e00-\u9fff：:][0-9０-９]+(?:[.．][0-9]+)?[万亿千百]?[\u4e00-\u9fff%]{0,2}$"
)  # no head: 投入61.75万
_TIME_CELL = re.compile(
    r"(?:(?:19|20)[0-9]{2}年?|去年|今年|上年|本年|上年同期|本期|同期|上期|计划|完成|实际)(?:数|度)?$"
)
_CAPTION = re.compile(r"[^，。；,;！：:|\t]{2,40}")
_TOTAL_ROW = re.compile(r"合计|总计|总数|共计|小计|全部|累计")
_YEAR_CELL = re.compile(r"^(?:19|20)[0-9]{2}年?$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a number: its span, the heads of its row and column, and the unit given for it (with its scale)."""

    start: int
    end: int
    row: str
    column: str
    unit: str = ""
    scale: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    cells: tuple[tuple[int, int, str], ...]
    bars: int = 0

    @property
    def is_head(self) -> bool:
        texts = [text for *_, text in self.cells]
        if any(_SAID_CELL.search(t) for t in texts):
            return False
        return len(texts) >= 2 and all(_YEAR_CELL.match(t) or not _NUMBER_CELL.match(t) for t in texts)

    @property
    def piped(self) -> bool:
        """Whether bars part the cells: rows under such a head have them too."""
        return self.bars > 1

    @property
    def headless(self) -> int:
        """1 where every head is a time (上年 本年), so that the column of the rows' names has none."""
        return int(all(_TIME_CELL.match(text) for *_, text in self.cells))

    @property
    def is_row(self) -> bool:
        numbers = [bool(_NUMBER_CELL.match(text)) for *_, text in self.cells]
        return len(numbers) >= 2 and not numbers[0] and all(numbers[1:]) and not self.is_head


def cells(text: str) -> tuple[Cell, ...]:
    """Every number cell of every table of the text, in order; a table is a head line and rows of as many cells."""
    found: list[Cell] = []
    head: _Line | None = None
    given, rows = ("", Decimal(1)), 0
    caption = said = ""
    for line, raw in _lines(text):
        if match := _UNIT_LINE.search(raw):
            given = (_known(match[2]), scale_of(match[1]))
        elif head and line.is_row and (head.piped <= line.piped) and len(line.cells) <= len(head.cells) + head.headless:
            found.extend(_row(line, head, given, caption))
            rows += 1
        elif line.is_head:
            head, rows = line, 0
            caption = said
        elif raw.strip(" |｜:-—\t\r\n"):
            head, given = None, ("", Decimal(1))
        if raw.strip() and not _UNIT_LINE.search(raw):
            said = raw.strip(" #*【】\t\r\n") if _CAPTION.fullmatch(raw.strip()) else ""
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[_Line, str]]:
    at = 0
    for raw in text.splitlines(keepends=True):
        spans = tuple(
            (at + m.start(), at + m.start() + len(m[0].rstrip()), m[0].rstrip())
            for m in _CELL.finditer(raw.rstrip("\r\n"))
        )
        yield _Line(at, tuple(s for s in spans if not re.fullmatch(r"[-:]+", s[2])), len(re.findall("[|｜]", raw))), raw
        at += len(raw)


def _row(line: _Line, head: _Line, given: tuple[str, Decimal], caption: str) -> Iterator[Cell]:
    row, of_row = _head(line.cells[0][2].strip("*_"))
    if _TOTAL_ROW.fullmatch(row):
        row = caption[-16:] + row  # 2023年税费收入 over the table: what its totals count
    heads = head.cells if head.headless and len(line.cells) > len(head.cells) else head.cells[1:]
    for (start, end, text), (*_, title) in zip(line.cells[1:], heads, strict=False):
        column, of_column = _head(title.strip("*_"))
        unit, scale = of_column or of_row or given
        if text[-1].isdigit():
            yield Cell(start, end, row, column, unit, scale)
        else:
            yield Cell(start, end, row, column)


def _head(text: str) -> tuple[str, tuple[str, Decimal] | None]:
    """The words of a head, and the unit that it gives in brackets: 小麦面积（万亩）."""
    plain = re.sub(r"^其中[：:]?", "", text)
    match = _UNIT_HEAD.search(plain)
    if match is None or not (match[1] or match[2]):
        return plain, None
    return plain[: match.start()], (_known(match[2]), scale_of(match[1]))


def _known(unit: str) -> str:
    match = unit_pattern().match(unit)
    return unit if match and match[0] == unit else (match[0] if match else "")
