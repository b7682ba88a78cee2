"""Reading in a process of its own what a hostile file can make slow, large or crash: PDF, workbooks, web pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading.content import Content

SECONDS = 20.0  # for one file; a report of a hundred pages takes less than one
_ROOT = Path(__file__).resolve().parents[2]


def read_apart(reader: str, name: str, data: bytes) -> Content:
    """Return what ``reader`` (a key of ``worker.READERS``) makes of a file.

    Raises what the reader raises, ``FileTooLarge`` when it takes too long or too much memory, ``UnreadableFile`` when
    it crashes.
    """
    head = json.dumps({"reader": reader, "name": name}).encode() + b"\n"
    also = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    paths = [str(_ROOT), *filter(os.path.isabs, also)]  # nothing out of whatever folder the program was started in
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "knowledge.reading.worker"],
            input=head + data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
    except subprocess.TimeoutExpired as error:
        raise FileTooLarge(f"“{name}”{SECONDS:.0f}秒还没有读完，已经停下，请只留要用的部分，另存后再试。") from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise UnreadableFile(f"“{name}”读不下去（内容过多或已损坏），请只留要用的部分，重新另存后再试。") from error
    return _answered(name, answer)


def _answered(name: str, answer: dict[str, str]) -> Content:
    kind = answer.get("error")
    if kind == "memory":
        raise FileTooLarge(f"“{name}”里的内容过多，为安全起见不读取，请只留要用的部分，另存后再试。")
    if kind:
        raise (FileTooLarge if kind == "large" else UnreadableFile)(answer["sentence"])
    return Content(answer["text"], answer["missing"])
