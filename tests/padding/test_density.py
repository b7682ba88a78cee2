from __future__ import annotations

import pytest

from assistant.padding.density import density, usual
from assistant.padding.lexicon import Lexicon

FIRM = "5月举办篮球赛，参加职工120人。检修水泵12台，更换水管300米，全部用上了。"
WORN = "高度重视，狠抓落实，扎实推进各项工作，取得了显著成效。坚持以人为本，不断提高服务水平，切实维护合法权益。"


def test_a_text_of_facts_is_dense_and_a_text_of_phrases_is_not() -> None:
    words = Lexicon.standard()
    firm, worn = density(FIRM, words), density(WORN, words)
    assert firm == 1.0
    assert worn == 0.0
    both = density(FIRM + WORN, words)
    assert both is not None
    assert 0.3 < both < 0.7


def test_a_text_too_short_has_no_density_and_few_samples_no_range() -> None:
    words = Lexicon.standard()
    assert density("修路3公里。", words) is None
    assert usual([FIRM] * 3, words) is None
    found = usual([FIRM, FIRM, WORN, FIRM + WORN], words)
    assert found is not None
    assert found.samples == 4
    assert found.low < 0.6 < found.high
    assert found.high == pytest.approx(1.0)
