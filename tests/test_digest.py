from __future__ import annotations

from assistant.digest import MOST, digest
from assistant.findings import Finding, Severity

TEXT = "总结\n现将情况报告如下。\n一、维权\n高度重视。狠抓落实。真抓实干。求真务实。检查46次。\n二、培训\n培训3期。"


def finding(kind: str, words: str, severity: Severity = Severity.WARNING) -> Finding:
    start = TEXT.index(words)
    return Finding(kind, severity, start, start + len(words), words, "")


def test_findings_come_by_section_the_weightiest_first_and_many_alike_are_counted() -> None:
    padding = [finding("boilerplate", words) for words in ("高度重视", "狠抓落实", "真抓实干", "求真务实")]
    claim, figure = finding("unsourced-claim", "求真务实"), finding("unsourced-figure", "46次", Severity.ERROR)
    opener = finding("boilerplate", "现将情况报告如下", Severity.INFO)
    groups = digest(TEXT, [opener, *padding, claim, figure, finding("unsourced-figure", "3期", Severity.ERROR)])
    assert [group.heading for group in groups] == ["开头", "一、维权", "二、培训"]
    work = groups[1]
    assert [f.kind for f in work.shown] == ["unsourced-figure", "unsourced-claim", *["boilerplate"] * MOST]
    assert work.more == {"boilerplate": 1}
    assert work.sentence == "还有 1 处类似"
    assert groups[2].sentence == ""


def test_figures_are_never_left_out_and_notes_are_not_part_of_the_draft() -> None:
    figures = [finding("unsourced-figure", "46次", Severity.ERROR)] * (MOST + 3)
    groups = digest(TEXT, [*figures, finding("unused-note", "总结", Severity.INFO)])
    assert len(groups) == 1
    assert len(groups[0].shown) == MOST + 3
