"""Slots: filled with the note's own figure or exact arithmetic, alike however the stream is cut."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.arithmetic import FORMS
from assistant.drafting.slots import FAULTY, SlotFact, Slots, SlotStream
from assistant.figures.mentions import Kind
from assistant.figures.reading import read

Q, P = Kind.QUANTITY, Kind.PERCENT


def fact(fact_id: str, text: str, value: str | None, unit: str, kind: Kind = Q, period: str = "") -> SlotFact:
    return SlotFact(fact_id, text, None if value is None else Decimal(value), unit, kind, "", period)


FACTS = Slots.of(
    [
        fact("F1", "50家", "50", "家", period="今年"),
        fact("F2", "45家", "45", "家", period="去年"),
        fact("F3", "约500人", "500", "人"),
        fact("F4", "40余人次", "40", "人次"),
        fact("F5", "83万元", "830000", "元"),
        fact("F6", "2.23亿元", "223000000", "元"),
        fact("F7", "95%", "95", "%", P),
        fact("F8", "88.2﹪", "88.2", "%", P),
        fact("F9", "8月4日至15日", None, "", Kind.DATE),
        fact("F10", "0家", "0", "家"),
        fact("F11", "近5000名", "5000", "名"),
        fact("F12", "2023年", None, "", Kind.DATE),
        fact("F13", "第三届", "3", "届", Kind.ORDINAL),
        fact("F14", "三家", "3", "家"),
        fact("F15", "120名", "120", "名"),
        fact("F16", "80人", "80", "人"),
        fact("F17", "30个", "30", "个"),
        fact("F18", "364212元", "364212", "元"),
        fact("F19", "6.8个百分点", "6.8", "个百分点", Kind.POINTS),
        fact("F20", "4—5所", "4", "所"),
        fact("F21", "百分之九十", "90", "%", P),
        fact("F22", "1.5公顷", "1.5", "公顷"),
        fact("F23", "10亩", "10", "亩"),
        fact("F24", "二〇二三年", None, "", Kind.DATE),
        fact("F25", "12项", "12", "项"),
        fact("F26", "35家", "35", "家"),
        fact("F27", "1.98亿元", "198000000.00", "元"),
    ]
)


def filled(text: str) -> str:
    return FACTS.fill(text)[0]


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("签订{F1}。", "签订50家。"),
        ("{F1}", "50家"),
        ("{F1}{F2}", "50家45家"),
        ("服务{F4}，", "服务40余人次，"),
        ("｛F1｝与{{F1}}与{ f1 }", "50家与50家与50家"),
        # the unit once more
        ("签订{F1}家企业", "签订50家企业"),
        ("签订{F1}家", "签订50家"),
        ("{F4}人次", "40余人次"),
        ("{F4}余人次", "40余人次"),
        ("{F6}亿元", "2.23亿元"),
        ("{F6}元资金", "2.23亿元资金"),
        ("{F7}%，{F8}%，{F21}％", "95%，88.2﹪，百分之九十"),
        ("{F19}个百分点", "6.8个百分点"),
        ("{F19}百分点", "6.8个百分点"),
        ("{F12}年，", "2023年，"),
        ("{growth F1 F2}%", "11.1%"),
        ("{sum F1 F2}家", "95家"),
        # what only looks like it
        ("{F17}个体户", "30个个体户"),
        ("{F12}年底", "2023年年底"),
        ("{F24}三年", "二〇二三年三年"),
        ("{F14}家家户户", "三家家家户户"),
        ("{F25}项目", "12项项目"),
        ("{F16}人次", "80人"),
        # the unit after a space, or another classifier before what is counted
        ("签订{F1} 家企业", "签订50家企业"),
        ("{F1}个企业", "50家企业"),
        ("{F4}名职工", "40余人次职工"),
        ("{F16}个人奖", "80人个人奖"),
        ("{F1}名师工作室", "50家名师工作室"),
        ("{F5}个项目", "83万元个项目"),
        # the qualifier in other words, before or after
        ("大约{F3}", "约500人"),
        ("近{F3}职工", "约500人职工"),
        ("约{F4}", "40余人次"),
        ("超过{F4}", "40余人次"),
        ("{F3}左右", "约500人"),
        ("{F4}余", "40余人次"),
        ("{F11}名左右职工", "近5000名职工"),
        ("{F1}左右", "50家左右"),  # the checker judges what a model adds to an exact figure
        ("约{F1}", "约50家"),
        ("{F3}余款", "约500人余款"),
        ("合约{F3}", "合约约500人"),
        # the qualifier once more
        ("约{F3}", "约500人"),
        ("共约{F3}", "共约500人"),
        ("第{F13}", "第三届"),
        ("附近{F11}", "附近近5000名"),
        ("节约{F3}", "节约约500人"),
        ("{F1}约{F3}", "50家约500人"),
        ("近{F11}名职工", "近5000名职工"),
    ],
)
def test_facts(text: str, becomes: str) -> None:
    assert FACTS.fill(text) == (becomes, ())


@pytest.mark.parametrize(
    ("form", "becomes"),
    [
        ("sum F1 F2", "95家"),
        ("sum F1 F2 F14", "98家"),
        ("sum F1, F2、F14", "98家"),
        ("sum(F1, F2)", "95家"),
        ("SUM f1 f2", "95家"),
        ("sum F5 F6", "22383万元"),
        ("sum F5 F18", "1194212元"),
        ("sum F15 F16", "200名"),
        ("diff F2 F1", "5家"),
        ("diff F6 F27", "2500万元"),
        ("diff F15 F16", "40名"),
        ("growth F1 F2", "11.1%"),
        ("growth F26 F1", "30%"),
        ("share F26 F1", "70%"),
        ("rate F1 F2", "111.1%"),
        ("ratio F1 F14", "16.7倍"),
        ("multiple F1 F26", "1.4倍"),
        ("mean F1 F2", "47.5家"),
        ("mean F1 F2 F14", "32.67家"),
        ("points F7 F8", "6.8个百分点"),
        ("points F21 F7", "5个百分点"),
    ],
)
def test_arithmetic(form: str, becomes: str) -> None:
    assert FACTS.fill(f"计{{{form}}}。") == (f"计{becomes}。", ())


@pytest.mark.parametrize(
    ("slot", "why"),
    [
        ("F99", "清单里没有F99"),
        ("sum F1 F99", "清单里没有F99"),
        ("sum F1", "两条以上"),
        ("sum F1 F1", "各不相同"),
        ("growth F1", "两条事实"),
        ("share F1 F2 F14", "两条事实，这里有3条"),
        ("sun F1 F2", "没有“sun”这种算式"),
        ("F1 F2", "没有“F1”这种算式"),
        ("sum F1 F5", "单位不同"),
        ("sum F16 F4", "不是确数"),
        ("diff F3 F16", "不是确数"),
        ("sum F20 F20x", "清单里没有F20x"),
        ("diff F9 F12", "不是可以计算的数"),
        ("sum F13 F1", "不是可以计算的数"),
        ("growth F1 F10", "不能作比较的基数"),
        ("share F10 F10x", "没有F10x"),
        ("ratio F1 F10", "不能作比较的基数"),
        ("growth F2 F1", "先写今年"),
        ("growth F7 F8", "要用 points"),
        ("diff F7 F8", "要用 points"),
        ("mean F7 F8", "不能直接平均"),
        ("points F1 F2", "只用于两个百分数"),
        ("share F1 F26", "大于整体"),
        ("sum F22 F23", "换算不尽"),
        ("diff F1 F7", "单位不同"),
    ],
)
def test_a_bad_slot_becomes_a_mark_and_a_problem(slot: str, why: str) -> None:
    text, (problem,) = FACTS.fill(f"前{{{slot}}}家后")
    mark = text.removeprefix("前").removesuffix("家后")
    assert mark.startswith(f"{FAULTY}{problem.why}")
    assert slot in mark
    assert why in problem.why
    (mention,) = read(mark)
    assert mention.kind is Kind.PLACEHOLDER
    assert mention.text == mark, "the checker sees one gap, no figure"
    assert problem.slot == f"{{{slot}}}"


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("前{F1", "前【待补充：编号有误，括号没有写完（写的是“F1”），请对照笔记写上正确的数，或删去这句话】"),
        ("前{F1，后", "前【待补充：编号有误，括号没有写完（写的是“F1”），请对照笔记写上正确的数，或删去这句话】，后"),
        (
            "前{growth F1\n后",
            "前【待补充：编号有误，括号没有写完（写的是“growth F1”），请对照笔记写上正确的数，或删去这句话】\n后",
        ),
        ("前{sum", "前【待补充：编号有误，括号没有写完（写的是“sum”），请对照笔记写上正确的数，或删去这句话】"),
        ("前{F1{F2}", "前【待补充：编号有误，括号没有写完（写的是“F1”），请对照笔记写上正确的数，或删去这句话】45家"),
    ],
)
def test_half_a_slot(text: str, becomes: str) -> None:
    got, problems = FACTS.fill(text)
    assert got == becomes
    assert len(problems) == 1


@pytest.mark.parametrize("text", ["{", "}", "{}", "前{甲}后", "{1}", "{{", "a}b{", "{\n", "集合{x，y", "{ "])
def test_other_braces_are_ordinary_text(text: str) -> None:
    assert FACTS.fill(text) == (text, ())


def test_equal_values_ask_for_other_words() -> None:
    slots = Slots.of([fact("F1", "5家", "5", "家"), fact("F2", "5户", "5", "户")])
    for form in ("diff", "growth"):
        assert "持平" in slots.fill(f"{{{form} F1 F2}}")[0]


def test_a_form_that_was_not_offered_is_refused_with_a_reason() -> None:
    known = [fact("F1", "50家", "50", "家"), fact("F2", "45家", "45", "家"), fact("F3", "35家", "35", "家")]
    slots = Slots.of(known, forms=[("growth", ("F1", "F2")), ("sum", ("F1", "F2"))])
    assert slots.fill("{growth F1 F2}，{sum F2 F1}")[0] == "11.1%，95家"
    for body in ("growth F2 F1", "sum F1 F3", "diff F1 F2", "share F3 F1"):
        text, (problem,) = slots.fill(f"共{{{body}}}。")
        assert text.startswith(f"共{FAULTY}")
        assert "可用算式里没有这一条" in problem.why


@given(
    st.sampled_from(sorted(FORMS)),
    st.lists(st.decimals("0", "1e25", allow_nan=False), min_size=2, max_size=3),
)
def test_arithmetic_never_fails_otherwise(form: str, values: list[Decimal]) -> None:
    slots = Slots.of([fact(f"F{n}", f"{value:f}家", f"{value:f}", "家") for n, value in enumerate(values)])
    text, problems = slots.fill(f"{{{form} {' '.join(f'F{n}' for n in range(len(values)))}}}")
    assert bool(problems) == text.startswith("【待补充：")


@pytest.mark.parametrize(
    ("now", "before", "becomes"),
    [
        ("1045", "1000", "4.5%"),
        ("10005", "10000", "0.1%"),
        ("9995", "10000", "0.1%"),
        ("10004", "10000", "持平"),
        ("20625", "20000", "3.1%"),
    ],
)
def test_growth_is_rounded_half_up_to_one_decimal(now: str, before: str, becomes: str) -> None:
    slots = Slots.of([fact("F1", now, now, ""), fact("F2", before, before, "")])
    assert becomes in slots.fill("{growth F1 F2}")[0]


def test_a_half_slot_is_held_back_and_ordinary_text_flows() -> None:
    stream = SlotStream(FACTS)
    shown = stream.feed("今年以来，全县共签订工资集体协议{F")
    assert shown
    assert "{" not in shown
    assert "今年以来，全县共签订工资集体协议".startswith(shown)
    shown += stream.feed("1")
    assert "{" not in shown
    assert shown + stream.feed("}。") + stream.close() == "今年以来，全县共签订工资集体协议50家。"
    assert stream.used == ["F1"]


PIECES = ["{F1}", "{F3}", "{F99}", "{sum F1 F2}", "{growth F2 F1}", "{{F4}}", "｛F7｝", "{", "}", "{F", "{F1"]
PIECES += [
    "家",
    "人次",
    "约",
    "附",
    "近",
    "%",
    "年",
    "底",
    "\n",
    " ",
    "甲乙丙丁戊己庚辛",
    "sum",
    "F1",
    "{甲}",
    "{ ",
]
PIECES += ["x" * 90, "{F" + "1 " * 50, "【", "】"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join), st.data())
def test_any_cut_of_the_stream_gives_the_same(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    stream = SlotStream(FACTS)
    got = "".join(stream.feed(text[a:b]) for a, b in pairwise([0, *cuts, len(text)])) + stream.close()
    assert (got, tuple(stream.problems)) == FACTS.fill(text)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_one_character_at_a_time_gives_the_same(text: str) -> None:
    stream = SlotStream(FACTS)
    assert "".join(map(stream.feed, text)) + stream.close() == filled(text)


@given(st.text().filter(lambda text: not set(text) & set("{}｛｝")))
def test_text_without_braces_is_unchanged(text: str) -> None:
    assert FACTS.fill(text) == (text, ())
