"""Opening zip files, their own and those that docx and xlsx are, without believing what they say of themselves."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

MOST_ENTRIES = 20_000  # in the list of an archive; each takes half a kilobyte when opened
ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)  # what zipfile raises for broken, locked or unknown content
_ENTRY = b"PK\x01\x02"


def too_many_entries(data: bytes) -> bool:
    """Whether the list of the archive is too long to be opened at all."""
    return data.count(_ENTRY) > MOST_ENTRIES


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open an archive; raises one of ``ERRORS``, also for one with too many entries."""
    if too_many_entries(data):
        raise ValueError("too many entries")
    return zipfile.ZipFile(io.BytesIO(data))
