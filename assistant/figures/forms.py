"""Forms: the unit stands in brackets behind the label, and the items below an item are its parts.

4 收入（万元）：2148.6   上年1976.3 / 4.1 物业费 1732.5 / 16 培训（次）：46  （人次）1820
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.figures.bare import is_bare, known_unit, scaled
from assistant.figures.itemnumbers import Item, items
from assistant.figures.patterns import SCALE
from assistant.figures.placing import Place

_LABEL = re.compile(
    rf"(?P<label>[^\s，。；;：:（）()]{{0,16}})[ 　]?[（(](?:单位[：:])?(?P<scale>{SCALE})(?P<unit>[^（）()\d，。、\s]{{1,4}})[）)][ 　]*[：:=＝]?[ 　]*$"
)
_BRACKETED = re.compile(r"([\u4e00-\u9fff]{2,12})[（(][^（）()\n]{1,16}[）)][ 　]*$")  # 高温日(≥35℃) 27d
_LABEL_REACH = 32  # characters before a figure that its label may take
_Unit = tuple[str, Decimal]


def in_forms(text: str, found: Sequence[Place]) -> list[Place]:
    """The figures, those behind a label with its unit in brackets completed; the parts of a form's item in the item's unit."""
    result = list(found)
    units: dict[tuple[int, ...], tuple[str, _Unit]] = {}  # of each item that gives one: its label and its unit
    form = items(text)
    for i, place in enumerate(found):
        item = _item_of(form, place.mention.start)
        label = _LABEL.search(text, max(place.line[0], place.mention.start - _LABEL_REACH), place.mention.start)
        if label and (unit := known_unit(label["scale"], label["unit"])):
            words = label["label"] or (result[i - 1].before if i and result[i - 1].line == place.line else "")
            result[i] = _completed(place, words, unit)
            if item:
                units.setdefault(item.number, (words, unit))
        elif not place.before.strip() and (
            said := _BRACKETED.search(text, max(place.line[0], place.mention.start - _LABEL_REACH), place.mention.start)
        ):
            result[i] = replace(place, before=said[1])
        elif item and item.number not in units and (above := _above(item, units)):
            words, unit = above
            own = place.before.strip(" 　：:其中")
            result[i] = _completed(place, f"{words}{own}" if len(item.number) > 1 else place.before, unit)
    return result


def _item_of(form: Sequence[Item], at: int) -> Item | None:
    k = bisect_right(form, at, key=lambda item: item.end_of_number) - 1
    return form[k] if k >= 0 and at < form[k].end else None


def _above(item: Item, units: dict[tuple[int, ...], tuple[str, _Unit]]) -> tuple[str, _Unit] | None:
    """The nearest item above that gives a unit."""
    for size in range(len(item.number) - 1, 0, -1):
        if item.number[:size] in units:
            return units[item.number[:size]]
    return None


def _completed(place: Place, words: str, unit: _Unit) -> Place:
    if not is_bare(place.mention):
        return place
    return replace(place, mention=scaled(place.mention, *unit), before=words)
