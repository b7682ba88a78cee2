"""Amounts in wishes: read, counted, asked for once more, and told plainly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.draft import Role
from assistant.drafting.model import ModelWriter
from assistant.errors import InputError
from assistant.manuscript import Manuscript, Revision
from assistant.models.scripted import ScriptedModel
from assistant.talking.amounts import Measure, amount_in, counted
from assistant.talking.reading import read
from assistant.talking.request import Intent
from assistant.writer import Writer
from tests.test_model_path import NOTES

BEFORE = "某" * 400


@pytest.mark.parametrize(
    ("wish", "measure", "least", "most"),
    [
        ("少一半", Measure.CHARACTERS, 160, 240),
        ("第三部分太长，砍掉一半", Measure.CHARACTERS, 160, 240),
        ("压到一半", Measure.CHARACTERS, 160, 240),
        ("压缩三分之一", Measure.CHARACTERS, 227, 307),
        ("压缩到三分之一", Measure.CHARACTERS, 93, 173),
        ("缩短20%", Measure.CHARACTERS, 280, 360),
        ("压到三成", Measure.CHARACTERS, 80, 160),
        ("两百字以内", Measure.CHARACTERS, None, 200),
        ("控制在200字", Measure.CHARACTERS, None, 200),
        ("不超过一百五十字", Measure.CHARACTERS, None, 150),
        ("300字左右", Measure.CHARACTERS, 270, 330),
        ("写成120个字", Measure.CHARACTERS, 108, 132),
        ("至少500字", Measure.CHARACTERS, 500, None),
        ("把存在的问题改成三条", Measure.ITEMS, 3, 3),
        ("分两点写", Measure.ITEMS, 2, 2),
        ("最后一段缩成一句话", Measure.SENTENCES, None, 1),
        ("三句话说清", Measure.SENTENCES, None, 3),
        ("合成一段", Measure.PARAGRAPHS, 1, 1),
        ("分成两段", Measure.PARAGRAPHS, 2, 2),
        ("太长了", Measure.CHARACTERS, None, 399),
        ("再展开一点", Measure.CHARACTERS, 401, None),
    ],
)
def test_amounts_are_read(wish: str, measure: Measure, least: int | None, most: int | None) -> None:
    amount = amount_in(wish, BEFORE)
    assert amount is not None
    assert (amount.measure, amount.least, amount.most) == (measure, least, most)


@pytest.mark.parametrize(
    "wish",
    [
        "再具体点",
        "语气庄重些",
        "把“推进”两个字换掉",
        "删掉讲三条例的那句",
        "加上：11月又建会2家",
        "按笔记重写",
        "加几个字",
    ],
)
def test_what_names_no_amount(wish: str) -> None:
    assert amount_in(wish, BEFORE) is None


def test_counting() -> None:
    assert counted("建会2家。 新增 会员。", Measure.CHARACTERS) == 10
    assert counted("一是甲；二是乙。三是丙。", Measure.ITEMS) == 3
    assert counted("1.甲\n2.乙", Measure.ITEMS) == 2
    assert counted("（一）甲\n说甲。\n（二）乙\n说乙。", Measure.ITEMS) == 2
    assert counted("甲。\n\n乙。", Measure.PARAGRAPHS) == 2
    assert counted("甲。乙！丙", Measure.SENTENCES) == 3


@pytest.mark.parametrize(
    "text", ["少一半", "两百字以内", "改成三条", "200字左右就行", "三句话说清", "分成两段", "第二部分压到一半"]
)
def test_they_are_wishes(text: str) -> None:
    assert read(text).intent is Intent.REVISE


def revised(answers: list[str] | Callable[[object], str], wish: str) -> tuple[Revision, ScriptedModel]:
    offline = Writer()
    drafted = offline.write(offline.take(Manuscript("m"), NOTES))
    section = next(s for s in drafted.drafted().sections if s.role is Role.WORK)
    model = ScriptedModel(answers, size=100)  # type: ignore[arg-type]
    revision = Writer(None, ModelWriter(model)).revise(drafted, wish, section.id).revision
    assert revision is not None
    return revision, model


def test_an_obeyed_wish_is_asked_once_and_told() -> None:
    revision, model = revised(["一是甲；二是乙；三是丙。"], "改成三条")
    assert len(model.requests) == 1
    assert revision.remark.startswith("改后3条")


def test_a_wish_that_was_not_obeyed_is_asked_for_once_more_with_the_count() -> None:
    revision, model = revised(["说了很多话。" * 40, "说了几句话。" * 10], "一百字以内")
    assert len(model.requests) == 2
    asked = model.requests[1][-1].text
    assert "上一次改出来是240字" in asked
    assert "不超过100字" in asked
    assert counted(revision.after.text, Measure.CHARACTERS) == 60
    assert "改后60字" in revision.remark


def test_what_stays_too_long_is_said_plainly_and_the_nearer_one_kept() -> None:
    revision, model = revised(["说了很多话。" * 30, "说了很多话。" * 50], "一百字以内")
    assert len(model.requests) == 2
    assert counted(revision.after.text, Measure.CHARACTERS) == 180
    assert "没有做到" in revision.remark
    assert "180字" in revision.remark


def test_what_came_out_too_short_is_asked_for_from_the_old_text() -> None:
    revision, model = revised(["短。", "说了几句话。" * 25], "150字左右")
    assert "短。" not in model.requests[1][-1].text.split("<现有文字>\n")[-1].split("\n</现有文字>")[0].split("\n")
    assert "改后150字" in revision.remark


def test_offline_says_what_it_can_and_what_came_out() -> None:
    writer = Writer()
    drafted = writer.write(writer.take(Manuscript("m"), NOTES))
    section = next(s for s in drafted.drafted().sections if s.role is Role.WORK)
    three = writer.revise(drafted, "改成三条", section.id).revision
    assert three is not None
    assert "改后3条" in three.remark
    with pytest.raises(InputError, match=r"现在\d+字，没有可以去掉的套话和括注，做不到\d+到\d+字；请说明删哪一句"):
        writer.revise(drafted, "少一半", section.id)
    padded = drafted.with_section(section.id, "建会9家（含上年结转的单位）。" + section.text)
    half = writer.revise(padded, "少一半", section.id).revision
    assert half is not None
    assert "没有做到" in half.remark
    assert "离线只去套话和括注" in half.remark
