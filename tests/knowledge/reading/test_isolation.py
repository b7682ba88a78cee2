"""Reading apart: the same answers, and an end to what takes too long, too much, or crashes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.files import read_bytes
from knowledge.reading import isolation, worker
from knowledge.reading.isolation import read_apart
from knowledge.reading.pdf import read_pdf
from knowledge.reading.sheets import read_xlsx
from tests.knowledge.reading.makers import pdf, picture_pdf, workbook


def test_apart_reads_the_same() -> None:
    book, page = workbook([["项目", "数"], ["建会", 9]]), pdf([(80.0, 700.0, 12.0, "建会9家。")])
    assert read_apart("xlsx", "a.xlsx", book) == read_xlsx("a.xlsx", book)
    assert read_apart("pdf", "a.pdf", page) == read_pdf("a.pdf", page)
    assert read_bytes("a.html", "<p>建会9家。".encode()) == "建会9家。"
    assert read_bytes("a.mht", b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>9") == "9"


def test_errors_come_back_with_their_sentence() -> None:
    with pytest.raises(UnreadableFile, match=r"“镇\.pdf”是扫描件"):
        read_apart("pdf", "镇.pdf", picture_pdf())
    with pytest.raises(FileTooLarge, match="一层套一层"):
        read_apart("html", "a.html", b"<div>" * 5_000)


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "SECONDS", 0.01)
    started = time.monotonic()
    with pytest.raises(FileTooLarge, match="已经停下"):
        read_apart("pdf", "a.pdf", b"%PDF-1.7")
    assert time.monotonic() - started < 5


def test_a_crash_is_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match="读不下去"):
        read_apart("no such reader", "a.pdf", b"x")


def test_it_reads_wherever_the_program_was_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    assert read_apart("xlsx", "a.xlsx", workbook([["建会", 9]])).text == "建会\t9"
    monkeypatch.setenv("PYTHONPATH", ".")
    assert read_apart("xlsx", "a.xlsx", workbook([["建会", 9]])).text == "建会\t9"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit on the memory of a process")
def test_memory_is_bounded() -> None:
    code = f"from knowledge.reading.worker import confine; confine(); x = bytearray({worker.MEMORY})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MemoryError" in done.stderr
