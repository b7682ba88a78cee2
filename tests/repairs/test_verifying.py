from __future__ import annotations

from assistant.repairs.verifying import nothing_new, same_figures, trimmed_well

TEXT = "高度重视安全工作。全年检查46次，有效保障了群众的安全。修路3公里。"
CUTS = [(0, 9), (17, 28)]
GOOD = "全年检查46次。修路3公里。"


def test_the_same_text_made_shorter_holds() -> None:
    assert trimmed_well(TEXT, GOOD, CUTS)


def test_a_figure_lost_or_added_does_not() -> None:
    assert not same_figures(TEXT, "全年检查。修路3公里。")
    assert not trimmed_well(TEXT, "全年检查。修路3公里。", CUTS)
    assert not trimmed_well(TEXT, "全年检查46次2人。修路3公里。", CUTS)


def test_new_words_do_not() -> None:
    assert not nothing_new(TEXT, "全年检查46次，组织演练比武。修路3公里。")
    assert not trimmed_well(TEXT, "全年检查46次，组织演练比武。修路3公里。", CUTS)


def test_a_sound_sentence_must_stay_byte_for_byte() -> None:
    assert not trimmed_well(TEXT, "全年检查46次。修了路3公里。", CUTS)


def test_an_empty_or_longer_text_does_not() -> None:
    assert not trimmed_well("高度重视。", "", [(0, 5)])
    assert not trimmed_well(TEXT, TEXT, CUTS)
