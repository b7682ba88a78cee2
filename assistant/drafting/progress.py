"""A draft as it arises: its sections written, repaired and told in the report's order, whatever becomes of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from assistant.draft import Section
from assistant.drafting import Assignment, SectionWriter
from assistant.drafting.offline import OfflineWriter
from assistant.drafting.repairing import Fault
from assistant.drafting.resuming import resumed
from assistant.drafting.together import Piece, Told, together
from assistant.errors import ModelError, ModelGone
from assistant.models.port import Watch
from assistant.outline import SectionPlan
from assistant.receipts import Receipt, Written

Judge = Callable[[Assignment, Written], Sequence[Fault]]


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


def progress(
    assignments: Iterable[Assignment], sections: SectionWriter, judge: Judge, watch: Watch | None = None
) -> Iterator[Progress]:
    """Write the assigned sections side by side, as many as the endpoint allows, yielding the text in their order.

    Where an answer of the model fails, its whole sentences are kept and the section is finished offline; where the
    model is gone, those after it are written offline too. ``trouble`` says so; nothing is lost.
    """
    own = Watch(watch)
    asked = sections.begin(own)
    told = together(
        assignments,
        partial(_written, asked, judge),
        partial(_written, OfflineWriter(), lambda *_: ()),
        most=asked.max_parallel,
        stop=own.stop,
    )
    try:
        with closing(told):  # type: ignore[type-var]
            yield from _steps(told, asked)
    finally:
        own.close()


def _steps(told: Iterator[Told], asked: SectionWriter) -> Iterator[Progress]:
    gone, receipts = False, list[Receipt]()
    for step in told:
        plan, trouble = step.assignment.plan, ""
        if isinstance(step.piece, Receipt):
            receipts.append(step.piece)
            continue
        if step.piece:
            yield Progress(plan, step.piece)
            continue
        if step.error is not None:
            trouble = _trouble(step.error, plan) if not (gone and isinstance(step.error, ModelGone)) else ""
            gone = gone or isinstance(step.error, ModelGone)
        partial_text = step.error.partial if step.error else ""
        whole = step.whole or resumed(step.assignment, partial_text, receipts)
        receipts.clear()
        section = Section(plan.id, plan.role, plan.heading, "", whole.receipts).typed(whole.text.strip("\n"))
        yield Progress(plan, done=section, trouble=trouble, spending=asked.spending)


def _written(sections: SectionWriter, judge: Judge, assignment: Assignment, tell: Callable[[Piece], None]) -> Written:
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
