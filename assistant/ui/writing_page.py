"""写报告: an empty page that says what to do, then the conversation on the left and the draft on the right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from assistant.settings import PROJECT
from assistant.style import LENGTHS, READERS, TONES, Style
from assistant.ui import chat, intake, pieces, session
from assistant.ui.guard import guarded, page
from knowledge import kinds

if TYPE_CHECKING:
    from assistant.manuscript import Manuscript

EXAMPLES = PROJECT / "examples"
_AUTO = "自动判断"
_STYLES = {"tone": ("语气", TONES), "reader": ("写给谁看", READERS), "length": ("篇幅", LENGTHS)}


@page
def show() -> None:
    """Draw the page of this tab's report."""
    manuscript = session.current()
    with st.container(key="flashes"):
        for text, tone in session.flashes():
            st.html(pieces.notice(text, tone))
    if not manuscript.notes.items and not manuscript.chat:
        _empty(manuscript)
        return
    from assistant.ui import draft_view
    from assistant.ui.jobs import board

    busy = board().of(manuscript.id) is not None
    with st.container(key="desk"):
        left, right = st.columns([36, 64], gap="large")
        with left, st.container(key="talk"):
            _writer_switch()
            chat.column(manuscript, busy=busy)
        with right, st.container(key="work"):
            draft_view.column(manuscript)


def _empty(manuscript: Manuscript) -> None:
    with st.container(key="empty"):
        st.html(
            '<div class="hero"><h1>有据</h1><p>把今年的工作笔记粘贴进来，有据替您写成年终总结初稿。</p>'
            "<p>初稿里的每个数字都标明出处，对不上的会标红，核对好再导出 Word。</p></div>"
        )
        manuscript = _as_chosen(manuscript)
        chat.entry(manuscript)
        _choices()
        _examples(manuscript)
        _writer_switch()


def _examples(manuscript: Manuscript) -> None:
    found = sorted(EXAMPLES.glob("*.txt")) if EXAMPLES.is_dir() else []
    if not found:
        return
    st.html('<p class="lead center">没有现成的笔记？先用一份例子试试：</p>')
    with st.container(horizontal=True, horizontal_alignment="center", key="examples"):
        for path in found[:3]:
            if st.button(pieces.label(path.stem), key=f"example-{path.stem}"):
                _try_example(manuscript, path)


def _try_example(manuscript: Manuscript, path: Path) -> None:
    intake.take(manuscript, [("", path.read_text(encoding="utf-8"))])
    st.rerun()


def _choices() -> None:
    """Kind, title and style, all optional."""
    with st.expander("报告类型、标题和文风（可以不填）"):
        names = [_AUTO, *(kind.name for kind in kinds.KINDS)]
        st.selectbox("报告类型", names, key="kind", placeholder="请选择")
        st.text_input("标题", key="title", placeholder="不填就按笔记自动拟定，例如：××镇工会2026年度工作总结")
        st.text_input("自称", key="person", placeholder="不填就按笔记，例如：我局、我镇、我")
        with st.container(horizontal=True):
            for key, (name, known) in _STYLES.items():
                st.selectbox(
                    f"{name}（大模型用）", ["", *known], key=key, format_func=lambda v: v or "不限", placeholder="不限"
                )


def _as_chosen(manuscript: Manuscript) -> Manuscript:
    """The empty report with the kind and title chosen so far."""
    kind, title = st.session_state.get("kind", _AUTO), st.session_state.get("title", "")
    slug = "" if kind == _AUTO else kinds.kind_named(kind).slug
    wishes = {name: str(st.session_state.get(name) or "") for name in ("person", *_STYLES)}
    style = manuscript.style
    with guarded():
        style = Style.of(**wishes)
    return replace(manuscript, kind=slug, title=" ".join(title.split()), style=style)


def _writer_switch() -> None:
    """Which writer is in use, and a switch where there is a model."""
    now = session.settings()
    if not now.has_model:
        st.html('<p class="writer">现在用<b>离线</b>方式写，不联网。要用大模型，请先到“设置”里填写。</p>')
        return
    names = {"model": f"大模型（{pieces.label(now.model, 28)}）", "offline": "离线"}
    default = "offline" if session.choice() == "offline" else "model"
    chosen = st.segmented_control(
        "用什么写", list(names), default=default, format_func=lambda name: names[name], required=True, key="switch"
    )
    st.session_state["writer_choice"] = chosen or "auto"
