"""A table of the notes in sentences: 专项基金收入147350元，支出123830元；……；合计收入364212元……."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
_UNIT_LINE = re.compile(r"单\s*位\s*[：:]\s*([^\s）)]{1,6})")
_UNIT_HEAD = re.compile(r"[（(]([^（）()]{1,6})[）)]$")


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
        return f"{self.text}{self.unit}" if self.text[-1:].isdigit() else self.text

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
        if self.column in _COUNTED and not self.unit:
            return f"{self.text}{self.column}"
        if self.counted:
            return self.counted
        link = "" if self.unit or not self.text[-1].isdigit() else "为"
        return f"{self.column}{link}{self.figure}"


def table_text(notes: Notes, lines: Sequence[NoteLine], figure_at: dict[int, str]) -> str:
    """One sentence without its full stop; ``figure_at`` holds what the user corrected, by its place in the note."""
    text = notes.text_of(lines[0].document)
    divided = any(re.search(r"[\t|｜]", line.text) for line in lines)
    rows = _divided(lines, figure_at) if divided else _aligned(text, lines, figure_at)
    if not rows:
        return "；".join(mended(re.sub(r"[\t|｜]+", "，", line.text)) for line in lines)
    if any(len(values) > 1 for _, values in rows):
        return "；".join(mended(row + _row_text(values)) for row, values in rows)
    column = next((values[0].column for _, values in rows if values), "")
    parts = [f"{row}{values[0].figure}" for row, values in rows if values and not _TOTAL.match(row)]
    total = next((f"{column}{row}{values[0].figure}" for row, values in rows if values and _TOTAL.match(row)), "")
    return mended(f"{total}，其中{'、'.join(parts)}" if total else f"{column}：{'、'.join(parts)}")


def _row_text(values: Sequence[_Value]) -> str:
    """The cells of a row: 受益86户312人，投资18.6万元."""
    text, open_count = "", False
    for value in values:
        if said := value.said():
            text += f"{'' if not text or (open_count and said[0].isdigit()) else '，'}{said}"
            open_count = bool(value.counted)
    return text


def _aligned(text: str, lines: Sequence[NoteLine], figure_at: dict[int, str]) -> list[tuple[str, list[_Value]]]:
    """The rows of a table whose columns are divided by spaces."""
    start, end = lines[0].start, lines[-1].end
    rows: dict[tuple[int, str], list[_Value]] = {}
    for cell in tables.cells(text):
        if start <= cell.start < end:
            unit = f"{_SCALE_WORDS.get(int(cell.scale), '')}{cell.unit}"
            value = figure_at.get(cell.start, text[cell.start : cell.end])
            rows.setdefault((text.rfind("\n", 0, cell.start), cell.row), []).append(_Value(cell.column, value, unit))
    return [(row, values) for (_, row), values in rows.items()]


def _divided(lines: Sequence[NoteLine], figure_at: dict[int, str]) -> list[tuple[str, list[_Value]]]:
    """The rows of a table whose cells tabs or bars divide; its first such line is the head."""
    given = next((m[1] for line in lines if (m := _UNIT_LINE.search(line.text))), "")
    body = [_cut(line, figure_at) for line in lines if re.search(r"[\t|｜]", line.text)]
    body = [cells for cells in body if not all(re.fullmatch(r"[-:：\s]*", cell) for cell in cells)]
    if len(body) < 2:
        return []
    head, *rest = body
    columns = [(_UNIT_HEAD.sub("", name), m[1] if (m := _UNIT_HEAD.search(name)) else given) for name in head[1:]]
    return [
        (cells[0], [_Value(name, cell, unit) for (name, unit), cell in zip(columns, cells[1:], strict=False)])
        for cells in rest
    ]  # fmt: skip


def _cut(line: NoteLine, figure_at: dict[int, str]) -> list[str]:
    cells = []
    for match in re.finditer(r"[^\t|｜]+", line.text):
        if cell := match[0].strip():
            start = line.start + match.start() + match[0].index(cell)
            cells.append(figure_at.get(start, cell))
    return cells
