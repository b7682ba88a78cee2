"""Lines of the notes cut into the pieces that are told apart: an announcement, sentences, a turn to problems or plans."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.notes import NoteLine
from assistant.notewords import LONG_LINE, heading_core, labelled, pattern, turns

NUMBER = re.compile(r"^[（(]?([0-9]{1,2})[.．、)）](?:\s*|(?![0-9]))")
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+[”’」』）)]*|[^。！？!?]+$", re.DOTALL)
_LONGER_LINE = 100  # and at its semicolons, where it has no full stop


def named(text: str) -> str:
    """The label of a numbered line, or all of it where it ends with a colon."""
    bare = NUMBER.sub("", text)
    return heading_core(bare) if bare.endswith(("：", ":")) else labelled(bare)[0]


def announced(line: NoteLine) -> list[NoteLine]:
    """A first line cut after the clause that only announces the notes (今年的事我说一下，……)."""
    head = re.match(r"(?:[^，,。；：:0-9]|20[0-9]{2}(?=年)){4,30}[，,：:]", line.text)
    if spoken := re.match(r"\S{6,30}(?=[ 　])", line.text):  # typed by voice, with spaces for stops
        head = spoken if pattern("announcement").fullmatch(spoken[0]) else head
    if head is None or not re.search("说|讲|记|汇报|大概(?:是?这样|这些|如下)", head[0]):
        return [line]
    if not (pattern("announcement").fullmatch(head[0].rstrip("，,：:")) or re.search("大概", head[0])):
        return [line]
    text = line.text[head.end() :].lstrip()
    first = NoteLine(line.document, line.start, line.start + head.end(), head[0])
    return [first, NoteLine(line.document, line.end - len(text), line.end, text)] if text else [line]


def pieces(line: NoteLine) -> list[NoteLine]:
    """The line, or its sentences where it is long or turns to problems or plans midway."""
    cuts = [m.end() for m in _SENTENCE.finditer(line.text)]
    if len(line.text) <= LONG_LINE:
        cuts = []
    elif len(line.text) > _LONGER_LINE and len(cuts) == 1 and not labelled(line.text)[0]:
        cuts = [m.end() for m in re.finditer("[；;]", line.text)]
    cuts += [m.start(1) for m in turns().finditer(line.text)]
    edges = sorted({0, *(cut for cut in cuts if re.search(r"\w", line.text[:cut])), len(line.text)})
    pieces = []
    for start, end in pairwise(edges):
        raw = line.text[start:end]
        if text := raw.strip():
            begin = line.start + start + raw.index(text)
            pieces.append(NoteLine(line.document, begin, begin + len(text), text))
    return pieces or [line]
