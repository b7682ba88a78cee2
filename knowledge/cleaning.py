"""Cleaning scraped text: white space, a site's own lines, dots put inside words. Figures stay."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\x1a]")
_BREAKS = re.compile(r"\r\n?|[\f\v\u0085\u2028\u2029]")
_BLANKS = re.compile(r"\n{3,}")
_DOT = re.compile(r"(?<=的)\.(?=[\u4e00-\u9fff])")
_QUOTE = re.compile(r"(?<=的)'(?=[\u4e00-\u9fff])")
_PUNCTUATION_ONLY = re.compile(r"^[。，、；：,.;:!！?？\s]+$")
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?]?")
_SITE = re.compile(
    r"小编.{0,12}(?:整理|搜集|收集|精心|带来|分享|推荐|为您|为大家)|^\s*欢迎(?:大家)?(?:阅读|参考|借鉴|查阅|收藏)[^，、；]{0,6}$"
    r"|范文.{0,12}(?:阅读|参考|借鉴|欢迎|供您|供大家|更多)|更多.{0,16}范文|^\s*(?:推荐阅读|相关文章|相关推荐|延伸阅读)"
    r"|点击(?:下载|查看|阅读)|本文(?:来源|地址|由.{1,20}(?:整理|发布))|https?://|www\."
)


def clean(text: str) -> str:
    r"""Return the text without noise that no author wrote; what is in doubt stays.

    Line breaks become ``\n``, at most one blank line stands between paragraphs, none at the ends.
    """
    text = _INVISIBLE.sub("", _BREAKS.sub("\n", text))
    lines = (_clean_line(line) for line in text.split("\n"))
    kept = (line for line in lines if line is not None)
    return _BLANKS.sub("\n\n", "\n".join(kept)).strip("\n")


def _clean_line(line: str) -> str | None:
    """Return the cleaned line, or None where nothing but noise stood in it."""
    tidy = "\t".join(_SPACES.sub(" ", cell).strip() for cell in line.split("\t")).strip()
    if not tidy:
        return ""
    tidy = "".join(s for s in _SENTENCE.findall(tidy) if not _SITE.search(s)).strip()
    tidy = _without_watermarks(tidy)
    return None if not tidy or _PUNCTUATION_ONLY.match(tidy) else tidy


def _without_watermarks(line: str) -> str:
    """Take out dots and stray quotes after 的 (教职工的.利益); paired quotes are the author's own."""
    line = _DOT.sub("", line)
    return _QUOTE.sub("", line) if line.count("'") % 2 else line
