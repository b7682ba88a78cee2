"""Understanding a file: every line is a report's or noise, nothing an author wrote is lost, and what came out needs no more."""

from __future__ import annotations

import re
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.cleaning import tidy_lines
from knowledge.errors import UnknownKind
from knowledge.reports import built_in_reports
from knowledge.understanding import Understanding, to_json, understand

DUMP = Path(__file__).parents[2].parent / "shared" / "samples"
UNION = """镇工会一年来在镇党委的领导下，围绕中心工作，现将工作总结如下：
一、组织建设
今年新建工会9家，发展会员300人，全镇已有46家企业建立了职代会制度。
二、维权服务
全年签订集体合同50份，调解劳动争议7件，慰问困难职工20户，发放慰问金1万元。
三、下一步打算
明年继续做好新建工会工作，努力扩大集体合同覆盖面。"""
LAND = """今年以来，我所在县国土局的指导下，全所人员共同努力，现将工作汇报如下：
一、耕地保护
县下达占补平衡任务150亩，已完成153亩，巡查185次，没有一宗违法占地。
二、地籍管理
办理建房用地手续326户，处理村界纠纷14宗，登记发证204组。
三、存在的问题
人员不足，土地政策宣传没有到位，村民对政策不了解。"""
letters = re.compile(r"[^\W_]")


def check(raw: str, found: Understanding) -> None:
    """The promises that hold for any file."""
    lines = tidy_lines(raw)
    noise = [n.line for n in found.noise]
    spans = [(r.first_line, r.last_line) for r in found.reports]
    assert spans == sorted(spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))
    for number, line in enumerate(lines, 1):
        if line and number not in noise:
            assert any(first <= number <= last for first, last in spans), line
    kept = [
        line
        for number, line in enumerate(lines, 1)
        if line and number not in noise and any(a <= number <= b for a, b in spans)
    ]
    assert all(n.text == lines[n.line - 1] for n in found.noise)
    mended = {repair.line for repair in found.repairs}
    texts = {line for report in found.reports for line in report.text.split("\n")}
    for number, line in enumerate(lines, 1):
        after_torn = any(r.before.count("\n") and r.line < number <= r.line + 40 for r in found.repairs)
        if line in kept and number not in mended and number not in noise and not after_torn:
            assert line in texts
    given_ = Counter(letters.findall("".join(kept)))
    for repair in found.repairs:
        given_.subtract(letters.findall(repair.before))
        given_.update(letters.findall(repair.after))
    assert +given_ == Counter(letters.findall("".join(report.text for report in found.reports)))
    for report in found.reports:
        assert [s.first_line for s in report.sections] == sorted(s.first_line for s in report.sections)
        again = understand(found.document, report.text)
        assert [r.text for r in again.reports] == [report.text]
        assert (again.noise, again.repairs) == ((), ())


def test_a_plain_report_stays_whole() -> None:
    found = understand("甲镇工会总结.txt", UNION)
    (report,) = found.reports
    assert (found.noise, found.repairs) == ((), ())
    assert report.text == UNION
    assert (report.first_line, report.last_line) == (1, 7)
    assert (report.title, report.kind, report.period) == ("甲镇工会总结", "township-union-year", "全年")
    assert [(s.heading, s.role, s.first_line, s.last_line) for s in report.sections] == [
        ("", "opening", 1, 1),
        ("一、组织建设", "work", 2, 3),
        ("二、维权服务", "work", 4, 5),
        ("三、下一步打算", "next", 6, 7),
    ]
    check(UNION, found)


def test_two_reports_between_a_sites_words() -> None:
    raw = f"下面是小编为大家整理的工作总结，希望对您有所帮助。\n\n{UNION}\n。\n范文二\n{LAND}\n本文地址：https://example.com/1.html"
    found = understand("合集.txt", raw)
    assert [(r.first_line, r.last_line, r.kind) for r in found.reports] == [
        (3, 9, "township-union-year"),
        (12, 18, "land-office"),
    ]
    assert [(n.line, n.why) for n in found.noise] == [
        (1, "网站加的话"),
        (10, "只有标点"),
        (11, "合集里的序号"),
        (19, "网址或版权说明"),
    ]
    assert found.reports[1].text == LAND
    check(raw, found)


def test_versions_are_one_family_and_give_back_a_masked_word() -> None:
    masked = UNION.replace("慰问", "*").replace("2", "x")
    found = understand("合集.txt", f"{UNION}\n{LAND}\n{masked}")
    families = [report.family for report in found.reports]
    assert families[0] == families[2] != families[1]
    assert "*困难职工" not in found.reports[2].text
    assert {(r.line, r.why) for r in found.repairs} == {(19, "另一份里有的词")}
    assert "xx" not in found.reports[0].text


