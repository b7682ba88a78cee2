"""What each sentence of a draft rests on: the places of the notes that its writer named, kept with the very sentence.

A receipt goes by the sentence's text: it outlives a change of the sentences around it and is gone once a word of it changes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.figures.verdicts import Source

__all__ = [
    "Receipt", "Written", "carried", "groundless", "is_furniture", "kept", "merged", "placed", "reworded", "sentence_spans",
]  # fmt: skip

_GAP = re.compile(r"【[^】\n]*】")
_SENTENCE = re.compile(r"[^。！？\n]+(?:[。！？]+[”’』）]*)?")
_FURNITURE = re.compile(
    r"(?:现将|现就).{0,40}(?:汇报|报告|总结|说明)如下[：:]?"
    r"|.{0,24}(?:主要)?(?:做好|做了|抓好|抓了|开展了|有)?(?:以下|如下)(?:[几]?(?:个|项|方面|点|件)(?:方面)?)?的?(?:工作|问题|不足|情况|打算|安排)?[：:]"
    r"|(?:（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.．、]).{1,30}"
    r"|(?:以上|特此)(?:汇报|报告|总结|说明)?.{0,16}"
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One sentence and the places of the notes that it rests on; none where its writer named no note that holds."""

    sentence: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a section and the receipts of its sentences, in order; furniture that no model wrote has none."""

    text: str
    receipts: tuple[Receipt, ...] = ()


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The places of the sentences of a text; a mark 【……？】 ends none."""
    blank = _GAP.sub(lambda gap: "〇" * len(gap[0]), text)
    return [match.span() for match in _SENTENCE.finditer(blank) if match[0].strip()]


def placed(receipts: Iterable[Receipt], text: str) -> Iterator[tuple[int, int, Receipt]]:
    """Each receipt whose sentence stands in the text, with its place; one receipt serves one sentence."""
    waiting: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in receipts:
        waiting[receipt.sentence].append(receipt)
    for start, end in sentence_spans(text):
        if known := waiting.get(text[start:end]):
            yield start, end, known.pop(0)


def kept(receipts: Iterable[Receipt], text: str) -> tuple[Receipt, ...]:
    """The receipts of the sentences that still stand in the text, in its order."""
    return tuple(receipt for _, _, receipt in placed(receipts, text))


def merged(new: Iterable[Receipt], old: Iterable[Receipt]) -> tuple[Receipt, ...]:
    """The new receipts, and the old ones in place of new ones of the same sentence that name nothing."""
    known = {receipt.sentence: receipt for receipt in old if receipt.sources}
    taken = [receipt if receipt.sources else known.get(receipt.sentence, receipt) for receipt in new]
    return (*taken, *old)


def carried(receipts: Iterable[Receipt], after: str) -> tuple[Receipt, ...]:
    """The receipts of the sentences of a text that was cut: one of which clauses are left keeps what it rested on."""
    known = list(receipts)
    whole = {receipt.sentence for receipt in known}
    found = list(known)
    for start, end in sentence_spans(after):
        clauses = [clause for clause in re.split(r"[，。；：、！？]", after[start:end]) if clause]
        if after[start:end] not in whole and clauses:
            found += [Receipt(after[start:end], r.sources) for r in known if all(c in r.sentence for c in clauses)][:1]
    return kept(found, after)


def reworded(receipts: Iterable[Receipt], before: str, after: str) -> tuple[Receipt, ...]:
    """The receipts of a text in which only figures were replaced: each sentence keeps what it rested on."""
    old, new = (sentence_spans(text) for text in (before, after))
    if len(old) != len(new):
        return kept(receipts, after)
    now = dict(zip([before[slice(*span)] for span in old], [after[slice(*span)] for span in new], strict=True))
    return tuple(Receipt(now.get(receipt.sentence, receipt.sentence), receipt.sources) for receipt in receipts)


def groundless(receipts: Iterable[tuple[int, int, Receipt]]) -> Iterator[tuple[int, int, Receipt]]:
    """Those placed receipts that name nothing for a sentence which claims something."""
    for start, end, receipt in receipts:
        if not receipt.sources and not is_furniture(receipt.sentence):
            yield start, end, receipt


def is_furniture(sentence: str) -> bool:
    """Whether a sentence claims nothing: opener, lead-in, sub-heading, closing, or a gap to be filled and no more."""
    bare = _GAP.sub("", sentence).strip("。！？，、；： 　")
    return not bare or bool(_FURNITURE.fullmatch(sentence.strip().rstrip("。")))
