"""Work in the background with a model behind it, over real HTTP: what a message means, a change, a cut; counted and stopped."""

from __future__ import annotations

import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.manuscript import Manuscript
from assistant.models.port import Watch
from assistant.settings import Settings
from assistant.ui import talk
from assistant.ui.jobs import Board, Job
from assistant.workspace import Workspace
from assistant.writer import Writer, writer_for
from tests.fake_endpoint import FakeEndpoint, Reply

UNCLEAR = "感觉差点意思"
USED = {"prompt_tokens": 70, "completion_tokens": 30}


@pytest.fixture
def endpoint() -> Iterator[FakeEndpoint]:
    with FakeEndpoint() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "desk")


def model(endpoint: FakeEndpoint, tmp_path: Path, **limits: int) -> Writer:
    settings = Settings(
        endpoint.url, "m", timeout=20.0, home=tmp_path, price_prompt=Decimal(10), price_completion=Decimal(10), **limits
    )  # type: ignore[arg-type]
    return writer_for(settings, choice="model")


def drafted(desk: Workspace) -> Manuscript:
    writer = Writer()
    return desk.save(writer.write(writer.take(desk.new(), "劳动竞赛19次\n新增会员1850人")), "写出草稿")


def heard(desk: Workspace, writer: Writer, text: str = UNCLEAR) -> tuple[Job, Manuscript]:
    before = drafted(desk)
    said = desk.save(before.saying(before.chat[0].speaker if before.chat else talk.Speaker.USER, text), "对话")
    return Board().hear(desk, writer, said, text, "s1"), said


def told(desk: Workspace, manuscript: Manuscript) -> list[str]:
    return [message.text for message in desk.load(manuscript.id).chat]


def test_what_an_unclear_message_means_is_asked_off_the_page_and_counted(
    endpoint: FakeEndpoint, desk: Workspace, tmp_path: Path
) -> None:
    endpoint.answer = Reply('{"intent": "ask"}', usage=USED)
    job, said = heard(desk, model(endpoint, tmp_path), "劳动竞赛那块咋样")
    assert job.wait(5)
    assert told(desk, said)[1:-1] == ["这次共用 100 个词元（输入 70，输出 30），约合 不到 0.01 元。"]
    assert "劳动竞赛19次" in told(desk, said)[-1]


def test_an_unclear_wish_is_done_on_the_same_meter(endpoint: FakeEndpoint, desk: Workspace, tmp_path: Path) -> None:
    endpoint.answer = lambda request: Reply(
        '{"intent": "revise"}' if "intent" in request.text else "全年办劳动竞赛19次。", usage=USED
    )
    job, said = heard(desk, model(endpoint, tmp_path))
    assert job.wait(5)
    assert desk.load(said.id).revision is not None
    assert "这次共用 200 个词元" in told(desk, said)[-2]


def test_a_slow_model_is_stopped_and_the_words_are_kept_to_be_clicked(
    endpoint: FakeEndpoint, desk: Workspace, tmp_path: Path
) -> None:
    endpoint.answer = Reply('{"intent": "ask"}', pause=30)
    job, said = heard(desk, model(endpoint, tmp_path))
    time.sleep(0.3)
    assert not job.ended
    begun = time.monotonic()
    job.watch.stop()
    assert job.wait(3)
    assert time.monotonic() - begun < 1
    assert "已停下模型“m”" in told(desk, said)[-1]
    assert talk.left_open(desk.load(said.id)) == UNCLEAR


def test_the_limit_holds_for_a_message_too(endpoint: FakeEndpoint, desk: Workspace, tmp_path: Path) -> None:
    endpoint.answer = Reply("改文字吧", usage=USED)
    job, said = heard(desk, model(endpoint, tmp_path, budget_tokens=90))
    assert job.wait(5)
    assert len(endpoint.requests) == 1, "the second question would go beyond the limit"
    assert "到了你设的上限 90" in told(desk, said)[-1]
    assert talk.left_open(desk.load(said.id)) == UNCLEAR


def test_nonsense_and_a_dead_endpoint_leave_the_words_to_be_clicked(
    endpoint: FakeEndpoint, desk: Workspace, tmp_path: Path
) -> None:
    for answer in ("改文字吧", Reply(status=401)):
        endpoint.answer = answer
        job, said = heard(desk, model(endpoint, tmp_path))
        assert job.wait(5)
        assert talk.left_open(desk.load(said.id)) == UNCLEAR
        assert desk.load(said.id).drafted() == said.drafted()


def test_a_change_is_stopped_and_costs_nothing_but_itself(
    endpoint: FakeEndpoint, desk: Workspace, tmp_path: Path
) -> None:
    endpoint.answer = Reply("劳动竞赛19次。", last_pause=30)
    said = drafted(desk)
    job = Board().revise(desk, model(endpoint, tmp_path), said, "第一部分写得再具体点", None)
    time.sleep(0.5)
    job.watch.stop()
    assert job.wait(3)
    now = desk.load(said.id)
    assert now.drafted() == said.drafted()
    assert now.revision is None
    assert any(text.startswith("这次共用") for text in told(desk, said))


def test_one_piece_of_work_is_counted_by_itself(endpoint: FakeEndpoint, tmp_path: Path) -> None:
    endpoint.answer = Reply('{"intent": "ask"}', usage=USED)
    writer = model(endpoint, tmp_path, budget_tokens=150)
    offline = Writer()
    manuscript = offline.write(offline.take(Manuscript("m"), "劳动竞赛19次\n新增会员1850人"))
    for _ in range(3):
        own = writer.begin(Watch())
        own.understood(manuscript, UNCLEAR)
        assert "100 个词元" in own.spending
    assert writer.spending == ""


@pytest.mark.parametrize(
    ("notes", "asked"),
    [("办劳动竞赛19次\n新增会员1850人", True), ("青峦镇总工会2023年\n办劳动竞赛19次\n新增会员1850人", False)],
)
def test_a_unit_that_no_note_names_is_asked_for(desk: Workspace, notes: str, asked: bool) -> None:
    taken = desk.save(Writer().take(desk.new(), notes), "笔记")
    assert Board().draft(desk, Writer(), taken).wait(20)
    last = told(desk, taken)[-1]
    assert "草稿写好了" in last
    assert ("标题改成××镇" in last) is asked
