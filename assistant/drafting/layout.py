"""How the entries of a section stand on the page: sub-headings, 一是……二是……, or plain sentences in paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.drafting.punctuation import mended
from assistant.drafting.sentences import Entry, labelled
from assistant.figures.mentions import Kind
from assistant.figures.reading import figures
from assistant.notewords import lacks_subject
from assistant.outline import numeral

_TIMED = re.compile(r"明年|来年|下学[年期]|下一学[年期]|下一步|下半年|下一年|下一阶段|接下来|今后|20[0-9]{2}年")
_MOST_ITEMS = 5  # beyond that an enumeration is no help to a listener
_PARAGRAPH = 170  # characters after which plain sentences start a new paragraph
_OF_LAST_YEAR = re.compile("(?:去年|上年)(?![^。]*(?:今年|本年))")
_CAPTION = 24
_UNDER_EACH = 35  # and for each of them
_SUB_HEADED = 200  # characters of a section from which its labels become sub-headings


def work(entries: Sequence[Entry], heading: str) -> list[str]:
    """The paragraphs of a section on work done; a label that repeats the section's heading is left out."""
    labels = [e.label for e in entries if e.label]
    if len(set(labels)) == 1 and len(labels) == len(entries) and _same(labels[0], heading):
        entries, labels = [replace(e, text=_stated(e), label="") for e in entries], []
    if len(entries) == 1 and not labels and (match := re.match(r"([\u4e00-\u9fff]{2,6})方面，", entries[0].text)):
        repeats = match[1] in heading
        entries = [replace(entries[0], text=entries[0].text[match.end() :])] if repeats else entries
    total = sum(len(e.text) for e in entries)
    if (
        len(set(labels)) >= 2
        and len(labels) >= len(entries) - 1
        and total >= max(_SUB_HEADED, _UNDER_EACH * len(set(labels)))
    ):
        return _sub_headed(entries)
    paragraphs: list[str] = []
    run: list[str] = []
    for entry in entries:
        if entry.table:
            caption = f"{run.pop()}：" if run and _is_caption(run[-1]) else ""
            paragraphs += [*_told(run), sentence(caption + entry.text)]
            run = []
        else:
            run.append(entry.with_label())
    return [*paragraphs, *_told(run)]


def _is_caption(text: str) -> bool:
    """Whether a line above a table only says what the table shows."""
    return (
        len(text) <= _CAPTION and not re.search("[，。；：]", text) and all(m.kind is Kind.DATE for m in figures(text))
    )


def _same(label: str, heading: str) -> bool:
    return label in heading or re.sub("[、/／]", "和", label) in heading


def _stated(entry: Entry) -> str:
    """The text without its label, which stays where the text has no subject of its own."""
    dated = any(m.start == 0 and m.date for m in figures(entry.text))
    needed = lacks_subject(entry.text) and not dated and not entry.table
    return labelled(entry.label, entry.text) if needed else entry.text


def _sub_headed(entries: Sequence[Entry]) -> list[str]:
    paragraphs = [sentence(entry.text) for entry in entries if not entry.label]
    number, open_label = 0, ""
    for entry in entries:
        if not entry.label:
            continue
        if entry.label != open_label:
            number, open_label = number + 1, entry.label
            paragraphs.append(f"（{numeral(number)}）{entry.label}")
        paragraphs.append(sentence(_stated(entry)))
    return paragraphs


def _told(texts: Sequence[str]) -> list[str]:
    texts = [text for text in texts if text]
    if any(_OF_LAST_YEAR.match(text) for text in texts):  # alone on its line: what follows is not of last year
        own = [sentence(text) for text in texts if _OF_LAST_YEAR.match(text)]
        return [*_told([text for text in texts if not _OF_LAST_YEAR.match(text)]), *own]
    if len(texts) >= 3 and _introduces(texts[0], texts[1:]):
        return [sentence(texts[0]) + sentence("；".join(text.rstrip("。") for text in texts[1:]))]
    if 3 <= len(texts) <= _MOST_ITEMS and not _opens_with_figures(texts):
        return [enumerated(texts)]
    return paragraphs_of(texts)


def _introduces(first: str, others: Sequence[str]) -> bool:
    """Whether the first text names, after a colon, what each of the others begins with."""
    _, colon, names = first.partition("：")
    return bool(colon) and all(text[:2] in names and not re.match(r"[0-9]", text) for text in others)


def _opens_with_figures(texts: Sequence[str]) -> bool:
    """Whether 一是 would be misheard: the first text begins with a number, or a third of them do."""
    digits = [bool(re.match(r"[0-9约近]", text)) for text in texts]
    return digits[0] or sum(digits) * 3 > len(texts)


def paragraphs_of(texts: Sequence[str]) -> list[str]:
    """Plain sentences in paragraphs of a few lines each."""
    paragraphs, here = [], ""
    for text in texts:
        if here and len(here) + len(text) > _PARAGRAPH:
            paragraphs.append(here)
            here = ""
        here += sentence(text)
    return [*paragraphs, here] if here else paragraphs


def enumerated(texts: Sequence[str], lead: str = "") -> str:
    """``一是……；二是……。``, with full stops between items that hold some themselves."""
    stop = "。" if any(re.search(r"[。；！？]", text) for text in texts) else "；"
    body = stop.join(f"{numeral(n)}是{text.rstrip('。；，')}" for n, text in enumerate(texts, start=1))
    return sentence(f"{lead}{body}")


def listed(entries: Sequence[Entry], time: str = "", *, announce: bool = False) -> list[str]:
    """The one paragraph of a section of problems or plans; ``time`` such as 明年 opens it, ``announce`` a lead-in."""
    texts = [_timed(entry, time) for entry in entries]
    opens = f"{time}，" if time and not all(_TIMED.match(text) for text in texts) else ""
    if len(texts) == 1:
        return [sentence(opens + texts[0])]
    if opens:
        texts = [
            re.sub(
                rf"^(?:接下来|下一步|来年|{time}|{time.rstrip('年')}(?=[打准计想]))呢?[，]?(?:打算|准备|计划|想)?(?=[\u4e00-\u9fff])",
                "",
                text,
            )
            for text in texts
        ]
    return [enumerated(texts, f"{opens}主要做好以下工作：" if announce and (opens or not time) else "")]


def _timed(entry: Entry, lead: str) -> str:
    text = entry.with_label()
    return (
        f"{entry.time}{text}"
        if entry.time and lead and entry.time != lead and not text.startswith(entry.time)
        else text
    )


def sentence(text: str) -> str:
    """The text with one full stop at its end."""
    text = mended(text).rstrip("，、；：")
    return text if not text or text[-1] in "。！？" else f"{text}。"
