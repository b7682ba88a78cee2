"""A draft as it arises: its sections written side by side, told in the report's order, then judged together and repaired.

Whatever becomes of the model, nothing is lost: where an answer fails its whole sentences are kept and the section is finished
offline; where the model is gone, the sections after it are written offline too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from assistant.draft import Section
from assistant.drafting import Assignment, SectionWriter
from assistant.drafting.offline import OfflineWriter
from assistant.drafting.repairing import Fault, Judgement
from assistant.drafting.resuming import resumed
from assistant.drafting.together import Piece, Told, together
from assistant.errors import ModelError, ModelGone
from assistant.models.port import Watch
from assistant.outline import SectionPlan
from assistant.receipts import Receipt, Written

ROUNDS = 2  # of repair, each with one question for every section at fault
Faults = Mapping[str, Sequence[Fault]]
JudgeAll = Callable[[Mapping[str, Written]], Faults]  # the sections of a whole draft by their ids


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of drafting: a piece of a section's text, or (``done``) the section as it stands.

    A section that is repaired when all are written comes once more (``mended``). ``trouble`` is the sentence to show where
    the model failed and the section was finished without it, ``spending`` the one on what the model has used so far.
    """

    plan: SectionPlan
    piece: str = ""
    done: Section | None = None
    trouble: str = ""
    spending: str = ""
    mended: bool = False


def progress(
    assignments: Iterable[Assignment], sections: SectionWriter, judge: JudgeAll, watch: Watch | None = None
) -> Iterator[Progress]:
    """Write the assigned sections, as many side by side as the endpoint allows, yielding the text in their order."""
    own = Watch(watch)
    work = _Work(sections.begin(own), judge, own)
    try:
        yield from work.written(assignments)
        yield from work.mended()
    finally:
        own.close()


class _Work:
    """One draft in the making: what is written by now, and by whom."""

    def __init__(self, asked: SectionWriter, judge: JudgeAll, watch: Watch) -> None:
        self._asked, self._judge, self._watch = asked, judge, watch
        self._texts: dict[str, Written] = {}
        self._whole: list[Assignment] = []  # what the model wrote to the end
        self._gone = False

    def written(self, assignments: Iterable[Assignment]) -> Iterator[Progress]:
        offline = partial(_written, OfflineWriter())
        told = together(
            assignments, partial(_written, self._asked), offline, most=self._asked.max_parallel, stop=self._watch.stop
        )
        receipts: list[Receipt] = []
        with closing(told):  # type: ignore[type-var]
            for step in told:
                if isinstance(step.piece, Receipt):
                    receipts.append(step.piece)
                elif step.piece:
                    yield Progress(step.assignment.plan, step.piece)
                else:
                    yield self._ended(step, receipts)
                    receipts = []

    def _ended(self, step: Told, receipts: Sequence[Receipt]) -> Progress:
        task, trouble = step.assignment, ""
        if step.error is not None:
            trouble = _trouble(step.error, task.plan) if not (self._gone and isinstance(step.error, ModelGone)) else ""
            self._gone = self._gone or isinstance(step.error, ModelGone)
        elif not self._gone:
            self._whole.append(task)
        whole = step.whole or resumed(task, step.error.partial if step.error else "", receipts)
        self._texts[task.plan.id] = replace(whole, text=whole.text.strip("\n"))
        return replace(self._done(task), trouble=trouble)

    def _done(self, task: Assignment, *, mended: bool = False) -> Progress:
        plan, whole = task.plan, self._texts[task.plan.id]
        section = Section(plan.id, plan.role, plan.heading, "", whole.receipts).typed(whole.text)
        return Progress(plan, done=section, spending=self._asked.spending, mended=mended)

    def mended(self) -> Iterator[Progress]:
        """Send the sentences at fault back, section by section, with the whole draft around them to be judged in."""
        for _ in range(ROUNDS):
            if self._gone or not self._whole or self._asked.line is None:
                return
            found = self._judge(self._texts)
            at_fault = [task for task in self._whole if found[task.plan.id]]
            texts = dict(self._texts)
            repair, leave = partial(self._repaired, texts), partial(_left, texts)
            told = together(at_fault, repair, leave, most=self._asked.max_parallel, stop=self._watch.stop)
            with closing(told):  # type: ignore[type-var]
                for step in told:
                    yield from self._taken(step)

    def _repaired(self, texts: Mapping[str, Written], task: Assignment, _: Callable[[Piece], None]) -> Written:
        name = task.plan.id

        def judge(written: Written) -> Judgement:
            found = self._judge({**texts, name: written})
            return Judgement(tuple(found[name]), sum(map(len, found.values())))

        return self._asked.repair(task, texts[name], judge)

    def _taken(self, step: Told) -> Iterator[Progress]:
        task = step.assignment
        if step.error is not None:  # the sentences stay as they are and are marked
            self._gone = self._gone or isinstance(step.error, ModelGone)
            self._whole.remove(task)
        elif step.whole is not None and step.whole != self._texts[task.plan.id]:
            self._texts[task.plan.id] = step.whole
            yield self._done(task, mended=True)


def _written(sections: SectionWriter, assignment: Assignment, tell: Callable[[Piece], None]) -> Written:
    """Write one section, telling its pieces, and return the whole."""
    pieces: list[Piece] = []
    for piece in sections.write(assignment):
        pieces.append(piece)
        tell(piece)
    text = "".join(piece for piece in pieces if isinstance(piece, str))
    return Written(text, tuple(piece for piece in pieces if isinstance(piece, Receipt)))


def _left(texts: Mapping[str, Written], task: Assignment, _: Callable[[Piece], None]) -> Written:
    return texts[task.plan.id]


def _trouble(error: ModelError, plan: SectionPlan) -> str:
    """Tell the user what failed and what is done about it."""
    if isinstance(error, ModelGone):
        return f"{error}已写好的部分都保留；其余部分先用离线方式写出，稍后可逐段让模型改写。"
    return f"{error}“{plan.heading or '开头'}”先用离线方式补齐，其他部分不受影响。"
