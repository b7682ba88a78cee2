"""The writer that uses a chat model: it writes slots, the program fills in the figures while the text streams."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import prompts
from assistant.draft import Role, Section
from assistant.drafting import Assignment
from assistant.drafting.citing import Citable, NameStream
from assistant.drafting.comparisons import Comparison, comparisons
from assistant.drafting.fitting import first_slots
from assistant.drafting.inert import data
from assistant.drafting.inert import line as flat
from assistant.drafting.masking import masked
from assistant.drafting.offered import Offer, contents, reslotted, slotted_lines, told_lines
from assistant.drafting.offline import OfflineWriter
from assistant.drafting.repairing import Judge, repaired
from assistant.drafting.sentences import entries_of
from assistant.drafting.slots import Slots, SlotStream
from assistant.drafting.tidying import Tidied
from assistant.errors import BadAnswer, ModelError
from assistant.models.line import Line
from assistant.models.metering import Meter
from assistant.models.port import ChatModel, Message, Watch
from assistant.receipts import Receipt, Written
from knowledge.splitting import Passage

SAMPLES = 3  # passages shown at most, of those whose role is the section's
NOTES_PER_SAMPLE = 100  # characters of notes for each passage after the first
PER_FACT = 4  # characters that a figure's words take beside those of the notes
ROLES = {
    Role.OPENING: "开头", Role.WORK: "工作情况", Role.PROBLEMS: "存在的问题", Role.NEXT: "今后打算", Role.CLOSING: "结尾",
}  # fmt: skip
_SAMPLE_ROLES = {Role.WORK: ("work", "results")}


class ModelWriter:
    """Writes and revises sections with a chat model.

    The model is shown notes whose figures are slots, and passages whose figures and names are hidden. A figure that
    it types all the same stays for the checker to judge; a slot that cannot be filled, and in a first draft a form that was
    not offered, becomes 【待补充：编号有误……】.
    """

    def __init__(self, model: ChatModel | Line, meters: Callable[[], Meter] = Meter) -> None:
        """Take a model, or the line to one."""
        self.line = model if isinstance(model, Line) else Line(model, meters)
        self.name = self.line.name

    @property
    def max_parallel(self) -> int:
        """How many sections the endpoint may be asked for at the same time."""
        return self.line.max_parallel

    @property
    def spending(self) -> str:
        """A sentence on the tokens used since ``begin``, or empty."""
        return self.line.spending

    def begin(self, watch: Watch | None = None) -> ModelWriter:
        """Return the writer for one draft or one change, with a meter of its own."""
        return ModelWriter(self.line.begin(watch))

    def write(self, assignment: Assignment) -> Iterator[str | Receipt]:
        """Yield the section's text; where the notes say nothing for it, the offline writer's, without asking.

        Raises ``ModelError`` with what had arrived as ``partial``, ``BadAnswer`` for an answer without text.
        """
        if not entries_of(assignment):
            yield from OfflineWriter().write(assignment)
            return
        offer = Offer.of(assignment)
        offered = comparisons(assignment, offer)
        asked = prompts.render(
            "section",
            **_about(assignment),
            outline=contents(assignment),
            style=assignment.style.wish(),
            length=_length(assignment),
            samples=_samples(assignment),
            notes=slotted_lines(assignment),
            facts=offer.listing(),
            comparisons=_listed(offered),
        )
        yield from self._answer(assignment, asked, first_slots(assignment, offer, offered))

    def revise(self, assignment: Assignment, section: Section, instruction: str) -> Iterator[str | Receipt]:
        """Yield the section's new text; figures that the model keeps come back byte for byte.

        Raises ``ModelError``, and ``BadAnswer`` for an answer without text.
        """
        offer = Offer.of(assignment)
        harmless = section.typed(data(section.text))
        text, kept = reslotted(Citable(assignment).named(harmless), offer.slot_facts)
        asked = prompts.render(
            "revise",
            **_about(assignment),
            instruction=instruction.strip(),
            text=text,
            style=assignment.style.wish(),
            notes=slotted_lines(assignment) or "（笔记没有内容）",
            facts=offer.listing(kept),
            comparisons=_listed(comparisons(assignment, offer)),
        )
        yield from self._answer(assignment, asked, offer.slots(kept))

    def repair(self, assignment: Assignment, written: Written, judge: Judge) -> Written:
        """Return the section with the sentences that ``judge`` objects to repaired by the model, as far as it can; raises ``ModelError``."""
        return repaired(assignment, written, judge, partial(self.line.ask, under=prompts.render("system")))

    def _answer(self, assignment: Assignment, asked: str, slots: Slots) -> Iterator[str | Receipt]:
        """Ask, and yield the answer tidied, filled and without names; what is held back goes out before an error does."""
        plan, outline = assignment.plan, assignment.outline
        tidied = Tidied(plan.heading, outline.title, [p.heading for p in outline.plans if p.id != plan.id])
        notes = Citable(assignment)
        filled, unnamed = SlotStream(slots, naming=True), NameStream(notes.unmistakable)
        given: list[str] = []
        failure: ModelError | None = None
        try:
            turns = [Message("system", prompts.render("system")), Message("user", asked)]
            for delta in self.line.stream(turns):
                if piece := unnamed.feed(filled.feed(tidied.feed(delta))):
                    given.append(piece)
                    yield piece
        except ModelError as error:
            failure = error
        if rest := unnamed.feed(filled.feed(tidied.close()) + filled.close()) + unnamed.close():
            given.append(rest)
            yield rest
        yield from unnamed.written(notes).receipts
        whole = "".join(given)
        if failure is not None:
            failure.partial = whole if failure.partial else ""  # thoughts that came as text are not to be kept
            raise failure
        if not whole.strip():
            named = plan.heading or ROLES[plan.role]
            raise BadAnswer(f"模型“{self.name}”没有写出“{named}”的正文，请再试一次，或换一个模型。")


def _about(assignment: Assignment) -> dict[str, str]:
    """The variables that every prompt about a section has."""
    plan, outline = assignment.plan, assignment.outline
    return {
        "title": flat(outline.title),
        "unit": flat(outline.unit) or "笔记没有写明，行文中不要替它起名称",
        "heading": flat(plan.heading) or "开头",
        "role": ROLES[plan.role],
    }


def _length(assignment: Assignment) -> str:
    """The most characters that notes of this size can honestly fill, in steps of twenty."""
    most = int((_size(assignment) * 3 // 2 + PER_FACT * len(assignment.plan.facts)) * assignment.style.measure)
    return f"不超过{max(60, -(-most // 20) * 20)}字"


def _size(assignment: Assignment) -> int:
    return sum(len(line.text) for line in told_lines(assignment))


def _samples(assignment: Assignment) -> str:
    """Passages of the section's role, masked: one for a line or two of notes, for more would only tempt to fill up."""
    role = assignment.plan.role
    fitting = [p for p in assignment.passages if p.role in _SAMPLE_ROLES.get(role, (role.value,))]
    most = min(SAMPLES, 1 + _size(assignment) // NOTES_PER_SAMPLE)
    return "\n\n".join(_block(n, passage) for n, passage in enumerate(fitting[:most], start=1)) or "（没有）"


def _block(number: int, passage: Passage) -> str:
    own = "" if passage.origin == "built-in" else "（经办人自己存的，语气和用词习惯照它）"
    return f"样文{number}{own}：\n{data(masked(passage))}"


def _listed(offered: Iterable[Comparison]) -> str:
    return "\n".join(one.line for one in offered) or "（没有）"
