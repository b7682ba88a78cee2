"""Cities and provinces that everybody knows: names without a suffix, for another unit's trip to 杭州 is not ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from knowledge.names.name import Grip, Kind, Name
from knowledge.names.words import Text, Word, famous, parts

# where such a name is no place of the unit's own: in the title of a paper
_SEATS = ("省", "市")
_PAPER = re.compile(r"《[^《》\n]*》")


def well_known(text: Text) -> Iterator[Name]:
    """The cities and provinces of a text, but for those inside 《》."""
    papers = [m.span() for m in _PAPER.finditer(text.text)]
    for word in text.words:
        city = _bare(word)
        if city not in famous() or any(start <= word.start < end for start, end in papers):
            continue
        after = text.text[word.start + len(city) :][:1]
        if after in _SEATS:
            yield Name(city + after, Kind.PLACE, Grip.FREE, city, after, word.start, word.start + len(city) + 1)
        elif word.text not in _doubtful():
            yield Name(city, Kind.PLACE, Grip.FREE, city, "", word.start, word.end)


def _bare(word: Word) -> str:
    return word.text[:-1] if word.text[-1:] in _SEATS and len(word.text) > 2 else word.text


@cache
def _doubtful() -> frozenset[str]:
    return frozenset(parts()["wellknown"]["doubtful"].split())
