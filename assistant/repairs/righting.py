"""A flagged figure set right: by the notes' own in its place, or by the user, who vouches for it (``figures.md`` §4)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.drafting.spelling import full
from assistant.errors import InputError
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.reading import read, read_ones
from assistant.figures.units import GENERIC, comparable
from assistant.findings import Finding
from assistant.manuscript import Manuscript
from assistant.receipts import carried
from assistant.repairs.placing import section_of, spans_in

UNTRUE = ("unsourced-figure", "mismatched-figure", "leaked-figure")  # what the user may vouch for
FIGURES = (*UNTRUE, "wrong-arithmetic")
WAN = 10000
_ARABIC = re.compile(r"[0-9]")
_NUMBER = re.compile(
    r"[0-9][0-9,，.]*[十百千万亿]*|[〇零一二两三四五六七八九十百千万亿]+(?:点[〇零一二三四五六七八九]+)?"
)
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_BEFORE = {Qualifier.ABOUT: "约", Qualifier.UNDER: "近"}


def instead(finding: Finding) -> str:
    """What can stand in the place of a finding's figure: that which its suggestion names; empty where it names none of its kind."""
    if finding.kind not in FIGURES:
        return ""
    now, right = _only(finding.text), _only(finding.suggestion)
    if now is None or right is None or now.kind is not right.kind:
        return ""
    if right.unit and now.unit and now.value != right.value and not _one_unit(now.unit, right.unit):
        return ""
    new = _shown(right, now)
    return new if new != finding.text and _only(new) is not None else ""


def amended(manuscript: Manuscript, finding: Finding) -> Manuscript:
    """The draft with the notes' figure in the place of the flagged one; raises ``InputError`` where nothing can stand there."""
    new = instead(finding)
    if not new:
        raise InputError(f"“{finding.text}”没有可以直接换上的数，请自己改，或补上出处。")
    draft = manuscript.drafted()
    if finding.end <= len(draft.title) and draft.title[finding.start : finding.end] == finding.text:
        title = draft.title[: finding.start] + new + draft.title[finding.end :]
        return replace(manuscript, draft=replace(draft, title=title), title=title)
    section = section_of(draft, finding)
    span = next((span for _, span in spans_in(draft, section, [finding])), None) if section else None
    if section is None or span is None or section.text[slice(*span)] != finding.text:
        raise InputError(f"草稿里找不到“{finding.text[:20]}”了，它可能刚被改过，请看一遍再点。")
    after = section.text[: span[0]] + new + section.text[span[1] :]
    kept = replace(section, receipts=carried(section.receipts, after))
    return replace(manuscript, draft=draft.replacing(kept)).with_section(section.id, after)


def vouched(text: str, finding: Finding, others: Iterable[Finding]) -> str:
    """The sentence of a draft that states a figure, as a note: what else is flagged in it is left out, for nobody vouched for that."""
    said = next(m for m in _SENTENCE.finditer(text) if m.start() <= finding.start < m.end())
    words, at = "", said.start()
    for other in sorted(others, key=lambda f: f.start):
        if other.kind in FIGURES and at <= other.start and other.end <= said.end() and other.start != finding.start:
            words += text[at : other.start]
            at = other.end
    return re.sub(r"[，、]{2,}", "，", words + text[at : said.end()]).strip("，、 　\n")


def _one_unit(now: str, right: str) -> bool:
    """Whether figures in these units may stand for one another; of what is counted one by one only in the very unit (户 is not 个)."""
    return now == right or (comparable(now, right) and not {now, right} <= GENERIC)


def _only(text: str) -> Mention | None:
    """The one figure that a text is."""
    found = [m for m in (*read(text), *read_ones(text)) if m.is_figure]
    return found[0] if len(found) == 1 and found[0].text == text else None


def _shown(right: Mention, now: Mention) -> str:
    """A figure of the notes as the draft writes figures: digits for spoken numerals, the draft's unit where the notes leave it out."""
    if right.kind is Kind.DATE or right.value is None:
        return right.text
    if right.unit:
        return full(right) if _ARABIC.search(right.text) else f"{_spelled(right)}{right.unit}"
    unit = _NUMBER.sub("", now.text, count=1).lstrip("约近余多") if now.unit else ""
    return f"{right.text if _ARABIC.search(right.text) else _spelled(right)}{unit}"


def _spelled(right: Mention) -> str:
    """一百八十万 as 180万, with the word that qualifies it."""
    value = right.value
    if value is None:
        return right.text
    large = value >= WAN and value % (WAN // 100) == 0
    number = f"{(value / WAN if large else value).normalize():f}" + ("万" if large else "")
    return f"{_BEFORE.get(right.qualifier, '')}{number}{'余' if right.qualifier is Qualifier.OVER else ''}"
