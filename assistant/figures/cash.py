"""Cash books: lines that say 收 or 支 before what for and how much (1.9 收 县拨运转经费 120), added up by that word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from assistant.figures.attempts import Asked, Attempt, in_measure
from assistant.figures.mentions import Kind
from assistant.figures.record import Noted, Record
from assistant.figures.sums import sum_of

FEWEST = 2  # lines of a sort
_SORTS = {"收": "收", "进": "收", "入": "收", "支": "支", "付": "支", "出": "支"}
_IN_LINE = re.compile(r"(?:^|[ 　\t|])([收支付进出入])[入出]?(?:[ 　\t|：:])")
_LABEL = re.compile(r"\s*([收支付进出入])[入出]?[：:]")
_TOTAL = re.compile("合计|总计|加总|共计|一共|小计")
_WANTED = {"收": re.compile("收入|进账|到账|收到|资金收"), "支": re.compile("支出|开支|花费|支付")}


def cash_sums(asked: Asked, notes: Record) -> Iterator[Attempt]:
    """全年专户资金收入421万元: all that came in; 村干部报酬全年155.2万元: those of a sort whose lines name the figure's noun."""
    if asked.mention.kind is not Kind.QUANTITY:
        return
    said = asked.figure.place.head + asked.figure.place.before
    for sort, rows in _rows(notes).items():
        parts = [n for n in rows if in_measure(n, asked.mention, asked.figure.measure)]
        if _WANTED[sort].search(said):
            yield from sum_of(asked, parts)
        for piece in asked.figure.words or {piece for piece in asked.figure.thing.wide if len(piece) > 1}:
            named = [n for n in parts if piece in n.place.before or piece in n.thing.wide]
            if FEWEST <= len(named) < len(parts):
                yield from sum_of(asked, named)
                yield from sum_of(asked, [n for n in parts if n not in named])


@lru_cache(maxsize=8)
def _rows(notes: Record) -> Mapping[str, tuple[Noted, ...]]:
    """The last figure of each line that says 收 or 支, by that word; empty where fewer than two lines of a sort do."""
    found: dict[str, list[Noted]] = {}
    for line in notes.lines.values():
        last = line[-1]
        said = _IN_LINE.match(line[0].place.after) or _IN_LINE.search(f"{last.place.head}{last.place.before}")
        if labelled := _LABEL.match(line[0].place.lead + line[0].place.head + line[0].place.before):
            counted = [n for n in line if n.mention.kind is Kind.QUANTITY and not _TOTAL.search(n.place.before)]
            found.setdefault(_SORTS[labelled[1]], []).extend(counted)
        elif said and last.mention.kind is Kind.QUANTITY:
            found.setdefault(_SORTS[said[1]], []).append(last)
    return {sort: tuple(rows) for sort, rows in found.items() if len(rows) >= FEWEST}
