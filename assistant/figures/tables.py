"""Tables in plain text: rows of cells under a head, with a unit given once in the head or in a line 单位：万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.figures.columns import edges, placed
from assistant.figures.numerals import numeral_value, scale_of
from assistant.figures.patterns import unit as unit_pattern
from assistant.figures.slashed import Slashed, slashed

_CELL = re.compile(r"[^\t|｜ 　]+(?: (?=[A-Za-z]))?")
_NUMBER_CELL = re.compile(
    r"^[-+]?[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?[%﹪％\u4e00-\u9fff²/]{0,4}$|^(?:[-—–/]{1,2}|无|空)(?:[（(][^）)]{0,8}[）)])?$"
)
_UNIT_LINE = re.compile(r"单\s*位\s*[：:]\s*([十百千万亿]*)([^\s，。；、）)\d]{1,4})")
_UNIT_HEAD = re.compile(r"[（(](?:单位[：:])?([十百千万亿]*)([^）)\d]{0,5})[）)]$")
_UNIT_BEHIND = re.compile(r"(.{1,8}?)([万亿]?)(元|km|㎡|m2|m²|m|kg|t|吨|亩|公里|平方米|公顷|mm|℃)")  # 里程km, 费用元
_SAID_CELL = re.compile(
    r"[，。；！,;]|[\u4e00-\u9fff：:][0-9０-９]+(?:[.．][0-9]+)?[万亿千百]?[\u4e00-\u9fff%]{0,2}$"
)  # no head: 投入61.75万
_TIME_CELL = re.compile(
    r"(?:(?:19|20)[0-9]{2}年?|去年|今年|上年|本年|上年同期|本期|同期|上期|计划|完成|实际)(?:数|度)?$"
)
_CAPTION = re.compile(r"[^，。；,;！：:|\t]{2,40}")
_TOTAL_ROW = re.compile(r"计|总|合计|总计|总数|共计|小计|全部|累计")
_DATED_HEAD = re.compile(r"日\s*期|时\s*间|月\s*份|年\s*月|(?:月|季|季度|年|年份|年度|周次?)$")
_UNIT_COLUMN = re.compile(r"(?:计量)?单\s*位|量词")
_PART_ROW = re.compile(r"^其中")
_FRAME = re.compile(r"[ 　]*[|｜]?(.*?)[|｜]?[ 　]*")
_YEAR_ROW = re.compile(r"(?:19|20)?[0-9]{2}年[合总小全累计度上下同末底]")
_CAPTION_UNIT = re.compile(r"[\s，,：:]([十百千万亿]*)([^\s\[\]（）()\d]{1,3})[\]】）)]?$")
_REMARKED = re.compile(r"([\u4e00-\u9fff]{0,8})\s*(?<![0-9.])([0-9]+(?:\.[0-9]+)?)(?=[，,；;、\s]|$)")
_KEY = re.compile(r"[0-9]{1,2}|十[一二]?|[一二三四五六七八九]")
_KEYED = {"季度": "Q{}", "季": "Q{}", "月份": "--{:02d}", "月": "--{:02d}"}
_SAID_BEHIND = re.compile(r"其中([\u4e00-\u9fff]{1,8})([0-9]+(?:\.[0-9]+)?)")
_DAY = re.compile(r"[0-9]{1,2}[./][0-9]{1,2}(?:\s?[-—–~至]\s?[0-9]{1,2}[./][0-9]{1,2})?")
_OF_MONEY = re.compile("计划$|完成$|投资|到位|支出|执行$|预算|决算|已付|拨付|结余|收入")
_HEADS = {
    "收": "收入入库",
    "付": "支付出库",
    "进": "收入",
    "出": "支出",
    "结存": "结存库存",
    "余": "结余",
}  # of ledgers
_TAB, _BAR = re.compile("\t"), re.compile("[|｜]")
_MAY_BE_TABLE = re.compile(r"/|[\t|｜]|[^\s][ 　]+[^\s]")
_YEAR_CELL = re.compile(
    r"^(?:(?:19|20)[0-9]{2}年?|[0-9]{1,2}月份?|第?[1-4]季度|前[23]季度|Q[1-4]|[0-9]{1,2}[班组队号])$"
)


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


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in cells. ``ruled``: tabs or bars part them, so that empty ones keep their column."""

    start: int
    cells: tuple[tuple[int, int, str], ...]
    bars: int = 0
    ruled: bool = False
    raw: str = ""

    @property
    def texts(self) -> list[str]:
        return [text for *_, text in self.cells]

    @property
    def is_head(self) -> bool:
        texts = [text for text in self.texts if text]
        if any(_SAID_CELL.search(t) and not _YEAR_CELL.match(t) for t in texts):
            return False
        return len(texts) >= 2 and all(_YEAR_CELL.match(t) or not _is_number(t) for t in texts)

    @property
    def piped(self) -> bool:
        """Whether bars part the cells: rows under such a head have them too."""
        return self.bars > 1

    @property
    def headless(self) -> int:
        """1 where every head is a time (上年 本年), so that the column of the rows' names has none."""
        indented = not self.ruled and self.raw[:2].strip() == "" and len(self.raw) > 2
        return int(indented or all(_TIME_CELL.match(text) for text in self.texts))

    @property
    def unit_column(self) -> int:
        """Which column names the units of the rows (单位); -1 where none does."""
        return next((k for k, text in enumerate(self.texts) if k and _UNIT_COLUMN.fullmatch(text)), -1)

    def has_row(self, line: _Line) -> bool:
        """Whether ``line`` is a row under this head."""
        if self.piped > line.piped or len(line.cells) > len(self.cells) + self.headless or line.is_head:
            return False
        numbers = [bool(_is_number(text)) for text in line.texts]
        if self.ruled and line.ruled:
            named = any(text and not number for text, number in zip(line.texts, numbers, strict=True))
            named = named or bool(self.texts[0] in _KEYED and _KEY.fullmatch(line.texts[0]))
            return named and any(numbers[1:]) and len(line.cells) >= 2
        if _DATED_HEAD.match(self.texts[0]) and any(numbers[1:]):
            return True
        words = [k for k, number in enumerate(numbers) if not number and k]
        return len(numbers) >= 2 and not numbers[0] and words in ([], [self.unit_column])

    def under(self, line: _Line) -> _Line:
        """This head with the head line directly below it: 今年 over 计划 and 完成."""
        if not (self.ruled and line.ruled and len(self.cells) == len(line.cells)):
            return line
        above = ""
        joined: list[tuple[int, int, str]] = []
        for (*_, over), (start, end, text) in zip(self.cells, line.cells, strict=True):
            above = over or above
            joined.append((start, end, above + text if text and joined else text or above))
        return replace(line, cells=tuple(joined))


