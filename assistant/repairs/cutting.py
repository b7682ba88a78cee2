"""Words taken out of a text so that what is left reads well: marks, numbers (一是, 1、) and subjects are put in order.

All other sentences stay byte for byte. A cut that would take a figure with it is not made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.figures.reading import figures
from assistant.outline import numeral

Span = tuple[int, int]

_SENTENCE = re.compile(r"(?:【[^】\n]*】|[^。！？!?\n])+[。！？!?]*[”’」』）)]*")
_CLAUSE = re.compile(r"(?:【[^】\n]*】|“[^”\n]{1,60}”|（[^）\n]{1,80}）|[^，,；;：:。！？!?\n])+[，,；;：:。！？!?]*")
NUMBER = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}是[，,]?|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[、.．](?![0-9])|[一二三四五六七八九十]{1,3}、)"
)
_SUBJECT = re.compile(
    r"^(?:我[们局镇乡校院行站所会社队村办县区市]|全[局镇乡校院行站所会社队村县区市体])(?:[始一]|(?=[高切认积扎坚不大着深进全努持]))"
)
_JOINT = re.compile(r"^(?:从而|进而|因而|并且?|而且|同时|也|还|更|又|且)(?=[\u4e00-\u9fff]{2})")
_ITEM = re.compile(r"(?:^|(?<=[。；：，！？\n]))([一二三四五六七八九十]{1,3})是(?=\S)")
_SUB_HEADING = re.compile(r"^（([一二三四五六七八九十]{1,3})）([^。；！？]{1,24})$")
_ADVERB = re.compile(r"深入各?|始终|严格|普遍|圆满|全面|切实|进一步|第一时间|逐一|逐户|反复|全程|及时|有效|有力|充分")
_LEAST = 4  # characters that a sentence has left at least, or it goes as a whole


def without(text: str, cuts: Iterable[Span]) -> str:
    """The text less these stretches, each a clause, some clauses or sentences, or a few words of a clause."""
    wanted = sorted({cut for cut in cuts if not figures(text[slice(*cut)])})
    kept, at = [], 0
    for match in _SENTENCE.finditer(text):
        here = [
            (max(s, match.start()), min(e, match.end())) for s, e in wanted if s < match.end() and e > match.start()
        ]
        kept += [text[at : match.start()], _sentence(text, match.span(), here) if here else match[0]]
        at = match.end()
    return _renumbered(text, _tidied("".join([*kept, text[at:]]), text))


def _sentence(text: str, span: Span, cuts: Sequence[Span]) -> str:
    """One sentence without these stretches; empty where no more than its number is left."""
    whole = text[slice(*span)]
    number = NUMBER.match(whole)
    lead = number[0] if number else re.match(r"\s*", whole)[0]  # type: ignore[index]
    ending = re.search(r"[。！？!?；;]*[”’」』）)]*$", whole)
    pieces: list[str] = []
    subject = ""
    for start, end in _clauses(text, (span[0] + len(lead), span[1])):
        words = text[start:end]
        bare = words.rstrip("，,；;：:。！？!? ")
        share = sum(max(0, min(end, e) - max(start, s)) for s, e in cuts)
        if share >= 0.7 * len(bare):
            found = _SUBJECT.match(words)
            subject = subject or (words[:2] if found and not pieces else "")
            continue
        pieces.append(_struck(text, start, end, cuts) if share else words)
    left = "".join(pieces)
    if len(re.sub(r"\W", "", left)) < _LEAST:
        return ""
    if pieces and not text[span[0] + len(lead) :].startswith(left[:4]):
        left = _JOINT.sub("", left)
        left = left if not subject or left.startswith(subject[0]) else subject + left
    return lead + left.rstrip("，,；;：:。！？!? ") + (ending[0] if ending and ending[0] else "")


def _clauses(text: str, span: Span) -> Iterator[Span]:
    for match in _CLAUSE.finditer(text, *span):
        yield match.span()


def _struck(text: str, start: int, end: int, cuts: Sequence[Span]) -> str:
    """A clause less some of its words; the whole of it where they are no mere adverbs."""
    words = text[start:end]
    for s, e in sorted(cuts, reverse=True):
        if s >= start and e <= end and _ADVERB.fullmatch(text[s:e]):
            words = words[: s - start] + words[e - start :]
    return words


def _tidied(text: str, before: str) -> str:
    """Lines that have lost all their words go, with a sub-heading that nothing follows any more; the others count anew."""
    if text == before:
        return text
    lines = [line for line in text.split("\n") if line.strip()]
    kept = [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=False)
        if not _SUB_HEADING.match(line) or (following and not _SUB_HEADING.match(following))
    ]
    numbers = iter(range(1, len(kept) + 1))
    return "\n".join(
        f"（{numeral(next(numbers))}）{match[2]}" if (match := _SUB_HEADING.match(line)) else line for line in kept
    )


def _renumbered(before: str, text: str) -> str:
    """Runs of 一是、二是 that have lost an item count from one again; an item that is alone needs no number."""
    if _ITEM.findall(before) == _ITEM.findall(text):
        return text
    lines = []
    for line in text.split("\n"):
        marks = list(_ITEM.finditer(line))
        if len(marks) == 1:
            line = line[: marks[0].start()] + line[marks[0].end() :]  # noqa: PLW2901
        else:
            for number, mark in reversed(list(enumerate(marks, start=1))):
                line = line[: mark.start(1)] + numeral(number) + line[mark.end(1) :]  # noqa: PLW2901
        lines.append(line)
    return "\n".join(lines)
