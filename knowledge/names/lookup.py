"""Names looked up in a draft: one pass over the text, however many there are, and no segmenter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.names.name import Grip, Kind, Name
from knowledge.names.words import parts, suffixes

_HAN = re.compile(r"[\u4e00-\u9fff]")
_HEAD = 2  # characters that names are filed under
_LONGEST_SUFFIX = 8
# what a bare name stands after and before; two everyday characters meet by chance elsewhere (上湾里, 三河道)
_AFTER = frozenset("在到往从至和与及给对由去、把被是为驻赴请让经以")
_BEFORE = re.compile(r"等|两|至|到|和|与|及|的|一带|[0-9、]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a text; ``end`` takes in a suffix that the text adds (石磴段 for 石磴)."""

    start: int
    end: int
    name: Name


class Lookup:
    """Forms of names, filed by their first characters, so that a search costs the same with any number of them."""

    def __init__(self, names: Iterable[Name]) -> None:
        filed: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            filed[name.text[:_HEAD]].append(name)
        self._filed = {head: sorted(group, key=lambda n: -len(n.text)) for head, group in filed.items()}

    def find(self, text: str) -> Iterator[Hit]:
        """Every place where a name shows itself, the longest at each place, none inside another."""
        filed, at, last = self._filed, 0, len(text) - 1
        while at < last:
            group = filed.get(text[at : at + _HEAD])
            name = _shown(group, text, at) if group else None
            if name is None:
                at += 1
                continue
            end = _with_suffix(text, at + len(name.text), name)
            yield Hit(at, end, name)
            at = end


def _shown(group: list[Name], text: str, at: int) -> Name | None:
    """The longest name of a group that stands at a place and shows itself there."""
    return next((n for n in group if text.startswith(n.text, at) and _shows(text, at, at + len(n.text), n)), None)


def called(text: str, at: int) -> str:
    """What the thing is called whose name ends at a place: 有限公司 after 鸿达 in 鸿达纺织有限公司; empty where it is not said."""
    while not (suffix := _longest(text, at, _suffixes())):
        trade = _longest(text, at, suffixes("trades"))
        if not trade:
            break
        at += len(trade)
    return suffix


def alike(one: str, other: str) -> bool:
    """Whether two things may be the same by what they are called: 公司 and 厂 may, 镇 and 村 may not."""
    if not one or not other or one == other:
        return True
    return any(
        one in suffixes(group) and other in suffixes(group) for group in ("firms", "schools", "offices", "sites")
    )


def _shows(text: str, start: int, end: int, name: Name) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if name.grip is Grip.QUOTED:
        return before in _OPENING and after in _CLOSING and before != "" and after != ""
    if name.text == name.core and not _goes_with(_longest(text, end, _suffixes()), name):
        return False
    if name.grip is Grip.TITLED:
        told = _titles()
        return text[max(0, start - 6) : start].endswith(told[0]) or text.startswith(told[1], end)
    if name.grip is Grip.EDGE:
        return (not _HAN.match(before) or before in _AFTER) and (
            not _HAN.match(after) or bool(_longest(text, end, _suffixes())) or bool(_BEFORE.match(text, end))
        )
    return True


_OPENING, _CLOSING = '《“"「『‘〈', '》”"」』’〉'


def _goes_with(suffix: str, name: Name) -> bool:
    """Whether a suffix that a text adds goes with what is left of a name: 公司 or 工会 with a firm's, no 片区 with a school's."""
    union = suffix.endswith("工会") and name.suffix in suffixes("firms")
    return name.kind is not Kind.ORGANISATION or union or alike(suffix, name.suffix)


def _with_suffix(text: str, end: int, name: Name) -> int:
    bare = name.kind in (Kind.PLACE, Kind.ORGANISATION) and name.text == name.core
    return end + len(_longest(text, end, _suffixes())) if bare else end


def _longest(text: str, at: int, words: frozenset[str]) -> str:
    """The longest of some words that stands at a place."""
    return next((text[at : at + n] for n in range(_LONGEST_SUFFIX, 0, -1) if text[at : at + n] in words), "")


@cache
def _suffixes() -> frozenset[str]:
    return suffixes("seats", "sites", "firms", "schools", "offices")


@cache
def _titles() -> tuple[tuple[str, ...], tuple[str, ...]]:
    told = parts()["people"]
    return tuple(told["before"]), tuple(told["after"])