def cells(text: str) -> tuple[Cell, ...]:
    """Every number cell of every table of the text, in order; a table is a head line and rows of as many cells."""
    if not _MAY_BE_TABLE.search(text):
        return ()
    found = [_slashed_cell(value) for value in slashed(text)]
    head: _Line | None = None
    given, rows = ("", Decimal(1)), 0
    caption = said = whole = ""
    captioned = False  # whether the unit was given by the caption, for its table alone
    for line, raw in _lines(text):
        if match := _UNIT_LINE.search(raw):
            given = (_known(match[2]), scale_of(match[1]))
        elif head and head.has_row(row := _cut(line)):
            whole = _name(row) if not _PART_ROW.match(_name(row)) else whole
            found.extend(_row(_under_heads(head, row), head, given, caption, whole))
            found.extend(_said_behind(line, row, given))
            rows += 1
        elif line.is_head:
            head, rows = head.under(line) if head and not rows else line, 0
            caption = said
            given = ("", Decimal(1)) if captioned else given
            captioned = False
            for words in (caption, *line.texts[:1]):
                if unit := _head(words)[1] or _caption_unit(words):  # 库存账（吨）, 款项（万元）, [主要指标 亿元]
                    given, captioned = unit, True
        elif head and _ends(head, line, raw, rows):
            head, given = None, ("", Decimal(1))
        if raw.strip() and not _UNIT_LINE.search(raw):
            said = raw.strip(" #*【】\t\r\n") if _CAPTION.fullmatch(raw.strip()) else ""
    return tuple(sorted(found, key=lambda cell: cell.start))


