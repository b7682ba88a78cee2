"""The Streamlit entry: pages and wiring only. Start it with ``youju app`` (or ``streamlit run app.py``)."""

from __future__ import annotations

import streamlit as st

from assistant.ui import help_page, library_page, report_list, session, settings_page, style, writing_page
from assistant.ui.guard import guarded


def main() -> None:
    """Wire the pages; the library is opened once the first page has been painted."""
    st.set_page_config(page_title="有据", page_icon=style.ICON, layout="wide", initial_sidebar_state="expanded")
    st.html(style.SHEET)
    st.html(style.LANGUAGE, unsafe_allow_javascript=True)
    writing = st.Page(writing_page.show, title="写报告", url_path="write", default=True)
    others = [
        st.Page(library_page.show, title="范文库", url_path="library"),
        st.Page(settings_page.show, title="设置", url_path="settings"),
        st.Page(help_page.show, title="帮助", url_path="help"),
    ]
    chosen = st.navigation([writing, *others])
    with guarded():
        session.remember_address()
        with st.sidebar:
            report_list.show(writing)
        chosen.run()
        session.shelf().start(delay=1.0)


main()
