"""Lines and sentences of a site that no author of a report wrote: introductions, greetings, addresses, page furniture."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from knowledge.titles import without_lead

PUNCTUATION, ADDRESS, SITE, PAGE, INTRODUCTION, COLLECTION, NUMBER = (
    "只有标点", "网址或版权说明", "网站加的话", "翻页或图片的提示", "网站的导语", "范文合集的名目", "合集里的序号",
)  # fmt: skip
_LONGEST_FURNITURE, _LONGEST_PAGE = 60, 24
_MOST_SENTENCES = 6  # of a line that is a site's
_LONGEST_SENTENCE = 120  # a longer one speaks of work, whatever words it has
_WORD = re.compile(r"[^\W_]")
_URL = re.compile(
    r"(?:https?://|www\.)[\w./?=&%#-]+|(?<![\w.-])[A-Za-z0-9._-]{1,64}@[A-Za-z0-9-]{1,64}\.[a-z]{2,4}\b", re.IGNORECASE
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?\s*(?:[万亿元家户人个件次名场项亩宗处台吨期条篇％%]|公里)")
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*[”’」』）)\"]*|[。！？!?]+")
_NUMBER = re.compile(
    r"^[【\[（(]?(?:第?[一二三四五六七八九十\d]{1,3}篇|篇[一二三四五六七八九十\d]{1,3}|范文[一二三四五六七八九十\d]{0,3})[】\]）)]?[：:。]?$"
)
_COUNT = re.compile(r"(?<![上下])[一二三四五六七八九十百\d]{1,3}[篇份则]")
_REPORT = re.compile(r"总结|报告|汇报|述职|计划|体会")
_PAGE = re.compile(
    r"^(?:第\d+页|共\d+页|\d+/\d+页?|(?:\[\d+\]\s*){2,}.{0,8}|.{0,8}共\d+页.{0,12}|广告)[。]?$|第\d+页.{0,4}共\d+页|共\d+页.{0,4}第\d+页"
    r"|点击.{0,4}(?:展开|图片|放大)|展开(?:剩余|全文)|已?阅读\d+页|还剩\d+页|查看大图|未完待续|(?:阅读|查看)全文"
)
_FURNITURE = re.compile(
    r"^欢迎(?:大家|您)?(?:阅读|参考|借鉴|查阅|收藏|下载|转发|使用)[^，、；\d]{0,6}$|^(?:全文共?\d+字|约?\d+字)[。]?$|^(?:标签|关键词|关键字|栏目|分类|热词)[：:]|(?:首页|主页)\s*[>＞»/\-－]"
    r"|^[\[【]?(?:打印|关闭|收藏|分享|评论|举报)[\]】\s|｜].{0,20}$"
)
_POINTS_ON = re.compile(
    r"下面|以下|接下来|一起来|下文|如下.{0,8}(?:范文|例文)|几篇|范文|例文|范例|范本|希望|欢迎|不妨|供您|供大家|参考|借鉴|阅读"
)
_DEFINES = re.compile(r"(?:总结|报告|汇报)(?:是|指|就是)(?:对|在|一|人们|把|党政|机关)")
_RIGHTS = re.compile(r"版权|侵权|侵犯|免责|转载|商业用途|网址|备案")
_TAIL = re.compile(r"[（(【\[][^（()）【】\[\]]{4,40}[)）】\]][。]?$")


def noise_of(line: str) -> str:
    """Return why a stripped line is no author's, in a few Chinese words; empty where it is one's, or in doubt."""
    if not line:
        return ""
    return next((why for why, is_so in _SHAPES if is_so(line)), "") or _told_by_words(line)


def _told_by_words(line: str) -> str:
    sentences = _SENTENCE.findall(line)
    if len(sentences) > _MOST_SENTENCES:
        return ""
    sites = [is_sites(sentence) for sentence in sentences]
    if all(sites):
        return ADDRESS if _RIGHTS.search(line) else SITE
    return INTRODUCTION if _introduces(line, sentences, sites) else ""


def site_words(line: str) -> tuple[int, int] | None:
    """Return the span at the end of an author's line that a site added: bracketed words or whole sentences."""
    tail = _TAIL.search(line)
    if tail and tail.start() and is_sites(tail[0].strip("（()）【】[]。")):
        return tail.start(), len(line.rstrip("。")) if line[tail.start() - 1] not in "。！？" else len(line)
    spans = [(m.start(), m.end()) for m in _SENTENCE.finditer(line)]
    start = len(line)
    for first, after in reversed(spans):
        if not is_sites(line[first:after]):
            break
        start = first
    return (start, len(line)) if 0 < start < len(line) else None


def is_sites(sentence: str) -> bool:
    """Whether one sentence is a site's own."""
    if len(sentence) > _LONGEST_SENTENCE:
        return False
    words = _words()
    telling = _count(sentence, words["telling"])
    hinting = _count(sentence, words["hinting"])
    writing = _count(sentence, words["writing"]) + bool(_DEFINES.search(sentence))
    ours = _count(sentence, words["ours"])
    if telling:
        return telling + hinting > ours or len(sentence) <= 24
    if _FIGURE.search(sentence) or ours:
        return False
    return hinting >= 2 or (writing >= 1 and (hinting >= 1 or bool(_REPORT.search(sentence))))


def _introduces(line: str, sentences: list[str], sites: list[bool]) -> bool:
    """Whether a line leads the reader to what follows and tells nothing of any unit's work."""
    if _FIGURE.search(line) or len(line) > 4 * _LONGEST_SENTENCE:
        return False
    points_on = sites[-1] and _POINTS_ON.search(sentences[-1]) is not None
    if not points_on and not (sites[0] and _DEFINES.search(sentences[0])):
        return False
    rest = "".join(sentence for sentence, site in zip(sentences, sites, strict=True) if not site)
    return (
        not re.search(r"我[镇乡局县区市会所站校院]|全[镇乡县区局]|[一二三四五六]是", rest)
        and len(rest) <= _LONGEST_SENTENCE
    )


def _is_address(line: str) -> bool:
    """Whether an address of the net makes up the line, but for a word or two that names it."""
    rest = _URL.sub("", line)
    return rest != line and len(re.findall(r"[\u4e00-\u9fff]", rest)) <= 12


def _is_collection(line: str) -> bool:
    """Whether a short line names a collection: 年终总结范文（通用10篇）. The name of one report is none."""
    if len(line) > 40 or not _REPORT.search(line) or re.search(r"[，,；;]", line):
        return False
    line = without_lead(line)
    offers = _count(line, _words()["offering"])
    return bool(_COUNT.search(line)) * 2 + offers >= 2 + bool(re.search(r"工作报告|工作汇报", line)) or (
        offers >= 1 and line.rstrip("。").endswith(("集锦", "合集", "大全", "范文", "模板", "汇总", "锦集"))
    )


# what the shape of a line tells, in this order
_SHAPES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (PUNCTUATION, lambda line: _WORD.search(line) is None),
    (NUMBER, lambda line: _NUMBER.match(line) is not None),
    (SITE, lambda line: len(line) <= _LONGEST_FURNITURE and _FURNITURE.search(line) is not None),
    (PAGE, lambda line: len(line) <= _LONGEST_PAGE and _PAGE.search(line) is not None),
    (ADDRESS, _is_address),
    (COLLECTION, _is_collection),
)


def _count(sentence: str, words: re.Pattern[str]) -> int:
    return len(set(words.findall(sentence)))


@cache
def _words() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads((files("knowledge") / "noise.toml").read_text(encoding="utf-8"))
    return {
        name: re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))) for name, words in data.items()
    }
