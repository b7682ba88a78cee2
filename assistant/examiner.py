"""Judging drafts: by the notes and the user's corrections, by the samples in use, and by what the writers say of themselves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import closing, nullcontext
from dataclasses import dataclass

from assistant import checks
from assistant.draft import Draft, Role, Section
from assistant.drafting.objecting import faults, with_marks
from assistant.drafting.progress import Faults
from assistant.errors import InputError, ModelError
from assistant.facts import confirmed, facts_of
from assistant.findings import Report
from assistant.manuscript import Manuscript
from assistant.notes import Notes
from assistant.outline import Outline
from assistant.padding.density import Density, Range, density, usual
from assistant.padding.lexicon import Lexicon
from assistant.receipts import Written
from knowledge.library import Library

MOST_COMPARED = 300  # passages that a section's density is laid beside
Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """The checker's report after a model was asked about doubtful claims; ``trouble`` says why it could not be."""

    report: Report
    trouble: str = ""


def check_text(
    text: str,
    document: str,
    notes: Notes | None = None,
    library: Library | None = None,
    ask: Ask | None = None,
    lexicon: Lexicon | None = None,
) -> Report:
    """Judge any text by notes (figures are only read without them) and by the samples of a library.

    With ``ask`` a model gives a second opinion on doubtful claims; raises the ``ModelError`` of its failing.
    """
    evidence = confirmed(notes, facts_of(notes)) if notes else None
    with closing(checks.Samples.beside(library)) if library else nullcontext() as samples:
        return checks.check(text, document=document, evidence=evidence, samples=samples, ask=ask, lexicon=lexicon)


def prepare_checks(library: Library) -> None:
    """Read what has come to a library since the last check, ahead of the next one; meant for a thread."""
    checks.Samples.beside(library).close()


class Examiner:
    """Judges reports by a sample library (may be None) and an office's worn words; remembers what the samples hold."""

    def __init__(self, library: Library | None, lexicon: Callable[[], Lexicon]) -> None:
        self._library = library
        self._lexicon = lexicon
        self._known: checks.Samples | None = None
        self._ranges: dict[tuple[str, Role], Range | None] = {}
        self._reading = threading.Lock()

    def samples(self) -> checks.Samples | None:
        """What the samples hold, for the leak checks, as the library is now; one thread at a time brings it up to date."""
        with self._reading:
            if self._library is not None:
                if self._known is None:
                    self._known = checks.Samples.beside(self._library)
                self._known.follow(self._library)
            return self._known

    def report(self, manuscript: Manuscript, ask: Ask | None = None) -> Report:
        """The findings of the draft; with ``ask`` after a model's word on doubtful claims, whose ``ModelError`` is raised."""
        draft = manuscript.drafted()
        report = checks.check(
            draft.text(),
            document=manuscript.title,
            evidence=manuscript.evidence,
            samples=self.samples(),
            ask=ask,
            lexicon=self._lexicon(),
        )
        return with_marks(report, draft)

    def second_opinion(self, manuscript: Manuscript, ask: Ask | None) -> SecondOpinion:
        """The report after the model's word; the checker's own where the model fails. ``InputError`` without a model."""
        if ask is None:
            raise InputError("没有接大模型，无法复核。请先在设置里填好模型，或直接看现在的检查结果。")
        try:
            return SecondOpinion(self.report(manuscript, ask))
        except ModelError as error:
            return SecondOpinion(self.report(manuscript), f"{error}这次没有复核，下面是程序自己的检查结果。")

    def faults(self, manuscript: Manuscript, outline: Outline, texts: Mapping[str, Written]) -> Faults:
        """What the sections of a whole draft must not leave with, of that which their writers could mend, by section."""
        plans = {plan.id: plan for plan in outline.plans if plan.id in texts}
        sections = [Section(p.id, p.role, p.heading, texts[p.id].text) for p in plans.values()]
        draft = Draft(outline.title, tuple(sections), outline.kind)
        report = checks.check(
            draft.text(), evidence=manuscript.evidence, samples=self.samples(), lexicon=self._lexicon()
        )
        return {
            section.id: faults(report, texts[section.id], end - len(section.text), plans[section.id].facts)
            for section, _, end in draft.spans()
        }

    def densities(self, manuscript: Manuscript) -> list[Density]:
        """How much of each section can be checked, beside the samples of this kind of report for such a part."""
        words = self._lexicon()
        draft = manuscript.drafted()
        found = []
        for section in draft.sections:
            share = density(section.text, words)
            if share is not None:
                name = section.heading or ("开头" if section.role is Role.OPENING else "结尾")
                found.append(Density(name, share, self._usual(draft.kind, section.role, words)))
        return found

    def _usual(self, kind: str, role: Role, words: Lexicon) -> Range | None:
        key = (kind, role)
        if self._library is not None and key not in self._ranges:
            roles = {"work", "results"} if role is Role.WORK else {role.value}
            texts = (p.text for p in self._library.some(kind, roles, MOST_COMPARED))
            self._ranges[key] = usual(texts, words)
        return self._ranges.get(key)
