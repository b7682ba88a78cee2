"""Sums: neighbours of the notes, figures that the words name, what the draft has told or will tell in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, product

from assistant.figures.attempts import Asked, Attempt, in_measure, one_thing
from assistant.figures.likeness import shortened
from assistant.figures.mentions import Kind, Qualifier
from assistant.figures.periods import EARLIER
from assistant.figures.record import Noted
from assistant.figures.standing import season_in
from assistant.figures.units import COUNTERS, canonical

LONG_LIST = 3  # parts that make a list whose total is no coincidence
FEW = 4  # figures that one name of a list may stand for
TELLING = 100  # a total less than this may be one by chance
LONGEST = 14  # parts of one sum
_GIVEN = frozenset("捐罚奖售租拨投")  # 社会捐赠9.04万元: 企业捐8万6，爱心人士捐4400块
_HEAD = re.compile(
    r"\s*(?:[【\[(（][^】\])）]{1,6}[】\])）](?=\s?[\u4e00-\u9fff]))?\s*(?:P?[0-9]{1,2}\s)?\s*[【\[]?([\u4e00-\u9fff]{2,8})"
)
_NUMBERS = "两三四五六七八九"
_CHANGE = re.compile("比(?:上年|去年)(?:增加|减少)$")
_COUNTED = re.compile(rf"([{_NUMBERS}])(?:项|者|个方面)")


def sum_of(asked: Asked, parts: Sequence[Noted], factor: Decimal | None = None) -> Iterator[Attempt]:
    """The parts added up (in the figure's unit, if ``factor`` gives no other), where that may be what is asked."""
    factor = asked.factor if factor is None else factor
    changes = [n for n in parts if _CHANGE.search(n.place.before)]
    if changes and len(changes) < len(parts):
        return  # 55.8 and 比上年增加45.8万元 are no two parts
    sizes = [float(asked.base_of(n)) for n in parts] if factor != 1 else [n.size for n in parts]
    if asked.may_be(sum(sizes) / float(factor), sum(map(abs, sizes)) / float(factor)):
        total = sum((asked.base_of(n) for n in parts), Decimal(0)) / factor
        yield Attempt(total, "＋".join(n.mention.text for n in parts) + "＝", tuple(parts))


def neighbour_sums(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """Runs of neighbours: parallel parts of one line, or one thing through several lines."""
    joined = [_parallel(a, b) or one_thing(a, b) for a, b in pairwise(pool)]
    whole_year = "全年" in asked.figure.place.head + asked.figure.place.before
    for i, first in enumerate(pool):
        factor = canonical(first.mention.unit)[1]
        size, shown = first.size, float(factor)
        for j in range(i + 1, min(len(pool), i + LONGEST)):
            if not joined[j - 1]:
                break
            size += pool[j].size
            if whole_year and j + 1 < len(pool) and _next_season(pool[j], pool[j + 1]):
                continue  # 全年 is no sum of a quarter or two
            if asked.may_be(size / shown, abs(size) / shown):
                yield from sum_of(asked, pool[i : j + 1], factor)


def _next_season(n: Noted, following: Noted) -> bool:
    """Whether the figure that follows one of a season in its line is that of the next."""
    return n.line == following.line and bool(season_in(n.place.before)) and bool(season_in(following.place.before))


def _parallel(a: Noted, b: Noted) -> bool:
    return a.document == b.document and (a.place.line == b.place.line or 0 < b.place.line[0] - a.place.line[1] <= 1)


def named_sums(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """累计复垦: those figures of a line that the wording names, between others (赵庄拆旧…复垦…；刘圩拆旧…复垦…)."""
    named: dict[str, dict[tuple[str, int], list[Noted]]] = {}
    for n in pool:
        if n.document:
            for piece in n.words & asked.figure.words:
                named.setdefault(piece, {}).setdefault(n.line, []).append(n)
    short = [n for n in pool if n.document and n.name != asked.figure.name and _one_of(asked.figure.name, n)]
    if len(short) > 1:  # 中班合计: 中一班33, 中二班31
        yield from sum_of(asked, short)
    for piece in asked.figure.thing.near:
        for parts in named.get(piece, {}).values():
            if len(parts) > 1:
                yield from sum_of(asked, parts)


def _one_of(name: str, n: Noted) -> bool:
    """中一班 is one of 中班; also where its teacher's name follows it."""
    if shortened(name, n.name):
        return True
    return len(name) == 2 and bool(re.search(f"{name[0]}.{{1,2}}{name[1]}", n.place.before + n.place.lead[-8:]))


def listed_in(words: str, pool: Sequence[Noted]) -> list[Noted]:
    """The figures that a list of names stands for (水稻和玉米合计); empty where one is missing or has no name of its own."""
    items = [re.sub("(?<=..)(?:期间|期|时)$", "", item.strip()) for item in re.split(r"、|和|及|与", words)]
    items = [item for item in items if len(item) > 1]
    if len(items) < 2:
        return []
    parts: list[Noted] = []
    for item in items:
        named = (n for n in pool if item[-2:] in n.thing.near and n.mention.kind is Kind.QUANTITY)
        first = next(named, None)
        if first is None or any(first is part for part in parts):
            return []
        parts.append(first)
    return parts


def joint_sums(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """水稻和玉米合计4.64万亩: the named figures together."""
    place = asked.figure.place
    said = re.split(r"合计|共|总", f"{place.head}{place.before}")[0]
    measure = asked.figure.measure
    alike = [n for n in pool if in_measure(n, asked.mention, measure) and n.place.period not in EARLIER]
    if parts := listed_in(said, alike):
        yield from sum_of(asked, parts)
    if asked.mention.unit in COUNTERS and (asked.mention.value or 0) >= TELLING:
        yield from _kinds_counted_together(asked, said, pool)


def _kinds_counted_together(asked: Asked, said: str, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """结婚、离婚登记及补领证件共2523件 for 1284对, 336对 and 903件: one of the figures that each name of the list has."""
    items = [re.sub(r"[^\u4e00-\u9fff]", "", item) for item in re.split(r"、|和|及|与|以及", said)]
    counted = [n for n in pool if n.document and n.mention.kind is Kind.QUANTITY and n.place.period not in EARLIER]
    counted = [n for n in counted if n.mention.unit in COUNTERS | {"对", asked.mention.unit, ""}]
    choices = [_named(item, counted) for item in items if len(item) > 1]
    if len(choices) < 2 or len(choices) < len(items) or any(not 0 < len(named) <= FEW for named in choices):
        return
    for parts in product(*choices):
        if len({id(n) for n in parts}) == len(parts):
            yield from sum_of(asked, parts)


def _named(item: str, counted: Sequence[Noted]) -> list[Noted]:
    """The figures that a name of a list may stand for: those with its word beside them, else in their line."""
    ends = item[:2], item[-2:]
    return [n for n in counted if not n.words.isdisjoint(ends)] or [
        n for n in counted if not n.thing.wide.keys().isdisjoint(ends)
    ]


def listed_sums(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """高级、一级教师123人: a list of names with a noun behind it, whose figures one line of the notes gives."""
    place = asked.figure.place
    named = re.search(
        r"([\u4e00-\u9fff]{2,6}(?:、[\u4e00-\u9fff]{2,4}){0,4}(?:、|和|及|与)[\u4e00-\u9fff]{2,4})[\u4e00-\u9fff]{0,4}$",
        place.head + place.before,
    )
    if asked.mention.kind is not Kind.QUANTITY or not named:
        return
    items = re.split(r"、|和|及|与", named[1])
    parts: list[Noted] = []
    for k, item in enumerate(items):
        ends = {item[-2:], *([item[:2]] if k else ())}
        found = [
            n
            for n in pool
            if n.document
            and in_measure(n, asked.mention, asked.figure.measure)
            and any(n.place.before.strip().endswith(end) for end in ends)
        ]
        if len(found) != 1 or found[0] in parts:
            return
        parts.extend(found)
    if len({n.line for n in parts}) == 1:
        yield from sum_of(asked, parts)


def kinds_together(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """18个村（社区） for 16个村2个社区: the nouns behind the figure, each counted beside the other in the notes."""
    nouns = re.match(
        r"\s?([\u4e00-\u9fff]{1,4})(?:[（(、/和及])([\u4e00-\u9fff]{1,4}?)(?:[）)]|[^\u4e00-\u9fff]|$)",
        asked.figure.place.tail,
    )
    if nouns is None or asked.mention.kind is not Kind.QUANTITY:
        return
    for one, other in pairwise([n for n in pool if n.document]):
        if (
            one.line == other.line
            and one.place.after.strip().startswith(nouns[1])
            and other.place.after.strip().startswith(nouns[2])
        ):
            yield from sum_of(asked, (one, other))


def told_sums(asked: Asked, told: Sequence[Noted]) -> Iterator[Attempt]:
    """以上三项合计: the last figures of this measure that the paragraph has stated; as many as the wording counts."""
    into = {"人次": ("人次", "人"), "户次": ("户次", "个")}.get(asked.mention.unit, (asked.figure.measure,))
    same = [n for n in told if n.measure in into][-LONGEST:]
    counted = _COUNTED.search(asked.wording)
    sizes = [_NUMBERS.index(counted[1]) + 2] if counted else range(2, len(same) + 1)
    for size in sizes:
        if size <= len(same):
            yield from sum_of(asked, same[-size:])
    stated_ones = [n for n in same if n.document]
    if len(stated_ones) < len(same):  # 票款612万元，同比增收34万元，加上补贴840万元，合计
        for size in sizes:
            if size <= len(stated_ones):
                yield from sum_of(asked, stated_ones[-size:])


def parts_after(asked: Asked, after: Sequence[Noted]) -> Iterator[Attempt]:
    """合计128.65万元，其中79.3万元、46.2万元、3.15万元: the parts that the sentence names after it."""
    same = [n for n in after if in_measure(n, asked.mention, asked.figure.measure)]
    same = same if any(n.measure == asked.figure.measure for n in same[:2]) else []
    for size in range(2, len(same) + 1):
        yield from sum_of(asked, same[:size])


def kin_sums(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """20名林长 for 镇级林长3 村级林长17: all of those whose name ends as the figure's noun, which no word need ask for."""
    if asked.mention.kind is not Kind.QUANTITY or asked.mention.qualifier is not Qualifier.EXACT:
        return
    place, measure = asked.figure.place, asked.figure.measure
    said = f"{place.before[-6:]}|{place.after[:6]}"
    kin: dict[tuple[tuple[str, int], str], list[Noted]] = {}
    for n in pool:
        noun = re.sub(r"[^\u4e00-\u9fff]", "", n.place.before)[-2:]
        if len(noun) == 2 and noun in said and n.document and in_measure(n, asked.mention, measure):
            kin.setdefault((n.line, noun), []).append(n)
        deed = noun[-1:]
        if deed in _GIVEN and deed in place.before[-4:] and n.document and in_measure(n, asked.mention, measure):
            kin.setdefault((n.line, deed), []).append(n)
    for (_, noun), parts in kin.items():
        names = {n.place.before.strip(" ，、；") for n in parts}
        if len(parts) > 1 and len(names) == len(parts) and noun not in names:  # 林长 alone would be their total
            yield from sum_of(asked, parts)


def whole_lists(
    asked: Asked, pool: Sequence[Noted], beside: Sequence[Noted] = (), *, known: bool = False
) -> Iterator[Attempt]:
    """The totals of whole lists of the notes (all the classes of a school), which no word need ask for.

    ``beside`` is what the draft tells next to the figure: a list of which it tells parts may be meant without its name.
    ``known``: the notes state the value, so that two parts are not enough.
    """
    if asked.mention.kind is not Kind.QUANTITY or asked.mention.qualifier is not Qualifier.EXACT:
        return
    measure = asked.figure.measure
    lines: dict[object, list[Noted]] = {}
    for n in pool:
        if in_measure(n, asked.mention, measure) and n.mention.kind is Kind.QUANTITY and n.document:
            lines.setdefault((n.line, n.place.period in EARLIER), []).append(n)
    for line in lines.values():
        alike = [n for n in line if n.measure == measure]
        alike = alike if len(alike) > 1 else line
        told_one = any(
            n is part or (n.mention.start == part.mention.start and n.line == part.line)
            for n in beside
            for part in alike
        )
        if (
            len(alike) == 2
            and not known
            and (_heads(asked.figure, alike) or (told_one and "其中" in asked.figure.place.tail))
        ):
            yield from sum_of(asked, alike)
        for parts in (line, line[1:], line[:-1]) if len(line) >= LONG_LIST else ():
            for attempt in sum_of(asked, parts):
                total = sum((n.base for n in parts), Decimal(0))
                enough = len(parts) >= LONG_LIST and total > 2 * max(n.base for n in parts) - total and _one_unit(parts)
                if enough and (_one_subject(asked.figure, parts) or any(n.line == parts[0].line for n in beside)):
                    yield attempt


def _one_told(asked: Asked, parts: Sequence[Noted], beside: Sequence[Noted]) -> bool:
    """新登记499户，其中企业87户 for 个体412 企业87: the draft names one of two parts as such."""
    places = {(n.line, n.mention.start) for n in beside}
    return "其中" in asked.figure.place.tail and any((n.line, n.mention.start) in places for n in parts)


def _one_unit(parts: Sequence[Noted]) -> bool:
    """Whether the parts of a list have one unit, or the first alone has it (小班22人、中班24、大班26)."""
    units = [n.mention.unit for n in parts]
    return len(set(units)) == 1 or (len(set(units) - {""}) == 1 and bool(units[0]))


def _heads(figure: Noted, line: Sequence[Noted]) -> bool:
    """停车位6000个 for 【停车位】地上1350，地下4650: the figure's noun is what the line begins with, which tells nothing else."""
    first = line[0].place
    head = _HEAD.match(first.lead + first.head + first.before)
    said = f"{figure.place.before[-10:]}|{figure.place.after[:4]}"
    return head is not None and any(head[1][k : k + 2] in said for k in range(min(3, len(head[1]) - 1)))


def _one_subject(figure: Noted, parts: Sequence[Noted]) -> bool:
    """Whether the figure's words name what every part of the list counts, or its line begins with."""
    return bool(figure.words) and all(figure.words & part.thing.wide.keys() for part in parts)
