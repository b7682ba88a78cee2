"""One section on the paper: its marked text, the change that awaits a word, or the box to type in."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.draft import Section
from assistant.manuscript import Manuscript, Revision
from assistant.revision import Trim, diff
from assistant.ui import repair_view, session
from assistant.ui.chat import settle
from assistant.ui.guard import guarded
from assistant.ui.pieces import change, notice
from assistant.ui.repair_view import TRIMS

_HELP: dict[Trim, str] = {
    "padding": "删去放到哪个单位都能说的话，数字一个不动；先给您看改动",
    "claims": "删去笔记里没有说的话，数字一个不动；先给您看改动",
}


def show(manuscript: Manuscript, section: Section, marked: str, *, busy: bool, trims: Sequence[Trim] = ()) -> None:
    """Draw one section; ``marked`` is its text as HTML with all marks, ``trims`` what can be taken out of it."""
    revision = manuscript.revision
    with st.container(key=f"section-{section.id}"):
        if revision is not None and revision.before.id == section.id:
            _awaiting(manuscript, revision)
        elif st.session_state.get("editing") == section.id:
            _typing(manuscript, section)
        else:
            chosen = " chosen" if st.session_state.get("chosen") == section.id else ""
            st.html(f'<div class="section{chosen}">{marked}</div>')
            if not busy:
                _tools(section, trims)


def _tools(section: Section, trims: Sequence[Trim]) -> None:
    with st.container(key=f"tools-{section.id}", horizontal=True, gap="small"):
        if st.button("请助手改", key=f"pick-{section.id}", type="tertiary", help="选中这一部分，再在左边说怎么改"):
            st.session_state["choose"] = section.id
            st.rerun()
        if st.button("自己改", key=f"edit-{section.id}", type="tertiary", help="直接修改这一部分的文字"):
            st.session_state["editing"] = section.id
            st.rerun()
        for what in trims:
            st.button(
                TRIMS[what], key=f"trim-{what}-{section.id}", type="tertiary", help=_HELP[what],
                on_click=repair_view.trim, args=(section.id, what),
            )  # fmt: skip


def _awaiting(manuscript: Manuscript, revision: Revision) -> None:
    """The change as a diff, with the two buttons that settle it."""
    heading = revision.before.heading or "这一部分"
    st.html(notice(f"“{heading}”的改动：划掉的是原文，标绿的是新写的，其他部分一字未动。", "info"))
    st.html(change(diff(revision.before.text, revision.after.text)))
    with st.container(horizontal=True, gap="small"):
        if st.button("保留", key="keep-change", type="primary"):
            with guarded():
                settle(manuscript, keep=True)
                st.rerun()
        if st.button("撤销", key="drop-change"):
            with guarded():
                settle(manuscript, keep=False)
                st.rerun()


def _typing(manuscript: Manuscript, section: Section) -> None:
    if section.heading:
        st.html(f'<div class="section">{notice(section.heading, "plain")}</div>')
    height = min(560, max(140, 34 * (len(section.text) // 34 + section.text.count("\n") + 2)))
    text = st.text_area(
        "这一部分的文字", value=section.text, height=height, key=f"text-{section.id}", label_visibility="collapsed"
    )
    with st.container(horizontal=True, gap="small"):
        if st.button("保存", key=f"save-{section.id}", type="primary"):
            with guarded():
                name = section.heading or "一部分"
                session.keep(manuscript.with_section(section.id, text.strip("\n")), f"手工修改“{name}”")
                st.session_state.pop("editing", None)
                st.rerun()
        if st.button("取消", key=f"cancel-{section.id}"):
            st.session_state.pop("editing", None)
            st.rerun()
