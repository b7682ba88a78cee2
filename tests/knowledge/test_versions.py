"""Masked words come back from another version of the report; figures, years and names do not."""

from __future__ import annotations

import pytest

from knowledge.versions import fillings

OTHER = "“维权”是今年花力气最多的一项。\n镇里把维权、互助、竞赛三件事排进了日程。\n职工议事的民主恳谈会开得热闹，在甲镇党委领导下，完成2019年任务，建会12家。"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("*是今年花力气最多的一项。", ["维权"]),
        ("镇里把*、互助、竞赛三件事排进了日程。", ["维权"]),
        ("职工议事的_恳谈会开得热闹。", ["民主"]),
        ("开得热闹，在*镇党委领导下，完成任务。", []),
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
    assert fillings(["镇里把*、互助、竞赛三件事排进了日程。"], [OTHER, other]) == []


def test_an_ambiguous_place_gives_nothing() -> None:
    twice = "认真做好工会维权工作和宣传工作。\n认真做好工会帮扶工作和宣传工作。"
    assert fillings(["认真做好工会*工作和宣传工作。"], [twice]) == []
