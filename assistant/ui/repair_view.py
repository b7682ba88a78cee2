"""What can be done about a finding in one click: strike it, keep it as one's own word, answer its question, put a fact in its place.

Buttons act in callbacks, before the page is drawn anew; whatever fails is one sentence at the top of the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from assistant.draft import Draft
from assistant.errors import InputError
from assistant.findings import Finding, Report, Severity
from assistant.ui import pieces, session
from assistant.ui.guard import sentence_for

if TYPE_CHECKING:
    from assistant.manuscript import Manuscript
    from assistant.revision import Trim

TRIMS: dict[Trim, str] = {"padding": "去套话", "claims": "去无据"}
_KINDS: dict[str, Trim] = {"boilerplate": "padding", "unsourced-claim": "claims"}
_STRUCK = ("unsourced-claim", "boilerplate", "repetition")
_FIGURES = ("unsourced-figure", "mismatched-figure", "leaked-figure", "wrong-arithmetic")
_UNDO = "way-back"
_QUICK_WAIT = 1.5  # seconds in which offline work is done, so that the page is drawn only once


def trims(report: Report, draft: Draft) -> dict[str, list[Trim]]:
    """What can be taken out of each section, by its id."""
    found: dict[str, list[Trim]] = {}
    for section, start, end in draft.spans():
        kinds = {
            _KINDS[f.kind]
            for f in report.findings
            if f.kind in _KINDS and f.severity is not Severity.INFO and start <= f.start and f.end <= end
        }
        found[section.id] = [what for what in TRIMS if what in kinds]
    return found


def undo_bar(manuscript: Manuscript) -> None:
    """The way back from the last click, as long as nothing else has been saved since."""
    known = st.session_state.get(_UNDO)
    if known is None or known[0] != manuscript.id or session.desk().versions(manuscript.id)[0].number != known[2]:
        return
    st.button(f"撤销：{pieces.label(known[3], 40)}", key="undo", on_click=_undo)


def actions(finding: Finding, number: int) -> None:
    """The buttons under one finding."""
    key = f"{finding.kind}-{finding.start}-{number}"
    if finding.kind in _FIGURES:
        _figure_actions(finding, key)
    if finding.kind not in _STRUCK:
        return
    with st.container(key=f"repair-{key}", horizontal=True, gap="small"):
        st.button("删去", key=f"strike-{key}", type="tertiary", on_click=_strike, args=(finding,))
        if finding.kind == "unsourced-claim":
            st.button(
                "是我的话，保留", key=f"vouch-{key}", type="tertiary", on_click=_vouch, args=(finding,),
                help="这句话属实：记入笔记，来源写作“自己的话”，以后不再提示",
            )  # fmt: skip
        if finding.kind == "boilerplate" and finding.evidence:
            fact = pieces.label(finding.evidence[0].text, 20)
            st.button(f"换成笔记里的“{fact}”", key=f"insert-{key}", type="tertiary", on_click=_insert, args=(finding,))
        if finding.kind != "repetition":
            with st.popover("补一句", type="tertiary"):
                asked = st.text_input("写清楚：几次？多少人？哪个单位？", key=f"answer-{key}", max_chars=300)
                st.button("记入笔记，换上这句", key=f"save-{key}", type="primary", disabled=not asked.strip(),
                          on_click=_answer, args=(finding, f"answer-{key}"))  # fmt: skip


def _figure_actions(finding: Finding, key: str) -> None:
    """The buttons under a flagged figure: the notes' figure in its place, or the user's word for it."""
    better = session.checker().instead(finding)
    vouched = finding.kind != "wrong-arithmetic"
    if not better and not vouched:
        return
    with st.container(key=f"repair-{key}", horizontal=True, gap="small"):
        if better:
            st.button(
                f"改成“{pieces.label(better, 20)}”",
                key=f"amend-{key}",
                type="tertiary",
                on_click=_amend,
                args=(finding,),
            )
        if vouched:
            st.button(
                "这个数属实", key=f"vouch-{key}", type="tertiary", on_click=_vouch, args=(finding,),
                help="您核实过：写着它的这句话记入笔记，来源写作“自己的话”，以后不再标红",
            )  # fmt: skip


def trim(section: str, what: Trim) -> None:
    """Begin to trim a section; its change is shown on the paper."""

    def work(manuscript: Manuscript) -> None:
        from assistant.ui.jobs import board

        _settled(manuscript)
        board().trim(session.desk(), session.writer(), manuscript, section, what).wait(_QUICK_WAIT)
        st.session_state["view"] = "draft"

    _guarded(work)


def _guarded(work: Callable[[Manuscript], None]) -> None:
    try:
        work(session.current())
    except Exception as error:  # noqa: BLE001 - a callback has nobody to raise to
        session.flash(sentence_for(error), "error")


def _settled(manuscript: Manuscript) -> None:
    if manuscript.revision is not None:
        name = manuscript.revision.before.heading or "这一部分"
        raise InputError(f"“{name}”的改动还没定下来，请先在“草稿”里点“保留”或“撤销”。")


def _done(before: Manuscript, after: Manuscript, what: str) -> None:
    """Save a change made in one click and remember the way back."""
    last = session.desk().versions(before.id)[0].number
    session.keep(after, what)
    st.session_state[_UNDO] = (before.id, last, session.desk().versions(before.id)[0].number, what)
    session.flash(f"{what}。点“撤销”可以改回来，“历史版本”里也留着原来的一版。")


def _undo() -> None:
    def work(manuscript: Manuscript) -> None:
        _, number, _, what = st.session_state.pop(_UNDO)
        session.keep(session.desk().load(manuscript.id, number), f"撤销：{what}")
        session.flash(f"已撤销：{what}。")

    _guarded(work)


def _strike(finding: Finding) -> None:
    def work(manuscript: Manuscript) -> None:
        _settled(manuscript)
        _done(manuscript, session.checker().strike(manuscript, finding), f"删去“{_short(finding.text)}”")

    _guarded(work)


def _vouch(finding: Finding) -> None:
    def work(manuscript: Manuscript) -> None:
        _done(manuscript, session.checker().vouch(manuscript, finding), f"把“{_short(finding.text)}”记作自己的话")

    _guarded(work)


def _amend(finding: Finding) -> None:
    def work(manuscript: Manuscript) -> None:
        _settled(manuscript)
        better = session.checker().instead(finding)
        _done(
            manuscript,
            session.checker().amend(manuscript, finding),
            f"把“{_short(finding.text)}”改成“{_short(better)}”",
        )

    _guarded(work)


def _insert(finding: Finding) -> None:
    def work(manuscript: Manuscript) -> None:
        _settled(manuscript)
        session.keep(session.checker().insert(manuscript, finding), "换上笔记里的事实")
        st.session_state["view"] = "draft"

    _guarded(work)


def _answer(finding: Finding, key: str) -> None:
    def work(manuscript: Manuscript) -> None:
        _settled(manuscript)
        session.keep(session.checker().answer(manuscript, finding, st.session_state[key]), "回答追问，记入笔记")
        st.session_state["view"] = "draft"

    _guarded(work)


def _short(text: str) -> str:
    bare = text.strip("，。；！？ ")
    return bare if len(bare) <= 16 else bare[:15] + "…"
