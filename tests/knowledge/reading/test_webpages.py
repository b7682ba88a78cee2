"""Web pages and mht: blocks, tables, encodings; hostile ones refused."""

from __future__ import annotations

import pytest

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading import webpages
from knowledge.reading.webpages import read_html, read_mht

PAGE = """<html><head><meta http-equiv=Content-Type content="text/html; charset={}"><title>题</title><style>p</style></head>
<body><!-- 注 --><h1>2024年工作
总结</h1><p>　　新建工会9家，<b>会员</b>386人。<br>第二行<script>x</script></p>
<p style="display: none">藏</p><ul><li>一<li>二</ul>&nbsp;末 尾 &lt;5%</body></html>"""
READ = ["2024年工作总结", "新建工会9家，会员386人。", "第二行", "一", "二", "末 尾 <5%"]


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("utf-8", "utf-8"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        ("iso-8859-1", "gbk"),
        ("x", "utf-8-sig"),
    ],
)
def test_blocks_in_whatever_encoding_the_page_says_or_has(said: str, encoding: str) -> None:
    assert read_html("a.html", PAGE.format(said).encode(encoding)).splitlines() == READ


def test_menus_around_a_report_are_left_out() -> None:
    page = "<nav>首页 导航</nav><header><h1>2024年工作总结</h1></header><p>新建工会9家。</p><footer>版权</footer>"
    assert read_html("a.html", page.encode()).splitlines() == ["2024年工作总结", "新建工会9家。"]


def test_traditional_characters_are_read_where_the_page_says_so() -> None:
    page = '<meta charset="big5"><p>全鎮新建工會九家。</p>'.encode("big5")
    assert read_html("a.html", page) == "全鎮新建工會九家。"
    with pytest.raises(UnreadableFile, match="Big5"):
        read_html("a.html", page.replace(b"big5", b"xxxx"))


def test_tables_with_spans() -> None:
    page = """<table><caption>表一</caption><thead><tr><th rowspan=2>项目<th colspan=2>2024年<tr><td>上半年<td>全年
    <tbody><tr><td>新建<br>工会<td>4<td>9<tr><td>会员<td><td>386</table>"""
    assert read_html("a", page.encode()).splitlines() == [
        "表一", "项目\t2024年上半年\t2024年全年", "新建工会\t4\t9", "会员\t—\t386",
    ]  # fmt: skip


def test_tables_that_lay_out_the_page() -> None:
    page = "<table><tr><td>左<td><p>右一</p><table><tr><td>内<td>3</table><p>右二</table>"
    assert read_html("a", page.encode()).splitlines() == ["左", "右一", "内\t3", "右二"]


def test_a_cell_merged_over_rows_keeps_its_column() -> None:
    page = "<table><tr><td>类<td>项<td>数<tr><td rowspan=2>甲<td>一<td>1<tr><td>二<td>2</table>"
    assert read_html("a", page.encode()).splitlines() == ["项\t数", "甲一\t1", "甲二\t2"]


def test_mht() -> None:
    body = PAGE.format("gb2312").encode("gbk")
    mail = (
        b"From: <x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=AA\r\n\r\n--AA\r\n"
        b"Content-Type: image/png\r\n\r\nx\r\n--AA\r\nContent-Type: text/html; charset=gb2312\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n\r\n" + body + b"\r\n--AA--\r\n"
    )
    assert read_mht("a.mht", mail).splitlines() == READ
    with pytest.raises(UnreadableFile, match="没有找到"):
        read_mht("a.mht", b"MIME-Version: 1.0\nContent-Type: image/png\n\nx")
    with pytest.raises(FileTooLarge):
        read_mht("a.mht", b"Content-Type: multipart/mixed; boundary=b\n" * 51)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileTooLarge, match="一层套一层"):
        read_html("a", b"<div>" * 5_000 + b"x")
    with pytest.raises(FileTooLarge, match="500列"):
        read_html("a", b"<table>" + b"<tr><td rowspan=9999 colspan=9999>x" * 9)
    monkeypatch.setattr(webpages, "MOST_TAGS", 5)
    with pytest.raises(FileTooLarge):
        read_html("a", b"<p>x" * 6)
    assert read_html("a", b"") == ""