def _caption_unit(words: str) -> tuple[str, Decimal] | None:
    """The unit that a caption ends with: [在库单位 个]."""
    match = _CAPTION_UNIT.search(words)
    known = _known(match[2]) if match else ""
    return (known, scale_of(match[1])) if match and known == match[2] else None


def _ends(head: _Line, line: _Line, raw: str, rows: int) -> bool:
    """Whether a line that is no row ends the table: any words but one alone in its row, an empty line where spaces part the cells."""
    if raw.strip(" |｜:-—\t\r\n"):
        return not (line.ruled and len([text for text in line.texts if text]) == 1)
    return not raw.strip() and bool(rows) and not head.ruled


def _cut(line: _Line) -> _Line:
    """A row without what is said behind its last number (上年 392.6 311.2 其中电费33.1)."""
    if line.ruled or len(line.cells) < 3 or not _SAID_BEHIND.fullmatch(line.texts[-1]):
        return line
    return replace(line, cells=line.cells[:-1]) if _is_number(line.texts[-2]) else line


def _said_behind(line: _Line, row: _Line, given: tuple[str, Decimal]) -> Iterator[Cell]:
    """The figure of what is said behind a row, in the table's unit."""
    if row is not line and (match := _SAID_BEHIND.fullmatch(line.texts[-1])):
        start = line.cells[-1][0]
        yield Cell(start + match.start(2), start + match.end(2), _name(row), match[1], *given)


def _slashed_cell(value: Slashed) -> Cell:
    """信访件: 件 is the unit, 信访 what is counted."""
    name, unit = value.column, ""
    for size in (2, 1):
        tail = value.column[-size:]
        if len(value.column) > size and _known(tail) == tail:
            name, unit = value.column[:-size], tail
            break
    return Cell(value.start, value.end, value.row, name if unit else value.column, unit)


def _under_heads(head: _Line, line: _Line) -> _Line:
    """A row set in columns by spaces, with the empty cells that its heads show, where it has fewer than they."""
    if head.ruled or line.ruled or len(line.cells) >= len(head.cells) + head.headless or head.headless:
        return line
    at = placed(edges(head.raw, head.cells, head.start), edges(line.raw, line.cells, line.start))
    if at is None:
        return line
    cells = [(line.start, line.start, "")] * len(head.cells)
    for k, cell in zip(at, line.cells, strict=True):
        cells[k] = cell
    return replace(line, cells=tuple(cells))


def _lines(text: str) -> Iterator[tuple[_Line, str]]:
    at = 0
    for raw in text.splitlines(keepends=True):
        bars = len(re.findall("[|｜]", raw))
        plain = raw.rstrip("\r\n")
        ruled = "\t" in plain.strip() or bars > 1
        found = _ruled_cells(plain, at) if ruled else _spaced_cells(plain, at)
        if all(re.fullmatch(r"[-:]*", text) for *_, text in found):
            found = ()
        yield _Line(at, found, bars, ruled, plain), raw
        at += len(raw)


def _spaced_cells(plain: str, at: int) -> tuple[tuple[int, int, str], ...]:
    return tuple((at + m.start(), at + m.start() + len(m[0].rstrip()), m[0].rstrip()) for m in _CELL.finditer(plain))


def _ruled_cells(plain: str, at: int) -> tuple[tuple[int, int, str], ...]:
    """The cells between tabs or bars, empty ones too; bars at the ends of the line are its frame."""
    marks = _BAR if "\t" not in plain.strip() else _TAB
    frame = _FRAME.fullmatch(plain) if marks is _BAR else None
    inner, start = (frame[1], frame.start(1)) if frame else (plain, 0)
    found: list[tuple[int, int, str]] = []
    for piece in marks.split(inner):
        text = piece.strip(" 　|｜")
        begin = start + piece.find(text)
        found.append((at + begin, at + begin + len(text), text))
        start += len(piece) + 1
    return tuple(found)


def _name(line: _Line) -> str:
    """The words that name a row: its first cell that is no number."""
    return next((text for text in line.texts if text and not _is_number(text) and not _DAY.fullmatch(text)), "")


