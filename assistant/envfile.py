"""A file of settings, ``NAME='value'`` a line: read with care, written at once or not at all, for its owner only."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

from assistant.errors import WorkspaceError


def read(path: Path) -> dict[str, str]:
    """Return the values of a file, none where it is missing; raises ``WorkspaceError`` where it cannot be read."""
    if not path.is_file():
        return {}
    try:
        read = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise WorkspaceError(f"设置文件 {path} 读不出来，请检查它的权限，并确认它是 UTF-8 编码。") from None
    return {name: value for name, value in read.items() if value is not None}


def write(path: Path, values: Mapping[str, str]) -> None:
    """Replace a file by these values; raises ``WorkspaceError``, and then the old file is as it was."""
    lines = ["# 由“设置”页写入，含密钥，请勿外传"]
    for name, value in values.items():
        escaped = value.replace("\\", "\\\\").replace("'", "\\'")
        lines.append(f"{name}='{escaped}'")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=".settings-")  # mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
                file.flush()
                os.fsync(file.fileno())
            Path(part).replace(path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WorkspaceError(f"设置不能写入 {path}（{error.strerror}），请检查文件夹的权限和磁盘空间。") from None
