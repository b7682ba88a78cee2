"""Reading files, archives and folders: all that can be read is, and one sentence for what cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import files
from knowledge.errors import FileError, FileTooLarge, UnreadableFile
from knowledge.files import SUFFIXES, ReadFile, Unread, read_all, read_bytes, read_file, read_folder, read_path
from knowledge.reading import content, readers
from knowledge.reports import built_in_reports
from tests.knowledge.reading.makers import archive, docx, gbk_archive, paragraph, pdf, workbook

TEXT = "鹭埠圩镇总工会：新建工会9家，\r\n会员“4246”人——净增386人，增长10.0﹪。\n"
GOOD = docx(paragraph("建会9家。"))


def refused(name: str, data: bytes, kind: type[Exception] = UnreadableFile) -> str:
    with pytest.raises(kind) as caught:
        read_bytes(name, data)
    return sentence(str(caught.value))


def sentence(message: str) -> str:
    assert "\n" not in message
    assert message.endswith("。")
    assert message.count("。") == 1
    return message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_encodings_of_a_text_file(encoding: str) -> None:
    assert read_bytes("笔记.TXT", TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("report", built_in_reports(), ids=lambda report: report.document)
def test_every_sample_survives_gb18030(report) -> None:
    assert read_bytes("a.md", report.text.encode("gb18030")) == report.text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip))
def test_utf8_with_a_chinese_character_round_trips(text: str) -> None:
    text = f"会{text.lstrip(chr(0xFEFF))}"
    assert read_bytes("a.txt", text.encode()) == text


@given(st.text(alphabet="全镇新建工会发展会员户数收入支出元，。、0123456789%\n", min_size=12).filter(str.strip))
def test_gb18030_round_trips(text: str) -> None:
    assert read_bytes("a.txt", f"总结{text}".encode("gb18030")) == f"总结{text}"


@settings(deadline=None)
@given(
    st.sampled_from([*SUFFIXES, "", ".xlsm", ".jpg"]),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"Rar!", b"GIF8"]),
    st.binary(max_size=200),
)
def test_whatever_comes_is_read_or_refused_in_a_sentence(suffix: str, start: bytes, rest: bytes) -> None:
    if suffix in (".pdf", ".html", ".htm", ".mht", ".mhtml", ".doc", ".xls", ".rtf") or start == b"{\\rtf":
        return  # these start processes; test_isolation.py and test_office.py have them
    for entry in read_all(f"甲{suffix}", start + rest):
        if isinstance(entry, Unread):
            sentence(entry.sentence)


@pytest.mark.parametrize("name", ["表.xlsx", "文件.pdf", "说明", "旧.doc", "a.wps", "a.mp4", "a.rar", "a.xls", "a.et"])
def test_what_cannot_be_read_says_what_to_do(name: str) -> None:
    message = refused(name, b"x")
    assert name in message
    assert "请" in message


def test_empty_and_blank_files() -> None:
    for name in ("a.txt", "a.docx", "a.pdf", "a.xlsx", "a.zip"):
        assert "空文件" in refused(name, b"")
    assert "没有文字" in refused("a.txt", b" \n\t")
    assert "没有文字" in refused("a.docx", docx())
    assert "没有文字" in refused("a.xlsx", workbook([[None]]))
    assert "没有文件" in refused("a.zip", archive())


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 10)
    refused("a.txt", b"x" * 11, FileTooLarge)
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    with pytest.raises(FileTooLarge):
        read_file(tmp_path / "a.txt")
    assert [type(entry) for entry in read_path(tmp_path / "a.txt")] == [Unread]
    monkeypatch.undo()
    monkeypatch.setattr(readers, "LONGEST", 100)
    for name in ("a.txt", "a.csv"):
        assert "超过100字" in refused(name, b"x" * 101, FileTooLarge)
    assert content.LONGEST >= 1_000_000


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"不存在"):
        read_file(tmp_path / "没有.txt")
    with pytest.raises(UnreadableFile, match=r"文件夹"):
        read_file(tmp_path)
    (entry,) = read_path(tmp_path / "没有.txt")
    assert isinstance(entry, Unread)
    assert "不存在" in entry.sentence


def test_a_file_on_disk(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(TEXT.encode("gb18030"))
    assert read_file(tmp_path / "a.md") == TEXT
    assert list(read_path(tmp_path / "a.md")) == [ReadFile("a.md", TEXT)]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.docx", "a", "a.xlsx", "a.doc", "a.pdf", "a.html"])
def test_the_content_tells_what_a_file_is(name: str) -> None:
    assert read_bytes(name, GOOD) == "建会9家。"


def test_read_all_gives_one_entry_for_a_plain_file_and_never_raises() -> None:
    assert list(read_all("a.docx", GOOD)) == [ReadFile("a.docx", "建会9家。")]
    (entry,) = read_all("a.docx", GOOD[:200])
    assert isinstance(entry, Unread)
    sentence(entry.sentence)


def test_one_bad_member_does_not_lose_the_rest() -> None:
    packed = gbk_archive(
        ("镇工会/总结.docx", GOOD),
        ("镇工会/坏的.docx", GOOD[:300]),
        ("镇工会/台账.xlsx", workbook([["项目", "数量"], ["建会", 9]])),
        ("联通.txt", "收入9元，支出3元。".encode("gbk")),
        ("镇工会/空.txt", b""),
        ("照片.jpg", b"\xff\xd8\xff"),
        ("__MACOSX/镇工会/._总结.docx", b"x"),
        ("镇工会/~$总结.docx", b"x"),
        ("Thumbs.db", b"x"),
    )
    entries = list(read_all("包.zip", packed))
    read = {entry.name: entry.text for entry in entries if isinstance(entry, ReadFile)}
    unread = {entry.name: sentence(entry.sentence) for entry in entries if isinstance(entry, Unread)}
    assert read == {
        "镇工会/总结.docx": "建会9家。",
        "镇工会/台账.xlsx": "项目\t数量\n建会\t9",
        "联通.txt": "收入9元，支出3元。",
    }
    assert list(unread) == ["镇工会/坏的.docx", "镇工会/空.txt", "包.zip"]
    assert ".jpg 1个" in unread["包.zip"]
    assert "3个文件" in refused("包.zip", packed)


def test_an_archive_of_one_file_reads_as_that_file() -> None:
    assert read_bytes("a.zip", archive(("总结.docx", GOOD), (".DS_Store", b"x"))) == "建会9家。"


def test_an_archive_that_takes_too_long_leaves_the_rest_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ARCHIVE_SECONDS", -1.0)
    (entry,) = read_all("包.zip", archive(("甲.txt", "建会9家。")))
    assert isinstance(entry, Unread)
    assert "甲.txt" in sentence(entry.sentence)


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "2024年").mkdir()
    (tmp_path / "2024年" / "总结.docx").write_bytes(GOOD)
    (tmp_path / "2024年" / "~$总结.docx").write_bytes(b"x")
    (tmp_path / "甲.txt").write_bytes("收入9元。".encode("gbk"))
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "包.zip").write_bytes(archive(("乙.txt", "支出3元。"), ("丙.docx", b"x")))
    (tmp_path / "照片.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "藏.txt").write_text("藏")
    (tmp_path / "链接").symlink_to("/etc")
    entries = list(read_folder(tmp_path))
    assert [e for e in entries if isinstance(e, ReadFile)] == [
        ReadFile("包.zip/乙.txt", "支出3元。"),
        ReadFile("甲.txt", "收入9元。"),
        ReadFile("2024年/总结.docx", "建会9家。"),
    ]
    assert [e.name for e in entries if isinstance(e, Unread)] == ["包.zip/丙.docx", "坏.docx", tmp_path.name]
    assert list(read_path(tmp_path)) == entries


def test_folders_with_too_much_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (entry,) = read_folder(tmp_path)
    assert isinstance(entry, Unread)
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text("好")
    monkeypatch.setattr(files, "MOST_FILES", 2)
    entries = list(read_folder(tmp_path))
    assert [type(entry) for entry in entries] == [ReadFile, ReadFile, Unread]
    assert "超过2个" in sentence(entries[-1].sentence)  # type: ignore[union-attr]


def test_what_a_reader_had_to_leave_out_is_said_beside_the_text() -> None:
    data = workbook(("甲", [["建会", 9]]), ("乙", [["会员", 3]]), touch=lambda book: _hide(book["乙"]))
    first, second = read_all("a.xlsx", data)
    assert first == ReadFile("a.xlsx", "建会\t9")
    assert isinstance(second, Unread)
    assert "乙" in second.sentence


def _hide(sheet) -> None:
    sheet.sheet_state = "hidden"


def test_all_errors_are_file_errors() -> None:
    for name, data in [("a.pdf", b"%PDF-1.4 broken"), ("a.zip", b"PK\x03\x04"), ("a.xlsx", GOOD[:99])]:
        with pytest.raises(FileError):
            read_bytes(name, data)
    assert read_bytes("a.pdf", pdf([(80, 700, 16, "建会9家。")])) == "建会9家。"
