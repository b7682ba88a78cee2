"""Last year's report with this year's figures pencilled in behind the old ones: 教学班24个[26]，查出40处改了38处[35处，33处].

Only where the notes say so themselves (方括号里是2023年的数, 〔〕里头是今年的).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.figures.bare import in_unit, is_bare, known_unit, like, own_scale
from assistant.figures.mentions import Kind
from assistant.figures.placing import Place

_SAID = re.compile(
    r"(?:(?P<sort>[方中]?)括号|(?P<shown>[\[［【〔（(])[\]］】〕）)])[里内中]?头?的?(?:是|为|写的是)?(?:数字?[是为])?(?:今年|本年|现在|新的|20[0-9]{2})"
)
_BRACKETS = {
    "square": re.compile(r"[\[［【]([^\]］】\n]{1,120})[\]］】]"),
    "〔": re.compile(r"〔([^〕\n]{1,160})〕"),
    "round": re.compile(r"[（(]([^（）()\n]{1,120})[）)]"),
}
_OLD_DRAFT = re.compile(  # (2023年总结底稿,红笔改2024)
    r"底稿|红笔|红字|铅笔|(?:去年|上年|20[0-9]{2}年?)的?[\u4e00-\u9fff]{0,4}(?:总结|报告|稿子?)[^\n]{0,6}改"
)
_FIGURE = r"[0-9][0-9.,]*[万亿千%]?[\u4e00-\u9fff]{0,2}"
_BEHIND_FIGURE = {  # 218家〔246〕
    "〔": re.compile(rf"{_FIGURE}〔改?为?{_FIGURE}[〕、，,；;]"),
    "square": re.compile(rf"{_FIGURE}[\[［【]改?为?{_FIGURE}[\]］】、，,；;]"),
    "round": re.compile(rf"{_FIGURE}[（(]改?为?{_FIGURE}[）)、，,；;]"),
}
HEAD, FEWEST = 80, 3  # characters that tell what the notes are, and brackets that make a habit
_UNIT = re.compile(r"([百千万亿]*)(元|人次|人|户|家|个|所|件|亩|吨|张|台|次|项|名|平方米|公里|公顷|%)")
_OLD_ENDS = "；;。\n〕]］】"


def pencilled(text: str, found: Sequence[Place]) -> Sequence[Place]:
    """The figures, those in such brackets with the words and units of those before them, which become last year's."""
    said = _SAID.search(text) or _OLD_DRAFT.search(text[:HEAD])
    kind = _kind(said, text) if said else None
    if said is None or kind is None:
        return found
    result = list(found)
    starts = [place.mention.start for place in found]
    done = 0  # where the last bracket of this year's figures ends: those before it are told
    for bracket in kind.finditer(text):
        if said.start() <= bracket.start() < said.end():
            continue
        opened, closed = bisect_left(starts, bracket.start()), bisect_left(starts, bracket.end())
        inside = list(range(opened, closed))
        first = max(done, *(text.rfind(mark, 0, bracket.start()) + 1 for mark in _OLD_ENDS))
        done = bracket.end() if inside else done
        old = [i for i in range(bisect_left(starts, first), opened) if found[i].mention.end <= bracket.start()]
        for one, other in _partners(found, old, inside):
            result[one] = replace(result[one], period="last")
            result[other] = _renewed(result[other], result[one])
        if unit := _UNIT.match(text, bracket.end()):
            _count(result, [i for pair in _partners(found, old, inside) for i in pair], known_unit(unit[1], unit[2]))
        for i in (*inside, *(old if not inside else ())):
            result[i] = replace(result[i], period="" if result[i].period.isdigit() else result[i].period)
    return result


def _count(result: list[Place], pair: Sequence[int], unit: tuple[str, Decimal] | None) -> None:
    """3200(4150)万元: both count in the unit behind the bracket."""
    for i in pair if unit else ():
        if unit and is_bare(result[i].mention) and not own_scale(result[i].mention):
            result[i] = replace(result[i], mention=in_unit(result[i].mention, *unit))


def _kind(said: re.Match[str], text: str) -> re.Pattern[str] | None:
    """The brackets that this year's figures stand in: those that the notes name, else those that most often follow a figure."""
    if said.re is _OLD_DRAFT:
        often = {name: len(behind.findall(text)) for name, behind in _BEHIND_FIGURE.items()}
        most = max(often, key=lambda name: often[name])
        return _BRACKETS[most] if often[most] >= FEWEST else None
    if said["shown"]:
        return _BRACKETS["〔" if said["shown"] == "〔" else "round" if said["shown"] in "（(" else "square"]
    if said["sort"] and len(_BRACKETS["〔"].findall(text)) > len(_BRACKETS["square"].findall(text)):
        return _BRACKETS["〔"]  # which clerks call 方括号 too
    return _BRACKETS["square" if said["sort"] else "round"]


def _partners(found: Sequence[Place], old: list[int], inside: list[int]) -> list[tuple[int, int]]:
    """Which figure in the bracket renews which before it: the last of them one by one where none is said beside, else by unit."""
    last = old[-len(inside) :] if inside else []
    if len(last) == len(inside) and all(_goes(found[a], found[b]) for a, b in zip(last, inside, strict=True)):
        return list(zip(last, inside, strict=True))
    pairs: list[tuple[int, int]] = []
    rest = list(old)
    for new in inside:
        match = next((at for at in rest if _goes(found[at], found[new])), None)
        if match is not None:
            pairs.append((match, new))
            rest = [at for at in rest if at > match]
    return pairs


def _goes(one: Place, other: Place) -> bool:
    a, b = one.mention, other.mention
    if a.kind is Kind.DATE or b.kind is Kind.DATE:
        return a.kind is b.kind
    return not b.unit or a.unit == b.unit


def _renewed(place: Place, old: Place) -> Place:
    """The new figure in the words, and where it has none in the unit, of the old one."""
    mention = like(place.mention, old.mention)
    own = re.sub(r"[^\u4e00-\u9fff]", "", place.before)
    before = old.before if len(own) < 2 else old.before + place.before
    return replace(place, mention=mention, before=before, after=old.after, lead=old.lead, head=old.head, period="")
