"""Arithmetic that the notes invite: this year beside last year, done beside planned, parts beside their total.

Only what the checker takes for derived is offered, so that an offer which a model uses never turns up as a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.drafting import Assignment
from assistant.drafting.arithmetic import NUMBERS, FormError, computed
from assistant.drafting.inert import line as flat
from assistant.drafting.offered import Offer, matter
from assistant.drafting.slots import SlotFact
from assistant.facts import PERIODS, Fact, confirmed
from assistant.figures.mentions import Kind
from assistant.figures.provenance import judge
from assistant.figures.record import record
from assistant.figures.verdicts import Status
from assistant.notes import NoteLine

Pair = tuple[Fact, SlotFact]
MOST = 12  # offers of one section
LAST, NOW, WHOLE = PERIODS["last"], PERIODS[""], PERIODS["whole"]
_TARGET = re.compile(r"任务|目标|计划|指标|应(?![用当]|.未)")
_DONE = re.compile(r"完成|现在|实际|已|达")
_BEGUN = re.compile(r"开工|动工|启动|立项|[申上]报|签约|正在|在建|报名")  # begun is not done
_LAST_YEAR = re.compile(r"[\s↑↓，,；;（(]*(?:去年|上年)(?:同期)?[是为]?\s*")
_TOTALLED = re.compile(r"(?:共|合计|总计|总数)[是为]?\s*$")  # last year's total is no match for one kind of this year's
_CHANGE = re.compile(r"[+＋\-－↑↓增减升降多少长](?:加|长|少|了|为)?\s*$")  # before a figure: 今年+5, 新增5家
_SHARED = ("元", "亩", "平方米", "人", "名", "户", "家", "起", "件")
_CLAUSE = re.compile(r"[，,；;。]")
_PARTS = re.compile(r"其中|里头")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A form over two facts or more, what it gives, and the words that it may stand in."""

    form: str
    ids: tuple[str, ...]
    result: str
    words: str  # the words before the figure: 工资集体协议比去年增长
    sentence: str  # a whole sentence, for the checker to try

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """The form and its operands."""
        return self.form, self.ids

    @property
    def line(self) -> str:
        """One line of the list: ``{growth F5 F3} = 11.1%｜工资集体协议比去年增长``."""
        return f"{{{self.form} {' '.join(self.ids)}}} = {self.result}｜{flat(self.words)}"


def comparisons(assignment: Assignment, offer: Offer) -> tuple[Comparison, ...]:
    """Return what the facts of a section invite to compute, at most ``MOST``, each sure to count as derived."""
    evidence = confirmed(assignment.notes, assignment.facts)
    notes = record(tuple((item.document, item.text) for item in evidence.notes.items), evidence.void)
    found: list[Comparison] = []
    for noted, facts in _by_line(assignment, offer):
        for one in (*_years(noted, facts), *_targets(noted, facts), *_shares(noted, facts)):
            verdict = next((v for v in reversed(judge(one.sentence, notes)) if v.mention.text == one.result), None)
            stated = {slot.figure_text for _, slot in facts}
            if verdict and verdict.status is Status.DERIVED and one.result not in stated:
                found.append(one)
    return tuple(found[:MOST])


def _by_line(assignment: Assignment, offer: Offer) -> Iterator[tuple[NoteLine, list[Pair]]]:
    """Yield the lines of the notes that hold several numbers, with these."""
    for line in assignment.plan.lines:
        here = [
            (fact, replace(slot, what=fact.what))
            for fact, slot in zip(offer.facts, offer.slot_facts, strict=True)
            if fact.source and fact.source.document == line.document and line.start <= fact.source.start < line.end
            and fact.kind in NUMBERS and fact.value is not None
        ]  # fmt: skip
        if len(here) > 1:
            yield line, here


