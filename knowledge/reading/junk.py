"""Files that computers leave lying about in folders and archives."""

from __future__ import annotations

from pathlib import PurePosixPath

_FOLDERS = frozenset({"__MACOSX", "$RECYCLE.BIN", "System Volume Information"})
_FILES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})


def is_junk(path: str) -> bool:
    """Whether no person made the file: hidden ones, Word's ~$ locks, the marks of macOS and Windows."""
    parts = PurePosixPath(path).parts
    if any(part in _FOLDERS or (part.startswith(".") and part.strip(".")) for part in parts):
        return True
    name = parts[-1].lower() if parts else ""
    return name.startswith(("~$", "~wrl", ".~")) or name in _FILES or name.endswith((".tmp", ".lnk"))
