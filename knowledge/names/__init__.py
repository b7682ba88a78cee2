"""Names in a passage: the places, organisations, persons and works that belong to one unit and to no other.

Found once, when a passage is stored, with the dictionary's words and tags and with rules for the suffixes of this world; a
draft is later only searched for them (``assistant/checks``). What any unit may say (全镇, 便民服务中心, 示范村) is no name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from knowledge.names.listed import listed
from knowledge.names.lookup import Hit, Lookup, alike, called
from knowledge.names.name import Grip, Kind, Name
from knowledge.names.people import people
from knowledge.names.short import short_forms
from knowledge.names.suffixed import suffixed
from knowledge.names.titles import titles
from knowledge.names.wellknown import well_known
from knowledge.names.words import Text, is_famous, is_generic, read
from knowledge.splitting import Passage
from knowledge.tokens import vocabulary_id

__all__ = [
    "Grip",
    "Hit",
    "Kind",
    "Lookup",
    "Name",
    "alike",
    "called",
    "finder_id",
    "forms_in",
    "is_famous",
    "is_generic",
    "names_in",
    "names_of",
]

_VERSION = "1"  # change it when names come out differently, and libraries look for them anew


def names_in(text: str) -> tuple[Name, ...]:
    """The names that stand in a text, in order; where two overlap, the longer one."""
    taken: list[Name] = []
    for name in sorted(_candidates(read(text)), key=lambda n: (n.start - n.end, n.start)):
        if all(name.end <= other.start or other.end <= name.start for other in taken):
            taken.append(name)
    return tuple(sorted(taken, key=lambda n: n.start))


def names_of(passage: Passage) -> tuple[Name, ...]:
    """What to look for in drafts: the names of a passage and of its report's title, and their short forms."""
    return forms_in(passage.text, passage.title)


def forms_in(text: str, title: str = "") -> tuple[Name, ...]:
    """The names of a text and of the title over it, and their short forms, each form once; -1 is the place of one in the title."""
    found: dict[str, Name] = {}
    for name in (*names_in(text), *_of_title(title)):
        for form in (name, *short_forms(name)):
            found.setdefault(form.text, form)
    return tuple(found.values())


@lru_cache(maxsize=256)
def _of_title(title: str) -> tuple[Name, ...]:
    return tuple(name.moved(-1) for name in names_in(title))


@cache
def finder_id() -> str:
    """A short id of what decides which names are found; it changes with the rules and their data."""
    data = [(files("knowledge.names") / name).read_bytes() for name in ("parts.toml", "generic.tsv")]
    return hashlib.sha256(b"".join([_VERSION.encode(), vocabulary_id().encode(), *data])).hexdigest()[:8]


def _candidates(text: Text) -> Iterator[Name]:
    yield from titles(text)
    yield from suffixed(text)
    yield from listed(text)
    yield from people(text)
    yield from well_known(text)
