"""How much of each section can be checked, as a picture: a bar a section, the middle half of the samples behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from assistant.ui import pieces, session

if TYPE_CHECKING:
    from assistant.manuscript import Manuscript
    from assistant.padding.density import Density

_BAR, _BAND, _LOW = "#2f6f5e", "#d9d2c3", "#b4632f"
_CLEARLY = 0.1  # below the usual range, which is narrow where samples are few
_ROW = 44  # pixels of one section


def show(manuscript: Manuscript) -> None:
    """Draw the picture and what it means."""
    found = session.checker().densities(manuscript)
    if not found:
        st.html(pieces.notice("草稿太短，还看不出疏密。"))
        return
    st.html(
        pieces.notice(
            "每一条是一个部分里“查得到的话”占多少：带数字、日期、名称、结果的小句算，放到哪里都能说的话不算。"
            "浅色的底是范文库里同类报告这一部分的常见范围（中间一半）。"
        )
    )
    st.vega_lite_chart(spec(found), use_container_width=True)
    thin = [d.heading for d in found if _thin(d)]
    if thin:
        st.html(
            pieces.notice(f"比同类范文空的部分：{'；'.join(thin)}。可以在“草稿”里点“去套话”，或补上事实。", "warning")
        )


def spec(found: Sequence[Density]) -> dict[str, Any]:
    """The picture as a chart that Streamlit draws by itself, with its data; sections from top to bottom."""
    rows = [_row(n, one) for n, one in enumerate(found, start=1)]
    order = [row["部分"] for row in rows]
    place = {"field": "部分", "type": "nominal", "sort": order, "title": None, "axis": {"labelLimit": 260}}
    scale = {"domain": [0, 100]}
    share = {
        "field": "查得到的话（%）",
        "type": "quantitative",
        "scale": scale,
        "title": "查得到的话占全部文字的百分比",
    }
    shown = [{"field": name, "type": "nominal"} for name in ("部分", "查得到的话（%）", "范文常见范围")]
    band = {"field": "范文低", "type": "quantitative", "scale": scale, "title": share["title"]}
    return {
        "data": {"values": rows},
        "height": _ROW * len(rows) + 40,
        "layer": [
            {
                "transform": [{"filter": "datum['范文低'] != null"}],
                "mark": {"type": "bar", "color": _BAND, "height": 30},
                "encoding": {"y": place, "x": band, "x2": {"field": "范文高"}, "tooltip": shown},
            },
            {
                "mark": {"type": "bar", "height": 14},
                "encoding": {
                    "y": place, "x": share, "tooltip": shown,
                    "color": {"condition": {"test": "datum['偏空']", "value": _LOW}, "value": _BAR},
                },
            },
        ],
    }  # fmt: skip


def _thin(one: Density) -> bool:
    """Whether a section is clearly emptier than the samples of its kind."""
    return one.usual is not None and one.share < one.usual.low - _CLEARLY


def _row(number: int, one: Density) -> dict[str, Any]:
    low, high = (round(100 * one.usual.low), round(100 * one.usual.high)) if one.usual else (None, None)
    usual = f"{low}–{high}%（{one.usual.samples}段范文）" if one.usual else "范文库里没有同类"
    return {
        "部分": one.heading if len(one.heading) <= 18 else f"{one.heading[:17]}…（{number}）",
        "查得到的话（%）": round(100 * one.share),
        "范文低": low,
        "范文高": high,
        "范文常见范围": usual,
        "偏空": _thin(one),
    }
