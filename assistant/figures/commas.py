"""Tables whose cells are parted by commas (a CSV file pasted into the notes): 村,户数,人口 / 张庄,120,430."""

from __future__ import annotations

import re
from functools import lru_cache

_HEAD = re.compile(r"[^,，。；;：:！!？?\n0-9]{1,10}(?:[,，][^,，。；;：:！!？?\n]{0,10}){2,12}$")
_ROW = re.compile(r"[^,，。；;\n]{1,16}(?:[,，](?:-?[0-9]+(?:\.[0-9]+)?[%﹪％]?|[^,，。；;：:\n0-9]{0,12})){2,12}$")
_NUMBER = re.compile(r"[,，]-?[0-9]")
FEWEST = 2


@lru_cache(maxsize=64)
def tabbed(text: str) -> str:
    """The text, as long as before, with tabs for the commas of such tables: at least two rows of as many cells as the head."""
    if text.count(",") + text.count("，") < (FEWEST + 1) * 2:
        return text
    lines = text.split("\n")
    for first, line in enumerate(lines):
        size = _cells(line)
        if size < 3 or not _HEAD.fullmatch(line.strip()):
            continue
        last = first + 1
        while last < len(lines) and _cells(lines[last]) == size and _ROW.fullmatch(lines[last].strip()):
            last += 1
        rows = range(first, last)
        if last - first > FEWEST and all(_NUMBER.search(lines[k]) for k in rows[1:]):
            for k in rows:
                lines[k] = re.sub("[,，]", "\t", lines[k])
    return "\n".join(lines)


def _cells(line: str) -> int:
    return line.count(",") + line.count("，") + 1
