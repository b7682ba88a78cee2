"""Sums: neighbours of the notes, figures that the words name, what the draft has told or will tell in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.figures.attempts import Attempt, alike_measure, base_value, one_thing, unit_factor
from assistant.figures.mentions import Kind, Qualifier
from assistant.figures.periods import EARLIER
from assistant.figures.record import Noted, measure
from assistant.figures.remainders import left_over
from assistant.figures.units import canonical
from assistant.figures.wording import SUM


def neighbour_sums(pool: Sequence[Noted]) -> Iterator[Attempt]:
    """Runs of neighbours: parallel parts of one line, or one thing through several lines."""
    for i in range(len(pool)):
        total = base_value(pool[i])
        for j in range(i + 1, min(len(pool), i + 14)):
            if not (_parallel(pool[j - 1], pool[j]) or one_thing(pool[j - 1], pool[j])):
                break
            total += base_value(pool[j])
            run = tuple(pool[i : j + 1])
            yield Attempt(
                total / canonical(run[0].mention.unit)[1], "＋".join(n.mention.text for n in run) + "＝", run, 0.0
            )


def _parallel(a: Noted, b: Noted) -> bool:
    return a.document == b.document and (a.place.line == b.place.line or 0 < b.place.line[0] - a.place.line[1] <= 1)


def named_sums(figure: Noted, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """累计复垦: those figures of a line that the wording names, between others (赵庄拆旧…复垦…；刘圩拆旧…复垦…)."""
    own = [piece for piece in figure.thing.near if len(piece) > 1]
    for piece in own:
        lines: dict[tuple[str, int], list[Noted]] = {}
        for n in pool:
            if piece in n.thing.near and n.document:
                lines.setdefault(n.line, []).append(n)
        for parts in lines.values():
            if len(parts) > 1:
                total = sum((base_value(n) for n in parts), Decimal(0)) / unit_factor(figure.mention)
                yield Attempt(total, "＋".join(n.mention.text for n in parts) + "＝", tuple(parts), 0.0)


def listed_in(words: str, pool: Sequence[Noted]) -> list[Noted]:
    """The figures that a list of names stands for (水稻和玉米合计); empty where one is missing or has no name of its own."""
    items = [item.strip() for item in re.split(r"、|和|及|与", words) if len(item.strip()) > 1]
    parts: list[Noted] = []
    for item in items:
        parts.extend([n for n in pool if item[-2:] in n.thing.near and n.mention.kind is Kind.QUANTITY][:1])
    return parts if len(items) > 1 and len(parts) == len(items) == len({id(p) for p in parts}) else []


def joint_sums(figure: Noted, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """水稻和玉米合计4.64万亩: the named figures together."""
    said = re.split(r"合计|共|总", f"{figure.place.head}{figure.place.before}")[0]
    parts = listed_in(
        said, [n for n in pool if alike_measure(n.mention, figure.mention) and n.place.period not in EARLIER]
    )
    if parts:
        total = sum((base_value(n) for n in parts), Decimal(0)) / unit_factor(figure.mention)
        yield Attempt(total, "＋".join(n.mention.text for n in parts) + "＝", tuple(parts), 0.0)


def told_sums(figure: Noted, wording: str, told: Sequence[Noted]) -> Iterator[Attempt]:
    """以上三项合计, 其余: the last figures of this measure that the paragraph has stated; as many as the wording counts."""
    if figure.mention.kind is not Kind.QUANTITY:
        return
    if re.search("其余|剩|余|其他", wording):
        yield from left_over(figure, told)
    if not SUM.search(wording):
        return
    into = {"人次": ("人次", "人")}.get(figure.mention.unit, (measure(figure.mention),))
    same = [n for n in told if measure(n.mention) in into][-14:]
    counted = re.search(r"([两三四五六七八九])(?:项|者|个方面)", wording)
    sizes = ["两三四五六七八九".index(counted[1]) + 2] if counted else range(2, len(same) + 1)
    for size in sizes:
        run = tuple(same[-size:])
        if len(run) == size:
            total = sum((base_value(n) for n in run), Decimal(0)) / unit_factor(figure.mention)
            yield Attempt(total, "＋".join(n.mention.text for n in run) + "＝", run, 0.0)


def parts_after(figure: Noted, wording: str, after: Sequence[Noted]) -> Iterator[Attempt]:
    """合计128.65万元，其中79.3万元、46.2万元、3.15万元: the parts that the sentence names after it."""
    if figure.mention.kind is not Kind.QUANTITY or not SUM.search(wording):
        return
    same = [n for n in after if alike_measure(n.mention, figure.mention)]
    for size in range(2, len(same) + 1):
        total = sum((base_value(n) for n in same[:size]), Decimal(0)) / unit_factor(figure.mention)
        yield Attempt(total, "＋".join(n.mention.text for n in same[:size]) + "＝", tuple(same[:size]), 0.0)


LONG_LIST = 3  # parts that make a list whose total is no coincidence


def whole_lists(figure: Noted, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """The totals of whole lists of the notes (all the classes of a school), which no word need ask for."""
    if figure.mention.kind is not Kind.QUANTITY or figure.mention.qualifier is not Qualifier.EXACT:
        return
    lines: dict[tuple[str, int], list[Noted]] = {}
    for n in pool:
        if n.mention.kind is Kind.QUANTITY and measure(n.mention) == measure(figure.mention) and n.document:
            lines.setdefault(n.line, []).append(n)
    for line in lines.values():
        for parts in (line, line[1:], line[:-1]):
            total = sum((base_value(n) for n in parts), Decimal(0))
            enough = len(parts) >= LONG_LIST and total > 2 * max(base_value(n) for n in parts) - total
            if enough and _one_subject(figure, parts):
                formula = "＋".join(n.mention.text for n in parts) + "＝"
                yield Attempt(total / unit_factor(figure.mention), formula, tuple(parts), 0.0)


def _one_subject(figure: Noted, parts: Sequence[Noted]) -> bool:
    """Whether the figure's words name what every part of the list counts, or its line begins with."""
    own = {piece for piece in figure.thing.near if len(piece) > 1}
    return bool(own) and all(own & part.thing.wide.keys() for part in parts)
