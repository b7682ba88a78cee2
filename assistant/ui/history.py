"""Every version of a report that was kept, to look at and to go back to."""

from __future__ import annotations

import re

import streamlit as st

from assistant.manuscript import Manuscript, Speaker
from assistant.ui import pieces, session
from assistant.ui.guard import guarded

_MOST = 60
_BACK = re.compile(r"撤销到第([0-9]+)版")


def show(manuscript: Manuscript) -> None:
    """Draw the list of versions and the one chosen in it."""
    versions = session.desk().versions(manuscript.id)[:_MOST]
    if len(versions) < 2:
        st.html(pieces.notice("还没有较早的版本，每改一步都会自动留下一版。"))
        return
    names = {v.number: f"第{v.number}版　{v.saved}　{v.why}" for v in versions}
    number = st.selectbox(
        "看哪一版", list(names), format_func=lambda n: names[n], key=f"version-{manuscript.id}", placeholder="请选择"
    )
    with guarded():
        old = session.desk().load(manuscript.id, number)
        if number == versions[0].number:
            st.html(pieces.notice("这是现在的一版。"))
        elif st.button(f"恢复到第{number}版", key="restore", type="primary"):
            session.keep(
                old.saying(Speaker.ASSISTANT, f"已恢复到第{number}版，原来的内容仍在“历史版本”里。"),
                f"恢复到第{number}版",
            )
            session.flash(f"已恢复到第{number}版。")
            st.rerun()
        _look(old)


def _look(old: Manuscript) -> None:
    if old.draft is None:
        st.html(pieces.notice(f"这一版还没有草稿，有笔记{len(old.notes.lines())}行、数字{len(old.facts)}个。"))
        return
    paragraphs = "".join(f"<p>{pieces.escaped(line)}</p>" for line in old.draft.text().split("\n"))
    st.html(f'<div class="old-version">{paragraphs}</div>')


def what_came_after(manuscript: Manuscript, number: int) -> str:
    """What was done right after a version, as the user knows it: “改正数字”; empty where it was only talk."""
    later = [v.why for v in session.desk().versions(manuscript.id) if v.number > number and v.why != "对话"]
    return f"“{later[-1]}”" if later and not _BACK.fullmatch(later[-1]) else ""


def before(manuscript: Manuscript) -> tuple[int, Manuscript] | None:
    """The latest version with another draft, notes, facts or title, older than what was last gone back to."""
    desk = session.desk()
    versions = desk.versions(manuscript.id)[:_MOST]
    limit = versions[0].number if versions else 0
    for version in versions:
        if version.number > limit:
            continue
        old = desk.load(manuscript.id, version.number)
        if old.draft is not None and _state(old) != _state(manuscript):
            return version.number, old
        if back := _BACK.fullmatch(version.why):
            limit = int(back[1])
    return None


def _state(manuscript: Manuscript) -> object:
    return manuscript.draft, manuscript.notes, manuscript.facts
