"""The report as Markdown which reads the same rendered, as plain text, and when it is checked again.

Characters stay as typed; a backslash goes only before what CommonMark would otherwise eat.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.draft import Draft
from assistant.export.lines import Line, text_lines

_HASHES = {1: "## ", 2: "### "}  # 一、 and （一）; deeper levels are paragraphs that keep their number
_BLOCK = re.compile(r"#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|(?:([-*_])[ \t]*)(?:\1[ \t]*){2,}$|`{3}|~{3}")
_INLINE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # a backslash that would escape something
    r"|<(?=[A-Za-z/!?])"  # a tag or an autolink
    r"|&(?=#?\w+;)"  # an entity
    r"|\[(?=[^\]]*\](?:\(|:))"  # a link or its definition
    r"|~(?=~)|(?<=~)~"  # struck out
)
_RUN = re.compile(r"\*+|_+")
_ORDERED = re.compile(r"(\d{1,9})[.)](?=\s)")


def to_markdown(draft: Draft) -> str:
    """Return the draft as Markdown: ``#`` title, ``##`` 一、, ``###`` （一）, paragraphs apart.

    Undoing the backslash escapes and the leading ``#`` marks gives back the lines of ``draft.text()``.
    """
    paragraphs = []
    title = " ".join(draft.title.split())
    if title:
        paragraphs.append("# " + _heading(title))
    number: int | None = None
    for line in text_lines(draft):
        marks = _HASHES.get(line.level, "") if line.is_heading else ""
        number, text = (None, marks + _heading(line.text)) if marks else _paragraph(line, number)
        paragraphs.append(text)
    return "\n\n".join(paragraphs) + "\n"


def _heading(text: str) -> str:
    """Escape the text of a heading; only a closing row of # differs from running text."""
    return re.sub(r"(?<=\s)#(?=#*$)", r"\\#", _inline(text.strip()))


def _paragraph(line: Line, previous: int | None) -> tuple[int | None, str]:
    """Return the number of an ordered-list paragraph, and the escaped text.

    Markdown counts on by itself from the first number of a list. A number stays as typed while the count
    comes out the same; where it would print another, its dot is escaped.
    """
    text = line.text.strip()
    ordered = _ORDERED.match(text)
    if ordered is None:
        return None, _opening(_inline(text))
    number = int(ordered.group(1))
    text = _inline(text)
    if previous is None or number == previous + 1:
        return number, text
    at = ordered.end() - 1
    return None, f"{text[:at]}\\{text[at:]}"


def _opening(text: str) -> str:
    """Escape what would make the paragraph a heading, quotation, list, rule or code."""
    return "\\" + text if _BLOCK.match(text) else text


def _inline(text: str) -> str:
    """Escape what would be taken as emphasis, code, link, tag or entity."""
    eaten = {match.start() for match in _INLINE.finditer(text)} | set(_emphasis(text))
    ticks = [i for i, char in enumerate(text) if char == "`"]
    if len(ticks) > 1:
        eaten.update(ticks)
    return "".join("\\" + char if i in eaten else char for i, char in enumerate(text))


def _emphasis(text: str) -> Iterator[int]:
    """Yield the places of * and _ which open emphasis that a later run closes (CommonMark 0.31, 6.2)."""
    runs = [(match, *_flanking(text, match)) for match in _RUN.finditer(text)]
    for i, (run, opens, _) in enumerate(runs):
        if opens and any(shuts and later[0] == run[0][0] for (later, _, shuts) in _later(runs, i)):
            yield from range(run.start(), run.end())


def _later(runs: list[tuple[re.Match[str], bool, bool]], i: int) -> Iterator[tuple[str, bool, bool]]:
    return ((run.group(), opens, shuts) for run, opens, shuts in runs[i + 1 :])


def _flanking(text: str, run: re.Match[str]) -> tuple[bool, bool]:
    """Whether a run of * or _ can open and can close emphasis."""
    before, after = text[run.start() - 1 : run.start()] or " ", text[run.end() : run.end() + 1] or " "
    left = not after.isspace() and (not _is_mark(after) or before.isspace() or _is_mark(before))
    right = not before.isspace() and (not _is_mark(before) or after.isspace() or _is_mark(after))
    if run.group()[0] == "*":
        return left, right
    return left and (not right or _is_mark(before)), right and (not left or _is_mark(after))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
