"""What a model is offered of the notes: facts as slots, the notes' lines with slots in place of figures, comparisons.

A model that copies a line of the notes word for word thus writes slots; it sees values only in the list of facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.drafting import Assignment
from assistant.drafting.inert import data
from assistant.drafting.inert import line as flat
from assistant.drafting.rewriting import rewritten
from assistant.drafting.slots import Form as SlotForm
from assistant.drafting.slots import Objection, SlotFact, Slots
from assistant.drafting.spelling import in_digits, talked
from assistant.facts import PERIODS, Fact, facts_of
from assistant.figures.mentions import Kind
from assistant.figures.reading import figures
from assistant.noteforms import Form, blocks_of, role_of
from assistant.notes import NoteLine, Notes

DELETED = "〔此数已删，不用〕"
MATTERS, LONGEST_MATTER = 8, 16
_SPACED = re.compile(r"(?<=[0-9])[ 　\t\u00a0]+(?=[\u4e00-\u9fff])")  # 26 人次
_BULLET = re.compile(r"^[\s\-*#•·、.．]+")
_BARE = re.compile(r"[-+]?[0-9][0-9,，.]*")
_SCALES = {
    Decimal(1): "", Decimal(10): "十", Decimal(100): "百", Decimal(1000): "千", Decimal(10**4): "万", Decimal(10**8): "亿",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """The facts that one section may use, as they are now, and the same as slots."""

    facts: tuple[Fact, ...]
    slot_facts: tuple[SlotFact, ...]

    @classmethod
    def of(cls, assignment: Assignment) -> Offer:
        """Return the facts of the section's plan, corrected and deleted as the user did since it was planned."""
        now = {fact.id: fact for fact in assignment.facts}
        facts = tuple(now[fact.id] for fact in assignment.plan.facts if fact.id in now)
        lines = assignment.notes.lines()
        return cls(facts, tuple(_slot_fact(fact, assignment.notes, lines) for fact in facts))

    def slots(
        self,
        kept: Iterable[SlotFact] = (),
        forms: Iterable[SlotForm] | None = None,
        objection: Objection | None = None,
    ) -> Slots:
        """Return the slots that an answer is filled with; ``kept`` are figures of a text that is revised."""
        return Slots.of([*self.slot_facts, *kept], forms, objection)

    def listing(self, kept: Iterable[SlotFact] = ()) -> str:
        """Return one line a fact: ``{F3} = 45家｜工资集体协议，去年``."""
        lines = [f"{{{fact.id}}} = {fact.figure_text}{_said_of(fact)}" for fact in (*self.slot_facts, *kept)]
        return "\n".join(lines) or "（没有数字）"


def _said_of(fact: SlotFact) -> str:
    period = "" if fact.period in ("本期", "") or fact.period in fact.what else fact.period
    said = "，".join(part for part in (fact.what.strip(), period) if part)
    return f"｜{flat(said)}" if said else ""


def _slot_fact(fact: Fact, notes: Notes, lines: Sequence[NoteLine]) -> SlotFact:
    text = shown(fact, notes)
    unit = next((m.unit for m in figures(text)), fact.unit) if text != fact.figure else fact.unit
    line = next((line for line in lines if _stands_in(fact, line)), None)
    what = fact.what if fact.edited or line is None or re.search(r"[\t|｜]", line.text) else _where(fact, line)
    return SlotFact(fact.id, text, fact.value, unit, fact.kind, what, fact.period)


def _stands_in(fact: Fact, line: NoteLine) -> bool:
    source = fact.source
    return source is not None and source.document == line.document and line.start <= source.start < line.end


def _where(fact: Fact, line: NoteLine) -> str:
    """Return where a figure stands, in the note's own words: 合理化建议：创效…."""
    start = fact.source.start - line.start if fact.source else 0
    end = start + len(fact.source.text if fact.source else "")
    others = [m for m in figures(line.text) if m.start != start]
    left = max((m.end for m in others if m.end <= start), default=0)
    right = min((m.start for m in others if m.start >= end), default=len(line.text))
    before = re.split(r"[，,。；;：:！!？?（()）、]", line.text[left:start])[-1].strip()
    after = re.split(r"[，,。；;：:！!？?（()）、]", line.text[end:right])[0].strip()
    about, clause = matter(line), f"{before[-14:]}…{after[:10]}"
    bare = clause.replace("…", "")
    return clause if not about or about in bare or bare in about else f"{about}：{clause}"


