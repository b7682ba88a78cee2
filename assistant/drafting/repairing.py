"""Repair: the sentences that the checker objects to go back to the model, and only those are replaced."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import prompts
from assistant.drafting import Assignment
from assistant.drafting.offered import Offer, reslotted, slotted_lines
from assistant.errors import ModelError
from assistant.figures.reading import figures

ROUNDS = 2
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]*")
_REPLY = re.compile(r"([0-9]{1,3})[：:]\s*(\S.*)")
_SLOT = re.compile(r"\{[^{}\n]*\}")
_GONE = "（删去）"


@dataclass(frozen=True, slots=True)
class Fault:
    """One objection to a text: its place, and what is wrong in a sentence."""

    start: int
    end: int
    message: str


Judge = Callable[[str], Sequence[Fault]]


def repaired(assignment: Assignment, text: str, judge: Judge, ask: Callable[[str], str]) -> str:
    """Return the text with its faulty sentences replaced where that makes it better, after at most two rounds.

    Every other sentence stays byte for byte. Where the model fails, what is repaired by then is kept.
    """
    for _ in range(ROUNDS):
        faults = judge(text)
        spans = [m.span() for m in _SENTENCE.finditer(text) if _within(m.span(), faults)]
        if not spans:
            return text
        try:
            replies = _asked(assignment, text, spans, faults, ask)
        except ModelError:
            return text
        if replies is None:
            return text
        for number, (start, end) in reversed(list(enumerate(spans, start=1))):
            if (new := _filled(assignment, text[start:end], replies[number])) is not None:
                changed = text[:start] + new + text[end:]
                if changed.strip() and len(judge(changed)) < len(judge(text)):
                    text = changed
    return text


def _within(span: tuple[int, int], faults: Sequence[Fault]) -> list[Fault]:
    return [fault for fault in faults if span[0] <= fault.start < span[1]]


def _asked(
    assignment: Assignment,
    text: str,
    spans: Sequence[tuple[int, int]],
    faults: Sequence[Fault],
    ask: Callable[[str], str],
) -> dict[int, str] | None:
    """Ask for the replacements, once more where the answer is not of the form asked for; None where that failed too."""
    offer, plan = Offer.of(assignment), assignment.plan
    question = prompts.render(
        "repair",
        title=assignment.outline.title,
        heading=plan.heading or "开头",
        text="\n".join(f"{n}：{_shown(text[a:b], offer)}" for n, (a, b) in enumerate(spans, start=1)),
        findings="\n".join(
            f"{n}：“{text[f.start : f.end]}”{f.message}"
            for n, span in enumerate(spans, start=1)
            for f in _within(span, faults)
        ),
        notes=slotted_lines(assignment) or "（笔记没有内容）",
        facts=offer.listing(),
    )
    for _ in range(2):
        if (replies := _read(ask(question), len(spans))) is not None:
            return replies
    return None


def _shown(sentence: str, offer: Offer) -> str:
    """The sentence with the figures of facts as slots; those that no fact holds stay as they were typed."""
    text, kept = reslotted(sentence, offer.slot_facts)
    for fact in kept:
        text = text.replace(f"{{{fact.id}}}", fact.figure_text)
    return text


def _read(answer: str, count: int) -> dict[int, str] | None:
    lines = [line.strip() for line in answer.strip().splitlines() if line.strip()]
    found = [_REPLY.fullmatch(line) for line in lines]
    numbers = [int(match[1]) for match in found if match]
    if len(numbers) != len(lines) or sorted(numbers) != list(range(1, count + 1)):
        return None
    return {int(match[1]): match[2] for match in found if match}


def _filled(assignment: Assignment, old: str, reply: str) -> str | None:
    """The replacement with its slots filled; None where it types a figure that the sentence did not have."""
    if reply == _GONE:
        return ""
    had = {mention.text for mention in figures(old)}
    if any(mention.text not in had for mention in figures(_SLOT.sub("某", reply))):
        return None
    new, problems = Offer.of(assignment).slots().fill(reply)
    return None if problems else new


__all__ = ["Fault", "Judge", "repaired"]
