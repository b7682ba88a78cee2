"""Reports: the built-in samples keep their form, and a user's own file is read as far as it says."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from knowledge.errors import UnknownKind, UnreadableFile
from knowledge.kinds import KINDS
from knowledge.reports import built_in_reports, own_report, parse_sample

SAMPLES = built_in_reports()
HEADER = """---
title: 甲镇总工会2024年工作总结
kind: township-union-year
period: 2024年
level: 乡镇
unit: 甲镇总工会
---
"""


@pytest.mark.parametrize("report", SAMPLES, ids=lambda report: report.document)
def test_a_sample_has_front_matter_title_and_length(report) -> None:
    assert report.origin == "built-in"
    assert all((report.title, report.period, report.level, report.unit))
    assert report.text.partition("\n")[0] == report.title
    assert re.fullmatch(r"20\d\d年(上半年)?", report.period)
    assert 900 <= len(re.sub(r"\s", "", report.text)) <= 2000


def test_at_least_two_samples_of_every_kind() -> None:
    counts = Counter(report.kind for report in SAMPLES)
    assert {kind.slug: counts[kind.slug] for kind in KINDS if kind.slug != "general" and counts[kind.slug] < 2} == {}


def test_samples_are_not_copies_of_each_other() -> None:
    sentences = Counter(
        sentence for r in SAMPLES for sentence in set(re.split(r"[。\n]", r.text)) if len(sentence) >= 20
    )
    assert [sentence for sentence, count in sentences.items() if count > 1] == []


def test_front_matter_is_parsed() -> None:
    report = parse_sample("a.md", HEADER + "甲镇总工会2024年工作总结\n\n一、建会\n新建工会3家。\n")
    assert (report.kind, report.unit, report.level) == ("township-union-year", "甲镇总工会", "乡镇")
    assert report.text == "甲镇总工会2024年工作总结\n\n一、建会\n新建工会3家。"


def test_incomplete_front_matter_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"unit"):
        parse_sample("a.md", HEADER.replace("unit: 甲镇总工会\n", "") + "正文")
    with pytest.raises(UnknownKind, match="no-such-kind"):
        parse_sample("a.md", HEADER.replace("township-union-year", "no-such-kind") + "正文")


def test_an_own_report_is_read_from_its_title() -> None:
    report = own_report("总结.txt", "乙乡总工会2023年上半年工作总结\n\n上半年新建工会2家。")
    assert report.title == "乙乡总工会2023年上半年工作总结"
    assert (report.kind, report.period, report.unit) == ("township-union-half", "2023年上半年", "乙乡总工会")
    assert report.origin == "own"


def test_without_a_title_line_the_file_names_the_report() -> None:
    report = own_report("民兵工作.docx", "全年点验民兵一次，征兵报名30人，体检合格12人。", kind="armed-forces")
    assert (report.title, report.period, report.unit) == ("民兵工作", "", "")


def test_front_matter_of_an_own_report_wins() -> None:
    report = own_report("x.md", HEADER + "全年做了三件事。")
    assert (report.title, report.kind) == ("甲镇总工会2024年工作总结", "township-union-year")


def test_a_ruled_line_is_no_front_matter() -> None:
    assert "注：内部资料" in own_report("x.md", "---\n注：内部资料\n---\n工会今年建会3家。").text


def test_noise_alone_is_no_report() -> None:
    with pytest.raises(UnreadableFile, match="没有可用的正文"):
        own_report("x.txt", "。\n欢迎阅读。\n")
