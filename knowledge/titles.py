"""Lines that name a report, and the number such a line has in a collection."""

from __future__ import annotations

import re

from knowledge.headings import mark_of

_LONGEST = 45
_STOP = re.compile(r"[，,。；;：:！？]")
_TITLE = re.compile(
    r"(?:总结|汇报|报告|小结|述职)(?:[及和与暨].{0,14}(?:计划|打算|安排|思路|要点))?(?:[（(].{1,8}[)）]|篇?[一二三四五六七八九十\d]{0,3})?$"
)
_WHOSE = re.compile(r"年|季度|月份|关于|[镇乡县区市局所站会校院办厂村部队]|公司|街道|中心|大学|中学|小学")
_NUMBER = r"[一二三四五六七八九十\d]{1,3}"
_YEAR = r"(?:20[\dxX_*×]{2}|[2xX_*×][xX_*×]{0,3})年"  # masked or not
_LEADING = re.compile(
    rf"^[【\[（(]?(?:第{_NUMBER}篇|篇{_NUMBER}|范文{_NUMBER})[】\]）)]?[：:、.\s]*"
    rf"|^[一二三四五六七八九十]{{1,3}}、(?!{_YEAR})(?=\S{{0,40}}?[\u4e00-\u9fff×_*]{{2}}\S{{0,40}}?{_YEAR})"
)
_TRAILING = re.compile(rf"(?<=总结|小结|汇报|报告)(?:[（(]{_NUMBER}[)）]|篇?{_NUMBER}篇?)$")


def is_title(text: str) -> bool:
    """Whether a line names a report: 甲镇总工会2024年工作总结, with or without a number of a collection.

    It must say whose or which time's report it is: 经验总结 and 一、2024年工作总结 are headings.
    """
    bare = bare_title(text)
    if not 5 <= len(bare) <= _LONGEST or _STOP.search(bare) or mark_of(bare) is not None:
        return False
    return _TITLE.search(bare) is not None and _WHOSE.search(bare) is not None


def bare_title(text: str) -> str:
    """Return a title without the number it has in a collection (篇三：, 【第三篇】, …总结（三）)."""
    return _TRAILING.sub("", without_lead(text)).strip()


def without_lead(text: str) -> str:
    """Return a line without the number of a collection before it (篇三：, 【第三篇】)."""
    while (rest := _LEADING.sub("", text.lstrip("# ")).strip()) != text:
        text = rest
    return text
