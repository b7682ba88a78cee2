"""浏览: the reports by kind, time and origin, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from assistant.ui import pieces
from assistant.ui.library import labels, one_report

if TYPE_CHECKING:
    from knowledge.library import Library, Summary

_ROWS = 20


def show(library: Library) -> None:
    """Draw the filters and the reports that pass them."""
    reports = library.reports()
    own = sum(report.origin != "built-in" for report in reports)
    st.html(f'<p class="lead">共有范文{len(reports)}篇，其中自己添加的{own}篇。点标题看全文、改标签、删除。</p>')
    kept = _filtered(reports)
    if not kept:
        st.html(pieces.notice("没有这样的范文，请放宽上面的条件。"))
        return
    versions = Counter(report.family for report in reports if report.family)
    page = _page(len(kept))
    for n, report in enumerate(kept[page * _ROWS : (page + 1) * _ROWS]):
        _row(report, versions[report.family], n)


def _filtered(reports: Sequence[Summary]) -> list[Summary]:
    counts = Counter(report.kind for report in reports)
    names = {f"{name}（{counts[slug]}）": slug for slug, name in labels.kinds().items() if counts[slug]}
    with st.container(horizontal=True, key="browse-filters", vertical_alignment="bottom"):
        kind = names.get(labels.choose("类型", [labels.ANY, *names], "browse-kind"))
        period = labels.choose("时期", [labels.ANY, *labels.periods(reports)], "browse-period")
        origins = {name: origin for origin, name in labels.ORIGINS.items()}
        origin = origins.get(labels.choose("来源", [labels.ANY, *origins], "browse-origin"))
        word = st.text_input("标题或文件名里有", key="browse-word").strip()
    asked = (kind, period, origin, word)
    if st.session_state.get("browse-asked", asked) != asked:
        st.session_state["browse-page"] = 0  # of what passes now, the first page
    st.session_state["browse-asked"] = asked
    return [
        report
        for report in reports
        if kind in (None, report.kind)
        and origin in (None, report.origin)
        and (period == labels.ANY or labels.of_period(report, period))
        and (word in report.title or word in report.document)
    ]


def _page(count: int) -> int:
    last = (count - 1) // _ROWS
    page = min(int(st.session_state.get("browse-page", 0)), last)
    if not last:
        return 0
    with st.container(horizontal=True, key="browse-pages", vertical_alignment="center"):
        if st.button("上一页", key="browse-back", disabled=page == 0):
            page -= 1
        if st.button("下一页", key="browse-on", disabled=page == last):
            page += 1
        st.html(f'<p class="lead">第{page + 1}页，共{last + 1}页</p>')
    st.session_state["browse-page"] = page
    return page


def _row(report: Summary, versions: int, n: int) -> None:
    said = labels.about(report)
    if versions > 1:
        said += f"　{versions}个版本之一" + ("，查找时用这一份" if report.found else "，查找时用另一份")
    with st.container(key=f"sample-row-{n}", gap=None):
        one_report.opener(report.document, f"open-sample-{n}", pieces.label(report.title))
        st.html(f'<p class="own"><span>{pieces.escaped(said)}</span></p>')
