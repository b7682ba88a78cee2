"""The library's values in the user's words, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from knowledge.library import Summary

ANY = "不限"
ORIGINS = {"own": "本单位", "other": "外单位", "built-in": "内置"}
_YEAR = re.compile(r"(?:19|20)\d{2}")


@cache
def kinds() -> dict[str, str]:
    """The names of the kinds of report, by slug."""
    from knowledge.kinds import KINDS

    return {kind.slug: kind.name for kind in KINDS}


@cache
def slugs() -> dict[str, str]:
    """The slugs of the kinds, by name."""
    return {name: slug for slug, name in kinds().items()}


@cache
def parts() -> dict[str, str]:
    """The names of the parts of a report, by role."""
    from knowledge.preview import ROLE_NAMES

    return {role: f"{name}部分" for role, name in ROLE_NAMES.items()}


def periods(reports: Iterable[Summary]) -> list[str]:
    """The times to choose from: halves and wholes, then the years that there are, the latest first."""
    years = {year for report in reports for year in _YEAR.findall(f"{report.period}{report.title}")}
    return ["上半年", "全年", *(f"{year}年" for year in sorted(years, reverse=True))]


def of_period(report: Summary, period: str) -> bool:
    """Whether a report is on that time."""
    half = "半年" in f"{report.period}{report.title}"
    if period in {"上半年", "全年"}:
        return half == (period == "上半年")
    return period.removesuffix("年") in f"{report.period}{report.title}"


def lines(first: int, last: int) -> str:
    """The lines of a file, counted from 1."""
    return f"第{first}行" if first == last else f"第{first}—{last}行"


def about(report: Summary) -> str:
    """Kind, time, whose it is and how long, in one line."""
    said = [
        kinds().get(report.kind, report.kind),
        report.period,
        ORIGINS.get(report.origin, ""),
        f"{report.characters}字",
    ]
    return "　".join(part for part in said if part)


def choose(label: str, options: Iterable[str], key: str, index: int = 0) -> str:
    """A list to choose from, with nothing English in it."""
    return str(st.selectbox(label, list(options), index, key=key, placeholder="请选择"))
