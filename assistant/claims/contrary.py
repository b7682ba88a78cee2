"""Clauses that say the contrary of their note (没修好 → 得到解决, 推迟 → 如期): they share most words with it and are all the more wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from assistant.claims.ground import Segment
from assistant.claims.sieve import Sieve
from assistant.claims.support import COMMON, Ground
from assistant.claims.wording import data_text, synonyms

_PIECE = re.compile(r"[^，,；;。！？!?：:、\s]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_EMPTY = COMMON | frozenset("比较同今个了没未还已被因等又再仍就才均全")
_DENIED = re.compile(
    r"(?:部分|个别|有的|一些|基本|陆续|没有?|未能?|未曾|尚未|不|尚|待|难以|无法|正在|逐步|力争|争取|有望|推迟|延期|暂停|取消|停止)[\u4e00-\u9fff]{0,2}$"
)
_NONE = re.compile(
    r"(?:未|没有?|无)(?:发生|出现|接到|收到|出|发现)?过?(?:一起|一例|一件|任何)?(?P<what>[\u4e00-\u9fff]{2,8}?)(?:事件|情况|现象|问题|发生)?$|"
    r"零(?P<zero>[\u4e00-\u9fff]{2,4})$"
)
_GRAVE = re.compile(r"重大|较大|重特大|特大|死亡|责任|严重|恶性|越级|群体")
_HAPPENED = re.compile(r"出了|发生了?|[一两二三四五六七八九十0-9]\s*[起例件次]|有过")
_DENIES = re.compile(r"没|未|无|零|不")
# the notes themselves say that one thing came after the other, or that it is not all of it
_AT_FIRST = re.compile(
    r"第[一1]次|[一头]回|原来|原定|开始|起初|先是|上半年|(?<![比较])(?:去年|上年)|[剩还]有|部分|有的|个别|一半|其中|年初|[0-9]+月底?前"
)
_SINCE = re.compile(
    r"第[二三23]次|后来|整改后|[改补]了?再|再[次报验]|重新|复[查检验]|二次|才|终于|现在好|又|下半年|(?<![比较])(?:去年|上年)|部分|有的|个别|一半|其中|明年"
)
_APART = re.compile(
    r"[一二三四五六七八九十0-9]+[号楼期组村车间班队]|[东西南北][\u4e00-\u9fff]|[A-Za-z]+|[甲乙丙丁老新]"
)
_SAME_MATTER = 0.6
_HALF, _LEAST = 0.5, 2
_LISTS = re.compile(r"的$|项目$|任务$|事项$")
_BEHIND = 4  # characters behind a name in which its count stands


@dataclass(frozen=True, slots=True)
class Pole:
    """One matter of which report and notes may say contrary things."""

    name: str
    said: re.Pattern[str]
    against: re.Pattern[str]
    same: re.Pattern[str]
    counted: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a place of the notes, with the characters that tell what it is about, and what the part before it is about."""

    segment: Segment
    text: str
    start: int
    about: frozenset[str]
    before: frozenset[str]

    @property
    def names(self) -> bool:
        """Whether it only names what is told behind its colon."""
        return self.segment.text[self.start + len(self.text) :][:1] in ("：", ":")

    def less(self, words: str) -> Piece:
        """The piece without the words that take a side: what these are said of."""
        rest = _about(self.text.replace(words, ""))
        about = rest if len(rest) >= _LEAST else (rest | self.before) or self.about
        return replace(self, about=about)


@cache
def poles() -> tuple[Pole, ...]:
    """``poles.toml``."""
    rows = tomllib.loads(data_text("poles.toml"))["family"]
    return tuple(
        Pole(row["name"], re.compile(row["said"]), re.compile(row["against"]), re.compile(row["same"]), row["counted"])
        for row in rows
    )


@cache
def _speaking() -> Sieve:
    """What a report says of each matter, to be passed over where its characters lack."""
    return Sieve((pole.name, pole.said) for pole in poles())


def contrary(clause: str, ground: Ground, *, counted: bool) -> tuple[str, Segment] | None:
    """The words of a clause that a place of the notes contradicts, and that place; None where none does, or another says the same."""
    if none := _NONE.search(clause):
        return _happened(none["what"] or none["zero"], none[0], ground)
    matters = _matters(ground)
    sieve = _speaking()
    passing = sieve.passing(clause) if matters.open else 0
    for pole in matters.open:
        if not passing & sieve.masks[pole.name] or (counted and not pole.counted):
            continue
        said = pole.said.search(clause)
        if said is None or _DENIED.search(clause[: said.start()]):
            continue
        about = _about(clause)
        wider = about | _others(clause)
        against, same = matters.sides(pole)
        likeness, found = max(((_likeness(p, wider, clause), p) for p in against), key=lambda pair: pair[0])
        if likeness > max((_likeness(p, wider, clause) for p in same), default=0.0):
            return said[0], found.segment
    return None


def _happened(what: str, words: str, ground: Ground) -> tuple[str, Segment] | None:
    """Where the notes tell of what a clause says never happened; None where they nowhere do, or also deny it."""
    if _GRAVE.search(what):
        return None
    core = what.removeprefix("安全").removesuffix("事故") or what
    if core not in ground.text:
        return None
    pieces = [piece for piece in _matters(ground).pieces(core) if core in piece.text]
    if any(_DENIES.search(piece.text) for piece in pieces):
        return None
    return next(((words, piece.segment) for piece in pieces if _HAPPENED.search(_onwards(piece))), None)


