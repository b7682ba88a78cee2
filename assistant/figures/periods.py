"""Periods of a figure: which of them go together, and what they are called."""

from __future__ import annotations

from functools import lru_cache

from assistant.figures.carrying import BASE

EARLIER = ("last", "any", BASE)  # periods that a change starts from


@lru_cache(maxsize=1024)
def period_fits(drafted: str, noted: str) -> bool:
    """去年 never serves as this year's, nor the other way round; a named year fits itself and what is undated."""
    if "any" in (drafted, noted):
        return True
    if {drafted, noted} == {"half", "whole"}:
        return False
    if BASE in (drafted, noted):
        return noted != BASE or drafted in (BASE, "last")  # 由35到4 tells 35 as the base, never as what is now
    relative = {"last"}
    drafted, noted = ("" if period in ("next", "half", "whole") else period for period in (drafted, noted))
    if drafted in relative or noted in relative:
        return (
            drafted == noted or (drafted.isdigit() and noted in relative) or (noted.isdigit() and drafted in relative)
        )
    return not (drafted.isdigit() and noted.isdigit() and drafted != noted)


def period_name(period: str) -> str:
    """The period in the user's words."""
    return {
        "last": "去年",
        BASE: "变化以前",
        "next": "明年",
        "half": "半年",
        "whole": "全年",
        "any": "某一年",
        "": "今年",
    }.get(period, f"{period}年")
