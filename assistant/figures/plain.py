"""Plain amounts (1300人次, 36.4万元, 95%): most figures of a report, which one expression reads without trying all others.

Whatever may be more than that is left alone here: a date, a name, an item's number, a range, a qualifier after it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from assistant.figures import patterns as p
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.numerals import SCALES
from assistant.figures.qualifiers import qualified
from assistant.figures.tries import pattern
from assistant.figures.units import classifiers
from assistant.figures.unitwords import is_word

_BEFORE = set("列居名0123456789０１２３４５６７８９.．-−－")  # the third place, a longer number, a sign
_QUALIFIER_ENDS = set("≥=＝为约概近到足满于少过出破超逾多致莫计 \n")
_NO_UNIT = set("年月日号季学时分半成倍番﹪％‰十百千万亿几余多来")  # a unit so begun makes a date, a share or a scale
_COUNTED_OWN = set("个方部问项措重环结任点条类大件种步")  # 三个方面: the text's own count of what follows
_NAMES = {"211", "985"}
_DAY_DECIMAL = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")  # 12.4, which may name a day
_NO_DAY = set("万亿元%人亩吨公")
_QUANTA = {
    (places, scale): Decimal(1).scaleb(-places) * factor
    for places in range(7)
    for scale, factor in (("", Decimal(1)), ("万", SCALES["万"]), ("亿", SCALES["亿"]))
}


@cache
def _plain() -> re.Pattern[str]:
    """A number, its scale and its unit or %, followed by nothing that could change what they mean."""
    heads = _NO_UNIT | {head for word in p.fixed_terms() for head in re.findall(r"^[0-9]+(?:\.[0-9]+)?([^0-9])", word)}
    units = [unit for unit in classifiers() if unit[0] not in heads and not unit[0].isascii()]
    return re.compile(
        r"(?!20[0-9]{2}\.)(?P<digits>[0-9]{1,7}+)(?:\.(?P<places>[0-9]{1,6}+))?+(?P<scale>[万亿])?+"
        rf"(?P<unit>(?>{pattern([*units, '%'])}))(?!出头|挂零|开外|[/半至到及或以之左上多内 —–\-－~～―‐‑])"
    )


def plain_amount(text: str, at: int, done: int) -> Mention | None:
    """The amount that begins at ``at``, where it is plain; its qualifier may stand before it, but not before ``done``."""
    match = _plain().match(text, at)
    before = text[at - 1] if at else ""
    if match is None or before in _BEFORE or (before.isascii() and before.isalpha()):
        return None
    digits, places, scale, unit = match.groups()
    end = match.end()
    if digits in _NAMES or (unit != "%" and is_word(unit, text[end : end + 1])):
        return None
    if places is None:
        if len(digits) < 3 and unit[0] in _COUNTED_OWN and p.OWN_COUNT.match(text, at):
            return None
    elif _DAY_DECIMAL.match(text, at) and text[match.end("places")] not in _NO_DAY:
        return None
    value = Decimal(digits if places is None else f"{digits}.{places}")
    if scale:
        value *= SCALES[scale]
    start, qualifier = qualified(text, at, done) if before in _QUALIFIER_ENDS else (at, Qualifier.EXACT)
    kind, unit = _KINDS.get(unit, (Kind.QUANTITY, unit))
    quantum = _QUANTA[len(places or ""), scale or ""]
    return Mention(start, end, text[start:end], kind, value, None, unit, qualifier, quantum)


_KINDS = {
    "%": (Kind.PERCENT, "%"),
    "个百分点": (Kind.POINTS, "个百分点"),
    "百分点": (Kind.POINTS, "个百分点"),
}
