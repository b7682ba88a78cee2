"""Receipts on the whole path: named by the model over HTTP, hidden from the reader, kept, shown, and asked for where missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.draft import Role
from assistant.drafting.slots import FAULTY
from assistant.findings import Severity
from assistant.manuscript import Manuscript
from assistant.reporting import draft_as_json
from assistant.ui import marks
from assistant.workspace import Workspace
from tests.fake_endpoint import Answer, FakeEndpoint, Reply, Request
from tests.test_model_path import asked_for, copied, drafted, is_repair, planned, section_of, slot_of, writer

TRAINING = "生产竞赛和培训"
NIGHT_SCHOOL = "推广企业办职工业余文化技术夜校"


@pytest.fixture
def endpoint() -> Iterator[FakeEndpoint]:
    with FakeEndpoint() as running:
        yield running


def name_of(request: Request, words: str) -> str:
    """The name of the line of the notes that holds these words."""
    notes = request.text.split("<笔记>\n")[-1].split("\n</笔记>")[0]
    return next(line.split("⟧")[0] + "⟧" for line in notes.split("\n") if words in line)


def rested_on(manuscript: Manuscript, sentence: str) -> list[str]:
    return next([s.text for s in r.sources] for _, _, r in manuscript.drafted().receipts() if r.sentence == sentence)


@pytest.mark.parametrize("size", [1, 2, 7, 500])
def test_names_never_show_and_are_kept_with_the_sentence(endpoint: FakeEndpoint, size: int, tmp_path: Path) -> None:
    def answer(request: Request) -> Answer:
        if asked_for(request) != TRAINING:
            return Reply(copied(request), size=size)
        trained, school = slot_of(request, "103期"), name_of(request, "夜校")
        return Reply(f"推广企业办职工业余文化技术夜校{school}。举办培训班{trained}，受训职工2500人次。", size=size)

    endpoint.answer = answer
    manuscript, steps = drafted(writer(endpoint), planned())
    shown = "".join(step.piece for step in steps) + manuscript.drafted().text()
    assert "⟦" not in shown
    assert "⟧" not in shown
    assert section_of(steps, TRAINING).text == "推广企业办职工业余文化技术夜校。举办培训班103期，受训职工2500人次。"
    assert rested_on(manuscript, "推广企业办职工业余文化技术夜校。") == [NIGHT_SCHOOL]
    assert rested_on(manuscript, "举办培训班103期，受训职工2500人次。") == ["培训班103期，受训职工2500人次"]
    desk = Workspace(tmp_path)
    desk.save(manuscript, "写出草稿")
    assert desk.load(manuscript.id) == manuscript
    rows = draft_as_json(manuscript.drafted(), writer(endpoint).check(manuscript))
    told = next(row for row in rows["receipts"] if row["text"] == "推广企业办职工业余文化技术夜校。")
    assert rows["text"][told["start"] : told["end"]] == told["text"]
    assert [source["text"] for source in told["sources"]] == [NIGHT_SCHOOL]
    json.dumps(rows, ensure_ascii=False)


def test_the_page_shows_a_receipt_after_its_sentence(endpoint: FakeEndpoint) -> None:
    endpoint.answer = copied
    manuscript, _ = drafted(writer(endpoint), planned())
    text, backing = manuscript.drafted().text(), marks.Backing(manuscript.evidence.notes)
    html = marks.render(text, writer(endpoint).check(manuscript), backing, receipts=manuscript.drafted().receipts())
    after = html.split(NIGHT_SCHOOL + "。")[1]
    assert after.startswith('<mark class="basis"')
    assert NIGHT_SCHOOL in after.split("</mark>")[0]


def test_a_sentence_that_names_no_note_goes_back_and_is_marked_where_that_does_not_help(endpoint: FakeEndpoint) -> None:
    bare = "夜校越办越红火。"
    replies = {"helps": f"1：{NIGHT_SCHOOL}NAME。", "keeps": f"1：{bare}", "names another": f"1：{bare[:-1]}⟦N1⟧。"}
    for how, reply in replies.items():
        asked: list[Request] = []

        def answer(request: Request, reply: str = reply, asked: list[Request] = asked) -> Answer:
            if asked_for(request) != TRAINING:
                return copied(request)
            if is_repair(request):
                asked.append(request)
                return reply.replace("NAME", name_of(request, "夜校"))
            return f"举办培训班{slot_of(request, '103期')}。{bare}"

        endpoint.answer = answer
        manuscript, steps = drafted(writer(endpoint), planned())
        assert "没有注明依据哪条笔记" in asked[0].text
        report = writer(endpoint).check(manuscript)
        found = [f for f in report.findings if f.kind == "unsourced-claim" and "夜校" in f.text]
        if how == "helps":
            assert section_of(steps, TRAINING).text == f"举办培训班103期。{NIGHT_SCHOOL}。"
            assert rested_on(manuscript, f"{NIGHT_SCHOOL}。") == [NIGHT_SCHOOL]
            assert not found
        else:
            assert found, how
            assert found[0].severity is not Severity.INFO


def test_a_slot_that_cannot_be_filled_is_explained_and_goes_back(endpoint: FakeEndpoint) -> None:
    wrong = {"{F99}": "清单里没有F99", "{sum F1 F3}": "单位不同", "{F1": "括号没有写完", "{times F1 F3}": "没有“times”"}
    for slot, why in wrong.items():
        for helps in (True, False):
            asked: list[Request] = []

            def answer(request: Request, slot: str = slot, helps: bool = helps, asked: list[Request] = asked) -> Answer:
                if asked_for(request) != TRAINING:
                    return copied(request)
                trained, people = slot_of(request, "103期"), slot_of(request, "2500人次")
                if is_repair(request):
                    asked.append(request)
                    return f"1：受训职工{people}。" if helps else f"1：受训职工{slot}。"
                return (
                    f"举办培训班{trained}。受训职工"
                    + slot.replace("F1", trained[1:-1]).replace("F3", people[1:-1])
                    + "。"
                )

            endpoint.answer = answer
            manuscript, steps = drafted(writer(endpoint), planned())
            text = section_of(steps, TRAINING).text
            assert "请补上" in asked[0].text or "编号有误" in asked[0].text
            if helps:
                assert text == "举办培训班103期。受训职工2500人次。", slot
            else:
                assert FAULTY in text
                assert why in text
                (error,) = [f for f in writer(endpoint).check(manuscript).errors if f.text.startswith(FAULTY)]
                assert error.kind == "placeholder"


def test_receipts_survive_a_revision_of_one_section_and_go_with_a_sentence_typed_by_hand(
    endpoint: FakeEndpoint,
) -> None:
    endpoint.answer = copied
    model = writer(endpoint)
    manuscript, steps = drafted(model, planned())
    section = section_of(steps, TRAINING)

    def one_more(request: Request) -> str:
        kept = request.text.split("<现有文字>\n")[-1].split("\n</现有文字>")[0].split("\n")
        assert "⟦N" in kept[1]
        return f"{kept[1]}\n职工夜校照常推广{name_of(request, '夜校')}。"

    endpoint.answer = one_more
    after = model.revise(manuscript, "压缩生产竞赛和培训这一部分").kept()
    first = section.text.split("\n")[1]
    assert rested_on(after, first) == rested_on(manuscript, first)
    assert rested_on(after, "职工夜校照常推广。") == [NIGHT_SCHOOL]
    others = [s for s in after.drafted().sections if s.id != section.id]
    assert others == [s for s in manuscript.drafted().sections if s.id != section.id]
    typed = after.with_section(section.id, f"{first}\n职工夜校办得很好。")
    assert [r.sentence for r in typed.drafted().section(section.id).receipts] == [first]
    told = [f.text for f in model.check(typed).findings if f.message.startswith("写这句时")]
    assert "职工夜校办得很好。" not in told, "what the user types needs no note"


def test_where_the_model_is_gone_the_offline_sentences_have_receipts_too(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply(status=500)
    manuscript, _ = drafted(writer(endpoint), planned())
    assert Role.WORK in {section.role for section in manuscript.drafted().sections}
    assert rested_on(manuscript, "举办培训班103期，受训职工2500人次。") == ["培训班103期，受训职工2500人次"]
    assert not [f for f in writer(endpoint).check(manuscript).findings if f.message.startswith("写这句时")]


def test_boilerplate_goes_back_to_be_replaced_by_a_note_that_is_not_told_yet(endpoint: FakeEndpoint) -> None:
    empty = "进一步强化措施，狠抓落实，扎实推进各项工作。"
    asked: list[str] = []

    def answer(request: Request) -> Answer:
        if asked_for(request) != TRAINING:
            return copied(request)
        school, trained = name_of(request, "夜校"), slot_of(request, "103期")
        if is_repair(request):
            asked.append(request.text)
            assert f"{school}" in request.text.split("还没有写到的笔记号：")[1].split("\n")[0]
            return f"1：{NIGHT_SCHOOL}{school}。"
        return f"举办培训班{trained}。{empty}"

    endpoint.answer = answer
    _, steps = drafted(writer(endpoint), planned())
    assert "放在哪个单位都能用" in asked[0]
    assert "可换成笔记里还没用的" not in asked[0]
    assert section_of(steps, TRAINING).text == f"举办培训班103期。{NIGHT_SCHOOL}。"
