"""Notes in places: offsets are the notes' own, and what is of the time to come is known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.claims.ground import segments

NOTES = "食堂：就餐1386人\n抽检4次。消毒柜温度不够，当天修好。\n24年：仓库换防潮架\n打算：添两张床\n其他：没有"


def test_what_is_of_the_time_to_come_is_known_by_its_label_or_year() -> None:
    planned = {s.text for s in segments("n", NOTES, 2023) if s.planned}
    assert planned == {"24年：仓库换防潮架", "打算：添两张床"}
    assert "24年：仓库换防潮架" not in {s.text for s in segments("n", NOTES, 2024) if s.planned}


def test_a_long_line_is_read_by_its_sentences_under_its_label() -> None:
    line = (
        "宣传："
        "发传单5000份，微信群里发提醒180条，村广播天天放，还做了三块展板"
        "。"
        "请县里讲了一堂课，来了八十多人，讲完发了小册子和口罩"
        "。"
    )
    found = segments("n", line, 2023)
    assert len(found) == 2
    assert found[1].said.startswith("宣传 请县里")
    assert line[found[1].start : found[1].end] == found[1].text


@given(st.text(alphabet="查改换。；：，\n 12年明打算ab\t", max_size=160), st.integers(2000, 2030))
def test_places_stand_where_they_say(text: str, year: int) -> None:
    for segment in segments("n", text, year):
        assert text[segment.start : segment.end] == segment.text
        assert segment.text.strip()
