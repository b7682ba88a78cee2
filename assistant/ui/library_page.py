"""范文库: what samples there are, finding a passage in them, adding and deleting one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from assistant.ui import pieces, session
from assistant.ui.guard import guarded, page, sentence_for
from assistant.ui.shelf import Shelf
from knowledge.files import SUFFIXES

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from knowledge.library import Library, Summary

_AUTO = "自动判断"
_TABLES = {".xlsx", ".xls", ".et", ".csv", ".zip"}  # no report is written in these; an archive is taken in file by file
_TYPES = [suffix.removeprefix(".") for suffix in SUFFIXES if suffix not in _TABLES]
_PASSAGES = 8
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
    if library.notice:
        st.html(pieces.notice(library.notice, "warning"))
    if library.read_only:
        st.html(pieces.notice("范文库正被另一个有据程序使用，这里只能查找，不能添加和删除。", "warning"))
    left, right = st.columns([55, 45], gap="large")
    with left, guarded():
        _search(library)
    with right, guarded():
        if not library.read_only:
            _add(shelf, library)
        _list(shelf, library)


def _search(library: Library) -> None:
    st.html('<h3 class="group">找一段范文</h3>')
    query = st.text_input(
        "想写什么", key="query", placeholder="用自己的话说，例如：工会的劳动竞赛怎么写", label_visibility="collapsed"
    )
    if not query.strip():
        st.html('<p class="lead">输入后按回车，会找出写法相近的段落，并说明为什么相近。</p>')
        return
    hits = library.search(query, k=_PASSAGES)
    if not hits:
        st.html(pieces.notice("没有找到相近的段落，换几个字再试。"))
    for hit in hits:
        passage = hit.passage
        where = f"《{passage.title}》{passage.heading}"
        st.html(
            f'<div class="card passage"><div class="where">{pieces.escaped(where)}</div>'
            f'<div class="why">{pieces.escaped(hit.why)}</div>'
            f'<div class="words">{pieces.escaped(passage.text)}</div></div>'
        )


def _add(shelf: Shelf, library: Library) -> None:
    with st.expander("添加自己的范文"):
        names = [_AUTO, *_kind_names()]
        kind = st.selectbox("报告类型", names, key="sample-kind", placeholder="请选择")
        files = st.file_uploader(
            "选择文件（Word、PDF、txt、网页等，可以多选）", _TYPES, accept_multiple_files=True,
            key=f"samples-{st.session_state.get('samples_round', 0)}",
        )  # fmt: skip
        if st.button("添加到范文库", key="add-samples", type="primary", disabled=not files):
            _take_in(shelf, library, files, None if kind == _AUTO else kind)


def _take_in(shelf: Shelf, library: Library, files: Sequence[UploadedFile], kind: str | None) -> None:
    for file in files:
        try:
            result = library.add(file.name, file.getvalue(), kind=kind)
        except Exception as error:  # noqa: BLE001 - one bad file does not stop the others
            session.flash(sentence_for(error), "error")
            continue
        for one in result.results:
            state = "库里已经有了，没有重复添加" if one.already else f"已添加，切成{one.passages}段"
            session.flash(f"《{one.report.title}》{state}。")
    shelf.changed()
    st.session_state["samples_round"] = st.session_state.get("samples_round", 0) + 1
    st.rerun()


def _list(shelf: Shelf, library: Library) -> None:
    reports = library.reports()
    own = [r for r in reports if r.origin != "built-in"]
    st.html(f'<h3 class="group">共有范文{len(reports)}篇，其中自己添加的{len(own)}篇</h3>')
    for n, report in enumerate(own):
        _own(shelf, library, report, n)
    names = dict(_kinds())
    for slug, name in names.items():
        found = [r for r in reports if r.kind == slug]
        if found:
            with st.expander(f"{name}（{len(found)}篇）"):
                for report in found:
                    _sample(library, report)


def _own(shelf: Shelf, library: Library, report: Summary, n: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"own-{n}"):
        st.html(f'<p class="own">《{pieces.escaped(report.title)}》<span>{report.characters}字</span></p>')
        if library.read_only:
            return
        if st.button("删除", key=f"remove-{report.document}", type="tertiary"):
            library.delete(report.document)
            shelf.changed()
            session.flash(f"已从范文库删除《{report.title}》。")
            st.rerun()


def _sample(library: Library, report: Summary) -> None:
    origin = "内置" if report.origin == "built-in" else "自己添加"
    text = pieces.escaped(library.report(report.document).text)
    st.html(
        f'<details class="sample"><summary>{pieces.escaped(report.title)}<span>{origin}　{report.characters}字</span>'
        f'</summary><div class="note">{text}</div></details>'
    )


def _kinds() -> list[tuple[str, str]]:
    from knowledge import kinds

    return [(kind.slug, kind.name) for kind in kinds.KINDS]


def _kind_names() -> list[str]:
    return [name for _, name in _kinds()]
