"""A report being written: title, sections, and the plain text that the checker and the exporters see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.errors import InputError
from assistant.receipts import Receipt, kept, placed


class Role(StrEnum):
    """What a section does in the report."""

    OPENING = "opening"
    WORK = "work"
    PROBLEMS = "problems"
    NEXT = "next"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Section:
    """One section: ``heading`` is its line as printed (一、……), empty for the opening and the closing.

    ``text`` holds paragraphs, one a line; sub-headings such as （一）…… stand on lines of their own. ``receipts`` say
    what its sentences rest on.
    """

    id: str
    role: Role
    heading: str
    text: str
    receipts: tuple[Receipt, ...] = ()

    def rendered(self) -> str:
        """The section as plain text: heading line, then paragraphs."""
        return "\n".join(part for part in (self.heading, self.text.strip("\n")) if part)

    def typed(self, text: str) -> Section:
        """The section with this text; the sentences that stay as they were keep their receipts."""
        return replace(self, text=text, receipts=kept(self.receipts, text))


@dataclass(frozen=True, slots=True)
class Draft:
    """The whole report. Offsets of findings are into ``text()``."""

    title: str
    sections: tuple[Section, ...] = ()
    kind: str = ""

    def text(self) -> str:
        """Title and sections as plain text, joined by single line breaks; this is what is checked."""
        return "\n".join([self.title, *(section.rendered() for section in self.sections)])

    def spans(self) -> Iterator[tuple[Section, int, int]]:
        """Each section with its ``[start, end)`` in ``text()``."""
        at = len(self.title)
        for section in self.sections:
            start = at + 1
            at = start + len(section.rendered())
            yield section, start, at

    def receipts(self) -> Iterator[tuple[int, int, Receipt]]:
        """The receipts of all sentences with their ``[start, end)`` in ``text()``."""
        for section, start, _ in self.spans():
            at = start + (len(section.heading) + 1 if section.heading else 0)
            body = section.text.strip("\n")
            yield from ((at + first, at + last, receipt) for first, last, receipt in placed(section.receipts, body))

    def section(self, section_id: str) -> Section:
        """The section of that id; raises ``InputError`` when there is none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise InputError(f"没有编号为“{section_id}”的部分，请在右侧列表里重新选择。")

    def replacing(self, new: Section) -> Draft:
        """Return this draft with the section of the same id replaced; the others are the very same objects."""
        self.section(new.id)
        return replace(self, sections=tuple(new if s.id == new.id else s for s in self.sections))
