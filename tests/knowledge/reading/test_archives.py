"""Zip archives: names, junk, nesting, locks, limits."""

from __future__ import annotations

import struct
import zipfile

import pytest

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading import archives, zips
from knowledge.reading.archives import Member, members
from knowledge.reading.content import Unread
from knowledge.reading.junk import is_junk
from tests.knowledge.reading.makers import archive, gbk_archive


def taken(data: bytes) -> dict[str, bytes | str]:
    return {m.name: m.data if isinstance(m, Member) else m.sentence for m in members("包.zip", data)}


def test_names_in_gbk_in_utf8_and_with_backslashes() -> None:
    assert taken(gbk_archive(("年度总结/鹭埠圩镇.txt", b"1"), ("啊\\珐.txt", b"2"))) == {
        "年度总结/鹭埠圩镇.txt": b"1",
        "啊/珐.txt": b"2",
    }
    assert taken(archive(("总结/镇.txt", b"1"))) == {"总结/镇.txt": b"1"}
    unmarked = archive(("ABCDEF.txt", b"1"), stored=True).replace(b"ABCDEF", "总结".encode())
    assert taken(unmarked) == {"总结.txt": b"1"}


@pytest.mark.parametrize(
    "path", ["__MACOSX/a.txt", "a/.DS_Store", "~$总结.docx", "a/Thumbs.db", ".git/x.txt", "a/~WRL0001.tmp", "x.lnk"]
)
def test_junk(path: str) -> None:
    assert is_junk(path)
    assert taken(archive((path, b"x"), ("a.txt", b"1"))) == {"a.txt": b"1"}


def test_ordinary_files_are_no_junk() -> None:
    assert not any(map(is_junk, ["总结.docx", "2024/a.txt", "~总结.txt", "temp/a.md", "../a.txt"]))


def test_archives_in_archives_up_to_a_depth() -> None:
    inner = archive(("甲.txt", b"1"), ("照.jpg", b"x"))
    assert taken(archive(("内.zip", inner), ("乙.txt", b"2"))) == {
        "内.zip/甲.txt": b"1", "乙.txt": b"2", "包.zip": "“包.zip”里有1个文件不是能读的类型（.jpg 1个），没有读。",
    }  # fmt: skip
    deep = archive(("底.txt", b"1"))
    for _ in range(30):
        deep = archive(("内.zip", deep))
    ((name, sentence),) = taken(deep).items()
    assert name == "/".join(["内.zip"] * archives.DEEPEST)
    assert "多层" in str(sentence)


def test_a_broken_archive_inside_loses_nothing_else() -> None:
    broken = archive(("甲.txt", b"1"))[:-10]
    assert list(taken(archive(("坏.zip", broken), ("乙.txt", b"2")))) == ["坏.zip", "乙.txt"]


def test_locked_and_damaged_members_are_said() -> None:
    made = bytearray(archive(("甲.txt", b"1" * 50), ("乙.txt", b"2" * 50), stored=True))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark) + offset
        made[at : at + 2] = struct.pack("<H", struct.unpack("<H", made[at : at + 2])[0] | 1)
    found = taken(bytes(made))
    assert "密码" in str(found["甲.txt"])
    assert found["乙.txt"] == b"2" * 50
    spoilt = archive(("甲.txt", b"1" * 50), stored=True).replace(b"1" * 50, b"3" * 50)
    assert "坏的" in str(taken(spoilt)["甲.txt"])


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = archive(("甲.txt", b"1" * 60), ("乙.txt", b"2"))
    for name, most in [("MOST_FILES", 1), ("MOST_UNPACKED", 60)]:
        with monkeypatch.context() as patch:
            patch.setattr(archives, name, most)
            with pytest.raises(FileTooLarge):
                list(members("包.zip", sound))
    with monkeypatch.context() as patch:
        patch.setattr(archives, "LARGEST", 50)
        assert [type(m) for m in members("包.zip", sound)] == [Unread, Member]
    monkeypatch.setattr(zips, "MOST_ENTRIES", 1)
    with pytest.raises(FileTooLarge):
        list(members("包.zip", sound))


def test_limits_count_what_is_in_the_archives_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_FILES", 4)
    inner = archive(*((f"{n}.txt", b"1") for n in range(3)))
    found = taken(archive(("一.zip", inner), ("二.zip", inner)))
    assert [name for name in found if name.startswith("一")] == [f"一.zip/{n}.txt" for n in range(3)][
        :2
    ] or "太多" in str(found)


def test_what_is_no_archive() -> None:
    for data in (b"PK\x03\x04", b"x", archive(("a.txt", b"1"))[:-5]):
        with pytest.raises(UnreadableFile):
            list(members("包.zip", data))
    with pytest.raises(zipfile.BadZipFile):
        zips.open_zip(b"x")
