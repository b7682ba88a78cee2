"""Reading every number of a text: one walk from left to right, exact offsets on the text as given (``figures.md`` §1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache

from assistant.figures import patterns as p
from assistant.figures.amounts import amount
from assistant.figures.dates import iso
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.numerals import CHINESE
from assistant.figures.ratios import doubling, fraction, ordinal, percent_words
from assistant.figures.units import MEASURES
from assistant.figures.unitwords import NUMERIC, is_word

_BEGIN = rf"0-9０-９{CHINESE}xX×Ｘｘ✕_＿*＊○【某翻第前数几上好成其（(①-⑳A-Za-z"


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Mention, ...]:
    """Every mention of ``text``, in order and without overlaps; ``m.text == text[m.start:m.end]`` for each."""
    return tuple(m for m in _walk(text) if not _states_one(m))


@lru_cache(maxsize=4096)
def read_ones(text: str) -> tuple[Mention, ...]:
    """The ``一`` with a classifier (一次、一批): a figure only where the notes state it as one."""
    return tuple(m for m in _walk(text) if _states_one(m))


def figures(text: str) -> tuple[Mention, ...]:
    """The mentions of ``text`` which need a source."""
    return tuple(m for m in read(text) if m.is_figure)


def _states_one(mention: Mention) -> bool:
    return (
        mention.kind is Kind.QUANTITY
        and mention.value == 1
        and mention.text.startswith("一")
        and mention.qualifier is Qualifier.EXACT
        and mention.high is None
        and (
            mention.unit not in MEASURES
            or mention.unit in {"人", "名", "位", "天", "年", "块", "方", "平", "日", "个人", "里"}
        )
    )


def _walk(text: str) -> Iterator[Mention]:
    marks = _line_marks(text)
    bold = {end for m in p.BOLD.finditer(text) for end in (m.start(), m.end() - 2)} if "**" in text else set()
    done = 0
    quoted = {m.start(1): m for m in p.QUOTED.finditer(text)}
    codes = {_code_start(text, m.start()): m for m in p.REFERENCE_MARK.finditer(text)}
    begins = sorted({m.start() for m in _start().finditer(text)} | quoted.keys() | codes.keys())
    for at in begins:
        if at < done or at in bold:
            continue
        mention = marks.get(at) or (_quoted_name(text, quoted[at]) if at in quoted else None)
        if found := mention or _at(text, at, done):
            done = found.end
            yield found


@cache
def _start() -> re.Pattern[str]:
    """The characters on which a mention can begin, the fixed terms' own first ones (举一反三) among them."""
    return re.compile(f"[{_BEGIN}{''.join(p.term_heads())}]")


def _code_start(text: str, bracket: int) -> int:
    code = p.REFERENCE_CODE.search(text, max(0, bracket - 10), bracket)
    return code.start() if code else bracket


def _line_marks(text: str) -> dict[int, Mention]:
    marks: dict[int, Mention] = {}
    at = 0
    while True:
        if match := p.LINE_MARK.match(text, at):
            marks[match.start(1)] = _mention(text, match.start(1), match.end(1), Kind.STRUCTURE)
        at = text.find("\n", at) + 1
        if at == 0:
            return marks


def _quoted_name(text: str, match: re.Match[str]) -> Mention | None:
    inside = match[1]
    if not NUMERIC.search(inside) or p.QUOTED_FIGURE.search(inside) or p.PLACEHOLDER.search(inside):
        return None
    if any(mark in inside for mark in "，。；：第") or "周年" in inside:
        return None
    return _mention(text, match.start(1), match.end(1), Kind.NAME)


def _mention(text: str, start: int, end: int, kind: Kind) -> Mention:
    return Mention(start, end, text[start:end], kind)


def _at(text: str, at: int, done: int) -> Mention | None:
    """The mention that begins at ``at`` (its qualifier may stand before it, but not before ``done``)."""
    for kind, expression in _FIRST:
        if match := expression().match(text, at):
            if kind is Kind.STRUCTURE and not _begins_item(text, match):
                continue
            if kind is Kind.PLACEHOLDER:
                return _placeholder(text, match)
            found = _mention(text, match.start(), match.end(), kind)
            return replace(found, date=iso(found.text)) if kind is Kind.DATE else found
    worded = percent_words(text, at, done) or fraction(text, at, done)
    return worded or doubling(text, at) or ordinal(text, at) or amount(text, at, done)


_NUMBERED = re.compile(r"([0-9]{1,2})[、.．]$")


def _begins_item(text: str, match: re.Match[str]) -> bool:
    """Whether a number with a mark inside a line numbers an item: only the first, or where the one before it stands there too.

    法官 4 名、助理 3、书记员 4 counts people.
    """
    number = _NUMBERED.match(match[0])
    if number is None or number[1] == "1" or text[match.start() - 1 : match.start()] not in (" ", "　", "\t"):
        return True
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    return bool(re.search(rf"(?<![0-9]){int(number[1]) - 1}[、.．]", line[-400:]))


_FIRST: tuple[tuple[Kind, Callable[[], re.Pattern[str]]], ...] = (
    (Kind.PLACEHOLDER, lambda: p.PLACEHOLDER),
    (Kind.REFERENCE, lambda: p.REFERENCE),
    (Kind.STRUCTURE, lambda: p.OWN_COUNT),
    (Kind.DATE, lambda: p.DATE),
    (Kind.NAME, p.terms),
    (Kind.NAME, lambda: p.RULED_NAME),
    (Kind.STRUCTURE, lambda: p.ITEM),
)


def _placeholder(text: str, match: re.Match[str]) -> Mention | None:
    start, end = match.span()
    if match[0].startswith("【") or match[0] == "某某":
        return _mention(text, start, end, Kind.PLACEHOLDER)
    if text[start] == "×" and end - start == 1 and start and text[start - 1].isdigit():
        return None
    while text[end : end + 1] and text[end] in "万亿千百":
        end += 1
    following = p.unit().match(text, end)
    if following and not is_word(following[0], text[following.end() : following.end() + 1]):
        end = following.end()
    return _mention(text, start, end, Kind.PLACEHOLDER)
