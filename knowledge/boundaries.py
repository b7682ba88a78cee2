"""Where one report ends and the next begins in a file that holds several: evidence at each gap between paragraphs, weighed.

The weights were set on the dev half of ``benchmarks/library`` and by what reports of this genre look like; no single hint but a title
makes a border, and what ties two paragraphs together (a list that goes on, a line that leads in) counts against it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from knowledge.cohesion import likenesses
from knowledge.copies import copies_in
from knowledge.headings import Mark, heading_of, mark_of, marks_of, reads_bare
from knowledge.openings import opens
from knowledge.roles import closes, heading_role, leans
from knowledge.titles import is_title

WEIGHTS = {
    "title": 7.0,  # a line that names a report stands here
    "announced": 5.0,  # a site announces a report, or a collection of them
    "site": 3.0,  # a site's words stand between
    "page": 1.0,  # or what it puts into the middle of one as well: 下一页
    "stop": 2.5,  # a lone stop stands between: something was cut out
    "blank": 1.5,  # more blank lines than elsewhere
    "opener": 1.0,  # the paragraph opens a report; 0 to 4
    "closed": 1.5,  # the one before closes a report; half where it only ends on a pledge
    "ahead": 0.8,  # the one before looked ahead, this one does not; 0 to 2
    "done": 1.5,  # the last part of a report, its plans or closing words, came before, and this is none of it
    "cohesion": 1.6,  # log2 of how much less the two sides share than neighbours usually do; -1 to 2
    "unit": 1.2,  # 我镇 before, 我局 after
    "copy": 2.5,  # a run of paragraphs that stand elsewhere in the file starts here
    "version": 2.5,  # and the other version of it is known to start there
    "restart": 1.0,  # 一、 comes again after 三、
    "likeliest": 1.2,  # and of the gaps between them this is the likeliest
    "follows": 2.0,  # and the first 一、 stands right after this paragraph
    "continues": -3.0,  # 三、 is followed by 四、 across the gap
    "skips": -1.5,  # or by 五、
    "late": -2.5,  # the paragraph speaks of problems or of what is to come, as no report begins
    "bare": -2.0,  # the paragraph is a heading without a number, and no title
    "item": -3.5,  # the paragraph is an item of a list other than the first
    "first-item": -1.5,  # or the first
    "led": -5.0,  # a heading or a colon stands right before
    "open": -3.0,  # the paragraph before has no end
}
_PRIOR = -3.7
_SMALLEST, _SMALLEST_SURE = 120, 40  # characters of a report; of one between borders beyond doubt
_SURE = 4.0
_FEW, _THIN = 3, 2.0  # a report of fewer paragraphs than that needs better evidence
_NEAR = 40  # paragraphs to look ahead for the next number
_OWN = re.compile(r"我(镇|乡|局|县|区|市|会|所|站|校|院|办|街道|公司|单位)|本(会|站|所|校|公司|单位|局|中心|协会)")
_LEADS = re.compile(r"[：:]$|如下。$|以下.{0,8}(?:工作|方面|问题)。$")
_ENDED = re.compile(r"[。！？!?；;：:…”’」』）)\"\.]$")
_PLEDGE = re.compile(r"(?:贡献|努力|台阶|局面|业绩|保障作用|新篇章)[。！]?$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a file; ``between`` says what was left out before it, by a name of ``WEIGHTS``; empty for nothing."""

    text: str
    between: str = ""


@dataclass(frozen=True, slots=True)
class Border:
    """A gap before paragraph ``at`` with what speaks for and against a new report there, and the sum."""

    at: int
    score: float
    evidence: dict[str, float]


