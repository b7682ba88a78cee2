"""Days without their month: 三月一号开会 …… 三号又开广播会, 十五号到十七号: they are of the month that their line named last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.figures.mentions import Kind, Mention

_DAY = re.compile(r"---([0-9]{2})(?:/---([0-9]{2}))?")
_MONTH = re.compile(r"(?:[0-9]{4}|-)-([0-9]{2})(?:-|/|$)")
_MARKS = 8  # characters at most on either side of a month that stands alone in its line
_BEFORE, _AFTER = re.compile(r"[ 　\-·•*#]*"), re.compile(r"份?[：:。 　]*(?:\n|$)")
_NUMBER = re.compile("(3[01]|[12][0-9]|[1-9])号")
_HAPPENED = re.compile("(?![楼门机线桥院路井泵变仓棚地厅馆站炉库罐塔池车船岗坝渠闸田位]|文件)[\u4e00-\u9fff]")
FAR = 80  # characters after which a day is of no month named before


def month_days(text: str, found: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions, days that follow a date of their line, or a line that is a month alone, with that month."""
    diary = "月\n" in text or "月：\n" in text or "月份\n" in text
    if not diary and not any(m.text[-1:] == "号" or m.date.startswith("---") for m in found):
        return found
    result: list[Mention] = []
    month, at, alone = "", 0, ""
    for given in found:
        near = month and given.start - at <= FAR and "\n" not in text[at : given.start]
        mention = _as_day(text, given) if alone or near else given
        if mention.kind is not Kind.DATE:
            result.append(mention)
            continue
        if diary and _stands_alone(text, mention):
            alone = m[1] if (m := _MONTH.match(mention.date)) else ""
        if "\n" in text[at : mention.start] or mention.start - at > FAR:
            month = alone
        day = _DAY.fullmatch(mention.date)
        said = "/".join(f"--{month}-{d}" for d in day.groups() if d) if day and month else mention.date
        result.append(replace(mention, date=said) if said != mention.date else mention)
        if named := _MONTH.match(mention.date):
            month = named[1]
        at = mention.end
    return result


def _stands_alone(text: str, mention: Mention) -> bool:
    """Whether a month is all that its line says, but for marks: a diary by months, the month heads its lines."""
    before = text[max(0, mention.start - _MARKS) : mention.start]
    head = before.rpartition("\n")[2]
    starts = len(head) < len(before) or mention.start <= _MARKS
    month = mention.text.endswith(("月", "月份")) and len(mention.text) <= _MARKS + 1
    ends = _AFTER.match(text[mention.end : mention.end + _MARKS + 1]) is not None
    return starts and month and ends and _BEFORE.fullmatch(head) is not None


def _as_day(text: str, mention: Mention) -> Mention:
    """25号结束 in a diary by months: the day, not a thing of that number."""
    number = _NUMBER.fullmatch(mention.text)
    if mention.kind is not Kind.QUANTITY or number is None or not _HAPPENED.match(text, mention.end):
        return mention
    return replace(mention, kind=Kind.DATE, value=None, unit="", date=f"---{int(number[1]):02}")
