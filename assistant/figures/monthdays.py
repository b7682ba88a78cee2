"""Days without their month: 三月一号开会 …… 三号又开广播会, 十五号到十七号: they are of the month that their line named last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.figures.mentions import Kind, Mention

_DAY = re.compile(r"---([0-9]{2})(?:/---([0-9]{2}))?")
_MONTH = re.compile(r"(?:[0-9]{4}|-)-([0-9]{2})(?:-|/|$)")
FAR = 80  # characters after which a day is of no month named before


def month_days(text: str, found: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions, days that follow a date of their line with the month of that date."""
    if not any(m.kind is Kind.DATE and m.date.startswith("---") for m in found):
        return found
    result: list[Mention] = []
    month, at = "", 0
    for mention in found:
        if mention.kind is not Kind.DATE:
            result.append(mention)
            continue
        if "\n" in text[at : mention.start] or mention.start - at > FAR:
            month = ""
        day = _DAY.fullmatch(mention.date)
        said = "/".join(f"--{month}-{d}" for d in day.groups() if d) if day and month else mention.date
        result.append(replace(mention, date=said) if said != mention.date else mention)
        if named := _MONTH.match(mention.date):
            month = named[1]
        at = mention.end
    return result
