"""The table of reports that may be taken in, as the user corrects it, and a closer look at one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from assistant.errors import InputError
from assistant.ui import pieces
from assistant.ui.guard import guarded
from assistant.ui.library import labels
from assistant.ui.library.job import Item, Job, item_of

if TYPE_CHECKING:
    from knowledge.understanding import FoundSection

_TALLEST = 560


def table(job: Job) -> list[Item]:
    """Draw the table and return the items as they are corrected."""
    import pandas as pd

    several = len({item.source for item in job.items}) > 1
    rows = [_row(n, item, job.items, several=several) for n, item in enumerate(job.items)]
    column = st.column_config
    frame = st.data_editor(
        pd.DataFrame(rows),
        key=f"proposed-{id(job)}-{job.round}",
        hide_index=True,
        height=min(_TALLEST, 38 + 35 * len(rows)),
        column_config={
            "keep": column.CheckboxColumn("添加", width=76),
            "number": column.NumberColumn("序号", width=52, disabled=True),
            "title": column.TextColumn("标题", width=280),
            "kind": column.SelectboxColumn("类型", options=list(labels.slugs()), required=True, width="medium"),
            "period": column.TextColumn("时期", width=110),
            "place": column.TextColumn("在文件里", width=240 if several else 130, disabled=True),
            "length": column.NumberColumn("字数", width=60, disabled=True),
            "note": column.TextColumn("说明", width=210, disabled=True),
        },
    )
    return [_corrected(item, row) for item, row in zip(job.items, frame.to_dict("records"), strict=True)]


def checked(items: Sequence[Item]) -> list[Item]:
    """Return the items; raises ``InputError`` where one that is to be taken in has no title."""
    for number, item in enumerate(items, start=1):
        if item.keep and not item.title:
            raise InputError(f"第{number}篇没有标题，请在表里填上，或者去掉它左边的勾。")
    return list(items)


def closer_look(job: Job, items: Sequence[Item]) -> None:
    """Draw one report with its parts, and the ways to correct where it begins and ends."""
    names = [f"{n}. {item.title}" for n, item in enumerate(items, start=1)]
    chosen = labels.choose("细看哪一篇", names, f"look-{id(job)}-{job.round}")
    at = names.index(chosen)
    item = items[at]
    with st.container(key="look"):
        _borders(job, items, at)
        for section in item.report.sections:
            st.html(_section(section))
        st.html(f'<div class="note sample-text">{pieces.escaped(item.report.text)}</div>')


def _row(n: int, item: Item, items: Sequence[Item], *, several: bool) -> dict[str, Any]:
    report = item.report
    lines = labels.lines(report.first_line, report.last_line)
    return {
        "keep": item.keep, "number": n + 1, "title": item.title, "kind": labels.kinds()[item.kind],
        "period": item.period, "place": f"{lines}　{item.source}" if several else lines,
        "length": sum(not char.isspace() for char in report.text), "note": _note(n, items),
    }  # fmt: skip


def _note(n: int, items: Sequence[Item]) -> str:
    item = items[n]
    if item.here:
        return f"库里已有：{item.here}"
    family = item.pieces[0].family
    others = [
        str(m + 1)
        for m, other in enumerate(items)
        if m != n and family and other.source == item.source and other.pieces[0].family == family
    ]
    return f"和第{'、'.join(others)}篇是同一份" if others else ""


def _corrected(item: Item, row: dict[Any, Any]) -> Item:
    return replace(
        item,
        keep=bool(row["keep"]),
        title=str(row["title"] or "").strip(),
        kind=labels.slugs().get(str(row["kind"]), item.kind),
        period=str(row["period"] or "").strip(),
    )


def _borders(job: Job, items: Sequence[Item], at: int) -> None:
    item = items[at]
    sections = item.pieces[0].sections if len(item.pieces) == 1 else ()
    with st.container(horizontal=True, key="borders", vertical_alignment="bottom"):
        if at and items[at - 1].source == item.source and st.button("并到上一篇", key="merge"):
            before = items[at - 1]
            _change(job, [*items[: at - 1], replace(before, pieces=before.pieces + item.pieces), *items[at + 1 :]])
        if len(item.pieces) > 1 and st.button("拆回原来的几篇", key="unmerge"):
            first, *others = (item_of(item.source, piece) for piece in item.pieces)
            first = replace(item, pieces=first.pieces)
            _change(job, [*items[:at], first, *others, *items[at + 1 :]])
        if len(sections) > 1:
            heads = {f"第{s.first_line}行　{s.heading or '（没有标题的一段）'}": n for n, s in enumerate(sections) if n}
            head = labels.choose("其实是两篇，后一篇从这里开始", heads, f"border-{at}-{job.round}")
            if st.button("从这里拆开", key="part"):
                _part(job, items, at, heads[head])


def _part(job: Job, items: Sequence[Item], at: int, section: int) -> None:
    from knowledge.proposals import parted

    with guarded():
        try:
            first, second = parted(items[at].pieces[0], section)
        except ValueError:
            raise InputError("这一篇在这里拆不开，请换一处，或者在原文件里分开后再添加。") from None
        item = replace(items[at], pieces=(first,), here="")
        _change(job, [*items[:at], item, item_of(item.source, second), *items[at + 1 :]])


def _change(job: Job, items: Sequence[Item]) -> None:
    job.items = list(items)
    job.round += 1
    st.rerun()


def _section(section: FoundSection) -> str:
    return (
        f'<div class="part-row"><span class="part">{pieces.escaped(labels.parts()[section.role])}</span>'
        f"{pieces.escaped(section.heading)}<span>{labels.lines(section.first_line, section.last_line)}</span></div>"
    )
