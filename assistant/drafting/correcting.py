"""Numbers that the notes take back: 结案数系统里是821不是812 makes every 812 before it 821, and is told no more itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.figures.corrections import withdrawn
from assistant.figures.mentions import Kind
from assistant.figures.placing import Place

Edit = tuple[int, int, str]
_DIGITS = "0123456789.,"
_CORRECTS = re.compile("不是|错|写成|报成")
_AGAIN = re.compile(r"(?:更正|订正|改正)[，,：:\s]*([\u4e00-\u9fff]{2,8}?)(?:是|为|应是|应为)$")


def taken_back(text: str, found: Sequence[Place]) -> list[Edit]:
    """The edits that put the right number for one taken back, and leave out the line that only corrects it."""
    gone = withdrawn(text, found)
    edits: list[Edit] = []
    wrong = {p.mention.start: p for p in found if p.mention.start in gone}
    for at in range(1, len(found)):
        place, right = found[at], found[at - 1]
        if place.mention.start not in wrong or right.mention.start in wrong or right.line != place.line:
            continue
        if not _CORRECTS.search(text[right.mention.end : place.mention.start]):
            continue
        for other in wrong.values():
            if other.mention.value == place.mention.value and other.mention.start < right.mention.start:
                unit = other.mention.text.lstrip(_DIGITS)
                number = right.mention.text[: len(right.mention.text) - len(right.mention.text.lstrip(_DIGITS))]
                edits.append((other.mention.start, other.mention.end, number + unit))
        edits.append((*place.line, ""))
    return [*edits, *_said_again(text, found)]


def _said_again(text: str, found: Sequence[Place]) -> list[Edit]:
    """更正，办结是46批: the figure after 办结 before it is 46批."""
    edits: list[Edit] = []
    for at, place in enumerate(found):
        said = _AGAIN.search(text[place.line[0] : place.mention.start])
        if said is None or place.mention.kind is not Kind.QUANTITY:
            continue
        old = [
            p
            for p in found[:at]
            if text[: p.mention.start].rstrip().endswith(said[1]) and p.mention.unit == place.mention.unit
        ]
        if old:
            edits += [(old[-1].mention.start, old[-1].mention.end, place.mention.text), (*place.line, "")]
    return edits
