"""Lines of a text as rows of cells: parted by tabs, bars or spaces, heads of a table or rows under one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.figures.columns import edges, placed
from assistant.figures.tableheads import is_unit, read_head, scaled_unit

_CELL = re.compile(r"（[^（）\n]*）|[^\t|｜ 　]+(?: (?=[A-Za-z]))?")
_NUMBER_CELL = re.compile(
    r"^[-+]?[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?[%﹪％\u4e00-\u9fff²/]{0,4}$|^(?:[-—–/]{1,2}|无|空)(?:[（(][^）)]{0,8}[）)])?$"
)
_SAID_CELL = re.compile(
    r"[，。；！,;]|[\u4e00-\u9fff：:][0-9０-９]+(?:[.．][0-9]+)?[万亿千百]?[\u4e00-\u9fff%]{0,2}$"
    r"|^[0-9０-９][0-9０-９.．,，]*[万亿千百]?[\u4e00-\u9fff%]{0,2}[（(][^）)]*[0-9]"
)  # no head: 投入61.75万, 64（上年末52）
TIME_CELL = re.compile(
    r"(?:(?:19|20)[0-9]{2}年?|去年|今年|上年|本年|上年同期|本期|同期|上期|计划|完成|实际)(?:数|度)?$"
)
DATED_HEAD = re.compile(r"日\s*期|时\s*间|月\s*份|年\s*月|(?:月|季|季度|年|年份|年度|周次?)$")
_UNIT_COLUMN = re.compile(r"(?:计量)?单\s*位|量词")
_FRAME = re.compile(r"[ 　]*[|｜]?(.*?)[|｜]?[ 　]*")
_YEAR_ROW = re.compile(r"(?:19|20)?[0-9]{2}年[合总小全累计度上下同末底]")
KEY = re.compile(r"[0-9]{1,2}(?:\s?[-—–~至]\s?[0-9]{1,2})?|十[一二]?|[一二三四五六七八九]")
KEYED = {"季度": "Q{}", "季": "Q{}", "月份": "--{:02d}", "月": "--{:02d}"}
SAID_BEHIND = re.compile(r"其中([\u4e00-\u9fff]{1,8})([0-9]+(?:\.[0-9]+)?)|（[^（）]*）")
DAY = re.compile(r"[0-9]{1,2}[./][0-9]{1,2}(?:\s?[-—–~至]\s?[0-9]{1,2}[./][0-9]{1,2})?")
_NOTE_MARK = re.compile(
    r"(?<=[0-9０-９%％\u4e00-\u9fff])\s?(?:[*＊※]\s?(?:注?[0-9]{1,2})?|[（(]注[0-9]{0,2}[）)]|[①-⑩])$"
)
_BRACKETED_UNIT = re.compile(r"[（(](?:单位[：:])?[^（）()\d，。]{1,4}[）)]")
_TAB, _BAR = re.compile("\t"), re.compile("[|｜]")
_YEAR_CELL = re.compile(
    r"^(?:(?:19|20)[0-9]{2}年?|[0-9]{1,2}月份?|第?[1-4]季度|前[23]季度|Q[1-4]|[0-9]{1,2}[班组队号])$"
)
_TITLE = re.compile("总结|小结|流水|笔记|素材|记录：|抄的|草稿?$")
_TITLE_YEAR = re.compile(
    r"(?:(?:19|20)?[0-9]{2}年?度?(?:[0-9]{1,2}[-—–~至][0-9]{1,2}月)?|(?:19|20)[0-9]{2}[-—–~至]+(?:20)?[0-9]{2}[\u4e00-\u9fff]{2,3})$"
)
_HEAD_WORD = re.compile("项目|指标|名称|类别|种类|内容|事项|科目|栏目|品种|数据|统计")
_NUMBERED_CELL = re.compile("[0-9]{1,2}[班组队号]$")


_SAID_FIRST = re.compile("明年|来年|下一?步|下一年|另外|还有|对了|(?:问题|不足|困难|难处)[嘛呢啊]?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line in cells. ``ruled``: tabs or bars part them, so that empty ones keep their column."""

    start: int
    cells: tuple[tuple[int, int, str], ...]
    bars: int = 0
    ruled: bool = False
    raw: str = ""

    @property
    def texts(self) -> list[str]:
        """The words of its cells."""
        return [text for *_, text in self.cells]

    @property
    def is_head(self) -> bool:
        """Whether it may head a table: two cells or more, no number but years."""
        texts = [text for text in self.texts if text]
        if any(_SAID_CELL.search(t) and not _YEAR_CELL.match(t) for t in texts):
            return False
        if not self.ruled and _SAID_FIRST.fullmatch(texts[0] if texts else ""):
            return False  # 明年 想弄个微信群
        if not self.ruled and self.start == 0 and _TITLE.search(self.raw):
            return False  # 石岭所 24年小结 草
        if sum(bool(_NUMBERED_CELL.match(t)) for t in texts) == 1:
            return False  # 龙舟赛 22队
        if not self.ruled and len(texts) == 2 and _TITLE_YEAR.match(texts[1]):
            # 民政局登记处 2023, above lines of one figure each, is a title
            return bool(_HEAD_WORD.search(texts[0]) or _YEAR_CELL.match(texts[0]))
        return len(texts) >= 2 and all(_YEAR_CELL.match(t) or not is_number(t) for t in texts)

    @property
    def piped(self) -> bool:
        """Whether bars part the cells: rows under such a head have them too."""
        return self.bars > 1

    @property
    def headless(self) -> int:
        """1 where every head is a time (上年 本年), so that the column of the rows' names has none."""
        indented = not self.ruled and self.raw[:2].strip() == "" and len(self.raw) > 2
        return int(indented or all(TIME_CELL.match(text) for text in self.texts))

    @property
    def unit_column(self) -> int:
        """Which column names the units of the rows (单位); -1 where none does."""
        return next((k for k, text in enumerate(self.texts) if k and _UNIT_COLUMN.fullmatch(text)), -1)

    def has_row(self, line: Line) -> bool:
        """Whether ``line`` is a row under this head."""
        if self.piped > line.piped or len(line.cells) > len(self.cells) + self.headless or line.is_head:
            return False
        numbers = [bool(is_number(text)) for text in line.texts]
        if self.ruled and line.ruled:
            named = any(text and not number for text, number in zip(line.texts, numbers, strict=True))
            named = named or bool(self.texts[0] in KEYED and KEY.fullmatch(line.texts[0]))
            return named and any(numbers[1:]) and len(line.cells) >= 2
        if DATED_HEAD.match(self.texts[0]) and any(numbers[1:]):
            return True
        words = [k for k, number in enumerate(numbers) if not number and k]
        return len(numbers) >= 2 and not numbers[0] and words in ([], [self.unit_column])

    def under(self, line: Line) -> Line:
        """This head with the head line directly below it: 今年 over 计划 and 完成."""
        if not (self.ruled and line.ruled and len(self.cells) == len(line.cells)):
            return line
        above = ""
        joined: list[tuple[int, int, str]] = []
        units = line.are_units
        for (*_, over), (start, end, text) in zip(self.cells, line.cells, strict=True):
            above = over or above
            inner = f"（{text}）" if units and text else text
            joined.append((start, end, above + inner if text and joined else inner or above))
        return replace(line, cells=tuple(joined))

    def in_units(self, named: Mapping[str, str], listed: Sequence[str]) -> Line:
        """This head with the units that lines above it give its columns: by name, or for the last ones in their order."""
        first = len(self.cells) - len(listed)
        if not named and (not listed or first < 1):
            return self
        units = {k: listed[k - first] for k in range(max(1, first), len(self.cells))} if listed else {}
        units.update({k: named[text] for k, text in enumerate(self.texts) if text in named})
        cells = [
            (start, end, f"{text}（{units[k]}）" if k in units and read_head(text)[1] is None else text)
            for k, (start, end, text) in enumerate(self.cells)
        ]
        return replace(self, cells=tuple(cells))

    @property
    def are_units(self) -> bool:
        """Whether every cell with words names a unit: a line of 万千瓦时 万元 below the heads."""
        texts = [text for text in self.texts if text]
        return len(texts) > 1 and all(is_unit(text) for text in texts)


