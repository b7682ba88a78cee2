"""Reading every number of a text: one walk from left to right, exact offsets on the text as given (``figures.md`` §1)."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from assistant.figures import patterns as p
from assistant.figures.amounts import amount
from assistant.figures.belowzero import below_zero
from assistant.figures.commas import tabbed
from assistant.figures.dates import iso
from assistant.figures.itemnumbers import glued, items
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.monthdays import month_days
from assistant.figures.numerals import CHINESE
from assistant.figures.plain import plain_amount
from assistant.figures.ratios import doubling, fraction, ordinal, percent_words, proportion
from assistant.figures.shorthand import spelled
from assistant.figures.shortyears import short_years
from assistant.figures.units import MEASURES
from assistant.figures.unitwords import NUMERIC, is_word

BEYOND = 48  # characters of the lines around one that its mentions may depend on
_MORE = "\0"  # stands for the rest of a text, so that its end is not taken for the text's
_DIGITS = frozenset("0123456789")
_BEGIN = rf"0-9０-９{CHINESE}xX×Ｘｘ✕_＿*＊○【某翻第前数几上好成其（(①-⑳A-Za-z"


def read(text: str) -> tuple[Mention, ...]:
    """Every mention of ``text``, in order and without overlaps; ``m.text == text[m.start:m.end]`` for each."""
    return _parted(text)[0]


def read_ones(text: str) -> tuple[Mention, ...]:
    """The ``一`` with a classifier (一次、一批): a figure only where the notes state it as one."""
    return _parted(text)[1]


@lru_cache(maxsize=4096)
def _parted(text: str) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """The mentions of ``text``, and those of them that only state a one."""
    plain: list[Mention] = []
    ones: list[Mention] = []
    walked = _without_item_numbers(text, _unglued(text, tuple(_walk(spelled(tabbed(text))))))
    for m in below_zero(text, month_days(text, short_years(text, walked))):
        (ones if m.text[0] == "一" and _states_one(m) else plain).append(m)
    if spelled(text) != text:  # spans and words as they are given: 680w平
        plain = [replace(m, text=text[m.start : m.end]) for m in plain]
    return tuple(plain), tuple(ones)


def _without_item_numbers(text: str, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, with the numbers of a form's items as what they are."""
    numbers = {item.start: item.end_of_number for item in items(text)}
    if not numbers:
        return found
    return tuple(_mention(text, m.start, numbers[m.start], Kind.STRUCTURE) if m.start in numbers else m for m in found)


