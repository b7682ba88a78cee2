"""The notes that a model's sentences name: ``⟦N3⟧`` beside a sentence, taken off while it streams and kept as receipts.

Lines of the notes are numbered over the whole report. A slot names the line of its fact by itself (``⟦F12⟧`` comes from
``SlotStream``). A named line that does not exist, or shares no figure and no word with the sentence, is no receipt.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from assistant.draft import Section
from assistant.drafting import Assignment
from assistant.drafting.offered import Offer, added_ids, named_lines, note_ids
from assistant.figures.mentions import Mention
from assistant.figures.reading import figures
from assistant.figures.verdicts import Origin, Source
from assistant.notes import CONFIRMED
from assistant.receipts import Receipt, Written, placed, sentence_spans

LONGEST = 60  # characters between the brackets of a name
_NAMED = r"[NnＮF]\s*\d{1,4}"
_LIST = rf"\s*{_NAMED}(?:[\s,，、;；和及~～\-–—至到]*(?:{_NAMED}|\d{{1,4}}))*\s*"
_NAME = re.compile(
    rf"[⟦〚](?P<own>[^⟦⟧〚〛\n]{{0,{LONGEST}}})[⟧〛]"
    rf"|(?:\[\[|\[|［|【|〔)(?P<other>{_LIST})(?:\]\]|\]|］|】|〕)|[（(](?P<round>{_LIST})[）)]"
)
_OPENING = re.compile(
    r"[⟦〚][^⟦⟧〚〛\n]{0,60}|(?:\[\[?|［|【|〔|（|\()\s*(?:[NnＮF][\sNnＮF\d,，、;；和及~～\-–—至到]*)?"
)
_BROKEN = re.compile(r"[⟦〚][\sNnＮF\d,，、]*|[⟧〛]")
_ASIDE = re.compile(r"[\s⟦⟧〚〛\[［【〔（(]")
_ONE = re.compile(r"(?P<kind>[NnＮF]?)\s*(?P<number>\d{1,4})")
_RANGE = re.compile(r"\s*[~～\-–—至到]+\s*")
_COMMON = frozenset(
    re.findall(
        r"\S+",
        "工作 开展 今年 全年 进行 完成 情况 组织 活动 我们 我镇 我局 我所 我校 全镇 单位 主要 以及 同时 其中 共有 共计 "
        "去年 明年 计划 人员 加强 建设 管理 问题 方面 落实 推进 通过 相关 各项 有关",
    )
)


@dataclass(frozen=True, slots=True)
class _Note:
    """One line that may be named: its place, its words, and the figures that it gives."""

    source: Source
    text: str
    figures: tuple[str, ...] = ()


class Citable:
    """The notes of a report by the names that sentences may give them."""

    def __init__(self, assignment: Assignment) -> None:
        offer = Offer.of(assignment)
        now = {slot.id: slot.figure_text for slot in offer.slot_facts}
        lines, added = note_ids(assignment), added_ids(assignment)
        self._notes: dict[str, _Note] = {}
        placed_facts = sorted(
            (((f.source.document, f.source.start), f) for f in assignment.facts if f.source), key=itemgetter(0)
        )
        places = [place for place, _ in placed_facts]
        for line, name in lines.items():
            source = Source(Origin.NOTES, line.document, line.start, line.end, line.text)
            first, last = (bisect_left(places, (line.document, at)) for at in (line.start, line.end))
            here = [fact for _, fact in placed_facts[first:last]]
            self._notes[name] = _Note(source, line.text, tuple(now.get(f.id, f.figure) for f in here))
            self._notes |= {f.id: self._notes[name] for f in here}
        for fact in assignment.facts:
            if fact.id in added:
                note = _Note(Source(Origin.NOTES, CONFIRMED, 0, 0, fact.label), fact.label, (fact.figure,))
                self._notes[added[fact.id]] = self._notes[fact.id] = note
        self._by_place = {note.source: name for name, note in self._notes.items() if name.startswith("N")}

    @property
    def unmistakable(self) -> frozenset[str]:
        """The names that no note holds as words of its own."""
        said = {name for note in self._notes.values() for name in re.findall(r"[NF][0-9]+", note.text)}
        return frozenset(self._notes.keys() - said)

    def receipt(self, sentence: str, names: Iterable[str]) -> Receipt:
        """The receipt of a sentence that gives these names: those that exist and have something to do with it."""
        notes = [self._notes[name] for name in names if name in self._notes]
        told = figures(sentence)
        sources = [note.source for note in notes if _shares(sentence, told, note)]
        return Receipt(sentence, tuple(dict.fromkeys(sources)))

    def named(self, section: Section) -> str:
        """The section's text as a model writes it, each sentence with the names in its receipt."""
        out, at = [], 0
        for _, end, receipt in placed(section.receipts, section.text):
            stop = end - len(receipt.sentence) + len(receipt.sentence.rstrip("。！？"))
            out += [section.text[at:stop], self.names_of(receipt)]
            at = stop
        return "".join([*out, section.text[at:]])

    def unnamed(self, assignment: Assignment, receipts: Iterable[Receipt]) -> str:
        """The names of the section's lines that no receipt holds: ⟦N3⟧、⟦N7⟧."""
        rested_on = {source for receipt in receipts for source in receipt.sources}
        own = [Source(Origin.NOTES, n.document, n.start, n.end, n.text) for n in named_lines(assignment)]
        return "、".join(f"⟦{self._by_place[source]}⟧" for source in own if source not in rested_on)

    def names_of(self, receipt: Receipt) -> str:
        """The names in a receipt as a sentence writes them; empty where it has none."""
        names = [self._by_place[source] for source in receipt.sources if source in self._by_place]
        return f"⟦{','.join(names)}⟧" if names else ""


