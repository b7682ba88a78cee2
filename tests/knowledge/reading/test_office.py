"""Older files by way of LibreOffice: read where it is, a sentence where it is not, and nothing goes out."""

from __future__ import annotations

import http.server
import io
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.files import read_bytes
from knowledge.reading import office

pytestmark = pytest.mark.slow
needs_office = pytest.mark.skipif(not office.program(), reason="没有安装 LibreOffice")
RTF = rb"{\rtf1\ansi\ansicpg936\pard 2024\'c4\'ea\'bd\'a8\'bb\'e19\'bc\'d2\par}"


def test_without_it_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: "")
    with pytest.raises(UnreadableFile, match=r"LibreOffice.*另存为 docx"):
        read_bytes("a.rtf", RTF)


def test_it_is_found_where_it_usually_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    monkeypatch.setattr(office, "_USUAL_PLACES", (str(tmp_path / "no"), str(tmp_path)))
    assert office.program() == str(tmp_path)


@needs_office
def test_doc_and_rtf_are_read_under_whatever_name(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("今年建会9家。")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for r in table.rows for c in r.cells), ["项目", "数", "会员", "386"], strict=True):
        cell.text = text
    document.add_paragraph("以上。")
    document.save(tmp_path / "a.docx")
    made = office.converted("a.docx", (tmp_path / "a.docx").read_bytes(), ".docx", "doc")
    assert made.startswith(b"\xd0\xcf\x11\xe0")
    for name in ("a.doc", "a.wps"):
        assert read_bytes(name, made) == "今年建会9家。\n项目\t数\n会员\t386\n以上。"
    assert read_bytes("a.doc", RTF) == "2024年建会9家"


@needs_office
def test_what_it_cannot_open_is_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match="打不开"):
        office.converted("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".doc", "docx")


@needs_office
def test_a_run_that_takes_too_long_is_ended_with_all_it_started(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def watched(*args, **kwargs) -> subprocess.Popen[bytes]:
        started.append(popen(*args, **kwargs))
        return started[-1]

    monkeypatch.setattr(office.subprocess, "Popen", watched)
    monkeypatch.setattr(office, "SECONDS", 0.2)
    with pytest.raises(FileTooLarge, match="已经停下"):
        office.converted("a.rtf", RTF, ".rtf", "docx")
    assert started[0].poll() is not None
    monkeypatch.undo()
    assert Document(io.BytesIO(office.converted("a.rtf", RTF, ".rtf", "docx"))).paragraphs[0].text == "2024年建会9家"


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """The requests that a server on this machine gets; its address is the first entry."""
    found: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the names that the server calls

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        found.append(f"http://127.0.0.1:{server.server_port}")
        yield found
        server.shutdown()


@needs_office
def test_nothing_that_a_file_links_to_is_fetched(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    page = f'<html><link rel=stylesheet href="{asked[0]}/c.css"><img src="{asked[0]}/i.png">建会'.encode()
    office.converted("a.html", page, ".html", "odt")
    assert asked[1:] == []
    office._forget_profile()
    monkeypatch.setattr(office, "_SETTINGS", office._SETTINGS.partition("<item")[0] + "</oor:items>")
    office.converted("a.html", page, ".html", "odt")
    assert asked[1:], "without the settings it does ask, so the first half of this test can fail"
    office._forget_profile()
