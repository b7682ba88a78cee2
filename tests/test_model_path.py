"""The whole path with a model over real HTTP: notes in, streamed draft out, judged; and every way it can break off."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.draft import Role, Section
from assistant.errors import InputError, ModelError, NotConfigured
from assistant.findings import Status
from assistant.manuscript import Manuscript
from assistant.models.port import Watch
from assistant.settings import Settings
from assistant.writer import Progress, Writer, writer_for
from tests.fake_endpoint import Answer, FakeEndpoint, Reply, Request

KEY = "sk-geheim-0123456789"
NOTES = (Path(__file__).resolve().parents[1] / "examples" / "乡镇工会年度总结.txt").read_text(encoding="utf-8")
RIGHTS = "职工维权"
BREAKS = {
    "closed": Reply(cut="close", done=False, finish=None),
    "reset": Reply(cut="reset"),
    "error event": Reply(cut="error", error=f"upstream failed for {KEY}"),
    "cut at the limit": Reply(finish="length"),
    "silence": Reply(last_pause=30),
}
REFUSALS = {
    401: ("不接受现在的密钥（401）", Reply(status=401, error=f"bad key {KEY}")),
    402: ("余额或额度不足（402）", Reply(status=402, error="Insufficient Balance")),
    404: ("没有模型“m”（404）", Reply(status=404, error="no such model")),
    429: ("请求太频繁（429），请等 2 分钟再试", Reply(status=429, headers={"Retry-After": "120"})),
    500: ("自己出了故障（500）", Reply(status=500)),
}


@pytest.fixture
def endpoint() -> Iterator[FakeEndpoint]:
    with FakeEndpoint() as running:
        yield running


def writer(endpoint: FakeEndpoint, timeout: float = 5.0, side_by_side: int = 1) -> Writer:
    """One section after another unless asked for more, so that what an endpoint was asked is in order."""
    settings = Settings(endpoint.url, "m", SecretStr(KEY), timeout=timeout, max_parallel=side_by_side)
    return writer_for(settings, choice="model")


def planned(notes: str = NOTES) -> Manuscript:
    offline = Writer()
    manuscript = offline.take(Manuscript("m"), notes)
    return replace(manuscript, outline=offline.plan(manuscript))


def asked_for(request: Request) -> str:
    """The heading that a request asks to write, without its number."""
    found = re.search(r"<本部分>\n(.+)\n</本部分>", request.text)
    assert found
    return re.sub(r"^.+、", "", found[1])


def is_repair(request: Request) -> bool:
    """Whether a request asks to mend sentences, going by what stands before any data."""
    return request.body["messages"][1]["content"].startswith("核对一份报告的一个部分时")


def copied(request: Request) -> str:
    """What a model does that copies the notes, which hold slots: a sentence a line."""
    notes = request.text.split("<笔记>\n")[-1].split("\n</笔记>")[0]
    return "\n".join(f"{line}。" for line in notes.split("\n"))


def answering(answer: Callable[[Request], Answer], heading: str = RIGHTS) -> Callable[[Request], Answer]:
    return lambda request: answer(request) if asked_for(request) == heading else copied(request)


def slot_of(request: Request, figure: str) -> str:
    found = re.search(rf"(\{{F\d+\}}) = {re.escape(figure)}(?=｜|\n)", request.text)
    assert found, figure
    return found[1]


def drafted(writer: Writer, manuscript: Manuscript) -> tuple[Manuscript, list[Progress]]:
    assert manuscript.outline
    steps = list(writer.draft(manuscript))
    draft = writer.finished(manuscript.outline, [step.done for step in steps if step.done])
    return replace(manuscript, draft=draft, title=draft.title), steps


def section_of(steps: list[Progress], heading: str) -> Section:
    return [step.done for step in steps if step.done and heading in step.done.heading][-1]


def test_slots_are_filled_while_the_text_streams(endpoint: FakeEndpoint) -> None:
    endpoint.answer = copied
    manuscript, steps = drafted(writer(endpoint), planned())
    pieces = [step.piece for step in steps if step.piece and RIGHTS in step.plan.heading]
    assert len(pieces) > 5
    assert "".join(pieces) == section_of(steps, RIGHTS).text
    assert not any("{" in step.piece for step in steps)
    assert "累计50家" in manuscript.drafted().text()
    assert not [step for step in steps if step.trouble]
    report = writer(endpoint).check(manuscript)
    assert [f for f in report.figures if f.status not in (Status.SOURCED, Status.DERIVED)] == []
    assert len(report.figures) > 25


def test_the_endpoint_is_asked_once_a_section_and_never_about_what_the_notes_do_not_hold(
    endpoint: FakeEndpoint,
) -> None:
    endpoint.answer = copied
    manuscript = planned(NOTES.split("\n不足：")[0])
    _, steps = drafted(writer(endpoint), manuscript)
    assert manuscript.outline
    told = [
        re.sub(r"^.+、", "", plan.heading) for plan in manuscript.outline.plans if not plan.question and plan.heading
    ]
    assert [asked_for(request) for request in endpoint.requests if not is_repair(request)] == told
    silent = [step.done for step in steps if step.done and step.plan.question]
    assert {section.role for section in silent} == {Role.PROBLEMS, Role.NEXT}
    assert all(re.fullmatch(r"【待补充：.+？】", section.text) for section in silent)
    assert len({request.body["messages"][0]["content"] for request in endpoint.requests}) == 1
    assert KEY not in "".join(request.text for request in endpoint.requests)


def test_what_the_model_leaves_out_is_named_figure_by_figure(endpoint: FakeEndpoint) -> None:
    endpoint.answer = answering(lambda request: f"工资集体协议累计{slot_of(request, '50家')}。")
    manuscript, _ = drafted(writer(endpoint), planned())
    assert manuscript.outline
    plan = next(plan for plan in manuscript.outline.plans if RIGHTS in plan.heading)
    told = next(section.text for section in manuscript.drafted().sections if RIGHTS in section.heading)
    assert told == "工资集体协议累计50家。"
    left = [e.start for f in writer(endpoint).check(manuscript).findings if f.kind == "unused-note" for e in f.evidence]
    dropped = [line for line in plan.lines if "50家" not in line.text and re.search("[0-9]{2}", line.text)]
    assert len(dropped) > 1
    assert all(any(line.start <= at < line.end for at in left) for line in dropped)


def test_all_requests_of_a_draft_begin_alike(endpoint: FakeEndpoint) -> None:
    endpoint.answer = copied
    drafted(writer(endpoint), planned())
    asked = [request.body["messages"] for request in endpoint.requests if not is_repair(request)]
    assert len(asked) > 3
    assert len({messages[0]["content"] for messages in asked}) == 1
    begun = {messages[1]["content"].split("现在只写其中一个部分")[0] for messages in asked}
    assert len(begun) == 1
    assert "<全文安排>" in begun.pop()


def test_an_invented_figure_is_unsourced_and_a_swapped_one_mismatched(endpoint: FakeEndpoint) -> None:
    def sloppy(request: Request) -> str:
        return f"现在10家企业建了职代会制度，今年到期46家企业都续签了。走访企业37家，签订{slot_of(request, '50家')}家。"

    endpoint.answer = answering(sloppy)
    manuscript, _ = drafted(writer(endpoint), planned())
    report = writer(endpoint).check(manuscript)
    start = manuscript.drafted().text().index("现在10家")
    status = {f.mention.text: f.status for f in report.figures if start <= f.mention.start < start + 50}
    assert status["37家"] is Status.UNSOURCED
    assert (status["10家"], status["46家"]) == (Status.MISMATCHED, Status.MISMATCHED)
    assert {"unsourced-figure", "mismatched-figure"} <= {finding.kind for finding in report.errors}


def check_rest(
    endpoint: FakeEndpoint, manuscript: Manuscript, steps: list[Progress], sentence: str, *, gone: bool = True
) -> Section:
    """What holds of every failure in the second section: the first is kept, the trouble said once, nothing is missing.

    Only where the endpoint is gone are the sections after it written offline; one bad answer is that section's alone.
    """
    offline = {step.plan.id: step.done for step in Writer().draft(manuscript) if step.done}
    done = [step.done for step in steps if step.done]
    assert manuscript.outline
    assert [section.id for section in done] == [plan.id for plan in manuscript.outline.plans]
    first = section_of(steps, RIGHTS)
    assert first.text == "".join(s.piece for s in steps if s.plan.id == first.id)
    assert "到期的也都重签了。" in first.text
    by_model = [
        asked_for(request)
        for request in endpoint.requests[2:]
        if "生产竞赛" not in asked_for(request) and not is_repair(request)
    ]
    if gone:
        assert [section for section in done[3:] if section != offline[section.id]] == []
        assert by_model == []
    else:
        assert len(by_model) == len([p for p in manuscript.outline.plans[3:] if not p.question])
    (trouble,) = [step.trouble for step in steps if step.trouble]
    assert sentence in trouble
    assert trouble.startswith((f"模型接口 {endpoint.url} ", "模型“m”"))
    assert "离线" in trouble
    assert KEY not in trouble + "".join(section.text for section in done)
    assert "Error" not in trouble
    return section_of(steps, "生产竞赛")


def breaking(reply: Reply) -> Callable[[Request], Answer]:
    def answer(request: Request) -> Answer:
        return replace(
            reply, text=f"培训班{slot_of(request, '103期')}，受训职工{slot_of(request, '2500人次')}。合理化建议{{F1"
        )

    return answer


@pytest.mark.parametrize("name", BREAKS)
def test_a_stream_that_breaks_keeps_its_whole_sentences_and_the_rest_is_told_offline(
    endpoint: FakeEndpoint, name: str
) -> None:
    endpoint.answer = answering(breaking(BREAKS[name]), "生产竞赛和培训")
    manuscript, steps = drafted(writer(endpoint, timeout=1.5 if name == "silence" else 5.0), planned())
    said = {"cut at the limit": "长度上限", "silence": "在 1.5 秒内没有回应"}
    section = check_rest(endpoint, manuscript, steps, said.get(name, "没有说完就断了"), gone=name == "silence")
    assert section.text.startswith("培训班103期，受训职工2500人次。\n")
    assert section.text.count("103期") == 1
    assert "待补充" not in section.text
    for figure in ("19次", "1300人次", "211条", "9项"):
        assert section.text.count(figure) == 1


def test_a_stream_that_breaks_once_is_gone_on_with_from_its_last_whole_sentence(endpoint: FakeEndpoint) -> None:
    def answer(request: Request) -> Answer:
        if "刚才的回答断了" not in request.text:
            return breaking(BREAKS["reset"])(request)
        told = request.body["messages"][-2]
        assert told["role"] == "assistant"
        assert told["content"].endswith("人次。") or told["content"].endswith("}。")
        return f"合理化建议{slot_of(request, '211条')}，采纳{slot_of(request, '9项')}。"

    endpoint.answer = answering(answer, "生产竞赛和培训")
    _, steps = drafted(writer(endpoint), planned())
    assert not [step.trouble for step in steps if step.trouble]
    assert section_of(steps, "生产竞赛").text == "培训班103期，受训职工2500人次。合理化建议211条，采纳9项。"


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_in_the_middle_is_one_sentence_and_the_rest_is_written_offline(
    endpoint: FakeEndpoint, status: int
) -> None:
    sentence, reply = REFUSALS[status]
    endpoint.answer = answering(lambda _: reply, "生产竞赛和培训")
    manuscript, steps = drafted(writer(endpoint), planned())
    section = check_rest(endpoint, manuscript, steps, sentence)
    offline = next(s.done for s in Writer().draft(manuscript) if s.done and s.done.id == section.id)
    assert section == offline


def test_silence_before_the_first_word(endpoint: FakeEndpoint) -> None:
    endpoint.answer = answering(lambda _: Reply("好。", first_pause=30), "生产竞赛和培训")
    manuscript, steps = drafted(writer(endpoint, timeout=1.5), planned())
    check_rest(endpoint, manuscript, steps, "在 1.5 秒内没有回应")


def test_an_answer_of_nothing_but_the_heading_is_said_and_written_offline(endpoint: FakeEndpoint) -> None:
    endpoint.answer = answering(lambda _: "## 二、生产竞赛和培训\n", "生产竞赛和培训")
    manuscript, steps = drafted(writer(endpoint), planned())
    check_rest(endpoint, manuscript, steps, "模型“m”没有写出“二、生产竞赛和培训”的正文", gone=False)


def test_a_limit_on_the_tokens_stops_the_model_and_keeps_what_was_written(endpoint: FakeEndpoint) -> None:
    def answer(request: Request) -> Answer:
        return Reply(copied(request), usage={"prompt_tokens": 3000, "completion_tokens": 100})

    endpoint.answer = answer
    settings = Settings(
        endpoint.url, "m", SecretStr(KEY), timeout=5.0, budget_tokens=6100, price_prompt=Decimal(1), max_parallel=1
    )
    _, steps = drafted(writer_for(settings, choice="model"), planned())
    (trouble,) = [step.trouble for step in steps if step.trouble]
    assert "到了你设的上限 6100，已停下大模型" in trouble
    assert "已写好的部分都保留" in trouble
    assert len(endpoint.requests) == 2
    assert "到期的也都重签了。" in section_of(steps, RIGHTS).text
    spending = [step.spending for step in steps if step.done]
    assert spending[-1].startswith("这次共用 ")
    assert "约合 不到 0.01 元" in spending[-1]


def test_every_draft_has_a_budget_of_its_own(endpoint: FakeEndpoint) -> None:
    endpoint.answer = lambda request: Reply(copied(request), usage={"prompt_tokens": 100, "completion_tokens": 10})
    desk = writer_for(Settings(endpoint.url, "m", SecretStr(KEY), budget_tokens=5000), choice="model")
    first, second = (drafted(desk, planned())[1] for _ in range(2))
    assert not [step.trouble for step in (*first, *second) if step.trouble]
    assert [s.spending for s in first if s.done][-1] == [s.spending for s in second if s.done][-1]


def test_a_draft_stopped_from_another_thread_goes_on_offline_at_once(endpoint: FakeEndpoint) -> None:
    endpoint.answer = answering(lambda request: Reply(copied(request), last_pause=30), "生产竞赛和培训")
    watch, steps = Watch(), list[Progress]()
    began = 0.0
    for step in writer(endpoint, timeout=20.0).draft(planned(), watch):
        steps.append(step)
        if step.piece and "生产竞赛" in step.plan.heading and not began:
            began = time.monotonic()
            threading.Timer(0.2, watch.stop).start()
    assert began
    assert time.monotonic() - began < 5
    (trouble,) = [step.trouble for step in steps if step.trouble]
    assert trouble.startswith("已停下模型“m”")
    assert endpoint.hung_up.wait(1)
    assert len([step for step in steps if step.done]) == len(planned().outline.plans)  # type: ignore[union-attr]


def test_sections_side_by_side_take_less_time_and_come_in_order_with_the_same_text(endpoint: FakeEndpoint) -> None:
    endpoint.answer = lambda request: Reply(copied(request), first_pause=0.6)
    took, drafts = [], []
    for side_by_side in (1, 3):
        began = time.monotonic()
        manuscript, steps = drafted(writer(endpoint, side_by_side=side_by_side), planned())
        took.append(time.monotonic() - began)
        drafts.append(manuscript.drafted())
        told = [step.plan.id for step in steps]
        order = [plan.id for plan in manuscript.outline.plans]  # type: ignore[union-attr]
        assert [step.plan.id for step in steps if step.done] == order
        assert told == sorted(told, key=order.index), "no section's text is mixed with another's"
    asked = len(endpoint.requests) // 2
    assert asked >= 5
    assert drafts[0] == drafts[1]
    assert took[1] < 0.65 * took[0], took


def test_a_failing_section_does_not_take_those_beside_it_along(endpoint: FakeEndpoint) -> None:
    endpoint.answer = answering(breaking(BREAKS["closed"]), "生产竞赛和培训")
    _, alone = drafted(writer(endpoint), planned())
    _, steps = drafted(writer(endpoint, side_by_side=3), planned())
    assert [step.done for step in steps if step.done] == [step.done for step in alone if step.done]
    assert len([step.trouble for step in steps if step.trouble]) == 1


@pytest.mark.parametrize("how", ["stopped", "closed"])
def test_an_end_ends_all_sections_at_once_and_leaves_no_thread(endpoint: FakeEndpoint, how: str) -> None:
    endpoint.answer = lambda request: Reply(copied(request), last_pause=30)
    before, watch = set(threading.enumerate()), Watch()
    steps = writer(endpoint, timeout=20.0, side_by_side=3).draft(planned(), watch)
    seen = [next(steps)]
    while not seen[-1].piece or "工作" not in "".join(step.piece for step in seen):
        seen.append(next(steps))
        if len(endpoint.requests) >= 2 and len(seen) > 4:
            break
    began = time.monotonic()
    if how == "stopped":
        watch.stop()
        seen.extend(steps)
        assert len([step for step in seen if step.done]) == len(planned().outline.plans)  # type: ignore[union-attr]
        assert len([step for step in seen if step.trouble]) == 1
    else:
        steps.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 5
    ours = {t for t in set(threading.enumerate()) - before if "process_request_thread" not in t.name}
    assert not ours, ours


def test_the_budget_is_one_for_all_sections_side_by_side(endpoint: FakeEndpoint) -> None:
    endpoint.answer = lambda request: Reply(
        copied(request), pause=0.01, usage={"prompt_tokens": 900, "completion_tokens": 100}
    )
    settings = Settings(endpoint.url, "m", SecretStr(KEY), timeout=5.0, budget_tokens=1500, max_parallel=3)
    manuscript, steps = drafted(writer_for(settings, choice="model"), planned())
    (trouble,) = [step.trouble for step in steps if step.trouble]
    assert "到了你设的上限 1500，已停下大模型" in trouble
    assert len(endpoint.requests) <= 3
    assert len(manuscript.drafted().sections) == len(manuscript.outline.plans)  # type: ignore[union-attr]


def test_an_invented_figure_goes_back_to_the_model_and_the_other_sentences_stay(endpoint: FakeEndpoint) -> None:
    def answer(request: Request) -> Answer:
        if is_repair(request):
            return "1：走访了企业。"
        return f"培训班{slot_of(request, '103期')}。走访企业37家。合理化建议{slot_of(request, '211条')}。"

    endpoint.answer = answering(answer, "生产竞赛和培训")
    _, steps = drafted(writer(endpoint), planned())
    assert section_of(steps, "生产竞赛").text == "培训班103期。走访了企业。合理化建议211条。"


def test_a_revision_keeps_the_figures_and_the_other_sections(endpoint: FakeEndpoint) -> None:
    endpoint.answer = copied
    model = writer(endpoint)
    manuscript, _ = drafted(model, planned())

    def shorter(request: Request) -> str:
        return request.text.split("<现有文字>\n")[-1].split("\n</现有文字>")[0].split("\n")[1]

    endpoint.answer = shorter
    proposed = model.revise(manuscript, "第一部分只留下工资集体协议")
    assert proposed.revision
    assert proposed.revision.after.text == proposed.revision.before.text.split("\n")[1]
    kept = proposed.kept().drafted()
    for old, new in zip(manuscript.drafted().sections, kept.sections, strict=True):
        assert new is old or new.id == proposed.revision.after.id
    endpoint.answer = Reply(status=500)
    with pytest.raises(ModelError, match="自己出了故障（500）"):
        model.revise(manuscript, "第一部分再短一点")


def test_the_writer_without_a_setting_says_so_and_auto_works_offline() -> None:
    with pytest.raises(NotConfigured):
        writer_for(Settings(), choice="model")
    assert writer_for(Settings()).name == "离线"
    with pytest.raises(InputError):
        Writer().plan(Manuscript("m"))
