"""A draft as it arises: judged with the whole draft around each section, repaired in at most two rounds, stopped at any time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from assistant.draft import Section
from assistant.drafting import Assignment
from assistant.drafting.model import ModelWriter
from assistant.drafting.progress import ROUNDS, Progress, progress
from assistant.drafting.repairing import Fault
from assistant.errors import BrokenStream, ModelError, Stopped
from assistant.models.port import Message, Watch
from assistant.models.scripted import ScriptedModel
from assistant.receipts import Written
from assistant.writer import Writer
from tests.drafting.drafts import planned
from tests.test_model_path import NOTES
from tests.test_model_path import planned as planned_whole

TEXT = "某镇工会2025年总结\n\n维权\n工资集体协议累计50家\n\n竞赛\n劳动竞赛19次\n"
SAME = "走访企业若干家，情况都记在台账上了。"


def tasks() -> list[Assignment]:
    notes, facts, outline = planned(TEXT)
    return [Assignment(plan, outline, notes, facts) for plan in outline.plans]


def no_repeats(texts: Mapping[str, Written]) -> dict[str, Sequence[Fault]]:
    """The later of two sections that hold the same sentence is at fault: no section alone can be."""
    holders = [name for name, written in texts.items() if SAME in written.text]
    at = {name: texts[name].text.index(SAME) for name in holders[1:]}
    return {name: [Fault(at[name], at[name] + len(SAME), "重复")] if name in at else [] for name in texts}


def is_repair(messages: Sequence[Message]) -> bool:
    return "<问题句子>" in messages[-1].text


def last(steps: Sequence[Progress]) -> dict[str, Section]:
    return {step.done.id: step.done for step in steps if step.done}


def test_a_sentence_that_only_the_whole_draft_shows_to_be_wrong_is_mended() -> None:
    model = ScriptedModel(lambda messages: "1：（删去）" if is_repair(messages) else f"情况如下。{SAME}")
    steps = list(progress(iter(tasks()), ModelWriter(model), no_repeats))
    assert sum(SAME in section.text for section in last(steps).values()) == 1
    mended = [step for step in steps if step.mended]
    assert mended
    assert all(step.done and SAME not in step.done.text for step in mended)
    first = [step for step in steps if step.done and not step.mended]
    assert [step.plan.id for step in first] == [task.plan.id for task in tasks()]


@pytest.mark.parametrize("stubborn", [True, False])
def test_a_section_is_asked_about_at_most_twice_and_only_where_it_is_at_fault(stubborn: bool) -> None:
    asked: list[str] = []

    def answer(messages: Sequence[Message]) -> str:
        if not is_repair(messages):
            return f"情况如下。{SAME}"
        asked.append(messages[-1].text)
        return f"1：{SAME}" if stubborn else "1：（删去）"

    written = [task for task in tasks() if task.plan.lines and task.plan.heading]
    steps = list(progress(iter(written), ModelWriter(ScriptedModel(answer)), no_repeats))
    at_fault = len(written) - 1
    assert len(asked) <= ROUNDS * at_fault
    assert (len(asked) == ROUNDS * at_fault) is stubborn or at_fault == 0
    assert set(last(steps)) == {task.plan.id for task in written}


@pytest.mark.parametrize("error", [Stopped("已停下。"), BrokenStream("断了。")])
def test_a_repair_that_fails_leaves_the_section_and_is_not_tried_again(error: ModelError) -> None:
    asked: list[str] = []

    def answer(messages: Sequence[Message]) -> str | ModelError:
        if not is_repair(messages):
            return SAME
        asked.append(messages[-1].text)
        return error

    steps = list(progress(iter(tasks()), ModelWriter(ScriptedModel(answer)), no_repeats))
    assert not any(step.mended for step in steps)
    assert len(asked) == (1 if isinstance(error, Stopped) else len(asked))
    assert len(asked) <= len(tasks())
    assert set(last(steps)) == {task.plan.id for task in tasks()}


def test_a_stop_while_it_is_mended_ends_the_work_with_every_section() -> None:
    watch = Watch()

    def answer(messages: Sequence[Message]) -> str:
        if is_repair(messages):
            watch.stop()
        return f"1：{SAME}" if is_repair(messages) else SAME

    steps = list(progress(iter(tasks()), ModelWriter(ScriptedModel(answer)), no_repeats, watch))
    assert set(last(steps)) == {task.plan.id for task in tasks()}


def test_the_offline_draft_is_judged_by_nobody() -> None:
    def never(texts: Mapping[str, Written]) -> dict[str, Sequence[Fault]]:
        raise AssertionError(texts)

    assert last(list(progress(iter(tasks()), Writer()._offline, never)))


def test_what_repair_objects_to_is_what_the_check_of_the_whole_draft_says() -> None:
    """Every section says the same made-up thing; the objections are those of the whole, and nothing of it stays."""
    seen: list[str] = []

    def answer(messages: Sequence[Message]) -> str:
        if is_repair(messages):
            seen.append(messages[-1].text.split("<核对意见>\n")[1].split("\n</核对意见>")[0])
            return "1：（删去）"
        return "现将情况汇报如下：\n开展劳动竞赛37次，参加职工8000人次。"

    writer = Writer(None, ModelWriter(ScriptedModel(answer)))
    done = writer.write(planned_whole(NOTES), tell=lambda _: None)
    assert seen
    assert not [f for f in writer.check(done).errors if "37次" in f.text]
