"""Medals as they are told at games: 7金5银9铜 are 金牌7枚, 银牌5枚, 铜牌9枚."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.figures.placing import Place

_RUN = re.compile(r"(?<![0-9.金银铜])(?:[0-9]{1,3}[金银铜](?!牌|融|行|价|额)[、， ]?){2,3}")
_ONE = re.compile("[0-9]{1,3}([金银铜])")


def medals(text: str, found: Sequence[Place]) -> Sequence[Place]:
    """The figures, those of medals told by their metals named by them and counted in 枚."""
    named = {run.start() + one.start(): (run, one[1]) for run in _RUN.finditer(text) for one in _ONE.finditer(run[0])}
    if not named:
        return found
    result: list[Place] = []
    for place in found:
        run, metal = named.get(place.mention.start, (None, ""))
        if run is None:
            result.append(place)
            continue
        said = text[place.clause[0] : run.start()] if place.clause[0] < run.start() else ""
        result.append(
            replace(place, mention=replace(place.mention, unit="枚"), before=f"{said}{metal}牌", after="", head="")
        )
    return result
