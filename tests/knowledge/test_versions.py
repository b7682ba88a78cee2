"""Masked words come back from another version of the report; figures, years and names do not."""

from __future__ import annotations

import pytest

from knowledge.versions import fillings

OTHER = "“维权”是工会重中之重的工作。\n我们在维权、工会活动、会费收缴方面严格要求。\n参加正义的民主渠道作用很大，在甲镇党委领导下，完成2019年任务，建会12家。"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("*是工会重中之重的工作。", ["维权"]),
        ("我们在*、工会活动、会费收缴方面严格要求。", ["维权"]),
        ("参加正义的_渠道作用很大。", ["民主"]),
        ("作用很大，在*镇党委领导下，完成任务。", []),
        ("党委领导下，完成*年任务，建会。", []),
        ("完成2019年任务，建会*家。", []),
        ("从没有说过的*话在这里没有出处。", []),
    ],
)
def test_examples(text: str, words: list[str]) -> None:
    found = fillings([text], [OTHER])
    assert [filling.word for filling in found] == words
    assert all(text[f.start : f.end] in "*_" for f in found)


def test_versions_must_agree() -> None:
    other = OTHER.replace("维权", "帮扶")
    assert fillings(["我们在*、工会活动、会费收缴方面严格要求。"], [OTHER, other]) == []


def test_an_ambiguous_place_gives_nothing() -> None:
    twice = "认真做好工会维权工作和宣传工作。\n认真做好工会帮扶工作和宣传工作。"
    assert fillings(["认真做好工会*工作和宣传工作。"], [twice]) == []
