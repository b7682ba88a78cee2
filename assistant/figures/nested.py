"""Outlines: a line without figures names what the lines set in below it count (培训 / 期数：6 / 人数：385)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.figures.placing import Place

_LINE = re.compile(r"(?P<indent>[ 　\t]*)(?:[-*+•·●○]|[0-9]{1,2}[.、)）]|[（(]?[a-zA-Z][.)）])?[ \t]*(?P<words>[^\n]*)")
_TOPIC = re.compile(r"[^，。；;,!！?？\t|]{2,16}?[：:]?$")
_QUESTION = re.compile(r"(?:[^：:\s]{1,6}[：:])?\s*([^：:？?]{2,16})(?:呢|吗|吧|没有|怎么样|多少)?[？?。]?\s*")
_GENERAL = re.compile(
    r"^[\s\-*•]*(?:人数|期数|次数|场数|户数|家数|件数|金额|资金|面积|数量|费用|投入|总数|合计|发现|整改|完成|参加|培训|对象|覆盖)"
)
DEEPEST = 6


def nested(text: str, found: Sequence[Place]) -> list[Place]:
    """The figures, those whose words are general (人数：385) with the topic of the outline before them."""
    topics = _topics(text, {place.line[0] for place in found})
    if not topics:
        return list(found)
    result = []
    for place in found:
        topic = topics.get(place.line[0], "")
        first = not re.search("[0-9]", text[place.line[0] : place.mention.start])
        said = place.before.strip() or place.lead.strip()
        if topic and first and (_GENERAL.match(said) or len(re.sub(r"[^\u4e00-\u9fff]", "", said)) < 2):
            words = re.sub(r"^[\s\-*•]+", "", place.before) if place.before.strip() else place.lead.strip(" -*•：:\t　")
            result.append(replace(place, before=topic + words, lead=f"{topic}，{place.lead}"))
        elif topic:
            result.append(replace(place, lead=f"{topic}，{place.lead}"))
        else:
            result.append(place)
    return result


def _topics(text: str, with_figures: set[int]) -> dict[int, str]:
    """The topic of each line that is set in below a line of words alone."""
    found: dict[int, str] = {}
    open_: list[tuple[int, str]] = []  # indents and their topics
    at, asked = 0, ""
    for raw in text.split("\n"):
        match = _LINE.match(raw)
        words = match["words"].strip() if match else ""
        if asked and match is not None and words:
            found[at], asked = asked, ""
        elif question := (_QUESTION.fullmatch(words) if words.endswith(("？", "?")) else None):
            asked = "" if at in with_figures else question[1]
        elif match is not None and words:
            indent = len(match["indent"].expandtabs(4).replace("　", "  "))
            open_ = [(deep, topic) for deep, topic in open_ if deep < indent][-DEEPEST:]
            if open_:
                found[at] = open_[-1][1]
            if at not in with_figures and _TOPIC.fullmatch(words):
                open_.append((indent, words.rstrip("：: ")))
        elif not raw.strip():
            open_ = []
        at += len(raw) + 1
    return found
