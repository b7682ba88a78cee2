"""The figures of a text in their surroundings, and the words that each counts or describes (``figures.md`` §2)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from assistant.figures import dates, tables
from assistant.figures.bare import in_unit, is_bare, own_scale
from assistant.figures.carrying import carried
from assistant.figures.chats import answered, chatted
from assistant.figures.commas import tabbed
from assistant.figures.corrections import corrected
from assistant.figures.equations import equations
from assistant.figures.forms import in_forms
from assistant.figures.given import by_heads, given, named_rates, rates
from assistant.figures.headed import headed
from assistant.figures.ledgers import LEDGER_DAY, ledger
from assistant.figures.medals import medals
from assistant.figures.mentions import Kind, Mention
from assistant.figures.namedparts import named_parts
from assistant.figures.nested import nested
from assistant.figures.pairs import paired
from assistant.figures.pencilled import pencilled
from assistant.figures.placing import PERIOD, Place, located, period_of, times_of
from assistant.figures.reading import read
from assistant.figures.series import series
from assistant.figures.shorthand import spelled
from assistant.figures.tableheads import counted_unit

_WEAK = re.compile(
    r"^(?:其中|同时|此外|另外|另|并|还|又|再|已|共计|共有|共|合计|总计|累计|一共|达到|达|到|为|是|有|的|了|完成|实现|约|近|超过|超|逾"
    r"|今年以来|现在|现已|现有|今年|去年|上年|全年|本年|年内|截至目前|目前|以来|全镇|全县|全乡|全区|全市|全校|我镇|我局|我县|我乡|我所|我会|全所|和|及|与|在|对|由|从|给|把|使|也|都|就|分别|先后|主要|以及|至|比)+"
)
_AS_DAY = re.compile("(?:那|当|这)[天日晚]|[早中晚]上|凌晨")
_YEAR_COLUMN = re.compile("20[0-9]{2}")
_WEAK_END = re.compile(
    r"(?:共计|共有|共|合计|总计|累计|一共|达到了|达到|达|到|为|是|有|的|了|约|近|超过|超|逾|分别|完成|实现|已|计|仅|只|就|至|增至|升至|降至|各|另)+$"
)


@lru_cache(maxsize=512)
def places(text: str) -> tuple[Place, ...]:
    """Every figure of the text with its surroundings, in order."""
    text = spelled(tabbed(text))
    cells = {cell.start: cell for cell in tables.cells(text)}
    layout = paired(text, carried(text, series(text, ledger(text, _by_layout(text)))))
    found = _dated_by_brackets(text, equations(text, given(text, layout, cells.keys())))
    if not cells:
        return tuple(named_rates(by_heads(rates(named_parts(text, found)))))
    keys = [Mention(c.start, c.end, text[c.start : c.end], Kind.DATE, date=c.date) for c in cells.values() if c.date]
    keyed = {p.mention.start for p in found}
    every = sorted((*found, *located(text, [m for m in keys if m.start not in keyed])), key=lambda p: p.mention.start)
    columns = {c.column: (c.unit, c.scale) for c in cells.values() if c.unit and c.column}
    in_tables = [
        _in_table(p, cells[p.mention.start]) if p.mention.start in cells else _below_table(p, columns) for p in every
    ]
    return tuple(named_rates(by_heads(rates(named_parts(text, in_tables)))))


def _dated_by_brackets(text: str, found: Sequence[Place]) -> tuple[Place, ...]:
    """【2.14】, 10.2那天: decimals that stand where a day does are days."""
    result = []
    for place in found:
        mention = place.mention
        day = dates.dotted(mention.text) if mention.kind is Kind.QUANTITY and not mention.unit else ""
        around = text[mention.start - 1 : mention.start] + text[mention.end : mention.end + 1]
        ledger_day = LEDGER_DAY.match(text, place.line[0]) if mention.start == place.line[0] else None
        if ledger_day:
            result.append(
                replace(place, mention=_day(mention, ledger_day[1]), after=text[ledger_day.end(1) : ledger_day.end()])
            )
        elif day and (around == "【】" or _AS_DAY.match(text, mention.end)):
            result.append(replace(place, mention=replace(mention, kind=Kind.DATE, value=None, date=day)))
        else:
            result.append(place)
    return tuple(result)


def _day(mention: Mention, said: str) -> Mention:
    """2.26 支 of a ledger: the day alone."""
    end = mention.start + len(said)
    return replace(mention, end=end, text=said, kind=Kind.DATE, value=None, unit="", date=dates.dotted(said))


def _by_layout(text: str) -> Sequence[Place]:
    """The figures where they stand, with the words and units that the layout of the notes gives them."""
    return corrected(
        text,
        nested(
            text,
            pencilled(
                text,
                headed(text, in_forms(text, answered(text, chatted(text, medals(text, located(text, read(text))))))),
            ),
        ),
    )


def _in_table(place: Place, cell: tables.Cell) -> Place:
    """The place of a figure in a table: its words are the heads of row and column, its unit the one given for them."""
    mention = place.mention
    if cell.dated:
        if mention.kind is Kind.QUANTITY:
            mention = replace(
                mention, kind=Kind.DATE, value=None, unit="", date=cell.date or dates.dotted(mention.text)
            )
        return replace(place, mention=mention, after=f" {cell.row}")
    if mention.kind is Kind.DATE and mention.text.isdigit():  # 1952 in a column of amounts
        mention = replace(mention, kind=Kind.QUANTITY, value=Decimal(mention.text), date="")
    if (cell.unit or cell.scale != 1) and not mention.unit and mention.value is not None:
        mention = in_unit(mention, cell.unit, cell.scale)
    if (counted := counted_unit(cell.column)) and not mention.unit and mention.kind is Kind.QUANTITY:
        mention = in_unit(mention, *counted)  # 户数
    label = f"{cell.row}{cell.column}"
    dated = f"{label}年" if _YEAR_COLUMN.fullmatch(cell.column) else label
    said = times_of(dated, 0, len(dated))
    period = period_of(said[-1]) if said else place.period
    return replace(place, mention=mention, before=label, after="", lead="", label=label, row=cell.row, period=period)


def _below_table(place: Place, columns: Mapping[str, tuple[str, Decimal]]) -> Place:
    """去年放水1640 below a table with a column 放水(万方): a bare figure outside it in the unit of the head that it names."""
    unit = columns.get(re.sub(r"[^\u4e00-\u9fff]|去年|上年|全年|今年|合计|共", "", place.before))
    bare = unit is not None and is_bare(place.mention) and not own_scale(place.mention)
    return replace(place, mention=in_unit(place.mention, *unit)) if unit and bare else place


def thing(place: Place) -> str:
    """What the figure counts, in the text's own words, short enough for a table; empty when the text names nothing."""
    before = _stripped(PERIOD.sub("", place.before).strip(' 　\t、“”"‘’-—·|'))
    after = re.split(r"[、的，,]", place.after.strip(" 　\t"))[0]
    if place.label:
        return place.label
    if len(before) >= 2:
        return before[-16:]
    if len(after) >= 2:
        return (before + after)[:16]
    if len(before) == 1 and (told := _named_last(place.head or re.split(r"[，,：:；;、（(]", place.lead)[-1])):
        return f"{told}{place.before.strip()}"[-16:]  # 发现问题 426个 改了 411个
    for clause in reversed(re.split(r"[，,：:（(；;、]", place.lead)):
        words = _stripped(re.sub(r"[0-9.]+[%\w]?", "", PERIOD.sub("", clause)).strip())
        if len(words) >= 2:
            return words[-16:].strip()
    return before + after


def _named_last(head: str) -> str:
    """The words before the last figure of a clause's beginning."""
    said = re.search(r"([\u4e00-\u9fff]{2,12})[ 　]*[0-9][0-9.,]*[%万亿\u4e00-\u9fff]{0,3}[ 　]*$", head)
    return said[1] if said else ""


def _stripped(words: str) -> str:
    """The words without what only introduces a figure (累计达到); whole where next to nothing would be left (到期)."""
    plain = _WEAK_END.sub("", _WEAK.sub("", words))
    return words if len(plain) == 1 and len(words) > 1 and not words.endswith("了") else plain
