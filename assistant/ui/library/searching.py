"""找一段范文: a query in one's own words, what is to be left out, and the passages found with the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.ui import pieces
from assistant.ui.library import labels, one_report

if TYPE_CHECKING:
    from knowledge.library import Hit, Library, Place

_PASSAGES = 8


def show(library: Library) -> None:
    """Draw the query, its filters and the answer."""
    query = st.text_input(
        "想写什么", key="query", placeholder="用自己的话说，例如：工会的劳动竞赛怎么写", label_visibility="collapsed"
    )
    kind, role, period, own_first = _filters(library)
    if not query.strip():
        st.html('<p class="lead">输入后按回车，会找出写法相近的段落，并说明为什么相近。</p>')
        return
    hits = library.search(query, _PASSAGES, kind, role, period=period, own_first=own_first)
    if library.notice:
        st.html(pieces.notice(library.notice, "warning"))
    if not hits:
        st.html(pieces.notice("没有找到相近的段落，换几个字，或者放宽上面的条件再试。"))
    places = library.places(hit.passage for hit in hits)
    for n, hit in enumerate(hits):
        _hit(hit, places.get(hit.passage.id, ()), n)


def _filters(library: Library) -> tuple[str | None, str | None, str | None, bool]:
    """Kind, role and period (None for any), and whether the user's own samples come first."""
    with st.container(horizontal=True, key="search-filters", vertical_alignment="bottom"):
        kind = labels.choose("类型", [labels.ANY, *labels.slugs()], "search-kind")
        roles = {name: role for role, name in labels.parts().items()}
        part = labels.choose("哪一部分", [labels.ANY, *roles], "search-part")
        period = labels.choose("时期", [labels.ANY, *labels.periods(library.reports())], "search-period")
        own_first = st.checkbox("自己的靠前", key="search-own")
    chosen = None if period == labels.ANY else period.removesuffix("年") if period[0].isdecimal() else period
    return labels.slugs().get(kind), roles.get(part), chosen, own_first


def _hit(hit: Hit, places: tuple[Place, ...], n: int) -> None:
    passage = hit.passage
    where = f"《{passage.title}》{passage.heading}"
    others = [f"《{place.title}》" for place in places if place.document != passage.document]
    again = (
        f"；{'、'.join(dict.fromkeys(others[:3]))}{'等' if len(others) > 3 else ''}里也有几乎一样的" if others else ""
    )
    with st.container(key=f"hit-{n}"):
        st.html(
            f'<div class="card passage"><div class="where">{pieces.escaped(where)}</div>'
            f'<div class="why">{pieces.escaped(hit.why + again)}</div>'
            f'<div class="words">{pieces.escaped(passage.text)}</div></div>'
        )
        one_report.opener(passage.document, f"open-hit-{n}")
