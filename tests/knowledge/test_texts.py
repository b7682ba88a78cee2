"""The texts: one change at a time, copies kept once, one version of a family found, and indexes that can follow."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.database import file_database
from knowledge.errors import LibraryError
from knowledge.library import Library
from knowledge.reports import own_report
from knowledge.splitting import passages
from knowledge.texts import Texts, digest_of
from knowledge.writing import Entry

BODIES = (
    "全镇新建工会{n}家，发展会员{n}3人，开展集体协商1{n}次，慰问困难职工{n}7户，送清凉物资合计{n}.5万元，办理互助保障参保职工{n}00人。",
    "拆除违法建筑{n}处，核查卫片图斑{n}2个，办理农房确权登记{n}5宗，调处权属纠纷{n}起，复垦耕地{n}1亩，巡查矿山{n}次无安全事故。",
    "农贸市场消杀{n}轮，投放鼠药{n}0公斤，清理卫生死角{n}8处，新建公厕{n}座，培训保洁员{n}6人次，群众满意度比上年提高{n}个百分点。",
)


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[Texts]:
    opened = Texts(file_database(tmp_path / "texts.sqlite3"))
    yield opened
    opened.close()


def report(document: str, *bodies: int, n: int = 1, year: int = 0, family: str = "", mask: str = "") -> Entry:
    """A report whose sections are those bodies with figures of ``n``, each ``n`` another year."""
    heads = "一二三四五六"
    lines = [f"{document.removesuffix('.txt')}镇{year or 2020 + n}年工作总结"]
    for place, body in enumerate(bodies):
        lines += [f"{heads[place]}、第{body}项工作", BODIES[body].format(n=n) + mask]
    made = own_report(document, "\n".join(lines), "company")
    return Entry(made, passages(made), source=document, family=family)


def put(texts: Texts, *entries: Entry) -> None:
    with texts.writing() as writing:
        for entry in entries:
            writing.put(entry)


def remove(texts: Texts, *documents: str) -> None:
    with texts.writing() as writing:
        for document in documents:
            writing.remove(document)


def test_what_is_put_in_comes_out(texts: Texts) -> None:
    entry = replace(report("甲.txt", 0, 1), first_line=3, last_line=9)
    put(texts, entry)
    assert texts.report("甲.txt") == entry.report
    assert texts.passages() == entry.passages
    (summary,) = texts.summaries()
    assert (summary.source, summary.first_line, summary.last_line, summary.found) == ("甲.txt", 3, 9, True)
    assert summary.passages == len(entry.passages)
    assert summary.characters == sum(not c.isspace() for c in entry.report.text)
    assert texts.with_digest(digest_of(entry.report.text)) == entry.report
    assert texts.report("乙.txt") is None


def test_a_failed_change_leaves_nothing(texts: Texts) -> None:
    put(texts, report("甲.txt", 0))
    before = texts.change()
    with pytest.raises(ZeroDivisionError), texts.writing() as writing:  # noqa: PT012
        writing.put(report("乙.txt", 1))
        writing.remove("甲.txt")
        raise ZeroDivisionError
    assert [s.document for s in texts.summaries()] == ["甲.txt"]
    assert texts.change() == before


def test_near_identical_passages_are_kept_once_with_all_their_places(texts: Texts) -> None:
    put(texts, report("甲.txt", 0, 1, n=1), report("乙.txt", 0, 1, n=2), report("丙.txt", 1, n=3))
    shown = texts.passages()
    assert {p.document for p in shown} == {"甲.txt"}
    found, copies = texts.number_of_passages()
    assert (found, copies) == (len(shown), sum(s.passages for s in texts.summaries()) - len(shown))
    assert copies > 0
    places = texts.places([shown[-1].id])[shown[-1].id]
    assert [place.document for place in places] == ["甲.txt", "乙.txt", "丙.txt"]
    assert places[0].first_line == shown[-1].first_line


def test_a_copy_takes_the_place_of_what_is_deleted(texts: Texts) -> None:
    put(texts, report("甲.txt", 0, n=1), report("乙.txt", 0, n=2), report("丙.txt", 0, n=3))
    seen = texts.change()
    remove(texts, "甲.txt")
    assert {p.document for p in texts.passages()} == {"乙.txt"}
    assert [p.document for batch in texts.came(seen) for p in batch] == ["乙.txt"]
    assert len(texts.went(seen)) == 1
    assert [place.document for place in texts.places([texts.passages()[0].id])[texts.passages()[0].id]] == [
        "乙.txt",
        "丙.txt",
    ]
    put(texts, report("丁.txt", 0, n=4))
    assert {p.document for p in texts.passages()} == {"乙.txt"}, "the copy is known by its own words now"


def test_passages_of_another_kind_role_or_origin_are_no_copies(texts: Texts) -> None:
    first, second, third = report("甲.txt", 0, n=1), report("乙.txt", 0, n=2), report("丙.txt", 0, n=3)
    other = replace(second.report, kind="land-office")
    outside = replace(third.report, origin="other")  # type: ignore[arg-type]
    put(texts, first, Entry(other, passages(other)), Entry(outside, passages(outside)))
    assert {p.document for p in texts.passages()} == {"甲.txt", "乙.txt", "丙.txt"}


def test_of_a_family_the_longest_and_least_masked_version_is_found(texts: Texts) -> None:
    masked = report("甲.txt", 0, 1, 2, family="f", mask="某镇负责。")
    plain = report("乙.txt", 0, 1, 2, family="f", mask="枫岭镇负责。")
    short = report("丙.txt", 0, family="f")
    put(texts, short)
    assert {p.document for p in texts.passages()} == {"丙.txt"}
    put(texts, masked)
    assert {p.document for p in texts.passages()} == {"甲.txt"}
    put(texts, plain)
    assert {p.document for p in texts.passages()} == {"乙.txt"}
    assert {s.document: s.found for s in texts.summaries()} == {"甲.txt": False, "乙.txt": True, "丙.txt": False}
    remove(texts, "乙.txt")
    assert {p.document for p in texts.passages()} == {"甲.txt"}
    remove(texts, "甲.txt", "丙.txt")
    assert texts.passages() == ()


def test_names_are_told_apart_by_numbers(texts: Texts) -> None:
    put(texts, report("总结.txt", 0), report("总结（2）.txt", 1), report("总结%.txt", 2))
    with texts.writing() as writing:
        assert writing.free_name("总结.txt") == "总结（3）.txt"
        assert writing.free_name("新.txt") == "新.txt"


def test_a_file_is_known_while_all_of_its_reports_are_here(texts: Texts) -> None:
    with texts.writing() as writing:
        writing.put(report("甲.txt", 0))
        writing.put(report("乙.txt", 1))
        writing.came_in("d", ["甲.txt", "乙.txt"])
    assert {found.document for found in texts.of_file("d")} == {"甲.txt", "乙.txt"}
    assert texts.of_file("e") == []
    remove(texts, "乙.txt")
    assert texts.of_file("d") == []


def test_a_long_list_of_ids_is_asked_for_in_pieces(texts: Texts) -> None:
    put(texts, report("甲.txt", 0))
    (passage,) = texts.passages()
    assert texts.passages_of([f"x{n}" for n in range(1200)] + [passage.id]) == {passage.id: passage}
    assert texts.filtered([f"x{n}" for n in range(1200)] + [passage.id], "work", "own") == {passage.id}
    assert texts.filtered([passage.id], "next") == texts.filtered([passage.id], origin="other") == set()
    assert texts.passages_of([passage.id], role="next") == {}
    assert texts.passages_of([passage.id], origin="own") == {passage.id: passage}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "put", "remove", "rename", "cut"]),
        st.integers(0, 5),
        st.lists(st.integers(0, 2), min_size=1, max_size=3, unique=True),
        st.integers(1, 9),
        st.sampled_from(["", "", "f", "g"]),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_done_the_texts_hold_together(tmp_path_factory: pytest.TempPathFactory, steps: list) -> None:
    opened = Texts(file_database(tmp_path_factory.mktemp("texts") / "texts.sqlite3"))
    try:
        followed: set[str] = set()
        at = 0
        for what, number, bodies, n, family in steps:
            document = f"{'甲乙丙丁戊己'[number]}.txt"
            with opened.writing() as writing:
                _do(writing, what, document, report(document, *bodies, n=n, family=family))
            followed = (followed - set(opened.went(at))) | {p.id for batch in opened.came(at) for p in batch}
            at = opened.change()
            _holds_together(opened, followed)
    finally:
        opened.close()


def _do(writing, what: str, document: str, entry: Entry) -> None:
    if what == "remove":
        writing.remove(document)
    elif what == "cut":
        known = [row for row in "甲乙丙丁戊己" if writing.entry(f"{row}.txt")]
        writing.clear_passages()
        for name in known:
            writing.join_anew(f"{name}.txt")
        list(writing.choose_anew())
    elif what == "rename" and writing.entry(document) and not writing.entry(f"新{document}"):
        kept = writing.entry(document)
        renamed = replace(kept.report, document=f"新{document}")
        writing.remove(document)
        writing.remove(f"新{document}")
        writing.put(replace(kept, report=renamed, passages=passages(renamed)))
        writing.remove(f"新{document}")
    elif what == "put" and writing.known(digest_of(entry.report.text)) is None:
        writing.put(entry)


def _holds_together(texts: Texts, followed: set[str]) -> None:
    assert followed == texts.ids() == {p.id for p in texts.passages()}
    families: dict[str, list[bool]] = {}
    for summary in texts.summaries():
        stored = texts.report(summary.document)
        assert stored is not None
        assert summary.passages == (len(passages(stored)) if summary.found else 0)
        if summary.family:
            families.setdefault(summary.family, []).append(summary.found)
        else:
            assert summary.found
    assert all(found.count(True) == 1 for found in families.values())
    shown, copies = texts.number_of_passages()
    every = texts.places(sorted(texts.ids()))
    assert sum(map(len, every.values())) == shown + copies


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "texts.sqlite3"
    Texts(file_database(place)).close()
    with sqlite3.connect(place) as database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    database.close()
    with pytest.raises(LibraryError, match="先升级"):
        Texts(file_database(place))


@pytest.mark.parametrize("version", ["0.1.0", "0.2.0"])
def test_the_library_of_an_older_version_is_taken_over(tmp_path: Path, version: str) -> None:
    """The fixtures are databases as those versions wrote them, with one built-in report and two of the user's."""
    script = Path(__file__).parents[1] / "fixtures" / "library" / f"library-{version}.sql"
    with sqlite3.connect(tmp_path / "texts.sqlite3") as database:
        database.executescript(script.read_text(encoding="utf-8"))
        before = database.execute("SELECT document, title, kind, period, unit, text, digest FROM reports").fetchall()
    database.close()
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "stamp.json").write_text('{"embedding": "x", "passages": "y"}', encoding="utf-8")
    with Library.open(tmp_path) as library:
        own = [row for row in before if row[0] in {"甲.txt", "乙.txt"}]
        assert len(own) == 2
        for document, *fields, digest in own:
            stored = library.report(document)
            assert [stored.title, stored.kind, stored.period, stored.unit, stored.text] == fields
            assert digest_of(stored.text) == digest
        assert library.stats().built_in == 32
        listed = {s.document: s for s in library.reports()}
        assert all(s.characters and s.found != (s.passages == 0) for s in listed.values())
        assert {s.source for s in listed.values() if s.origin == "own"} == {"甲.txt", "乙.txt"}
        best = library.search("货船船员联合工会")[0].passage.document
        assert listed[best].origin == "own"
        assert any("丁家湾码头" in passage.text for passage in library.passages())
        again = library.add("又.txt", library.report("甲.txt").text.encode())
        assert (again.already, again.report.document) == (True, "甲.txt")
        library.delete(best)
    with Library.open(tmp_path) as library:
        assert library.stats().own == 1


def test_two_reports_of_the_first_version_that_differ_in_a_name_are_one_family(tmp_path: Path) -> None:
    script = Path(__file__).parents[1] / "fixtures" / "library" / "library-0.1.0.sql"
    with sqlite3.connect(tmp_path / "texts.sqlite3") as database:
        database.executescript(script.read_text(encoding="utf-8"))
    database.close()
    with Library.open(tmp_path) as library:
        listed = {s.document: s for s in library.reports() if s.origin == "own"}
        assert listed["甲.txt"].family == listed["乙.txt"].family
        assert [s.found for s in listed.values()].count(True) == 1
        library.delete(next(s.document for s in listed.values() if s.found))
        assert all(s.found for s in library.reports())
