from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.fingerprints import Fingerprints
from knowledge.library import Library
from knowledge.reports import built_in_reports
from knowledge.splitting import Passage, passages
from knowledge.winnowing import RUN, winnowed
from knowledge.wording import Wording

OURS = [p for report in built_in_reports() for p in passages(report)]


def texts(some: list[Passage]) -> dict[str, str]:
    return {p.id: p.text for p in some}


@settings(max_examples=60)
@given(st.data())
def test_every_run_of_thirty_characters_is_found_whatever_stands_around_it(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from([p for p in OURS if len(p.text) > RUN + 10]))
    start = data.draw(st.integers(0, len(source.text) - RUN))
    before, after = (
        data.draw(st.text(alphabet="甲乙丙丁。", max_size=50)),
        data.draw(st.text(alphabet="戊己庚。", max_size=50)),
    )
    text = before + source.text[start : start + RUN] + after
    found = Fingerprints.of([source]).runs(text, lambda ids: texts([source]))
    assert any(run.start <= len(before) and run.end >= len(before) + RUN for run in found)
    assert all(text[r.start : r.end] == source.text[r.at : r.at + r.end - r.start] for r in found)


def test_twenty_nine_characters_are_not_enough() -> None:
    source = OURS[5]
    assert Fingerprints.of([source]).runs(f"甲{source.text[3:32]}乙", lambda ids: texts([source])) == []
    assert winnowed("短") == []


def test_a_reposted_report_is_one_family() -> None:
    report = [p for p in OURS if p.document == OURS[0].document]
    other = [replace(p, id=f"x{p.id}", document="再发") for p in report]
    clause = max(
        (c for p in report for c in re.split("[，。；：、\n]", p.text)),
        key=lambda c: sum("\u4e00" <= x <= "\u9fff" for x in c),
    )
    assert Fingerprints.of(report).families_with(clause) == 1
    assert Fingerprints.of([*report, *other]).families_with(clause) == 1
    third = replace(report[0], id="y", document="别的", text="别的单位的报告，写的是别的事情。" * 3 + clause + "。")
    assert Fingerprints.of([*report, *other, third]).families_with(clause) == 2
    assert Fingerprints.of(report).families_with("短句") == 0
    asked = [clause, "短句", "没有一份报告这样写过的一句话"]
    assert Fingerprints.of([*report, *other, third]).families_of(asked) == {clause: 2}


def test_the_wording_of_a_library_is_kept_beside_it(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        wording = Wording.beside(library)
        run = wording.taken(f"开头。{library.passages()[7].text}")[0]
        assert run.passage.id == library.passages()[7].id
        assert (tmp_path / "library" / "fingerprints.sqlite3").exists()
        with Library.open(tmp_path / "library", shared=True) as reading:
            assert Wording.beside(reading).taken(library.passages()[7].text)[0].passage.id == run.passage.id
