"""How a report opens: 一年来，在……领导下，围绕……，现将工作总结如下."""

from __future__ import annotations

import re

from knowledge.headings import mark_of
from knowledge.roles import leans

_YEAR = r"(?:20[\dx_*×X]{2}|2[\dx_*×X]{3}|[x_*×X]{1,4}|[一二三四五六七八九〇○零]{4})年"
_LED_BY = re.compile(r"在.{0,60}?(?:领导|指导|支持|关心|帮助|关怀|重视|配合|努力)下")
_TIME = re.compile(
    rf"^.{{0,3}}(?:一年来|[今本]年[以来度]?|半年来|上半年|过去的?一年|回顾|即将过去|{_YEAR}|20[x_*\d]{{2}}|长期以来)"
)
_LEAD_IN = re.compile(
    r"(?:现|兹)[将就把]?.{0,40}(?:如下|汇报|总结|报告|归纳)|(?:总结|汇报|报告|归纳|汇总)如下|(?:做|抓|开展|进行|完成)了?以下.{0,8}(?:工作|方面)|以下几.?方面的?工作"
    r"|向(?:各位|大家|大会).{0,12}(?:说明|报告|汇报)"
)
_GUIDED = re.compile(
    r"以.{2,40}为(?:指导|中心|主线|宗旨|目标|契机|抓手|根本)|围绕.{2,40}|坚持以|认真贯彻|全面贯彻|深入贯彻"
)
_ADDRESS = re.compile(r"^(?:各位|同志们|尊敬的)")


def opens(text: str) -> float:
    """Return how much a paragraph reads like the opening of a report, 0 to 4."""
    if mark_of(text) is not None or len(text) < 20:
        return 0.0 if not _ADDRESS.match(text) else 3.0
    if leans(text[:80])[1] >= 3.0:
        return 0.0
    head = text[:200]
    score = 2.0 * bool(_LED_BY.search(head)) + 0.8 * bool(_TIME.match(head)) + 0.5 * bool(_GUIDED.search(head))
    score += 2.5 * bool(_LEAD_IN.search(text[:60] + text[-60:])) + 3.0 * bool(_ADDRESS.match(head))
    return max(0.0, min(4.0, score))
