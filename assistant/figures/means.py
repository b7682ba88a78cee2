"""Means: a total shared out over what 每 or 均 names, and figures given for each of another measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.figures.attempts import Attempt, base_value, unit_factor
from assistant.figures.mentions import Kind, Mention
from assistant.figures.record import Noted, Record, measure
from assistant.figures.units import canonical

_PER = re.compile(
    r"(?:平均)?每一?(?:个|名|位|家)?([\u4e00-\u9fff]{1,3})|(?!平)([\u4e00-\u9fff])均|平均([\u4e00-\u9fff])额"
)
COUNTED_BY = {"次": ("次", "人次", "例"), "期": ("期",), "人": ("人", "人次", "个"), "生": ("人",), "名": ("人", "个")}


def shared_out(figure: Noted, wording: str, notes: Record, pool: Sequence[Noted]) -> Iterator[Attempt]:
    """户均, 每期, 平均班额, 每个网格: a total shared out over figures that count just these, in one line of the notes or told."""
    per = _PER.search(wording)
    if per is None or figure.mention.kind is not Kind.QUANTITY:
        return
    noun = per[1] or per[2] or per[3]
    wanted = measure(figure.mention)
    groups = [*notes.lines.values(), [n for n in pool if not n.document] + [n for n in pool if n.document]]
    for at, line in enumerate(groups):
        over = [n for n in line if n.mention.value and _counts(n, noun)]
        totals = [n for n in line if n.mention.kind is Kind.QUANTITY and measure(n.mention) in (wanted, "")]
        for total in totals if over else ():
            if at == len(groups) - 1 and total.document and _unlike(figure, total):
                continue
            for count in over:
                if total is not count:
                    many = count.mention.value or Decimal(1)
                    result = base_value(total) / many / unit_factor(figure.mention)
                    yield Attempt(result, f"{total.mention.text}÷{count.mention.text}＝", (total, count), 0.0)


def _counts(n: Noted, noun: str) -> bool:
    """Whether a figure counts what 每 or 均 names: by its unit, by the word after it (26个班), by the words before (网格8)."""
    units = COUNTED_BY.get(noun[0], (noun[0],))
    if n.mention.unit in units or canonical(n.mention.unit)[0] in units:
        return True
    if n.mention.unit and canonical(noun)[0] == canonical(n.mention.unit)[0]:
        return True
    if n.place.after.startswith(noun) or (len(noun) == 1 and n.place.after[:1] == noun):
        return True
    return len(noun) > 1 and noun[:2] in n.thing.near


def _unlike(figure: Noted, total: Noted) -> bool:
    near = {piece for piece in total.thing.near if len(piece) > 1}
    return not near & {*figure.thing.wide}


def rates_of_each(pool: Sequence[Noted], mention: Mention) -> Iterator[Attempt]:
    """A figure of one line over another of another measure (公斤 for each 亩)."""
    for a in pool:
        for b in pool:
            if a is b or not base_value(b) or Kind.QUANTITY not in (a.mention.kind, b.mention.kind):
                continue
            if a.mention.kind is not b.mention.kind or measure(a.mention) == measure(b.mention):
                continue
            if measure(a.mention) != measure(mention) or a.place.line != b.place.line:
                continue
            yield Attempt(
                base_value(a) / base_value(b) / unit_factor(mention),
                f"{a.mention.text}÷{b.mention.text}＝",
                (a, b),
                0.0,
            )
