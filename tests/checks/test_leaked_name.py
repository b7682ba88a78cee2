"""Names of samples in a draft: flagged where the notes have them in no form, quiet on everything else."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from assistant.checks import Samples, check
from assistant.checks.leaked_name import _exceptions
from assistant.facts import added, confirmed, facts_of
from assistant.findings import Finding, Severity
from assistant.manuscript import Manuscript
from assistant.notes import Notes
from assistant.writer import Writer
from knowledge.reports import Report, built_in_reports
from knowledge.splitting import passages

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = sorted((ROOT / "tests" / "fixtures" / "notes").glob("*.txt"))
SAMPLE = Report(
    title="青岩镇总工会2023年工作总结", kind="township-union-year", period="2023年", level="乡镇", unit="青岩镇总工会",
    text="""青岩镇总工会2023年工作总结
一、组织建设
在石磴村、和平社区新建工会2家，鸿达纺织有限公司、笋坪砖厂工会换届。走访枫桠、大箐脚两村，三湖村送清凉。
二、服务职工
书记王建军带队慰问，在村口建成“阳光驿站”1处，排演小戏《借牛》。赴杭州学习一次，城西小学办暑托班。""",
    document="sample.md", origin="own",
)  # fmt: skip


def findings(draft: str, notes: str, document: str = "草稿") -> list[Finding]:
    given = Notes.of(notes, "笔记.txt")
    report = check(draft, document=document, evidence=confirmed(given, facts_of(given)), samples=_samples())
    return [f for f in report.findings if f.kind == "leaked-name"]


@cache
def _samples() -> Samples:
    return Samples.of(passages(SAMPLE))


@cache
def _built_in() -> Samples:
    return Samples.of(p for report in built_in_reports() for p in passages(report))


@pytest.mark.parametrize(
    ("draft", "flagged"),
    [
        ("在石磴村开展活动。", ["石磴村"]),
        ("石磴段已完工，石磴、枫桠一带通了路。", ["石磴段", "石磴", "枫桠"]),
        ("鸿达纺织有限公司、鸿达公司建会。", ["鸿达纺织有限公司", "鸿达公司"]),
        ("青岩镇总工会慰问职工。", ["青岩镇总工会"]),
        ("王建军带队，笋坪砖厂送清凉。", ["王建军", "笋坪砖厂"]),
        ("建成“阳光驿站”，演出《借牛》。", ["阳光驿站", "借牛"]),
        ("赴杭州学习，与杭州市结对。", ["杭州", "杭州市"]),
        ("和平社区、城西小学参加。", ["和平社区", "城西小学"]),
    ],
)
def test_a_sample_s_name_is_flagged(draft: str, flagged: list[str]) -> None:
    found = findings(draft, "今年工作")
    assert [f.text for f in found] == flagged
    for f in found:
        assert f.severity is Severity.ERROR
        assert draft[f.start : f.end] == f.text
        assert SAMPLE.title in f.message
        (source,) = f.evidence
        assert source.text in SAMPLE.text
        assert SAMPLE.text[source.start : source.end] == source.text


@pytest.mark.parametrize(
    ("draft", "notes"),
    [
        ("鸿达公司建会，鸿达职工参加。", "鸿达纺织有限公司 建会"),
        ("鸿达纺织有限公司建会。", "鸿达 建会 126人"),
        ("青岩镇总工会在青岩开会。", "青岩镇 送清凉"),
        ("石磴村、石磴都去了。", "石磴 修路"),
        ("杭州市之行。", "赴杭州学习"),
        ("王建军带队。", "书记王建军"),
        ("枫桠、大箐脚两村受益。", "枫桠村 大箐脚村"),
    ],
)
def test_another_form_of_a_noted_name_is_not(draft: str, notes: str) -> None:
    assert findings(draft, notes) == []


@pytest.mark.parametrize(
    "draft",
    [
        "社区一片和平，群众安居乐业，向邻村借牛耕地，职工走在阳光下。",
        "镇总工会、各村工会、上级工会和职工之家都有专人，砖厂和纺织公司的职工参加。",
        "党的二十大精神，全国、全省会议，中国工会章程，便民服务中心，示范村。",
        "《杭州市工会条例》和建成都市农业园的经验。",
        "王某、张某某和xx镇。",
        "城西片区和第三湖区。",
    ],
)
def test_everyday_words_are_quiet(draft: str) -> None:
    assert findings(draft, "今年工作") == []


def test_a_thing_of_another_sort_is_another_name() -> None:
    assert [f.text for f in findings("城西小学、石磴村。", "城西公司 石磴镇")] == ["城西小学", "石磴村"]


def test_what_the_user_calls_the_report_is_the_user_s_own() -> None:
    draft = "青岩镇总工会2024年工作总结\n慰问职工。"
    assert findings(draft, "今年工作")
    assert findings(draft, "今年工作", "青岩镇总工会2024年工作总结") == []


def test_a_fact_that_the_user_added_counts_as_noted() -> None:
    notes = Notes.of("建会2家", "笔记.txt")
    facts = added(facts_of(notes), "石磴村参加活动", "30人")
    report = check("石磴村30人参加活动。", evidence=confirmed(notes, facts), samples=_samples())
    assert [f for f in report.findings if f.kind == "leaked-name"] == []


def test_the_notes_only_name_of_that_sort_is_proposed() -> None:
    (one,) = findings("到石磴村走访。", "红岩村 送清凉")
    assert one.suggestion == "红岩村"
    assert "换成“红岩村”" in one.message
    (two,) = findings("到石磴村走访。", "红岩村 送清凉\n柳林村 修路")
    assert two.suggestion == ""
    (three,) = findings("到石磴村走访。", "各村、示范村都走到")
    assert three.suggestion == ""


def test_without_samples_or_notes_nothing_is_said() -> None:
    notes = Notes.of("今年工作")
    for report in (
        check("在石磴村开展活动。", evidence=confirmed(notes, facts_of(notes))),
        check("在石磴村开展活动。", samples=_samples()),
    ):
        assert [f for f in report.findings if f.kind == "leaked-name"] == []


@pytest.mark.parametrize("report", built_in_reports(), ids=lambda r: r.document)
def test_a_sample_checked_by_its_own_text_leaks_nothing(report: Report) -> None:
    notes = Notes.of(report.text)
    found = check(report.text, evidence=confirmed(notes, ()), samples=_built_in()).findings
    assert [f.text for f in found if f.kind == "leaked-name"] == []


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.stem)
def test_drafts_written_from_notes_leak_nothing(path: Path) -> None:
    writer = Writer()
    manuscript = writer.write(writer.take(Manuscript(id="t"), path.read_text(encoding="utf-8"), path.name))
    found = check(manuscript.drafted().text(), evidence=manuscript.evidence, samples=_built_in()).findings
    assert [f.text for f in found if f.kind == "leaked-name"] == []


def test_each_exception_has_words_with_the_name_in_them_and_a_reason() -> None:
    lines = (ROOT / "assistant" / "checks" / "data" / "names.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            name, words, why = line.split("\t")
            assert name in words or words in name
            assert why
    assert "建成都市" in _exceptions()["成都"]


def test_checking_a_draft_with_stored_names_loads_no_segmenter() -> None:
    code = """
import sys
from assistant.checks import Samples, check
from assistant.facts import confirmed, facts_of
from assistant.notes import Notes
from knowledge.names import Grip, Kind, Name
from knowledge.reports import built_in_reports
from knowledge.splitting import passages
found = passages(built_in_reports()[0])
names = {found[0].id: (Name("石磴村", Kind.PLACE, Grip.FREE, "石磴", "村", 0, 3),)}
notes = Notes.of("今年工作")
report = check("在石磴村开展活动。", evidence=confirmed(notes, facts_of(notes)), samples=Samples.of(found, names))
print([f.text for f in report.findings if f.kind == "leaked-name"], "jieba" in sys.modules)
"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert out.strip() == "['石磴村'] False"
