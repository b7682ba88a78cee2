"""Places and organisations by their last word: 笏坪砖厂, 油坊冲村, 绥岚物业服务有限公司; 镇总工会 has nothing of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from knowledge.names.cores import core_before
from knowledge.names.name import Grip, Kind, Name
from knowledge.names.words import Text, Word, chars, famous, generic, suffixes

_LONGEST_SUFFIX = 3  # words


def suffixed(text: Text) -> Iterator[Name]:
    """The names of a text that end in a word such as 村 or 公司."""
    for n, word in enumerate(text.words):
        if word.text[-1] not in _tails():
            continue
        yield from _whole(word)
        yield from _joined(text.words[n - 1], word) if n else ()
        for first, suffix in _endings(text.words, n):
            core = core_before(text.words, first, suffix)
            if core:
                yield _name(text.text, *core, suffix, word.end)
                break


def _whole(word: Word) -> Iterator[Name]:
    """What the dictionary has as a name, suffix and all: a county, 武汉大学."""
    known = word.is_own and word.tag in ("ns", "nr") and word.text[:-1] not in generic()
    if known and len(word.text) > 2 and word.text[-1] in suffixes("seats"):
        yield Name(word.text, Kind.PLACE, Grip.FREE, word.text[:-1], word.text[-1], word.start, word.end)
    if word.tag == "nt" and len(word.text) > 3 and word.text[:2] in famous() and word.text not in generic():
        yield Name(word.text, Kind.ORGANISATION, Grip.FREE, word.text, "", word.start, word.end)


def _joined(before: Word, word: Word) -> Iterator[Name]:
    """盛南村, where the dictionary knows a 南村."""
    single = len(before.text) == 1 and before.is_own and before.text not in chars("hard") | chars("soft")
    if single and word.tag == "ns" and len(word.text) == 2 and word.text[-1] in suffixes("seats"):
        name = before.text + word.text
        yield Name(name, Kind.PLACE, Grip.FREE, name[:-1], name[-1], before.start, word.end)


def _name(text: str, start: int, end: int, suffix: str, after: int) -> Name:
    kind = Kind.ORGANISATION if suffix in suffixes("firms", "schools", "offices") else Kind.PLACE
    return Name(text[start:after], kind, Grip.FREE, text[start:end], suffix, start, after)


def _endings(words: tuple[Word, ...], n: int) -> Iterator[tuple[int, str]]:
    """The suffixes that end with word n, the longest first, with the index of their first word."""
    for length in range(min(_LONGEST_SUFFIX, n + 1), 0, -1):
        suffix = "".join(word.text for word in words[n - length + 1 : n + 1])
        if suffix in _all():
            yield n - length + 1, suffix
    word = words[n].text
    if len(word) > 2 and words[n].tag in ("n", "nt", "nz"):  # 皮鞋厂, 商务楼: one word of the dictionary with its trade
        yield from (
            (n, word[at:]) for at in range(1, len(word)) if word[at:] in _all() and word[at:] not in suffixes("seats")
        )


@cache
def _tails() -> frozenset[str]:
    return frozenset(suffix[-1] for suffix in _all())


def _all() -> frozenset[str]:
    return suffixes("seats", "sites", "firms", "schools", "offices")