def borders(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Return the paragraphs at which a new report begins, the very first not among them."""
    texts = [paragraph.text for paragraph in paragraphs]
    if len(texts) < 2:
        return []
    copies = copies_in(texts)
    evidence = _evidence(paragraphs, copies)
    chosen = _chosen(texts, evidence)
    for places in copies:  # two versions of one report begin alike
        if any(place == 0 or place in chosen for place in places):
            for place in places:
                evidence[place]["version"] = 1.0
    return sorted(_chosen(texts, evidence))


def gaps(paragraphs: Sequence[Paragraph]) -> list[Border]:
    """Return every gap with its evidence, in order, before the versions of a report are set beside each other."""
    if len(paragraphs) < 2:
        return []
    evidence = _evidence(paragraphs, copies_in([paragraph.text for paragraph in paragraphs]))
    return [Border(n, _score(here), here) for n, here in enumerate(evidence) if n]


def _evidence(paragraphs: Sequence[Paragraph], copies: Sequence[tuple[int, int]]) -> list[dict[str, float]]:
    texts = [paragraph.text for paragraph in paragraphs]
    found: list[dict[str, float]] = [{} for _ in texts]
    for look in (_look_at_lines, _look_at_parts, _look_at_numbers, _look_at_words):
        look(texts, found)
    for n, paragraph in enumerate(paragraphs):
        if paragraph.between:
            found[n][paragraph.between] = 1.0
    for places in copies:
        for place in places:
            found[place]["copy"] = 1.0
    _look_for_likeliest(found)
    return found


def _score(evidence: dict[str, float]) -> float:
    return _PRIOR + sum(WEIGHTS[name] * value for name, value in evidence.items())


def _chosen(texts: Sequence[str], evidence: Sequence[dict[str, float]]) -> set[int]:
    """Return the gaps that stand the test, the likeliest first, as far as each leaves enough on both sides.

    That numbers start again tells of one border only, wherever it lies in the run of gaps between.
    """
    spans = _Spans([0, *accumulate(map(len, texts))])
    runs = list(accumulate("restart" not in here for here in evidence))
    spent: set[int] = set()
    chosen: set[int] = set()
    for score, n in sorted((-_score(here), n) for n, here in enumerate(evidence) if n):
        left = -score
        if runs[n] in spent:
            left -= sum(WEIGHTS[name] for name in ("restart", "likeliest") if name in evidence[n])
        if "follows" in evidence[n] and not chosen.isdisjoint(range(n - 2, n + 3)):
            left -= WEIGHTS["follows"]
        if spans.cut(n, left):
            chosen.add(n)
            if "restart" in evidence[n]:
                spent.add(runs[n])
    return chosen


def _look_at_lines(texts: Sequence[str], found: list[dict[str, float]]) -> None:
    """What each paragraph and the one before it say by themselves."""
    ahead = [max(0.0, leans(text)[1]) for text in texts]
    for n in range(1, len(texts)):
        here, text, before = found[n], texts[n], texts[n - 1]
        here["opener"] = opens(text)
        here["late"] = float(max(leans(text[:160])) >= 3.0)
        here["title"] = float(is_title(text))
        here["bare"] = float(
            not is_title(text) and mark_of(text) is None and text[-1] not in "：:" and reads_bare(text)
        )
        here["closed"] = 1.0 if closes(before) else 0.5 * bool(len(before) > 40 and _PLEDGE.search(before))
        past, coming = ahead[max(0, n - 3) : n], ahead[n : n + 3]
        here["ahead"] = max(0.0, min(2.0, sum(past) / len(past) - sum(coming) / len(coming)))
        if _LEADS.search(before) or _heads(texts, n - 1):
            here["led"] = 1.0
        elif not _ENDED.search(before) and not heading_of(before).level:
            here["open"] = 1.0


def _heads(texts: Sequence[str], n: int) -> bool:
    """Whether a whole line is a heading, and no item of a list."""
    heading = heading_of(texts[n], may_be_bare=True)
    if not heading.bare or is_title(texts[n]):
        return False
    mark = mark_of(texts[n])
    before = mark_of(texts[n - 1]) if n else None
    return not (texts[n].endswith("。") and mark and before and before.style == mark.style)


def _look_at_parts(texts: Sequence[str], found: list[dict[str, float]]) -> None:
    """Whether the last part of a report came before, by its heading or its words, and the paragraph is none of it."""
    last_part = False
    for n, text in enumerate(texts):
        heading, ahead = heading_of(text, may_be_bare=True), leans(text)[1]
        if n and last_part and ahead < 1.0 and mark_of(text) is None:
            found[n]["done"] = 1.0
        if heading.bare and heading.level in {1, 2}:
            last_part = heading_role(heading.text) == "next" or (last_part and heading.level == 2)
        elif mark_of(text) is None:
            last_part = ahead >= 3.0 or closes(text)


def _look_at_numbers(texts: Sequence[str], found: list[dict[str, float]]) -> None:
    """Whether rows of numbers (一、 二、 …) go on across a gap or start again after it."""
    marks = marks_of(texts)
    coming = _coming(texts, marks)
    last: dict[str, tuple[int, int]] = {}
    for n, mark in enumerate(marks):
        if n:
            listed = mark is not None and mark.style != "hash" and not is_title(texts[n])
            if mark is not None and listed and (mark.style != "月" or last.get("月", (0, -1))[1] == n - 1):
                begins = mark.value == 1 and (mark.style == "part" or (mark.style == "cn" and "cn" in last))
                found[n]["item" if mark.value > 1 else "first-item"] = 0.0 if begins else 1.0
            _rows(n, last, coming[n], found[n])
        if mark is not None and mark.value:
            last[mark.style] = (mark.value, n)


def _coming(texts: Sequence[str], marks: Sequence[Mark | None]) -> list[dict[str, tuple[int, int]]]:
    """Return for each paragraph the next number of each style from there on, with its place."""
    found: list[dict[str, tuple[int, int]]] = [{} for _ in texts]
    ahead: dict[str, tuple[int, int]] = {}
    for n in range(len(texts) - 1, -1, -1):
        mark = marks[n]
        if mark is not None and mark.value and not is_title(texts[n]):
            ahead[mark.style] = (mark.value, n)
            if mark.style == "cn" and mark.value == 1 and _in_chapter(texts, marks, n):
                del ahead["cn"]  # 一、 again, as the chapter wants it
        found[n] = {style: (value, at) for style, (value, at) in ahead.items() if at - n < _NEAR}
    return found


def _in_chapter(texts: Sequence[str], marks: Sequence[Mark | None], n: int) -> bool:
    """Whether a heading of a whole chapter stands right before, or a second part begins one line earlier."""
    if n and marks[n - 1] is None and not is_title(texts[n - 1]) and _heads(texts, n - 1):
        return True
    return any(mark is not None and mark.style == "part" and mark.value > 1 for mark in marks[max(0, n - 2) : n])


def _rows(n: int, last: dict[str, tuple[int, int]], coming: dict[str, tuple[int, int]], here: dict[str, float]) -> None:
    for style in ("part", "cn", "(cn)", "1", "是", "第"):
        if style not in coming or style not in last:
            continue
        (value, at), (old, was) = coming[style], last[style]
        near = style in {"part", "cn"} or at - was <= (12 if style == "(cn)" else 3)
        if value == old + 1 and near:
            here["continues"] = 1.0
        elif old + 1 < value <= old + 3 and near and style in {"cn", "(cn)"}:
            here["skips"] = 1.0
        elif value <= old and style == "cn":
            here["restart"] = 1.0
    if "cn" in coming and coming["cn"][0] == 1 and coming["cn"][1] - n <= 2:
        here["follows"] = 1.0


def _look_at_words(texts: Sequence[str], found: list[dict[str, float]]) -> None:
    """How much the paragraphs on both sides share, and whom they speak for."""
    shared = list(likenesses(texts))
    usual = sorted(shared)[len(shared) // 2 if len(shared) > 1 else 0]
    own = [{found[1] or found[2] for found in _OWN.finditer(text)} for text in texts]
    for n in range(1, len(texts)):
        found[n]["cohesion"] = max(-1.0, min(2.0, math.log2((usual + 0.005) / (shared[n - 1] + 0.005))))
        left, right = set().union(*own[max(0, n - 4) : n]), set().union(*own[n : n + 4])
        if left and right and not left & right:
            found[n]["unit"] = 1.0


def _look_for_likeliest(found: list[dict[str, float]]) -> None:
    """Mark in each run of gaps over which the numbers start again the one for which most else speaks."""
    n = 1
    while n < len(found):
        after = n
        while after < len(found) and "restart" in found[after]:
            after += 1
        if after > n:
            found[max(range(n, after), key=lambda k: _score(found[k]))]["likeliest"] = 1.0
        n = after + 1


class _Spans:
    """The reports chosen so far, as spans of paragraphs; a cut must leave enough text on both sides."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self._sizes = sizes
        self._cuts = [0, len(sizes) - 1]

    def cut(self, at: int, score: float) -> bool:
        """Cut there and return True, or leave all as it is where the score is too low for what would be left."""
        place = bisect(self._cuts, at)
        before, after = self._cuts[place - 1], self._cuts[place]
        sizes = self._sizes
        thin = min(at - before, after - at) < _FEW
        least = _SMALLEST_SURE if score >= _SURE else _SMALLEST
        if score <= _THIN * thin or min(sizes[at] - sizes[before], sizes[after] - sizes[at]) < least:
            return False
        self._cuts.insert(place, at)
        return True
