"""The table of facts: correct, delete and add; bad input is told in one sentence and stays as it was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from assistant.errors import InputError
from assistant.facts import Fact, added, corrected
from assistant.findings import Source
from assistant.manuscript import Manuscript, Speaker
from assistant.notes import Notes
from assistant.ui import pieces, session
from assistant.ui.guard import guarded

COLUMNS = {"what": "数的是什么", "figure": "数字", "period": "时期", "source": "出处原文"}
_EDITS: dict[str, Any] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
_AGAIN, _FIRST = "按新的事实表重写草稿", "按这张表写草稿"
_ADDED_BY_HAND = "（自己添加）"


def show(manuscript: Manuscript) -> None:
    """Draw the table with its two buttons, and the notes below."""
    st.html(
        '<p class="lead">这些是从笔记里读出的数字，草稿按它们来核对。双击格子改正；选中左边的方框再按删除键，'
        "可以删掉一行；在最后一行的空格里填写，可以添加。</p>"
    )
    trouble = st.container(key="facts-trouble")
    key = f"facts-{manuscript.id}-{st.session_state.get('facts_round', 0)}"
    _table(manuscript, key)
    with st.container(horizontal=True, gap="small"):
        save = st.button("保存改动", key="save-facts", type="primary")
        again = st.button(_AGAIN if manuscript.draft else _FIRST, key="redraft", help="原有的草稿会留在“历史版本”里")
    with trouble, guarded():
        if save or again:
            _save(manuscript, key, redraft=again)
    _notes(manuscript)


def _table(manuscript: Manuscript, key: str) -> None:
    import pandas as pd

    rows = [
        {"what": f.what, "figure": f.figure, "period": f.period, "source": line_of(manuscript.notes, f.source)}
        for f in manuscript.facts
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype="object")
    text = st.column_config.TextColumn
    st.data_editor(
        frame,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        height=min(500, 38 + 36 * (len(rows) + 1)),
        column_config={
            "what": text(COLUMNS["what"], width="medium"),
            "figure": text(COLUMNS["figure"], width="small"),
            "period": text(COLUMNS["period"], width="small"),
            "source": text(COLUMNS["source"], width="large", disabled=True),
        },
    )


def line_of(notes: Notes, source: Source | None) -> str:
    """The line of the notes that a fact stands in."""
    if source is None:
        return _ADDED_BY_HAND
    text = notes.text_of(source.document)
    left, right = text.rfind("\n", 0, source.start) + 1, (text + "\n").index("\n", source.end)
    return text[left:right].strip().replace("\t", "\u3000")


def edited(facts: Sequence[Fact], edits: Mapping[str, Any]) -> tuple[Fact, ...]:
    """The facts after what was typed into the table; raises ``InputError`` naming the row that cannot be."""
    changed = list(facts)
    for row, cells in edits["edited_rows"].items():
        values = {name: _cell(cells[name]) for name in ("what", "figure", "period") if name in cells}
        if int(row) < len(changed):
            with _row(int(row) + 1):
                changed[int(row)] = corrected(changed[int(row)], **values)
    gone = {int(row) for row in edits["deleted_rows"]}
    kept = tuple(fact for n, fact in enumerate(changed) if n not in gone)
    for n, cells in enumerate(edits["added_rows"], start=1):
        what, figure, period = (_cell(cells.get(name)) for name in ("what", "figure", "period"))
        if not (what or figure or period):
            continue
        with _row(len(facts) + n):
            if not what:
                raise InputError(f"“{figure}”数的是什么还没有填，请写上，例如“劳动竞赛”。")
            kept = added(kept, what, figure, period)
    return kept


def _cell(value: object) -> str:
    return "" if value is None else str(value).strip()


class _row:  # noqa: N801 - used as a plain with-word
    """Say which row of the table an error is about."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, InputError):
            raise InputError(f"第{self._number}行：{error}") from None


def _save(manuscript: Manuscript, key: str, *, redraft: bool) -> None:
    facts = edited(manuscript.facts, st.session_state.get(key, _EDITS))
    if facts != manuscript.facts:
        told = f"事实表改好了，现在有{len(facts)}个数字，草稿已重新核对。"
        manuscript = replace(manuscript, facts=facts).saying(Speaker.ASSISTANT, told)
        session.keep(manuscript, "改事实表")
        st.session_state["facts_round"] = st.session_state.get("facts_round", 0) + 1
        session.flash("事实表已保存，草稿已按新的事实表重新核对。")
    elif not redraft:
        session.flash("事实表没有改动。", "info")
    if redraft:
        from assistant.ui.intake import start_draft

        start_draft(manuscript)
    st.rerun()


def _notes(manuscript: Manuscript) -> None:
    with st.expander("笔记原文"):
        for note in manuscript.notes.items:
            spans = [
                (f.source.start, f.source.end)
                for f in manuscript.facts
                if f.source and f.source.document == note.document
            ]
            st.html(f'<h3 class="group">{pieces.escaped(note.document)}</h3>{pieces.noted(note.text, spans)}')
