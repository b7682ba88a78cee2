"""Masking: no figure and no name of a sample reaches a model, and the shape of its sentences does."""

from __future__ import annotations

import pytest

from assistant.drafting.masking import MARKS, masked
from assistant.figures.reading import figures
from knowledge.names import names_of
from knowledge.reports import built_in_reports
from knowledge.splitting import Passage, passages


def passage(text: str, title: str = "青槲垭乡2023年工作总结") -> Passage:
    return Passage("p", "a.md", title, "rural-half", "", "work", text, 1, 1, "built-in")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("签订集体合同50家，增长15.01﹪。", "签订集体合同〔数〕，增长〔数〕。"),
        ("8月4日至15日完成，2023年全年近5000名。", "〔时间〕完成，〔时间〕全年〔数〕。"),
        ("按办发〔2020〕17号要求执行。", "按〔文号〕要求执行。"),
        ("到石埝村、岩笸乡慰问。", "到〔地名〕慰问。"),
        ("石埝村修路。石埝的路好走了。", "〔地名〕修路。〔地名〕的路好走了。"),
        ("每天往枫桠、大箐脚4个村送水。", "每天往〔地名〕〔数〕村送水。"),
        ("由宏达纺织有限公司承办。", "由〔单位〕承办。"),
        ("王建国主席到会，李敏老师讲课。", "〔人名〕主席到会，〔人名〕老师讲课。"),
        ("开展“夏之约”活动，服务“三农”。", "开展“〔名称〕”活动，服务“三农”。"),
        ("青槲垭乡全面推开，青槲垭的做法得到肯定。", "〔单位〕全面推开，〔地名〕的做法得到肯定。"),
        ("各基层工会、所有企业和行政村都参加。", "各基层工会、所有企业和行政村都参加。"),
        ("一是抓宣传；二是抓落实。", "一是抓宣传；二是抓落实。"),
        ("", ""),
    ],
)
def test_what_is_hidden_and_what_is_not(text: str, hidden: str) -> None:
    assert masked(passage(text)) == hidden


@pytest.mark.parametrize("report", built_in_reports(), ids=lambda r: r.document)
def test_nothing_that_the_checker_would_find_in_a_passage_is_left_of_it(report) -> None:  # type: ignore[no-untyped-def]
    for one in passages(report):
        text = masked(one)
        assert not figures(text), text
        assert not [name.text for name in names_of(one) if name.text in text], text


def test_hardly_a_name_slips_through_that_only_another_passage_shows_to_be_one() -> None:
    shown = slipped = 0
    for report in built_in_reports():
        found = passages(report)
        names = {name.text for one in found for name in names_of(one)}
        for one in found:
            shown += sum(name in one.text for name in names)
            slipped += sum(name in masked(one) for name in names)
    assert slipped / shown < 0.04


def test_the_shape_stays() -> None:
    kept = total = 0
    for report in built_in_reports():
        for one in passages(report):
            text = masked(one)
            assert text.count("\n") == one.text.count("\n")
            for mark in MARKS:
                text = text.replace(mark, "")
            kept, total = kept + len(text), total + len(one.text)
    assert kept / total > 0.6
