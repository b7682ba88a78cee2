"""Means: a total shared out over what 每 or 均 names, and figures given for each of another measure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from assistant.figures.attempts import Asked, Attempt, Shelf
from assistant.figures.mentions import Kind
from assistant.figures.periods import EARLIER
from assistant.figures.placing import Place
from assistant.figures.record import Noted, Record
from assistant.figures.standing import names_nothing
from assistant.figures.units import canonical

_PER = re.compile(
    r"(?:平均)?每一?(?:个|名|位|家)?([\u4e00-\u9fff]{1,3})|([亩])产|(?!平)([\u4e00-\u9fff])均|平均([\u4e00-\u9fff])额"
)
TOLD = 8  # figures just told that a mean may be of
SLACK = 1e-9  # how far floats may be off where they only find the candidates
MANY = 8  # figures of the notes that it may be of
_HANDED = re.compile("(?:现在|现有|目前|一共|总共|共|有|达到?|是|为)+$")
_PUPILS = re.compile("学生|幼儿|在校|在园|在读|新生|孩子|娃")
COUNTED_BY = {
    "车": ("辆", "台"),
    "次": ("次", "人次", "例"),
    "期": ("期",),
    "人": ("人", "人次", "个"),
    "生": ("人",),
    "名": ("人", "个"),
}
_Group = tuple[Shelf, tuple[Noted, ...]]  # totals, and what they may be shared out over


def shared_out(asked: Asked, notes: Record, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """户均, 每期, 平均班额, 每个网格: a total shared out over figures that count just these, in one line of the notes or told."""
    per = _PER.search(asked.wording)
    if per is None or asked.mention.kind is not Kind.QUANTITY:
        return
    noun, wanted = next(filter(None, per.groups())), asked.figure.measure
    sizes, quotients = _shares(notes, noun, wanted)
    low, high = sorted((asked.low * float(asked.factor), asked.high * float(asked.factor)))
    near = quotients[bisect_left(sizes, low - SLACK * abs(low)) : bisect_right(sizes, high + SLACK * abs(high))]
    for _, total, count in sorted(near, key=lambda found: found[0]):
        yield _quotient(asked, total, count)
    told = [n for n in pool if not n.document] + [n for n in pool if n.document]
    if own := _group(told, _over(told, noun), noun, wanted):
        for attempt in _quotients(asked, own):
            total = attempt.operands[0]
            if not total.document or not total.words.isdisjoint(asked.figure.thing.wide) or _only_one(notes, total):
                yield attempt


def _only_one(notes: Record, total: Noted) -> bool:
    """Whether nothing else in the notes is counted in the unit of a total (48枚)."""
    return bool(total.mention.unit) and len(set(_index(notes).get(total.mention.unit, ()))) == 1


def shared_out_elsewhere(asked: Asked, notes: Record, before: Sequence[Noted]) -> Iterator[Attempt]:
    """生均13.95册, 法官人均结案244件: what was just told, or is told of the figure's words, over those that another line counts."""
    per = _PER.search(asked.wording)
    if per is None or asked.mention.kind is not Kind.QUANTITY:
        return
    noun, named = next(filter(None, per.groups())), asked.wording[: per.start()].rpartition("，")[2][-4:]
    wanted = asked.figure.measure
    over = _such(notes, noun, named)
    told = [n for n in before[-TOLD:] if n.measure == wanted]
    if over and (totals := [*told, *_stated(notes, wanted, asked.figure.words)]):
        yield from _quotients(asked, (Shelf(totals), over))


def _stated(notes: Record, wanted: str, words: frozenset[str]) -> list[Noted]:
    """The first figures of the notes in a measure that share a word with these."""
    index = _index(notes)
    places = sorted({at for word in words for at in index.get(f"~{word}", ())})
    return list(islice((n for n in map(notes.figures.__getitem__, places) if n.measure in (wanted, "")), MANY))


@lru_cache(maxsize=256)
def _such(notes: Record, noun: str, named: str) -> tuple[Noted, ...]:
    """The figures that count what a mean is over, wherever the notes have them."""
    return tuple(n for n in notes.figures if n.mention.value and _is_such(n, noun, named))


def _is_such(n: Noted, noun: str, named: str) -> bool:
    """Whether a figure counts the pupils that 生均 or the judges that 法官人均 is about."""
    if n.mention.kind is not Kind.QUANTITY or n.place.period in EARLIER:
        return False
    if noun == "生":
        return bool(_PUPILS.search(n.place.before[-6:] + "|" + n.place.after[:4])) or names_nothing(n)
    return len(named) > 1 and named[-2:] in n.place.before[-6:] + "|" + n.place.after[:4]


