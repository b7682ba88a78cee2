"""Last year's report with this year's figures in brackets, told as this year's: 教学班24个[26] is 教学班26个（去年24个）."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.figures.mentions import Kind, Mention
from assistant.figures.placing import Place

_BRACKET = re.compile(r"[\[［【〔（(]([^\[\]［］【】〔〕（）()\n]{1,160})[\]］】〕）)]")
_SAID_NEW = re.compile(r"^(?:这句|此句|这里|这段)?(?:换成|改成|改为|换为)[：:]?")
_PHRASE = re.compile(r"[^，。；、：\n\]］】〕]+$")
_STILL = re.compile(r"^(?:还是|仍是|仍为|不变|照旧)")
Edit = tuple[int, int, str]


def renewed(text: str, found: Sequence[Place]) -> list[Edit]:
    """The edits for every bracket whose figures renew those before it; none where the notes have no such brackets."""
    if not _is_renewed(text, found):
        return []
    edits: list[Edit] = []
    done = 0
    for bracket in _BRACKET.finditer(text):
        if _SAID_NEW.match(bracket[1]):
            phrase = _PHRASE.search(text, done, bracket.start())
            begin = phrase.start() if phrase else bracket.start()
            edits.append((begin, bracket.end(), _SAID_NEW.sub("", bracket[1])))
            done = bracket.end()
            continue
        new = [p for p in found if bracket.start() < p.mention.start < bracket.end()]
        before = [p for p in found if done <= p.mention.start and p.mention.end <= bracket.start()]
        old = _olds(before, new)
        if not new or len(old) != len(new) or any(p.period == "last" for p in new):
            continue
        edits.extend(_swapped(text, old, new, bracket))
        done = bracket.end()
    return edits


def _is_renewed(text: str, found: Sequence[Place]) -> bool:
    """Whether brackets of the notes hold this year's figures: those before them became last year's."""
    hits = [m for m in _BRACKET.finditer(text) if re.match(r"[0-9第]", m[1])]
    old = {p.mention.end for p in found if p.period == "last"}
    return len(hits) > 2 and sum(text[m.start() - 1 : m.start()] != "" and m.start() in old for m in hits) * 2 > len(hits)


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
    from assistant.drafting.completing import full

    edits = [(a.mention.start, a.mention.end, full(b.mention)) for a, b in zip(old, new, strict=True)]
    same = all(a.mention.value == b.mention.value and a.mention.text == b.mention.text for a, b in zip(old, new, strict=True))
    dated = any(a.mention.kind is Kind.DATE for a in old)
    if same or dated or _STILL.match(bracket[1]):
        return [*edits, (bracket.start(), bracket.end(), "")]
    if len(old) == 1:
        said = f"（去年{full(old[0].mention)}）"
    else:
        said = f"（去年分别为{'、'.join(full(p.mention) for p in old)}）"
    return [*edits, (bracket.start(), bracket.end(), said)]
