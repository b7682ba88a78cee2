"""One report: its parts, its other versions, and for one's own the tags to correct and the way to delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.ui import pieces, session
from assistant.ui.guard import guarded
from assistant.ui.library import labels
from assistant.ui.shelf import Shelf

if TYPE_CHECKING:
    from knowledge.library import Library, Report, Summary

_OPEN = "sample"


def opener(document: str, key: str, label: str = "看整篇") -> None:
    """A button that opens a report."""
    st.button(label, key=key, type="tertiary", on_click=_choose, args=(document,))


def chosen(library: Library) -> Summary | None:
    """The report that is open; None where there is none, or it is gone."""
    document = st.session_state.get(_OPEN)
    found = next((report for report in library.reports() if report.document == document), None)
    if found is None:
        st.session_state.pop(_OPEN, None)
    return found


def show(shelf: Shelf, library: Library, about: Summary) -> None:
    """Draw the report instead of the list that it was chosen from."""
    st.button("← 返回", key="sample-back", type="tertiary", on_click=_choose, args=("",))
    report = library.report(about.document)
    left, right = st.columns([64, 36], gap="large")
    with left:
        st.html(f'<h3 class="group">{pieces.escaped(report.title)}</h3>')
        st.html(f'<p class="lead">{pieces.escaped(labels.about(about))}</p>')
        st.html(_text(report))
    with right, guarded():
        _file(about)
        _versions(library, about)
        if about.origin != "built-in" and not library.read_only:
            _tags(shelf, library, report)
            _delete(shelf, library, report)
        elif about.origin == "built-in":
            st.html('<p class="lead">内置的范文是为本程序专门写的，不能改，也不能删。</p>')


def _choose(document: str) -> None:
    st.session_state[_OPEN] = document


def _text(report: Report) -> str:
    """The whole text, each run of sections under the name of the part that it is."""
    from knowledge.splitting import sections

    title, _, _ = report.text.partition("\n")
    shown, role = [], ""
    for section in sections(report.text, title if title == report.title else ""):
        if section.role != role:
            role = section.role
            shown.append(f'<div class="part">{pieces.escaped(labels.parts()[role])}</div>')
        shown.append(f'<div class="body">{pieces.escaped(report.text[section.start : section.end].strip())}</div>')
    return f'<div class="note sample-text">{"".join(shown)}</div>'


def _file(about: Summary) -> None:
    lines = labels.lines(about.first_line, about.last_line) if about.first_line else ""
    source = (
        "，".join(filter(None, (about.source, lines)))
        if about.source and (lines or about.source != about.document)
        else ""
    )
    rows = [("文件名", about.document), ("取自", source), ("切成", f"{about.passages}段" if about.found else "")]
    said = "".join(f"<div><b>{name}</b>　{pieces.escaped(value)}</div>" for name, value in rows if value)
    st.html(f'<div class="card">{said}</div>')


def _versions(library: Library, about: Summary) -> None:
    others = [r for r in library.reports() if r.family and r.family == about.family and r.document != about.document]
    if not others:
        return
    used = "查找时用的是这一份。" if about.found else "查找时用的是更完整的另一份。"
    st.html(f'<h3 class="group">同一份总结的其他版本</h3><p class="lead">{used}</p>')
    for n, other in enumerate(others):
        mark = "（查找时用）" if other.found else ""
        opener(other.document, f"version-{n}", pieces.label(f"{other.title} · {other.document}{mark}"))


def _tags(shelf: Shelf, library: Library, report: Report) -> None:
    st.html('<h3 class="group">改标签</h3>')
    key = report.document
    with st.form(f"tags-{key}", border=True):
        title = st.text_input("标题", report.title, key=f"title-{key}")
        names = list(labels.slugs())
        kind = labels.choose("类型", names, f"kind-{key}", names.index(labels.kinds()[report.kind]))
        period = st.text_input("时期", report.period, key=f"period-{key}", placeholder="例如 2024年、2024年上半年")
        unit = st.text_input("单位", report.unit, key=f"unit-{key}")
        whose = [labels.ORIGINS[name] for name in ("own", "other")]
        origin = st.radio(
            "来源", whose, whose.index(labels.ORIGINS[report.origin]), horizontal=True, key=f"origin-{key}"
        )
        name = st.text_input("文件名", report.document, key=f"name-{key}")
        if st.form_submit_button("保存", key=f"save-{key}", type="primary"):
            with guarded():
                library.retag(report.document, title=title, kind=kind, period=period, unit=unit, origin=origin)
                if name.strip() != report.document:
                    _choose(library.rename(report.document, name).document)
                _done(shelf, f"《{title.strip()}》已改好。")


def _delete(shelf: Shelf, library: Library, report: Report) -> None:
    with st.popover("删除这一篇", key="delete-sample"):
        st.html('<p class="lead">删除后，写作和查找都不再用它。原来的文件不受影响。</p>')
        if st.button("确定删除", key="delete-sure", type="primary"):
            library.delete(report.document)
            _choose("")
            _done(shelf, f"已从范文库删除《{report.title}》。")


def _done(shelf: Shelf, sentence: str) -> None:
    shelf.changed()
    session.flash(sentence)
    st.rerun()
