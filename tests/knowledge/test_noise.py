"""Noise: a site's own lines are known as such, and nothing an office writes of itself is taken for one."""

from __future__ import annotations

import pytest

from knowledge.noise import ADDRESS, COLLECTION, INTRODUCTION, NUMBER, PAGE, PUNCTUATION, SITE, noise_of, site_words
from knowledge.reports import built_in_reports


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("。", PUNCTUATION),
        ("————————", PUNCTUATION),
        ("https://www.example.com/a/1.html", ADDRESS),
        ("本文链接：http://example.com", ADDRESS),
        ("免责声明：本站内容由网友上传，如有侵权请联系删除。", ADDRESS),
        ("篇四", NUMBER),
        ("【第四篇】", NUMBER),
        ("第2页，共3页", PAGE),
        ("点击展开全文", PAGE),
        ("乡镇年终工作总结范文（通用8篇）", COLLECTION),
        ("个人述职报告集锦", COLLECTION),
        ("责任编辑：小王", SITE),
        ("上一篇：计划 下一篇：总结", SITE),
        ("欢迎大家阅读参考！", SITE),
        ("工作总结是对一段时间工作的回顾和分析，是一种书面材料。下面是小编整理的几篇范文，供您参考。", SITE),
        ("岁月不居，时光如流。一年又过去了。以下是小编整理的工作总结，欢迎阅读。", INTRODUCTION),
    ],
)
def test_noise(line: str, why: str) -> None:
    assert noise_of(line) == why


@pytest.mark.parametrize(
    "line",
    [
        "",
        "公众号全年推送312条，点击量4.2万次，关注人数2300人。",
        "网站更新信息60条，下载专区上传表格12份，欢迎群众下载使用。",
        "以上报告，请审议。",
        "请各位代表审议，欢迎大家提出宝贵意见。",
        "现将一年来的工作总结如下，不当之处请批评指正。",
        "全年编发简报12期，推荐优秀论文8篇。",
        "农家书屋借阅7430册次，读书分享会办了6场，大家都说好。",
        "（一）汇总情况",
        "2025年目标：",
        "全镇有网吧2家、歌厅1家。",
        "【第三篇】甲镇总工会2023年工作总结",
        "各位理事、监事、会员代表：",
        "职工热线12351，网址www.example.cn，全年接听1200次，答复率100%，满意率98%。",
    ],
)
def test_an_authors_line_is_none(line: str) -> None:
    assert noise_of(line) == ""


@pytest.mark.parametrize("report", built_in_reports(), ids=lambda report: report.document)
def test_our_samples_hold_no_noise(report) -> None:
    assert [line for line in report.text.split("\n") if noise_of(line) or site_words(line)] == []


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("全年建会9家。（本文来源：文秘网）", "全年建会9家。"),
        ("全年建会9家（未完待续，点击下一页）。", "全年建会9家。"),
        ("全年建会9家。更多精彩内容请关注本站。", "全年建会9家。"),
        ("全年建会9家（含联合工会2家）。", "全年建会9家（含联合工会2家）。"),
    ],
)
def test_site_words_at_the_end_of_a_line(line: str, kept: str) -> None:
    span = site_words(line)
    assert (line[: span[0]] + line[span[1] :] if span else line) == kept