def _row(line: _Line, head: _Line, given: tuple[str, Decimal], caption: str, whole: str) -> Iterator[Cell]:
    name = _name(line).strip("*_")
    if head.texts[0] in _KEYED and _KEY.fullmatch(line.texts[0]):
        name = line.texts[0] + head.texts[0]
    elif not name and _DATED_HEAD.match(head.texts[0]):
        name = line.texts[0]
    row, of_row = _head(name)
    if _PART_ROW.match(name) and whole:
        row = _head(whole)[0][-8:] + row  # 其中：团体 below 献血总人次
    if _TOTAL_ROW.fullmatch(row):
        row = caption[-16:] + row  # 2023年税费收入 over the table: what its totals count
    shift = int(bool(head.headless) and len(line.cells) > len(head.cells))
    own = line.texts[head.unit_column + shift] if 0 < head.unit_column + shift < len(line.cells) else ""
    of_own = _scaled_unit(own) if head.unit_column > 0 else None
    for k, (start, end, text) in enumerate(line.cells):
        if not k and _DATED_HEAD.match(head.texts[0]) and _DAY.fullmatch(text):
            yield Cell(start, end, row, "", dated=True)
        if not k and head.texts[0] in _KEYED and _KEY.fullmatch(text) and (read := numeral_value(text)):
            number = int(read.value)
            yield Cell(start, end, row, "", dated=True, date=_KEYED[head.texts[0]].format(number))
        if k and of_row and text and not _is_number(text):
            yield from _said_in_cell(start, text, row, of_row)
        if not k or k - shift >= len(head.cells) or not _is_number(text):
            continue
        column, of_column = _head(head.cells[k - shift][2].strip("*_"))
        column = _HEADS.get(column, column)
        unit, scale = of_own or of_column or of_row or _money_beside(head, k - shift) or given
        if text[-1].isdigit():
            yield Cell(start, end, row, column, unit, scale)
        else:
            yield Cell(start, end, row, column)


def _money_beside(head: _Line, column: int) -> tuple[str, Decimal] | None:
    """The unit of the column of money before one, for plans and payments whose head gives none: 总投资(亿元) 年度计划 累计完成."""
    if not _OF_MONEY.search(head.cells[column][2]):
        return None
    for *_, text in reversed(head.cells[1:column]):
        unit = _head(text)[1]
        if unit is not None and unit[0] == "元":
            return unit
        if not _OF_MONEY.search(text):
            return None
    return None


def _said_in_cell(start: int, text: str, row: str, unit: tuple[str, Decimal]) -> Iterator[Cell]:
    """The bare figures of a remark in a row whose head gives a unit: 经费(万) … 预算 412，普查用 168."""
    for match in _REMARKED.finditer(text):
        yield Cell(start + match.start(2), start + match.end(2), f"{row}{match[1]}", "", *unit)


def _scaled_unit(text: str) -> tuple[str, Decimal] | None:
    """The unit that a cell names, and its scale: 万元, ‰."""
    match = re.fullmatch(r"([十百千万亿]*)([^\s\d]{1,5})", text)
    if match is None or text in ("/", "-", "—"):
        return None
    return (_known(match[2]) or match[2]), scale_of(match[1])


def _is_number(text: str) -> bool:
    """Whether a cell states a number; 22年合计 names a row."""
    return bool(_NUMBER_CELL.match(text)) and not _YEAR_ROW.match(text)


def _head(text: str) -> tuple[str, tuple[str, Decimal] | None]:
    """The words of a head, and the unit that it gives in brackets: 小麦面积（万亩）."""
    plain = re.sub(r"^其中[：:]?", "", text)
    match = _UNIT_HEAD.search(plain)
    if match is None and plain.endswith(("%", "％", "﹪")):
        return plain[:-1], ("%", Decimal(1))
    if match is None and (behind := _UNIT_BEHIND.fullmatch(plain)):
        return behind[1], (behind[3], scale_of(behind[2]))
    if match is None or not (match[1] or match[2]):
        return plain, None
    return plain[: match.start()], (_known(match[2]), scale_of(match[1]))


def _known(unit: str) -> str:
    match = unit_pattern().match(unit)
    return unit if match and match[0] == unit else (match[0] if match else "")
