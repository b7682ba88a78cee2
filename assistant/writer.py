"""The story of a report: notes are read, facts confirmed, sections planned and written, the draft checked, revised, exported.

``app.py`` and the command line call this module and nothing deeper. Everything here works without a model and without a
network; with a model the sections are written by it, and the same checker judges what came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from typing import Literal

from assistant import checks
from assistant.draft import Draft, Role, Section
from assistant.drafting import Assignment, SectionWriter
from assistant.drafting.offline import OfflineWriter
from assistant.drafting.repairing import Fault
from assistant.drafting.resuming import resumed
from assistant.drafting.together import together
from assistant.errors import InputError, ModelError, ModelGone, NotConfigured
from assistant.facts import confirmed, facts_of
from assistant.findings import Report
from assistant.manuscript import Manuscript, Revision
from assistant.models.port import ChatModel, Watch
from assistant.models.port import Message as Turn
from assistant.naming import unit_name
from assistant.notes import PASTED, Notes
from assistant.outline import Outline, SectionPlan, outline_of
from assistant.settings import Settings
from assistant.talking import answering, changing, reading
from assistant.talking.asking import classified
from assistant.talking.changing import Changed
from assistant.talking.places import home_of, section_meant
from assistant.talking.request import Intent, Request
from knowledge.library import Library
from knowledge.splitting import Passage

SIMILAR = 4  # passages that a section is shown
_MENDABLE = frozenset(
    {"unsourced-figure", "mismatched-figure", "leaked-figure", "leaked-name", "wrong-arithmetic", "unsourced-claim"}
)
Choice = Literal["auto", "offline", "model"]


def open_library(
    settings: Settings, progress: Callable[[int, int, str], None] | None = None, *, shared: bool = False
) -> Library:
    """Open the sample library of ``settings.home``; ``shared`` reads along where another process holds it."""
    embedding = None
    if settings.has_embedding:
        from assistant.models.embeddings import endpoint_embeddings
        from knowledge.embedding import NamedEmbedding

        embedding = NamedEmbedding(endpoint_embeddings(settings), f"endpoint:{settings.embedding_model}")
    reranker = None
    if settings.rerank_url:
        from assistant.models.rerank_endpoint import EndpointReranker

        reranker = EndpointReranker(settings)
    return Library.open(
        settings.home / "library", embedding=embedding, progress=progress, shared=shared, reranker=reranker
    )


def writer_for(settings: Settings, library: Library | None = None, choice: Choice = "auto") -> Writer:
    """The writer that the settings call for: ``auto`` takes the model where one is set, else works offline.

    Raises ``NotConfigured`` for ``model`` where no endpoint is set.
    """
    if choice == "offline" or (choice == "auto" and not settings.has_model):
        return Writer(library)
    from assistant.drafting.model import ModelWriter
    from assistant.models.metering import Meter
    from assistant.models.openai_chat import OpenAIChat

    model = OpenAIChat(settings)
    return Writer(library, ModelWriter(model, lambda: Meter.of(settings)), model)


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of drafting: a piece of a section's text, or (``done``) the section as it stands.

    ``trouble`` is the sentence to show where the model failed and the section was finished without it, ``spending``
    the one on what the model has used so far.
    """

    plan: SectionPlan
    piece: str = ""
    done: Section | None = None
    trouble: str = ""
    spending: str = ""


def check_text(text: str, document: str, notes: Notes | None = None, library: Library | None = None) -> Report:
    """Judge any text by notes (figures are only read without them) and by the samples of a library."""
    evidence = confirmed(notes, facts_of(notes)) if notes else None
    samples = checks.Samples.of(library.passages(), library.names()) if library else None
    return checks.check(text, document=document, evidence=evidence, samples=samples)


