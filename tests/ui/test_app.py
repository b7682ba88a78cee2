from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.errors import InputError
from assistant.facts import facts_of
from assistant.manuscript import Manuscript
from assistant.notes import Notes
from assistant.settings import Settings, load
from assistant.ui import fact_table, style, talk
from assistant.ui.exports import file_name
from assistant.ui.guard import UNEXPECTED
from assistant.workspace import Workspace
from assistant.writer import Writer, writer_for
from tests.fake_endpoint import FakeEndpoint, Reply

APP = Path(__file__).resolve().parents[2] / "app.py"
NOTES = (APP.parent / "examples" / "乡镇工会年度总结.txt").read_text(encoding="utf-8")
KEY = "sk-very-secret-1234567890"
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> ![图](http://evil.example/x.png) 培训50人"


@pytest.fixture(autouse=True)
def _fresh_process() -> Iterator[None]:
    """Each test has shelves and a workspace of its own."""
    st.cache_resource.clear()
    yield
    from assistant.ui.shelf import shelves

    shelf = shelves()._shelf
    if shelf is not None:
        shelf.close()


def app(**query: str) -> AppTest:
    test = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in query.items():
        test.query_params[name] = value
    return test.run()


def html(test: AppTest) -> str:
    """All HTML on the page, but for the style sheet."""
    found = [element.proto.body for element in test.get("html")]
    return "\n".join(body for body in found if body not in (style.SHEET, style.LANGUAGE))


def say(test: AppTest, text: str) -> AppTest:
    test.chat_input[0].set_value(text).run()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and test.chat_input[0].disabled:
        time.sleep(0.1)
        test.run()
    return test


def only_report() -> Manuscript:
    desk = Workspace(load().home)
    return desk.load(desk.entries()[0].id)


def test_the_first_page_says_what_to_do_and_needs_no_heavy_import() -> None:
    test = app()
    assert "把今年的工作笔记粘贴进来" in html(test)
    assert not test.exception
    assert [b.label for b in test.button if b.key and b.key.startswith("example-")] == [
        "乡镇工会年度总结", "国土所年度总结", "志愿者协会财务总结",
    ]  # fmt: skip


def test_the_first_paint_imports_nothing_heavy(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys\nfrom streamlit.testing.v1 import AppTest\n"
        f"t = AppTest.from_file({str(APP)!r}, default_timeout=60).run()\n"
        "heavy = {'chromadb', 'langchain_core', 'langchain_openai', 'langchain_chroma', 'jieba', 'openai', 'docx'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=APP.parent, capture_output=True, text=True, timeout=100,
                          env={"PATH": "", "YOUJU_HOME": str(tmp_path), "HOME": str(tmp_path)})  # fmt: skip
    assert "HEAVY []" in done.stdout, done.stdout + done.stderr


def test_notes_become_a_draft_whose_figures_have_receipts() -> None:
    test = say(app(), NOTES)
    page = html(test)
    assert "读出33个数字" in page
    assert 'class="figure sourced"' in page
    assert "数字 <b>" in page
    saved = only_report()
    assert saved.draft is not None
    assert test.query_params["report"] == [saved.id] or test.query_params["report"] == saved.id


def test_kind_and_title_can_be_chosen_first() -> None:
    test = app()
    test.selectbox(key="kind").set_value(test.selectbox(key="kind").options[2])
    test.text_input(key="title").set_value("某某镇工会 2026年上半年总结")
    say(test, NOTES)
    saved = only_report()
    assert saved.drafted().title == "某某镇工会 2026年上半年总结"
    assert saved.kind == saved.drafted().kind != ""


def test_an_unusable_address_leaves_the_draft_readable() -> None:
    test = say(app(), NOTES)
    home = load().home
    (home / "settings.env").write_text("YOUJU_BASE_URL='nonsense'\nYOUJU_MODEL='m'\n", encoding="utf-8")
    again = app(report=only_report().id)
    assert 'class="figure sourced"' in html(again)
    answered = html(say(again, "把第二部分改成三条"))
    assert "写得不对" in answered
    assert not test.exception


def test_a_report_is_found_again_by_its_address() -> None:
    say(app(), NOTES)
    saved = only_report()
    assert saved.draft is not None
    again = app(report=saved.id)
    assert saved.draft.title in html(again)
    lost = app(report="there-is-none")
    assert "找不到编号为" in html(lost)


def test_one_section_changes_and_the_others_stay() -> None:
    test = say(say(app(), NOTES), "把第二部分改成三条")
    proposed = only_report()
    assert proposed.revision is not None
    assert "<del>" in html(test)
    before = proposed.drafted()
    test.button(key="keep-change").click().run()
    after = only_report().drafted()
    assert after.section(proposed.revision.before.id) == proposed.revision.after
    assert [s for s in after.sections if s.id != proposed.revision.before.id] == [
        s for s in before.sections if s.id != proposed.revision.before.id
    ]


def test_undoing_leaves_the_draft_as_it_was() -> None:
    test = say(say(app(), NOTES), "把第二部分改成三条")
    before = only_report().drafted()
    test.button(key="drop-change").click().run()
    assert only_report().drafted() == before
    assert only_report().revision is None


def test_what_cannot_be_done_is_answered_and_the_words_stay() -> None:
    test = say(say(app(), NOTES), "写得有文采一点")
    page = html(test)
    assert "写得有文采一点" in page
    assert "没看出要改哪一部分" in page
    assert not test.exception


def test_typing_in_a_section_is_checked_at_once() -> None:
    test = say(app(), NOTES)
    test.button(key="edit-s1").click().run()
    test.text_area(key="text-s1").set_value("培训职工99999人。").run()
    test.button(key="save-s1").click().run()
    page = html(test)
    assert 'class="figure error"' in page
    assert only_report().drafted().section("s1").text == "培训职工99999人。"
    why = html(say(test, "为什么标红"))
    assert "99999人" in why
    assert "要核对的有" in why


def test_hostile_notes_are_inert_text() -> None:
    test = say(app(), f"镇工会 2026年总结\n{EVIL}\n{EVIL}")
    page = html(test)
    assert not re.search(r"<(?!/?(?:p|mark|span|b|div|details|summary|ul|li|h1|h3|del|ins)\b)", page)
    assert "&lt;script&gt;" in page
    labels = [b.label for b in test.button] + [e.label for e in test.expander]
    labels += [m.value for m in test.markdown]
    assert not any(re.search(r"(?<!\\)!?\[[^\]]*(?<!\\)\]\(", label) for label in labels)


def test_a_hostile_title_is_inert_in_the_list_of_reports() -> None:
    desk = Workspace(load().home)
    writer = Writer()
    written = writer.write(writer.take(desk.new(), NOTES))
    hostile = replace(written.drafted(), title="![图](http://evil.example/x.png) :material/home: <b>x</b>")
    desk.save(replace(written, draft=hostile), "测试")
    test = app(report=written.id)
    label = next(b.label for b in test.button if b.key == f"open-{written.id}")
    assert not re.search(r"(?<!\\)[\[\]()<>!:]", label)
    assert "<b>x</b>" not in html(test)


def test_an_unforeseen_error_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(Workspace, "entries", broken)
    test = app()
    assert UNEXPECTED in html(test)
    assert "secret detail" not in html(test)
    assert not test.exception


def test_the_settings_page_never_shows_the_key() -> None:
    load().save(base_url="http://127.0.0.1:9/v1", model="m", api_key=KEY)
    test = page_of("settings_page")
    assert not test.exception
    shown = str([element.proto for element in test.main])
    assert KEY not in shown
    assert "已保存" in shown
    assert any("已保存" in field.label for field in test.text_input)


def page_of(module: str) -> AppTest:
    """One page alone: AppTest cannot follow ``st.navigation``."""
    script = f"from assistant.ui import {module}\n{module}.show()\n"
    return AppTest.from_string(script, default_timeout=60).run()


def test_a_key_is_saved_forgotten_by_the_form_and_cleared() -> None:
    test = page_of("settings_page")
    test.text_input(key="base_url-0").set_value("http://127.0.0.1:9/v1/chat/completions")
    test.text_input(key="model-0").set_value("m")
    test.text_input(key="api_key-0").set_value(KEY)
    next(b for b in test.button if b.label == "保存").click().run()
    assert load().api_key.get_secret_value() == KEY
    assert load().base_url == "http://127.0.0.1:9/v1"
    assert KEY not in str([element.proto for element in test.main])
    assert KEY not in repr(test.session_state)
    test.button(key="clear-api_key").click().run()
    assert not load().api_key.get_secret_value()


def test_a_bad_address_is_one_sentence_and_stays_typed() -> None:
    test = page_of("settings_page")
    test.text_input(key="base_url-0").set_value("deepseek")
    next(b for b in test.button if b.label == "保存").click().run()
    assert "接口地址" in html(test)
    assert "写得不对" in html(test)
    assert test.text_input(key="base_url-0").value == "deepseek"


def test_the_connection_is_tested_with_what_is_typed() -> None:
    with FakeEndpoint("好") as endpoint:
        test = page_of("settings_page")
        test.text_input(key="base_url-0").set_value(endpoint.url)
        test.text_input(key="model-0").set_value("m")
        next(b for b in test.button if b.label == "测试连接").click().run()
        assert "连接成功" in html(test)
        endpoint.answer = Reply(status=401)
        next(b for b in test.button if b.label == "测试连接").click().run()
        assert "连接成功" not in html(test)
    assert not load().base_url


def test_a_provider_is_picked_and_saved_with_its_address_and_model() -> None:
    test = page_of("settings_page")
    assert test.selectbox(key="preset").value == "自己填写"
    test.selectbox(key="preset").select("Kimi（月之暗面）").run()
    assert test.text_input(key="base_url-0").value == "https://api.moonshot.cn/v1"
    assert any("同时只能发一个请求" in caption.value for caption in test.caption)
    test.text_input(key="api_key-0").set_value(KEY)
    test.text_input(key="budget_tokens-0").set_value("50000")
    next(b for b in test.button if b.label == "保存").click().run()
    assert (load().preset, load().model, load().budget_tokens) == ("moonshot", "kimi-k2.5", 50000)
    assert page_of("settings_page").selectbox(key="preset").value == "Kimi（月之暗面）"
    test.selectbox(key="preset").select("DeepSeek").run()
    next(b for b in test.button if b.label == "保存").click().run()
    assert "原来的密钥没有沿用" in html(test)
    assert not load().api_key.get_secret_value()
    assert not test.exception


def test_a_saved_key_is_not_tried_at_another_address() -> None:
    load().save(base_url="https://api.deepseek.com/v1", model="m", api_key=KEY)
    with FakeEndpoint("好") as endpoint:
        test = page_of("settings_page")
        test.text_input(key="base_url-0").set_value(endpoint.url)
        next(b for b in test.button if b.label == "测试连接").click().run()
        assert "连接成功" in html(test)
        assert "authorization" not in endpoint.requests[0].headers


def test_a_model_that_fails_costs_nothing_that_was_typed() -> None:
    with FakeEndpoint(Reply(status=500)) as endpoint:
        load().save(base_url=endpoint.url, model="m")
        test = say(app(), NOTES)
    saved = only_report()
    assert saved.draft is not None
    assert any("离线方式写出" in message.text for message in saved.chat)
    assert NOTES in saved.notes.items[0].text
    assert not test.exception


def test_a_stopped_job_ends_at_once_with_a_whole_draft(tmp_path: Path) -> None:
    from assistant.ui.jobs import Board

    desk = Workspace(tmp_path / "desk")
    with FakeEndpoint(Reply("好。", last_pause=30)) as endpoint:
        settings = Settings(endpoint.url, "m", timeout=20.0, home=tmp_path)
        writer = writer_for(settings, choice="model")
        manuscript = desk.save(writer.take(desk.new(), NOTES), "收到笔记")
        job = Board().draft(desk, writer, manuscript)
        deadline = time.monotonic() + 10
        while not job.text and time.monotonic() < deadline:
            time.sleep(0.05)
        job.watch.stop()
        assert job.wait(5)
    saved = desk.load(manuscript.id)
    assert saved.draft is not None
    assert job.stopped
    told = [message.text for message in saved.chat]
    assert len([text for text in told if text.startswith("已停下模型“m”")]) == 1
    assert len([text for text in told if text.startswith("这次共用 约 ")]) == 1


# what needs no page


def test_wishes_are_told_apart_by_how_far_the_report_has_come() -> None:
    writer = Writer()
    empty = Manuscript("x")
    drafted = writer.write(writer.take(empty, NOTES))
    pending = writer.revise(drafted, "把第二部分改成三条")

    def intent(manuscript: Manuscript, text: str) -> str:
        heard = talk.heard(writer, manuscript, text)
        return heard.intent.value if heard else ""

    assert intent(empty, "会员发展") == ""
    assert intent(empty, "你好") == "chatter"
    assert intent(empty, NOTES) == intent(drafted, NOTES) == "notes"
    assert intent(drafted, "加笔记：新增会员30人") == "add"
    assert intent(drafted, "为什么标红") == "explain"
    assert intent(drafted, "重写草稿") == "redraft"
    assert intent(drafted, "第二部分重新写一下") == "revise"
    assert intent(pending, "好的") == "keep"
    assert intent(drafted, "好的") == "chatter"
    assert intent(pending, "撤销") == intent(drafted, "撤销") == "undo"


def test_a_drafted_report_is_talked_about_without_losing_a_word() -> None:
    test = say(say(app(), NOTES), "新增会员应该是1580人，不是1850人")
    assert "1580人" in only_report().drafted().text()
    notes = only_report().notes
    page = html(say(say(say(test, "好的主任"), "83万是哪来的"), "导出Word"))
    assert "创效83万元" in page
    assert "请点右上方的“导出”" in page
    assert only_report().notes == notes
    say(test, "撤销")
    assert "1850人" in only_report().drafted().text()
    assert "83万是哪来的" in [message.text for message in only_report().chat]
    say(test, "标题改成某某镇工会年终总结")
    assert only_report().drafted().title == "某某镇工会年终总结"
    say(test, "加上：11月又建会2家")
    proposed = only_report().revision
    assert proposed is not None
    assert "2家" in proposed.after.text
    assert not test.exception


def test_an_unclear_message_is_asked_about_with_two_buttons() -> None:
    test = say(say(app(), NOTES), "工会之友沙龙")
    assert "没看出这句话" in html(test)
    assert only_report().notes.items[-1].text.strip() == NOTES.strip()
    test.button(key="as-note").click().run()
    assert only_report().notes.items[-1].text == "工会之友沙龙"
    assert "as-note" not in [button.key for button in test.button]
    say(test, "感觉差点意思")
    test.button(key="as-wish").click().run()
    assert [m.text for m in only_report().chat].count("感觉差点意思") == 1
    assert not test.exception


def test_edits_of_the_table_become_facts() -> None:
    facts = facts_of(Notes.of("劳动竞赛19次\n培训班103期\n新增会员1850人"))
    edits = {
        "edited_rows": {0: {"figure": "20次"}, "2": {"period": "去年"}},
        "added_rows": [{"what": "慰问职工", "figure": "35人"}, {}],
        "deleted_rows": [1],
    }
    now = fact_table.edited(facts, edits)
    assert [(f.what, f.figure, f.period) for f in now] == [
        ("劳动竞赛", "20次", "本期"), ("新增会员", "1850人", "去年"), ("慰问职工", "35人", ""),
    ]  # fmt: skip
    assert fact_table.edited(facts, {"edited_rows": {}, "added_rows": [], "deleted_rows": []}) == facts


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ({"edited_rows": {1: {"figure": "很多"}}, "added_rows": [], "deleted_rows": []}, "第2行"),
        ({"edited_rows": {}, "added_rows": [{"what": "甲", "figure": None}], "deleted_rows": []}, "第4行"),
        ({"edited_rows": {}, "added_rows": [{"figure": "3人"}], "deleted_rows": []}, "数的是什么"),
    ],
)
def test_a_bad_row_is_named(edits: dict[str, Any], words: str) -> None:
    facts = facts_of(Notes.of("劳动竞赛19次\n培训班103期\n新增会员1850人"))
    with pytest.raises(InputError, match=words):
        fact_table.edited(facts, edits)


def test_a_title_becomes_a_file_name() -> None:
    assert file_name("镇工会2026年/上半年:总结", ".docx") == "镇工会2026年上半年总结.docx"
    assert file_name(" .. ", ".md") == "工作总结.md"
