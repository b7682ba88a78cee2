"""Rates by name: 回款率1.4% is not the 废品率 of the notes, nor what something grew by; 场均21万元 is no total of the notes."""

from __future__ import annotations

import re

from assistant.figures.mentions import Kind
from assistant.figures.record import Noted
from assistant.figures.synonyms import senses

_NAMED = re.compile(
    r"([\u4e00-\u9fff]{1,8})(率|满意度)(?:去年|今年|上年|本年|同期|实际|目标|提高|提升|下降|上升|降|升|增|约|为|是|有|达|到|至|保持|稳定|在|的|[ 　：:（(])*$"
)
_CHANGED = re.compile(r"(?:增长|增加|下降|减少|增幅|降幅|上升|上涨|提高)了?(?:约|近|超)?$")
_SHARE = re.compile(r"占[^，。；]{0,12}的?$")
_EACH = re.compile(
    r"(?:平均)?每(?![周月天日年季])[\u4e00-\u9fff]{1,3}$|(?:[人户场亩次班校村桌件单天日月]|平)均(?:约|为|达)?$"
)
_MEAN = re.compile(r"每|均|单价|标准|[×✕xX*@]|/|一[人户场亩次班桌件单天日月只头斤张]")
_EMPTY = frozenset("了的率度年全各总平均一次")


def another_rate(figure: Noted, n: Noted) -> bool:
    """Whether a percentage of the draft has words that share nothing with the name of the rate that the notes state it of."""
    if figure.mention.kind is not Kind.PERCENT or n.mention.kind is not Kind.PERCENT:
        return False
    own = _NAMED.search(n.place.row or n.place.before)
    if own is None or _CHANGED.search(n.place.before.strip()):
        return False
    before = figure.place.before.strip()
    named = _NAMED.search(before)
    if named:
        said = named[1]
    elif _CHANGED.search(before) or _SHARE.search(before):
        said = figure.place.lead + figure.place.head + before + figure.place.after[:8]
    else:
        return False
    if set(own[1]) & set(said) - _EMPTY:
        return False
    return not set(senses(own[1] + own[2])) & set(senses(said + (named[2] if named else "")))


def no_mean(figure: Noted, n: Noted) -> bool:
    """Whether the draft tells a mean, and the notes the number of what is none by any word beside it."""
    if figure.mention.kind is not Kind.QUANTITY or not _EACH.search(figure.place.before.strip()):
        return False
    said = f"{n.place.row}{n.place.lead[-16:]}{n.place.head}{n.place.before}{n.place.after[:6]}{n.mention.unit}"
    return not _MEAN.search(said)
