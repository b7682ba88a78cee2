"""Names of notes: taken off whatever way the stream is cut, kept as receipts where the note has to do with the sentence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.citing import Citable, NameStream, cited
from assistant.drafting.offered import slotted_lines
from tests.drafting.drafts import assignment

JOB = assignment("镇工会笔记\n\n维权\n工资集体协议累计50家\n劳动竞赛19次，创效83万\n给困难职工送了慰问金", "维权")
NOTES = Citable(JOB)
AGREEMENTS, CONTEST, GIFTS = "工资集体协议累计50家", "劳动竞赛19次，创效83万", "给困难职工送了慰问金"


def rests(text: str) -> list[tuple[str, list[str]]]:
    written = cited(text, NOTES)
    return [(receipt.sentence, [source.text for source in receipt.sources]) for receipt in written.receipts]


def test_every_line_but_the_heading_has_its_name_in_the_prompt() -> None:
    assert slotted_lines(JOB).split("\n") == [
        "维权",
        "⟦N3⟧工资集体协议累计{F1}",
        "⟦N4⟧劳动竞赛{F2}，创效{F3}",
        "⟦N5⟧给困难职工送了慰问金",
    ]


@pytest.mark.parametrize(
    ("text", "plain", "sources"),
    [
        ("签订工资集体协议50家⟦N3⟧。", "签订工资集体协议50家。", [AGREEMENTS]),
        ("签订工资集体协议50家。⟦N3⟧", "签订工资集体协议50家。", [AGREEMENTS]),
        ("签订工资集体协议50家。 ⟦ n3 ⟧", "签订工资集体协议50家。", [AGREEMENTS]),
        ("⟦N3⟧签订工资集体协议50家。", "签订工资集体协议50家。", [AGREEMENTS]),
        ("签订工资集体协议50家[[N3]]。", "签订工资集体协议50家。", [AGREEMENTS]),
        ("签订工资集体协议50家（N3）。", "签订工资集体协议50家。", [AGREEMENTS]),
        ("签订工资集体协议50家 (N2, N3)。", "签订工资集体协议50家。", [AGREEMENTS]),
        ("签订工资集体协议50家【N3】。", "签订工资集体协议50家。", [AGREEMENTS]),
        ("签订工资集体协议，慰问困难职工，开展劳动竞赛⟦N3-N5⟧。", "签订工资集体协议，慰问困难职工，开展劳动竞赛。", [AGREEMENTS, CONTEST, GIFTS]),
        ("开展劳动竞赛，慰问困难职工⟦N4、N5⟧。", "开展劳动竞赛，慰问困难职工。", [CONTEST, GIFTS]),
        ("开展劳动竞赛⟦N4⟧，慰问困难职工⟦N5⟧。", "开展劳动竞赛，慰问困难职工。", [CONTEST, GIFTS]),
        ("开展劳动竞赛⟦F2⟧。", "开展劳动竞赛。", [CONTEST]),
        # no such note; a note that has nothing to do with it; a heading; nothing; half a name
        ("开展劳动竞赛⟦N99⟧。", "开展劳动竞赛。", []),
        ("开展劳动竞赛⟦N5⟧。", "开展劳动竞赛。", []),
        ("开展劳动竞赛⟦无⟧。", "开展劳动竞赛。", []),
        ("开展劳动竞赛⟦⟧。", "开展劳动竞赛。", []),
        ("开展劳动竞赛。", "开展劳动竞赛。", []),
        ("开展劳动竞赛⟦N4。", "开展劳动竞赛。", []),
        ("开展劳动竞赛⟧。", "开展劳动竞赛。", []),
    ],
)  # fmt: skip
def test_names_become_receipts(text: str, plain: str, sources: list[str]) -> None:
    assert rests(text) == [(plain, sources)]


def test_a_name_at_the_head_of_a_line_is_the_next_sentence_s_and_one_on_a_line_of_its_own_the_last_one_s() -> None:
    text = "⟦N4⟧开展劳动竞赛。\n⟦N5⟧慰问困难职工。\n签订工资集体协议。\n⟦N3⟧\n完。"
    assert rests(text) == [
        ("开展劳动竞赛。", [CONTEST]),
        ("慰问困难职工。", [GIFTS]),
        ("签订工资集体协议。", [AGREEMENTS]),
        ("完。", []),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "〔2024〕12号",
        "[图片]",
        "【待补充：几家？】",
        "甲 乙\n丙",
        "发口罩（N95）",
        "（一）维权",
        "五一前（N",
        "[N",
        "文件〔N",
        "x]",
    ],
)
def test_other_brackets_are_ordinary_text(text: str) -> None:
    assert cited(text, NOTES).text == text


PIECES = [
    "⟦N3⟧",
    "⟦",
    "⟧",
    "⟦N3",
    "N4",
    "[[",
    "[N5]",
    "]",
    "【",
    "】",
    "\n",
    " ",
    "。",
    "劳动竞赛",
    "〔",
    "，",
    "-",
    "待补充：",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=14).map("".join), st.data())
def test_any_cut_of_the_stream_gives_the_same(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=10)))
    stream = NameStream(NOTES.unmistakable)
    got = "".join(stream.feed(text[a:b]) for a, b in pairwise([0, *cuts, len(text)])) + stream.close()
    assert got == stream.written(NOTES).text
    assert stream.written(NOTES) == cited(text, NOTES)


def test_a_broken_name_may_go_on_in_the_next_piece() -> None:
    text = "⟦N3⟧⟦N3⟧⟦⟦N3\n\n"
    for cut in range(len(text)):
        stream = NameStream(NOTES.unmistakable)
        assert stream.feed(text[:cut]) + stream.feed(text[cut:]) + stream.close() == cited(text, NOTES).text


@given(st.text().filter(lambda text: not set(text) & set("⟦⟧〚〛[［【〔（(")))
def test_text_without_brackets_is_unchanged(text: str) -> None:
    assert cited(text, NOTES).text == text


def test_a_section_is_shown_with_its_names_and_gives_the_same_text_and_receipts_again() -> None:
    from assistant.draft import Role, Section

    written = cited("签订工资集体协议50家⟦N3⟧。开展劳动竞赛⟦N4⟧！\n慰问困难职工⟦N5⟧", NOTES)
    section = Section("s1", Role.WORK, "一、维权", written.text, written.receipts)
    assert cited(NOTES.named(section), NOTES) == written
