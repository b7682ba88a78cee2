"""Revising one section: which one an instruction means, and what a change looks like beside the old text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Literal

from assistant.draft import Draft, Role, Section
from assistant.figures.numerals import chinese

Trim = Literal["padding", "claims"]  # what can be taken out of a section: 去套话, 去无据

_NUMBERED = re.compile(r"第\s*([一二三四五六七八九十]{1,3}|[0-9]{1,2})\s*(?:部分|大?节|段|点|章|条)")
_ROLE_WORDS = (
    (Role.PROBLEMS, ("存在的问题", "问题", "不足", "困难", "短板")),
    (Role.NEXT, ("下一步", "下步", "明年", "打算", "计划", "工作思路")),
    (Role.OPENING, ("开头", "开篇", "前言", "引言")),
    (Role.CLOSING, ("结尾", "结束语")),
)
_HEADING = re.compile(r"^\s*(?:[一二三四五六七八九十]{1,3}[、．.]|（[一二三四五六七八九十]{1,3}）)\s*")
_TOKENS = re.compile(r"[0-9.,]+[%％]?|[A-Za-z]+|[\u4e00-\u9fff]|\s|[^\u4e00-\u9fffA-Za-z0-9\s]")


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text of a diff."""

    change: Change
    text: str


def meant(draft: Draft, instruction: str, chosen: str | None = None) -> Section | None:
    """The section an instruction names (第二部分, 存在的问题, words of a heading), else the chosen one, else None.

    第N部分 counts the sections which have a heading; a section named in the words wins over the chosen one.
    """
    headed = [section for section in draft.sections if section.heading]
    if match := _NUMBERED.search(instruction):
        number = int(match[1]) if match[1].isdigit() else int(chinese(match[1]).value)
        return headed[number - 1] if 1 <= number <= len(headed) else None
    named = [(len(words), s) for s in headed if (words := _shared(_HEADING.sub("", s.heading), instruction))]
    if named:
        return max(named, key=lambda pair: pair[0])[1]
    for role, said in _ROLE_WORDS:
        if any(word in instruction for word in said):
            found = [section for section in draft.sections if section.role is role]
            if found:
                return found[0]
    return next((s for s in draft.sections if s.id == chosen), None)


def _shared(heading: str, instruction: str) -> str:
    """The longest run of a heading, of three characters or more, that the instruction holds."""
    for length in range(len(heading), 2, -1):
        for start in range(len(heading) - length + 1):
            if heading[start : start + length] in instruction:
                return heading[start : start + length]
    return ""


def diff(before: str, after: str) -> tuple[Piece, ...]:
    """The change from one text to the other; figures are never cut in two."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Change.SAME, "".join(old[a:b])))
            continue
        pieces.extend(_changed(old[a:b], new[c:d]))
    return tuple(pieces)


def _changed(gone: Sequence[str], new: Sequence[str]) -> list[Piece]:
    pairs = ((Change.GONE, "".join(gone)), (Change.NEW, "".join(new)))
    return [Piece(change, text) for change, text in pairs if text]
