"""What a query asks for: figures, names and words of asking fall away; part, kind and synonyms are told."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asking import understood
from knowledge.kinds import KINDS
from knowledge.tokens import terms


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("8月12日走访困难职工26户，每户800元，共2.08万元", "走访困难职工 ，每户 ，共"),
        ("劳动竞赛怎么写", "劳动竞赛"),
        ("帮我写一段送清凉", "送清凉"),
        ("枫林坳镇参保18640人", "镇参保"),
        ("违建拆了多少宗", "违建拆了 宗"),
        ("各乡镇改厕", "各乡镇改厕"),
        ("新农村建设", "新农村建设"),
        ("中心小学食堂", "中心小学食堂"),
    ],
)
def test_figures_names_and_words_of_asking_fall_away(query: str, left: str) -> None:
    assert understood(query).text == left


def test_the_users_own_names_fall_away() -> None:
    asked = understood("鸢尾泊镇总工会在泊东冷库建会", ["鸢尾泊镇总工会", "泊东冷库", "在"])
    assert asked.text == "在 建会"


@pytest.mark.parametrize(
    ("query", "role"),
    [
        ("存在的问题怎么写", "problems"), ("工会有哪些不足", "problems"), ("短板", "problems"),
        ("明年打算", "next"), ("下一步怎么干", "next"), ("下半年安排", "next"),
        ("主要成效", "results"), ("开头怎么写", "opening"), ("结尾套话", "closing"),
        ("问题厕所整改", ""), ("计划生育奖扶", ""), ("完成目标任务的情况", ""), ("高考成绩", ""), ("工会建会", ""),
    ],
)  # fmt: skip
def test_the_part_of_a_report_is_told_from_the_query(query: str, role: str) -> None:
    assert understood(query).role == role


def test_words_for_a_part_weigh_less_than_the_matter() -> None:
    weights = understood("民兵工作的不足").weights
    assert weights["民兵"] == 1.0
    assert 0 < weights["不足"] < 1
    assert understood("不足").weights["不足"] == 1.0, "where nothing else is asked, they are the matter"


@pytest.mark.parametrize(
    ("query", "kind"),
    [("国土所的执法", "land-office"), ("民兵点验", "armed-forces"), ("医保参保率", "medical-insurance")],
)
def test_the_kind_is_hinted_at(query: str, kind: str) -> None:
    assert kind in understood(query).kinds


def test_what_many_kinds_say_hints_at_none() -> None:
    assert understood("培训会议宣传").kinds == frozenset() or len(understood("培训会议宣传").kinds) <= 3
    assert understood("学习").kinds == frozenset()


def test_synonyms_are_added_at_a_lower_weight_and_told() -> None:
    asked = understood("外卖小哥入会")
    assert asked.stands_for["骑手"] == "外卖小哥"
    assert 0 < asked.weights["骑手"] < asked.weights["入会"] == 1.0
    assert understood("水稻亩产").stands_for == {}


def test_a_synonym_that_was_said_keeps_its_weight() -> None:
    assert understood("骑手和快递员").weights["快递"] == 1.0


@given(st.text(max_size=60), st.lists(st.text(max_size=4), max_size=3))
def test_any_query_is_understood(text: str, names: list[str]) -> None:
    asked = understood(text, names)
    assert all(0 < weight <= 1 for weight in asked.weights.values())
    assert asked.kinds <= {kind.slug for kind in KINDS}


def test_the_groups_are_sound() -> None:
    data = tomllib.loads((files("knowledge") / "synonyms.toml").read_text(encoding="utf-8"))["group"]
    assert {group["why"] for group in data} == {"talk", "short", "name", "part"}
    assert all(len(group["words"]) > 1 and all(terms(word) for word in group["words"]) for group in data)
    twice = [word for word, n in Counter(word for group in data for word in group["words"]).items() if n > 1]
    assert twice == [], "a word of two groups would join them"


def test_the_cues_are_sound() -> None:
    data = tomllib.loads((files("knowledge") / "cues.toml").read_text(encoding="utf-8"))
    for entry in data["role"]:
        for word in entry["words"]:
            assert understood(f"民兵{word}").role == entry["role"], word
        for compound in entry["unless"]:
            assert understood(f"民兵{compound}").role == "", compound
