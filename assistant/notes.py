"""What the user gave: pasted text and files, kept exactly as given."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import InputError

PASTED = "粘贴的笔记"
CONFIRMED = "事实表"  # figures that the user corrected or added in the table of facts
LONGEST = 200_000  # characters of notes in one report


@dataclass(frozen=True, slots=True)
class Note:
    """One pasted message or one file, exactly as given; offsets are ``str`` offsets into ``text``."""

    document: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One non-empty line of a note, without the white space around it."""

    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Notes:
    """All notes of one report, in the order in which they were given."""

    items: tuple[Note, ...] = ()

    @classmethod
    def of(cls, text: str, document: str = PASTED) -> Notes:
        """Notes of one text; raises ``InputError`` when there is nothing in it or far too much."""
        return cls().adding(text, document)

    def adding(self, text: str, document: str = PASTED) -> Notes:
        """Return these notes and one more; a taken document name gets a number (粘贴的笔记2).

        Raises ``InputError`` for empty or overlong text.
        """
        if not text.strip():
            raise InputError(f"“{document}”里没有文字，请粘贴今年工作的笔记，一行写一件事即可。")
        total = len(text) + sum(len(item.text) for item in self.items)
        if total > LONGEST:
            raise InputError(f"笔记共{total}字，超过{LONGEST}字的上限，请分成几份报告来写。")
        taken = {item.document for item in self.items}
        name, number = document, 2
        while name in taken:
            name, number = f"{document}{number}", number + 1
        return Notes((*self.items, Note(name, text)))

    def lines(self) -> tuple[NoteLine, ...]:
        """Every non-empty line with its place, in order."""
        return tuple(line for note in self.items for line in _lines_of(note))

    def text_of(self, document: str) -> str:
        """The text of one document; empty when there is none of that name."""
        return next((note.text for note in self.items if note.document == document), "")


def _lines_of(note: Note) -> list[NoteLine]:
    found, at = [], 0
    for raw in note.text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = at + raw.index(stripped)
            found.append(NoteLine(note.document, start, start + len(stripped), stripped))
        at += len(raw)
    return found
