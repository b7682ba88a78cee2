"""The workspace keeps every version, survives restarts, and holds no key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.draft import Draft, Role, Section
from assistant.errors import WorkspaceError
from assistant.facts import facts_of
from assistant.manuscript import Manuscript, Revision, Speaker
from assistant.notes import Notes
from assistant.outline import outline_of
from assistant.workspace import _BODY, Workspace

NOTES = "镇工会2024年工作\n建会50家，慰问40余人次，经费2.5万元\n满意率95%，提高6.8个百分点\n8月4日至15日办班"


def full(workspace: Workspace) -> Manuscript:
    notes = Notes.of(NOTES)
    facts = facts_of(notes)
    section = Section("s1", Role.WORK, "一、建会", "建会50家。")
    draft = Draft("总结", (section, Section("s2", Role.NEXT, "二、下一步", "接着建。")))
    made = replace(
        workspace.new(), notes=notes, facts=facts, outline=outline_of(notes, facts), draft=draft, title="总结"
    )
    return replace(made, revision=Revision("压缩", section, replace(section, text="建50家。"))).saying(
        Speaker.USER, "你好"
    )


def test_what_is_saved_comes_back_equal_after_a_restart(tmp_path: Path) -> None:
    saved = full(Workspace(tmp_path))
    Workspace(tmp_path).save(saved, "起草")
    assert Workspace(tmp_path).load(saved.id) == saved


def test_every_change_is_a_version_and_no_change_is_none(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    first = workspace.save(full(workspace), "起草")
    workspace.save(first, "没有变化")
    workspace.save(first.with_section("s1", "建会51家。"), "手改")
    assert [(v.number, v.why) for v in workspace.versions(first.id)] == [(2, "手改"), (1, "起草")]
    assert workspace.load(first.id, 1) == first
    assert workspace.load(first.id).drafted().section("s1").text == "建会51家。"


def test_the_list_shows_the_latest_first_and_deleting_takes_the_versions_along(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    one, two = workspace.save(full(workspace), "a"), workspace.save(full(workspace), "b")
    workspace.save(one.saying(Speaker.USER, "再来"), "c")
    assert [e.id for e in workspace.entries()] == [one.id, two.id]
    workspace.delete(one.id)
    assert workspace.versions(one.id) == ()
    with pytest.raises(WorkspaceError, match="找不到"):
        workspace.load(one.id)


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceError, match="打不开工作区"):
        Workspace(tmp_path / "file" / "below")


@given(st.text(max_size=300))
def test_any_text_of_a_section_comes_back_byte_for_byte(text: str) -> None:
    made = Manuscript(
        id="x", draft=Draft("题", (Section("s", Role.WORK, "一、", text.encode("utf-8", "ignore").decode()),))
    )
    assert _BODY.validate_json(_BODY.dump_json(made)) == made


def test_keeping_a_revision_changes_its_section_and_no_other(tmp_path: Path) -> None:
    before = full(Workspace(tmp_path))
    after = before.kept()
    assert after.drafted().section("s1").text == "建50家。"
    assert after.drafted().section("s2") is before.drafted().section("s2")
    assert after.revision is None
    assert before.undone().drafted() == before.drafted()
