"""Persons: a family name and a given one, told by their characters or by a title beside them; masks (张某某) are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from knowledge.names.name import Grip, Kind, Name
from knowledge.names.words import Text, Word, chars, generic, parts, suffixes
from knowledge.tokens import guessed, is_known, is_word

_MASKED = "某"
_FULL = 3
_NEAR = 6  # characters in which a title of office stands
_SELDOM = 600
_OFFICES = "科室部局所站办组队处院"


def people(text: Text) -> Iterator[Name]:
    """The persons of a text."""
    for word in _likely(text):
        name = word.text
        alone = len(name) == _FULL and not word.frequency and not _goes_on(text, word)
        if _MASKED not in name and name not in generic() and (alone or _is_told(text, word)):
            grip = Grip.TITLED if is_word(name) else Grip.FREE
            yield Name(name, Kind.PERSON, grip, name, "", word.start, word.end)


def _likely(text: Text) -> Iterator[Word]:
    """Words that begin with a family name: guessed ones, and those that the dictionary has as a person's."""
    for word in text.words:
        if len(word.text) == _FULL and word.tag.startswith("nr") and word.is_rare and word.text[0] in _surnames():
            yield word
    yield from _usual(text)
    for start, run in _runs(text):
        at = start
        for guess, tag in guessed(run):
            word = _without_office(Word(guess, tag, 0, at))
            if (
                tag.startswith("nr")
                and word.text[0] in _surnames()
                and 2 <= len(word.text) <= _FULL
                and not is_known(guess)
            ):
                yield word
            at += len(guess)


def _usual(text: Text) -> Iterator[Word]:
    """周海燕, 雷雨桐: a name of usual words. Two of them stand together by chance often enough: a title of office must tell."""
    for word, after in pairwise(text.words):
        name = word.text + after.text
        if len(name) != _FULL or word.text[0] not in _surnames() or not after.is_han or after.text in chars("hard"):
            continue
        given = after if len(word.text) == 1 else word
        fits = given.tag.startswith("nr") or (
            given is after and given.frequency <= _SELDOM and given.tag in ("n", "nz", "ns", "m", "d", "a")
        )
        if fits and text.text[max(0, word.start - _NEAR) : word.start].endswith(_before()):
            yield Word(name, "nr", 0, word.start)


def _runs(text: Text) -> Iterator[tuple[int, str]]:
    """Runs of characters that make no word, with a family name in them; grammar (由, 和) parts them."""
    start, run = 0, ""
    for word in (*text.words, Word("", "x", 0, len(text.text))):
        if len(word.text) == 1 and word.is_han and word.text not in chars("hard"):
            start, run = (start, run + word.text) if run else (word.start, word.text)
            continue
        if len(run) > 1 and any(char in _surnames() for char in run[:-1]):
            yield start, run
        run = ""


def _without_office(word: Word) -> Word:
    """李坚 of 科李坚, which is guessed to be one word where 项目科李坚 stands."""
    if len(word.text) == _FULL and word.text[0] in _OFFICES and word.text[1] in _surnames():
        return replace(word, text=word.text[1:], start=word.start + 1)
    return word


def _goes_on(text: Text, word: Word) -> bool:
    """Whether it is the beginning of a place's name: 葛岩渡 of 葛岩渡镇."""
    after = text.text[word.end : word.end + 2]
    return bool(after) and (
        after[0] in chars("features") or after in suffixes("seats") or after[0] in suffixes("seats", "sites")
    )


def _is_told(text: Text, word: Word) -> bool:
    """Whether the words beside it say that this is a person."""
    before, after = text.text[max(0, word.start - _NEAR) : word.start], text.text[word.end : word.end + _NEAR]
    return before.endswith(_before()) or after.startswith(tuple(parts()["people"]["after"]))


@cache
def _surnames() -> frozenset[str]:
    return chars("surnames") - chars("hard")


@cache
def _before() -> tuple[str, ...]:
    return tuple(parts()["people"]["before"])