class Writer:
    """Writes reports with a sample library (may be None) and a writer of sections (offline unless given)."""

    def __init__(
        self, library: Library | None = None, sections: SectionWriter | None = None, model: ChatModel | None = None
    ) -> None:
        self._library = library
        self._model = model
        self._offline = OfflineWriter()
        self._sections = sections or self._offline
        self._samples: checks.Samples | None = None

    @property
    def name(self) -> str:
        """The name of the writer of sections: 离线, or the model's name."""
        return self._sections.name

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
        return outline_of(
            manuscript.notes, manuscript.facts, kind=manuscript.kind or None, title=manuscript.title or None
        )

    def draft(self, manuscript: Manuscript, watch: Watch | None = None) -> Iterator[Progress]:
        """Write all sections of ``manuscript.outline`` (planned where it is missing), yielding as the text arises.

        As many as the endpoint allows are written side by side; they are told in the outline's order all the same.

        Where an answer of the model fails, its whole sentences are kept and the section is finished offline; where the
        model is gone, those after it are written offline too. ``trouble`` says so; nothing is lost. ``watch`` stops the
        model from another thread. ``finished`` turns the yielded sections into the draft.
        """
        outline = manuscript.outline or self.plan(manuscript)
        own = Watch(watch)
        asked = self._sections.begin(own)
        told = together(
            (self._assignment(manuscript, outline, plan) for plan in outline.plans),
            partial(_written, asked, partial(self._faults, manuscript)),
            partial(_written, self._offline, lambda *_: ()),
            most=asked.max_parallel,
            stop=own.stop,
        )
        gone = False
        try:
            with closing(told):  # type: ignore[type-var]
                for step in told:
                    plan, trouble = step.assignment.plan, ""
                    if step.piece:
                        yield Progress(plan, step.piece)
                        continue
                    if step.error is not None:
                        trouble = _trouble(step.error, plan) if not (gone and isinstance(step.error, ModelGone)) else ""
                        gone = gone or isinstance(step.error, ModelGone)
                    text = step.whole if step.error is None else resumed(step.assignment, step.error.partial)
                    section = Section(plan.id, plan.role, plan.heading, (text or "").strip("\n"))
                    yield Progress(plan, done=section, trouble=trouble, spending=asked.spending)
        finally:
            own.close()

    def _faults(self, manuscript: Manuscript, assignment: Assignment, text: str) -> list[Fault]:
        """What a section's text must not leave with, of that which its writer could mend; its heading says its time."""
        head = f"{assignment.outline.title}\n{assignment.plan.heading}\n"
        report = checks.check(head + text, evidence=manuscript.evidence, samples=self.samples())
        own = (f for f in report.errors if f.kind in _MENDABLE and f.start >= len(head))
        return [Fault(f.start - len(head), f.end - len(head), f.message) for f in own]

    def finished(self, outline: Outline, sections: Sequence[Section]) -> Draft:
        """The draft of these sections, in the outline's order."""
        return Draft(outline.title, tuple(sections), outline.kind)

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

    def _assignment(self, manuscript: Manuscript, outline: Outline, plan: SectionPlan) -> Assignment:
        return Assignment(plan, outline, manuscript.notes, manuscript.facts, self._similar(outline, plan))

    def _similar(self, outline: Outline, plan: SectionPlan) -> tuple[Passage, ...]:
        if self._library is None or self._sections is self._offline:
            return ()
        query = " ".join([plan.heading, *(line.text for line in plan.lines)])[:400]
        role = None if plan.role is Role.WORK else plan.role.value
        unit, _ = unit_name(outline.title)
        hits = self._library.search(
            query, k=SIMILAR, kind=outline.kind, role=role, own_first=True, names=[unit] if unit else []
        )
        return tuple(hit.passage for hit in hits)

    # check

    def check(self, manuscript: Manuscript) -> Report:
        """Judge the draft by the notes and the user's corrections, and by the samples in use."""
        return checks.check(
            manuscript.drafted().text(), document=manuscript.title, evidence=manuscript.evidence, samples=self.samples()
        )

    def samples(self) -> checks.Samples | None:
        """What the samples hold, for the leak checks; read once."""
        if self._samples is None and self._library is not None:
            self._samples = checks.Samples.of(self._library.passages(), self._library.names())
        return self._samples

    # talk

    def understood(self, manuscript: Manuscript, text: str) -> Request:
        """What a message asks for, by rules; a model, where there is one, is asked about what they leave unclear.

        Raises ``ModelError`` where the model fails or twice gives no usable answer.
        """
        request = reading.read(text)
        if request.intent is not Intent.UNCLEAR or self._model is None or manuscript.draft is None:
            return request
        names = "、".join(s.heading for s in manuscript.draft.sections if s.heading)
        intent = classified(text, names, self._asked)
        return Request(intent, text, reading.body_of(intent, text))

    def _asked(self, question: str) -> str:
        if self._model is None:
            raise NotConfigured("还没有设置大模型，请先到“设置”里填写。")
        return self._model.complete([Turn("user", question)], max_tokens=200)

    def answer(self, manuscript: Manuscript, question: str) -> str:
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
        document, fresh = taken.notes.items[-1].document, self.plan(taken)
        topic = next((p.heading for p in fresh.plans if any(line.document == document for line in p.lines)), "")
        section = home_of(taken.draft, text, topic)
        if section is None:
            return taken
        wish = f"加一句：{text.strip().rstrip('。')}。"
        outline = taken.outline or fresh
        assignment = self._assignment(taken, outline, _plan_of(outline, section))
        new = "".join(self._offline.revise(assignment, section, wish)).strip("\n")
        return replace(taken, revision=Revision(wish, section, replace(section, text=new)))

    # revise

    def revise(self, manuscript: Manuscript, instruction: str, chosen: str | None = None) -> Manuscript:
        """Propose a change of the one section that the instruction means; the draft stays until it is kept.

        Raises ``InputError`` where no section is meant or the offline writer cannot do it, ``ModelError`` where the model fails.
        """
        draft = manuscript.drafted()
        section = section_meant(manuscript, instruction, chosen)
        if section is None:
            names = "、".join(s.heading for s in draft.sections if s.heading)
            raise InputError(
                f"没看出要改哪一部分。请在右侧点选一部分，或在话里写明，例如“把第二部分压缩一下”。现有：{names}。"
            )
        text = "".join(self._revising(manuscript, section, instruction)).strip("\n")
        if "".join(text.split()) == "".join(section.text.split()):
            where = section.heading or "开头"
            raise InputError(f"“{where}”照这句话改不出变化。请说得具体一些，例如“删掉含某某的句子”，或点“自己改”。")
        return replace(manuscript, revision=Revision(instruction, section, replace(section, text=text)))

    def _revising(self, manuscript: Manuscript, section: Section, instruction: str) -> Iterator[str]:
        outline = manuscript.outline or self.plan(manuscript)
        plan = _plan_of(outline, section)
        yield from self._sections.begin().revise(self._assignment(manuscript, outline, plan), section, instruction)

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


def _plan_of(outline: Outline, section: Section) -> SectionPlan:
    plan = next((p for p in outline.plans if p.id == section.id), None)
    return plan or SectionPlan(section.id, section.role, section.heading)


def _written(
    sections: SectionWriter,
    judge: Callable[[Assignment, str], Sequence[Fault]],
    assignment: Assignment,
    tell: Callable[[str], None],
) -> str:
    """Write one section, telling its pieces; return the whole, with what the checker objects to repaired."""
    pieces: list[str] = []
    for piece in sections.write(assignment):
        pieces.append(piece)
        tell(piece)
    return sections.repair(assignment, "".join(pieces), partial(judge, assignment))


def _trouble(error: ModelError, plan: SectionPlan) -> str:
    """Tell the user what failed and what is done about it."""
    if isinstance(error, ModelGone):
        return f"{error}已写好的部分都保留；其余部分先用离线方式写出，稍后可逐段让模型改写。"
    return f"{error}“{plan.heading or '开头'}”先用离线方式补齐，其他部分不受影响。"
