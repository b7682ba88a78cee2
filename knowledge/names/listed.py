"""Places and firms in a row: 枫桠、大箐脚等4个村, 禾泽饲料、松坤建材等14家企业, 鹧鸪尖180亩、洗砚冲150亩."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from knowledge.names.name import Kind, Name
from knowledge.names.short import grip_of
from knowledge.names.words import Text, Word, chars, generic, suffixes
from knowledge.tokens import is_word

_ROW = re.compile(r"[\u4e00-\u9fff]{2,}(?:[、和及与][\u4e00-\u9fff]{2,})*")
_COUNT = r"(?:[0-9]{1,3}|[两二三四五六七八九十]{1,3})"
_SORT = "[^，。、；年月日在的]{0,2}?"  # 2所山区学校
# what comes after a row of places: 3个村, 两村, 等村, 一带
_OF_SEATS = re.compile(
    rf"(?:等)?{_COUNT}个?{_SORT}(?:村|社区|镇|乡|乡镇|街道|县|村民小组|组)(?!民|级)|等(?:村|镇|乡|社区|乡镇|街道|地)(?![直级民里内区方])|一带"
)
_OF_SITES = re.compile(rf"(?:等)?{_COUNT}(?:个|所|处)?{_SORT}(?:小区|片区|市场|学校|小学|中学|林场|水库|园区|码头)")
_OF_FIRMS = re.compile(rf"等(?:{_COUNT}|多)?家?[\u4e00-\u9fff]{{0,8}}?(?:企业|公司|厂家|商家)")
_MEASURED = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,4})[0-9.]+万?(?:亩|株|户|人|公里|公顷)(?=[、，。；]|$)")
_BETWEEN = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<one>[\u4e00-\u9fff]{2,4})至(?P<two>[\u4e00-\u9fff]{2,4}?)(?:段)?[0-9.]+(?:公里|米)"
)
_WHOLE = re.compile("[全各本每该我]")
_LONGEST = 4
_BY_ITSELF = 2


def listed(text: Text) -> Iterator[Name]:
    """The names of a text that stand in a row or in parallel, with nothing of their own that says what they are."""
    for row in _rows(text):
        yield from row
    yield from _parallel(text)
    for match in _BETWEEN.finditer(text.text):
        yield from (_place(match[g], match.start(g)) for g in ("one", "two") if not _is_said(match[g]))


def _rows(text: Text) -> Iterator[list[Name]]:
    for match in _ROW.finditer(text.text):
        start, end = match.span()
        for tail, items in _TAILS:
            cut = _cut(text.text, start, end, tail)
            if cut is not None:
                yield list(items(text, _items(text.text, start, cut)))
                break
        else:
            yield list(_inheriting(text, _items(text.text, start, end)))


def _cut(text: str, start: int, end: int, tail: re.Pattern[str]) -> int | None:
    """Where a row ends, if the words after it are those of ``tail``."""
    floor = max(start, *(text.rfind(mark, start, end) + 1 for mark in "、和及与"))
    for at in range(floor + _BY_ITSELF, end + 1):
        if tail.match(text, at):
            return at
    return None


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, at = [], start
    for n in range(start, end):
        if text[n] in "、和及与":
            found.append((at, n))
            at = n + 1
    return [*found, (at, end)]


def _places(text: Text, items: list[tuple[int, int]], *, plain: bool) -> Iterator[Name]:
    """The places of a row; of villages (``plain``) some may be called by a usual noun (渡口), where another stands beside it."""
    for n, (start, end) in enumerate(items):
        words = _own_end(text, start, end) if n == 0 else text.within(start, end)
        apart = n > 0 or (len(items) > 1 and words and words[0].start == start)
        if words and _is_place(words, plain=plain and bool(apart)):
            yield _place(text.text[words[0].start : end], words[0].start)


def _firms(text: Text, items: list[tuple[int, int]]) -> Iterator[Name]:
    """Firms by their lines of business; a usual word (腾飞米业) where two others of the row are sure."""
    if len(items) <= _BY_ITSELF:
        return
    found = [firm for n, (start, end) in enumerate(items) if (firm := _firm(text, start, end, first=n == 0))]
    sure = [firm for firm in found if not is_word(firm.core)]
    yield from found if len(sure) >= _BY_ITSELF else sure


def _firm(text: Text, start: int, end: int, *, first: bool) -> Name | None:
    words = text.within(start, end)
    tail = len(words)
    while tail > 0 and (words[tail - 1].text in suffixes("trades", "firms") or words[tail - 1].text in generic()):
        tail -= 1
    head = 0
    while first and head < tail and (words[head].tag in ("v", "p", "d") or words[head].text in chars("hard")):
        head += 1
    core = "".join(word.text for word in words[head:tail])
    if tail == len(words) or not 2 <= len(core) <= _LONGEST or core in generic() or _WHOLE.search(core):
        return None
    name, at = text.text[words[head].start : end], words[head].start
    return Name(name, Kind.ORGANISATION, grip_of(name), core, words[-1].text, at, end)


def _inheriting(text: Text, items: list[tuple[int, int]]) -> Iterator[Name]:
    """柳西、杜庄、大樟坞村: the last says what the others are."""
    if len(items) < _BY_ITSELF:
        return
    start, end = items[-1]
    said = text.text[start:end]
    seat = next((at for at in range(2, min(len(said), _LONGEST + 1)) if said[at] in "村镇乡"), 0)
    words = text.within(start, start + seat)
    if not words or words[-1].end != start + seat or not _is_bare_place(words):
        return
    for n, (a, b) in enumerate(items[:-1]):
        words = _own_end(text, a, b) if n == 0 else text.within(a, b)
        if words and _is_bare_place(words):
            yield _place(text.text[words[0].start : b], words[0].start)


def _parallel(text: Text) -> Iterator[Name]:
    """鹧鸪尖180亩、洗砚冲150亩: two or more in parallel, each ending as places do."""
    found = [m for m in _MEASURED.finditer(text.text) if m["name"][-1] in chars("features") and not _is_said(m["name"])]
    for match in found:
        if any(m is not match and abs(m.start() - match.start()) <= 12 for m in found):
            yield _place(match["name"], match.start())


def _own_end(text: Text, start: int, end: int) -> list[Word]:
    """The words at the end of a row's first item that may be a name: 枣坳 of 应急排协助枣坳."""
    words = text.within(start, end)
    first = len(words)
    while first > 0 and _may_belong(words[first - 1]) and end - words[first - 1].start <= _LONGEST:
        first -= 1
    while first < len(words) and words[first].text in chars("soft") and end - words[first].start > _BY_ITSELF:
        first += 1
    return words[first:]


