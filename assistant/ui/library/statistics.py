"""统计: what the library holds, as pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from assistant.ui.library import labels

if TYPE_CHECKING:
    from knowledge.library import Library, Summary

_STEP = 500  # characters
_LONGEST = 6000  # and more
_COLOURS = ["#2f7a72", "#d9b45b"]
_QUIET = {"labelColor": "#454a4a", "titleColor": "#454a4a", "labelFontSize": 13, "titleFontSize": 13, "labelLimit": 260}
Row = Mapping[str, str | int]


def show(library: Library) -> None:
    """Draw the counts, then a picture each for kinds, lengths and what is there more than once."""
    reports, stats = library.reports(), library.stats()
    counts = {
        "范文": f"{stats.reports}篇", "自己添加的": f"{stats.own}篇", "能查到的段落": f"{stats.passages}段",
        "总字数": _characters(reports),
    }  # fmt: skip
    for column, (name, value) in zip(st.columns(4), counts.items(), strict=True):
        column.metric(name, value)
    left, right = st.columns(2, gap="large")
    with left:
        st.html('<h3 class="group">各类有多少篇</h3>')
        _bars(kinds(reports), "类型", "篇数", "来源", ["自己添加", "内置"])
    with right:
        st.html('<h3 class="group">一篇有多长</h3>')
        _bars(lengths(reports), "字数", "篇数")
        st.html('<h3 class="group">重复的有多少</h3>')
        _bars(duplicates(reports, stats.passages, stats.copies), "什么", "占", "查找时", ["用", "不用"], share=True)
        st.html(
            '<p class="lead">同一份总结有几个版本的，查找时只用最完整的一份；只换了数字或个别字的段落也只用一段，'
            "查到时会列出它所有的出处。</p>"
        )


def kinds(reports: Sequence[Summary]) -> list[Row]:
    """How many reports there are of each kind, one's own and built in, the most frequent first."""
    counts = Counter((report.kind, report.origin == "built-in") for report in reports)
    names = sorted(labels.kinds().items(), key=lambda kind: -counts[kind[0], False] - counts[kind[0], True])
    return [
        {"类型": name, "来源": "内置" if built_in else "自己添加", "篇数": counts[slug, built_in]}
        for slug, name in names
        for built_in in (False, True)
        if counts[slug, built_in]
    ]


def lengths(reports: Sequence[Summary]) -> list[Row]:
    """How many reports there are of each length, in steps, the empty ones between them too."""
    steps = Counter(min(report.characters, _LONGEST) // _STEP for report in reports)
    return [{"字数": _span(n), "篇数": steps[n]} for n in range(min(steps, default=0), max(steps, default=-1) + 1)]


def duplicates(reports: Sequence[Summary], passages: int, copies: int) -> list[Row]:
    """How many reports and passages a search uses, and how many are versions or copies of these."""
    found = sum(report.found for report in reports)
    rows: list[Row] = []
    for what, used, others in (("总结", found, len(reports) - found), ("段落", passages, copies)):
        unit = "篇" if what == "总结" else "段"
        name = f"{what}：用{used}{unit}，重复{others}{unit}"
        rows += [{"什么": name, "查找时": "用", "占": used}, {"什么": name, "查找时": "不用", "占": others}]
    return rows


def _bars(
    rows: Sequence[Row], name: str, value: str, part: str = "", parts: Sequence[str] = (), *, share: bool = False
) -> None:
    """Draw bars that lie one below the other in the order of the rows; ``share``: each as long as the others."""
    import pandas as pd

    axis = {**_QUIET, "title": None}
    length: dict[str, Any] = {"field": value, "type": "quantitative", "axis": {**axis, "tickMinStep": 1}}
    if share:
        length |= {"stack": "normalize", "axis": {**axis, "format": "%", "tickCount": 5}}
    encoding: dict[str, Any] = {
        "y": {"field": name, "type": "nominal", "sort": None, "axis": axis},
        "x": length,
        "tooltip": [{"field": field} for field in (name, part, value) if field],
        "color": {"value": _COLOURS[0]},
    }
    if part:
        legend = {"title": None, "orient": "bottom", "labelFontSize": 13}
        scale = {"domain": list(parts), "range": _COLOURS}
        encoding["color"] = {"field": part, "type": "nominal", "scale": scale, "legend": legend}
        encoding["order"] = {"field": part, "sort": "ascending" if sorted(parts) == list(parts) else "descending"}
    bars = len({row[name] for row in rows})
    spec = {"mark": {"type": "bar", "size": 18}, "encoding": encoding, "height": {"step": 28}}
    st.vega_lite_chart(pd.DataFrame(rows), spec, height=28 * bars + (115 if part else 45))


def _characters(reports: Sequence[Summary]) -> str:
    count = sum(report.characters for report in reports)
    return f"{count / 10_000:.1f}万字" if count >= 10_000 else f"{count}字"


def _span(step: int) -> str:
    return f"{_LONGEST}字以上" if step == _LONGEST // _STEP else f"{step * _STEP}—{(step + 1) * _STEP}字"
