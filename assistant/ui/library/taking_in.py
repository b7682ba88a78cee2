"""添加: choose files, see what is in them, correct it, and only then take it in, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from assistant.ui import pieces
from assistant.ui.guard import guarded, page
from assistant.ui.library import correcting, labels
from assistant.ui.library.job import Job, Stage, desk
from assistant.ui.shelf import Shelf
from knowledge.files import SUFFIXES

if TYPE_CHECKING:
    from knowledge.library import Library

_AUTO = "自动判断"
_TABLES = {".xlsx", ".xls", ".et", ".csv"}  # no report is written in these
_TYPES = [suffix.removeprefix(".") for suffix in SUFFIXES if suffix not in _TABLES]
_POLL = 0.4
_QUICK = 30  # tries of a twentieth of a second in which quick work is waited for
_SHOWN = 200  # lines of noise, or repairs


def show(shelf: Shelf, library: Library) -> None:
    """Draw the step that the files at hand have come to."""
    if library.read_only:
        st.html(pieces.notice("范文库正被另一个有据程序使用，这里只能查找，不能添加和删除。", "warning"))
        return
    _told()
    job = desk().job
    if job is None:
        _choose(library)
    elif job.stage is Stage.SHOWN:
        _correct(shelf, job)
    else:
        _working()


def _choose(library: Library) -> None:
    st.html(
        '<p class="lead">往年的总结、网上存的合集都行，一个文件里有几十篇也行。会先让你看读出了什么，改好了再添加。</p>'
    )
    files = st.file_uploader(
        "选择文件（Word、PDF、txt、网页、zip 等，可以多选）", _TYPES, accept_multiple_files=True,
        key=f"samples-{st.session_state.get('samples_round', 0)}",
    )  # fmt: skip
    with st.container(horizontal=True, key="take-in", vertical_alignment="bottom"):
        kind = labels.choose("报告类型", [_AUTO, *labels.slugs()], "sample-kind")
        whose = {labels.ORIGINS[origin]: origin for origin in ("own", "other")}
        origin = st.radio("谁写的", list(whose), horizontal=True, key="sample-origin")
        if st.button("看看里面有什么", key="read-samples", type="primary", disabled=not files):
            job = desk().job = Job(library, labels.slugs().get(kind, ""), whose[str(origin)])
            job.read([(file.name, file.getvalue()) for file in files])
            st.session_state["samples_round"] = st.session_state.get("samples_round", 0) + 1
            _wait(job, Stage.READING)
            st.rerun()


def _wait(job: Job, stage: Stage) -> None:
    """Wait a moment for quick work, so that the page need not be drawn twice."""
    import time

    for _ in range(_QUICK):
        if job.stage is not stage:
            return
        time.sleep(0.05)


@st.fragment(run_every=_POLL)
@page
def _working() -> None:
    from knowledge.importing import remaining

    job = desk().job
    if job is None or job.stage in {Stage.SHOWN, Stage.ENDED}:
        st.rerun()
    left = remaining(job.seconds_left)
    said = f"{job.stage.value}：{job.done}／{job.total}个文件{f'，{left}' if left else ''}"
    st.progress(job.done / job.total if job.total else 0.0, text=said)
    if job.stopped:
        st.html('<p class="lead">正在停下……</p>')
    elif st.button("停下", key="stop-samples", help="已经添加的都会留下"):
        job.stop()


def _correct(shelf: Shelf, job: Job) -> None:
    found = [proposal.found for proposal in job.proposals if proposal.found is not None]
    noise, repairs = sum(len(one.noise) for one in found), sum(len(one.repairs) for one in found)
    said = [f"{len(job.proposals)}个文件里读出{len(job.items)}篇总结"]
    said += [f"{noise}行不是正文"] if noise else []
    said += [f"修补了{repairs}处"] if repairs else []
    st.html(f'<p class="lead">{"，".join(said)}。双击格子可以改标题、类型和时期，不要的去掉左边的勾。</p>')
    for trouble in job.troubles:
        st.html(pieces.notice(trouble, "warning"))
    items = correcting.table(job)
    kept = sum(item.keep for item in items)
    with st.container(horizontal=True, key="take-in", vertical_alignment="center"):
        if st.button(
            f"添加这{kept}篇" if kept else "没有要添加的", key="store-samples", type="primary", disabled=not kept
        ):
            with guarded():
                job.items = correcting.checked(items)
                job.store(shelf)
                _wait(job, Stage.STORING)
                st.rerun()
        if st.button("不添加了", key="drop-samples"):
            desk().job = None
            st.rerun()
    correcting.closer_look(job, items)
    _left_out("不是正文、不会进库的行", [(one.document, n.line, n.why, n.text) for one in found for n in one.noise])
    _left_out(
        "修补过的地方",
        [
            (one.document, r.line, r.why, f"{r.before} → {r.after}".replace("\n", "⏎"))
            for one in found
            for r in one.repairs
        ],
    )


def _left_out(what: str, lines: Sequence[tuple[str, int, str, str]]) -> None:
    if not lines:
        return
    several = len({line[0] for line in lines}) > 1
    rows = "".join(
        f"<li>{pieces.escaped(f'{document}' if several else '')}第{number}行　<b>{pieces.escaped(why)}</b>　"
        f"{pieces.escaped(text[:120])}</li>"
        for document, number, why, text in lines[:_SHOWN]
    )
    more = f'<p class="lead">只列出前{_SHOWN}处。</p>' if len(lines) > _SHOWN else ""
    st.html(f'<details class="unused"><summary>{what}（{len(lines)}处）</summary><ul>{rows}</ul>{more}</details>')


def _told() -> None:
    """Say what has come of a job that is over."""
    job = desk().ended()
    if job is None:
        return
    said: list[str] = []
    if job.added:
        said.append(f"已添加{job.added}篇")
    if job.known:
        said.append(f"{job.known}篇库里已有，没有重复添加")
    if job.stopped:
        said.append("后面的没有添加，再选一次同样的文件可以接着来")
    if said:
        st.html(pieces.notice("；".join(said) + "。", "good"))
    for trouble in job.troubles:
        st.html(pieces.notice(trouble, "error"))


def pending() -> bool:
    """Whether files wait to be confirmed or are being taken in."""
    return desk().job is not None
