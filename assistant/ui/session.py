"""What a browser tab is about: which report, with which settings and writer. The workspace holds the truth; a tab only its name.

The report's id stands in the address (``?report=…``), so that a refresh or a restart of the program finds it again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import streamlit as st

from assistant.manuscript import Manuscript, Speaker
from assistant.settings import Settings, load
from assistant.ui.guard import sentence_for
from assistant.ui.shelf import Shelf, shelves
from assistant.workspace import Workspace
from knowledge.errors import YoujuError

if TYPE_CHECKING:
    from assistant.findings import Report
    from assistant.writer import Choice, Writer

REPORT = "report"


@st.cache_resource(show_spinner=False)
def _workspace(home: str) -> Workspace:
    return Workspace(Path(home))


def settings() -> Settings:
    """The settings as they are now."""
    return load()


def desk() -> Workspace:
    """The workspace of this home."""
    return _workspace(str(settings().home))


def shelf() -> Shelf:
    """The sample library of these settings, ready or not."""
    return shelves().of(settings())


def choice() -> Choice:
    """Which writer the user has chosen in this tab."""
    return cast("Choice", st.session_state.get("writer_choice") or "auto")


def writer() -> Writer:
    """The chosen writer; falls back to the offline one where the settings are not complete."""
    now = settings()
    chosen: Choice = choice() if now.has_model else "offline"
    return shelf().writer(chosen, now)


def checker() -> Writer:
    """The writer that checks and exports, which needs no model whatever the settings say."""
    return shelf().writer("offline", settings())


def remember_address() -> None:
    """Keep the report in the address when another page was looked at; called first on every page."""
    named = st.query_params.get(REPORT)
    if named:
        st.session_state[REPORT] = named
    elif st.session_state.get(REPORT):
        st.query_params[REPORT] = st.session_state[REPORT]


def current() -> Manuscript:
    """The report of this tab as last saved, or an empty one."""
    name = st.session_state.get(REPORT)
    if name:
        try:
            return _readable(name)
        except YoujuError as error:
            flash(sentence_for(error), "error")
            leave()
    if "fresh" not in st.session_state:
        st.session_state["fresh"] = desk().new()
    return cast("Manuscript", st.session_state["fresh"])


def _readable(name: str) -> Manuscript:
    """The report as last saved; where that cannot be read the latest version that can."""
    try:
        return desk().load(name)
    except YoujuError:
        for version in desk().versions(name)[1:]:
            try:
                found = desk().load(name, version.number)
            except YoujuError:
                continue
            flash("最近一次保存的内容读不出来，已打开较早的一版。", "warning")
            return found
        raise


def keep(manuscript: Manuscript, why: str) -> Manuscript:
    """Save the report and put its id into the address."""
    saved = desk().save(manuscript, why)
    st.session_state.pop("fresh", None)
    st.session_state[REPORT] = saved.id
    if st.query_params.get(REPORT) != saved.id:
        st.query_params[REPORT] = saved.id
    return saved


def tell(manuscript: Manuscript, said: str, answer: str, why: str = "对话") -> Manuscript:
    """Save what the user said (if anything) and what the program answers."""
    if said:
        manuscript = manuscript.saying(Speaker.USER, said)
    return keep(manuscript.saying(Speaker.ASSISTANT, answer), why)


def open_report(name: str) -> None:
    """Turn this tab to another report."""
    leave()
    st.session_state[REPORT] = name
    st.query_params[REPORT] = name


def leave() -> None:
    """Turn this tab to an empty report."""
    for key in (REPORT, "fresh", "chosen", "choose", "editing", "view", "checked"):
        st.session_state.pop(key, None)
    st.query_params.pop(REPORT, None)


def report_of(manuscript: Manuscript) -> Report:
    """What the checker says of the draft; the same draft, facts and samples are judged once."""
    now = checker()
    key = (manuscript.draft, manuscript.facts, manuscript.notes, now)
    known = st.session_state.get("checked")
    if known is None or known[0] != key:
        known = (key, now.check(manuscript))
        st.session_state["checked"] = known
    return cast("Report", known[1])


def flash(text: str, tone: str = "good") -> None:
    """Say something at the top of the page when it is next drawn."""
    st.session_state.setdefault("flashes", []).append((text, tone))


def flashes() -> list[tuple[str, str]]:
    """What is to be said now; it is said once."""
    return cast("list[tuple[str, str]]", st.session_state.pop("flashes", []))
