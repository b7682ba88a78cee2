"""Small files that unpack to gigabytes: refused in one sentence, in seconds, in little memory, in a process that is watched."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.reading import worker
from tests.knowledge.reading.makers import LAUGHS, archive, deflated, docx, raw_pdf, raw_workbook

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 20.0
PROBE = """
    import json, resource, sys, time
    from pathlib import Path
    from knowledge.files import Unread, read_all
    resource.setrlimit(resource.RLIMIT_AS, (400_000_000, resource.getrlimit(resource.RLIMIT_AS)[1]))
    path = Path(sys.argv[1])
    data, started = path.read_bytes(), time.monotonic()
    entries = list(read_all(path.name, data))
    print(json.dumps({
        "seconds": time.monotonic() - started,
        "sentences": [entry.sentence for entry in entries if isinstance(entry, Unread)],
        "read": [len(entry.text) for entry in entries if not isinstance(entry, Unread)],
        "own": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "child": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024,
        "parsers": [name for name in ("lxml", "openpyxl", "pypdfium2") if name in sys.modules],
    }))
"""
ONE = "<row><c><v>1</v></c></row>"


def bomb(depth: int = 2) -> bytes:
    data = b"\0" * 300_000_000
    for _ in range(depth):
        data = deflated(data)
    return data


def layers() -> bytes:
    data = archive(("底.txt", b"\0" * 300_000_000))
    for _ in range(20):
        data = archive(("内.zip", data))
    return data


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "docx: a million and a half paragraphs": ("a.docx", lambda: docx("<w:p/>" * 1_500_000)),
    "docx: a comment of 60 MB": ("a.docx", lambda: docx("<!--" + " " * 60_000_000 + "-->")),
    "docx: an element with two million attributes": (
        "a.docx", lambda: docx("<w:p " + " ".join(f'a{n}=""' for n in range(2_000_000)) + "/>"),
    ),
    "docx: a billion laughs": ("a.docx", lambda: docx("&a11;", start=LAUGHS)),
    "docx: elements inside one another": ("a.docx", lambda: docx("<w:sdt>" * 100_000)),
    "xlsx: a million cells": ("a.xlsx", lambda: raw_workbook(("<row>" + "<c><v>1</v></c>" * 1_000 + "</row>") * 1_000)),
    "xlsx: a billion laughs": ("a.xlsx", lambda: raw_workbook("<row><c t='inlineStr'><is><t>&a11;</t></is></c></row>", start=LAUGHS)),
    "xlsx: everything merged": ("a.xlsx", lambda: raw_workbook(ONE, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    "xlsx: tags without an end": ("a.xlsx", lambda: raw_workbook("<c " * 390_000)),
    "zip: a text of 300 MB": ("a.zip", lambda: archive(("大.txt", b"\0" * 300_000_000))),
    "zip: twenty archives in one another": ("a.zip", layers),
    "zip: 400 MB in files of 19": ("a.zip", lambda: archive(*((f"{n}.txt", b" " * 19_000_000) for n in range(21)))),
    "zip: thirty thousand files": ("a.zip", lambda: archive(*((f"{n}.txt", b"") for n in range(30_000)))),
    "pdf: 300 MB, packed twice": ("a.pdf", lambda: raw_pdf([bomb()], "/Filter[/FlateDecode/FlateDecode]")),
    "pdf: a hundred thousand pages": ("a.pdf", lambda: raw_pdf([b""], repeat=100_000)),
    "pdf: a million characters on a page": (
        "a.pdf", lambda: raw_pdf([deflated(b"BT /F 9 Tf " + b"<4E00>Tj " * 1_000_000 + b"ET")], "/Filter/FlateDecode"),
    ),
    "html: elements inside one another": ("a.html", lambda: b"<div>" * 300_000 + b"x"),
    "html: cells over everything": ("a.html", lambda: b"<table>" + b"<tr><td rowspan=99999 colspan=99999>x" * 50_000),
    "mht: parts inside one another": (
        "a.mht", lambda: b"MIME-Version: 1.0\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(9_999)),
    ),
    "csv: a quote that never ends": ("a.csv", lambda: b'"' + b"a," * 5_000_000),
}  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit on the memory of a process")
@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case.replace(" ", "-"))
def test_refused_quickly_and_in_little_memory(case: str, tmp_path: Path) -> None:
    name, made = HOSTILE[case]
    path = tmp_path / name
    path.write_bytes(made())
    command = [sys.executable, "-c", textwrap.dedent(PROBE), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, timeout=90)
    found = json.loads(done.stdout)
    assert found["read"] == []
    assert len(found["sentences"]) == 1, found["sentences"]
    assert found["sentences"][0].count("。") == 1
    assert found["seconds"] < SECONDS
    assert found["child"] <= worker.MEMORY
    if name != "a.docx":
        assert found["parsers"] == [], "parsers run in the other process only"
