"""The story of a report: notes are read, facts confirmed, sections planned and written, the draft checked, revised, exported.

``app.py`` and the command line call this module and nothing deeper. Everything here works without a model and without a
network; with a model the sections are written by it, and the same checker judges what came.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from typing import Literal

from assistant import checks
from assistant.draft import Draft, Role, Section
from assistant.drafting import Assignment, SectionWriter
from assistant.drafting.inert import visible
from assistant.drafting.objecting import faults, with_marks
from assistant.drafting.offline import OfflineWriter
from assistant.drafting.repairing import Fault
from assistant.drafting.resuming import resumed
from assistant.drafting.together import Piece, together
from assistant.errors import InputError, ModelError, ModelGone, NotConfigured
from assistant.facts import confirmed, facts_of
from assistant.findings import Finding, Origin, Report
from assistant.manuscript import Manuscript, Revision
from assistant.models.port import ChatModel, Watch
from assistant.models.port import Message as Turn
from assistant.naming import unit_name
from assistant.notes import PASTED, Notes
from assistant.outline import Outline, SectionPlan, outline_of
from assistant.padding.density import Density, Range, density, usual
from assistant.padding.lexicon import OWN_FILE, Lexicon
from assistant.receipts import Receipt, Written, merged
from assistant.repairs import wording
from assistant.repairs.inserting import answered, told
from assistant.repairs.proposing import ANSWERS, OWN_WORDS, proposed, struck, trimming
from assistant.revision import Trim
from assistant.settings import Settings
from assistant.talking import answering, changing, reading
from assistant.talking.asking import classified
from assistant.talking.changing import Changed
from assistant.talking.places import home_of, section_meant
from assistant.talking.request import Intent, Request
from knowledge.library import Library
from knowledge.splitting import Passage

SIMILAR = 4  # passages that a section is shown
MOST_COMPARED = 300  # passages that a section's density is laid beside
Choice = Literal["auto", "offline", "model"]


def open_library(
    settings: Settings, progress: Callable[[int, int, str], None] | None = None, *, shared: bool = False
) -> Library:
    """Open the sample library of ``settings.home``, or on the servers that are set.

    ``shared`` reads along where another process holds the folder.
    """
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
        settings.home / "library",
        embedding=embedding,
        progress=progress,
        shared=shared,
        reranker=reranker,
        database_url=settings.database_url.get_secret_value(),
        chroma_url=settings.chroma_url.get_secret_value(),
    )


def writer_for(settings: Settings, library: Library | None = None, choice: Choice = "auto") -> Writer:
    """The writer that the settings call for: ``auto`` takes the model where one is set, else works offline.

    Raises ``NotConfigured`` for ``model`` where no endpoint is set.
    """
    words = partial(lexicon_of, settings)
    if choice == "offline" or (choice == "auto" and not settings.has_model):
        return Writer(library, lexicon=words)
    from assistant.drafting.model import ModelWriter
    from assistant.models.metering import Meter, MeteredModel
    from assistant.models.openai_chat import OpenAIChat

    model = OpenAIChat(settings)

    def ask(question: str) -> str:
        return wording.asking(MeteredModel(model, Meter.of(settings)))(question)

    return Writer(library, ModelWriter(model, lambda: Meter.of(settings)), ask, words, model)


def second_reader(settings: Settings) -> Callable[[str], str]:
    """The model of the settings as what gives second opinions; raises ``NotConfigured`` where none is set."""
    from assistant.models.metering import Meter, MeteredModel
    from assistant.models.openai_chat import OpenAIChat

    return wording.asking(MeteredModel(OpenAIChat(settings), Meter.of(settings)))


def lexicon_of(settings: Settings) -> Lexicon:
    """Our worn words and those that the office has listed in its data folder (``套话.txt``)."""
    return Lexicon.of(settings.home / OWN_FILE)


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
    ask: Callable[[str], str] | None = None,
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


class Writer:
    """Writes reports with a sample library (may be None) and a writer of sections (offline unless given)."""

    def __init__(
        self,
        library: Library | None = None,
        sections: SectionWriter | None = None,
        ask: Callable[[str], str] | None = None,
        lexicon: Callable[[], Lexicon] = Lexicon.standard,
        model: ChatModel | None = None,
    ) -> None:
        """``ask`` puts one question to a model, ``model`` tells what an unclear message asks for; ``lexicon`` gives the worn words."""
        self._library = library
        self._ask = ask
        self._lexicon = lexicon
        self._model = model
        self._offline = OfflineWriter()
        self._sections = sections or self._offline
        self._samples: checks.Samples | None = None
        self._ranges: dict[tuple[str, Role], Range | None] = {}
        self._reading = threading.Lock()

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
        own = Watch(watch)
        asked = self._sections.begin(own)
        told = together(
            (self._assignment(manuscript, outline, plan) for plan in outline.plans),
            partial(_written, asked, partial(self._faults, manuscript)),
            partial(_written, self._offline, lambda *_: ()),
            most=asked.max_parallel,
            stop=own.stop,
        )
        gone, told_of = False, list[Receipt]()
        try:
            with closing(told):  # type: ignore[type-var]
                for step in told:
                    plan, trouble = step.assignment.plan, ""
                    if isinstance(step.piece, Receipt):
                        told_of.append(step.piece)
                        continue
                    if step.piece:
                        yield Progress(plan, step.piece)
                        continue
                    if step.error is not None:
                        trouble = _trouble(step.error, plan) if not (gone and isinstance(step.error, ModelGone)) else ""
                        gone = gone or isinstance(step.error, ModelGone)
                    whole = step.whole or Written(
                        resumed(step.assignment, step.error.partial if step.error else ""), (*told_of,)
                    )
                    told_of.clear()
                    section = Section(plan.id, plan.role, plan.heading, "", whole.receipts).typed(
                        whole.text.strip("\n")
                    )
                    yield Progress(plan, done=section, trouble=trouble, spending=asked.spending)
        finally:
            own.close()

    def _faults(self, manuscript: Manuscript, assignment: Assignment, written: Written) -> list[Fault]:
        """What a section must not leave with, of that which its writer could mend; its heading says its time."""
        head = f"{assignment.outline.title}\n{assignment.plan.heading}\n"
        report = checks.check(head + written.text, evidence=manuscript.evidence, samples=self.samples())
        return faults(report, written, len(head), assignment.plan.facts)

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
        return Assignment(
            plan, outline, manuscript.notes, manuscript.facts, self._similar(outline, plan), manuscript.style
        )

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
        """Judge the draft by the notes and the user's corrections, and by the samples in use.

        A sentence whose writer named no note for it is marked too, unless the checker objects to it anyway.
        """
        draft = manuscript.drafted()
        report = checks.check(
            draft.text(),
            document=manuscript.title,
            evidence=manuscript.evidence,
            samples=self.samples(),
            lexicon=self._lexicon(),
        )
        return with_marks(report, draft)

    def second_opinion(self, manuscript: Manuscript) -> SecondOpinion:
        """Judge the draft once more, with the model's word on doubtful claims; its quotes are looked up in the notes.

        Raises ``InputError`` where no model is set. Where the model fails, the report is the checker's own.
        """
        if self._ask is None:
            raise InputError("没有接大模型，无法复核。请先在设置里填好模型，或直接看现在的检查结果。")
        try:
            draft = manuscript.drafted()
            report = checks.check(
                draft.text(),
                document=manuscript.title,
                evidence=manuscript.evidence,
                samples=self.samples(),
                ask=self._ask,
                lexicon=self._lexicon(),
            )
        except ModelError as error:
            return SecondOpinion(self.check(manuscript), f"{error}这次没有复核，下面是程序自己的检查结果。")
        return SecondOpinion(with_marks(report, draft))

    def samples(self) -> checks.Samples | None:
        """What the samples hold, for the leak checks, as the library is now; one thread at a time brings it up to date."""
        with self._reading:
            if self._library is not None:
                if self._samples is None:
                    self._samples = checks.Samples.beside(self._library)
                self._samples.follow(self._library)
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
        document, fresh = taken.notes.items[-1].document, self.plan(taken)
        topic = next((p.heading for p in fresh.plans if any(line.document == document for line in p.lines)), "")
        section = home_of(taken.draft, text, topic)
        if section is None:
            return taken
        wish = f"加一句：{text.strip().rstrip('。')}。"
        outline = taken.outline or fresh
        assignment = self._assignment(taken, outline, _plan_of(outline, section))
        new = "".join(self._offline.revise(assignment, section, wish)).strip("\n")
        return replace(taken, revision=Revision(wish, section, section.typed(new)))

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
        pieces = list(self._revising(manuscript, section, instruction))
        text = "".join(piece for piece in pieces if isinstance(piece, str)).strip("\n")
        if "".join(text.split()) == "".join(section.text.split()):
            where = section.heading or "开头"
            raise InputError(f"“{where}”照这句话改不出变化。请说得具体一些，例如“删掉含某某的句子”，或点“自己改”。")
        receipts = merged([piece for piece in pieces if isinstance(piece, Receipt)], section.receipts)
        after = replace(section, receipts=receipts).typed(text)
        return replace(manuscript, revision=Revision(instruction, section, after))

    def _revising(self, manuscript: Manuscript, section: Section, instruction: str) -> Iterator[Piece]:
        outline = manuscript.outline or self.plan(manuscript)
        plan = _plan_of(outline, section)
        yield from self._sections.begin().revise(self._assignment(manuscript, outline, plan), section, instruction)

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
        """The words of a finding kept as the user's own: they become a note of that origin."""
        return self.take(manuscript, finding.text.strip("，。；！？ "), OWN_WORDS)

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


def _plan_of(outline: Outline, section: Section) -> SectionPlan:
    plan = next((p for p in outline.plans if p.id == section.id), None)
    return plan or SectionPlan(section.id, section.role, section.heading)


def _written(
    sections: SectionWriter,
    judge: Callable[[Assignment, Written], Sequence[Fault]],
    assignment: Assignment,
    tell: Callable[[Piece], None],
) -> Written:
    """Write one section, telling its pieces; return the whole, with what the checker objects to repaired."""
    pieces: list[Piece] = []
    for piece in sections.write(assignment):
        pieces.append(piece)
        tell(piece)
    text = "".join(piece for piece in pieces if isinstance(piece, str))
    written = Written(text, tuple(piece for piece in pieces if isinstance(piece, Receipt)))
    return sections.repair(assignment, written, partial(judge, assignment))


def _trouble(error: ModelError, plan: SectionPlan) -> str:
    """Tell the user what failed and what is done about it."""
    if isinstance(error, ModelGone):
        return f"{error}已写好的部分都保留；其余部分先用离线方式写出，稍后可逐段让模型改写。"
    return f"{error}“{plan.heading or '开头'}”先用离线方式补齐，其他部分不受影响。"
