"""Corrections: a number that the notes take back (结案数系统里是821不是812) is no source any more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.figures.mentions import Kind
from assistant.figures.placing import Place

_NOT = re.compile(r"[，,、]?\s*(?:而)?不是\s*$")
_CORRECTED = re.compile("不对|更正|改为|改成|改[：:]|应为|应该?是|说错|看错|按[0-9]+[\u4e00-\u9fff]?算")
_INSTEAD = re.compile(
    r"(?:不对|更正|改为|改成|改(?=[：:])|应为|应该是|说错了?|看错了?)[，,:：。]?\s*(?P<what>[\u4e00-\u9fff]{2,8}?)??(?:应该)?(?:应?[是为])?\s*$"
)
_SHOULD = re.compile(
    r"(?:不对|漏|没算|少算|多算)[^\n。；;]{0,36}应该?是(?P<what>(?!))?\s*$"
)  # 61——不对，翻车那3个没算进去，应是64
_TAKEN_AS = re.compile(r"按\s*$")
_WRONG = re.compile(r"(?:错写成|误写|误报|写错|报错|报成|写成)(?:了|为|成)?\s*$")


def withdrawn(text: str, found: Sequence[Place]) -> frozenset[int]:
    """Where the numbers stand that a correction names as wrong, and every one of the same value and unit before it."""
    gone = {old.mention.start for old, _ in _replaced(text, found)}
    if "不是" not in text and "错" not in text:
        return frozenset(gone)
    for i, place in enumerate(found):
        mention = place.mention
        if i == 0 or mention.kind not in (Kind.QUANTITY, Kind.PERCENT):
            continue
        between = text[found[i - 1].mention.end : mention.start]
        if _NOT.fullmatch(between) or (_WRONG.search(between) and len(between) < 12):
            gone.add(mention.start)
            same = (p.mention for p in found[:i] if p.mention.value == mention.value)
            gone.update(m.start for m in same if not m.unit or not mention.unit or m.unit == mention.unit)
    return frozenset(gone)


def corrected(text: str, found: Sequence[Place]) -> list[Place]:
    """The figures, those of a correction (不对，是302人) with the words of the ones that they replace."""
    words = {new.mention.start: old for old, new in _replaced(text, found)}
    return [
        replace(p, before=words[p.mention.start].before, lead=words[p.mention.start].lead)
        if p.mention.start in words
        else p
        for p in found
    ]


def _replaced(text: str, found: Sequence[Place]) -> list[tuple[Place, Place]]:
    """The figures that a correction takes back, each with the one it puts in its stead."""
    if not _CORRECTED.search(text):
        return []
    pairs: list[tuple[Place, Place]] = []
    for i, place in enumerate(found):
        said = _INSTEAD.search(text, max(0, place.mention.start - 16), place.mention.start)
        said = said or _SHOULD.search(text, max(0, place.mention.start - 48), place.mention.start)
        if (
            said is None
            and i
            and text[place.mention.end : place.mention.end + 1] == "算"
            and _TAKEN_AS.search(text, max(0, place.mention.start - 4), place.mention.start)
        ):
            counted = [p for p in reversed(found[max(0, i - 4) : i]) if _alike(p, place) and _by_one(p, place)]
            pairs.extend((p, place) for p in counted[:1])  # 化解40件。又签了一件，按41算
        if said is None:
            continue
        what = said["what"]  # 更正，办结是46批: as far back as 办结 stands
        near = found[:i] if what else found[max(0, i - 4) : i]
        earlier = (p for p in reversed(near) if _alike(p, place) and (not what or p.before.endswith(what[-2:])))
        if said.re is _SHOULD:
            earlier = (p for p in earlier if 2 * (p.mention.value or 0) > (place.mention.value or 0))
        if old := next(earlier, None):
            pairs.append((old, place))
    return pairs


def _by_one(one: Place, other: Place) -> bool:
    """Whether a number comes just after another one: 40, 41."""
    return (other.mention.value or 0) - (one.mention.value or 0) == 1


def _alike(one: Place, other: Place) -> bool:
    a, b = one.mention, other.mention
    return a.kind is b.kind and (a.unit == b.unit or not b.unit)
