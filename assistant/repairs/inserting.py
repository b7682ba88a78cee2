"""A sentence in place of an empty one: an unused fact of the notes, or the user's answer to the question."""

from __future__ import annotations

import re

from assistant.drafting.layout import sentence
from assistant.drafting.punctuation import mended
from assistant.drafting.rewriting import rewritten
from assistant.findings import Source
from assistant.notes import Notes

_BREAK = re.compile(r"[。；;！？!?\n]")
_NUMBER = re.compile(
    r"^\s*(?:[（(]?[0-9]{1,2}[)）]|[0-9]{1,2}[、.．](?![0-9])|[-*·•]|[一二三四五六七八九十]{1,3}、)\s*"
)


def told(notes: Notes, source: Source) -> str:
    """What the notes say around a figure, as a sentence of a report."""
    text = notes.text_of(source.document)
    start = max((m.end() for m in _BREAK.finditer(text, 0, source.start)), default=0)
    stop = _BREAK.search(text, source.end)
    words = _NUMBER.sub("", text[start : stop.start() if stop else len(text)].strip())
    return sentence(rewritten(words))


def answered(words: str) -> str:
    """The user's answer as a sentence."""
    return sentence(mended(" ".join(words.split())))


def replaced(text: str, span: tuple[int, int], new: str) -> str:
    """The text with a sentence in place of a stretch; a stretch without a mark at its end keeps the one that follows it."""
    start, end = span
    if text[end - 1 : end] not in "。！？!?；;":
        new = new.rstrip("。")
    return text[:start] + new + text[end:]
