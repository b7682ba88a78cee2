"""One folder, one process that writes: the lock, and the sentence that says who holds it."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from knowledge.errors import LibraryBusy, LibraryError

_PATIENCE = 0.3  # seconds to wait for another process that is just leaving


def locked(folder: Path, *, shared: bool) -> FileLock | None:
    """Return the held lock of a folder; None where another process has it and ``shared`` allows that.

    Raises ``LibraryBusy`` where it does not, ``LibraryError`` for a folder that cannot be written in.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "library.lock", thread_local=False)
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        if shared:
            return None
        raise LibraryBusy(busy(folder)) from None
    except OSError as error:
        raise LibraryError(_unusable(folder)) from error
    try:
        (folder / "library.pid").write_text(str(os.getpid()), encoding="utf-8")
    except OSError as error:
        lock.release()
        raise LibraryError(_unusable(folder)) from error
    return lock


def busy(folder: Path) -> str:
    """Return the sentence that says who holds a folder."""
    try:
        holder = (folder / "library.pid").read_text(encoding="utf-8").strip()
    except OSError:
        holder = ""
    if holder == str(os.getpid()):
        return "样本库已在本程序里打开，请先关闭前一次打开的再试。"
    who = f"（进程号{holder}）" if holder.isdecimal() else ""
    return f"样本库正被另一个有据程序{who}使用，请先关掉那个程序，或换一个样本库文件夹。"


def _unusable(folder: Path) -> str:
    return f"样本库文件夹“{folder}”不能写入，请检查权限或换一个文件夹。"
