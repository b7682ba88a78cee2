"""What a chat message wants: new notes, a new draft, an explanation, or a change of one section. No Streamlit here."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.facts import figures_said
from assistant.findings import Report
from assistant.manuscript import Manuscript
from assistant.ui.marks import KINDS

_ADDING = re.compile(
    r"^\s*(?:(?:加|补充|追加|新增|再加)(?:一些|一条|几条)?(?:笔记)?|还有|另外)\s*[：:，,\n]\s*(?=[\s\S]*[0-9一二三四五六七八九十\n])"
    r"|^\s*(?:加|补充|追加|新增|再加)(?:一些|一条|几条)?笔记\s*[：:，,\n]\s*"
)
_WHY = re.compile(r"为(?:什么|何|啥)|怎么回事|哪里(?:错|不对|有问题)|哪些(?:错|要核对|有问题)")
_MARKED = re.compile(r"红|错|标|核对|问题|黄|空话")
_REDRAFT = re.compile(
    r"^(?:请|帮我)?(?:把|将)?(?:全文|整篇|草稿|报告)?(?:都|再|全部)?重(?:新)?(?:写|起草|生成)(?:一遍|一次|全文|整篇|草稿|报告)?[。！!]?$"
)
_SETTLED = re.compile(r"(?:(保留|可以|同意|就这样|好的?|行)|撤销|不要了?|不行|恢复|改回去|算了)[吧了。！!]*")
_LINES, _SHORT = 4, 15
_SHOWN = 8


class Wish(StrEnum):
    """What a message asks for."""

    NOTES = "notes"
    TOO_LITTLE = "too-little"
    REDRAFT = "redraft"
    EXPLAIN = "explain"
    KEEP = "keep"
    DROP = "drop"
    REVISE = "revise"


def wish(manuscript: Manuscript, text: str) -> Wish:
    """What the message asks for, given how far the report has come."""
    if _ADDING.match(text):
        return Wish.NOTES
    if manuscript.draft is None:
        little = len(text.strip()) < _SHORT and "\n" not in text.strip() and not figures_said(text)
        return Wish.TOO_LITTLE if little else Wish.NOTES
    if manuscript.revision is not None and (settled := _SETTLED.fullmatch(text.strip())):
        return Wish.KEEP if settled[1] else Wish.DROP
    if _REDRAFT.match(text.strip()):
        return Wish.REDRAFT
    if _WHY.search(text) and _MARKED.search(text):
        return Wish.EXPLAIN
    return Wish.NOTES if _looks_like_notes(text) else Wish.REVISE


def _looks_like_notes(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) >= _LINES and figures_said(text) >= 2


def notes_in(text: str) -> str:
    """The notes of a message, without the words that announce them."""
    return _ADDING.sub("", text, count=1)


def notes_beside_files(text: str) -> str:
    """The words sent along with files, where they are notes themselves and no mere remark."""
    return text if "\n" in text.strip() or figures_said(text) or len(text.strip()) > 2 * _SHORT else ""


def told_of_notes(before: Manuscript, after: Manuscript) -> str:
    """What was read in new notes."""
    lines = len(after.notes.lines()) - len(before.notes.lines())
    found = len(after.facts) - len(before.facts)
    seen = f"从里面读出{found}个数字，可以在“事实表”里核对、改正。" if found else "里面没有读到数字。"
    return f"收到笔记{lines}行，{seen}"


def explained(report: Report) -> str:
    """Why something is marked: the errors, then the warnings, a line each."""
    worst = [*report.errors, *(f for f in report.findings if f.severity.value == "warning")]
    if not worst:
        return "现在没有标红的地方：每个数字都有出处。"
    rows = [f"{n}. 【{KINDS.get(f.kind, '提醒')}】{f.message}" for n, f in enumerate(worst[:_SHOWN], start=1)]
    rest = f"\n还有{len(worst) - _SHOWN}处，见右边的“要核对的”。" if len(worst) > _SHOWN else ""
    return f"要核对的有{len(worst)}处：\n" + "\n".join(rows) + rest
