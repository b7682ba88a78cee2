"""Versions of one report among many others: found by their words, however many reports are stored, and no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.library.size_texts import reports
from knowledge.database import file_database
from knowledge.reports import Report
from knowledge.splitting import passages
from knowledge.texts import Texts
from knowledge.writing import Entry


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[Texts]:
    opened = Texts(file_database(tmp_path / "texts.sqlite3"))
    yield opened
    opened.close()


def put(texts: Texts, *made: Report) -> None:
    with texts.writing() as writing:
        for report in made:
            writing.put(Entry(report, passages(report)))


def family_of(texts: Texts, document: str) -> str:
    return next(s.family for s in texts.summaries() if s.document == document)


def shortened(report: Report, document: str, share: float) -> Report:
    lines = report.text.splitlines()
    return replace(report, document=document, text="\n".join(lines[: round(len(lines) * share)]))


def test_of_many_reports_only_versions_are_one_family(texts: Texts) -> None:
    many = list(reports(150, seed=11))
    put(texts, *many)
    assert max(Counter(s.family for s in texts.summaries()).values()) == 1
    for n in (3, 70, 149):
        cut = shortened(many[n], f"版本{n}.txt", 0.8)
        put(texts, cut)
        assert family_of(texts, cut.document) == family_of(texts, many[n].document)


def test_a_version_that_holds_two_others_makes_them_one_family(texts: Texts) -> None:
    first, second = (replace(r, period="2024年", title="甲镇2024年工作总结") for r in reports(2, seed=5))
    put(texts, first, second)
    assert family_of(texts, first.document) != family_of(texts, second.document)
    put(texts, replace(first, document="合.txt", text=f"{first.text}\n{second.text}"))
    assert family_of(texts, first.document) == family_of(texts, second.document) == family_of(texts, "合.txt")
    assert {p.document for p in texts.passages()} == {"合.txt"}


def test_a_version_without_a_year_does_not_join_two_years(texts: Texts) -> None:
    (first,) = (replace(r, period="2023年", title="甲镇2023年工作总结") for r in reports(1, seed=8))
    put(texts, first)
    put(texts, replace(first, document="不详.txt", title="工作总结", period="全年", text=first.text + "\n附一句。"))
    put(
        texts,
        replace(first, document="后.txt", title="甲镇2024年工作总结", period="2024年", text=first.text + "\n又一句。"),
    )
    assert family_of(texts, "不详.txt") == family_of(texts, first.document) != family_of(texts, "后.txt")


def test_joined_anew_the_families_are_the_same(texts: Texts) -> None:
    some = list(reports(12, seed=2))
    put(texts, *some, *(shortened(r, f"短{r.document}", 0.8) for r in some[:4]))
    before = texts.summaries()
    with texts.writing() as writing:
        writing.clear_passages()
        for document in texts.documents():
            writing.join_anew(document)
        list(writing.choose_anew())
    assert texts.summaries() == before
    assert sum(not s.found for s in before) == 4
