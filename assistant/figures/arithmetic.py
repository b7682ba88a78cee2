"""Arithmetic that a text contradicts itself in (``figures.md`` §3, ``wrong-arithmetic``), in drafts and in notes alike.

Every rule speaks only where the text itself claims the sum: 其中 and 合计, 增长 between two stated values, a share and its whole,
收入 less 支出, a column with its total, an announced count. Tolerance comes from the digits shown, truncation is let pass.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.figures import tables
from assistant.figures.clauses import places
from assistant.figures.commas import tabbed
from assistant.figures.mentions import Kind, Mention
from assistant.figures.numerals import chinese
from assistant.figures.placing import Place
from assistant.figures.rates import wrong_fulfilments, wrong_growths, wrong_shares
from assistant.figures.reading import read
from assistant.figures.slips import Slip, base_of, one_measure, shown_as, slack_of, slip_of
from assistant.figures.steps import wrong_dates, wrong_means, wrong_steps
from assistant.figures.totals import wrong_restatements, wrong_sums, wrong_totals

_ANNOUNCED = re.compile(
    r"(?:以下|如下|下列|主要(?:做了|有|抓了|存在)?|分为?)([一二三四五六七八九十]{1,2}|[0-9]{1,2})(?:个|大)?(?:方面|部分|点|项|条|类|件|种)"
)
_SUBTOTAL = re.compile("小\\s*[计结]$")
_ITEM = re.compile(r"(?<![一二三四五六七八九十第])([一二三四五六七八九十]{1,2})是")


def slips(text: str) -> tuple[Slip, ...]:
    """Every contradiction of the text with itself, in order of place, one for each figure at fault."""
    by_sentence: dict[int, list[Place]] = defaultdict(list)
    for place in places(text):
        by_sentence[place.line[0]].append(place)
    found: dict[int, Slip] = {}
    for group in by_sentence.values():
        for slip in (
            *wrong_totals(text, group),
            *wrong_sums(text, group),
            *wrong_restatements(text, group),
            *wrong_growths(text, group),
            *wrong_shares(text, group),
            *wrong_fulfilments(text, group),
            *wrong_steps(text, group),
            *wrong_means(group),
            *wrong_dates(text, group),
            *_balances(group),
        ):
            found.setdefault(slip.start, slip)
    for slip in (*_columns(text), *_announced(text)):
        found.setdefault(slip.start, slip)
    return tuple(found[key] for key in sorted(found))


_SIDES = tuple(
    re.compile(rf"(?:{names})(?:共|为|是|了|计|合计|总计|达)?$")
    for names in ("收入|收", "支出|支", "结余|余款|余额|节余")
)
_SIDE = re.compile("[收支余]")  # what all names of a side have
_TOTALLED = re.compile(r"[合总共]\s*[计数]")


def _balances(group: Sequence[Place]) -> Iterator[Slip]:
    """收入A，支出B，结余C of one record: C is A less B; of several incomes or expenses any two."""
    sides: tuple[list[Mention], ...] = ([], [], [])
    others = {base_of(p.mention) for p in group}
    for place in group:
        k = _side(place)
        if k is None:
            continue
        sides[k].append(place.mention)
        incomes, spendings, rests = sides
        if not (incomes and spendings and rests):
            continue
        pairs = [(a, b) for a in incomes for b in spendings]
        rest = rests[-1]
        if all(one_measure(a, b) and one_measure(b, rest) and _off(a, b, rest, others) for a, b in pairs):
            income, spent = pairs[0]
            shown = shown_as(base_of(income) - base_of(spent), rest)
            said = f"{income.text}－{spent.text}＝{shown}，与“{rest.text}”不符，请核对。"
            yield slip_of(rest, (income, spent), said, shown)
        sides = ([], [], [])


def _side(place: Place) -> int | None:
    """Whether a figure is what came in (0), what was spent (1) or what is left (2)."""
    if place.mention.kind is not Kind.QUANTITY or place.label or place.period == "last":
        return None
    if not _SIDE.search(place.before):
        return None
    words = "".join(place.before.split())
    return next((k for k, names in enumerate(_SIDES) if names.search(words)), None)


def _off(income: Mention, spent: Mention, rest: Mention, others: set[Decimal]) -> bool:
    """Whether what is left is not the one less the other, nor that with what was carried over (上年结转)."""
    gap = abs(base_of(income) - base_of(spent) - base_of(rest))
    return gap not in others and gap > slack_of(income) + slack_of(spent) + slack_of(rest)


def _columns(text: str) -> Iterator[Slip]:
    """A column of a table whose 合计 row is not the sum of the rows above it."""
    if not _TOTALLED.search(text):
        return
    by_start = {m.start: m for m in read(text)}
    columns: dict[str, list[Mention]] = defaultdict(list)
    for cell in tables.cells(tabbed(text)):
        mention = by_start.get(cell.start)
        if mention is None or mention.kind is not Kind.QUANTITY or mention.value is None:
            continue
        if _SUBTOTAL.search(cell.row):
            continue
        if not re.fullmatch(r"合\s*计|总\s*计|共\s*计|总\s*数", cell.row):
            columns[cell.column].append(mention)
            continue
        parts = columns.pop(cell.column, [])
        amount = sum((m.value for m in parts if m.value is not None), Decimal(0))
        if len(parts) >= 2 and abs(amount - mention.value) > sum(
            (m.quantum / 2 if m.quantum < 1 else Decimal(0) for m in parts), Decimal(0)
        ):
            right = f"{amount.normalize():f}"
            yield slip_of(
                mention, parts, f"“{cell.column}”一列相加是{right}，合计写的是“{mention.text}”，请核对。", right
            )


def _announced(text: str) -> Iterator[Slip]:
    """以下四方面 … 一是 二是 三是: as many items as announced, where the items follow in one line."""
    for match in _ANNOUNCED.finditer(text):
        end = text.find("\n", match.end())
        rest = text[match.end() : len(text) if end < 0 else end]
        following = _ANNOUNCED.search(rest)
        items = [int(chinese(m[1]).value) for m in _ITEM.finditer(rest[: following.start()] if following else rest)]
        if not items or items[0] != 1:
            continue
        count = next((k for k, n in enumerate(items) if n != k + 1), len(items))
        said = int(match[1]) if match[1].isdigit() else int(chinese(match[1]).value)
        if count >= 2 and count == len(items) and said != count:
            message = f"前面说“{match[0]}”，后面列了{count}项，请核对。"
            yield Slip(match.start(), match.end(), match[0], message, str(count), ())
