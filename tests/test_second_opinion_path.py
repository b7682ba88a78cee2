"""A second opinion over real HTTP: an honest model, one that lies, one that answers nonsense, and one that fails."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.draft import Draft, Role, Section
from assistant.errors import InputError
from assistant.facts import facts_of
from assistant.findings import Report, Severity
from assistant.manuscript import Manuscript
from assistant.notes import Notes
from assistant.settings import Settings
from assistant.writer import Writer, writer_for
from tests.fake_endpoint import FakeEndpoint, Reply, Request

ROOT = Path(__file__).resolve().parent.parent
NOTES = "客服科 2023\n接电话 5200个\n有人嫌语音菜单绕，砍掉两层\n8月系统瘫了半天，工程师从省城赶来才弄好\n"
TOLD = "根据来电人的意见，完善了语音菜单流程。"
MADE_UP = "开展了服务礼仪轮训。"
TEXT = f"全年接听电话5200个。{TOLD}{MADE_UP}严格执行首问负责制。"
QUOTE = "有人嫌语音菜单绕，砍掉两层"


@pytest.fixture
def endpoint() -> Iterator[FakeEndpoint]:
    with FakeEndpoint() as running:
        yield running


def writer(endpoint: FakeEndpoint) -> Writer:
    return writer_for(Settings(endpoint.url, "m", SecretStr("sk-x"), timeout=5.0), choice="model")


def manuscript() -> Manuscript:
    notes = Notes.of(NOTES, "笔记.txt")
    sections = (
        Section("s1", Role.WORK, "一、主要工作", TEXT),
        Section("s2", Role.WORK, "二、其他工作", "接听电话5200个。"),
    )
    draft = Draft("客服科2023年工作总结", sections)
    return replace(Manuscript("m", title=draft.title), notes=notes, facts=facts_of(notes), draft=draft)


def claims(report: Report) -> dict[str, Severity]:
    return {f.text: f.severity for f in report.findings if f.kind == "unsourced-claim"}


def listed(request: Request) -> list[str]:
    block = request.text.split("<分句>\n")[1].split("\n</分句>")[0]
    return [re.sub(r"^[0-9]+：", "", line) for line in block.split("\n")]


def answering(endpoint: FakeEndpoint, quotes: dict[str, str]) -> None:
    def answer(request: Request) -> str:
        return "\n".join(f"{n}：{quotes.get(clause, '无')}" for n, clause in enumerate(listed(request), start=1))

    endpoint.answer = answer


def test_an_honest_model_clears_what_it_can_quote_and_denies_the_rest(endpoint: FakeEndpoint) -> None:
    answering(endpoint, {"完善了语音菜单流程": QUOTE})
    before, opinion = claims(writer(endpoint).check(manuscript())), writer(endpoint).second_opinion(manuscript())
    after = claims(opinion.report)
    assert "完善了语音菜单流程" in before
    assert "完善了语音菜单流程" not in after
    assert {"开展了服务礼仪轮训", "严格执行首问负责制"} <= set(after)
    assert opinion.trouble == ""
    assert len(endpoint.requests) == 1
    assert "严格执行首问负责制" not in listed(endpoint.requests[0])


def test_a_model_that_invents_quotes_clears_nothing(endpoint: FakeEndpoint) -> None:
    endpoint.answer = lambda request: "\n".join(
        f"{n}：笔记里写明了{clause}" for n, clause in enumerate(listed(request), start=1)
    )
    assert claims(writer(endpoint).second_opinion(manuscript()).report) == claims(writer(endpoint).check(manuscript()))


def test_a_model_that_quotes_something_else_clears_nothing(endpoint: FakeEndpoint) -> None:
    endpoint.answer = lambda request: "\n".join(f"{n}：接电话 5200个" for n in range(1, len(listed(request)) + 1))
    assert claims(writer(endpoint).second_opinion(manuscript()).report) == claims(writer(endpoint).check(manuscript()))


def test_nonsense_is_asked_about_once_more_and_ignored(endpoint: FakeEndpoint) -> None:
    endpoint.answer = "都有依据，可以放心签字。"
    assert claims(writer(endpoint).second_opinion(manuscript()).report) == claims(writer(endpoint).check(manuscript()))
    assert len(endpoint.requests) == 2


def test_where_the_model_fails_the_checkers_own_report_stands_and_the_trouble_is_told(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply(status=401, error="bad key")
    opinion = writer(endpoint).second_opinion(manuscript())
    assert claims(opinion.report) == claims(writer(endpoint).check(manuscript()))
    assert "这次没有复核" in opinion.trouble
    assert "sk-x" not in opinion.trouble


def test_without_a_model_there_is_no_second_opinion() -> None:
    with pytest.raises(InputError, match="没有接大模型"):
        Writer().second_opinion(manuscript())


def youju(tmp_path: Path, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("YOUJU_")}
    return subprocess.run(
        [sys.executable, "-c", "from assistant.cli import main; main()", *map(str, arguments)],
        capture_output=True, text=True, cwd=ROOT, env=kept | {"YOUJU_HOME": str(tmp_path)} | more, check=False, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    draft, notes = tmp_path / "draft.md", tmp_path / "notes.txt"
    draft.write_text(manuscript().drafted().text(), encoding="utf-8")
    notes.write_text(NOTES, encoding="utf-8")
    return draft, notes


def test_the_command_line_asks_only_when_told_and_gives_the_class_of_each_claim(
    endpoint: FakeEndpoint, tmp_path: Path, files: tuple[Path, Path]
) -> None:
    draft, notes = files
    answering(endpoint, {"完善了语音菜单流程": QUOTE})
    own = {"YOUJU_BASE_URL": endpoint.url, "YOUJU_MODEL": "m", "YOUJU_API_KEY": "sk-x"}
    common = ("check", draft, "--notes", notes, "--library", "none", "--format", "json")
    plain = youju(tmp_path, *common, **own)
    assert endpoint.requests == []
    asked = youju(tmp_path, *common, "--second-opinion", **own)
    assert len(endpoint.requests) == 1, asked.stderr
    found = {
        name: {f["text"]: f["claim"] for f in json.loads(run.stdout)[0]["findings"] if f["kind"] == "unsourced-claim"}
        for name, run in (("plain", plain), ("asked", asked))
    }
    assert found["plain"]["严格执行首问负责制"] == found["asked"]["严格执行首问负责制"] == "compliance"
    assert "完善了语音菜单流程" in found["plain"]
    assert "完善了语音菜单流程" not in found["asked"]


def test_the_command_line_says_what_a_second_opinion_needs(tmp_path: Path, files: tuple[Path, Path]) -> None:
    draft, notes = files
    without_notes = youju(tmp_path, "check", draft, "--library", "none", "--second-opinion")
    assert (without_notes.returncode, "要有笔记" in without_notes.stderr) == (2, True)
    without_model = youju(tmp_path, "check", draft, "--notes", notes, "--library", "none", "--second-opinion")
    assert (without_model.returncode, "还没有设置模型" in without_model.stderr) == (2, True)
