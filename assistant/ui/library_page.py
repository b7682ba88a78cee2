"""范文库: finding a passage, browsing and correcting the samples, taking in one's own, and what there is in pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.ui import pieces, session
from assistant.ui.guard import guarded, page
from assistant.ui.library import browsing, one_report, searching, statistics, taking_in
from assistant.ui.shelf import Shelf

if TYPE_CHECKING:
    from knowledge.library import Library

VIEWS = {"search": "找一段", "browse": "浏览", "add": "添加", "numbers": "统计"}
_KEPT = ("library-view", "query", "search-kind", "search-part", "search-period", "search-own", "browse-kind", "browse-period",
         "browse-origin", "browse-word")  # fmt: skip
_QUICK = 0.3  # seconds in which a library that is as good as open is waited for


@page
def show() -> None:
    """Draw the page; while the library is being opened its progress is shown."""
    st.html(
        '<div class="page-head"><h1>范文库</h1><p>写作时只学范文的结构和写法，不抄其中的数字和名称。'
        "可以把自己单位往年的总结加进来。</p></div>"
    )
    for text, tone in session.flashes():
        st.html(pieces.notice(text, tone))
    shelf = session.shelf()
    if not shelf.wait(_QUICK):
        _opening(shelf)
    elif shelf.library is None:
        st.html(pieces.notice(shelf.trouble, "error"))
    else:
        _open(shelf, shelf.library)


@st.fragment(run_every=0.5)
@page
def _opening(shelf: Shelf) -> None:
    if shelf.ready:
        st.rerun()
    share = shelf.done / shelf.total if shelf.total else 0.0
    st.progress(min(share, 1.0), text=f"{pieces.label(shelf.sentence)}，第一次打开要等几秒钟")


def _open(shelf: Shelf, library: Library) -> None:
    if library.read_only:
        st.html(pieces.notice("范文库正被另一个有据程序使用，这里只能查找，不能添加和删除。", "warning"))
    for key in _KEPT:  # what is not on the page for a moment is not forgotten
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]
    opened = one_report.chosen(library)
    if opened is not None:
        one_report.show(shelf, library, opened)
        return
    first = "add" if taking_in.pending() else "search"
    view = st.segmented_control(
        "看什么", list(VIEWS), key="library-view", default=None if "library-view" in st.session_state else first,
        required=True, format_func=VIEWS.__getitem__, label_visibility="collapsed",
    )  # fmt: skip
    with st.container(key=f"library-{view}"), guarded():
        if view == "browse":
            browsing.show(library)
        elif view == "add":
            taking_in.show(shelf, library)
        elif view == "numbers":
            statistics.show(library)
        else:
            searching.show(library)
