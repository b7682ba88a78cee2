"""Tables in plain text: rows of cells under a head, with a unit given once in the head or in a line 单位：万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.figures.numerals import numeral_value, scale_of
from assistant.figures.patterns import SCALE
from assistant.figures.slashed import Slashed, slashed
from assistant.figures.tableheads import caption_unit, counted_unit, known, listed_units, read_head, scaled_unit
from assistant.figures.tablerows import (
    DATED_HEAD,
    DAY,
    KEY,
    KEYED,
    SAID_BEHIND,
    TIME_CELL,
    Line,
    cut,
    group_of,
    grouped,
    is_number,
    lines_of,
    name_of,
    under_heads,
    without_unit,
)

_UNIT_LINE = re.compile(rf"单\s*位\s*(?:[：:]|(?=[百千万亿]{{1,2}}元))\s*({SCALE})([^\s，。；、（()）\d,]{{1,4}})")
_CAPTION = re.compile(r"[^，。；,;！：:|\t]{2,40}")
_TOTAL_ROW = re.compile(r"计|总|合计|总计|总数|共计|小计|全部|累计")
_PART_ROW = re.compile(r"^其中")
_REMARKED = re.compile(r"([\u4e00-\u9fff]{0,8})\s*(?<![0-9.])([0-9]+(?:\.[0-9]+)?)(?=[，,；;、\s]|$)")
_UNIT_OF = re.compile(
    rf"[，,；;]\s?([\u4e00-\u9fff]{{1,4}}?)(?:是|为|用|按|以)({SCALE}(?:元|度|吨|亩|人|户|立方米|方|公里|平方米|斤))"
)
_NOUN = re.compile("[\u4e00-\u9fff]{1,4}")
_OF_MONEY = re.compile("计划$|完成$|投资|到位|支出|执行$|预算|决算|已付|拨付|结余|收入")
_HEADS = {
    "收": "收入入库",
    "付": "支付出库",
    "进": "收入",
    "出": "支出",
    "结存": "结存库存",
    "余": "结余",
}  # of ledgers
_SLASHED_UNIT = re.compile(r"([\u4e00-\u9fff]*?)(万|亿|千)(元|人次|人|吨|亩|件|户|斤|公里|平方米|册|度|千瓦时|立方米)")
_MAY_BE_TABLE = re.compile(r"/|[\t|｜]|[^\s][ 　]+[^\s]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a number: its span, the heads of its row and column, and the unit given for it (with its scale)."""

    start: int
    end: int
    row: str
    column: str
    unit: str = ""
    scale: Decimal = Decimal(1)
    dated: bool = False  # a day in a column of dates: 12.30
    date: str = ""  # the ISO form of a row's key that only its head makes a date: 三 below 季度


def cells(text: str) -> tuple[Cell, ...]:
    """Every number cell of every table of the text, in order; a table is a head line and rows of as many cells."""
    if not _MAY_BE_TABLE.search(text):
        return ()
    found = [_slashed_cell(value) for value in slashed(text)]
    head: Line | None = None
    given, rows, group = ("", Decimal(1)), 0, ""
    caption = said = whole = unit_line = ""
    captioned = False  # whether the unit was given by the caption, for its table alone
    lines = list(lines_of(text))
    for k, (line, raw) in enumerate(lines):
        following = lines[k + 1][0] if k + 1 < len(lines) else None
        if match := _UNIT_LINE.search(raw):
            given, unit_line = (known(match[2]), scale_of(match[1])), raw
            if head and not rows and line.ruled and len(line.cells) == len(head.cells) > 2:
                start, end, _ = line.cells[0]  # (单位：万元)	预算	实支: the second line of heads
                head = head.under(replace(line, cells=((start, end, ""), *line.cells[1:])))
        elif head and head.has_row(row := cut(line)):
            whole = name_of(row) if not _PART_ROW.match(name_of(row)) else whole
            group = group_of(row, following, head, group)
            found.extend(_row(grouped(under_heads(head, row), group), head, given, caption, whole))
            found.extend(_said_behind(line, row, given))
            rows += 1
        elif line.is_head:
            titled, behind = without_unit(line)
            head, rows, group = head.under(titled) if head and not rows else titled, 0, ""
            head = head.in_units(_units_of_columns(unit_line), listed_units(said))
            caption = said
            given = ("", Decimal(1)) if captioned else given
            captioned = False
            for words in (caption, *line.texts[:1]):
                if unit := read_head(words)[1] or caption_unit(words):  # 库存账（吨）, 款项（万元）, [主要指标 亿元]
                    given, captioned = unit, True
            given, captioned = (behind, True) if behind else (given, captioned)
        elif head and _ends(head, line, raw, rows):
            head, given = None, ("", Decimal(1))
        if raw.strip() and not _UNIT_LINE.search(raw):
            said = raw.strip(" #*【】\t\r\n") if _CAPTION.fullmatch(raw.strip()) else ""
    return tuple(sorted(found, key=lambda cell: cell.start))


def _units_of_columns(line: str) -> dict[str, str]:
    """The columns that a line of units names: 单位：万方，电是万度."""
    return {m[1]: m[2] for m in _UNIT_OF.finditer(line)}


