"""Lies that once went unmarked."""

from __future__ import annotations

import pytest

from assistant.figures.provenance import judge
from assistant.figures.record import record
from assistant.figures.verdicts import Status

NOTES = "接待 20.1万人次（去年17.4万） 过夜 3.3万（去年2.6万）\n旅游收入 5100万元 去年4300万元\n门票 57万元 去年62万元 老人免票少了\n合同 138份 有毛病 17份"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        (
            "接待20.1万人次（去年17.4万人次），其中过夜3.3万人次（去年2.6万人次）。旅游收入5100万元（去年62万元），门票57万元。",
            "62万元",
        ),
        ("三资合同一百二十五份，有毛病17份。", "一百二十五份"),
    ],
)
def test_it_is_marked(text: str, figure: str) -> None:
    (verdict,) = [j for j in judge(text, record((("笔记", NOTES),))) if j.mention.text == figure]
    assert verdict.status not in (Status.SOURCED, Status.DERIVED)
