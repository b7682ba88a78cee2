"""Mending what scraping broke: marks put inside words, doubled stops, sentences that a dead link tore apart. Figures stay.

Every rule changes a line only where the line itself (or the file around it) shows what stood there; what is in doubt stays.
"""

from __future__ import annotations

import html
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from knowledge.headings import mark_of
from knowledge.noise import site_words

_HAN = "\u4e00-\u9fff"
_ROUNDS = 8  # one rule can clear the way for another; no file has needed three
_CONTEXT = 6  # characters shown on each side of a repair
_LONGEST_LINK = 6  # characters of a word that a dead link leaves on a line of its own
_LONG_ENOUGH = 8  # characters of the lines around it

_WATERMARK = re.compile(rf"(?<=的)[.`·](?=[{_HAN}，、。；])")
_QUOTE = re.compile(rf"(?<=的)'(?=[{_HAN}，、。；])")
_CLOSING_QUOTE = re.compile(r"(?<!的)'")
_STOPS = (
    re.compile(r"(?<=[；;])[。；;]+|(?<=[。！？])[；;]"),
    re.compile(r"(?<=[，,])[，,]|(?<=、)、|(?<=：)：|(?<![。…])(?<=。)。(?![。…])"),
)
_TWICE = re.compile(r"(?<=\")\"(?=[、，。；])")
_YEAR = re.compile(r"(?<=20)(\d\d)(?P<again>0\1)(?=年)")
_ENTITY = re.compile(
    r"&(?:amp;)*(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|hellip|mdash|middot|#\d{2,5}|#x[0-9a-fA-F]{2,4});"
)
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|strong|em|font|td|tr|table|img|h[1-6])(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
_PAIR = re.compile(
    r"(?<=党委)。(?=政府)|(?<=[县乡镇区市]委)。(?=[县乡镇区市]政府)|(?<=化)。(?=[^，。；、]{2,4}化(?:[。；，、]|$))"
)
_UNTIL = re.compile(r"(?:(?<=截止目前)|(?<=截至目前)|(?<=到目前为止)|(?<=截止到目前))。")
_ONE = re.compile(r"^[lI|丨](?=[、.．][^\d\s])")
_GOES_ON = re.compile(r"^(?:以及|和|与|及|的|等|或|并|而|如|是|为|在|中|了|，|,|、|；|;|：|:)")
_OPEN_END = re.compile(
    r"(?:各项|各种|各类|有关|相关|全体|以及|和|与|及|的|对|把|将|以|在|从|由|向|为|加强|开展|做好|通过|实行|建立|健全|完善|、.{1,4})$"
)
_STOP = re.compile(r"[。；！？]")
_DIGIT = re.compile(r"\d")
_FEW = 3
_WEIGHT = 20  # sentences that what stands anywhere counts for
_LONE = re.compile(rf"^[{_HAN}“”]{{2,}}$")
_PROSE_END = re.compile(rf"[{_HAN}、，,]。?$")


@dataclass(frozen=True, slots=True)
class Repair:
    """What was mended in a raw line (from 1; of several joined lines the first): an exact stretch of it, before and after."""

    line: int
    before: str
    after: str
    why: str


def mended(number: int, line: str) -> tuple[str, list[Repair]]:
    """Return a line with what is surely broken in it put right, and what was done; mending twice changes nothing."""
    repairs: list[Repair] = []
    raw = line
    for _ in range(_ROUNDS):
        before = line
        for rule, why in _RULES:
            line = _applied(Edits(number, raw, why), line, rule(line), repairs)
        if line == before:
            break
    return line, repairs


def first_item(number: int, line: str) -> tuple[str, list[Repair]]:
    """Return an item with a 1 for the letter l that it begins with, where it begins with one; an item 2 must follow it."""
    repairs: list[Repair] = []
    return _applied(Edits(number, line, "认错的序号"), line, _replaced(_ONE, "1")(line), repairs), repairs


Edit = tuple[int, int, str]  # [start, end) of a line gives way to a text
Rule = Callable[[str], list[Edit]]


@dataclass(frozen=True, slots=True)
class Edits:
    """Where edits are made and why; shows each with as much around it as stands so in the raw line."""

    number: int
    raw: str
    why: str

    def repair(self, line: str, edit: Edit) -> Repair:
        """Return what one edit of a line does."""
        start, end, put = edit
        for size in range(_CONTEXT, 0, -1):
            left, right = line[max(0, start - size) : start], line[end : end + size]
            if left + line[start:end] + right in self.raw:
                break
        return Repair(self.number, left + line[start:end] + right, left + put + right, self.why)


def _applied(edits: Edits, line: str, found: list[Edit], repairs: list[Repair]) -> str:
    """Return the line after the edits, which follow each other and do not overlap."""
    if not found:
        return line
    parts: list[str] = []
    at = 0
    for start, end, put in found:
        repairs.append(edits.repair(line, (start, end, put)))
        parts += [line[at:start], put]
        at = end
    return "".join([*parts, line[at:]])


def _dropped(pattern: re.Pattern[str]) -> Rule:
    return lambda text: [(m.start(), m.end(), "") for m in pattern.finditer(text)]


def _replaced(pattern: re.Pattern[str], put: str) -> Rule:
    return lambda text: [(m.start(), m.end(), put) for m in pattern.finditer(text)]


def _entities(text: str) -> list[Edit]:
    return [(m.start(), m.end(), _character(m[0])) for m in _ENTITY.finditer(text)]


def _character(entity: str) -> str:
    """Return the character of an entity, however often its & was written out; a space for one that does not show."""
    char = html.unescape("&" + entity.rpartition("amp;")[2].lstrip("&"))
    return char if char.isprintable() else " "


def _stray_quotes(text: str) -> list[Edit]:
    """A quote after 的 that no other quote closes; paired quotes are the author's own."""
    if text.count("'") > 20:
        return []
    closing = [m.start() for m in _CLOSING_QUOTE.finditer(text)]
    found = [m.start() for m in _QUOTE.finditer(text)]
    return [(at, at + 1, "") for at in found if not any(0 < end - at <= 30 for end in closing)]


def _doubled(text: str) -> list[Edit]:
    found = {(m.start(), m.end()) for pattern in _STOPS for m in pattern.finditer(text)}
    if text.count('"') % 2:
        found |= {(m.start(), m.end()) for m in list(_TWICE.finditer(text))[:1]}
    edits: list[Edit] = []
    for start, end in sorted(found):
        if not edits or start >= edits[-1][1]:
            edits.append((start, end, ""))
    return edits


def _years(text: str) -> list[Edit]:
    return [(m.start("again"), m.end("again"), "") for m in _YEAR.finditer(text)]


def _turned_quotes(text: str) -> list[Edit]:
    """An opening quote where one is open already and none closes: “安康杯“活动."""
    edits: list[Edit] = []
    quotes = [(n, char) for n, char in enumerate(text) if char in "“”"]
    opened = False
    for k, (at, char) in enumerate(quotes):
        closes_next = k + 1 < len(quotes) and quotes[k + 1][1] == "”"
        if char == "“" and opened and not closes_next:
            edits.append((at, at + 1, "”"))
            opened = False
        else:
            opened = char == "“"
    return edits


def _until(text: str) -> list[Edit]:
    return [(m.start(), m.end(), "," if "," in text else "，") for m in _UNTIL.finditer(text)]


def _added(text: str) -> list[Edit]:
    span = site_words(text)
    return [(*span, "")] if span else []


_RULES: tuple[tuple[Rule, str], ...] = (
    (_entities, "网页代码"),
    (_dropped(_TAG), "网页代码"),
    (_added, "网站加的话"),
    (_dropped(_WATERMARK), "句中的水印点"),
    (_stray_quotes, "句中的水印点"),
    (_doubled, "重复的标点"),
    (_years, "重复的年份"),
    (_turned_quotes, "引号方向"),
    (_replaced(_PAIR, "、"), "顿号成了句号"),
    (_until, "逗号成了句号"),
)


def joins(lines: Sequence[str]) -> set[int]:
    """Return where three lines are one sentence that a dead link tore apart: the places of the first of the three.

    A word stands alone on the line between. That the pieces fit shows in how they begin and end, in whether the letters
    at the seams stand together elsewhere in these lines, and in how sentences of these lines begin and end.
    """
    shaped = [n for n in range(len(lines) - 2) if _shaped(*lines[n : n + 3])]
    if not shaped:
        return set()
    seams = {n: _seams(*lines[n : n + 3]) for n in shaped}
    known = _standing(lines, {seam for found in seams.values() for seam in found})
    headings = len(shaped) > max(_FEW, len(lines) / 25)  # so many lone words are headings to which a site gave stops
    edges = _Edges(line for n, line in enumerate(lines) if n not in seams and n - 1 not in seams and n - 2 not in seams)
    found: set[int] = set()
    for n in shaped:
        first, word, rest = lines[n : n + 3]
        signs = len(seams[n] & known) + (0 if headings else edges.within(first.removesuffix("。"), rest))
        if n - 1 not in found and n - 2 not in found and _fits(first, word, rest, signs):
            found.add(n)
    return found


def joined(parts: Sequence[str]) -> str:
    """Return the one line that torn parts make: without the stops that the site set after each."""
    *before, last = parts
    return "".join(part.removesuffix("。") for part in before) + last


def _shaped(first: str, word: str, rest: str) -> bool:
    """Whether the middle line is a lone word between two pieces of prose."""
    bare = word.removesuffix("。")
    if len(bare) > _LONGEST_LINK or not _LONE.match(bare) or mark_of(bare) or mark_of(rest):
        return False
    if len(first) < _LONG_ENOUGH or len(rest) < _LONG_ENOUGH or first.endswith("。") != (word != bare):
        return False
    return _PROSE_END.search(first) is not None


def _seams(first: str, word: str, rest: str) -> set[str]:
    head, bare = first.removesuffix("。"), word.removesuffix("。")
    return {
        head[-1] + bare[0],
        bare[-1] + rest[0],
        head[-2:] + bare[0],
        head[-1] + bare[:2],
        bare[-2:] + rest[0],
        bare[-1] + rest[:2],
    }


def _standing(lines: Sequence[str], wanted: set[str]) -> set[str]:
    return {
        line[at : at + size]
        for line in lines
        for size in (2, 3)
        for at in range(len(line) - size + 1)
        if line[at : at + size] in wanted
    }


class _Edges:
    """With which characters sentences of a file begin and end, against how often these stand anywhere."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._anywhere: Counter[str] = Counter()
        self._first: Counter[str] = Counter()
        self._last: Counter[str] = Counter()
        for line in lines:
            for sentence in _STOP.split(_DIGIT.sub("0", line)):
                bare = sentence[mark.end :] if (mark := mark_of(sentence)) else sentence
                if len(bare) > 3:
                    self._anywhere.update(bare)
                    self._first[bare[0]] += 1
                    self._last[bare[-1]] += 1
        self._all, self._sentences = self._anywhere.total() + 1, self._first.total()

    def within(self, first: str, rest: str) -> int:
        """Return 2 where a sentence hardly ends after ``first`` and begins with ``rest``, 1 where that is unlikely, else 0."""
        odds = self._odds(self._last, first[-1]) + self._odds(self._first, _DIGIT.sub("0", rest[0]))
        return 2 if odds <= -1.5 else 1 if odds <= -0.7 else 0

    def _odds(self, edge: Counter[str], char: str) -> float:
        usual = (self._anywhere[char] + 0.5) / self._all
        return math.log((edge[char] + _WEIGHT * usual) / (self._sentences + _WEIGHT) / usual)


def _fits(first: str, word: str, rest: str, signs: int) -> bool:
    bare = word.removesuffix("。")
    signs += 2 * bool(_GOES_ON.match(rest)) + 2 * bool(_OPEN_END.search(first.removesuffix("。"))) + 2 * (word == bare)
    return signs >= (2 if len(bare) <= 4 else 3)