def without_unit(head: Line) -> tuple[Line, tuple[str, Decimal] | None]:
    """A head without the unit in brackets that stands behind its last column (去年 今年 （万元）), and that unit."""
    if head.ruled or len(head.cells) < 3 or not _BRACKETED_UNIT.fullmatch(head.texts[-1]):
        return head, None
    unit = scaled_unit(head.texts[-1].strip("（）()").removeprefix("单位").lstrip("：:"))
    return (replace(head, cells=head.cells[:-1]), unit) if unit else (head, None)


def group_of(row: Line, following: Line | None, head: Line, group: str) -> str:
    """The group that rows with names of their own belong to, written once in a merged first cell; empty outside one."""
    if not _named_apart(row) or head.unit_column == 1:
        return ""
    if not row.texts[0]:
        return group
    begins = following is not None and _named_apart(following) and not following.texts[0]
    return row.texts[0] if begins and not is_number(row.texts[0]) else ""


def _named_apart(row: Line) -> bool:
    """Whether the second cell of a row names it too, or alone."""
    return row.ruled and len(row.cells) > 2 and bool(row.texts[1]) and not is_number(row.texts[1])


def grouped(row: Line, group: str) -> Line:
    """居民生活 一季度: the row of a group, named by both."""
    if not group or len(row.cells) < 2:
        return row
    start, end, name = row.cells[1]
    return replace(row, cells=((*row.cells[0][:2], group + name), (start, end, ""), *row.cells[2:]))


def cut(line: Line) -> Line:
    """A row without what is said behind its last number (上年 392.6 311.2 其中电费33.1)."""
    if line.ruled or len(line.cells) < 3 or not SAID_BEHIND.fullmatch(line.texts[-1]):
        return line
    return replace(line, cells=line.cells[:-1]) if is_number(line.texts[-2]) else line


def under_heads(head: Line, line: Line) -> Line:
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


def lines_of(text: str) -> Iterator[tuple[Line, str]]:
    """The lines of a text, each in cells and as it stands."""
    at = 0
    for raw in text.splitlines(keepends=True):
        bars = len(re.findall("[|｜]", raw))
        plain = raw.rstrip("\r\n")
        ruled = "\t" in plain.strip() or bars > 1
        found = _ruled_cells(plain, at) if ruled else _spaced_cells(plain, at)
        if all(re.fullmatch(r"[-:]*", text) for *_, text in found):
            found = ()
        yield Line(at, found, bars, ruled, plain), raw
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
        text = _NOTE_MARK.sub("", piece.strip(" 　|｜"))
        begin = start + piece.find(text)
        found.append((at + begin, at + begin + len(text), text))
        start += len(piece) + 1
    return tuple(found)


def name_of(line: Line) -> str:
    """The words that name a row: its first cell that is no number."""
    return next((text for text in line.texts if text and not is_number(text) and not DAY.fullmatch(text)), "")


def is_number(text: str) -> bool:
    """Whether a cell states a number; 22年合计 names a row."""
    return bool(_NUMBER_CELL.match(text)) and not _YEAR_ROW.match(text)
