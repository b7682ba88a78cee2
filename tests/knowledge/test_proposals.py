"""What a file holds, corrected by a person: neighbours made one report, one report made two."""

from __future__ import annotations

import io
import zipfile

import pytest

from knowledge.proposals import merged, parted, proposals
from knowledge.texts import digest_of
from tests.knowledge.test_library import OWN

TWO = """甲镇总工会2024年工作总结
一年来，镇总工会新建工会17家，发展会员903人。
一、组织建设
在码头建起货船船员联合工会，入会船员88人，配了2名专干。
二、存在的问题
船员常年在外，会员大会召集不齐，经费也收不上来。
三、下一步打算
明年把会员大会开到码头上，请船员代表3名列席。
乙镇国土所2023年工作总结
全年核查卫片图斑46个，拆除违法建筑17处。
一、耕地保护
完成占补平衡153亩，巡查185次，没有违法占地。
二、下一步打算
明年把山坪塘复垦的38亩地验收下来。
"""


def test_a_file_is_shown_as_it_was_understood() -> None:
    (found,) = proposals("合集.txt", TWO.encode())
    assert found.found is not None
    assert [report.title for report in found.found.reports] == ["甲镇总工会2024年工作总结", "乙镇国土所2023年工作总结"]
    assert (found.source, found.digest, found.trouble) == ("合集.txt", digest_of(TWO.encode()), "")


def test_a_report_that_is_two_is_parted_and_one_that_is_half_merged() -> None:
    (found,) = proposals("合集.txt", TWO.encode())
    assert found.found is not None
    first, second = found.found.reports
    whole = merged([first, second])
    assert (whole.title, whole.first_line, whole.last_line) == (first.title, 1, 14)
    assert whole.text == f"{first.text}\n\n{second.text}"
    headings = [section.heading for section in first.sections]
    for at in range(1, len(first.sections)):
        before, after = parted(first, at)
        assert after.text.startswith(headings[at])
        assert f"{before.text}\n{after.text}" == first.text
        assert before.last_line + 1 == after.first_line
        assert (before.title, after.last_line) == (first.title, first.last_line)
        assert after.title
        assert [s.heading for s in before.sections + after.sections] == headings


def test_a_border_that_is_none_is_refused() -> None:
    (found,) = proposals("合集.txt", TWO.encode())
    assert found.found is not None
    first = found.found.reports[0]
    for at in (0, len(first.sections), -1):
        with pytest.raises(ValueError, match=str(at)):
            parted(first, at)


def test_an_archive_gives_a_proposal_a_file_and_says_what_cannot_be_read() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("往年/甲.txt", OWN)
        made.writestr("坏.docx", b"PK nonsense")
        made.writestr("空.txt", "。\n欢迎阅读。\n")
    by_name = {found.source: found for found in proposals("往年.zip", held.getvalue())}
    assert set(by_name) == {"甲.txt", "坏.docx", "空.txt"}
    assert by_name["甲.txt"].digest == digest_of(OWN.decode())
    assert not by_name["甲.txt"].trouble
    assert "坏.docx" in by_name["坏.docx"].trouble
    assert "没有可用的正文" in by_name["空.txt"].trouble
