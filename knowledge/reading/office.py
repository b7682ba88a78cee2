"""Older files (doc, xls, rtf) by way of LibreOffice, where it is installed; it runs apart, without network or macros."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from knowledge.errors import FileTooLarge, UnreadableFile

SECONDS = 60.0  # for one file; the first takes three, the others one and a half
MEMORY = 4 * 1024 * 1024 * 1024
LARGEST = 40 * 1024 * 1024  # bytes of what comes out
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_CONFINED = (  # the limits are set in the new process, for a fork that runs Python code is unsafe among threads
    "import os, sys; from knowledge.reading.worker import confine; confine(int(sys.argv[1])); os.execv(sys.argv[2], sys.argv[2:])"
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
</oor:items>
"""
_one_at_a_time = threading.Lock()


def program() -> str:
    """The path of LibreOffice, empty where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _USUAL_PLACES if Path(place).exists()), "")


def converted(name: str, data: bytes, suffix: str, target: str) -> bytes:
    """Return a file (of the type ``suffix``) as ``target``, docx or xlsx.

    Raises ``UnreadableFile`` where LibreOffice is missing or cannot open the file, ``FileTooLarge`` when it takes too long.
    """
    found = program()
    if not found:
        raise UnreadableFile(
            f"“{name}”是旧版文档，要装了 LibreOffice 才能直接读，请用 Word 或 WPS 打开，另存为 {target} 后再试。"
        )
    with tempfile.TemporaryDirectory(prefix="youju-", ignore_cleanup_errors=True) as folder, _one_at_a_time:
        given = Path(folder) / f"given{suffix}"
        given.write_bytes(data)
        _run(name, found, given, target)
        made = given.with_suffix(f".{target}")
        if not made.exists():
            why = "可能损坏、加了密码，或没有装 LibreOffice Calc" if target == "xlsx" else "可能损坏或加了密码"
            raise UnreadableFile(
                f"LibreOffice 打不开“{name}”（{why}），请用 Word、Excel 或 WPS 打开，另存为 {target} 后再试。"
            )
        if made.stat().st_size > LARGEST:
            raise FileTooLarge(f"“{name}”里的内容过多，请只留要用的部分，另存为 {target} 后再试。")
        return made.read_bytes()


def _run(name: str, found: str, given: Path, target: str) -> None:
    command = [
        found,
        f"-env:UserInstallation={_profile().as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--convert-to", target, "--outdir", str(given.parent), str(given),
    ]  # fmt: skip
    if os.name == "posix":
        command = [sys.executable, "-P", "-c", _CONFINED, str(MEMORY), *command]
    root = str(Path(__file__).resolve().parents[2])
    process = subprocess.Popen(  # noqa: S603 - a fixed program on a file of our own naming
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise FileTooLarge(
            f"“{name}”{SECONDS:.0f}秒还没有转换完，已经停下，请用 Word 或 WPS 另存为 {target} 后再试。"
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program with all that it has started."""
    if process.poll() is None:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
        _forget_profile()


_kept: list[tempfile.TemporaryDirectory[str]] = []


def _profile() -> Path:
    """A profile of our own for as long as we run: without the user's, and quicker than a new one for each file."""
    if not _kept:
        _kept.append(tempfile.TemporaryDirectory(prefix="youju-office-", ignore_cleanup_errors=True))
        settings = Path(_kept[0].name) / "user" / "registrymodifications.xcu"
        settings.parent.mkdir()
        settings.write_text(_SETTINGS, encoding="utf-8")
    return Path(_kept[0].name)


def _forget_profile() -> None:
    """After a run that was cut off the profile may be half written."""
    while _kept:
        _kept.pop().cleanup()
