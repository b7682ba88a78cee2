"""Last year's report with this year's figures pencilled in behind the old ones: 教学班24个[26]，查出40处改了38处[35处，33处].

Only where the notes say so themselves (方括号里是2023年的数).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.figures.carrying import in_unit, shown_scale
from assistant.figures.mentions import Kind
from assistant.figures.placing import Place

_SAID = re.compile(
    r"(?P<square>[方中]?)括号[里内中]?的?(?:是|为|写的是)?(?:数字?[是为])?(?:今年|本年|现在|新的|20[0-9]{2})"
)
_SQUARE = re.compile(r"[\[［【]([^\]］】\n]{1,60})[\]］】]")
_ROUND = re.compile(r"[（(]([^（）()\n]{1,60})[）)]")


def pencilled(text: str, found: Sequence[Place]) -> Sequence[Place]:
    """The figures, those in such brackets with the words and units of those before them, which become last year's."""
    said = _SAID.search(text)
    if said is None:
        return found
    result = list(found)
    for bracket in (_SQUARE if said["square"] else _ROUND).finditer(text):
        inside = [i for i, p in enumerate(found) if bracket.start() < p.mention.start < bracket.end()]
        before = [i for i, p in enumerate(found) if p.line[0] <= p.mention.start and p.mention.end <= bracket.start()]
        old = [i for i in before[-len(inside) :] if found[i].line == found[inside[0]].line] if inside else []
        if not old or len(old) != len(inside) or said.start() < bracket.start() < said.end():
            continue
        for one, other in zip(old, inside, strict=True):
            result[one] = replace(result[one], period="last")
            result[other] = _renewed(result[other], result[one])
    return result


def _renewed(place: Place, old: Place) -> Place:
    """The new figure in the words, and where it has none in the unit, of the old one."""
    mention = place.mention
    if mention.kind is Kind.QUANTITY and not mention.unit:
        scale = Decimal(1) if re.search("[万亿]", mention.text) else shown_scale(old.mention)
        mention = in_unit(mention, old.mention.unit, scale)
    return replace(place, mention=mention, before=old.before, after=old.after, lead=old.lead, head=old.head, period="")
