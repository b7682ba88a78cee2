"""The lines of a note before they are read: item numbers and speakers off, tables found, labels that cover a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.figures import tables
from assistant.figures.itemnumbers import items
from assistant.notes import Note, NoteLine, Notes
from assistant.notewords import MARK, labelled
from assistant.speakers import turns_of

_TABLE_UNIT = re.compile(r"^[（(]?\s*单\s*位\s*[：:]\s*\S{1,6}\s*[）)]?$")
_SPACED_NUMERAL = re.compile(r"(十[一二]?|[一二三四五六七八九])[ 　]+(?=[\u4e00-\u9fff])")
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_FEWEST = 3
_HOW_TO_READ = re.compile(r"\s*[（(【][^0-9]{0,30}括号[^0-9]{0,30}[）)】]\s*")  # （去年稿子，括号里是今年的数，照着改）
DATE_LABEL = re.compile(
    r"^(?:20\d\d年)?(?:\d{1,2}月(?:份|\d{1,2}日|底|初|中旬|上旬|下旬)?|[一二三四]季度|上半年|下半年|春节|年初|年底)[：:]\s*(?=.)"
)


@dataclass
class Raw:
    """One line of a note as it is to be read: without the number of a form's item, without who says it."""

    line: NoteLine
    gap: bool
    spoken: bool = True  # False: only a name, a time or a question of a chat
    asked: str = ""  # the topic of the question that it answers
    depth: int = 0  # of a form's item: 2 for 4.1; its number is no part of the line
    outlined: bool = False  # a heading 一 调解, whose number is no part of the line either


def raws_of(note: Note) -> list[Raw]:
    """The non-empty lines of a note, in order."""
    raws: list[Raw] = []
    end = 0
    numbered = {item.start: item for item in items(note.text)}
    chat = turns_of(note.text)
    for line in Notes((note,)).lines():
        gap = bool(raws) and note.text.count("\n", end, line.start) > 1
        end = line.end
        if _HOW_TO_READ.fullmatch(line.text):
            continue
        if item := numbered.get(line.start):
            text = note.text[item.end_of_number : line.end].lstrip()
            bare = NoteLine(line.document, line.end - len(text), line.end, text)
            raws.append(Raw(bare, gap, depth=len(item.number)))
        elif turn := chat.get(line.start):
            text = note.text[turn.start : turn.end].strip() or line.text
            begin = note.text.find(text, turn.start if turn.spoken else line.start)
            raws.append(Raw(NoteLine(line.document, begin, begin + len(text), text), gap, turn.spoken, turn.asked))
        else:
            raws.append(Raw(line, gap))
    return outlined(raws)


def outlined(raws: list[Raw]) -> list[Raw]:
    """The lines, those numbered 一 调解, 二 社区矫正 one after another as the headings that they are: 一、调解."""
    marks = [(n, m) for n, raw in enumerate(raws) if (m := _SPACED_NUMERAL.match(raw.line.text))]
    run = [(n, m) for (n, m), wanted in zip(marks, _NUMERALS, strict=False) if m[1] == wanted]
    if len(run) < _FEWEST or len(run) != len(marks):
        return raws
    for n, match in run:
        line = raws[n].line
        rest = line.text[match.end() :]
        raws[n] = replace(
            raws[n], line=NoteLine(line.document, line.end - len(rest), line.end, rest), depth=1, outlined=True
        )
    return raws


def led_by_one_label(raws: Sequence[Raw], paragraph: int) -> frozenset[int]:
    """The paragraphs whose first line has a label and no other line has: the label covers the whole paragraph."""
    found: dict[int, list[bool]] = {}
    for raw in raws:
        paragraph += raw.gap
        text = DATE_LABEL.sub("", MARK.sub("", raw.line.text))
        found.setdefault(paragraph, []).append(bool(labelled(text)[0]))
    return frozenset(number for number, marks in found.items() if marks[0] and sum(marks) == 1)


def table_lines(note: Note, raws: Sequence[Raw]) -> dict[int, int]:
    """Where tables begin among the lines, and how many lines each takes (unit line, head, rows)."""
    starts = [cell.start for cell in tables.cells(note.text)]
    rows = [any(raw.line.start <= s < raw.line.end for s in starts) for raw in raws]
    for at in range(1, len(raws)):
        head = rows[at - 1] or not re.search(r"[0-9]", raws[at - 1].line.text)
        size = _cells(raws[at].line.text)
        rows[at] = rows[at] or (head and not raws[at].gap and size >= 2 and size == _cells(raws[at - 1].line.text))
    found: dict[int, int] = {}
    at = 0
    while at < len(raws):
        if not rows[at] or at == 0:
            at += 1
            continue
        first, end = at - 1, at
        while end < len(raws) and (rows[end] or _names_a_group(raws, rows, end)):
            end += 1
        if first > 0 and _two_heads(raws[first - 1].line.text, raws[first].line.text):
            first -= 1
        if first > 0 and _TABLE_UNIT.match(raws[first - 1].line.text):
            first -= 1
        found[first] = end - first
        if end < len(raws) and _TABLE_UNIT.match(raws[end].line.text):
            found[first] += 1
            end += 1
        at = end
    return found


def _names_a_group(raws: Sequence[Raw], rows: Sequence[bool], at: int) -> bool:
    """Whether a line between two rows of a table holds one cell alone: 业扩新装 above 低压居民 and 光伏并网."""
    alone = re.fullmatch(r"[\u4e00-\u9fff（）()、]{2,12}", raws[at].line.text.strip("|｜ 　\t"))
    following = at + 1 < len(raws) and rows[at + 1] and not raws[at + 1].gap
    return bool(alone) and following and not raws[at].gap


def _two_heads(above: str, below: str) -> bool:
    """Whether two lines head a table together: 2023年 over 预算 and 实支, parted by as many tabs or bars."""
    alike = any(above.count(mark) > 1 and abs(above.count(mark) - below.count(mark)) <= 1 for mark in "\t|｜")
    return (
        alike
        and not re.search(r"[0-9]", below)
        and not re.search(r"[0-9](?!0?[0-9]{2}年?)", re.sub(r"20[0-9]{2}", "", above))
    )


def _cells(line: str) -> int:
    """How many cells a line has that tabs or bars divide; 0 for other lines."""
    return (
        len([cell for cell in re.split(r"[\t|｜]", line.strip("|｜ ")) if cell.strip()])
        if re.search(r"[\t|｜]", line)
        else 0
    )