def shown(fact: Fact, notes: Notes) -> str:
    """Return the figure as a draft writes it: no space before its unit, which the note may give elsewhere (a table's head, 83万 of money).

    What was spoken (四百八十六户) is written in digits.
    """
    text = _SPACED.sub("", _shown(fact, notes))
    if fact.edited or fact.source is None or text != fact.figure:
        return text
    return _spoken(notes.text_of(fact.source.document)).get(fact.source.start, text)


@lru_cache(maxsize=8)
def _spoken(text: str) -> dict[int, str]:
    """The figures of talk written down in digits, by place; none where the notes are written."""
    found = figures(text)
    return {m.start: in_digits(m) for m in found} if talked(found) else {}


def _shown(fact: Fact, notes: Notes) -> str:
    if fact.edited or fact.source is None or fact.kind is not Kind.QUANTITY or fact.value is None:
        return fact.figure
    if fact.unit and _BARE.fullmatch(fact.figure):
        number = Decimal(re.sub(r"[,，]", "", fact.figure))
        scale = _SCALES.get(fact.value / number) if number else ""
        return fact.figure if scale is None else f"{fact.figure}{scale}{fact.unit}"
    if fact.unit:
        return fact.figure
    text = notes.text_of(fact.source.document)
    start = text.rfind("\n", 0, fact.source.start) + 1
    line = text[start:].split("\n", 1)[0]
    whole = {
        m.text for m in figures(rewritten(line)) if m.text.startswith(fact.figure) and m.unit and m.value == fact.value
    }
    return whole.pop() if len(whole) == 1 else f"{fact.figure}{_unit_before(fact, line, fact.source.start - start)}"


def _unit_before(fact: Fact, line: str, at: int) -> str:
    """Return the unit that a bare number of last year shares with the number just before it (签了4115人，去年3890)."""
    if fact.period != PERIODS["last"] or not _BARE.fullmatch(fact.figure):
        return ""
    before = [m for m in figures(line) if m.end <= at]
    near = before and at - before[-1].end <= len("，去年同期是")
    return before[-1].unit if near and before[-1].text.endswith(before[-1].unit) else ""


def told_lines(assignment: Assignment) -> tuple[NoteLine, ...]:
    """Return the lines that the section tells: its plan's, without the notes' title and asides."""
    other = _lines_of(assignment.notes, Form.TITLE, Form.FURNITURE)
    return tuple(line for line in assignment.plan.lines if line not in other)


def _lines_of(notes: Notes, *forms: Form) -> frozenset[NoteLine]:
    return frozenset(line for block in blocks_of(notes) if block.form in forms for line in block.lines)


def note_ids(assignment: Assignment) -> dict[NoteLine, str]:
    """The ids of the lines of the notes, N1, N2, …, the same in every section of a report; a long line may be several."""
    lines = dict.fromkeys(line for block in blocks_of(assignment.notes) for line in block.lines)
    return {line: f"N{n}" for n, line in enumerate(lines, start=1)}


def named_lines(assignment: Assignment) -> tuple[NoteLine, ...]:
    """The lines of the section that a sentence may name: those it tells, without the headings."""
    heads = _lines_of(assignment.notes, Form.HEADING)
    return tuple(line for line in told_lines(assignment) if line not in heads)


def added_ids(assignment: Assignment) -> dict[str, str]:
    """The ids of the facts that the user added, which stand in no line: N41, N42, … by the facts' own ids."""
    first = len(note_ids(assignment)) + 1
    return {f.id: f"N{n}" for n, f in enumerate((f for f in assignment.facts if f.source is None), start=first)}


def slotted_lines(assignment: Assignment) -> str:
    """Return the section's lines of the notes, each after its name ``⟦N3⟧``, with slots in place of figures.

    Headings have no name, for they say nothing; the facts that the user added come last.
    """
    places = {(f.source.document, f.source.start, f.source.end): f"{{{f.id}}}" for f in assignment.facts if f.source}
    every = {(s.document, s.start, s.end) for f in facts_of(assignment.notes) if (s := f.source)}
    places |= dict.fromkeys(every - places.keys(), DELETED)
    named, names, added = named_lines(assignment), note_ids(assignment), added_ids(assignment)
    lines = [(f"⟦{names[line]}⟧" if line in named else "") + _slotted(line, places) for line in told_lines(assignment)]
    lines += [
        f"⟦{added[f.id]}⟧{data(f.what)}{{{f.id}}}（经办人补充）" for f in Offer.of(assignment).facts if f.source is None
    ]
    return "\n".join(lines)


