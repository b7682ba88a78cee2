"""The story of a report: notes are read, facts confirmed, sections planned and written, the draft checked, revised, exported.

``app.py`` and the command line call this module and nothing deeper. Everything here works without a model and without a
network; with a model the sections are written by it, and the same checker judges what came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Literal

from assistant.checks import Samples
from assistant.draft import Draft, Section
from assistant.drafting import Assignment, SectionWriter
from assistant.drafting.assigning import assigned, plan_of
from assistant.drafting.inert import visible
from assistant.drafting.offline import OfflineWriter
from assistant.drafting.progress import Progress, progress
from assistant.equipment import lexicon_of, model_line, open_library
from assistant.errors import InputError, ModelError
from assistant.examiner import Examiner, SecondOpinion, check_text, prepare_checks
from assistant.facts import facts_of
from assistant.findings import Finding, Origin, Report
from assistant.manuscript import Manuscript
from assistant.models.port import Watch
from assistant.notes import PASTED, Notes
from assistant.outline import Outline, outline_of
from assistant.padding.density import Density
from assistant.padding.lexicon import Lexicon
from assistant.proposals import revised, section_for, with_note
from assistant.repairs.inserting import answered, told
from assistant.repairs.proposing import ANSWERS, OWN_WORDS, proposed, struck, trimming
from assistant.repairs.righting import UNTRUE, amended, instead, vouched
from assistant.replies import Ask
from assistant.revision import Trim
from assistant.settings import Settings
from assistant.talking import answering, changing, reading
from assistant.talking.asking import classified
from assistant.talking.changing import Changed
from assistant.talking.request import Intent, Request
from knowledge.library import Library

__all__ = [
    "Choice",
    "Progress",
    "SecondOpinion",
    "Writer",
    "check_text",
    "lexicon_of",
    "model_line",
    "open_library",
    "prepare_checks",
    "writer_for",
]  # fmt: skip

Choice = Literal["auto", "offline", "model"]


def writer_for(settings: Settings, library: Library | None = None, choice: Choice = "auto") -> Writer:
    """The writer that the settings call for: ``auto`` takes the model where one is set, else works offline.

    Raises ``NotConfigured`` for ``model`` where no endpoint is set.
    """
    words = partial(lexicon_of, settings)
    if choice == "offline" or (choice == "auto" and not settings.has_model):
        return Writer(library, lexicon=words)
    from assistant.drafting.model import ModelWriter

    return Writer(library, ModelWriter(model_line(settings)), words)


class Writer:
    """Writes reports with a sample library (may be None) and a writer of sections (offline unless given)."""

    def __init__(
        self,
        library: Library | None = None,
        sections: SectionWriter | None = None,
        lexicon: Callable[[], Lexicon] = Lexicon.standard,
    ) -> None:
        """``lexicon`` gives the worn words."""
        self._begun = False
        self._offline = OfflineWriter()
        self._sections = sections or self._offline
        self._shown = library if self._sections is not self._offline else None  # passages are for models
        self._examiner = Examiner(library, lexicon)

    @property
    def name(self) -> str:
        """The name of the writer of sections: 离线, or the model's name."""
        return self._sections.name

    @property
    def has_model(self) -> bool:
        """Whether a model writes."""
        return self._sections.line is not None

    @property
    def spending(self) -> str:
        """What the model has used since ``begin``, in a sentence, or empty."""
        return self._sections.spending if self._begun else ""

    def begin(self, watch: Watch | None = None) -> Writer:
        """Return the writer for one piece of work: what it asks a model is counted together, and ends when ``watch`` is stopped."""
        begun = copy(self)
        begun._sections, begun._begun = self._sections.begin(watch), True  # noqa: SLF001 - a copy of itself
        return begun

    @property
    def _asked(self) -> SectionWriter:
        return self._sections if self._begun else self._sections.begin()

    @property
    def _ask(self) -> Ask | None:
        line = self._asked.line
        return line.ask if line else None

    # notes and facts

    def take(self, manuscript: Manuscript, text: str, document: str = PASTED) -> Manuscript:
        """Add notes; facts that the user has corrected or added stay as they are. Raises ``InputError`` for empty text."""
        notes = manuscript.notes.adding(text, document)
        fresh = Notes((notes.items[-1],))
        taken = max((int(fact.id[1:]) for fact in manuscript.facts), default=0)
        found = tuple(replace(f, id=f"F{taken + n}") for n, f in enumerate(facts_of(fresh), start=1))
        return replace(manuscript, notes=notes, facts=(*manuscript.facts, *found))

    # plan and draft

    def plan(self, manuscript: Manuscript) -> Outline:
        """Plan title and sections from the notes, the kind's habits and similar samples."""
        if not manuscript.notes.items:
            raise InputError("还没有笔记。请把今年工作的笔记粘贴进来，一行写一件事即可。")
        outline = outline_of(
            manuscript.notes, manuscript.facts, kind=manuscript.kind or None, title=manuscript.title or None
        )
        plans = tuple(replace(plan, heading=visible(plan.heading)) for plan in outline.plans)
        unit = manuscript.style.person or visible(outline.unit)
        return replace(outline, title=visible(outline.title), unit=unit, plans=plans)

    def draft(self, manuscript: Manuscript, watch: Watch | None = None) -> Iterator[Progress]:
        """Write all sections of ``manuscript.outline`` (planned where it is missing), yielding as the text arises.

        As many as the endpoint allows are written side by side; they are told in the outline's order all the same.

        Where an answer of the model fails, its whole sentences are kept and the section is finished offline; where the
        model is gone, those after it are written offline too. ``trouble`` says so; nothing is lost. ``watch`` stops the
        model from another thread. ``finished`` turns the yielded sections into the draft.
        """
        outline = manuscript.outline or self.plan(manuscript)
        tasks = (assigned(manuscript, outline, plan, self._shown) for plan in outline.plans)
        yield from progress(tasks, self._sections, partial(self._examiner.faults, manuscript, outline), watch)

    def finished(self, outline: Outline, sections: Sequence[Section]) -> Draft:
        """The draft of these sections, in the outline's order; of one that was mended the last is taken."""
        return Draft(outline.title, tuple({section.id: section for section in sections}.values()), outline.kind)

    def write(self, manuscript: Manuscript, tell: Callable[[str], None] | None = None) -> Manuscript:
        """Plan and draft in one go, for the command line and tests.

        What fails on the model's side, and what it used, goes to ``tell``; without it such a failure raises ``ModelError``.
        """
        outline = self.plan(manuscript)
        planned = replace(manuscript, outline=outline)
        sections, spending = [], ""
        for step in self.draft(planned):
            if step.trouble and tell is None:
                raise ModelError(step.trouble)
            if step.trouble and tell is not None:
                tell(step.trouble)
            if step.done:
                sections.append(step.done)
                spending = step.spending
        if tell is not None and spending:
            tell(spending)
        return replace(planned, draft=self.finished(outline, sections))

    # check

    def check(self, manuscript: Manuscript) -> Report:
        """Judge the draft by the notes and the user's corrections, and by the samples in use.

        A sentence whose writer named no note for it is marked too, unless the checker objects to it anyway.
        """
        return self._examiner.report(manuscript)

    def second_opinion(self, manuscript: Manuscript) -> SecondOpinion:
        """Judge the draft once more, with the model's word on doubtful claims; its quotes are looked up in the notes.

        Raises ``InputError`` where no model is set. Where the model fails, the report is the checker's own.
        """
        return self._examiner.second_opinion(manuscript, self._ask)

    def samples(self) -> Samples | None:
        """What the samples hold, for the leak checks."""
        return self._examiner.samples()

    def densities(self, manuscript: Manuscript) -> list[Density]:
        """How much of each section can be checked, beside the samples of this kind of report for such a part."""
        return self._examiner.densities(manuscript)

    # talk

    def understood(self, manuscript: Manuscript, text: str) -> Request:
        """What a message asks for, by rules; a model, where there is one, is asked about what they leave unclear.

        Raises ``ModelError`` where the model fails or twice gives no usable answer.
        """
        request = reading.read(text)
        ask = self._ask
        if request.intent is not Intent.UNCLEAR or ask is None or manuscript.draft is None:
            return request
        names = "、".join(s.heading for s in manuscript.draft.sections if s.heading)
        intent = classified(text, names, ask)
        return Request(intent, text, reading.body_of(intent, text))

    def reply(self, manuscript: Manuscript, question: str) -> str:
        """What the facts say on a question, each with the line of the notes that states it."""
        return answering.answered(manuscript, question)

    def explain(self, report: Report, words: str = "") -> str:
        """Why something is marked, and what to do about it."""
        return answering.explained(report, words)

    def help(self) -> str:
        """What can be said in the chat."""
        return answering.HELP

    def correct(self, manuscript: Manuscript, text: str) -> Changed:
        """Correct the fact that the words mean, and its figure in every section; raises ``InputError`` where unclear."""
        return changing.with_correction(manuscript, self.check(manuscript), text)

    def forget(self, manuscript: Manuscript, text: str) -> Changed:
        """Delete the fact that the words mean; raises ``InputError`` where unclear."""
        return changing.without_fact(manuscript, self.check(manuscript), text)

    def rename(self, manuscript: Manuscript, title: str) -> Manuscript:
        """Give the report another title; raises ``InputError`` for an empty one."""
        if not (title := " ".join(title.split())):
            raise InputError("没看出新标题。请写明，例如“标题改成某某镇工会2026年工作总结”。")
        outline = manuscript.outline and replace(manuscript.outline, title=title)
        return replace(manuscript, title=title, outline=outline, draft=replace(manuscript.drafted(), title=title))

    def add(self, manuscript: Manuscript, text: str) -> Manuscript:
        """Take one more note and propose its sentence in the section where it belongs, unless a change is pending."""
        taken = self.take(manuscript, text)
        if taken.draft is None or taken.revision is not None or "\n" in text.strip():
            return taken
        fresh = self.plan(taken)
        assign = partial(self._assigned, taken, taken.outline or fresh)
        return with_note(taken, fresh, text, self._offline, assign)

    # revise

    def revise(self, manuscript: Manuscript, instruction: str, chosen: str | None = None) -> Manuscript:
        """Propose a change of the one section that the instruction means; the draft stays until it is kept.

        Raises ``InputError`` where no section is meant or the offline writer cannot do it, ``ModelError`` where the model fails.
        """
        section = section_for(manuscript, instruction, chosen)
        assignment = self._assigned(manuscript, manuscript.outline or self.plan(manuscript), section)
        return replace(manuscript, revision=revised(self._asked, assignment, section, instruction))

    def _assigned(self, manuscript: Manuscript, outline: Outline, section: Section) -> Assignment:
        return assigned(manuscript, outline, plan_of(outline, section), self._shown)

    # repairs of words

    def trim(self, manuscript: Manuscript, section_id: str, what: Trim) -> Manuscript:
        """Propose a section without its padding (去套话) or without what has no source (去无据); figures stay as they are.

        A model shortens by its own prompt where there is one, and is believed as far as it can be verified. Raises ``InputError``
        where nothing can go.
        """
        return trimming(manuscript, section_id, what, self.check(manuscript), self._ask)

    def strike(self, manuscript: Manuscript, finding: Finding) -> Manuscript:
        """The draft without the words of one finding. Raises ``InputError`` where a figure would go with them."""
        return struck(manuscript, finding)

    def vouch(self, manuscript: Manuscript, finding: Finding) -> Manuscript:
        """The words of a finding kept as the user's own: they become a note of that origin; of a figure, the sentence that states it."""
        if finding.kind in UNTRUE:
            said = vouched(manuscript.drafted().text(), finding, self.check(manuscript).findings)
            return self.take(manuscript, said, OWN_WORDS)
        return self.take(manuscript, finding.text.strip("，。；！？ "), OWN_WORDS)

    def instead(self, finding: Finding) -> str:
        """What ``amend`` would put in the place of a finding's figure; empty where there is nothing."""
        return instead(finding)

    def amend(self, manuscript: Manuscript, finding: Finding) -> Manuscript:
        """The draft with the notes' figure in the place of a flagged one. Raises ``InputError`` where the finding names none."""
        return amended(manuscript, finding)

    def answer(self, manuscript: Manuscript, finding: Finding, words: str) -> Manuscript:
        """The user's answer as a note, and as a sentence in place of the finding's words, to be kept or dropped."""
        return proposed(
            self.take(manuscript, words, ANSWERS), finding, answered(words), "回答追问", self.check(manuscript)
        )

    def insert(self, manuscript: Manuscript, finding: Finding) -> Manuscript:
        """The unused fact that a finding offers, as a sentence in place of its words, to be kept or dropped."""
        source = next((s for s in finding.evidence if s.origin is Origin.NOTES), None)
        if source is None:
            raise InputError("笔记里没有合适的事实可以换上，请回答后面的追问，或删去这句。")
        return proposed(
            manuscript, finding, told(manuscript.evidence.notes, source), "换成笔记里的事实", self.check(manuscript)
        )

    # export

    def markdown(self, manuscript: Manuscript) -> str:
        """The draft as Markdown."""
        from assistant.export.markdown import to_markdown

        return to_markdown(manuscript.drafted())

    def word(self, manuscript: Manuscript, *, clean: bool = False, insist: bool = False) -> bytes:
        """The draft as a Word file: with a comment on every open finding, or clean (refused while errors stand)."""
        from assistant.export.word import to_word

        stream = BytesIO()
        to_word(manuscript.drafted(), self.check(manuscript), path_or_stream=stream, clean=clean, insist=insist)
        return stream.getvalue()
