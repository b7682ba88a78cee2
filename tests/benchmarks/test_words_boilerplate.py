from __future__ import annotations

from benchmarks.words.boilerplate import Judged, padding, score
from benchmarks.words.sets import Label, Sentence


def judged(text: str, label: Label, *flags: tuple[int, int]) -> Judged:
    return Judged(Sentence("b1", "texts/x", 1, 0, len(text), text), label, flags)


def test_a_sentence_is_flagged_as_a_whole_or_in_part() -> None:
    text = "高度重视，狠抓落实。"
    assert judged(text, Label("boilerplate"), (0, 10)).whole
    part = judged(text, Label("boilerplate"), (0, 4))
    assert not part.whole
    assert part.clauses == ((0, 4),)


def test_enumerators_and_masked_years_are_no_digits() -> None:
    assert judged("3、20xx年加强管理。", Label("boilerplate")).digitless
    assert judged("一是加强管理。", Label("boilerplate")).digitless
    assert not judged("3、检查46次。", Label("concrete")).digitless


def test_scores_count_what_is_right_wrong_and_missed() -> None:
    items = [
        judged("高度重视。", Label("boilerplate"), (0, 5)),
        judged("狠抓落实。", Label("boilerplate")),
        judged("修好水泵。", Label("concrete"), (0, 5)),
        judged("检查46次，成效显著。", Label("mixed", padding=((6, 10),)), (6, 10)),
    ]
    found = score(items, ["concrete"])
    assert (found.right, found.wrong, found.missed) == (1, 1, 1)
    assert padding(items) == (1, 1, 1, 1)