@lru_cache(maxsize=256)
def _shares(notes: Record, noun: str, wanted: str) -> tuple[list[float], list[tuple[int, Noted, Noted]]]:
    """Every total of a line over every figure that 每 or 均 names there: the results, ascending, and their places and operands."""
    found: list[tuple[float, Noted, Noted]] = []
    for line, over in _lines_over(notes, noun):
        group = _group(line, over, noun, wanted)
        for total in group[0].pool if group else ():
            found.extend(
                (total.size / float(count.mention.value or 1), total, count)
                for count in over
                if total is not count and count.mention.value != 1
            )
    rows = sorted(((size, k, total, count) for k, (size, total, count) in enumerate(found)), key=lambda row: row[:2])
    return [size for size, *_ in rows], [(k, total, count) for _, k, total, count in rows]


@lru_cache(maxsize=64)
def _lines_over(notes: Record, noun: str) -> tuple[tuple[Sequence[Noted], tuple[Noted, ...]], ...]:
    """The lines of the notes that count what 每 or 均 names, with the figures that do."""
    index = _index(notes)
    keys = [*_units(noun), canonical(noun)[0], canonical(noun[:2])[0], f"|{noun[0]}", f"~{noun[:2]}"]
    lines: dict[tuple[str, int], list[Noted]] = {}
    for at in sorted({at for key in keys for at in index.get(key, ())}):
        n = notes.figures[at]
        if n.mention.value and counts(n, noun):
            lines.setdefault(n.line, []).append(n)
    return tuple((notes.lines[line], tuple(over)) for line, over in lines.items())


@lru_cache(maxsize=8)
def _index(notes: Record) -> Mapping[str, Sequence[int]]:
    """The figures of the notes by what they may count: unit, the first character after it, pairs of characters beside it."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, n in enumerate(notes.figures):
        found[n.mention.unit].append(at)
        found[canonical(n.mention.unit)[0]].append(at)
        found[f"|{n.place.after[:1]}"].append(at)
        for piece in n.words:
            found[f"~{piece}"].append(at)
    return found


def _over(line: Sequence[Noted], noun: str) -> tuple[Noted, ...]:
    return tuple([n for n in line if n.mention.value and counts(n, noun)])


def _group(line: Sequence[Noted], over: tuple[Noted, ...], noun: str, wanted: str) -> _Group | None:
    """The totals of a line in the wanted measure (巡检138站次 for 站均6次), with what they may be shared out over."""
    measures = (wanted, "", f"{noun[0]}{wanted}")
    totals = [n for n in line if n.measure in measures and n.mention.kind is Kind.QUANTITY] if over else ()
    return (Shelf(totals), over) if totals else None


def _quotients(asked: Asked, group: _Group) -> Iterator[Attempt]:
    totals, over = group
    factor = float(asked.factor)
    hits: list[tuple[int, int]] = []
    for k, count in enumerate(over):
        ends = sorted(end * factor * float(count.mention.value or 0) for end in (asked.low, asked.high))
        hits.extend((at, k) for at in totals.between(*ends))
    for at, k in sorted(hits):
        total, count = totals.pool[at], over[k]
        if total is not count and count.mention.value != 1:
            yield _quotient(asked, total, count)


def _quotient(asked: Asked, total: Noted, count: Noted) -> Attempt:
    result = total.base / (count.mention.value or 1) / asked.factor
    return Attempt(result, f"{total.mention.text}÷{count.mention.text}＝", (total, count))


def _units(noun: str) -> tuple[str, ...]:
    return COUNTED_BY.get(noun[0], (noun[0],))


def counts(n: Noted, noun: str) -> bool:
    """Whether a figure counts what 每 or 均 names: by its unit, by the word after it (26个班), by the words before (网格8)."""
    return counts_words(n.place, noun) or (len(noun) > 1 and noun[:2] in n.thing.near)


def counts_words(place: Place, noun: str) -> bool:
    """The same by its unit and the words just beside it."""
    units, unit = _units(noun), place.mention.unit
    if (noun == "日" and unit == "天") or unit in units or canonical(unit)[0] in units:  # 日均150人次, 312天
        return True
    if unit and canonical(unit)[0] in {canonical(noun[:k])[0] for k in range(1, len(noun) + 1)}:
        return True
    handed = _HANDED.sub("", place.before.strip())
    return place.after.startswith(noun) or handed.endswith(noun)  # 26个班; 区域站现在23个


def rates_of_each(asked: Asked, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """A figure of one line over another of another measure (公斤 for each 亩)."""
    counted = [n for n in pool if n.mention.kind is Kind.QUANTITY]
    factor = float(asked.factor)
    for a in counted:
        if a.measure != asked.figure.measure:
            continue
        for b in counted:
            if b.measure == a.measure or a.place.line != b.place.line or not b.base:
                continue
            if asked.may_be(a.size / b.size / factor):
                text = f"{a.mention.text}÷{b.mention.text}＝"
                yield Attempt(a.base / b.base / asked.factor, text, (a, b))
