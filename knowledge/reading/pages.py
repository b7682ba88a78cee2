"""From printed pages back to paragraphs: broken lines joined, page numbers and running heads dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.reading import grids
from knowledge.reading.glyphs import Glyph, Line, lines_of
from knowledge.reading.ruled import Rule, Table, tables_of

_MARGIN = 0.1  # of the height of a page, where page numbers and running heads stand
_FREE = 0.8  # characters that a full line may leave free beyond the room that the next word would have needed
_TIGHT = 0.3  # where the line ends a sentence, and so perhaps the paragraph
_NEARLY = 0.75  # of the width of the text
_DEEP = (1.5, 4.5)  # characters by which the first line of a paragraph is indented
_OFTEN = 0.15  # share of lines that are, in a document that does so
_SENTENCE_END = ("。", "！", "？", "；")
_NARROW = 0.56  # the width of a digit
_INDENT = 0.9
_SAME_SIZE = 0.12
_NEXT = 2.6  # line heights from one line of a paragraph to the next
_FEW = 10  # characters of a line that says something about the margins
_REPEATED = 3  # pages on which a running head stands
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／，,]?\s*共?\s*[0-9]{1,4}\s*页?)?[-—–－·\s]*"
)
_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9])"
    r"|第[一二三四五六七八九十]{1,3}[章节条部]|[①-⑳]"
)
_WORD = re.compile(r"[“‘（《〈【]*(?:[!-~]+|.)[，。、；：！？）》〉】”’…％]*")


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page."""

    glyphs: Sequence[Glyph]
    rules: Sequence[Rule]
    height: float


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page in lines and tables from top to bottom, and the margins of its text."""

    items: tuple[Line | Table, ...]
    left: float
    right: float


def text_of(pages: Sequence[Page]) -> str:
    """The text of all pages: a paragraph a line, tables as ``grids.lines`` gives them."""
    laid = [_laid(page) for page in pages]
    indented = _is_indented(laid)
    heads = _running(pages, laid)
    found: list[str] = []
    last: tuple[Line, _Laid] | None = None
    for page, layout in zip(pages, laid, strict=True):
        for item in layout.items:
            if isinstance(item, Table):
                found.extend(grids.lines(item.cells))
                last = None
                continue
            if _is_margin(item, page) and (_PAGE_NUMBER.fullmatch(item.text) or _bare(item.text) in heads):
                continue
            if last is not None and _goes_on(*last, item, layout, indented=indented):
                found[-1] += _link(found[-1], item.text) + item.text
            else:
                found.append(item.text)
            last = (item, layout)
    return "\n".join(found)


def _laid(page: Page) -> _Laid:
    tables, rest = tables_of(page.rules, page.glyphs)
    lines = lines_of(rest)
    items: list[Line | Table] = [*lines, *tables]
    items.sort(key=lambda item: -(item.top if isinstance(item, Table) else item.middle))
    long = [line for line in lines if len(line.text) >= _FEW and "\t" not in line.text] or lines
    left = min((line.left for line in long), default=0.0)
    end = max((line.right for line in long), default=0.0)
    full = sorted(line.right for line in long if line.right - left >= _NEARLY * (end - left))
    return _Laid(tuple(items), left, full[len(full) // 2] if full else end)  # some lines end beyond, in a comma


def _is_indented(laid: Sequence[_Laid]) -> bool:
    """Whether paragraphs begin with two free places, as they do in most Chinese documents."""
    steps = [(i.left - page.left) / i.size for page in laid for i in page.items if isinstance(i, Line)]
    return sum(_DEEP[0] <= step <= _DEEP[1] for step in steps) >= _OFTEN * len(steps)


def _running(pages: Sequence[Page], laid: Sequence[_Laid]) -> frozenset[str]:
    """The texts that stand in the margin of several pages, whatever number is in them."""
    seen: Counter[str] = Counter()
    for page, layout in zip(pages, laid, strict=True):
        seen.update({_bare(i.text) for i in layout.items if isinstance(i, Line) and _is_margin(i, page)})
    return frozenset(text for text, times in seen.items() if times >= max(_REPEATED, len(pages) // 2))


def _bare(text: str) -> str:
    return re.sub(r"[0-9\s]", "", text)


def _is_margin(line: Line, page: Page) -> bool:
    return not _MARGIN * page.height < line.middle < (1 - _MARGIN) * page.height


def _goes_on(last: Line, before: _Laid, line: Line, layout: _Laid, *, indented: bool) -> bool:
    """Whether a line goes on with the paragraph of the last: that one is full, and this one is not indented."""
    size = max(last.size, line.size)
    if (
        "\t" in last.text
        or "\t" in line.text
        or abs(last.size - line.size) > _SAME_SIZE * size
        or (before is layout and last.middle - line.middle > _NEXT * size)
        or line.left - layout.left > _INDENT * size
    ):
        return False
    free = before.right - last.right
    if indented:
        return free <= (1 - _NEARLY) * (before.right - before.left)
    if _MARK.match(line.text):
        return False
    return free <= (_TIGHT if last.text.endswith(_SENTENCE_END) else _FREE + _needed(line.text)) * size


def _needed(text: str) -> float:
    """How many characters wide the first piece of a line is that no line may break: a figure with its punctuation."""
    match = _WORD.match(text)
    piece = match[0] if match else ""
    return sum(_NARROW if char.isascii() else 1.0 for char in piece)


def _link(one: str, other: str) -> str:
    return " " if one[-1:].isascii() and one[-1:].isalpha() and other[:1].isascii() and other[:1].isalpha() else ""
