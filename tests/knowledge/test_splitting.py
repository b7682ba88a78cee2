"""Splitting: passages tile the report, whole sentences only, with the right path and role."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reports import Report, built_in_reports, own_report
from knowledge.splitting import LONGEST, SHORTEST, passages, sections

DUMP = Path(__file__).parents[2].parent / "shared" / "samples"
SENTENCE_END = re.compile(r"[。！？!?；;…][”’」』）)\"]*$")
REPORT = """甲镇总工会2024年工作总结

2024年，全镇建会9家。

一、建会与服务
（一）建会入会
1.园区企业。上门38家，建会5家。
2.骑手入会。入会147人。
（二）帮扶
慰问34户，发放6.8万元。

二、困难职工帮扶成效
助学9人。

三、问题和2025年安排
（一）三个问题
小企业活动少。
（二）2025年指标
新建工会5家。
以上报告，请审议。"""


def report(text: str, title: str = "甲镇总工会2024年工作总结") -> Report:
    return Report(title, "township-union-year", "2024年", "乡镇", "甲镇总工会", text, "甲.md", "own")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def check_tiling(r: Report) -> None:
    found = passages(r)
    body = squeezed(r.text)
    title = squeezed(r.title)
    first = squeezed(r.text.strip().partition("\n")[0]).lstrip("#")
    expected = body[body.index(first) + len(first) :] if first == title else body
    assert squeezed("".join(p.text for p in found)) == expected
    assert len({p.id for p in found}) == len(found)
    for p in found:
        assert r.text[p.start : p.start + len(p.text)] == p.text
        assert (
            r.text.split("\n")[p.first_line - 1].endswith(p.text.split("\n")[0])
            or p.text.split("\n")[0] in r.text.split("\n")[p.first_line - 1]
        )
        assert p.last_line == p.first_line + p.text.count("\n")
    for a, b in pairwise(found):
        between = r.text[a.start + len(a.text) : b.start]
        assert not between.strip()
        assert "\n" in between or SENTENCE_END.search(a.text), a.text[-30:]


def test_sections_have_paths_and_roles() -> None:
    text = report(REPORT).text
    found = [(s.headings, s.role) for s in sections(text, "甲镇总工会2024年工作总结")]
    assert found == [
        ((), "opening"),
        (("一、建会与服务",), "work"),
        (("一、建会与服务", "（一）建会入会"), "work"),
        (("一、建会与服务", "（二）帮扶"), "work"),
        (("二、困难职工帮扶成效",), "results"),
        (("三、问题和2025年安排",), "problems"),
        (("三、问题和2025年安排", "（一）三个问题"), "problems"),
        (("三、问题和2025年安排", "（二）2025年指标"), "next"),
        ((), "closing"),
    ]


def test_passages_of_a_short_report() -> None:
    found = passages(report(REPORT))
    assert [p.role for p in found] == ["opening", "work", "results", "problems", "next", "closing"]
    assert found[1].heading == "一、建会与服务"
    assert found[1].text.startswith("一、建会与服务\n（一）建会入会\n1.园区企业。")
    assert (found[0].first_line, found[0].last_line) == (3, 3)
    check_tiling(report(REPORT))


def test_a_list_item_is_no_heading() -> None:
    text = "总结\n一、建会进展顺利，全年建会9家。\n二、帮扶职工34户，发放慰问金6.8万元。"
    assert {s.headings for s in sections(text, "总结")} <= {(), ("总结",)}


def test_a_run_in_heading_is_told_from_its_sentence() -> None:
    text = "总结\n全年做了两件事。\n（一）粮食。种小麦4.70万亩。\n（二）蔬菜。新建大棚46座。"
    assert [s.headings for s in sections(text, "总结")] == [(), ("（一）粮食",), ("（二）蔬菜",)]


def test_without_headings_paragraphs_tell_the_role() -> None:
    paragraphs = [
        "2024年工会有45家。",
        "新建9家。",
        "存在的问题和不足：活动少。",
        "明年，将新建5家。",
        "总之，事还多。",
    ]
    text = "\n".join(["总结", "", *paragraphs])
    assert [s.role for s in sections(text, "总结")] == ["opening", "work", "problems", "next", "closing"]


def test_long_paragraphs_are_cut_between_sentences() -> None:
    sentence = "会同司法所检查企业31家次，查出问题46个，年底前改完43个，整改率93.5%。"
    r = report("甲\n一、维权\n" + sentence * 40, "甲")
    found = passages(r)
    assert len(found) >= 4
    assert all(SHORTEST <= len(p.text) <= LONGEST for p in found)
    assert all(p.text.endswith("。") for p in found)
    check_tiling(r)


def test_one_endless_sentence_stays_whole() -> None:
    sentence = "走访企业，" * 150 + "共31家。"
    found = passages(report("甲\n一、维权\n开头一句。" + sentence + "结尾一句。", "甲"))
    assert any(sentence in p.text for p in found)


def test_a_stop_inside_quotation_marks_ends_no_sentence_that_goes_on() -> None:
    text = "甲\n" + "职工说“热饭吃上了。”，这话传开了。" * 30
    for p in passages(report(text, "甲")):
        assert not p.text.startswith("，")


def test_no_passage_ends_with_its_heading() -> None:
    for r in built_in_reports():
        for p in passages(r):
            assert not re.match(r"^[一二三四五六七八九十]+、[^。；]*$", p.text.split("\n")[-1]), p.text


@pytest.mark.parametrize("r", built_in_reports(), ids=lambda r: r.document)
def test_the_built_in_samples_are_tiled(r: Report) -> None:
    check_tiling(r)
    found = passages(r)
    assert found[0].role == "opening"
    assert "work" in {p.role for p in found}
    assert {"problems", "next"} & {p.role for p in found}
    assert all(len(p.text) <= LONGEST for p in found)
    assert sum(len(p.text) >= SHORTEST for p in found) >= 0.7 * len(found)


def test_the_scraped_dump_is_tiled() -> None:
    files = sorted(DUMP.glob("*.txt"))
    if not files:
        pytest.skip("../shared/samples is not here")
    for path in files:
        r = own_report(path.name, path.read_text(encoding="utf-8"))
        check_tiling(r)
        lengths = [len(p.text) for p in passages(r)]
        assert sum(n <= LONGEST for n in lengths) > 0.9 * len(lengths)


def test_the_id_follows_the_text() -> None:
    one, two = passages(report(REPORT)), passages(report(REPORT.replace("9家", "8家")))
    assert one[0].id != two[0].id
    assert one[1].id == two[1].id


lines = st.sampled_from(
    [
        "一、建会",
        "二、存在的问题",
        "（一）入会",
        "（1）",
        "1.走访企业。",
        "3.5公里",
        "甲村\t30户",
        "第一部分 总体",
        "小结",
    ]
) | st.text(alphabet="工会建家9，。；：！”）（一、. ", max_size=60)


@given(st.lists(lines, min_size=1, max_size=25))
def test_nothing_is_lost_and_nothing_cut(parts: list[str]) -> None:
    text = "\n".join(parts)
    r = report(text, "不在正文里的标题")
    if text.strip():
        check_tiling(r)
    else:
        assert passages(r) == ()
