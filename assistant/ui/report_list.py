"""The sidebar's list of reports: open, new, delete with a question first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.ui import pieces, session
from assistant.ui.guard import guarded, page

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from assistant.workspace import Entry

_MOST = 30


@page
def show(writing: StreamlitPage) -> None:
    """Draw the list; opening a report leads to the page ``writing``."""
    here = st.session_state.get(session.REPORT)
    if st.button("新建报告", key="new-report", type="primary", width="stretch"):
        session.leave()
        st.switch_page(writing)
    entries = session.desk().entries()
    if entries:
        st.html('<p class="side-head">我的报告</p>')
    for entry in entries[:_MOST]:
        _row(entry, writing, current=entry.id == here)
    if len(entries) > _MOST:
        st.html(f'<p class="side-note">还有{len(entries) - _MOST}份较早的报告，没有列出。</p>')


def _row(entry: Entry, writing: StreamlitPage, *, current: bool) -> None:
    state = "current" if current else "other"
    with st.container(key=f"row-{state}-{entry.id}", horizontal=True, vertical_alignment="center", gap=None):
        if st.button(pieces.label(entry.title, 22), key=f"open-{entry.id}", type="tertiary", help=entry.updated):
            session.open_report(entry.id)
            st.switch_page(writing, query_params={session.REPORT: entry.id})
        if st.button("删", key=f"delete-{entry.id}", type="tertiary", help="删除这份报告"):
            _ask(entry)


@st.dialog("删除报告")
def _ask(entry: Entry) -> None:
    """Ask before a report goes with all its versions."""
    st.html(f"<p>要删除《{pieces.escaped(entry.title)}》吗？它的笔记、草稿和历史版本都会删掉，不能恢复。</p>")
    with st.container(horizontal=True), guarded():
        if st.button("删除", key="confirm-delete", type="primary"):
            session.desk().delete(entry.id)
            if st.session_state.get(session.REPORT) == entry.id:
                session.leave()
            st.rerun()
        if st.button("不删", key="keep-report"):
            st.rerun()
