"""Rosters: the classes of a school in one line (小一 24人 小二 25人 中一 28), whose totals no word need ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.figures.attempts import Asked, Attempt, in_measure
from assistant.figures.mentions import Kind, Qualifier
from assistant.figures.record import Noted, Record
from assistant.figures.sums import TELLING, sum_of

FEWEST = 4  # parts of a line whose total is no coincidence

_CLASS = re.compile("([小中大幼高初一二三四五六七八九])[（(]?[一二三四五六七八九1-9]{1,2}[）)]?班?$")


_GROUP = re.compile(
    "([\u4e00-\u9fff]{2,4})[（(]?[一二三四五六七八九1-9]{1,2}[）)]?(?:班|组|队|期|分队|车间|号楼|单元|网格|支部)$"
)


@dataclass(frozen=True, slots=True)
class _Rosters:
    lines: tuple[tuple[Noted, ...], ...]
    groups: Mapping[str, tuple[Noted, ...]]  # by their name without its number: 汽修 for 汽修1班, 汽修2班
    classes: Mapping[str, tuple[Noted, ...]]  # by the character that they begin with


def rosters(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """幼儿165名 for the six classes of a line; 小班49名 for 小一 24 and 小二 25."""
    if asked.mention.kind is not Kind.QUANTITY or asked.mention.qualifier is not Qualifier.EXACT:
        return
    found = _rosters(notes)
    for name, parts in found.groups.items():
        if asked.figure.place.before.strip().endswith(name):
            yield from sum_of(asked, [n for n in parts if in_measure(n, asked.mention, asked.figure.measure)])
    place, measure = asked.figure.place, asked.figure.measure
    said = f"{place.before[-4:]}|{place.after[:4]}"
    for head, parts in found.classes.items():
        if re.search(f"{head}(?:班|年级|级)", said):
            yield from sum_of(asked, [n for n in parts if in_measure(n, asked.mention, measure)])
    if (asked.mention.value or Decimal(0)) >= TELLING:
        for line in found.lines:
            if all(in_measure(n, asked.mention, measure) for n in line):
                yield from sum_of(asked, line)


@lru_cache(maxsize=8)
def _rosters(notes: Record) -> _Rosters:
    lines: list[tuple[Noted, ...]] = []
    classes: dict[str, list[Noted]] = {}
    groups: dict[str, list[Noted]] = {}
    for n in notes.figures:
        group = _GROUP.search(re.sub(r"\s", "", n.place.head[-10:] + n.place.before))
        if group and n.mention.kind is Kind.QUANTITY and not n.place.label:
            groups.setdefault(group[1], []).append(n)
    for line in notes.lines.values():
        counted = [n for n in line if n.mention.kind is Kind.QUANTITY and not n.place.label]
        if len(counted) < FEWEST or len({n.measure for n in counted} - {""}) != 1:
            continue
        named = [_CLASS.search(re.sub(r"\s", "", n.place.before)) for n in counted]
        if all(named):
            lines.append(tuple(counted))
        for n, name in zip(counted, named, strict=True):
            if name:
                classes.setdefault(name[1], []).append(n)
    several = {name: tuple(parts) for name, parts in groups.items() if len(parts) > 1}
    return _Rosters(tuple(lines), several, {head: tuple(parts) for head, parts in classes.items() if len(parts) > 1})
