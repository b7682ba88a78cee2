"""Repair: the sentences that the checker objects to go back to the model, and only those are replaced."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import prompts
from assistant.drafting import Assignment
from assistant.drafting.citing import Citable, cited
from assistant.drafting.comparisons import comparisons
from assistant.drafting.fitting import first_slots
from assistant.drafting.inert import data, line
from assistant.drafting.offered import Offer, reslotted, slotted_lines
from assistant.drafting.slots import SlotStream
from assistant.errors import BadAnswer
from assistant.figures.reading import figures
from assistant.receipts import Written, kept, merged, placed, sentence_spans
from assistant.replies import asked_twice, numbered

_SLOT = re.compile(r"\{[^{}\n]*\}")
_GONE = re.compile(r"[（(]?删去[）)]?[。.]?")


@dataclass(frozen=True, slots=True)
class Fault:
    """One objection to a text: its place, and what is wrong in a sentence."""

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of one section within the whole draft, and how much of everything."""

    faults: tuple[Fault, ...]
    total: int


Judge = Callable[[Written], Judgement]


def repaired(assignment: Assignment, written: Written, judge: Judge, ask: Callable[[str], str]) -> Written:
    """Return the section with its faulty sentences replaced, each where that leaves less to object to; asks once.

    Every other sentence stays byte for byte. Raises ``ModelError`` where the model fails or twice gives no usable answer.
    """
    notes = Citable(assignment)
    now = judge(written)
    spans = [span for span in sentence_spans(written.text) if _within(span, now.faults)]
    if not spans:
        return written
    replies = _asked(assignment, written, spans, now.faults, ask, notes)
    if replies is None:
        raise BadAnswer("模型两次都没有按格式写出改正的句子，这些句子留在文中，已标出。")
    for number, span in reversed(list(enumerate(spans, start=1))):
        if (new := _filled(assignment, written.text[slice(*span)], replies[number], notes)) is not None:
            changed = _changed(written, span, new)
            if changed.text.strip() and (then := judge(changed)).total < now.total:
                written, now = changed, then
    return written


def _changed(written: Written, span: tuple[int, int], new: Written) -> Written:
    """The section with one sentence replaced; a line that is left with nothing goes."""
    start, end = span
    text = written.text[:start] + new.text + written.text[end:]
    if not new.text and written.text[start - 1 : start] in ("", "\n") and written.text[end : end + 1] in ("", "\n"):
        text = (written.text[:start].removesuffix("\n") + written.text[end:]).strip("\n")
    receipts = merged(new.receipts, written.receipts) if new.text else written.receipts
    return Written(text, kept(receipts, text))


def _within(span: tuple[int, int], faults: Sequence[Fault]) -> list[Fault]:
    return [fault for fault in faults if span[0] <= fault.start < span[1]]


def _asked(
    assignment: Assignment,
    written: Written,
    spans: Sequence[tuple[int, int]],
    faults: Sequence[Fault],
    ask: Callable[[str], str],
    notes: Citable,
) -> dict[int, str] | None:
    """Ask for the replacements, once more where the answer is not of the form asked for; None where that failed too."""
    offer, plan, text = Offer.of(assignment), assignment.plan, written.text
    names = {(a, b): notes.names_of(receipt) for a, b, receipt in placed(written.receipts, text)}
    shown = [_shown(data(text[a:b]), offer, names.get((a, b), "")) for a, b in spans]
    question = prompts.render(
        "repair",
        title=line(assignment.outline.title),
        heading=line(plan.heading) or "开头",
        text="\n".join(f"{n}：{sentence}" for n, sentence in enumerate(shown, start=1)),
        findings="\n".join(
            line(f"{n}：“{text[f.start : f.end]}”{f.message}")
            for n, span in enumerate(spans, start=1)
            for f in _within(span, faults)
        ),
        notes=slotted_lines(assignment) or "（笔记没有内容）",
        facts=offer.listing(),
        unused=notes.unnamed(assignment, written.receipts) or "没有了",
    )
    return asked_twice(ask, question, partial(numbered, count=len(spans)))


def _shown(sentence: str, offer: Offer, name: str) -> str:
    """The sentence with its name and the figures of facts as slots; those that no fact holds stay as they were typed."""
    text, kept = reslotted(sentence, offer.slot_facts)
    for fact in kept:
        text = text.replace(f"{{{fact.id}}}", fact.figure_text)
    bare = text.rstrip("。！？")
    return f"{bare}{name}{text[len(bare) :]}"


def _filled(assignment: Assignment, old: str, reply: str, notes: Citable) -> Written | None:
    """The replacement with its slots filled and its names taken off; None where it types a figure that the sentence did not have."""
    if _GONE.fullmatch(reply):
        return Written("")
    had = {mention.text for mention in figures(old)}
    typed = figures(cited(_SLOT.sub("某", reply), notes).text)
    if any(mention.text not in had for mention in typed):
        return None
    offer = Offer.of(assignment)
    stream = SlotStream(first_slots(assignment, offer, comparisons(assignment, offer)), naming=True)
    filled = stream.feed(reply) + stream.close()
    return None if stream.problems else cited(filled, notes)


__all__ = ["Fault", "Judge", "Judgement", "repaired"]
