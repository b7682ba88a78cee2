"""Notes taken in: pasted or in files; what was read in them is said, and the first ones are drafted at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from assistant.errors import InputError
from assistant.manuscript import Manuscript, Speaker
from assistant.ui import session

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

HINT = "请把今年工作的笔记粘贴进来，一行写一件事，带上数字，例如“劳动竞赛19次，参加职工1300人次”。"
_TROUBLES = 5  # files of one archive that are named when they cannot be read
_QUICK_WAIT = 0.5  # seconds in which an offline draft is done, so that the page is drawn only once


def take_files(manuscript: Manuscript, text: str, files: Sequence[UploadedFile]) -> None:
    """Take in the files sent with a message, and its words where they are notes themselves; what cannot be read is said."""
    from assistant.ui.talk import notes_beside_files
    from knowledge.files import ReadFile, read_all

    entries = [entry for file in files for entry in read_all(file.name, file.getvalue())]
    texts = [(entry.name, entry.text) for entry in entries if isinstance(entry, ReadFile)]
    troubles = [entry.sentence for entry in entries if not isinstance(entry, ReadFile)]
    if beside := notes_beside_files(text):
        texts.insert(0, ("", beside))
    for trouble in troubles[:_TROUBLES]:
        manuscript = session.tell(manuscript, "", trouble)
    if len(troubles) > _TROUBLES:
        manuscript = session.tell(manuscript, "", f"另有{len(troubles) - _TROUBLES}个文件没有读，原因相近。")
    if not texts:
        if text.strip():
            session.keep(manuscript.saying(Speaker.USER, text), "对话")
        return
    take(manuscript, texts)


def take(manuscript: Manuscript, texts: Sequence[tuple[str, str]]) -> None:
    """Add notes and say what was read in them; the first notes are drafted at once."""
    from assistant.ui.talk import told_of_notes

    taken = manuscript
    for name, text in texts:
        writer = session.checker()
        taken = writer.take(taken, text, name) if name else writer.take(taken, text)
    names = "、".join(f"“{name}”" for name, _ in texts if name)
    said = f"附上文件{names}" if names else _first_words(texts[0][1])
    answer = told_of_notes(manuscript, taken)
    if manuscript.draft is not None:
        answer += "要把它们写进去，请点“按新的事实表重写草稿”，或只让某一部分“按笔记重写”。"
    kept = session.tell(taken, said, answer, "收到笔记")
    if manuscript.draft is None:
        start_draft(kept)
    else:
        st.session_state["view"] = "facts"


def _first_words(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    more = f"\n……（共{len(lines)}行，全文在“事实表”下面）" if len(lines) > 3 else ""
    return "\n".join(lines[:3])[:200] + more


def start_draft(manuscript: Manuscript) -> None:
    """Begin to write the whole report; a quick writer is waited for."""
    from assistant.ui.jobs import board

    if not manuscript.notes.items:
        raise InputError(HINT)
    session.shelf().start()
    st.session_state["view"] = "draft"
    board().draft(session.desk(), session.writer(), manuscript).wait(_QUICK_WAIT)