def _shares(sentence: str, told: Iterable[Mention], note: _Note) -> bool:
    if any(figure in sentence for figure in note.figures):
        return True
    values = {(m.value, m.unit) for m in told if m.value is not None}
    if values & {(m.value, m.unit) for m in figures(note.text)}:
        return True
    return bool(_pairs(sentence) & _pairs(note.text))


def _pairs(text: str) -> set[str]:
    found = {run[i : i + 2] for run in re.findall(r"[\u4e00-\u9fffA-Za-z]+", text) for i in range(len(run) - 1)}
    return found - _COMMON


class NameStream:
    """Takes the names off a text that arrives in pieces; whatever way it is cut up, the same text and names come out.

    A name belongs to the sentence before it, one at the head of a line to the sentence after it. In round brackets only
    what is in ``known`` is a name, for a report may speak of masks (N95).
    """

    def __init__(self, known: Container[str] = ()) -> None:
        self._known = known
        self._waiting = ""
        self._text = ""
        self._at: list[tuple[int, tuple[str, ...]]] = []  # a place inside the sentence, and the names

    def feed(self, delta: str) -> str:
        """Take in a piece and return what is certain by now, perhaps nothing."""
        self._waiting += delta
        return self._advance(final=False)

    def close(self) -> str:
        """Return the rest."""
        return self._advance(final=True)

    def written(self, notes: Citable) -> Written:
        """The whole text, with a receipt for each of its sentences."""
        return Written(self._text, tuple(self._receipts(notes)))

    def _receipts(self, notes: Citable) -> Iterator[Receipt]:
        for start, end in sentence_spans(self._text):
            names = [name for at, given in self._at if start <= at < end for name in given]
            yield notes.receipt(self._text[start:end], names)

    def _advance(self, *, final: bool) -> str:
        before = len(self._text)
        while self._waiting:
            aside = _ASIDE.search(self._waiting)
            at = aside.start() if aside else len(self._waiting)
            self._text, self._waiting = self._text + self._waiting[:at], self._waiting[at:]
            if not self._waiting or not self._step(final=final):
                break
        if final:
            self._text, self._waiting = self._text + self._waiting, ""
        return self._text[before:]

    def _step(self, *, final: bool) -> bool:
        """Deal with the white space or bracket that waits first; False when more of the text is needed to decide."""
        space = re.match(r"\s*", self._waiting)
        gap = space[0] if space else ""
        rest = self._waiting[len(gap) :]
        names, left = _names_at(rest, self._known)
        undecided = not final and (not left or bool(_OPENING.fullmatch(left)))
        if undecided and (not rest or names or _OPENING.fullmatch(rest)):
            return False
        if not names:
            broken = _BROKEN.match(rest)
            if broken and not final and broken.end() == len(rest):
                return False  # what comes next may go on with it
            self._text += gap if broken or not rest else gap + rest[0]
            self._waiting = rest[broken.end() if broken else 1 :]
            return True
        leads = ("\n" in gap or not self._text) and left[:1] not in ("\n", "")
        self._text += gap if leads else ""
        place = len(self._text) if leads else len(self._text.rstrip()) - 1
        self._at.append((place, names))
        self._waiting = left
        return True


def _names_at(text: str, known: Container[str]) -> tuple[tuple[str, ...], str]:
    """The names that a text begins with, one bracket after another, and what follows them."""
    found: list[str] = []
    any_name = False
    while name := _NAME.match(text):
        ids = list(_ids(name["own"] or name["other"] or name["round"] or ""))
        if name["round"] and not all(one in known for one in ids):
            break
        any_name = True
        found += ids
        text = text[name.end() :]
        if _NAME.match(text.lstrip(" 　\t")):
            text = text.lstrip(" 　\t")
    return (tuple(found) or ("",), text) if any_name else ((), text)


def _ids(inside: str) -> Iterator[str]:
    """The ids in a bracket: N3, N7; N3-N5 gives all three."""
    last: tuple[str, int, int] | None = None
    for one in _ONE.finditer(inside):
        kind = "F" if one["kind"] == "F" else "N"
        number = int(one["number"])
        if last and kind == last[0] and _RANGE.fullmatch(inside[last[2] : one.start()]) and number - last[1] < LONGEST:
            yield from (f"{kind}{n}" for n in range(last[1] + 1, number))
        yield f"{kind}{number}"
        last = kind, number, one.end()


def cited(text: str, notes: Citable) -> Written:
    """A whole text without its names, with its receipts."""
    stream = NameStream(notes.unmistakable)
    stream.feed(text)
    stream.close()
    return stream.written(notes)
