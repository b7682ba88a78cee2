"""Whether a slot fits the words before it: what the program knows of a fact beside what the sentence has just said.

Only what cannot be right is objected to: a figure of this year told as last year's, a figure set right behind the very words
that the notes give to another one, arithmetic without the words that it was offered for. All else is left to the checker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.drafting import Assignment
from assistant.drafting.comparisons import Comparison
from assistant.drafting.offered import Offer
from assistant.drafting.slots import Form, SlotFact, Slots, in_order
from assistant.facts import PERIODS, Fact
from assistant.notes import NoteLine

_LAST = re.compile(r"(?:去年|上年|上一年)(?:同期|全年|底)?(?:完成|签订|发生|办理|共|为|是|的|有|达)?$")
_NOW = re.compile(r"(?:今年|本年度?|本期|本学年)(?:完成|签订|发生|办理|共|为|是|的|有|达)?$")
_SAID_LAST = re.compile(r"去年|上年|同期|上一年")
_TOKEN = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]+$")
_LINK = re.compile(r"(?:为|达到?|是|有|约|共|[:：=＝ 　])+$")
_SENTENCE = re.compile(r"[。！？\n]")
_ASKED = {
    "growth": re.compile(r"增|长|升|涨|降|减|少|多|下滑|回落|高|低|翻|变化"),
    "points": re.compile(r"增|升|涨|降|减|少|多|高|低|回落|变化"),
    "rate": re.compile(r"率|比例|占|完成|进度|兑现|计划|任务|目标|指标|达"),
    "share": re.compile(r""),
}
_MORE = re.compile(r"增|升|涨|降|减|少|多|高|低|净|新|回落|变化|相差|差")
_LEFT = re.compile(r"差|缺|欠|剩|余|未|没|不足|少|尚|还")
_NEARBY = 40


class Fitting:
    """What the slots of one section may be set behind."""

    def __init__(self, assignment: Assignment, offer: Offer, offered: Iterable[Comparison] = ()) -> None:
        lines = assignment.plan.lines
        facts = {fact.id: fact for fact in offer.facts}
        self._slots = {slot.id: slot for slot in offer.slot_facts}
        self._before = {name: _noted_before(fact, lines) for name, fact in facts.items()}
        leads = {name: _tail(text) for name, text in self._before.items()}
        self._leads: Mapping[str, str] = {name: lead for name, lead in leads.items() if len(lead) > 1}
        self._offered: Mapping[Form, Comparison] = {in_order(*one.key): one for one in offered}

    def objection(self, form: str, facts: Sequence[SlotFact], before: str) -> str:
        """Say why these facts cannot stand behind the text ``before``; empty where nothing speaks against it."""
        said = _SENTENCE.split(before[-_NEARBY:])[-1]
        if form:
            return self._of_form(form, facts, said)
        (fact,) = facts
        return self._of_period(fact, said) or self._of_neighbour(fact, said)

    def _of_form(self, form: str, facts: Sequence[SlotFact], said: str) -> str:
        known = self._offered.get(in_order(form, tuple(fact.id for fact in facts)))
        if known is None:
            return ""
        asked = _ASKED.get(form, _LEFT if known.words.endswith("还差") else _MORE)
        return "" if asked.search(said) else f"这个算式算的是“{known.words.strip()}”，这里说的不是"

    def _of_period(self, fact: SlotFact, said: str) -> str:
        noted = self._before.get(fact.id)
        if noted is None:
            return ""
        if fact.period == PERIODS["last"]:
            is_wrong = _NOW.search(said) and not _NOW.search(noted)
            return f"{fact.figure_text}在笔记里是去年的数" if is_wrong else ""
        is_wrong = _LAST.search(said) and not _SAID_LAST.search(noted)
        return f"{fact.figure_text}在笔记里不是去年的数" if is_wrong else ""

    def _of_neighbour(self, fact: SlotFact, said: str) -> str:
        own, tail = self._leads.get(fact.id), _tail(said)
        if not own or own in said or "分别" in said:
            return ""
        for name, lead in self._leads.items():
            other = self._slots[name]
            is_rival = other.unit == fact.unit and other.value != fact.value and other.kind is fact.kind
            if is_rival and tail.endswith(lead) and not lead.endswith(own) and self._is_alone(name, lead):
                return f"“{lead}”在笔记里是{other.figure_text}，不是{fact.figure_text}"
        return ""

    def _is_alone(self, name: str, lead: str) -> bool:
        return not any(other.endswith(lead) or lead.endswith(other) for n, other in self._leads.items() if n != name)


def first_slots(assignment: Assignment, offer: Offer, offered: Sequence[Comparison]) -> Slots:
    """The slots of a first draft or a repair: only the forms that were offered, each where it fits."""
    fitting = Fitting(assignment, offer, offered)
    return offer.slots(forms=[one.key for one in offered], objection=fitting.objection)


def _noted_before(fact: Fact, lines: Sequence[NoteLine]) -> str | None:
    """The words of its line before a fact; None where there is no line, or a table, whose words stand elsewhere."""
    source = fact.source
    if source is None or fact.edited:
        return None
    line = next((n for n in lines if n.document == source.document and n.start <= source.start < n.end), None)
    if line is None or re.search(r"[\t|｜]", line.text):
        return None
    return line.text[: source.start - line.start]


def _tail(text: str | None) -> str:
    """The run of words that a text ends with, without what only links it to a figure."""
    found = _TOKEN.search(_LINK.sub("", text or ""))
    return found[0][-8:] if found else ""
