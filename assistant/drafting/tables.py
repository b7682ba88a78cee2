"""A table of the notes in sentences: 专项基金收入147350元，支出123830元；……；合计收入364212元……."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.drafting.changing import changed, completed
from assistant.drafting.punctuation import mended
from assistant.drafting.rewriting import rewritten
from assistant.figures import tables
from assistant.notes import NoteLine, Notes

_SCALE_WORDS = {1: "", 10: "十", 100: "百", 1000: "千", 10000: "万", 100000000: "亿"}
_TOTAL = re.compile(r"^(?:合计|总计|小计|共计|全镇|总数|累计)$")
_COUNTED = frozenset(
    {"人次", "人", "户", "次", "场", "件", "期", "家", "处", "万元", "元", "亩"}
)  # heads that are units
_COUNT_HEAD = re.compile(  # heads that name what is counted: 受益户, 户数, 人口, 参保人数
    r"^((?:[\u4e00-\u9fff]{2,6})?)(?:(?<![客农住大用散商租])(户)(?:数)?|(人)(?:数|口)|(次|场|件|台|辆|座|处|期|家|个|亩|吨|间|套)数)$"
)
_REMARK = re.compile(r"^(?:备注|说明|情况|进度|状态|完成情况|内容|其他)$")
_UNIT_COLUMN = re.compile(r"(?:计量)?单\s*位|量词")
_LEDGER = {"收入入库": "入库", "支付出库": "出库", "结存库存": "结存", "结余": "结余"}
_LAST = re.compile(r"(?:上年|去年|上年同期|去年同期|同期|上期)(?:数|度|全年)?$")
_PLAN = re.compile(r"计划|任务|目标|预算|指标|应|年初")
_NAMED_UNIT = re.compile(r"([\u4e00-\u9fff]{2,10})(人次|床日|户次|车次|件次)")
_BEHIND = re.compile(r"[ 　]（([^（）]+)）$")  # what is said behind the last cell of a row set in columns by spaces
_CEILING = re.compile("三公|停电|损|事故|投诉|跳闸|能耗|排放|故障|发案")  # of which less is better
_DONE = re.compile(r"(?:实际)?完成(?:数|量|情况)?$")
_TIME = re.compile(r"(?:今年|本年|本期|20[0-9]{2}年?)(?:数|度)?$")


@dataclass(frozen=True, slots=True)
class _Value:
    """A cell below the head: what it says, under which column, and the unit its number stands in."""

    column: str
    text: str
    unit: str

    @property
    def number(self) -> bool:
        return bool(re.fullmatch(r"[-+]?[0-9][0-9,.]*(?:[%％﹪\u4e00-\u9fff]{0,4})", self.text))

    @property
    def figure(self) -> str:
        unit = re.sub("m[³3]$", "立方米", self.unit)
        return f"{self.text}{unit}" if self.text[-1:].isdigit() else self.text

    @property
    def counted(self) -> str:
        """A whole number with the unit that its column's name implies (受益86户, 312人); empty where it implies none."""
        match = _COUNT_HEAD.match(self.column)
        if match is None or self.unit or not re.fullmatch(r"[0-9][0-9,]*", self.text):
            return ""
        return f"{match[1]}{self.text}{match[2] or match[3] or match[4]}"

    def said(self) -> str:
        """The cell with its column's name."""
        if not self.number:
            empty = self.text in ("", "-", "—", "–", "/", "无")
            said = rewritten(self.text)
            return "" if empty else said if _REMARK.match(self.column) else f"{self.column}{said}"
        if _REMARK.match(self.column):
            return self.figure
        if self.column in _COUNTED and not self.unit:
            return f"{self.text}{self.column}"
        if self.counted:
            return self.counted
        return f"{self.column}{self.figure}"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: what names it, and its other cells."""

    name: str
    values: list[_Value]


def table_text(notes: Notes, lines: Sequence[NoteLine], figure_at: dict[int, str]) -> str:
    """One sentence without its full stop; ``figure_at`` holds what the user corrected, by its place in the note."""
    text = notes.text_of(lines[0].document)
    rows = _rows(text, lines, figure_at)
    if not rows:
        return "；".join(mended(re.sub(r"[\t|｜]+", "，", line.text)) for line in lines)
    caption = _caption(lines)
    if any(len([v for v in row.values if v.number]) > 1 or not all(v.number for v in row.values) for row in rows):
        return caption + "；".join(mended(row.name + _row_text(row.values, row.name)) for row in rows)
    column = next((row.values[0].column for row in rows if row.values), "")
    parts = [f"{row.name}{row.values[0].figure}" for row in rows if row.values and not _TOTAL.match(row.name)]
    total = next((f"{column}{r.name}{r.values[0].figure}" for r in rows if r.values and _TOTAL.match(r.name)), "")
    return caption + mended(f"{total}，其中{'、'.join(parts)}" if total else f"{column}：{'、'.join(parts)}")


def _caption(lines: Sequence[NoteLine]) -> str:
    """A caption among the lines of the table, without its bracket and unit: [sheet2 在库单位 个] is 在库单位：."""
    said = caption_of(lines[0].text)
    return f"{said}：" if said else ""


def caption_of(text: str) -> str:
    """What a sheet's or table's bracket calls it: [sheet2 在库单位 个] is 在库单位; empty for other lines."""
    match = re.match(r"[\[［【](?:sheet|表)\s*[0-9]*[ 　]*([^\]］】]{2,20})[\]］】]", text)
    return next((word for word in match[1].split() if len(word) > 2), "") if match else ""


def _row_text(values: Sequence[_Value], name: str = "") -> str:
    """The cells of a row: 受益86户312人，投资18.6万元."""
    if (two := _two_years(values, name)) is not None:
        return two
    if not any(_PLAN.search(value.column) for value in values):  # without a plan nothing is 完成: 森林火灾2起
        values = [replace(v, column="") if v.number and _DONE.match(v.column) else v for v in values]
    text, open_count = "", False
    for value in values:
        if said := value.said():
            text += f"{'' if not text or (open_count and said[0].isdigit()) else '，'}{said}"
            open_count = bool(value.counted)
    return text


def _two_years(values: Sequence[_Value], name: str) -> str | None:
    """This year's figure, last year's behind it with the change, the plan, then the remarks; None for other rows."""
    numbers = [value for value in values if value.number]
    plans = [value for value in numbers if _PLAN.search(value.column)]
    numbers = [value for value in numbers if value not in plans]
    last = [value for value in numbers if _LAST.match(value.column)]
    now = [value for value in numbers if _TIME.match(value.column) and value not in last]
    if len(numbers) == 2 and not last and len(now) == 2 and all(re.match("20[0-9]{2}", v.column) for v in now):
        last, now = sorted(now, key=lambda v: v.column)[:1], sorted(now, key=lambda v: v.column)[1:]
    if len(numbers) != 2 or len(last) != 1 or len(now) != 1 or len(plans) > 1:
        return None
    named = last[0].column
    year = f"{named}年" if named.isdigit() else named if named[:2].isdigit() else "上年"
    told = changed(now[0].figure, last[0].figure)
    before = (
        f"{year}{last[0].figure}{told}" if now[0].text.strip("0.") or last[0].text.strip("0.") else told.strip("，")
    )
    if plan := _planned(plans, now[0], name):
        before = f"（{before}），{plan}"
        return f"{now[0].figure}{before}" + "".join(f"，{v.said()}" for v in values if not v.number and v.said())
    if remarks := "，".join(text for value in values if not value.number and (text := value.said())):
        return f"{now[0].figure}（{before}），{remarks}"
    return f"{now[0].figure}，{before}"


def _planned(plans: Sequence[_Value], now: _Value, name: str) -> str:
    """What was planned, and how much of it is done where more of it is better; empty where the notes plan nothing."""
    if not plans or not plans[0].text.strip("0."):
        return ""
    plan = plans[0]
    whole = "" if _CEILING.search(name) or "目标" in plan.column else completed(now.figure, plan.figure)
    return f"{plan.column}{plan.figure}{whole}"


def _rows(text: str, lines: Sequence[NoteLine], figure_at: dict[int, str]) -> list[_Row]:
    """The rows of the table with their cells: numbers as the figure engine reads them, words under their heads."""
    cells = {cell.start: cell for cell in tables.cells(text) if lines[0].start <= cell.start < lines[-1].end}
    unit = _unit_below(text, lines)
    heads: list[str] = []
    rows: list[_Row] = []
    for line in lines:
        at = [cells[start] for start in sorted(cells) if line.start <= start < line.end]
        if not at:
            if not rows and re.search(r"[\t|｜]", line.text):
                found = [word for _, word in _cut(text, line)]
                heads = found if not re.fullmatch(r"[-:：\s]*", "".join(found)) else heads
            continue
        row = _counted_by_name(_row(text, line, at, heads, figure_at))
        rows.append(_Row(row.name, [replace(v, unit=unit) if v.number and not v.unit else v for v in row.values]))
    return rows


def _row(text: str, line: NoteLine, at: Sequence[tables.Cell], heads: Sequence[str], figure_at: dict[int, str]) -> _Row:
    by_start = {cell.start: cell for cell in at}
    cut = _cut(text, line) if re.search(r"[\t|｜]", line.text) else [(c.start, text[c.start : c.end]) for c in at]
    first = next((cell for cell in at if not cell.dated), at[0])
    own = text[line.start : first.start].strip(" 　\t|｜*_") if not cut[0][1] else cut[0][1]
    own = own if len(cut) > len(at) else text[line.start : first.start].strip(" 　\t|｜*_")
    name = own if _TOTAL.match(own) or own == "计" or own.startswith("其中") else first.row
    name = re.sub(r"^([12][0-9])年", r"20\1年", name)
    values: list[_Value] = []
    for k, (start, word) in enumerate(cut):
        cell = by_start.get(start)
        head = heads[k] if k < len(heads) else ""
        if cell is not None and cell.dated:
            name = first.row if cell.date else f"{_dated(word)}{first.row}"
        elif cell is not None:
            unit = f"{_SCALE_WORDS.get(int(cell.scale), '')}{cell.unit}"
            column = _LEDGER.get(cell.column, cell.column)
            values.append(_Value(column, figure_at.get(start, word), unit))
        elif k and word and not _UNIT_COLUMN.fullmatch(head) and not (k == 1 and name.endswith(word)):
            values.append(_Value(head, word, ""))
    if len(cut) == len(at) and (said := _BEHIND.search(line.text)):
        values.append(_Value("备注", re.sub("[ 　]+", "，", said[1]), ""))
    return _Row("合计" if name == "计" else re.sub(r"^其中[：:]", "其中", name).strip("*_"), values)


def _counted_by_name(row: _Row) -> _Row:
    """门急诊人次 38460: the name ends with the unit of its whole numbers, 门急诊38460人次."""
    match = _NAMED_UNIT.fullmatch(row.name)
    numbers = [v for v in row.values if v.number]
    if match is None or not numbers or any(v.unit or not re.fullmatch("[0-9][0-9,]*", v.text) for v in numbers):
        return row
    return _Row(match[1], [replace(v, unit=match[2]) if v.number else v for v in row.values])


def _dated(word: str) -> str:
    days = [day.split(".") for day in re.split(r"[-—–~至]", word)]
    if not all(len(day) == 2 and all(part.isdigit() for part in day) for day in days):
        return word
    return "至".join(f"{int(month)}月{int(day)}日" for month, day in days)


def _unit_below(text: str, lines: Sequence[NoteLine]) -> str:
    """The unit that a line directly below the table gives: （单位：件。去年新收861……）."""
    below = text[lines[-1].end :].lstrip("|｜ 　\r\n").partition("\n")[0]
    match = re.match(r"[（(]?单\s*位[：:]\s*([\u4e00-\u9fff]{1,3})(?=[。，；）)\s])", below)
    return match[1] if match else ""


def _cut(text: str, line: NoteLine) -> list[tuple[int, str]]:
    """The cells of a ruled line with their places, empty ones too; bars at its ends are its frame."""
    begin = text.rfind("\n", 0, line.start) + 1
    end = text.find("\n", line.end)
    raw = text[begin : len(text) if end < 0 else end].rstrip("\r")
    marks = "\t" if "\t" in raw.strip() else "|｜"
    framed = marks != "\t" and raw.strip()[:1] in ("|", "｜")
    cells, at = [], begin
    for piece in re.split(f"[{marks}]", raw):
        word = piece.strip(" 　|｜")
        cells.append((at + (piece.index(word) if word else 0), word.strip("*_")))
        at += len(piece) + 1
    return cells[1:-1] if framed else cells
