"""Lists below a caption that gives their unit once: 公墓安葬（例） / 石桥村36，柳湾村28 / 镇区居民52."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.figures.bare import is_bare, known_unit, scaled
from assistant.figures.patterns import SCALE
from assistant.figures.placing import Place

_CAPTION = re.compile(
    rf"(?:^|\n)[^\n\d，。；|\t]{{0,16}}?(?P<label>[\u4e00-\u9fff]{{2,10}})[（(](?P<scale>{SCALE})(?P<unit>[^（）()\d，。、\s]{{1,4}})[）)][ 　]*[：:]?[ 　]*(?=\n)"
)
_ITEM = r"[\u4e00-\u9fff]{1,8}[ 　：:]*[0-9][0-9.,]*[万亿]?"
_LISTED = re.compile(rf"(?:\n[ 　\-·•]*{_ITEM}(?:[ 　，,、；;]+{_ITEM})*[ 　，,、；;]*(?=\n|$))+")


def headed(text: str, found: Sequence[Place]) -> Sequence[Place]:
    """The figures, the bare ones of such a list in its unit and with the words of its caption before their own."""
    for caption in _CAPTION.finditer(text):
        unit = known_unit(caption["scale"], caption["unit"])
        listed = _LISTED.match(text, caption.end())
        if unit and listed:
            found = [
                replace(
                    place,
                    mention=scaled(place.mention, *unit),
                    lead=f"{caption['label']}：{place.lead}",
                    caption=caption["label"],
                )
                if listed.start() <= place.mention.start < listed.end() and is_bare(place.mention)
                else place
                for place in found
            ]
    return found