def _slotted(line: NoteLine, places: dict[tuple[str, int, int], str]) -> str:
    here = [(start, end, slot) for (document, start, end), slot in places.items()
            if document == line.document and line.start <= start and end <= line.end]  # fmt: skip
    out, at = [], line.start
    for start, end, slot in sorted(here):
        out += [data(line.text[at - line.start : start - line.start]), slot]
        at = end
    return re.sub(r"\s*[\t|｜]\s*", "｜", "".join([*out, data(line.text[at - line.start :])]))


def contents(assignment: Assignment) -> str:
    """Return the plan of the whole report, one section a line with the matters and the ids of the facts that are its own."""
    other = _lines_of(assignment.notes, Form.TITLE, Form.FURNITURE, Form.HEADING)
    lines = []
    for plan in assignment.outline.plans:
        matters = list(dict.fromkeys(filter(None, (matter(line) for line in plan.lines if line not in other))))
        about = "、".join(matters[:MATTERS]) + ("等" if len(matters) > MATTERS else "")
        ids = f"（编号 {_spans([fact.id for fact in plan.facts])}）" if plan.facts else ""
        lines.append(f"{flat(plan.heading) or '开头'}：{flat(about) or '（笔记没有内容）'}{ids}")
    return "\n".join(lines)


def _spans(ids: Sequence[str]) -> str:
    """Return the ids of facts in short: F1-F4、F9."""
    runs: list[list[int]] = []
    for number in (int(one[1:]) for one in ids):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"F{run[0]}-F{run[-1]}" if len(run) > 1 else f"F{run[0]}" for run in runs)


def matter(line: NoteLine) -> str:
    """Return what a line is about: its first words, without figures and without labels such as 明年."""
    text = _BULLET.sub("", line.text)
    if (label := re.match(r"([^：:]{1,8})[：:]\s*(?=.)", text)) and role_of(label[1], half=True):
        text = text[label.end() :]
    for mention in reversed(figures(text)):
        text = text[: mention.start] + text[mention.end :]
    words = re.split(r"[，,。；;：:！!？?\t|｜=＝（(]|\s(?=[今去上]年)", text)[0].strip(" 　、+")
    words = re.sub(r"[今去上]年$", "", words[:LONGEST_MATTER]).strip()
    return words if len(words) > 1 and words.count("“") == words.count("”") else ""


def reslotted(text: str, known: Sequence[SlotFact]) -> tuple[str, tuple[SlotFact, ...]]:
    """Turn the figures of a finished text back into slots; filling these gives the text again, byte for byte.

    A figure that is a fact's to the letter becomes that fact's slot, any other one a slot K1, K2, … of its own; the
    facts of the latter come with the text. They are of no use for arithmetic.
    """
    kept: list[SlotFact] = []
    out: list[str] = []
    at = 0
    for mention in figures(text):
        fact = _fact_for(text[max(0, mention.start - 30) : mention.start], mention.text, known)
        if fact is None:
            fact = SlotFact(f"K{len(kept) + 1}", mention.text, None, "", mention.kind, "现有文字里的数")
        if not _survives(text, mention.start, mention.end, fact):
            continue
        if fact.id.startswith("K"):
            kept.append(fact)
        out += [text[at : mention.start], f"{{{fact.id}}}"]
        at = mention.end
    return "".join([*out, text[at:]]), tuple(kept)


def _fact_for(before: str, figure: str, known: Sequence[SlotFact]) -> SlotFact | None:
    """Return the fact of that very figure whose thing is told before it; the first one where none is."""
    same = [fact for fact in known if fact.figure_text == figure]
    return max(same, key=lambda fact: sum(pair in before for pair in _pairs(fact.what)), default=None)


def _pairs(words: str) -> Iterator[str]:
    return (words[i : i + 2] for i in range(len(words) - 1))


def _survives(text: str, start: int, end: int, fact: SlotFact) -> bool:
    """Whether filling the slot gives the same text, though it drops units and qualifiers that seem doubled."""
    before, after = text[max(0, start - 12) : start], text[end : end + 12]
    filled, problems = Slots.of([fact]).fill(f"{before}{{{fact.id}}}{after}")
    return not problems and filled == f"{before}{text[start:end]}{after}"