def _years(line: NoteLine, facts: Sequence[Pair]) -> Iterator[Comparison]:
    """This year beside last year's figure of the same thing."""
    last = [pair for pair in facts if pair[0].period == LAST and not _TOTALLED.search(_between(line, None, pair[0]))]
    now = [pair for pair in facts if pair[0].period in (NOW, WHOLE) and not _is_change(line, pair[0])]
    for noted, before in last:
        same = [slot for fact, slot in now if _same_thing(slot.what, before.what) or _beside(line, fact, noted)]
        for after in same:
            up = (after.value or 0) > (before.value or 0)
            lead = f"{after.what.strip()}{after.figure_text}，"
            if after.kind is Kind.PERCENT:
                yield from _computed("points", (after, before), f"比去年{'提高' if up else '下降'}", lead)
            else:
                yield from _computed("diff", (after, before), f"比去年{'增加' if up else '减少'}", lead)
                yield from _computed("growth", (after, before), f"比去年{'增长' if up else '下降'}", lead)


def _is_change(line: NoteLine, fact: Fact) -> bool:
    return fact.source is not None and bool(_CHANGE.search(line.text[: fact.source.start - line.start]))


def _beside(line: NoteLine, now: Fact, last: Fact) -> bool:
    """Tell whether nothing but 去年 stands between the two: 成品率96.8%↑ 去年95.9%."""
    if now.source is None or last.source is None:
        return False
    return bool(_LAST_YEAR.fullmatch(line.text[now.source.end - line.start : last.source.start - line.start]))


def _same_thing(one: str, other: str) -> bool:
    """Tell whether two figures count the same, going by the words of the facts."""
    one, other = sorted((one.strip(), other.strip()), key=len)
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    return bool(pairs) and 2 * sum(pair in other for pair in pairs) >= len(pairs)


def _targets(line: NoteLine, facts: Sequence[Pair]) -> Iterator[Comparison]:
    """What was done beside what was to be done, where the one follows the other."""
    for n, (first, target) in enumerate(facts):
        asked = _CLAUSE.split(_between(line, facts[n - 1][0] if n else None, first))[-1]
        if not _TARGET.search(asked):
            continue
        for earlier, (second, done) in zip(facts[n:], facts[n + 1 :], strict=False):
            between = _between(line, earlier[0], second)
            if _TARGET.search(between) or first.period != second.period:
                break
            if not _DONE.search(between) or _BEGUN.search(between):
                continue
            said = f"下达任务{target.figure_text}，完成{done.figure_text}，"
            yield from _computed("rate", (done, target), "完成率", said, matter(line))
            if (done.value or 0) < (target.value or 0):
                yield from _computed("diff", (target, done), "还差", said, matter(line))
            break


def _between(line: NoteLine, first: Fact | None, second: Fact) -> str:
    """The text between two facts of a line, or from its beginning."""
    start = first.source.end - line.start if first and first.source else 0
    return line.text[start : second.source.start - line.start] if second.source else ""


def _shares(line: NoteLine, facts: Sequence[Pair]) -> Iterator[Comparison]:
    """Up to three parts beside the total that they are 其中 of, of the same unit."""
    match = _PARTS.search(line.text)
    if match is None:
        return
    border = line.start + match.start()
    totals = [slot for fact, slot in facts if fact.source and fact.source.start < border]
    parts = [slot for fact, slot in facts if fact.source and fact.source.start > border]
    if totals and 0 < len(parts) <= 3:
        for part in (part for part in parts if part.unit in _SHARED):
            said = f"{totals[-1].what}{totals[-1].figure_text}，其中{part.what}{part.figure_text}，"
            yield from _computed("share", (part, totals[-1]), "占", said)


def _computed(
    form: str, facts: tuple[SlotFact, ...], words: str, lead: str, what: str | None = None
) -> Iterator[Comparison]:
    try:
        result = computed(form, facts)
    except FormError:
        return
    named = f"{facts[0].what.strip() if what is None else what}{words}"
    yield Comparison(form, tuple(fact.id for fact in facts), result, named, f"{lead}{words}{result}。")
