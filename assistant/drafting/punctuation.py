"""Punctuation as a Chinese report has it: full-width beside Chinese, spaces turned into the stop they stand for."""

from __future__ import annotations

import re

from assistant.figures.mentions import Kind
from assistant.figures.reading import figures

_CJK = "\u4e00-\u9fff"
_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_STOP = re.compile(r"(?<![0-9])([,;:!?])|([,;:!?])(?![0-9])")
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u00ad\u180e\ufeff\ufe0f\U000e0000-\U000e007f]"
)
_EMOJI = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u26ff\u2700-\u2753\u2755-\u27bf\u2b50\u2b55]+")
_SPACE = re.compile(r"(?<=\S)[ \t　\u00a0]+(?=\S)")
_MONTH_END = re.compile(
    r"(?:[0-9]{1,2}月(?:份|底|初|中旬|上旬|下旬|[0-9]{1,2}日)?|[一二三四]季度|上半年|下半年|年初|年底|春节)$"
)
_LISTED = re.compile(r"^[^\s，。；：、0-9]{1,12}[0-9][0-9.,]*[^\s，。；：、0-9]{1,4}$")
_NOUN = 2  # characters of what a figure counts, behind it
_DOUBLED = (
    (re.compile(r"[，、]+(?=（(?![一二三四五六七八九十0-9]+）))"), ""),
    (re.compile(r"[，、；：]+(?=[。！？])"), ""),
    (re.compile(r"([。！？])[。，、；：]+"), r"\1"),
    (re.compile(r"[，、]+([；：])"), r"\1"),
    (re.compile(r"([；：])[，、；：]+"), r"\1"),
    (re.compile(r"，[，、]+|、，"), "，"),
    (re.compile(r"、、+"), "、"),
    (re.compile(r"。。+"), "。"),
    (re.compile(r"！！+"), "！"),
    (re.compile(r"？？+"), "？"),
    (re.compile(r"（\s*）|“”|【】|\(\s*\)"), ""),
    (re.compile(r"(?<=（)[，、。；：]+|[，、；：]+(?=）)"), ""),
)


def mended(text: str) -> str:
    """The text with full-width punctuation beside Chinese, no stray spaces, and no doubled or empty marks."""
    text = _EMOJI.sub("", _INVISIBLE.sub("", text)).strip()
    text = _listed(text)
    text = _SPACE.sub(_spaced, text)
    text = _quotes(text)
    if re.search(f"[{_CJK}]", text):
        text = _STOP.sub(_widened, text)
        text = re.sub(r"(?<=[\u4e00-\u9fff）”])\.(?!\d)|(?<=[0-9%])\.(?=\s*$|[\u4e00-\u9fff])", "。", text)
        text = re.sub(r"\.{3,}|…+", "……", text).replace("(", "（").replace(")", "）")
        text = re.sub(r"[~～]+(?=[，。；]|$)", "", text)
    for pattern, replacement in _DOUBLED:
        text = pattern.sub(replacement, text)
    return text.lstrip("，。；、：！？")


def _widened(match: re.Match[str]) -> str:
    return _WIDE[match[1] or match[2]]


def _quotes(text: str) -> str:
    """Straight quotation marks as pairs of curly ones; an odd one stays out."""
    text = text.replace("＂", '"')
    if text.count('"') % 2:
        text = text.replace('"', "")
    count = iter(range(len(text)))
    return re.sub('"', lambda _: "“" if next(count) % 2 == 0 else "”", text)


def _listed(text: str) -> str:
    """``甲村37组 乙村30组`` with 、 between its parts, where the whole run is such a list."""
    words = re.split(r"[ \t　]+", text)
    if (
        len(words) >= 2
        and all(_LISTED.match(word) for word in words)
        and len({word[-1] for word in words}) == 1
        and not any(word.startswith(("去年", "上年", "今年", "同期")) for word in words)
        and not any(word[0] in "共每全已合" for word in words)
    ):
        return "、".join(words)
    return text


def _spaced(match: re.Match[str]) -> str:
    """What a space stands for: nothing, a comma, or itself between Latin words."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if before[-1].isascii() and after[0].isascii() and before[-1].isalnum() and after[0].isalnum():
        return " " if before[-1].isalpha() or after[0].isalpha() else "、"
    if _MONTH_END.search(before):
        return "" if after[0].isdigit() and re.search("[年月季][初底末度]$|半年$", before) else "，"
    if re.match("[约近]?[0-9]", after) and _leads_to_figure(re.split(r"[，。；：,;:]|\s", before)[-1], after):
        return ""
    if before[-1] in "，。；：、（“！？,;:(!?" or after[0] in "，。；：、）”！？,;:)!?%％（(":
        return ""
    said = re.split(r"[，。；：,;:]|\s", before)[-1]
    done = bool(figures(said)) or said.endswith("了")
    clause = re.split(r"[，。；：,;:\s]", after)[0]
    if (
        done
        and (figures(clause) or len(clause) >= 2)
        and not re.match(r"由[0-9]", after)
        and not _unit_only(said, after)
    ):
        return "，"
    if (
        re.search(r"[\u4e00-\u9fff]", before[-1])
        and not re.match(r"由[0-9]", after)
        and not figures(clause)
        and len(said) >= 5
        and len(clause) >= 5
    ):
        return "，"
    breath = len(said) >= 4 and re.match(r"(?:共|一共|总共)?[花用]了", clause)
    judged = len(said) >= 7 and len(clause) >= 6 and re.search(r"[太很没]|不(?:够|好|起|动|到)|的$", said)
    return "，" if breath or judged else ""  # typed by voice: 护工太难招 夜班两个人看四十三个老人


def _leads_to_figure(said: str, after: str) -> bool:
    """Whether words are those of the figure behind them (发班 3960班, 赔了 8.7万) and end with none themselves, nor with a deed of one."""
    told = figures(said)
    first = next(iter(figures(after)), None)
    if first is not None and first.start == 0 and first.kind is Kind.DATE:
        return False
    return not told or (len(said) - told[-1].end > _NOUN and not said.endswith("了"))


def _unit_only(said: str, after: str) -> bool:
    """Whether the space stands between a number and its unit: 1300 人次."""
    return said[-1:].isdigit() and bool(re.match(r"[万亿余多个人名户亩元次场期件份%]|家(?![里庭长中属])", after))
