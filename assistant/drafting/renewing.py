"""Last year's report with this year's figures in brackets, told as this year's: 教学班24个[26] is 教学班26个（去年24个）."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.spelling import full
from assistant.figures.mentions import Kind, Mention
from assistant.figures.placing import Place

_BRACKET = re.compile(r"[\[［【〔（(]([^\[\]［］【】〔〕（）()\n]{1,160})[\]］】〕）)]")
_SAID_NEW = re.compile(r"^(?:这句|此句|这里|这段)?(?:换成|改成|改为|换为)[：:]?")
_PHRASE = re.compile(r"[^，。；、：\n\]］】〕]+$")
_SEGMENT = re.compile(r"[^，。；：\n\]］】〕）]+$")
_NEW_YEAR = re.compile(r"(?:括号|[\[（(〔【][\]）)〕】])[里内中]?头?的?是(20[0-9]{2})年")
_ADDED = re.compile(r"[\[〔【](?:新加|新增|另加|加)[^：:\n\]〕】]{0,6}[：:]([^\]〕】]+)[\]〕】]")
_UNIT = re.compile("[万亿]?元|人次|人|户|家|个|所|件|亩|吨|张|台|次|项|名|平方米|公里|公顷")
_STILL = re.compile(r"^(?:还是|仍是|仍为|不变|没变|照旧)[^，。；]*")
_NUMBERED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,2}是|[0-9]{1,2}[.．、)）]|[（(]?[0-9一二三四五六七八九十]{1,2}[)）、])\s*"
)
_STRUCK = re.compile(r"~~[^~\n]{1,120}~~$")
Edit = tuple[int, int, str]


def renewed(text: str, found: Sequence[Place]) -> list[Edit]:
    """The edits for every bracket whose figures renew those before it; none where the notes have no such brackets."""
    if not _is_renewed(text, found):
        return []
    edits: list[Edit] = _redated(text, found)
    for whole in _ADDED.finditer(text):
        edits += [(whole.start(), whole.start(1), ""), (whole.end() - 1, whole.end(), "")]
    done = 0
    for bracket in _BRACKET.finditer(text):
        if struck := _STRUCK.search(text, done, bracket.start()):  # ~~17万次~~[52万次]
            edits.append((struck.start(), bracket.end(), bracket[1]))
            done = bracket.end()
            continue
        if still := _STILL.match(bracket[1]):
            edits.append((bracket.start(), bracket.end(), bracket[1][still.end() :]))
            done = bracket.end()
            continue
        if _SAID_NEW.match(bracket[1]):
            phrase = _PHRASE.search(text, done, bracket.start())
            begin = phrase.start() if phrase else bracket.start()
            edits.append((begin, bracket.end(), _SAID_NEW.sub("", bracket[1])))
            done = bracket.end()
            continue
        new = [p for p in found if bracket.start() < p.mention.start < bracket.end()]
        before = [p for p in found if done <= p.mention.start and p.mention.end <= bracket.start()]
        if new and _own_words(text, bracket, new[0]) and (segment := _SEGMENT.search(text, done, bracket.start())):
            edits.append(_told_anew(segment, bracket))
            done = bracket.end()
            continue
        old = _olds(before, new) or _olds(before, new[:1])
        if not new or not old or any(p.period == "last" for p in new):
            done = bracket.end() if new else done
            continue
        edits.extend(_swapped(text, old, new[: len(old)], bracket))
        done = bracket.end()
    return edits


def _told_anew(segment: re.Match[str], bracket: re.Match[str]) -> Edit:
    """What a bracket of words of its own stands for: last year's words with figures, or nothing, and it goes on with them."""
    number = _NUMBERED.match(segment[0])
    said = segment[0][number.end() :] if number else segment[0]
    if re.search("[0-9]", said):
        return segment.start(), bracket.end(), f"{bracket[1]}（去年{segment[0]}）"
    return bracket.start(), bracket.end(), f"{'，' if said.strip() else ''}{bracket[1]}"


def _redated(text: str, found: Sequence[Place]) -> list[Edit]:
    """Last year's own year at the head of a sentence, as this year's; not where the notes say how they are to be read."""
    said = _NEW_YEAR.search(text)
    if said is None:
        return []
    old, line = f"{int(said[1]) - 1}年", text.find("\n", said.end())
    return [
        (p.mention.start, p.mention.end, f"{said[1]}年")
        for p in found
        if p.mention.text == old and p.mention.start > line >= 0
    ]


def _is_renewed(text: str, found: Sequence[Place]) -> bool:
    """Whether brackets of the notes hold this year's figures: those before them became last year's."""
    hits = [m for m in _BRACKET.finditer(text) if re.match(r"改?[0-9第]", m[1])]
    old = {p.mention.end for p in found if p.period == "last"}
    return len(hits) > 2 and sum(text[m.start() - 1 : m.start()] != "" and m.start() in old for m in hits) * 2 > len(
        hits
    )


def _own_words(text: str, bracket: re.Match[str], first: Place) -> bool:
    return len(re.findall("[\u4e00-\u9fff]", text[bracket.start() : first.mention.start])) > 1


def _olds(before: Sequence[Place], new: Sequence[Place]) -> list[Place]:
    """The figures that the bracket's renew: the last of them, or those of their units."""
    last = list(before[-len(new) :]) if new else []
    if len(last) == len(new) and all(_goes(a.mention, b.mention) for a, b in zip(last, new, strict=True)):
        return last
    found: list[Place] = []
    rest = list(before)
    for one in new:
        match = next((p for p in rest if _goes(p.mention, one.mention) and p.period == "last"), None)
        if match is None:
            return []
        found.append(match)
        rest = rest[rest.index(match) + 1 :]
    return found


def _goes(one: Mention, other: Mention) -> bool:
    return one.kind is other.kind and (one.kind is not Kind.QUANTITY or one.unit == other.unit or not other.unit)


def _swapped(text: str, old: Sequence[Place], new: Sequence[Place], bracket: re.Match[str]) -> list[Edit]:
    edits = []
    for a, b in zip(old, new, strict=True):
        more = text[a.mention.end : a.mention.end + 1]  # 12.6万册次, of which the unit is read as 册
        over = int(bool(more) and b.mention.text.endswith(f"{a.mention.text[-1:]}{more}"))
        start = a.mention.start - int(text[a.mention.start - 1 : a.mention.start] == "原")  # 原46处[改48处]
        edits.append((start, a.mention.end + over, full(b.mention)))
    rest = text[new[-1].mention.end : bracket.end() - 1]
    rest = "" if rest and text[old[-1].mention.end : bracket.start()] == rest else rest  # 7.46万册次（7.93万册次）
    same = all(
        a.mention.value == b.mention.value and a.mention.text == b.mention.text for a, b in zip(old, new, strict=True)
    )
    dated = any(a.mention.kind is Kind.DATE for a in old)
    if same or dated:
        return [*edits, (bracket.start(), bracket.end(), rest)]
    several = "分别为" if len(old) > 1 else ""
    unit = match[0] if not rest and (match := _UNIT.match(text, bracket.end())) else ""  # 312(318)个, 21.6万(22.9万)人
    said = f"{rest if full(new[-1].mention).endswith(unit) else unit}（去年{several}{'、'.join(_in(unit, p.mention) for p in old)}）"
    return [*edits, (bracket.start(), bracket.end() + len(unit), said)]


def _in(unit: str, mention: Mention) -> str:
    """The figure with the unit that stands behind the bracket."""
    told = full(mention)
    return told if told.endswith(unit) else told + unit