def _unglued(text: str, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, those of a line whose item's number touches a figure (2.2个书屋去的人少) read without the number."""
    for start, after, end in glued(text):
        number = _mention(text, start, after, Kind.STRUCTURE)
        rest = [_moved(m, after) for m in _in_line("", text[after:end], text[end : end + BEYOND])]
        found = (*(m for m in found if m.start < start), number, *rest, *(m for m in found if m.start >= end))
    return found


def figures(text: str) -> tuple[Mention, ...]:
    """The mentions of ``text`` which need a source."""
    return tuple(m for m in read(text) if m.is_figure)


def _states_one(mention: Mention) -> bool:
    return (
        mention.kind is Kind.QUANTITY
        and mention.value == 1
        and mention.qualifier is Qualifier.EXACT
        and mention.high is None
        and (
            mention.unit not in MEASURES
            or mention.unit in {"次", "回", "人", "名", "位", "天", "年", "块", "方", "平", "日", "个人", "里"}
        )
    )


def _walk(text: str) -> Iterator[Mention]:
    """The mentions of every line in turn; a line is read as it stands between the ends of its neighbours."""
    at = done = 0
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        after = text[end : end + BEYOND]
        if end + BEYOND < len(text):
            after += _MORE
        begin = max(0, at - BEYOND)
        for m in _in_line(text[begin:at], text[at:end], after) if end > at else ():
            if m.start + begin >= done:
                done = m.end + begin
                yield _moved(m, begin) if begin else m
        at = end + 1


@lru_cache(maxsize=16384)
def _in_line(before: str, line: str, after: str) -> tuple[Mention, ...]:
    """The mentions that begin in ``line``, their offsets counted from where ``before`` begins; after an edit other lines are known."""
    text, first = f"{before}{line}{after}", len(before)
    last = first + len(line)
    bold = {end for m in p.BOLD.finditer(text, first, last) for end in (m.start(), m.end() - 2)} if "**" in line else ()
    mark = p.LINE_MARK.match(text, first)
    quoted = {m.start(1): m for m in p.QUOTED.finditer(text, first, last)}
    codes = {_code_start(text, m.start()) for m in p.REFERENCE_MARK.finditer(text, first, last)}
    begins = [m.start() for m in _start().finditer(text, first, last)]
    if mark or quoted or codes:
        begins = sorted({*begins, *quoted, *codes} | ({mark.start(1)} if mark else set()))
    found: list[Mention] = []
    done = 0
    for at in begins:
        if at < done or at in bold:
            continue
        if mark and at == mark.start(1):
            mention: Mention | None = _mention(text, at, mark.end(1), Kind.STRUCTURE)
        else:
            mention = (_quoted_name(text, quoted[at]) if at in quoted else None) or _at(text, at, done)
        if mention:
            done = mention.end
            found.append(mention)
    return tuple(_own_counts(text, found))


_OWN = re.compile(r"[两三四五六七八九十](?:个|种|类|项|条|大|座|所|家|处|个?[村镇乡县区])?|[2-9](?:个|种|类|项|大)")
_NUMERAL = re.compile("[0-9]")
_ITEM = re.compile(r"、|和|及|与")


def _own_counts(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """春节、五一、端午、国庆四个假期: a number right behind as many listed things counts these, and is no figure."""
    for m in found:
        if m.kind is Kind.QUANTITY and m.value is not None and 2 <= m.value <= 10 and _OWN.fullmatch(m.text):
            said = re.split(r"[，,。；;：:\n（）()]", text[max(0, m.start - 80) : m.start])[-1]
            items = [item for item in _ITEM.split(said) if item.strip()]
            if len(items) == m.value and not _NUMERAL.search(said) and all(len(item) <= 12 for item in items):
                yield _mention(text, m.start, m.end, Kind.STRUCTURE)
                continue
        yield m


def _moved(m: Mention, by: int) -> Mention:
    return Mention(m.start + by, m.end + by, m.text, m.kind, m.value, m.high, m.unit, m.qualifier, m.quantum, m.date)


@cache
def _start() -> re.Pattern[str]:
    """The characters on which a mention can begin, the fixed terms' own first ones (举一反三) among them."""
    return re.compile(f"[{_BEGIN}{''.join(p.term_heads())}]")


def _code_start(text: str, bracket: int) -> int:
    code = p.REFERENCE_CODE.search(text, max(0, bracket - 10), bracket)
    return code.start() if code else bracket


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
    if text[at] in _DIGITS and (plain := plain_amount(text, at, done)):
        return plain
    if text[at] in _DIGITS and (ratio := proportion(text, at, done)):
        return ratio
    for kind, expression in _tried(text[at]):
        if match := expression.match(text, at):
            if kind is Kind.STRUCTURE and not _begins_item(text, match):
                continue
            if match[0][-1] in _NUMERALS and kind is Kind.NAME and text[match.end() : match.end() + 1] in _SCALES:
                continue  # 合同一百二十五份 does not speak of 同一
            if match[0] == "一起" and _ONE_CASE.search(text, max(0, at - 2), at) and _ENDED.match(text, match.end()):
                continue  # 投诉一起，说态度不好
            if kind is Kind.PLACEHOLDER:
                return _placeholder(text, match)
            found = _mention(text, match.start(), match.end(), kind)
            return replace(found, date=iso(found.text)) if kind is Kind.DATE else found
    for reader in _number_readers(text[at]):
        if worded := reader(text, at, done):
            return worded
    return None


_SCALES = frozenset("十百千")
_ONE_CASE = re.compile("事故|投诉|案件|火灾|火情|纠纷|事件|险情|警情|工伤|舆情|信访|盗窃|诈骗|命案|举报")
_ENDED = re.compile(r"[，,。；;、（(\s]|$")
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


@cache
def first_tried() -> tuple[tuple[Kind, re.Pattern[str], frozenset[str]], ...]:
    """The expressions that come before the numbers, in the order in which they are tried, with the characters they begin with."""
    digits, letters = frozenset(string.digits), frozenset(string.ascii_letters)
    marks = frozenset("（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
    ten = frozenset("一二三四五六七八九十")
    return (
        (Kind.PLACEHOLDER, p.PLACEHOLDER, digits | set("【xX×Ｘｘ✕_＿○*＊十某")),
        (Kind.REFERENCE, p.REFERENCE, digits | letters | set(p.CODE) | set("〔［[（(【第")),
        (Kind.STRUCTURE, p.OWN_COUNT, digits | ten | {"两"}),
        (Kind.DATE, p.DATE, digits | ten | set("０１２３４５６７８９前第QqＱ")),
        (Kind.NAME, p.terms(), frozenset(word[0] for word in p.fixed_terms())),
        (Kind.NAME, p.RULED_NAME, digits | letters | ten | {"两", "第"}),
        (Kind.STRUCTURE, p.ITEM, digits | ten | marks | set("其第")),
    )


@cache
def _tried(char: str) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """The expressions that may match what begins with ``char``."""
    return tuple((kind, expression) for kind, expression, heads in first_tried() if char in heads)


_Reader = Callable[[str, int, int], Mention | None]
_NUMERALS = frozenset(f"0123456789０１２３４５６７８９{CHINESE}")
NUMBER_READERS: tuple[tuple[_Reader, frozenset[str]], ...] = (
    (percent_words, frozenset("百")),
    (fraction, _NUMERALS),
    (doubling, frozenset("翻")),
    (ordinal, frozenset("0123456789第前")),
    (amount, _NUMERALS | set("上数几好成")),
)


@cache
def _number_readers(char: str) -> tuple[_Reader, ...]:
    """The readers of numbers that may read what begins with ``char``."""
    return tuple(reader for reader, heads in NUMBER_READERS if char in heads)


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
