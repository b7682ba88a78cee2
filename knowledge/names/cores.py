"""What is peculiar to a name, left of its suffix: 笏坪 of 笏坪砖厂, 鹭埠圩 of 鹭埠圩镇总工会, nothing of 镇总工会."""

from __future__ import annotations

from knowledge.names.words import Word, chars, generic, suffixes
from knowledge.tokens import is_usual, is_word

Span = tuple[int, int]
_LONGEST = 4
_LONGEST_MIDDLE = 5  # words
_KNOWN_FIRM = 200  # a firm's name may be a word that is said as often as this (宏远, 永兴), if its trade follows
_MEASURES = frozenset("家名个户人位次场处件项条台套份本册期批宗座栋间片块支队组所辆头只艘")
_NUMERALS = frozenset("一二两三四五六七八九十几")
_STREETS = frozenset({"路", "街", "大道", "大街", "巷"})
# which words may be a whole name, by what follows (花园村, 十里镇, 幸福路, 红星幼儿园); by default only places
_PLACE = ("ns", "nr", "nz")
_PLAIN = {
    "村": (*_PLACE, "n", "a"), "社区": (*_PLACE, "n", "a"), "镇": (*_PLACE, "n", "m"), "乡": (*_PLACE, "n", "m"), "街道": _PLACE,
    "小学": _PLACE, "中学": _PLACE, "学校": _PLACE, "幼儿园": _PLACE, "大学": _PLACE, "学院": _PLACE,
}  # fmt: skip


def core_before(words: tuple[Word, ...], at: int, suffix: str) -> Span | None:
    """Where the core of a name stands whose suffix begins with word ``at``; None where it has none."""
    last = _past_middle(words, at - 1) if suffix in _bodies() else at - 1
    first = _first(words, last, office=suffix in suffixes("offices"))
    span = _span(words, first, last, suffix) if first <= last else None
    if span and suffix in suffixes("offices") and first and words[first - 1].text in suffixes("seats"):
        return core_before(words, first - 1, words[first - 1].text) or span
    return span or _plain(words, at - 1, suffix) or (_of_firm(words, at) if suffix in suffixes("firms") else None)


def _past_middle(words: tuple[Word, ...], at: int) -> int:
    """Left over the words between a name and its suffix: lines of business, levels, 镇 of 鹭埠圩镇总工会."""
    for _ in range(_LONGEST_MIDDLE):
        if at < 1 or not _is_middle(words[at]):
            break
        at -= 1
    return at


def _is_middle(word: Word) -> bool:
    known = word.text in suffixes("seats", "trades") or word.text in generic()
    return known or (word.is_noun and not word.is_rare and not word.is_proper)


def _first(words: tuple[Word, ...], last: int, *, office: bool) -> int:
    """The first of the words up to ``last`` that may belong to a name."""
    first = last + 1
    while (
        first > 0 and _is_own(words[first - 1], office=office) and words[last].end - words[first - 1].start <= _LONGEST
    ):
        first -= 1
    if 0 < first < last and words[first - 1].text[-1:].isdigit() and words[first].text in _MEASURES:
        first += 1
    return _trimmed(words, first, last)


def _is_own(word: Word, *, office: bool) -> bool:
    """A rare noun may name a village or firm, but before 办公室 it is a branch (科教文卫)."""
    if word.text in suffixes("seats", "trades") or word.text in chars("hard"):
        return False
    return word.is_own and not (office and len(word.text) > 1 and not word.is_proper)


def _trimmed(words: tuple[Word, ...], first: int, last: int) -> int:
    """Without words of doing and counting at its head; 七峪村 after a mark keeps its number, 后杼村 its rare character."""
    start = first
    while first <= last and words[first].text in chars("soft"):
        first += 1
    if first != last or first == start or len(words[last].text) > 1:
        return first
    before = words[start - 1] if start else None
    apart = before is None or (before.sets_apart and not before.text[-1:].isdigit())
    return first - 1 if apart or not is_usual(words[last].text) else first


def _span(words: tuple[Word, ...], first: int, last: int, suffix: str) -> Span | None:
    start, end = words[first].start, words[last].end
    if end - start == 1:
        first = _with_noun(words, first)
        start = words[first].start
    own = "".join(word.text for word in words[first : last + 1])
    counted = suffix in suffixes("seats") and own[-1] in _NUMERALS  # 岑碓、瓦苕两村
    if len(own) > 2 and own[-1] in suffixes("seats"):  # 鹭埠 圩镇, which the dictionary has
        end -= 1
    usual = own in generic() or (is_word(own) and suffix in _bodies())
    return None if end - start < 2 or counted or usual else (start, end)


def _with_noun(words: tuple[Word, ...], at: int) -> int:
    """The word with which 油坊冲 begins: a usual one before the ending of a place's name."""
    noun = words[at - 1] if at else None
    fits = words[at].text in chars("features") and noun and noun.is_noun and noun.text not in generic()
    return at - 1 if fits else at


def _plain(words: tuple[Word, ...], at: int, suffix: str) -> Span | None:
    """花园 of 花园村: a usual word for a name, where nothing stands before it that could belong to it."""
    if at < 0 or (suffix not in suffixes("sites") and suffix not in _PLAIN):
        return None
    word, apart = words[at], at == 0 or words[at - 1].sets_apart
    if (
        word.text in generic()
        or word.text in suffixes("trades", "seats", "sites", "schools")
        or len(word.text) != 2
        or not apart
    ):
        return None
    done = word.tag in ("vn", "a") and suffix not in _STREETS  # 检修泵站, but 建设路, 幸福路
    fits = (word.is_noun or word.tag == "a") and not done if suffix in suffixes("sites") else word.tag in _PLAIN[suffix]
    return (word.start, word.end) if fits else None


def _of_firm(words: tuple[Word, ...], at: int) -> Span | None:
    """宏远 of 宏远物业公司: a word that is no line of business itself."""
    if words[at].text[:2] in suffixes("trades"):  # 物业公司 as one word
        core = at - 1
    elif at and words[at - 1].text in suffixes("trades"):
        core = at - 2
    else:
        return None
    word = words[core] if core >= 0 else None
    if word is None or len(word.text) != 2 or word.frequency > _KNOWN_FIRM or word.tag not in (*_PLACE, "n", "a"):
        return None
    return None if word.text in generic() or word.text in suffixes("trades") else (word.start, word.end)


def _bodies() -> frozenset[str]:
    return suffixes("firms", "schools", "offices")
