"""Taking the report away: Markdown, Word with comments, and the clean copy, which is refused while errors stand."""

from __future__ import annotations

import re
import unicodedata

import streamlit as st

from assistant.manuscript import Manuscript
from assistant.ui import session
from assistant.ui.guard import guarded, page

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def file_name(title: str, suffix: str) -> str:
    """The title as a name that every system takes."""
    seen = "".join(char for char in title if unicodedata.category(char) not in ("Cf", "Cc"))
    return (_FORBIDDEN.sub("", seen).strip(" .")[:80] or "工作总结") + suffix


def menu(manuscript: Manuscript) -> None:
    """The export button; files are made when it is opened."""
    with guarded():
        popover = st.popover("导出", key="export", on_change="rerun")
        if popover.open or _known(manuscript):  # once made they stay, so that no address goes stale under a click
            with popover:
                _choices(manuscript)


@page
def _choices(manuscript: Manuscript) -> None:
    title = manuscript.drafted().title
    _button("Word（带批注）", _made(manuscript, "word"), file_name(title, ".docx"), DOCX)
    _button("Markdown（纯文本）", _made(manuscript, "markdown"), file_name(title, ".md"), "text/markdown")
    errors = len(session.report_of(manuscript).errors)
    insist = errors > 0 and st.checkbox(f"还有{errors}处错误，仍要导出", key="insist")
    with guarded():
        clean = _made(manuscript, "insisted" if insist else "clean")
        _button("Word（清样）", clean, file_name(title, "（清样）.docx"), DOCX)


def _button(name: str, data: bytes, file: str, mime: str) -> None:
    st.download_button(name, data, file, mime, key=f"save-as-{name}", on_click="ignore", width="stretch")


def _state(manuscript: Manuscript) -> object:
    return manuscript.draft, manuscript.facts, manuscript.notes


def _known(manuscript: Manuscript) -> bool:
    known = st.session_state.get("exports")
    return known is not None and known[0] == _state(manuscript)


def _made(manuscript: Manuscript, what: str) -> bytes:
    """The file, made once for each state of the report: a file made anew has another address each time."""
    if not _known(manuscript):
        st.session_state["exports"] = (_state(manuscript), {})
    files: dict[str, bytes] = st.session_state["exports"][1]
    if what not in files:
        writer = session.checker()
        if what == "markdown":
            files[what] = writer.markdown(manuscript).encode()
        else:
            files[what] = writer.word(manuscript, clean=what in ("clean", "insisted"), insist=what == "insisted")
    return files[what]
