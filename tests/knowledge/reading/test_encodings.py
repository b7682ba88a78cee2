"""Bytes to text: right, or refused with a look at what would come out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import UnreadableFile
from knowledge.reading.encodings import decode, decode_name, preview

TRADITIONAL = "本會今年收入為七十七萬元，支出六十八萬元，結餘八萬元。全鎮新建工會九家。"


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        decode("a.txt", data)
    message = str(caught.value)
    assert message.count("。") == 1
    assert "\n" not in message
    return message


@pytest.mark.parametrize("text", ["联通", "一", "岚笕镇", "会员50家", "甲：３家，﹪。"])
def test_a_few_words_in_gbk(text: str) -> None:
    assert decode("a.txt", text.encode("gb18030")) == text


def test_what_is_no_text_of_ours_is_refused_and_shown() -> None:
    assert "本會今年收入為七十七萬元" in refused(TRADITIONAL.encode("big5"))
    assert "Big5" in refused(TRADITIONAL.encode("big5"))
    assert "会员工会工会" in refused("会员工会工会".encode("utf-16-le"))
    assert "会员，4246人" in refused("会员，4246人\r\n新建工会9家。".encode("utf-16-le"))
    assert "乱码" in refused("これは日本語の議事録です。会議は三時に始まりました。".encode("shift_jis"))
    assert "被截断" in refused("新建工会9家，会员4246人".encode()[:-1])
    assert "编码损坏" in refused(b"\xff\xfe\x41")


@pytest.mark.parametrize("data", [bytes(range(256)), b"%PDF-1.7\x00\x01", b"\x00" * 100, b"\x1a\x45\xdf\xa3\x01\x00"])
def test_binary_data_is_no_text(data: bytes) -> None:
    assert "请" in refused(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode("a.txt", data)
    except UnreadableFile:
        assert refused(data)
    else:
        assert any(
            text.encode(encoding) in data for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le")
        )


@given(st.text(alphabet="镇工会年度总结镇街道县市报告0123（）", min_size=1, max_size=20))
def test_names_in_archives(name: str) -> None:
    assert decode_name(name.encode("utf-8")) == name
    assert decode_name(name.encode("gbk")) == name


def test_a_preview_is_fit_for_a_sentence() -> None:
    assert preview("第一行。\n第二“行”\x07") == "第一行 第二行"
    assert preview("字" * 99) == "字" * 16 + "…"