def test_repairs_tell_line_and_both_wordings() -> None:
    raw = UNION.replace("新建工会9家", "新建的.工会9家").replace(
        "签订集体合同50份", "认真签订集体。\n合同。\n以及工资协议50份"
    )
    found = understand("a.txt", raw)
    assert [(r.line, r.before, r.after) for r in found.repairs] == [
        (3, "今年新建的.工会9家，发", "今年新建的工会9家，发"),
        (5, "认真签订集体。\n合同。\n以及工资协议", "认真签订集体合同以及工资协议"),
    ]
    assert "全年认真签订集体合同以及工资协议50份" in found.reports[0].text
    assert found.reports[0].last_line == 9


def test_front_matter_is_no_report_text_and_wins() -> None:
    raw = f"---\ntitle: 某镇工会2023年总结\nkind: company\nperiod: 2023年\n---\n{UNION}\n{LAND}"
    (report,) = understand("x.md", raw).reports
    assert (report.title, report.kind, report.period) == ("某镇工会2023年总结", "company", "2023年")
    assert report.first_line == 6
    with pytest.raises(UnknownKind):
        understand("x.md", raw.replace("company", "nothing"))


def test_nothing_and_noise_alone_hold_no_report() -> None:
    assert understand("x.txt", "").reports == ()
    found = understand("x.txt", "\n。\n欢迎阅读。\n")
    assert (found.reports, [n.line for n in found.noise]) == ((), [2, 3])


def test_json_has_what_the_command_line_promises() -> None:
    data = to_json(understand("a.txt", f"{UNION}\n。"))
    assert set(data) == {"reports", "noise", "repairs"}
    assert set(data["reports"][0]) == {"title", "kind", "period", "first_line", "last_line", "family", "sections"}
    assert set(data["reports"][0]["sections"][0]) == {"heading", "role", "first_line", "last_line"}
    assert data["noise"] == [{"line": 8, "text": "。", "why": "只有标点"}]


@pytest.mark.parametrize("report", built_in_reports(), ids=lambda report: report.document)
def test_our_samples_stay_whole_with_and_without_their_titles(report) -> None:
    for text in (report.text, report.text.partition("\n")[2].strip("\n")):
        found = understand("x.txt", text)
        assert [r.text for r in found.reports] == [text]
        assert (found.noise, found.repairs) == ((), ())


def test_the_scraped_dump_keeps_the_promises() -> None:
    files = sorted(DUMP.glob("*.txt"))
    if not files:
        pytest.skip("../shared/samples is not here")
    for path in files:
        raw = path.read_text(encoding="utf-8")
        found = understand(path.name, raw)
        assert 15 <= len(found.reports) <= 40
        check(raw, found)


pieces = st.sampled_from(
    [
        *UNION.split("\n"), *LAND.split("\n"), "。", "欢迎阅读。", "合同。", "全年认真签订集体。", "以及工资协议50份，覆盖职工。", "范文二", "", "", "\t", "---",
        "第三篇：甲镇2023年工作总结", "2023年工作总结（二）", "l、认真做好工会工作。", "2、做好帮扶工作。", "教职工的.利益", "党的'工作大局", "&nbsp;&amp;lt;br&gt;",
        "<b>标题</b>", "；。", "“安康杯“活动", "2019019年",
        "*是各级工会的大事", "本文地址：https://example.com/a", "更多范文请关注本站。", "title: 总结", "一、", "（一）",
        "今年来。更多范文请关注本站。", "甲村\t30户",
    ]
) | st.text(alphabet="工会的今年建会9家3.5%，。；、'\"“” \t　一是（）*_xl&;<b>篇总结", max_size=40)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(pieces, max_size=30).map("\n".join))
def test_any_file_keeps_the_promises(raw: str) -> None:
    check(raw, understand("x.txt", raw))


@pytest.mark.parametrize(
    "unit",
    [
        "的.工", "“", "<b", "&amp;", "一、", "（一）", "工会。\n合同。\n以及", "*工", "。\n", "a\n", "总结\n", "一是好。\n", "在" * 50, "x会",
        "1、好。\n2、好。\n", "欢迎阅读", "；。", "\t", "a.",
    ],
)  # fmt: skip
def test_time_grows_with_the_file_and_no_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        raw = unit * (size // len(unit))
        started = time.process_time()
        understand("x.txt", raw)
        return time.process_time() - started

    small = min(seconds(5_000) for _ in range(2))
    assert seconds(20_000) < 10 * small + 0.5
