"""The other end of ``isolation``: reads one file in a process that has little memory and can be ended.

Takes a line of JSON and the bytes of the file, gives back a line of JSON. Run with ``python -m``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from knowledge.errors import FileError, FileTooLarge
from knowledge.reading.content import LONGEST, Content

MEMORY = 768 * 1024 * 1024  # bytes of address space
_DEEPEST = 10_000  # calls; a page may have 2,048 elements inside one another


def _pdf(name: str, data: bytes) -> Content:
    from knowledge.reading.pdf import read_pdf

    return read_pdf(name, data)


def _xlsx(name: str, data: bytes) -> Content:
    for unneeded in ("numpy", "PIL"):  # openpyxl takes them along where it finds them
        sys.modules[unneeded] = None  # type: ignore[assignment]
    from knowledge.reading.sheets import read_xlsx

    return read_xlsx(name, data)


def _html(name: str, data: bytes) -> Content:
    from knowledge.reading.webpages import read_html

    return Content(read_html(name, data))


def _mht(name: str, data: bytes) -> Content:
    from knowledge.reading.webpages import read_mht

    return Content(read_mht(name, data))


READERS: dict[str, Callable[[str, bytes], Content]] = {"pdf": _pdf, "xlsx": _xlsx, "html": _html, "mht": _mht}


def confine(memory: int = MEMORY) -> None:
    """Bound what this process may use, where the system can."""
    try:
        import resource
    except ImportError:  # Windows; the time limit of the parent holds there too
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def main() -> None:
    """Read what stands on standard input and answer on standard output."""
    confine()
    sys.setrecursionlimit(_DEEPEST)
    wanted = json.loads(sys.stdin.buffer.readline())
    try:
        content = READERS[wanted["reader"]](wanted["name"], sys.stdin.buffer.read())
        too_long = len(content.text) > LONGEST
        answer = {"error": "memory"} if too_long else {"text": content.text, "missing": content.missing}
    except FileError as error:
        answer = {"error": "large" if isinstance(error, FileTooLarge) else "unreadable", "sentence": str(error)}
    except (MemoryError, RecursionError):
        answer = {"error": "memory"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