def _may_belong(word: Word) -> bool:
    return (word.is_own and word.text not in chars("hard")) or (word.is_noun and len(word.text) == _BY_ITSELF)


def _is_place(words: list[Word], *, plain: bool = False) -> bool:
    """Whether words may be a place's name; ``plain``: also one usual noun (渡口)."""
    said = "".join(word.text for word in words)
    if not 2 <= len(said) <= _LONGEST or said in generic() or _WHOLE.search(said):
        return False
    if any(word.text in chars("hard") | suffixes("seats", "trades") for word in words):
        return False
    return any(word.is_own for word in words) or (plain and len(words) == 1 and words[0].is_noun)


def _is_bare_place(words: list[Word]) -> bool:
    """Whether they are one with nothing beside them that says so: a usual noun only before the ending of a place's name."""
    nouns = [n for n, word in enumerate(words) if len(word.text) > 1 and not word.is_proper]
    ending = all(n + 1 < len(words) and words[n + 1].text in chars("features") for n in nouns)
    return ending and _is_place(words)


def _is_said(text: str) -> bool:
    return is_word(text) or text in generic() or any(char in chars("hard") for char in text)


def _place(name: str, start: int) -> Name:
    return Name(name, Kind.PLACE, grip_of(name), name, "", start, start + len(name))


_TAILS: tuple[tuple[re.Pattern[str], Callable[[Text, list[tuple[int, int]]], Iterator[Name]]], ...] = (
    (_OF_SEATS, partial(_places, plain=True)),
    (_OF_SITES, partial(_places, plain=False)),
    (_OF_FIRMS, _firms),
)
