"""Lines that name a report, and the number such a line has in a collection."""

from __future__ import annotations

import re

from knowledge.headings import mark_of

_LONGEST_TITLE = 45
_TITLE = re.compile(
    r"(?:总结|汇报|报告|小结|述职|工作情况)(?:[及和与暨].{0,14}(?:计划|打算|安排|思路|要点))?(?:[（(].{1,8}[)）]|篇?[一二三四五六七八九十\d]{0,3})?$"
)
_NUMBER = r"[一二三四五六七八九十\d]{1,3}"
_YEAR = r"(?:20[\dxX_*×]{2}|[2xX_*×][xX_*×]{0,3})年"  # masked or not
_LEADING = re.compile(
    rf"^[【\[（(]?(?:第{_NUMBER}篇|篇{_NUMBER}|范文{_NUMBER})[】\]）)]?[：:、.\s]*|^[一二三四五六七八九十]{{1,3}}、(?=.*{_YEAR})"
)
_TRAILING = re.compile(rf"(?<=总结|小结|汇报|报告)(?:[（(]{_NUMBER}[)）]|篇?{_NUMBER}篇?)$")


def is_title(text: str) -> bool:
    """Whether a line names a report: 甲镇总工会2024年工作总结, with or without a number of a collection."""
    bare = bare_title(text)
    if not 5 <= len(bare) <= _LONGEST_TITLE or re.search(r"[，,。；;：:！？]", bare) or not _TITLE.search(bare):
        return False
    return mark_of(bare) is None


def bare_title(text: str) -> str:
    """Return a title without the number it has in a collection (篇三：, 【第三篇】, …总结（三）)."""
    return _TRAILING.sub("", without_lead(text)).strip()


def without_lead(text: str) -> str:
    """Return a line without the number of a collection before it (篇三：, 【第三篇】)."""
    text = text.lstrip("# ").strip()
    while (rest := _LEADING.sub("", text).strip()) != text:
        text = rest
    return text
