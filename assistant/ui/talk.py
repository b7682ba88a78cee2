"""What a chat message wants, given how far the report has come; what was read in new notes. No Streamlit here."""

from __future__ import annotations

import re

from assistant.facts import figures_said
from assistant.manuscript import Manuscript
from assistant.talking.request import Intent, Request
from assistant.writer import Writer

_SETTLED = re.compile(r"(?:(保留|可以|同意|就这样|好的?|行)|撤销|不要了?|不行|恢复|改回去|算了)[吧了。！!]*")
_SHORT = 15


def heard(writer: Writer, manuscript: Manuscript, text: str) -> Request | None:
    """What the message asks for, given how far the report has come; None where it is too little to begin with.

    Raises ``ModelError`` where a model was asked what an unclear message means, and failed.
    """
    if manuscript.revision is not None and (settled := _SETTLED.fullmatch(text.strip())):
        return Request(Intent.KEEP if settled[1] else Intent.UNDO, text, text)
    request = writer.understood(manuscript, text)
    if manuscript.draft is not None or request.intent in (Intent.HELP, Intent.CHATTER):
        return request
    little = len(text.strip()) < _SHORT and "\n" not in text.strip() and not figures_said(text)
    body = request.body if request.intent is Intent.ADD else text
    return None if little else Request(Intent.NOTES, text, body)


def notes_beside_files(text: str) -> str:
    """The words sent along with files, where they are notes themselves and no mere remark."""
    return text if "\n" in text.strip() or figures_said(text) or len(text.strip()) > 2 * _SHORT else ""


def told_of_notes(before: Manuscript, after: Manuscript) -> str:
    """What was read in new notes."""
    lines = len(after.notes.lines()) - len(before.notes.lines())
    found = len(after.facts) - len(before.facts)
    seen = f"从里面读出{found}个数字，可以在“事实表”里核对、改正。" if found else "里面没有读到数字。"
    return f"收到笔记{lines}行，{seen}"
