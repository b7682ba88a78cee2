"""What a chat message wants, given how far the report has come, and what is answered. No Streamlit here."""

from __future__ import annotations

import re

from assistant.facts import figures_said
from assistant.findings import Report
from assistant.manuscript import Manuscript, Speaker
from assistant.talking.request import Intent, Request
from assistant.writer import Writer

_SETTLED = re.compile(r"(?:(保留|可以|同意|就这样|好的?|行)|撤销|不要了?|不行|恢复|改回去|算了)[吧了。！!]*")
_SHORT = 15
_LEFT_OPEN = "请在下面点一下它是笔记还是修改要求，话先留着。"
ASKED_BACK = f"没看出这句话要做什么。{_LEFT_OPEN}"
VIEWS = {Intent.FINDINGS: "check", Intent.FACTS: "facts", Intent.EXPORT: "draft"}  # what is looked at with an answer


def heard(writer: Writer, manuscript: Manuscript, text: str) -> Request | None:
    """What the message asks for, given how far the report has come; None where it is too little to begin with."""
    if manuscript.revision is not None and (settled := _SETTLED.fullmatch(text.strip())):
        return Request(Intent.KEEP if settled[1] else Intent.UNDO, text, text)
    request = writer.understood(manuscript, text)
    if manuscript.draft is not None or request.intent in (Intent.HELP, Intent.CHATTER):
        return request
    little = len(text.strip()) < _SHORT and "\n" not in text.strip() and not figures_said(text)
    body = request.body if request.intent is Intent.ADD else text
    return None if little else Request(Intent.NOTES, text, body)


def not_understood(trouble: str) -> str:
    """What is said where a model could not tell what a message means."""
    return f"{trouble}{_LEFT_OPEN}"


def left_open(manuscript: Manuscript) -> str:
    """The message that the user was last asked back about, as long as nothing has been said since; else empty."""
    if not manuscript.chat or not manuscript.chat[-1].text.endswith(_LEFT_OPEN):
        return ""
    return next((said.text for said in reversed(manuscript.chat) if said.speaker is Speaker.USER), "")


def first_settle(manuscript: Manuscript) -> str:
    """What is said to a wish while a change of a section awaits the user's word."""
    name = (manuscript.revision.before.heading if manuscript.revision else "") or "这一部分"
    return f"“{name}”的改动还没定下来，请先在右边点“保留”或“撤销”，再提下一个要求。"


def answer(writer: Writer, manuscript: Manuscript, request: Request, report: Report) -> str:
    """The answer in words to a question, or to anything that changes nothing."""
    if request.intent is Intent.ASK:
        return writer.reply(manuscript, request.text)
    if request.intent in (Intent.EXPLAIN, Intent.FINDINGS):
        return writer.explain(report, request.text if request.intent is Intent.EXPLAIN else "")
    if request.intent is Intent.FACTS:
        return f"笔记里共有{len(manuscript.facts)}个数，都列在右边的“事实表”里，可以直接改。"
    if request.intent is Intent.EXPORT:
        return "请点右上方的“导出”：可选带批注的Word、清样和纯文本。"
    if request.intent is Intent.HELP:
        return writer.help()
    return "好的。这句没有当作笔记，要改哪里直接说。"


def with_note(writer: Writer, manuscript: Manuscript, note: str) -> tuple[Manuscript, str]:
    """A drafted report with one more note, whose sentence is proposed where it belongs; and what to say of it."""
    taken = writer.add(manuscript, note)
    told = told_of_notes(manuscript, taken)
    if taken.revision is not None and manuscript.revision is None:
        return taken, f"{told}已在“{taken.revision.before.heading}”里加了一句，右边标绿。请点“保留”或“撤销”。"
    return taken, f"{told}没有自动写进草稿；要写进去，请让某一部分“按笔记重写”。"


def notes_beside_files(text: str) -> str:
    """The words sent along with files, where they are notes themselves and no mere remark."""
    return text if "\n" in text.strip() or figures_said(text) or len(text.strip()) > 2 * _SHORT else ""


def told_of_notes(before: Manuscript, after: Manuscript) -> str:
    """What was read in new notes."""
    lines = len(after.notes.lines()) - len(before.notes.lines())
    found = len(after.facts) - len(before.facts)
    seen = f"从里面读出{found}个数字，可以在“事实表”里核对、改正。" if found else "里面没有读到数字。"
    return f"收到笔记{lines}行，{seen}"