def _onwards(piece: Piece) -> str:
    """A piece with the figure that may stand behind it after a space."""
    return piece.segment.text[piece.start : piece.start + len(piece.text) + _BEHIND]


class _Matters:
    """The matters of which the notes deny something, with the pieces on either side of each, found when they are asked for."""

    def __init__(self, ground: Ground) -> None:
        self._segments = [segment for segment in ground.segments if not segment.planned]
        self._pieces: dict[int, tuple[Piece, ...]] = {}
        self._sides: dict[str, tuple[list[Piece], list[Piece]]] = {}
        self.open = tuple(p for p in poles() if p.against.search(ground.text) and self.sides(p)[0])

    def sides(self, pole: Pole) -> tuple[list[Piece], list[Piece]]:
        """The pieces against it and those that say the same."""
        if (known := self._sides.get(pole.name)) is not None:
            return known
        found: tuple[list[Piece], list[Piece]] = ([], [])
        for number, segment in enumerate(self._segments):
            text = segment.text
            if pole.against.search(text) or pole.same.search(text) or pole.said.search(text):
                _sort(self._of(number), pole, *found)
        self._sides[pole.name] = found
        return found

    def pieces(self, word: str) -> Iterator[Piece]:
        """The pieces of the places that have a word."""
        having = (number for number, segment in enumerate(self._segments) if word in segment.text)
        return (piece for number in having for piece in self._of(number))

    def _of(self, number: int) -> tuple[Piece, ...]:
        known = self._pieces.get(number)
        if known is None:
            known = self._pieces[number] = tuple(_pieces(self._segments[number]))
        return known


@lru_cache(maxsize=4)
def _matters(ground: Ground) -> _Matters:
    return _Matters(ground)


def _sort(pieces: tuple[Piece, ...], pole: Pole, against: list[Piece], same: list[Piece]) -> None:
    """Put the pieces of one place on their sides; what a label denies (还没完工的：……) is against."""
    denied = False
    for piece in pieces:
        said = pole.against.search(piece.text)
        if denied:
            against.append(piece)
        elif said and piece.names and _LISTS.search(piece.text):
            denied = True
        elif said:
            against += [piece.less(said[0]), piece]
        elif not piece.names and (pole.same.search(piece.text) or _affirmed(pole, piece.text)):
            same.append(piece)


def _affirmed(pole: Pole, text: str) -> bool:
    """Whether notes have the report's own word for it, not denied."""
    said = pole.said.search(text)
    return said is not None and not _DENIED.search(text[: said.start()])


def _pieces(segment: Segment) -> Iterator[Piece]:
    """The pieces of a place; one that says hardly what it is about is about what stands before it."""
    before: frozenset[str] = frozenset()
    for match in _PIECE.finditer(segment.text):
        about = _about(match[0])
        if len(about) < _LEAST:
            about |= before
        yield Piece(segment, match[0], match.start(), about, before)
        before = about


def _about(text: str) -> frozenset[str]:
    return frozenset(_HAN.findall(text)) - _EMPTY


def _others(clause: str) -> frozenset[str]:
    """The characters of other words for those of a clause."""
    pairs = (clause[at : at + size] for size in (2, 3, 4) for at in range(len(clause) - size + 1))
    return frozenset(char for pair in pairs for other in synonyms().get(pair, ()) for char in other)


def _likeness(piece: Piece, about: frozenset[str], clause: str) -> float:
    """How much of what a piece is about a clause is about; 0 where that is too little to call it one matter."""
    shared = len(piece.about & about)
    share = shared / len(piece.about) if piece.about else 0.0
    enough = shared >= min(_LEAST, len(piece.about)) or any(
        f"{a}{b}" in clause and not {a, b} <= _EMPTY for a, b in pairwise(piece.text)
    )
    return share if share >= _HALF and enough else 0.0


def opposed(ground: Ground) -> Iterator[tuple[Segment, Segment]]:
    """Places of the notes that say contrary things of one matter, the later one first; what was put right since is none."""
    matters = _matters(ground)
    told: set[tuple[int, int]] = set()
    order = {id(segment): number for number, segment in enumerate(ground.segments)} if matters.open else {}
    for pole in matters.open:
        against, same = matters.sides(pole)
        for negative in against:
            for positive in same:
                one, other = sorted((order[id(negative.segment)], order[id(positive.segment)]))
                if one != other and (one, other) not in told and _contradict(negative, positive, pole):
                    told.add((one, other))
                    yield ground.segments[other], ground.segments[one]


def _contradict(negative: Piece, positive: Piece, pole: Pole) -> bool:
    """Whether two pieces are of one matter, told for one time, and of no two things that a word sets apart (一号, 二号)."""
    if _AT_FIRST.search(negative.segment.text) or _SINCE.search(positive.segment.text):
        return False
    said = pole.same.search(positive.text) or pole.said.search(positive.text)
    bare = positive if said is None else positive.less(said[0])
    if _apart(negative.segment.text) != _apart(positive.segment.text):
        return False
    one = _likeness(negative, bare.about | bare.before, positive.text)
    other = _likeness(bare, negative.about | negative.before, negative.text)
    return min(one, other) >= _SAME_MATTER


def _apart(text: str) -> frozenset[str]:
    """The words that set one of several things of a name apart."""
    return frozenset(_APART.findall(text))
