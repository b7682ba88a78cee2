"""The right column: the draft on paper with its marks, what is to be checked, the facts, the versions."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from assistant.digest import digest
from assistant.draft import Draft
from assistant.findings import ABOUT_NOTES, Finding, Report, Severity
from assistant.manuscript import Manuscript
from assistant.ui import density_view, exports, fact_table, history, marks, pieces, repair_view, section_view, session
from assistant.ui.guard import guarded, page
from assistant.ui.jobs import Job, board

VIEWS = {"draft": "草稿", "check": "要核对的", "density": "疏密", "facts": "事实表", "versions": "历史版本"}
_POLL = 0.5  # seconds between looks at a running job


def column(manuscript: Manuscript) -> None:
    """Draw the right column of a report that has been begun."""
    job = board().of(manuscript.id)
    if job is not None:
        _working(job)
    if manuscript.draft is None and job is None:
        fact_table.show(manuscript)
    elif manuscript.draft is not None and (job is None or job.revising):
        _drafted(manuscript, busy=job is not None)


@st.fragment(run_every=_POLL)
@page
def _working(job: Job) -> None:
    """What a running job has written so far; the page is drawn anew when it has ended."""
    if job.ended:
        st.rerun()
    total = len(job.outline.plans) if job.outline else 0
    done = len(job.sections)
    count = f"（已写好 {done}／{total} 个部分）" if total else ""
    heading = f"：{pieces.label(job.heading, 24)}" if job.heading else ""
    status = st.status(f"{job.what}{heading}{count}", state="running", expanded=total > 0)  # a with-block would end it
    if total:
        status.progress(done / total)
    if job.stop_label and not job.stopped and status.button(job.stop_label, key="stop-job"):
        job.watch.stop()
    if job.watch.notice:
        status.html(pieces.notice(job.watch.notice))
    if job.outline is not None:
        draft = Draft(job.outline.title, tuple(job.sections))
        text = draft.text() + (f"\n{job.heading}\n{job.text}" if job.text else "")
        with st.container(key="paper"):
            st.html(_plain(text, {plan.heading for plan in job.outline.plans if plan.heading}))


def _plain(text: str, headings: set[str]) -> str:
    """A text on paper that is not checked yet."""
    title, _, body = text.partition("\n")
    lines = marks.render(body, Report(""), headings=headings)
    return f'<h1 class="title">{pieces.escaped(title)}</h1><div class="section">{lines}</div>'


def _drafted(manuscript: Manuscript, *, busy: bool) -> None:
    report = session.report_of(manuscript)
    with st.container(key="library-wait"):  # always there, so that nothing moves when the library has come
        if not session.shelf().ready:
            _until_library()
    st.html(pieces.bar(marks.counts(report)))
    todo = sum(f.severity is not Severity.INFO for f in report.findings)
    number = {"check": todo, "facts": len(manuscript.facts)}
    with st.container(horizontal=True, key="views", vertical_alignment="center"):
        view = st.segmented_control(
            "看什么", list(VIEWS), key="view", default=None if "view" in st.session_state else "draft", required=True,
            format_func=lambda v: f"{VIEWS[v]} {number[v]}" if v in number else VIEWS[v],
            label_visibility="collapsed",
        )  # fmt: skip
        exports.menu(manuscript)
    with guarded():
        if view == "check":
            _to_check(manuscript, report, busy=busy)
        elif view == "density":
            density_view.show(manuscript)
        elif view == "facts":
            fact_table.show(manuscript)
        elif view == "versions":
            history.show(manuscript)
        else:
            _paper(manuscript, report, busy=busy)


@st.fragment(run_every=1.0)
@page
def _until_library() -> None:
    """Check again once the samples are here, for what leaked from them."""
    if session.shelf().ready:
        st.rerun()


def _backing(manuscript: Manuscript) -> marks.Backing:
    library = session.shelf().library
    titles = {r.document: r.title for r in library.reports()} if library else {}
    return marks.Backing(manuscript.evidence.notes, titles)


def _paper(manuscript: Manuscript, report: Report, *, busy: bool) -> None:
    draft, backing = manuscript.drafted(), _backing(manuscript)
    text = draft.text()
    headings = {section.heading for section in draft.sections if section.heading}
    possible = repair_view.trims(report, draft)
    repair_view.undo_bar(manuscript)
    receipts = list(draft.receipts())
    with st.container(key="paper"):
        _title(manuscript, busy=busy)
        for section, start, end in draft.spans():
            marked = marks.render(text, report, backing, start=start, end=end, headings=headings, receipts=receipts)
            section_view.show(manuscript, section, marked, busy=busy, trims=possible[section.id])
    st.html(pieces.legend() + _left_out(report))


def _left_out(report: Report) -> str:
    """The figures of the notes that the draft does not tell, folded away where they are many."""
    unused = [f for f in report.findings if f.kind == "unused-note"]
    if not unused:
        return ""
    rows = "".join(f"<li>{pieces.escaped(f.message)}</li>" for f in unused)
    opened = " open" if len(unused) <= 12 else ""
    return (
        f'<details class="unused"{opened}><summary>没写进草稿的数字 {len(unused)} 个</summary><ul>{rows}</ul></details>'
    )


def _title(manuscript: Manuscript, *, busy: bool) -> None:
    draft = manuscript.drafted()
    with st.container(key="section-title"):
        st.html(f'<h1 class="title">{pieces.escaped(draft.title)}</h1>')
        if busy:
            return
        with st.container(key="tools-title", horizontal=True), st.popover("改标题", type="tertiary"):
            title = st.text_input("标题", value=draft.title, key=f"title-{draft.title}")
            if st.button("保存", key="save-title", type="primary") and title.strip():
                with guarded():
                    named = replace(draft, title=" ".join(title.split()))
                    session.keep(replace(manuscript, draft=named, title=named.title), "改标题")
                    st.rerun()


def _to_check(manuscript: Manuscript, report: Report, *, busy: bool) -> None:
    """The findings by section, each with what can be done about it; then what the notes still hold."""
    backing, text = _backing(manuscript), manuscript.drafted().text()
    unused = [f for f in report.findings if f.kind == "unused-note"]
    conflicts = [f for f in report.findings if f.kind in ABOUT_NOTES and f.kind != "unused-note"]
    told = [f for f in report.findings if f.severity is not Severity.INFO]
    repair_view.undo_bar(manuscript)
    if not any(f.kind not in ABOUT_NOTES for f in told):
        st.html(pieces.notice("没有要核对的：每个数字都有出处。", "good"))
    whole = st.session_state.get("every-finding", False)
    groups = digest(text, told, len(told)) if whole else digest(text, told)
    for group in groups:
        st.html(
            f'<h3 class="group">{pieces.escaped(group.heading)}　{len(group.shown) + sum(group.more.values())} 处</h3>'
        )
        for number, finding in enumerate(group.shown):
            st.html(_card(finding, text, backing))
            if not busy:
                repair_view.actions(finding, number)
        if group.sentence:
            st.html(f'<p class="more">{group.sentence}</p>')
    if whole or any(group.more for group in groups):
        st.toggle("全部列出", key="every-finding")
    if conflicts:
        cards = "".join(f'<div class="card">{marks.shown(f, backing)}</div>' for f in conflicts)
        st.html(f'<h3 class="group">笔记自己对不上 {len(conflicts)}</h3>{cards}')
    if unused:
        cards = "".join(f'<div class="card">{marks.shown(f, backing)}</div>' for f in unused)
        st.html(f'<h3 class="group">没写进草稿的数字 {len(unused)}</h3>{cards}')


def _card(finding: Finding, text: str, backing: marks.Backing) -> str:
    """A finding under the words of the draft that it is about."""
    left = max(text.rfind("\n", 0, finding.start) + 1, finding.start - 30)
    right = min((text + "\n").index("\n", finding.end), finding.end + 30)
    tone = "error" if finding.severity is Severity.ERROR else "warning"
    words = (
        f"{pieces.escaped(text[left : finding.start])}"
        f'<mark class="{tone}">{pieces.escaped(text[finding.start : finding.end])}</mark>'
        f"{pieces.escaped(text[finding.end : right])}"
    )
    return f'<div class="card"><div class="words">…{words}…</div>{marks.shown(finding, backing)}</div>'
