"""A name: where it stands, what kind of thing bears it, and how a draft has to show it to count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What bears the name; a work is a programme, book, play or brand that stands in quotation marks."""

    PLACE = "place"
    ORGANISATION = "organisation"
    PERSON = "person"
    WORK = "work"


class Grip(StrEnum):
    """Where the form counts in a draft: anywhere; only between two edges; only beside a title of office; only in quotation marks."""

    FREE = "free"
    EDGE = "edge"
    TITLED = "titled"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Name:
    """One form of a name. ``core`` is what is peculiar to it (鸿达 of 鸿达纺织有限公司), ``suffix`` its last word (公司).

    ``text`` is the source's ``[start:end]``, but for a short form, whose place is that of the full one; ``start`` -1: in the title.
    """

    text: str
    kind: Kind
    grip: Grip
    core: str
    suffix: str
    start: int
    end: int

    def moved(self, start: int) -> Name:
        """The same name standing elsewhere."""
        return replace(self, start=start, end=start)
