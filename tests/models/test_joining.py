"""Joining a continuation: whatever way it begins, and however it is cut into pieces, nothing comes twice."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.joining import DONE, Joiner, parted

SENTENCES = [
    "今年签订集体协议{F12}。",
    "培训职工{F3}，比去年多。",
    "困难职工走访到户！",
    "【待补充：人数是多少？】\n",
    "明年继续。",
]


def joined(given_text: str, *pieces: str) -> str | None:
    joiner = Joiner(given_text)
    text = given_text + "".join(map(joiner.feed, pieces)) + joiner.close()
    return None if joiner.failed else text


@pytest.mark.parametrize(
    ("text", "whole", "half"),
    [
        ("甲。乙", "甲。", "乙"),
        ("甲。", "甲。", ""),
        ("甲", "", "甲"),
        ("他说“好。”乙", "他说“好。”", "乙"),
        ("【待补充：几人？】乙", "【待补充：几人？】", "乙"),
        ("甲\n乙", "甲\n", "乙"),
        ("", "", ""),
    ],
)
def test_parted(text: str, whole: str, half: str) -> None:
    assert parted(text) == (whole, half)


@given(st.integers(0, len("".join(SENTENCES)) - 1), st.integers(0, 2), st.data())
def test_a_model_that_begins_the_half_sentence_anew(cut: int, repeated: int, data: st.DataObject) -> None:
    """Also where it first tells one or two whole sentences again."""
    text = "".join(SENTENCES)
    whole, _ = parted(text[:cut])
    told = [s for s in SENTENCES if whole.endswith(s) or s in whole]
    again = "".join(told[len(told) - repeated :]) if 0 < repeated <= len(told) and cut > len(whole) else ""
    again = again if all(len(s.strip()) >= 6 for s in told[len(told) - repeated :]) else ""
    rest = again + text[len(whole) :]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(rest)))))
    assert joined(text[:cut], *(rest[a:b] for a, b in pairwise([0, *cuts, len(rest)]))) == text


@pytest.mark.parametrize(
    ("said", "rest", "whole"),
    [
        ("甲乙丙丁。", "\n第二段。", "甲乙丙丁。\n第二段。"),
        ("甲乙丙丁。培训职工三", "培训职工三次。", "甲乙丙丁。培训职工三次。"),
        ("甲乙丙丁。培训职工三", "全年培训职工三次。", "甲乙丙丁。培训职工三次。"),
        ("甲乙丙丁。", "好的，接着写：\n第二段。", "甲乙丙丁。\n第二段。"),
        ("甲乙丙丁。", "好的。第二段。", "甲乙丙丁。第二段。"),
        ("甲乙丙丁。", DONE, "甲乙丙丁。"),
        ("甲乙丙丁。", f"第二段。{DONE}", "甲乙丙丁。第二段。"),
        ("甲乙丙丁。", "（完成率高）第二段。", "甲乙丙丁。（完成率高）第二段。"),
        ("甲乙丙丁。", "第二段（完", "甲乙丙丁。第二段（完"),
        ("甲乙丙丁。半", DONE, None),
        ("甲乙丙丁。走访企业", "与此无关的话。", None),
        ("甲乙丙丁。", "", "甲乙丙丁。"),
    ],
)
def test_seams(said: str, rest: str, whole: str | None) -> None:
    assert joined(said, rest) == joined(said, *rest) == whole


@given(st.text("甲乙丙。\n", max_size=30), st.text("甲乙丙。\n（完）", max_size=60))
def test_what_was_given_is_never_changed(said: str, rest: str) -> None:
    found = joined(said, *rest)
    assert found is None or found.startswith(said)
