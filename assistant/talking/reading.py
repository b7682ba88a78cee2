"""Reading a request: the first phrasing that fits decides; what none fits is a note where it tells of work, else unclear."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.facts import figures_said
from assistant.figures.mentions import Mention
from assistant.figures.reading import read as mentions
from assistant.talking.places import names_a_place
from assistant.talking.request import Correction, Intent, Request

_POLITE = re.compile(r"^(?:(?:请|麻烦|帮我|帮忙|劳驾|您|你|能不能|能否|可不可以|可以)(?![好能会]))+")
_ADDING = re.compile(
    r"^(?:(?:(?:再|还)?(?:加|补|补充|追加|新增|记)(?:上|进去|进)?(?:一?(?:些|条|几条|下|个|件|点))?(?:笔记|材料|数|内容|事)?"
    r"|还有|另外|对了|(?:还|又)?(?:漏|忘|少)(?:了|记|写|说)*(?:一?(?:条|件|个|项|下))?(?:事|数)?(?:没写|没说)?)\s*[：:，,\n]\s*)+"
    r"|^(?:另外|还有|对了|再加|加上)"
)
_RENAMING = re.compile(r"^.*?(?:改名|更名|重命名|命名|改|换|叫|定|写|用|是)(?:成|为|作|做|叫)?\s*[：:]?\s*")
_LAYOUT = re.compile(r"[段句字节]|部分|方面|行|页|大块")
_ITEMS = re.compile(r"[条点]")
_MOST_ITEMS = 10  # 改成三条 is a wish for the layout, 211条 is a figure
_WORK = re.compile(
    r"^(?:全年|今年|去年|本年|上半年|下半年|年初|年底|[0-9一二三四五六七八九十]{1,3}月)"
    r"|^(?:\S{0,6})(?:召开|开展|组织|举办|完成|建立|建成|修订|制定|印发|走访|慰问|联合|配合|协助|参加|落实|推进|推广|开通|成立|培训|检查|办理|调解"
    r"|接待|整改|宣传|发放|收缴|新建|办了|开了|搞了|做了|加强了|建了|改造|上报|指导|摸底|创建|排查|化解)"
)
_TYPOS = (
    ("部份", "部分"),
    ("罗嗦", "啰嗦"),
    ("撤消", "撤销"),
    ("该成", "改成"),
    ("该为", "改为"),
    ("压锁", "压缩"),
    ("导岀", "导出"),
    ("标提", "标题"),
)
_QUESTION = re.compile(r"[?？吗]$|什么|怎么|多少|有没有|^帮我")
_OLD = re.compile(r"不是\s*$|把\s*$|由\s*$|从\s*$")
_CUES = re.compile(
    r"更正为?|订正|勘误|改正|改成|改为|换成|写错了?|记错了?|弄错了?|错了|有误|不对|应该是|应该|应是|应为|而是|不是|的数|数字|把|是|为|[，,。：:；\s]"
)
_LINES = 4


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way of asking: patterns, and whether a figure or a place must or must not be named."""

    intent: Intent
    patterns: tuple[re.Pattern[str], ...]
    figure: bool | None = None
    place: bool | None = None

    def fits(self, text: str, *, figure: bool, place: bool) -> bool:
        """Whether the message is put this way."""
        if (self.figure is not None and self.figure != figure) or (self.place is not None and self.place != place):
            return False
        return any(pattern.search(text) for pattern in self.patterns)


@lru_cache
def phrasings() -> tuple[Phrasing, ...]:
    """The phrasings of ``phrasings.toml``, in its order."""
    rows = tomllib.loads(files("assistant.talking").joinpath("phrasings.toml").read_text(encoding="utf-8"))["phrasing"]
    return tuple(
        Phrasing(Intent(row["intent"]), tuple(map(re.compile, row["patterns"])), row.get("figure"), row.get("place"))
        for row in rows
    )


def read(text: str) -> Request:
    """What a message to a drafted report asks for."""
    said = spelt(_POLITE.sub("", text.strip()).rstrip("。！!"))
    if _many_lines(text):
        return Request(Intent.NOTES, text, text)
    figure, place = _states_figure(said), names_a_place(said)
    for phrasing in phrasings():
        if phrasing.fits(said, figure=figure, place=place):
            return Request(phrasing.intent, text, body_of(phrasing.intent, text))
    return Request(_left(said, figure=figure), text, text)


def spelt(text: str) -> str:
    """A request with the usual slips of the input method put right."""
    for slip, meant in _TYPOS:
        text = text.replace(slip, meant)
    return text


def body_of(intent: Intent, text: str) -> str:
    """What the intent is about, without the words that announce it."""
    said = _POLITE.sub("", text.strip())
    if intent is Intent.ADD:
        return _ADDING.sub("", said, count=1).strip() or said
    if intent is Intent.RENAME:
        return _RENAMING.sub("", spelt(said), count=1).strip("《》“”\"' 。吧")
    return text


def correction_in(text: str) -> Correction | None:
    """The old and the new figure of a correction; None where no new one is stated."""
    found = [m for m in mentions(text) if m.is_figure]
    if not found:
        return None
    marked = [m for m in found if _OLD.search(text[: m.start])]
    old = marked[0] if marked else (found[0] if len(found) > 1 else None)
    new = next((m for m in reversed(found) if m is not old), None)
    if new is None:
        return None
    about = text
    for mention in (m for m in (new, old) if m is not None):
        about = about.replace(mention.text, " ")
    return Correction(_CUES.sub("", about), old.text if old else "", new.text)


def _many_lines(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) >= _LINES and figures_said(text) >= 2


def _states_figure(text: str) -> bool:
    return any(m.is_figure and not _of_layout(m) for m in mentions(text))


def _of_layout(mention: Mention) -> bool:
    unit = mention.unit or mention.text
    few = mention.value is not None and mention.value <= _MOST_ITEMS
    return bool(_LAYOUT.search(unit) or (few and _ITEMS.search(unit)))


def _left(said: str, *, figure: bool) -> Intent:
    if _QUESTION.search(said):
        return Intent.UNCLEAR
    return Intent.NOTES if figure or "\n" in said or (len(said) >= 6 and _WORK.search(said)) else Intent.UNCLEAR