def named_rows(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """What the first column of each table names (村, 乡镇), with the offsets of its rows, totals and parts aside."""
    if not _MAY_BE_TABLE.search(text):
        return
    head: Line | None = None
    rows: list[int] = []
    for line, raw in lines_of(text):
        if head and head.has_row(line):
            name = name_of(line)
            if not _TOTAL_ROW.fullmatch(name) and not _PART_ROW.match(name):
                rows.append(line.start)
            continue
        if head and rows and (line.is_head or _ends(head, line, raw, len(rows))):
            yield head.texts[0], tuple(rows)
            head, rows = None, []
        if line.is_head and _NOUN.fullmatch(line.texts[0]):
            head = line if not (head and not rows) else head
    if head and rows:
        yield head.texts[0], tuple(rows)


def _ends(head: Line, line: Line, raw: str, rows: int) -> bool:
    """Whether a line that is no row ends the table: any words but one alone in its row, an empty line where spaces part the cells."""
    if raw.strip(" |｜:-—\t\r\n"):
        return not (line.ruled and len([text for text in line.texts if text]) == 1)
    return not raw.strip() and bool(rows) and not head.ruled


def _said_behind(line: Line, row: Line, given: tuple[str, Decimal]) -> Iterator[Cell]:
    """The figure of what is said behind a row, in the table's unit."""
    if row is not line and (match := SAID_BEHIND.fullmatch(line.texts[-1])) and match[1]:
        start = line.cells[-1][0]
        yield Cell(start + match.start(2), start + match.end(2), name_of(row), match[1], *given)


def _slashed_cell(value: Slashed) -> Cell:
    """信访件: 件 is the unit, 信访 what is counted."""
    name, unit = value.column, ""
    if full := _SLASHED_UNIT.fullmatch(value.column):
        return Cell(value.start, value.end, value.row, full[1], known(full[3]), scale_of(full[2]))
    for size in (2, 1):
        tail = value.column[-size:]
        if len(value.column) > size and known(tail) == tail and not TIME_CELL.match(value.column):
            name, unit = value.column[:-size], tail
            break
    return Cell(value.start, value.end, value.row, name if unit else value.column, unit)


def _row(line: Line, head: Line, given: tuple[str, Decimal], caption: str, whole: str) -> Iterator[Cell]:
    name = name_of(line).strip("*_")
    if head.texts[0] in KEYED and KEY.fullmatch(line.texts[0]):
        name = line.texts[0] + head.texts[0]
    elif not name and DATED_HEAD.match(head.texts[0]):
        name = line.texts[0]
    row, of_row = read_head(name)
    if _PART_ROW.match(name) and whole:
        row = read_head(whole)[0][-8:] + row  # 其中：团体 below 献血总人次
    if _TOTAL_ROW.fullmatch(row):
        row = caption[-16:] + row  # 2023年税费收入 over the table: what its totals count
    shift = int(bool(head.headless) and len(line.cells) > len(head.cells))
    own = line.texts[head.unit_column + shift] if 0 < head.unit_column + shift < len(line.cells) else ""
    of_own = scaled_unit(own) if head.unit_column > 0 else None
    for k, (start, end, text) in enumerate(line.cells):
        if not k and DATED_HEAD.match(head.texts[0]) and DAY.fullmatch(text):
            yield Cell(start, end, row, "", dated=True)
        if not k and head.texts[0] in KEYED and KEY.fullmatch(text):
            numbers = [int(read.value) for part in re.split(r"\s?[-—–~至]\s?", text) if (read := numeral_value(part))]
            date = "/".join(KEYED[head.texts[0]].format(number) for number in numbers)
            yield Cell(start, end, row, "", dated=True, date=date)
        if k and of_row and text and not is_number(text):
            yield from _said_in_cell(start, text, row, of_row)
        if not k or k - shift >= len(head.cells) or not is_number(text):
            continue
        column, of_column = read_head(head.cells[k - shift][2].strip("*_"))
        column = _HEADS.get(column, column)
        unit, scale = of_own or of_column or of_row or _money_beside(head, k - shift) or _given(column, given)
        if text[-1].isdigit():
            yield Cell(start, end, row, column, unit, scale)
        else:
            yield Cell(start, end, row, column)


def _given(column: str, given: tuple[str, Decimal]) -> tuple[str, Decimal]:
    """The unit given for the table, but for a column that names another (户数 below 单位：万元)."""
    return (counted_unit(column) or given) if given[0] else given


def _money_beside(head: Line, column: int) -> tuple[str, Decimal] | None:
    """The unit of the column of money before one, for plans and payments whose head gives none: 总投资(亿元) 年度计划 累计完成."""
    if not _OF_MONEY.search(head.cells[column][2]):
        return None
    for *_, text in reversed(head.cells[1:column]):
        unit = read_head(text)[1]
        if unit is not None and unit[0] == "元":
            return unit
        if not _OF_MONEY.search(text):
            return None
    return None


def _said_in_cell(start: int, text: str, row: str, unit: tuple[str, Decimal]) -> Iterator[Cell]:
    """The bare figures of a remark in a row whose head gives a unit: 经费(万) … 预算 412，普查用 168."""
    for match in _REMARKED.finditer(text):
        yield Cell(start + match.start(2), start + match.end(2), f"{row}{match[1]}", "", *unit)
